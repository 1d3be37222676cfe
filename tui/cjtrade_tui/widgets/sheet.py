"""Sheet: rows under a title and over a bar of keys, scrolled where there are more than fit."""

from __future__ import annotations

from collections.abc import Callable

from cjtrade_tui.painting.runs import Rows, Run, fit, wrap
from cjtrade_tui.widgets.painted import Speaking


class Sheet(Speaking):
    """A whole screen of text; `rows` makes it for a width, `at` is the row that must be in sight."""

    DEFAULT_CSS = "Sheet { width: 100%; height: 100%; }"

    def __init__(self, title: str, keys: str, rows: Callable[[int], Rows]) -> None:
        super().__init__()
        self.title, self.keys, self.rows = title, keys, rows
        self.top = 0
        self.at: int | None = None

    @property
    def body(self) -> int:
        return max(1, self.size.height - 2)

    def scroll_lines(self, lines: int) -> None:
        self.top = max(0, min(self.top + lines, len(self.rows(self.size.width)) - self.body))
        self.repaint()

    def paint(self, width: int, height: int) -> Rows:
        rows = self.rows(width)
        if self.at is not None:
            self.top = max(self.at - height + 3, min(self.top, self.at))
        self.top = max(0, min(self.top, len(rows) - self.body))
        shown = rows[self.top : self.top + height - 2]
        more = "more below " if self.top + len(shown) < len(rows) else ""
        filler: Rows = [[]] * (height - 2 - len(shown))
        return [
            [(fit(f" {self.title}", width - len(more)) + more, "title")],
            *shown,
            *filler,
            bar(self.keys, self.message, width),
        ]


def bar(keys: str, message: str, width: int) -> list[Run]:
    """The last line: the keys, or a message in their place."""
    return [(fit(f" {message}", width), "key") if message else (fit(f" {fitting(keys, width - 2)}", width), "bar")]


def fitting(keys: str, width: int) -> str:
    """The keys, two spaces apart, that fit in `width` cells; the last one, which leads back, stays."""
    kept = keys.split("  ")
    while len(kept) > 1 and len("  ".join(kept)) > width:
        del kept[-2]
    return "  ".join(kept)


LABEL = 11
"""Cells of the label before a paragraph."""


def labelled(label: str, texts: list[str], width: int, role: str = "") -> Rows:
    """Paragraphs behind a label, which stands beside the first line of the first; those that say nothing left out."""
    rows: Rows = []
    for number, text in enumerate(filter(None, texts)):
        for line, words in enumerate(wrap(text, width - LABEL - 2)):
            first = not number and not line
            rows.append([(f" {label:<{LABEL - 1}}" if first else " " * LABEL, "label"), (words, role)])
    return rows
