"""Detail: what stands behind the cell under the cursor, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from cjtrade_data.safe_text import safe_text
from cjtrade_tui.widgets.painted import Painted, Run


class Detail(Painted):
    """Paragraphs, wrapped; the last line says when there is more than fits."""

    DEFAULT_CSS = "Detail { height: 2; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.paragraphs: tuple[str, ...] = ()

    def show(self, paragraphs: Sequence[str]) -> None:
        if tuple(paragraphs) != self.paragraphs:
            self.paragraphs = tuple(paragraphs)
            self.repaint()

    def paint(self, width: int, height: int) -> list[list[Run]]:
        lines = [line for text in self.paragraphs for line in wrap(text, width - 2)]
        if len(lines) > height > 0:
            lines = lines[:height]
            lines[-1] = lines[-1][: max(0, width - 12)].rstrip() + " … more"
        return [[(" " + line, "dim" if number else "")] for number, line in enumerate(lines)]


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
