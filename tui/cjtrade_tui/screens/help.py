"""Help: every key that works on the tab it was called from, and the signs the figures carry."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from cjtrade_tui.commands import COMMANDS
from cjtrade_tui.page import MISSING, Page
from cjtrade_tui.widgets.painted import Painted, Run

SIGNS = (
    ("d", "derived"),
    ("e", "estimated"),
    ("!", "prints differ"),
    (">", "only a limit"),
    (MISSING, "missing"),
)


class Help(ModalScreen[None]):
    """All keys on one screen; what means back closes it, what means move scrolls it on a small terminal."""

    BINDINGS = [  # noqa: RUF012
        *((key, "app.pop_screen", "close") for key in ("escape", "q", "question_mark", "enter", "space")),
        *((key, "scroll_by(1)", "down") for key in ("j", "down")),
        *((key, "scroll_by(-1)", "up") for key in ("k", "up")),
    ]

    def __init__(self, page: Page | None) -> None:
        super().__init__()
        self.text = HelpText(page.keys if page else frozenset())

    def compose(self) -> ComposeResult:
        yield self.text

    def action_scroll_by(self, lines: int) -> None:
        self.text.scroll_lines(lines)


class HelpText(Painted):
    """The keys, then the signs."""

    DEFAULT_CSS = "HelpText { width: 100%; height: 100%; }"

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__()
        self.keys = keys
        self.top = 0

    def scroll_lines(self, lines: int) -> None:
        self.top = max(0, min(self.top + lines, len(self._rows()) - self.size.height + 2))
        self.repaint()

    def _rows(self) -> list[list[Run]]:
        rows: list[list[Run]] = [
            [(f" {command.show:<10}", "value"), (command.help, "")]
            for command in COMMANDS
            if command.help and (not command.needs or command.needs in self.keys)
        ]
        signs: list[Run] = [(" Signs:", "label")]
        for sign, meaning in SIGNS:
            signs += [(f" {sign} ", "value"), (f"{meaning} ", "")]
        return [*rows, [], signs]

    def paint(self, width: int, height: int) -> list[list[Run]]:
        rows = self._rows()[self.top : self.top + height - 2]
        filler: list[list[Run]] = [[]] * (height - 2 - len(rows))
        return [
            [(" Keys that work here".ljust(width), "title")],
            *rows,
            *filler,
            [(" q or Esc goes back".ljust(width), "bar")],
        ]
