"""Shell: what the app lends to the parts it is made of."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from cjtrade_data.model.selection import Selection
    from cjtrade_tui.overlays.overlay import Overlay, Result
    from cjtrade_tui.pages.page import Page
    from cjtrade_tui.tray.file import SessionTray, Tray
    from cjtrade_tui.widgets.figure_table import FigureTable


class Shell(Protocol):
    """The app as its parts see it: what is shown, and how to say, send, lay and run something."""

    selection: Selection
    page: Page | None
    leaves_files: bool
    ascii: bool
    without: frozenset[str]

    @property
    def table(self) -> FigureTable: ...

    @property
    def tray(self) -> Tray | SessionTray: ...

    @property
    def place(self) -> object:
        """Where the reader is: what is shown late is not laid over another place."""

    def say(self, message: str) -> None:
        """One line in place of the keys, until the next key."""

    def at_work(self) -> AbstractContextManager[None]:
        """Say in the key bar that it is at work, where what is done takes longer than a moment."""

    def run_worker(self, work: Coroutine[Any, Any, Any]) -> object: ...

    async def run_action(self, action: str) -> object: ...

    def send(self, sequence: str) -> None:
        """Write an escape sequence to the terminal."""

    async def lay(
        self, overlay: Overlay[Result], then: Callable[[Result | None], Any] | None = None, at: object = None
    ) -> None:
        """Lay an overlay on top, unless the reader has left `at` meanwhile."""

    def select(self, selection: Selection) -> None:
        """Show what `selection` selects."""

    def open_view(self, found: Selection | None) -> None:
        """Go to the view that a card, an answer or the palette asked for."""

    def show_imports(self, _: None) -> None:
        """Show what may have been imported meanwhile."""
