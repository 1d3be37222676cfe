"""Choices: what one chooses from, under a title and over a bar of keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from cjtrade_tui.cells import cell_len
from cjtrade_tui.painting.runs import Rows, fit, spot
from cjtrade_tui.widgets.painted import Speaking
from cjtrade_tui.widgets.sheet import bar

Item = TypeVar("Item")


class Choices(Speaking, Generic[Item]):
    """Items of which one, `at`, is chosen."""

    DEFAULT_CSS = "Choices { height: 1fr; }"
    KEYS = ""
    title = aside = ""
    """What they are, and what stands at the right of that."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[Item] = ()
        self.at = 0

    @property
    def chosen(self) -> Item | None:
        return self.items[self.at] if self.items else None

    @property
    def spot(self) -> tuple[int, int] | None:
        """Where the line begins that was chosen with the arrows; on the first one still stands who may be typing."""
        return spot(self._titled(self.size.width, self.size.height - 1)) if self.at else None

    def offer(self, items: Sequence[Item]) -> None:
        """Have others to choose from, the first one chosen."""
        self.items, self.at = items, 0
        self.repaint()

    def choose(self, step: int) -> None:
        """Choose the one `step` further down, stopping at the ends."""
        self.at, self.message = max(0, min(len(self.items) - 1, self.at + step)), ""
        self.repaint()

    def rows(self, width: int, height: int) -> Rows:
        """What stands between title and bar; rows beyond `height` are cut off."""
        raise NotImplementedError

    def _titled(self, width: int, height: int) -> Rows:
        rows = self.rows(width, height - 1)[: height - 1]
        aside = f"{self.aside} "
        return [[(fit(f" {self.title}", width - cell_len(aside)) + aside, "title")], *rows]

    def paint(self, width: int, height: int) -> Rows:
        rows = self._titled(width, height - 1)
        filler: Rows = [[]] * (height - 1 - len(rows))
        return [*rows, *filler, bar(self.KEYS, self.message, width)]
