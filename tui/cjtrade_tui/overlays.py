"""Overlays: what is laid over a tab: lookup, the command palette, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from cjtrade_data.selection import Selection
from cjtrade_tui.taking import Taking

if TYPE_CHECKING:
    from textual.screen import Screen

    from cjtrade_tui.screens.command_palette import Entry


Result = TypeVar("Result")


class Overlays(Taking):
    """What the explorer lays over its tabs; each is imported when it is first called for."""

    without: frozenset[str] = frozenset()
    """Commands, by id, that there are none of here."""

    def select(self, selection: Selection) -> None:
        raise NotImplementedError

    def _imported(self, _: None) -> None:
        raise NotImplementedError

    async def action_lookup(self) -> None:
        from cjtrade_tui.screens.lookup import Lookup

        if len(self.screen_stack) == 1:
            await self._type_on(Lookup(self.ledger), self._opened)

    async def _type_on(self, screen: Screen[Result], then: Callable[[Result | None], Any]) -> None:
        """Lay a screen over the tab, and be done when the next key is typed on its line."""
        from textual.widgets import Input

        await self.push_screen(screen, then)
        screen.set_focus(screen.query_one(Input))

    async def action_palette(self) -> None:
        from cjtrade_tui.screens.command_palette import CommandPalette

        async def chosen(entry: Entry | None) -> None:
            if entry is not None and isinstance(entry.does, Selection):
                of_any_pair = entry.kind in ("tab", "view")
                self.select(entry.does.with_(pair=self.selection.pair) if of_any_pair else entry.does)
            elif entry is not None:
                await self.run_action(str(entry.does))

        if len(self.screen_stack) == 1:
            offered = self.page.keys if self.page else frozenset()
            await self._type_on(CommandPalette(self.ledger, offered, self.without), chosen)

    def action_claim(self) -> None:
        from cjtrade_tui.screens.claim_box import ClaimBox

        if len(self.screen_stack) == 1:
            self.push_screen(ClaimBox(self.ledger), self._opened)

    def action_import_file(self) -> None:
        from cjtrade_tui.screens.import_file import ImportScreen

        if len(self.screen_stack) == 1:
            self.push_screen(ImportScreen(self.store), self._imported)

    def action_help(self) -> None:
        from cjtrade_tui.screens.help import Help

        if len(self.screen_stack) == 1:
            self.push_screen(Help(self.page, self.without))
