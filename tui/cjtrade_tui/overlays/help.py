"""Help: every key that works on the tab it was called from, and the signs the figures carry."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from cjtrade_tui.navigation.commands import commands
from cjtrade_tui.overlays.base import SheetScreen, bar_of, bindings
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.pages.number_format import SIGNS
from cjtrade_tui.pages.page import Page
from cjtrade_tui.painting.runs import Rows, Run


class Help(SheetScreen[None]):
    """All keys on one screen; what means back closes it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("close", "scroll", "letters", "help")

    def __init__(self, page: Page | None, without: frozenset[str] = frozenset()) -> None:
        super().__init__("Keys that work here", bar_of("help"))
        self.without = without
        self.offered = page.offered if page else frozenset()

    def rows(self, width: int) -> Rows:
        rows: Rows = [
            [(f" {command.show:<10}" if len(command.show) < 10 else f" {command.show} ", "value"), (command.help, "")]
            for command in commands()
            if command.help and command.id not in self.without and (not command.needs or command.needs in self.offered)
        ]
        signs = (*SIGNS, (">", "only a limit"), (MISSING, "not published"), ("↑ ↓ →", "rows and columns out of sight"))
        line: list[Run] = [(" Signs:", "label")]
        rows.append(line)
        for sign, meaning in signs:
            if sum(len(text) for text, _ in line) + len(sign) + len(meaning) + 3 > width:
                line = [(" " * len(" Signs:"), "")]
                rows.append(line)
            line += [(f" {sign} ", "value"), (f"{meaning} ", "")]
        return rows
