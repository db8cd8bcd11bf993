"""The pictures of the results, as SVG: exact match by set and rung, and reliability curves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from kiosk.evaluation.figures import Bin

__all__ = ["exact_match_chart", "reliability_chart"]

_COLOURS: Final = ("#2f6f9f", "#d9822b", "#4c9a62", "#a24f79", "#7a6fbf", "#8a8a3a")
"""Apart from each other in lightness too, for those who do not tell red from green."""
_INK: Final = "#444"
_LEFT, _TOP, _WIDTH, _HEIGHT = 52, 34, 520, 260
"""Of the plot within the picture, in pixels."""


def exact_match_chart(scores: Mapping[str, Mapping[str, float]]) -> str:
    """Bars: for each set, one per rung.

    Args:
        scores: rung → set → exact match, 0..1.
    """
    sets = list(dict.fromkeys(name for by_set in scores.values() for name in by_set))
    across = _WIDTH / max(1, len(sets))
    bar = min(60.0, 0.8 * across / max(1, len(scores)))
    out = _grid("exact match")
    for n, name in enumerate(sets):
        middle = _LEFT + across * (n + 0.5)
        out.append(_text(middle, _TOP + _HEIGHT + 18, name))
        for k, (rung, by_set) in enumerate(scores.items()):
            share = by_set.get(name)
            if share is None:
                continue
            x = middle + bar * (k - len(scores) / 2)
            top = _y(share)
            out.append(
                f'<rect x="{x:.1f}" y="{top:.1f}" width="{bar - 3:.1f}" '
                f'height="{_TOP + _HEIGHT - top:.1f}" fill="{_colour(k)}">'
                f"<title>{escape(rung)}</title></rect>"
            )
            out.append(_text(x + (bar - 3) / 2, top - 5, f"{100 * share:.1f}"))
    return _picture("Unordered exact match, per cent", out, scores)


def reliability_chart(curves: Mapping[str, Sequence[Bin]]) -> str:
    """Lines: how often turns were right, over how sure the rung was; on the diagonal when honest.

    Args:
        curves: set → bins in the order of confidence.
    """
    out = _grid("share that was right")
    out.append(
        f'<line x1="{_LEFT}" y1="{_y(0)}" x2="{_LEFT + _WIDTH}" y2="{_y(1)}" '
        f'stroke="{_INK}" stroke-dasharray="4 4" opacity="0.5"/>'
    )
    for tick in range(0, 101, 20):
        out.append(_text(_LEFT + _WIDTH * tick / 100, _TOP + _HEIGHT + 18, f"{tick}"))
    for k, bins in enumerate(curves.values()):
        points = [(_LEFT + _WIDTH * b.mean, _y(b.right / b.n), b.n) for b in bins]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        out.append(
            f'<polyline points="{line}" fill="none" stroke="{_colour(k)}" stroke-width="2"/>'
        )
        out += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + n**0.5 / 3:.1f}" fill="{_colour(k)}" '
            f'opacity="0.7"><title>{n} turns</title></circle>'
            for x, y, n in points
        ]
    return _picture("Right, over confidence (per cent; dots grow with turns)", out, curves)


def _y(share: float) -> float:
    return _TOP + _HEIGHT * (1 - share)


def _colour(n: int) -> str:
    return _COLOURS[n % len(_COLOURS)]


def _text(x: float, y: float, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _grid(label: str) -> list[str]:
    out = [
        f'<text x="14" y="{_TOP + _HEIGHT / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {_TOP + _HEIGHT / 2})">{escape(label)}</text>'
    ]
    for tick in range(0, 101, 20):
        y = round(_y(tick / 100), 1)
        out.append(
            f'<line x1="{_LEFT}" y1="{y}" x2="{_LEFT + _WIDTH}" y2="{y}" stroke="#ddd"/>'
            + _text(_LEFT - 6, y + 4, str(tick), "end")
        )
    return out


def _picture(title: str, inside: Iterable[str], legend: Iterable[str]) -> str:
    width, height = _LEFT + _WIDTH + 18, _TOP + _HEIGHT + 58
    keys = []
    x = float(_LEFT)
    for k, name in enumerate(legend):
        keys.append(
            f'<rect x="{x:.0f}" y="{height - 20}" width="10" height="10" fill="{_colour(k)}"/>'
            + _text(x + 15, height - 11, name, "start")
        )
        x += 34 + 7 * len(name)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'font-family="sans-serif" font-size="12" fill="{_INK}">',
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<text x="{_LEFT}" y="18" font-size="14">{escape(title)}</text>',
            *inside,
            *keys,
            "</svg>\n",
        ]
    )
