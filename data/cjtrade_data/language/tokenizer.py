"""From a line of text to words: cleaning and splitting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from ..safe_text import safe_text
from .dates import in_iso
from .parts_of_year import MONTHS, is_part_of_year
from .phrases import codes

LONGEST_QUESTION = 400
"""Characters; what is longer is not a question, and reading it would take time without bound."""

_TOKEN = re.compile(
    r"[0-9]{4}-[0-9][0-9](?:-[0-9][0-9])?(?:/[0-9]{4}-[0-9][0-9])?(?![0-9])"
    r"|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?(?:[a-z]+[0-9]*)?"
    r"|[^\W\d_]+(?:'s\b)?[0-9]*|[-/,&%$¥៛€£+~#]"
)
_JOINT = re.compile(r"([^\W_]+)-(?=([^\W\d_]\w*))")
_TITLE = "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)"
"""A sequence that sets the title of a terminal: its text is no part of a question."""
_TAG = r"(?i)\[/?[a-z@#][^\[\]]*\]|<[^<>]*>"


class Token(NamedTuple):
    """A word in lower case without its possessive "'s"; `owns` where it had one; `raw` is how it was written, from `start` to
    `end` of the text without markup."""

    text: str
    start: int
    end: int
    owns: bool
    raw: str

    @property
    def upper(self) -> bool:
        return self.raw.isupper()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital; "Us" does as a word, and is no country."""
        return self.raw[:1].isupper() and (self.text != "us" or self.raw[1:2] in (".", "S"))


def clean(text: str) -> str:
    """On one line, without anything a terminal obeys, in one form of each letter."""
    text = safe_text(unicodedata.normalize("NFKC", safe_text(re.sub(_TITLE, "", text) if "\x1b" in text else text)))
    for old, new in (
        ("’", "'"),
        ("‘", "'"),
        ("–", "-"),
        ("—", " - "),
        ("−", "-"),
        ("“", " "),
        ("”", " "),
        ("→", "->"),
        ("⇒", "->"),
        ("->", " -> "),
    ):
        text = text.replace(old, new)
    return " ".join(text.split())


def tokens(text: str, names: Mapping[str, str]) -> list[Token]:
    """The words of a cleaned question; `names` maps names in other scripts to English ones."""
    text = re.sub(_TAG, " ", text) if "[" in text or "<" in text else text
    if not text.isascii():
        from .translation import in_english  # its patterns are of no use to a question in English

        text = in_english(text, names)
    text = in_iso(without_accents(text))
    lower = lowered(text)
    for old, new in codes("abbreviation").items():
        lower = lower.replace(old, new.rjust(len(old)) if old.endswith(new) else new.ljust(len(old)))
    return parted(text, lower, _TOKEN)


def lowered(text: str) -> str:
    """A text in lower case, every letter at its place."""
    return text.lower() if len(text.lower()) == len(text) else text


def parted(text: str, lower: str, pattern: re.Pattern[str]) -> list[Token]:
    """A text as the tokens of a pattern in its form in lower case. A hyphen between words parts them, except in a run of
    months or of quarters."""
    lower = _JOINT.sub(lambda m: m[0] if _is_run(m[1], m[2]) else m[1] + " ", lower)
    found = ((m, m[0].removesuffix("'s")) for m in pattern.finditer(lower))
    return [Token(w, m.start(), m.end(), w != m[0], text[m.start() : m.start() + len(w)]) for m, w in found]


def _is_run(*words: str) -> bool:
    """Whether words are, or were meant to be, months, as in `janury-febuary`, or parts of a year."""
    return all(word[:3] in MONTHS or is_part_of_year(word) for word in words)


def without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts as they are."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", c)[0] if "\u00c0" <= c <= "\u024f" else c for c in text)
