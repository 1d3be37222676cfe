"""Runs: what a row of the screen is made of, and how text is made to fit into cells."""

from collections.abc import Sequence

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.cells import cell_len, set_cell_size, shortened

Run = tuple[str, str]
"""A piece of text and the role it plays (see `terminal.palettes`)."""
Rows = list[list[Run]]


def row(runs: Sequence[Run], width: int, fill: str = "") -> list[Run]:
    """Clean runs of exactly `width` cells: cut at the end, or filled up with blanks of the role `fill`."""
    cut: list[Run] = []
    room = width
    for text, role in runs:
        text = safe_text(text)
        cells = cell_len(text)
        if cells > room:
            text, cells = set_cell_size(text, room), room
        cut.append((text, role))
        room -= cells
        if not room:
            break
    if room:
        cut.append((" " * room, fill))
    return cut


def spot(rows: Sequence[Sequence[Run]]) -> tuple[int, int] | None:
    """Where the reader is in some rows, column and row: where the text of the current cell begins, or behind the mark of the
    line that is chosen. None where there is neither."""
    for y, runs in enumerate(rows):
        before = 0
        for text, role in runs:
            if role == "cursor":
                return before + len(text) - len(text.lstrip(" ")), y
            before += cell_len(text)
    marked = (y for y, runs in enumerate(rows) if any(role == "marker" and text.strip() for text, role in runs))
    chosen = next(marked, None)
    return None if chosen is None else (1, chosen)


def fit(text: str, width: int, right: bool = False) -> str:
    """`text` in exactly `width` cells, an ellipsis where it had to be cut."""
    text = safe_text(text)
    return " " * (width - cell_len(text)) + text if right and cell_len(text) <= width else shortened(text, width)


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at spaces, or inside a word that is longer than a line."""
    lines: list[str] = []
    line, room = "", max(1, width)
    for word in safe_text(text).split(" "):
        while cell_len(word) > max(1, width):
            head = ""
            for character in word:
                if cell_len(head + character) > width:
                    break
                head += character
            head = head or word[0]
            lines.extend([line] if line else [])
            lines.append(head)
            line, room, word = "", max(1, width), word[len(head) :]
        need = cell_len(word) + (1 if line else 0)
        if need > room:
            lines.append(line)
            line, room, need = "", max(1, width), cell_len(word)
        line = f"{line} {word}" if line else word
        room -= need
    return [*lines, line] if line else lines or [""]
