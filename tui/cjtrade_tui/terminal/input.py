"""What a terminal sends, made into events: keys, pastes, the mouse, focus, and the answers that were asked for.

Textual's parser hands on what it does not know letter by letter, so that an answer nobody asked for presses keys, and
raises on some key reports. This one goes by the grammar of ECMA-48: what is complete and unknown is dropped, and so is
what is never completed, after a moment of silence.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from textual import constants, events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._parser import ParseEOF, ParseTimeout, Read1
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

Emit = Callable[[Message], None]
Reading = Generator[Read1, str, None]

_ESC = "\x1b"
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_STRINGS = "]P^_X"
"""What begins a string after ESC: OSC, DCS, PM, APC and SOS."""
_STRING_ENDS = frozenset({"", "\x07", "\x18", "\x1a", _ESC})
_STRING_PAUSE, _PASTE_PAUSE = 0.3, 2.0
"""Seconds of silence after which the end of a string, or of a paste, is not waited for any longer."""
_LONGEST = 64
"""Characters of the longest control sequence that means anything."""
_KEY = re.compile(r"\x1b\[([0-9:]*)(?:;([0-9:]*))?(?:;([0-9:]*))?([u~ABCDEFHPQRS])")
_MOUSE = re.compile(r"\x1b\[<[0-9]{1,3};[0-9]{1,5};[0-9]{1,5}[Mm]")
_KEEPS_FRAMES = re.compile(r"\x1b\[\?2026;[1-4]\$y")
_BACKGROUND = re.compile(r"\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]{1,4})?")
_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114
"""What each adds to how light a colour looks."""
_GNU_SCREEN = re.compile(r"\x1b\[>83;[0-9;]*c")


class IsGnuScreen(Message):
    """The terminal says that it is GNU screen, whatever TERM says."""


@dataclass
class Background(Message):
    """What the terminal says of its background: whether it is light."""

    is_light: bool


class TerminalInput(XTermParser):
    """Textual's names for keys and mouse events, found by a grammar that no bytes can put out of step."""

    _back = ""
    """Characters read that belong to what comes next."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")
        super().__init__()

    def receive(self, data: bytes) -> Iterator[Message]:
        """What `data` adds, none of it included: then what was waited for may have become overdue."""
        if text := self._decoder.decode(data):
            yield from self.feed(text)
        yield from self.tick()

    def parse(self, token_callback: Emit) -> Reading:
        try:
            while True:
                character = yield from self._next()
                if character == _ESC:
                    yield from self._escape(token_callback)
                else:
                    self._keys(character, token_callback)
        except ParseEOF:
            return

    def _next(self, seconds: float | None = None) -> Generator[Read1, str, str]:
        """The next character, or "" after as many seconds without one."""
        if self._back:
            character, self._back = self._back[0], self._back[1:]
            return character
        try:
            return (yield Read1(seconds))
        except ParseTimeout:
            return ""

    def _escape(self, emit: Emit) -> Reading:
        character = yield from self._next(constants.ESCAPE_DELAY)
        if character in ("", _ESC):
            emit(events.Key("escape", _ESC))
            self._back = character
        elif character == "[":
            yield from self._control(emit)
        elif character in _STRINGS:
            yield from self._string(character, emit)
        elif character == "O":
            yield from self._single_shift(emit)
        elif character.isprintable() or not self._keys(_ESC + character, emit):
            self._after_escape(character, emit)

    def _after_escape(self, character: str, emit: Emit) -> None:
        """A slow link brings Escape and the next key in one piece; with Alt no key does anything."""
        emit(events.Key("escape", _ESC))
        self._keys(character, emit)

    def _single_shift(self, emit: Emit) -> Reading:
        character = yield from self._next(constants.ESCAPE_DELAY)
        if character in ("", _ESC):
            self._after_escape("O", emit)
            self._back = character
        else:
            self._keys(f"{_ESC}O{character}", emit)

    def _control(self, emit: Emit) -> Reading:
        sequence, character = "\x1b[", ""
        while not ("@" <= character <= "~" and sequence != "\x1b[[") and sequence not in ANSI_SEQUENCES_KEYS:
            character = yield from self._next(constants.ESCAPE_DELAY)
            if not " " <= character <= "~":  # broken off: what comes instead begins anew
                if sequence == "\x1b[":
                    self._after_escape("[", emit)
                self._back = character
                return
            if len(sequence) < _LONGEST:
                sequence += character
        if sequence == _PASTE:
            yield from self._paste(emit)
        elif sequence == "\x1b[M":  # the mouse as the first xterms told it
            told = 0
            while told < 3 and (yield from self._next(constants.ESCAPE_DELAY)):
                told += 1
        elif len(sequence) < _LONGEST:
            self._report(sequence, emit)

    def _report(self, sequence: str, emit: Emit) -> None:
        if sequence == "\x1b[I":
            emit(events.AppFocus())
        elif sequence == "\x1b[O":
            emit(events.AppBlur())
        elif _MOUSE.fullmatch(sequence):
            if (event := self.parse_mouse_code(sequence)) is not None:
                emit(event)
        elif _KEEPS_FRAMES.fullmatch(sequence):
            emit(messages.TerminalSupportsSynchronizedOutput())
        elif _GNU_SCREEN.fullmatch(sequence):
            emit(IsGnuScreen())
        else:
            self._keys(sequence, emit)

    def _string(self, opener: str, emit: Emit) -> Reading:
        """Pass over a string, but for the answer on the background; the letter that would begin one is a key where nothing
        follows at once."""
        character = yield from self._next(constants.ESCAPE_DELAY)
        if not character:
            self._after_escape(opener, emit)
        told = opener
        while character not in _STRING_ENDS:
            told += character if len(told) < _LONGEST else ""
            character = yield from self._next(_STRING_PAUSE)
        if (colour := _BACKGROUND.fullmatch(told)) is not None:
            red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in colour.groups())
            emit(Background(_RED * red + _GREEN * green + _BLUE * blue > 0.5))
        if character == _ESC:
            after = yield from self._next(constants.ESCAPE_DELAY)
            if after != "\\":
                self._back = _ESC + after
            if not after:
                self._back = ""
                emit(events.Key("escape", _ESC))

    def _paste(self, emit: Emit) -> Reading:
        pasted = [""]
        while not (pasted[-1] == "~" and "".join(pasted[-len(_PASTED) :]) == _PASTED):
            character = yield from self._next(constants.ESCAPE_DELAY if pasted[-1] == _ESC else _PASTE_PAUSE)
            if not character:
                break
            pasted.append(character)
        emit(events.Paste("".join(pasted).removesuffix(_PASTED).replace("\x00", "")))

    def _keys(self, sequence: str, emit: Emit) -> bool:
        """Emit the keys that a sequence or a character stands for; whether there are any."""
        keys = list(self._sequence_to_key_events(sequence))
        for key in keys:
            if key.key != Keys.Ignore:
                emit(key)
        return bool(keys)

    def _parse_extended_key(self, sequence: str) -> list[events.Key] | None:  # type: ignore[override]
        """The keys of a report of the kitty protocol; none of one that is no press or no character."""
        if (report := _KEY.fullmatch(sequence)) is None:
            return None
        code, modifiers, text = (field or "" for field in report.groups()[:3])
        code = code.partition(":")[0]
        modifiers, _, kind = modifiers.partition(":")
        if report[4] != "u" and f"{code or 1}{report[4]}" not in FUNCTIONAL_KEYS:
            return None
        if kind == "3" or not all(map(_is_character, [code, modifiers, *text.split(":")])):
            return []
        return super()._parse_extended_key(f"\x1b[{code};{modifiers};{text}{report[4]}")


def _is_character(digits: str) -> bool:
    """Whether a number, if it is there, is one of Unicode's scalar values."""
    number = int(digits or "0")
    return number < 0xD800 or 0xDFFF < number < 0x110000


