"""Passage: a pasted text as sentences, cleaned of everything a terminal would obey."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from ...safe_text import safe_text
from ..tokenizer import clean

LONGEST = 20_000
"""Characters read of a text: some seven newspaper pages."""
_LONGEST_SENTENCE = 600
_MOST_WORDS = 150
"""Words and signs of a sentence: time grows with the square of them."""
_WORD = re.compile(r"\w+|[^\w\s]")
_PARAGRAPH = re.compile(r"\r?\n[ \t]*(?:\r?\n[ \t]*)+|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(
    r"\r?\n(?=[ \t]*(?:[-–•*▪‣·]|[0-9]{1,2}[.)/])[ \t]|[^\r\n]*[|\t]|[\"“‘(]?[A-Z][^\r\n]{160}|[A-Z][^\r\n:.]{1,50}: )"
)
"""Where an item of a list, a row of a table, a line with a label or a paragraph of one line begins, which is a sentence of
its own: a heading above it is no part of it."""
_PLACE = re.compile(r"^\s*[0-9]{1,2}[.)/][ \t]+")
"""The number of an item."""
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[$]*[A-Z0-9])|(?<=[。！？។])[」』）»]*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|No|St|vs|approx|ca|cf|Co|Ltd|Inc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)
_TAG = re.compile(r"\[/?[a-z@#][^\[\]]{0,200}\]|<[^<>]{0,200}>", re.IGNORECASE)


def readable(text: str) -> tuple[str, bool]:
    """As much of a text as is read, and whether that is not all: one character may stand for eighteen (`\ufdfa`)."""
    normal = unicodedata.normalize("NFKC", text[:LONGEST])
    return normal[:LONGEST], len(text) > LONGEST or len(normal) > LONGEST


def paragraphs(text: str) -> Iterator[list[str]]:
    """The sentences of each paragraph in order, each on one line and without markup; blank lines end a paragraph, and items
    of a list and rows of a table a sentence."""
    for paragraph in _PARAGRAPH.split(text):
        lines = [" ".join(_TAG.sub(" ", clean(_PLACE.sub("", line))).split()) for line in _LINE.split(paragraph)]
        found = [safe_text(part) for line in lines for sentence in _split(line) for part in _cut(sentence)]
        if found:
            yield found


def _split(line: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(line):
        if _ABBREVIATED.search(line, max(start, match.start() - 10), match.start()):
            continue
        yield line[start : match.start()].strip()
        start = match.end()
    if line[start:].strip():
        yield line[start:].strip()


def _cut(sentence: str) -> Iterator[str]:
    """What has no full stop for pages is read in pieces."""
    while sentence:
        end = _readable_end(sentence)
        ends = (sentence.rfind(mark, 0, end) + len(mark) - 1 for mark in (", ", " ") if mark in sentence[:end])
        at = next(ends, end) if end < len(sentence) else end  # "1979: 315,549 dollars" stays together
        yield sentence[:at]
        sentence = sentence[at:].strip()


def _readable_end(sentence: str) -> int:
    """How far a sentence can be read at most."""
    words = _WORD.finditer(sentence, 0, _LONGEST_SENTENCE)
    last = next(islice(words, _MOST_WORDS - 1, None), None)
    return min(len(sentence), _LONGEST_SENTENCE if last is None else last.end())
