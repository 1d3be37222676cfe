"""Headlines: the few big numbers of a period, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cjtrade_tui.painting.runs import Rows, fit

if TYPE_CHECKING:
    from cjtrade_tui.pages.page import Headline


def headlines(shown: Sequence[Headline], width: int) -> Rows:
    """Three lines for each: label, value, growth and status.

    Where they would not fit, values go without their unit, which the title line has.
    """
    rows: Rows = [[], [], []]
    for parts, room in _fitted(shown, width):
        below = {"+": "up", "-": "down"}.get(parts[2][:1], "dim")
        for row, text, role in zip(rows, parts, ("label", "value", below), strict=True):
            row.append((" " + fit(text, room - 1), role))
    return rows if shown else []


def at(shown: Sequence[Headline], width: int, x: int) -> Headline | None:
    """The headline at a column of the screen."""
    for headline, (_, room) in zip(shown, _fitted(shown, width), strict=True):
        if (x := x - room) < 0:
            return headline
    return None


def _fitted(shown: Sequence[Headline], width: int) -> list[tuple[tuple[str, str, str], int]]:
    """The lines of each headline, and the cells it has."""
    if not shown:
        return []
    texts = [(h.label, f"{h.cell.text} {h.unit}".rstrip(), h.below) for h in shown]
    if sum(max(map(len, t)) + 1 for t in texts) > width:
        texts = [(h.label, h.cell.text, h.below) for h in shown]
    if sum(max(map(len, t)) + 1 for t in texts) > width:
        texts = [(label, value, below.rpartition(" ")[0] or below) for label, value, below in texts]
    cells = [max(map(len, t)) + 1 for t in texts]
    each = width // len(texts)
    if max(cells) <= each:
        cells = [each] * len(texts)  # so that a headline stays where it is from line to line
    else:
        spare = max(0, width - sum(cells)) // len(texts)
        cells = [c + spare for c in cells]
    return list(zip(texts, cells, strict=True))
