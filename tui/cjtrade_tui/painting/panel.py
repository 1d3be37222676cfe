"""What is known of the cell under the cursor: a few lines below the table, or on a wide terminal a panel beside or below it."""

from collections.abc import Sequence

from cjtrade_tui.painting.runs import Rows, Run, fit, row, wrap

_EDGE = "│ "
BESIDE = len(_EDGE) + 1
"""Cells of a panel beside its words: its edge, and a blank at the end."""
_MORE = " … more: i"


def panel(title: str, rows: Rows, width: int, height: int, *, below: bool = False) -> Rows:
    """A title over `height - 1` rows, behind an edge unless it stands `below` the table; the last one says when there is more than
    fits."""
    edge = " " * len(_EDGE) if below else _EDGE
    room = width - len(_EDGE)
    shown = rows[: height - 1]
    if len(rows) > len(shown) and shown:
        shown[-1] = [("… more: Enter", "dim")]
    blank: list[Run] = []
    body = [shown[y] if y < len(shown) else blank for y in range(height - 1)]
    return [[(edge, "rule"), *row(runs, room)] for runs in ([(fit(title, room), "head")], *body)]


def paragraphs(texts: Sequence[str], width: int) -> Rows:
    """Texts as rows for a panel of `width` cells, a blank row between two."""
    rows: Rows = []
    for text in texts:
        rows += [[]] if rows else []
        rows += [[(line, "")] for line in wrap(text, width - BESIDE)]
    return rows


def detail(paragraphs: Sequence[str], width: int, height: int) -> Rows:
    """Paragraphs, wrapped; the last line names the key to more than fits."""
    lines = [line for text in paragraphs for line in wrap(text, width - 2)]
    if len(lines) > height > 0:
        lines = lines[:height]
        lines[-1] = wrap(lines[-1], max(1, width - 2 - len(_MORE)))[0] + _MORE
    return [[(" " + line, "")] for line in lines]
