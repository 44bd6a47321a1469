"""Bars as plain SVG: plans side by side in groups, with a mark for a target or a bound."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LABEL, BAR, GAP, GROUP_GAP = 760, 230, 16, 3, 14
COLOURS = ("--gained", "--target", "--good", "--c4", "--c5", "--before")


@dataclass(frozen=True)
class Bar:
    """One bar: its value, what is written behind it, and where a mark stands (None: nowhere)."""

    value: float
    text: str
    mark: float | None = None


@dataclass(frozen=True)
class Group:
    """The bars of all plans for one thing."""

    label: str
    bars: Sequence[Bar]


def bars(groups: Sequence[Group], title: str) -> str:
    """Return a picture; every group has a scale of its own."""
    height = sum(len(g.bars) * (BAR + GAP) + GROUP_GAP for g in groups) + 4
    parts = [
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="100%" '
        f'style="max-width:{WIDTH}px" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>"
    ]
    y = 4
    for group in groups:
        parts += _group(group, y)
        y += len(group.bars) * (BAR + GAP) + GROUP_GAP
    parts.append("</svg>")
    return "".join(parts)


def _group(group: Group, y: int) -> list[str]:
    most = max([1e-9, *(max(b.value, b.mark or 0.0) for b in group.bars)])
    room = WIDTH - LABEL - 180
    parts = [
        f'<text x="0" y="{y + BAR - 3}" font-size="13" fill="var(--ink)">'
        f"{escape(_short(group.label))}</text>"
    ]
    for number, bar in enumerate(group.bars):
        top = y + number * (BAR + GAP)
        length = max(1.0, room * bar.value / most) if bar.value > 0 else 0.5
        colour = COLOURS[number % len(COLOURS)]
        parts.append(
            f'<rect x="{LABEL}" y="{top}" width="{length:.1f}" height="{BAR}" rx="2" '
            f'fill="var({colour})"/>'
        )
        if bar.mark is not None:
            x = LABEL + room * bar.mark / most
            parts.append(
                f'<rect x="{x - 1:.1f}" y="{top - 1}" width="3" height="{BAR + 2}" '
                f'fill="var(--ink)"/>'
            )
        behind = max(length, room * (bar.mark or 0.0) / most) + 8
        parts.append(
            f'<text x="{LABEL + behind:.1f}" y="{top + BAR - 3}" font-size="12" '
            f'fill="var(--ink)">{escape(bar.text)}</text>'
        )
    return parts


def _short(text: str) -> str:
    return text if len(text) <= 34 else f"{text[:32]}…"
