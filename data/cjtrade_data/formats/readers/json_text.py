"""JSON as a stream that is refused before a reader could be made to hold too much: nested deep, or without end."""

import json
import re
from typing import Any

from ..rows import FormatError
from . import limits
from .files import LOOK, OpenPart, Part

_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_PAIR = re.compile(rb"\[\]|\{\}")
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


class Watched:
    """Blocks of JSON as the file that ijson reads. Raises FormatError for what is nested deeper than `limits.DEPTH`, and
    for a record without end.

    `records` is to be counted up, and `since` set to 0, by whoever takes the records.
    """

    def __init__(self, source: OpenPart, most: int = limits.RECORD) -> None:
        self.records = self.since = self.values = 0
        self._part, self._most = source.part, most
        self._blocks = source.document_blocks()
        self._rest = self._string = b""
        self._depth = 0

    def read(self, size: int = LOOK) -> bytes:
        """The next bytes, at most so many, b"" at the end. Raises FormatError for what is nested too deep or is too large."""
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._look_at(block)
            self._rest = block
        taken, self._rest = self._rest[:size], self._rest[size:]
        self.since += len(taken)
        if self.since > self._most:
            raise self._refusal(f"a record after number {self.records:,} is larger than {self._most >> 20} MB")
        return taken

    def _look_at(self, block: bytes) -> None:
        """Count brackets and commas outside strings. A string that the block breaks off is kept for the next."""
        bare = _STRING.sub(b"", self._string + block)
        at = bare.find(b'"')
        self._string = bare[at:] if at >= 0 else b""
        if len(self._string) > self._most:
            raise self._refusal(f"a text after record {self.records:,} is larger than {self._most >> 20} MB")
        bare = bare[: at if at >= 0 else None]
        brackets = bare.translate(None, _NOT_BRACKETS)
        self.values += bare.count(b",") + len(brackets) // 2
        self._depth = depth_after(brackets, self._depth)
        if self._depth > limits.DEPTH:
            raise self._refusal(f"is nested deeper than {limits.DEPTH} levels after record {self.records:,}")

    def _refusal(self, reason: str) -> FormatError:
        return FormatError(self._part.label, reason, "it is no file of trade data: ask its publisher for CSV")


def depth_after(brackets: bytes, depth: int) -> int:
    """How deep it is after some brackets, beyond the limit where they nest deeper among themselves.

    Pairs are taken out from the inside: as many rounds as there are levels, and none of them in Python.
    """
    for _ in range(limits.DEPTH + 1):
        fewer = _PAIR.sub(b"", brackets)
        if len(fewer) == len(brackets):
            opened = brackets.count(b"[") + brackets.count(b"{")
            return max(0, depth - (len(brackets) - opened)) + opened
        brackets = fewer
    return limits.DEPTH + 1


def is_deep(text: str) -> bool:
    """Whether the start of a document is nested deeper than `limits.DEPTH`."""
    bare = _STRING.sub(b"", text.encode())
    return depth_after(bare.translate(None, _NOT_BRACKETS), 0) > limits.DEPTH


def loaded(part: Part) -> Any:
    """A whole document. Raises FormatError for one that is no JSON, or has too much in it to be held."""
    with part.opened() as source:
        watched = Watched(source, limits.MESSAGE)
        text = bytearray()
        while block := watched.read():
            text += block
            if watched.values > limits.VALUES:
                reason = f"the message has more than {limits.VALUES:,} values"
                raise FormatError(part.label, reason, "ask for SDMX-CSV instead")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(part.label, f"is broken JSON ({error})", "download it again") from error
