"""Keys typed ahead: a slow link brings several in one piece, a slow machine lets them wait. None goes astray.

Textual hands a key to the widget that has the focus now, even where the key before is about to take it away, and obeys
all that wait before anything else gets its turn.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from textual import events
from textual.app import App

from cjtrade_tui.widgets.key_bar import KeyBar

_BREATH = 0.05
"""Seconds of obeying keys that wait, after which signals and a frame get their turn."""


class TypeAhead(App[None]):
    """Mixed into the explorer: each key is obeyed before the next is looked at, and none after the end."""

    _breathed = 0.0

    def say(self, message: str) -> None:
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        obeyed = False
        if isinstance(event, events.Key):
            if self._exit:
                return
            self.query_one(KeyBar).say("")
            obeyed = await self._obeyed(event)
            if time.monotonic() - self._breathed > _BREATH:
                await asyncio.sleep(0)
                self._breathed = time.monotonic()
        elif isinstance(event, events.Paste) and not event.is_forwarded and not self._is_typed_on:
            self.say(f"A paste of {len(event.text):,} characters was ignored: nothing is typed here")
            return
        if not obeyed:
            await super().on_event(event)

    @property
    def _is_typed_on(self) -> bool:
        """Whether the focus is on a line that takes its keys itself."""
        return hasattr(self.focused, "cursor_blink")

    async def _obeyed(self, event: events.Key) -> bool:
        """Do what a key is bound to; a line to type on takes its keys itself."""
        if event.is_forwarded or self._is_typed_on:
            return False
        self.say("")
        return await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key)


class DaemonThreadPool(ThreadPoolExecutor):
    """Threads for what takes long; the end of the program does not wait for what they are at."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait=False, cancel_futures=True)