_TOGETHER = 4
"""Keys that come in one piece after which a moment is waited for more."""
_BURST, _DIFFERENT = 48, 8
"""Characters that are a burst, so many of them different."""
_LONG_BURST = 512
"""Characters that are a burst though they be all the same: a key held for a quarter of a minute."""
_MOST = 100_000
"""Characters that a paste is handed on with, though more may follow."""
_EDITS = ("ctrl+u", "ctrl+w", "ctrl+k", "ctrl+a", "ctrl+e", "home", "end", "backspace", "delete")
_BREAKS = {"enter": "\r", "ctrl+j": "\n", "tab": "\t"}


class Bursts:
    """Takes messages as they are read, and hands them on; those of a burst as one paste when `patience` has passed.

    Some terminals (GNU screen, some SSH clients) do not mark a paste as such. Nobody types as fast: characters that come in
    one piece, or one piece right after the other, are one text, in which a line break is a line break and no Enter. A held
    key repeats itself and stays a key, as do the few keys that a quick reader is ahead by.
    """

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
            # What is no key; the keys among the text of a burst, Escape of a sequence say, are no keys either, but those that
            # edit a line and have no text behind them.
            held, self._held = self._held, _edits(self._held)
            yield from (message for message in held if not isinstance(message, events.Key))
        if len(self._text) >= _MOST or not (self._text or _TOGETHER <= len(typed) < _LONG_BURST):
            yield from self.end()

    def end(self) -> Iterator[Message]:
        """What was waiting: nothing more comes for now."""
        if self._text:
            yield events.Paste("".join(self._text).replace("\r\n", "\n").replace("\r", "\n"))
        yield from self._held
        self._held, self._text = [], []


def _edits(held: list[Message]) -> list[Message]:
    """The keys at the end that edit a line."""
    from_end = takewhile(lambda message: isinstance(message, events.Key) and message.key in _EDITS, reversed(held))
    return [*from_end][::-1]


def _text_of(message: Message) -> str:
    """The character that a key types, "" for other keys and other messages."""
    if not isinstance(message, events.Key):
        return ""
    return message.character or "" if message.is_printable else _BREAKS.get(message.key, "")
