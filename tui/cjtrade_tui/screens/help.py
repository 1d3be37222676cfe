"""Help: every key that works on the tab it was called from, and the signs the figures carry."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen

from cjtrade_tui.commands import COMMANDS
from cjtrade_tui.page import MISSING, Page
from cjtrade_tui.widgets.painted import Painted, Run

SIGNS = (
    ("d", "derived: arithmetic on printed figures, its formula in the lines below the table"),
    ("e", "estimated by the source, as CEPII's reconciled figures are"),
    ("!", "another source or vintage prints something else; the lines below say what"),
    (">", "printed as a limit only (over, more than)"),
    (MISSING, "missing: nobody in the book has printed it"),
)


class Help(ModalScreen[None]):
    """All keys on one screen; any key that means back closes it."""

    BINDINGS = [(key, "app.pop_screen", "close") for key in ("escape", "q", "question_mark", "enter", "space")]  # noqa: RUF012

    def __init__(self, page: Page | None) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        yield HelpText(self.page.keys if self.page else frozenset())


class HelpText(Painted):
    """The keys, then the signs."""

    DEFAULT_CSS = "HelpText { width: 100%; height: 100%; }"

    def __init__(self, keys: frozenset[str]) -> None:
        super().__init__()
        self.keys = keys

    def paint(self, width: int, height: int) -> list[list[Run]]:
        rows: list[list[Run]] = [[(" Keys on this tab", "title")]]
        for command in COMMANDS:
            if command.help and (not command.needs or command.needs in self.keys):
                rows.append([(f" {command.show:<10}", "value"), (command.help, "")])
        rows.append([(" Signs beside figures", "label")])
        rows += [[(f" {sign:<10}", "value"), (meaning, "")] for sign, meaning in SIGNS]
        rows = rows[: max(1, height - 1)]
        return [*rows, *([[]] * (height - 1 - len(rows))), [(" q or Esc goes back", "bar"), (" " * width, "bar")]]
