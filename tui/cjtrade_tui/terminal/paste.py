"""Pastes that the terminal does not mark as such (GNU screen, some SSH clients): a burst of keys is a paste.

Nobody types as fast: characters that come in one piece, or one piece right after the other, are one text, in which a
line break is a line break and no Enter. A held key repeats itself and stays a key, as do the few keys that a quick
reader is ahead by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import events
from textual.message import Message

_TOGETHER = 4
"""Keys that come in one piece after which a moment is waited for more."""
_BURST, _DIFFERENT = 48, 8
"""Characters that are a burst, so many of them different."""
_LONG_BURST = 512
"""Characters that are a burst though they be all the same: a key held for a quarter of a minute."""
_MOST = 100_000
"""Characters that a paste is handed on with, though more may follow."""
_BREAKS = {"enter": "\r", "ctrl+j": "\n", "tab": "\t"}


class Bursts:
    """Takes messages as they are read, and hands them on; those of a burst as one paste when `patience` has passed."""

    def __init__(self) -> None:
        self._held: list[Message] = []
        self._text: list[str] = []

    @property
    def patience(self) -> float:
        """Seconds without input after which `end` is to be called."""
        return 0.3 if self._text else 0.02 if self._held else 0.1

    def take(self, messages: Iterable[Message]) -> Iterator[Message]:
        """The messages that need not wait."""
        self._held += messages
        typed = [text for message in self._held if (text := _text_of(message))]
        is_burst = len(typed) >= _LONG_BURST or (len(typed) >= _BURST and len(set(typed)) >= _DIFFERENT)
        if self._text or is_burst:
            self._text += typed
            # What is no key; the keys among the text of a burst, Escape of a sequence say, are no keys either.
            held, self._held = self._held, []
            yield from (message for message in held if not isinstance(message, events.Key))
        if len(self._text) >= _MOST or not (self._text or _TOGETHER <= len(typed) < _LONG_BURST):
            yield from self.end()

    def end(self) -> Iterator[Message]:
        """What was waiting: nothing more comes for now."""
        if self._text:
            yield events.Paste("".join(self._text).replace("\r\n", "\n").replace("\r", "\n"))
        yield from self._held
        self._held, self._text = [], []


def _text_of(message: Message) -> str:
    """The character that a key types, "" for other keys and other messages."""
    if not isinstance(message, events.Key):
        return ""
    return message.character or "" if message.is_printable else _BREAKS.get(message.key, "")
