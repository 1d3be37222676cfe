"""From a line of text to words the lexicon knows: cleaning, splitting, spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ..safe_text import safe_text
from .dates import in_iso
from .parts_of_year import COUNTS, MONTHS, year_at
from .period_parser import WORDS
from .phrases import codes, common_words, core, fillers, scales

LONGEST_QUESTION = 400
"""Characters; what is longer is not a question, and reading it would take time without bound."""

_TOKEN = re.compile(
    r"[0-9]{4}-[0-9][0-9](?:-[0-9][0-9])?(?:/[0-9]{4}-[0-9][0-9])?(?![0-9])"
    r"|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?(?:[a-z]+[0-9]*)?"
    r"|[^\W\d_]+(?:'s\b)?[0-9]*|[-/,&%$¥៛€£+~#]"
)
_NUMBER = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)([a-z]*)")
_JOINT = re.compile(r"([^\W\d_]+)-(?=([^\W\d_]+))")
_TITLE = "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)"
"""A sequence that sets the title of a terminal: its text is no part of a question."""
_TAG = r"(?i)\[/?[a-z@#][^\[\]]*\]|<[^<>]*>"


class Token(NamedTuple):
    """A word in lower case without its possessive "'s"; `owns` where it had one, `upper` where it was capitals.

    `raw` is how it was written, `start` where in the text without markup.
    """

    text: str
    owns: bool = False
    upper: bool = False
    raw: str = ""
    start: int = 0


class Number(NamedTuple):
    """A number of the question in base units, how many decimals it was written with, and of what."""

    value: float
    decimals: int
    scale: int
    percent: bool


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
    lower = text.lower() if len(text.lower()) == len(text) else text
    for old, new in codes("abbreviation").items():
        lower = lower.replace(old, new.rjust(len(old)) if old.endswith(new) else new.ljust(len(old)))
    lower = _JOINT.sub(lambda m: m[0] if _starts_month(m[1]) and _starts_month(m[2]) else m[1] + " ", lower)
    found = []
    for match in _TOKEN.finditer(lower):
        raw = text[match.start() : match.end()]
        word = match[0]
        owns = word.endswith("'s")
        found.append(Token(word.removesuffix("'s"), owns, raw.removesuffix("'s").isupper(), raw, match.start()))
    return found


def _starts_month(word: str) -> bool:
    """Whether a word is, or was meant to be, a month: the run in `janury-febuary` must keep its hyphen."""
    return word[:3] in MONTHS


def without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts as they are."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", c)[0] if "\u00c0" <= c <= "\u024f" else c for c in text)


_COUNTED = {**{word: word for word in COUNTS}, "a": "one"}


def _scaled(words: Sequence[str], at: int) -> tuple[Number, int] | None:
    """The scale that stands alone: `billion` of "half a billion", "half-billion"."""
    scale = scales().get(words[at]) if at < len(words) else None
    return None if scale is None else (Number(float(scale), 0, scale, False), at + 1)


def read_number(words: Sequence[str], at: int) -> tuple[Number, int] | None:
    """A number with its scale and unit: `325.65 million`, `9.3%`, `2.806bn`, `$1.17 billion`."""
    word = words[at]
    if word == "half":
        whole = next(
            (f for k in (1, 2) if words[at + 1 : at + k] in ([], ["a"]) and (f := _scaled(words, at + k))), None
        )
        return None if whole is None else (whole[0]._replace(value=whole[0].value / 2), whole[1])
    if word in _COUNTED and at + 1 < len(words) and words[at + 1] in scales():
        word = str(COUNTS.index(_COUNTED[word]) + 1)
    match = _NUMBER.fullmatch(word)
    if match is None or (match[2] and match[2] not in scales()):
        return None
    digits = match[1].replace(",", "")
    end = at + 1
    scale = scales().get(match[2], 1)
    if scale == 1 and end < len(words) and words[end] in scales():
        scale, end = scales()[words[end]], end + 1
    percent = False
    for sign in (("%",), ("percent",), ("pct",), ("per", "cent"), ("percentage", "points"), ("points",)):
        if tuple(words[end : end + len(sign)]) == sign:
            percent, end = True, end + len(sign)
            break
    return Number(float(digits) * scale, len(digits.partition(".")[2]), scale, percent), end


class Speller:
    """Puts a word right towards the words it knows, and only where one of them is clearly meant.

    A good English word is no slip of another; only its other endings are tried (exporting, exports).
    """

    def __init__(self, phrases: Iterable[tuple[str, ...]], names: Iterable[str] = ()) -> None:
        """`names` are words of projects, events and statements: right as they are; put right towards them is what is near to no phrase."""
        self._slips = codes("slip")
        self._phrases = list(phrases)
        self._meant = (
            {w for words in self._phrases for w in words if w.isalpha() or not w.isascii()} | WORDS | set(scales())
        )
        self.known = self._meant | fillers()
        self._names = names
        self._kept: dict[tuple[str, bool], str | None] = {}

    def __contains__(self, word: str) -> bool:
        if word in self._slips:
            return False
        return word in self.known or not word.isalpha() or year_at([word], 0) is not None or word in self._right

    def correct(self, word: str, *, last: bool) -> str | None:
        """The known word meant by `word`, None where unsure; the last word may be half typed."""
        if word in self._slips:
            return self._slips[word]
        key = (word, last)
        if key not in self._kept:
            if len(self._kept) > 2000:
                self._kept.clear()
            self._kept[key] = self._meant_by(word, last)
        return self._kept[key]

    def _meant_by(self, word: str, last: bool) -> str | None:
        if not word.isascii():
            return None
        other_ending = self._stems.get(stem(word))
        if other_ending is not None:
            return other_ending
        finished = self._finish(word) if last else None
        if finished in core():
            return finished
        if word in common_words():
            return None
        return (finished if len(word) >= _SHORTEST_STEM else None) or self._nearest(word)

    @cached_property
    def _right(self) -> frozenset[str]:
        return frozenset(self._names)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return WORDS.union(words[0] for words in self._phrases if len(words) == 1)

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {stem(w): w for w in sorted(self._meant, reverse=True) if len(w) > _SHORTEST_STEM}

    @cached_property
    def _candidates(self) -> list[str]:
        return sorted(w for w in self.known - set(self._slips) if len(w) >= _SHORTEST_STEM and w.isascii())

    def _finish(self, word: str) -> str | None:
        if len(word) < 3:
            return None
        longer = [w for w in self._candidates if w in self._meant and w.startswith(word)]
        shortest = min(longer, key=len, default="")
        return shortest if longer and all(w.startswith(shortest) for w in longer) else None

    def _nearest(self, word: str) -> str | None:
        if not _SHORTEST_STEM <= len(word) <= 24:
            return None
        # Imported here: most questions are spelt right, and the import costs as much as reading the tables.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(
            word, self._candidates, scorer=OSA.distance, score_cutoff=1 if len(word) < 6 else 2, limit=None
        )
        costs = {str(near): self._cost(word, str(near), int(slips)) for near, slips, _ in found}
        best = min(costs.values(), default=_TOO_FAR)
        nearest = [w for w, cost in costs.items() if cost == best]
        if best >= _TOO_FAR:  # the one word of projects, events and statements that is a slip away
            names = process.extract(word, self._right, scorer=OSA.distance, score_cutoff=1, limit=2)
            return str(names[0][0]) if len(names) == 1 and len(word) > _SHORTEST_STEM else None
        if any(_differ(nearest[0], w) for w in nearest[1:]):
            return None
        return nearest[0]

    def _cost(self, word: str, near: str, slips: int) -> int:
        """What it costs to read `word` as `near`: slips, another letter for one, above all the first; a word of no weight."""
        cost = 8 * slips + (8 if near[0] != word[0] else 0) + (near[-1] != word[-1])
        if len(word) == len(near):
            cost += -1 if sorted(word) == sorted(near) else 2  # two letters changed places, or one is another
        if near in core():
            return cost - 4
        return cost + (2 if near in self._alone else 3 if near in self._meant else 4)


_SHORTEST_STEM = 4
_TOO_FAR = 20
"""Two slips of a word of no weight, or two and another first letter, are too much."""
_ENDINGS = ("ings", "ing", "ed", "es", "s", "e")


def stem(word: str) -> str:
    """A word without its ending, where enough of it is left: export of exports, exported, exporting."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
    return word.removesuffix(ending)


def _differ(a: str, b: str) -> bool:
    """Whether two words are more than forms of one (export, exports)."""
    shorter, longer = sorted((a, b), key=len)
    return not longer.startswith(shorter[:-1])
