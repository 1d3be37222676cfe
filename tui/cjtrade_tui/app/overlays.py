"""Overlays: what is laid over a tab: lookup, the command palette, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjtrade_data.model.selection import Selection
from cjtrade_tui.app.copy_and_pin import CopyAndPin

if TYPE_CHECKING:
    from cjtrade_tui.overlays.palette import Entry


class Overlays(CopyAndPin):
    """What the explorer lays over its tabs; each is imported when it is first called for."""

    without: frozenset[str] = frozenset()
    """Commands, by id, that there are none of here."""

    def select(self, selection: Selection) -> None:
        raise NotImplementedError

    def _imported(self, _: None) -> None:
        raise NotImplementedError

    async def action_lookup(self) -> None:
        from cjtrade_tui.overlays.lookup import Lookup

        if self._is_bare:
            await self.lay(Lookup(self.ledger), self._opened)

    @property
    def _is_bare(self) -> bool:
        """Whether nothing lies over the tab."""
        return len(self.screen_stack) == 1

    async def action_palette(self) -> None:
        from cjtrade_tui.overlays.palette import CommandPalette

        async def chosen(entry: Entry | None) -> None:
            if entry is not None and isinstance(entry.does, Selection):
                of_any_pair = entry.kind in ("tab", "view")
                self.select(entry.does.with_(pair=self.selection.pair) if of_any_pair else entry.does)
            elif entry is not None:
                await self.run_action(str(entry.does))

        if self._is_bare:
            offered = self.page.keys if self.page else frozenset()
            await self.lay(CommandPalette(self.ledger, offered, self.without), chosen)

    async def action_claim(self) -> None:
        from cjtrade_tui.overlays.claim_check import ClaimBox

        if self._is_bare:
            await self.lay(ClaimBox(self.ledger), self._opened)

    async def action_import_file(self) -> None:
        from cjtrade_tui.overlays.import_file import ImportScreen

        if self._is_bare:
            await self.lay(ImportScreen(self.store), self._imported)

    async def action_help(self) -> None:
        from cjtrade_tui.overlays.help import Help

        if self._is_bare:
            await self.lay(Help(self.page, self.without))
