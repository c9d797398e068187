# Usage lines of argparse: groups in one another, groups over lines, hidden members; options among arguments.
import argparse
import io
import sys
import warnings


def parser(**keywords):
    keywords.setdefault('formatter_class', lambda prog: argparse.HelpFormatter(prog, width=60))
    return argparse.ArgumentParser(prog='tool', add_help=False, **keywords)


def usage(made):
    print(made.format_usage(), end='')


for required in False, True:
    nested = parser()
    outer = nested.add_mutually_exclusive_group(required=required)
    outer.add_argument('-a', metavar='A')
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        inner = outer.add_mutually_exclusive_group(required=required)
        nested.add_argument_group().add_argument_group()
    print([str(each.message) for each in caught])
    inner.add_argument('-b', metavar='B')
    inner.add_argument('-c', metavar='C')
    usage(nested)

    mixed = parser()
    group = mixed.add_mutually_exclusive_group(required=required)
    group.add_argument('--one', action='store_true')
    group.add_argument('--two')
    group.add_argument('rest', nargs='?')
    usage(mixed)

    wide = parser()
    group = wide.add_mutually_exclusive_group(required=required)
    for name in 'first', 'second', 'third':
        group.add_argument(f'--{name}-option', metavar='VALUE')
    wide.add_argument('file', nargs='+')
    usage(wide)

    hidden = parser()
    group = hidden.add_mutually_exclusive_group(required=required)
    group.add_argument('--shown', action='store_true')
    group.add_argument('--secret', action='store_true', help=argparse.SUPPRESS)
    group.add_argument('--also')
    usage(hidden)

    lonely = parser()
    group = lonely.add_mutually_exclusive_group(required=required)
    group.add_argument('--only', nargs=2)
    group.add_argument('--secret', help=argparse.SUPPRESS)
    lonely.add_argument('--other', required=True)
    usage(lonely)

    apart = parser()
    group = apart.add_mutually_exclusive_group(required=required)
    group.add_argument('-x', action='store_true')
    apart.add_argument('-m')
    group.add_argument('-y', action='store_true')
    usage(apart)

empty = parser()
empty.add_argument('-z')
empty.add_mutually_exclusive_group()
try:
    empty.format_usage()
except ValueError as error:
    print(str(error).split(' <')[0])

# Help: defaults, and spaces that hold words together.
flags = parser()
flags.add_argument('--color', action=argparse.BooleanOptionalAction, default=True, help='use colours')
flags.add_argument('--size', help='so many words that the line ends about\u00a0here, after a fixed\u00a0space, for sure')
print(flags.format_help())

# Positional arguments between options.
between = parser()
between.add_argument('--foo')
needed = between.add_argument('--bar', required=True)
between.add_argument('command')
between.add_argument('rest', nargs='*', type=int)
words = 'run --foo x 1 --bar y 2 3'.split()
print(between.parse_intermixed_args(words), between.parse_known_args(words))
print(between.parse_known_intermixed_args('run --foo x 1 --wrong 2 --bar y 3'.split()), needed.required, between.usage)
for nargs in '...', 'A...':
    unfit = parser()
    unfit.add_argument('x', nargs=nargs)
    try:
        unfit.parse_intermixed_args([])
    except TypeError as error:
        print(error)
sys.stderr, kept = io.StringIO(), sys.stderr
for call in between.parse_intermixed_args, between.parse_args:
    try:
        call([])
    except SystemExit as leaving:
        print(leaving.code)
text, sys.stderr = sys.stderr.getvalue(), None
try:
    between.error('nobody reads this')  # there is no stream to write to
except SystemExit as leaving:
    print(leaving.code)
sys.stderr = kept
print(text)
