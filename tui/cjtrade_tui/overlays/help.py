"""Help: every key that works where it was called from, a tab (`navigation/commands.csv`) or what lies over it, and the signs the figures carry."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from cjtrade_tui.navigation.commands import commands
from cjtrade_tui.overlays.base import SheetScreen, bindings, keys_of
from cjtrade_tui.pages.cell import MARKS, MISSING
from cjtrade_tui.pages.page import Page
from cjtrade_tui.painting.runs import Rows, Run, wrap
from cjtrade_tui.painting.tab_and_key_lines import Key

_KEYS = 10
"""Cells of the keys before what they do."""


class Help(SheetScreen[None]):
    """All keys on one screen; what means back closes it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("close", "scroll", "letters", "help")

    def __init__(self, page: Page | None, without: frozenset[str] = frozenset(), over: Sequence[Key] = ()) -> None:
        """`over` are the keys of what lies over the page."""
        super().__init__("Keys that work here", keys_of("help"))
        offered = page.offered if page else frozenset()
        known = (c for c in commands() if c.help and c.id not in without and (not c.needs or c.needs in offered))
        self.told = [(shown, word) for shown, word, *_ in over] or [(c.show, c.help) for c in known]

    def rows(self, width: int) -> Rows:
        rows: Rows = []
        for shown, word in self.told:
            keys = f"{shown:<{_KEYS}} "
            for at, words in enumerate(wrap(word, width - len(keys))):
                rows.append([(" " * len(keys) if at else keys, "value"), (words, "")])
        signs = (
            *MARKS,
            ("> <", "only a limit"),
            ("~", "about"),
            (MISSING, "not published"),
            ("↑ ↓ →", "rows and columns out of sight"),
        )
        line: list[Run] = [("Signs:", "label")]
        rows.append(line)
        for sign, meaning in signs:
            if sum(len(text) for text, _ in line) + len(sign) + len(meaning) + 3 > width:
                line = [(" " * len("Signs:"), "")]
                rows.append(line)
            line += [(f" {sign} ", "value"), (f"{meaning} ", "")]
        return rows
