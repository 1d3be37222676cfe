"""Panel: on a wide terminal, beside the table, all that is known of the cell under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from cjtrade_tui.painting.runs import Rows, Run, fit, row, wrap

_EDGE = "│ "


def panel(title: str, rows: Rows, width: int, height: int) -> Rows:
    """A title over `height - 1` rows behind an edge; the last one says when there is more than fits."""
    room = width - len(_EDGE)
    shown = rows[: height - 1]
    if len(rows) > len(shown) and shown:
        shown[-1] = [("… more: Enter", "dim")]
    blank: list[Run] = []
    body = [shown[y] if y < len(shown) else blank for y in range(height - 1)]
    return [[(_EDGE, "rule"), *row(runs, room)] for runs in ([(fit(title, room), "head")], *body)]


def paragraphs(texts: Sequence[str], width: int) -> Rows:
    """Texts as rows for a panel of `width` cells, a blank row between two."""
    rows: Rows = []
    for text in texts:
        rows += [[]] if rows else []
        rows += [[(line, "")] for line in wrap(text, width - len(_EDGE) - 1)]
    return rows
