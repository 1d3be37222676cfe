"""Headlines: the few big numbers of a period, side by side."""

from collections.abc import Sequence

from cjtrade_tui.pages.page import Headline
from cjtrade_tui.painting.runs import Rows, fit


def headlines(shown: Sequence[Headline], width: int) -> Rows:
    """Three lines for each: label, value, growth and status.

    Where they would not fit, the unit is written short first, then what is said of the growth and how it was made goes,
    then a unit that all have, which the title line has too, then the end of a label. The last is left out where the rest of a label would not tell it from
    another, or a unit or a period had no room.
    """
    rows: Rows = [[], [], []]
    for parts, room in _fitted(shown, width):
        below = {"+": "up", "-": "down"}.get(parts[2][:1], "dim")
        for row, text, role in zip(rows, parts, ("label", "value", below), strict=True):
            row.append((" " + fit(text, room - 1), role))
    return rows if shown else []


def at(shown: Sequence[Headline], width: int, x: int) -> Headline | None:
    """The headline at a column of the screen."""
    for headline, (_, room) in zip(shown, _fitted(shown, width), strict=False):
        if (x := x - room) < 0:
            return headline
    return None


def _fitted(shown: Sequence[Headline], width: int) -> list[tuple[tuple[str, str, str], int]]:
    """The lines of each headline, and the cells it has."""
    if not shown:
        return []
    whole = [(h.label, f"{h.cell.text.strip()} {h.unit}".rstrip(), h.below) for h in shown]
    short = [
        (w[0], f"{h.cell.text.strip()} {h.short_unit or h.unit}".rstrip(), w[2])
        for h, w in zip(shown, whole, strict=True)
    ]
    brief = [(*w[:2], h.kept or h.below.rpartition(" ")[0] or h.below) for h, w in zip(shown, whole, strict=True)]
    bare = [(b[0], h.cell.text.strip(), b[2]) for h, b in zip(shown, brief, strict=True)]
    steps = [whole, short, brief, bare] if len({h.unit for h in shown}) == 1 else [whole, short, brief]
    texts = next((texts for texts in steps if sum(_cells(texts)) <= width), steps[-1])
    cells = _cells(texts)
    if sum(cells) > width:
        cells = [max(len(value), len(h.kept)) + 2 for h, (_, value, _) in zip(shown, texts, strict=True)]
        while len(cells) > 1 and (sum(cells) > width or not _are_apart(texts, cells)):
            texts, cells = texts[:-1], cells[:-1]
    each = width // len(texts)
    if max(cells) <= each:
        cells = [each] * len(texts)  # so that a headline stays where it is from line to line
    else:
        spare = max(0, width - sum(cells)) // len(texts)
        cells = [c + spare for c in cells]
    return list(zip(texts, cells, strict=True))


def _are_apart(texts: Sequence[tuple[str, str, str]], cells: Sequence[int]) -> bool:
    """Whether what is left of each label tells it from the others."""
    return len({fit(label, room - 1) for (label, _, _), room in zip(texts, cells, strict=True)}) == len(texts)


def _cells(texts: Sequence[tuple[str, str, str]]) -> list[int]:
    """The cells that each headline takes whole."""
    return [max(map(len, text)) + 1 for text in texts]
