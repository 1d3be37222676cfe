"""Random use of the app: keys, both kinds of paste, the mouse and resizes, by seed."""

import asyncio
import random

from textual import events
from textual._xterm_parser import XTermParser

from cjtrade_tui.terminal.input import Bursts

KEYS = [
    *"jkhlgG1234567rfvumst?[]/:ccpPyYxondwJKq0%.eaé",
    "\r",
    "\r",
    "\r",
    "\x1b",
    "\x1b",
    "\t",
    "\x1b[Z",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    " ",
    "\x7f",
    "\x04",
    "\x19",
    "\x0f",
    "\x10",
    "\x1b[H",
    "\x1b[F",
    "\x1b[3~",
]
WORDS = [
    "exports",
    "imports from Japan",
    "$237.22 million",
    "Jan-Feb 2024",
    "9.3 per cent",
    "fell",
    "½",
    "ﷺ",
    "[@click=app.quit]",
    "\u202e",
    "e\u0301" * 9,
    "1/" * 40,
    ", ",
    "(",
    "who ranks above Japan",
    "fdi stock",
    "heng",
    "HS 61",
    "~/x.csv",
]


class Use:
    """Does random things to an app, which does not leave when it is told to."""

    def __init__(self, app, pilot, seed: int) -> None:
        self.app, self.pilot, self.chance = app, pilot, random.Random(seed)
        self.parser, self.bursts = XTermParser(), Bursts()
        app.exit = lambda *_, **__: None

    async def steps(self, number: int) -> None:
        for step in range(number):
            await self._step()
            if step % self.chance.randint(1, 16) == 0:
                await self._taken()
            if not self.app.is_running or self.app.failure or self.app.error:
                raise AssertionError(f"step {step}: {self.app.error}") from self.app.failure
        del self.app.exit
        self.app.exit()

    async def _taken(self) -> None:
        """Wait until the app has taken its keys; `pilot.pause` would wait for idle processors at each."""
        while self.app.is_running and not self.app._message_queue.empty():
            await asyncio.sleep(0.001)

    async def _step(self) -> None:
        does = self.chance.random()
        if does < 0.95:
            self._arrives(self.chance.choice(KEYS))
        elif does < 0.965:
            self._arrives(self._text() + "\r" * self.chance.randint(0, 2))
        elif does < 0.98:
            self.app.post_message(events.Paste(self._text()))
        elif does < 0.995:
            self._click()
        else:
            await self.pilot.resize_terminal(self.chance.randint(20, 300), self.chance.randint(5, 100))

    def _text(self) -> str:
        joint = self.chance.choice([" ", "\n", "\n\n", "\r\n", ""])
        return joint.join(self.chance.choice(WORDS) for _ in range(self.chance.choice([1, 5, 60])))

    def _arrives(self, text: str) -> None:
        """Characters as the driver reads them in one piece, and silence after."""
        for message in [*self.bursts.take(self.parser.feed(text)), *self.bursts.end()]:
            self.app.post_message(message)
        if text == "\x1b":
            self.parser = XTermParser()
            self.app.post_message(events.Key("escape", "\x1b"))

    def _click(self) -> None:
        x, y = self.chance.randrange(self.app.size.width), self.chance.randrange(self.app.size.height)
        for kind in self.chance.choice(
            [(events.MouseDown, events.MouseUp), (events.MouseScrollDown,), (events.MouseScrollUp,)]
        ):
            self.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
