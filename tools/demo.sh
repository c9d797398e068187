#!/usr/bin/env bash
# Runs the example programs with the given weft on one thread and on all cores, checks that both print
# the same, and shows throughput, speed-up and what the specializer did. Called by `tools/dev demo`.
set -euo pipefail
weft=$1
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cores=$(nproc)
work=build/demo
mkdir -p "$work"
failed=0
printf '%-14s %16s %16s %9s  %s\n' program "1 thread" "$cores threads" speed-up result
for name in text_index log_analyser ray_tracer pipeline; do
    printf '%-14s' "$name"
    for n in 1 "$cores"; do
        "$weft" "docs/examples/$name.py" --threads "$n" >"$work/$name.$n.out" 2>"$work/$name.$n.err" || { cat "$work/$name.$n.err"; failed=1; }
        rate=$(sed -n 's/^throughput \([0-9]*\) .*/\1/p' "$work/$name.$n.err")
        unit=$(sed -n 's/^throughput [0-9]* //p' "$work/$name.$n.err")
        printf ' %16s' "$rate $unit"
        [ "$n" = 1 ] && first=$rate
    done
    if cmp -s "$work/$name.1.out" "$work/$name.$cores.out"; then same=same; else same=DIFFERENT; failed=1; fi
    awk -v a="${first:-0}" -v b="${rate:-0}" -v s="$same" 'BEGIN { printf " %8.2fx  %s\n", (a > 0 ? b / a : 0), s }'
done
echo
echo "What the specializer did in ray_tracer.py on $cores threads:"
"$weft" -X stats docs/examples/ray_tracer.py --threads "$cores" --size 60 2>&1 >/dev/null | grep -v throughput
"$weft" docs/examples/ray_tracer.py --threads "$cores" --output "$work/picture.ppm" >/dev/null 2>&1 && echo "picture: $work/picture.ppm"
exit "$failed"
