"""Draws the result of run.py as one SVG picture that suits light and dark pages."""
import os
from xml.sax.saxutils import escape

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-size: 16px; font-weight: 600 }
.small { font-size: 11px; fill: #57606a }
.bar { fill: #2f7d6d } .over { fill: #b3541e } .mean { fill: #4a5d9e }
.grid { stroke: #d0d7de } .mark { stroke: #24292f; stroke-dasharray: 4 3 }
.page { fill: #ffffff }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .small { fill: #9198a1 } .bar { fill: #4fb3a0 } .over { fill: #e08a4f }
.mean { fill: #8fa3e8 } .grid { stroke: #30363d } .mark { stroke: #e6edf3 } .page { fill: #0d1117 }
}
"""
LEFT, WIDTH, ROW, TOP = 170, 420, 24, 64


def draw(result):
    speed = result["kind"] == "speed"
    bars = [(row["name"], row["ratio"], "bar") for row in result["rows"]]
    if speed:
        title = "User processor time, %s = 1" % os.path.basename(result["against"])
        note = "shorter is faster; median of %d pairs of runs" % result["rounds"]
        mark = 1.0
        bars = [(name, ratio, "over" if ratio > 1.0 else kind) for name, ratio, kind in bars]
        bars.append(("geometric mean", result["geometric_mean"], "mean"))
    else:
        title = "Speed of %d threads, one thread = 1" % result["threads"]
        note = "longer is better; the best of %d tries" % result["tries"]
        mark = float(result["threads"])
    largest = max([mark] + [ratio for _, ratio, _ in bars]) * 1.05
    step = next(s for s in (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 1e9) if largest / s <= 8)
    bottom = TOP + ROW * len(bars)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">' % (
        LEFT + WIDTH + 70, bottom + 30, escape(title, {'"': "&quot;"})),
        "<style>%s</style>" % STYLE, '<rect class="page" width="100%" height="100%"/>',
        '<text class="title" x="16" y="26">%s</text>' % escape(title),
        '<text class="small" x="16" y="44">%s</text>' % escape(note)]
    tick = 0.0
    while tick <= largest:
        x = LEFT + WIDTH * tick / largest
        parts.append('<line class="grid" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>' % (x, TOP - 6, x, bottom))
        parts.append('<text class="small" x="%.1f" y="%d" text-anchor="middle">%g</text>' % (x, bottom + 16, tick))
        tick += step
    for number, (name, ratio, kind) in enumerate(bars):
        y = TOP + ROW * number
        parts.append('<text x="%d" y="%d" text-anchor="end">%s</text>' % (
            LEFT - 8, y + 15, escape(name.replace("_", " "))))
        parts.append('<rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="2"/>' % (
            kind, LEFT, y + 3, WIDTH * ratio / largest, ROW - 7))
        parts.append('<text class="small" x="%.1f" y="%d">%.2f</text>' % (
            LEFT + WIDTH * ratio / largest + 6, y + 15, ratio))
    x = LEFT + WIDTH * mark / largest
    parts.append('<line class="mark" x1="%.1f" y1="%d" x2="%.1f" y2="%d"/>' % (x, TOP - 6, x, bottom))
    parts.append("</svg>\n")
    return "\n".join(parts)
