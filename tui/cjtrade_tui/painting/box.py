"""A box: rows in a frame, under a title and over the keys that work there."""

from collections.abc import Sequence

from cjtrade_tui.cells import cell_len
from cjtrade_tui.painting import tab_and_key_lines
from cjtrade_tui.painting.runs import Rows, Run, fit, row

SIDES = 4
"""Cells that the frame takes of a width: an edge and a blank on either side."""
ENDS = 2
"""Rows that it takes of a height."""
PROMPT = 2
"""Rows of a line to type on: the line and the rule below it."""
_EDGE = "label"


def box(
    rows: Rows,
    width: int,
    height: int,
    title: str,
    asides: Sequence[str],
    foot: Sequence[Run],
    prompt: str | None = None,
    sides: bool = True,
) -> Rows:
    """`height` rows of `width` cells. Beside the title stands the first of `asides` that leaves it whole, or the last; a `prompt`
    leaves a row below it to a line to type on."""
    inner = width - SIDES
    typed: Rows = (
        [] if prompt is None else [_beside([(prompt, "label")], inner), [("├" + "─" * (width - 2) + "┤", _EDGE)]]
    )
    room = height - ENDS - len(typed)
    filled = [*rows[:room], *([[]] * (room - len(rows)))]
    name, most = f" {title} ", width - 5
    aside = (
        next((f" {a} " for a in asides if cell_len(name) + cell_len(a) + 2 <= most), f" {asides[-1]} ")
        if asides
        else ""
    )
    name = name if cell_len(name) + cell_len(aside) <= most else fit(f" {title}", most - cell_len(aside))
    return [
        _edge("┌", [(name, "title")], [(aside, _EDGE)], "┐", width),
        *typed,
        *(_beside(runs, inner) if sides else row(runs, width) for runs in filled),
        _edge("└", foot, [], "┘", width),
    ]


def foot(keys: Sequence[tab_and_key_lines.Key], message: str, width: int) -> list[Run]:
    """What stands on the lower edge of a box of `width` cells: a message, or the keys that fit."""
    if message:
        return [(fit(f" {message} ", min(cell_len(message) + 2, width - 4)), "key")]
    return [
        run
        for key, word, _, _ in tab_and_key_lines.fitting(keys, width - 4)
        for run in ((f" {key}", "marker"), (f" {word} ", ""))
    ]


def _beside(runs: Sequence[Run], inner: int) -> list[Run]:
    return [("│", _EDGE), (" ", ""), *row(runs, inner), (" ", ""), ("│", _EDGE)]


def _edge(left: str, runs: Sequence[Run], ends: Sequence[Run], right: str, width: int) -> list[Run]:
    line = width - 4 - sum(cell_len(text) for text, _ in (*runs, *ends))
    return [(left + "─", _EDGE), *runs, ("─" * line, _EDGE), *ends, ("─" + right, _EDGE)]
