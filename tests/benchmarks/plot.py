"""A plot of latency against size as SVG, to be read on light and on dark pages."""

from collections.abc import Mapping, Sequence
from html import escape
from math import log10

Points = Sequence[tuple[int, float]]
_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 200, 30, 50
_COLOURS = ("#d1242f", "#0969da", "#1a7f37", "#9a6700", "#8250df", "#bc4c00")
_STYLE = """
text { font: 13px sans-serif; fill: #1f2328 } .grid { stroke: #8884 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
"""


def plot(lines: Mapping[str, Points]) -> str:
    """One line for each name, through its points (events, milliseconds); both axes logarithmic."""
    sizes = sorted({size for points in lines.values() for size, _ in points})
    times = [ms for points in lines.values() for _, ms in points]
    lowest, highest = int(log10(min(times)) // 1), int(-(-log10(max(times)) // 1))

    def x(size: float) -> float:
        span = log10(sizes[-1]) - log10(sizes[0]) or 1
        return _LEFT + (log10(size) - log10(sizes[0])) / span * (_WIDTH - _LEFT - _RIGHT)

    def y(ms: float) -> float:
        share = (log10(ms) - lowest) / (highest - lowest or 1)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    parts = [f"<style>{_STYLE}</style>"]
    for power in range(lowest, highest + 1):
        level = y(10.0**power)
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" '
            f'y1="{level:.1f}" y2="{level:.1f}"/>'
            f'<text x="{_LEFT - 8}" y="{level + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>'
        )
    for size in sizes:
        parts.append(
            f'<text x="{x(size):.1f}" y="{_HEIGHT - _BOTTOM + 22}" text-anchor="middle">'
            f"{size:,}</text>"
        )
    parts.append(f'<text x="{_LEFT}" y="{_HEIGHT - 8}">events; median time of a question</text>')
    ends = _apart({name: y(points[-1][1]) for name, points in lines.items()})
    for (name, points), colour in zip(lines.items(), _COLOURS, strict=False):
        path = " ".join(f"{x(size):.1f},{y(ms):.1f}" for size, ms in points)
        width = 3 if colour == _COLOURS[0] else 1.5
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
            f'<text x="{_WIDTH - _RIGHT + 8}" y="{ends[name] + 4:.1f}" style="fill: {colour}">'
            f"{escape(name)}</text>"
        )
    view = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}"'
    title = "<title>Median time of a question against the number of events</title>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view}>\n{title}\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _apart(levels: Mapping[str, float], least: float = 16) -> dict[str, float]:
    """The levels of labels, moved so that none covers another."""
    placed: dict[str, float] = {}
    before = float("-inf")
    for name, level in sorted(levels.items(), key=lambda item: item[1]):
        before = placed[name] = max(level, before + least)
    return placed
