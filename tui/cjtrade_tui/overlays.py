"""Overlays: what is laid over a tab: lookup, the command palette, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjtrade_data.selection import Selection
from cjtrade_tui.taking import Taking

if TYPE_CHECKING:
    from cjtrade_tui.page import Page
    from cjtrade_tui.screens.command_palette import Entry


class Overlays(Taking):
    """What the explorer lays over its tabs; each is imported when it is first called for."""

    page: Page | None

    def select(self, selection: Selection) -> None:
        raise NotImplementedError

    def _imported(self, _: None) -> None:
        raise NotImplementedError

    def action_lookup(self) -> None:
        from cjtrade_tui.screens.lookup import Lookup

        if len(self.screen_stack) == 1:
            self.push_screen(Lookup(self.ledger), self._opened)

    def action_palette(self) -> None:
        from cjtrade_tui.screens.command_palette import CommandPalette

        async def chosen(entry: Entry | None) -> None:
            if entry is not None and isinstance(entry.does, Selection):
                of_any_pair = entry.kind in ("tab", "view")
                self.select(entry.does.with_(pair=self.selection.pair) if of_any_pair else entry.does)
            elif entry is not None:
                await self.run_action(str(entry.does))

        if len(self.screen_stack) == 1:
            self.push_screen(CommandPalette(self.ledger, self.page.keys if self.page else frozenset()), chosen)

    def action_import_file(self) -> None:
        from cjtrade_tui.screens.import_file import ImportScreen

        if len(self.screen_stack) == 1:
            self.push_screen(ImportScreen(self.store), self._imported)

    def action_help(self) -> None:
        from cjtrade_tui.screens.help import Help

        if len(self.screen_stack) == 1:
            self.push_screen(Help(self.page))
