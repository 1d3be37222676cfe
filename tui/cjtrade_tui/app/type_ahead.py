"""Keys typed ahead: a slow link brings several in one piece, a slow machine lets them wait. None goes astray.

Textual hands a key to the widget that has the focus now, even where the key before is about to take it away, and obeys
all that wait before anything else gets its turn.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from cjtrade_data.model.tabs import TABS
from cjtrade_tui.navigation.commands import commands
from cjtrade_tui.widgets.key_bar import KeyBar
from cjtrade_tui.widgets.painted import PaintedWithMessage

if TYPE_CHECKING:
    from cjtrade_tui.overlays.base import LineInput

_BREATH = 0.05
"""Seconds of obeying keys that wait, after which signals and a frame get their turn."""
MOMENT = 3.0
"""Seconds for which it is said that a key does nothing."""


_FIRST = ("quit", "next_tab", "previous_tab", "suspend")
"""Commands whose keys Textual would use itself (Tab moves its focus), or that work over a card and a question too."""


class TypeAhead(App[None], inherit_bindings=False):
    """Mixed into the explorer: each key is obeyed before the next is looked at, and none after the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, command.action, command.help, show=False, priority=command.id in _FIRST)
            for command in commands()
            if command.action
            for key in command.keys
        ),
        *(Binding(str(number), f"tab('{tab}')", show=False) for number, tab in enumerate(TABS, 1)),
    ]

    _breathed = 0.0
    pressed = 0.0
    """When the last key came, on the monotonic clock."""

    def say(self, message: str) -> None:
        """One line in place of the keys, until the next key."""
        self._message_bar.say(message)

    def say_briefly(self, message: str) -> None:
        """One line in place of the keys, for a moment."""
        speaking = self._message_bar
        speaking.say(message)
        self.set_timer(MOMENT, lambda: speaking.unsay(message))

    @property
    def _message_bar(self) -> PaintedWithMessage:
        """What has the keys of the screen on top."""
        sheet: PaintedWithMessage | None = getattr(self.screen, "sheet", None)
        return self.query_one(KeyBar) if sheet is None else sheet

    async def on_event(self, event: events.Event) -> None:
        obeyed = False
        if isinstance(event, events.InputEvent | events.Paste) and (self._exit or not self.screen_stack):
            return  # nothing is left to do it
        if isinstance(event, events.Key):
            self.pressed = time.monotonic()
            if not event.is_forwarded:
                self.query_one(KeyBar).say("")
                self.say("")
            obeyed = await self._obeyed(event)
            if time.monotonic() - self._breathed > _BREATH:
                await asyncio.sleep(0)
                self._breathed = time.monotonic()
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            if self._line is not None:
                self._line.take(event.text)
            else:
                self.say(f"A paste of {len(event.text):,} characters was ignored: nothing is typed here")
            return
        if not obeyed:
            if isinstance(event, events.Key) and not event.is_forwarded and self._line is None:
                key = event.character if event.is_printable else event.key.title()
                help = "? lists the keys" if len(self.screen_stack) == 1 else "Esc leads back"
                self.say_briefly(f"{key} does nothing here; {help}")
            await super().on_event(event)

    @property
    def _line(self) -> LineInput | None:
        """The line that is typed on, None where none is."""
        return self.focused if hasattr(self.focused, "obey") else None  # type: ignore[return-value]

    def holds_back(self, event: events.Key) -> bool:
        """Whether a key waits for what it is to be typed on."""
        return False

    async def _obeyed(self, event: events.Key) -> bool:
        """Do what a key does on the line that is typed on, or else what it is bound to."""
        if event.is_forwarded:
            return False
        if self.holds_back(event) or await self._check_bindings(event.key, priority=True):
            return True
        return await self._line.obey(event) if self._line else await self._check_bindings(event.key)


class DaemonThreadPool(ThreadPoolExecutor):
    """Threads for what takes long; the end of the program does not wait for what they are at."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait=False, cancel_futures=True)
