"""Amounts: numbers in digits or words, and the scale they are in. For questions and articles alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from .parts_of_year import COUNTS, word_at
from .phrases import scales

_DIGITS = re.compile(r"([0-9]+(?:[.,][0-9]+)*)([a-z]*)")
_PLAIN = re.compile(r"[0-9]+|[0-9]+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MOST_DIGITS = 24
_PERCENT = (("%",), ("percent",), ("pct",), ("per", "cent"), ("percentage", "points"), ("points",))


class Printed(NamedTuple):
    """A number without its scale, and where its words end; it is not `clear` where its decimals may begin anywhere."""

    value: Fraction
    decimals: int
    clear: bool
    end: int


class Number(NamedTuple):
    """A number of the question in base units, how many decimals it was written with, and of what."""

    value: float
    decimals: int
    scale: int
    percent: bool


def printed_at(words: Sequence[str], at: int) -> Printed | None:
    """Digits, with a scale at them or not, or a number in words, "forty-three"."""
    match = _DIGITS.fullmatch(words[at])
    if match is None:
        return _in_words(words, at)
    written, suffix = match.groups()
    if len(written) > _MOST_DIGITS or (suffix and suffix not in scales() and suffix != "x"):
        return None
    if is_plain(written):
        plain, clear = written.replace(",", ""), True
    elif written.count(",") == 1 and "." not in written:
        plain, clear = written.replace(",", "."), True
    else:
        plain, clear = written.partition(",")[0], False
        plain = plain if plain.count(".") < 2 else plain.partition(".")[0]
    return Printed(Fraction(plain), len(plain.partition(".")[2]), clear, at + 1)


def is_plain(written: str) -> bool:
    """Whether digits can be read in one way only."""
    return _PLAIN.fullmatch(written) is not None


def _in_words(words: Sequence[str], at: int) -> Printed | None:
    value, end = COUNTS.get(words[at]), at + 1
    if value is None or word_at(words, at - 1 - (word_at(words, at - 1) == "and")) == "hundred":
        return None
    hundreds = 0
    if word_at(words, end) == "hundred":
        end += 1 + (word_at(words, end + 1) == "and")
        hundreds, value = 100 * value, COUNTS.get(word_at(words, end))
        if value is None:
            return Printed(Fraction(hundreds), 0, True, end)
        end += 1
    joint = word_at(words, end)
    ones = COUNTS.get(word_at(words, end + (joint in ("-", "point"))), 10)
    if ones < 10 and joint == "point":
        return Printed(hundreds + value + Fraction(ones, 10), 1, True, end + 2)
    if ones < 10 < value and value % 10 == 0:
        value, end = value + ones, end + 1 + (joint == "-")
    return Printed(Fraction(hundreds + value), 0, True, end)


def scale_at(words: Sequence[str], at: int, end: int) -> tuple[int, int]:
    """What the number between two places is in, `million`, at its digits or behind them, and where that ends; else 1."""
    suffix = words[at].lstrip("0123456789.,")
    if suffix and suffix != words[at]:
        return scales().get(suffix, 1), end
    behind = scales().get(word_at(words, end))
    return (behind, end + 1) if behind is not None else (1, end)


def read_number(words: Sequence[str], at: int) -> tuple[Number, int] | None:
    """A number of a question with its scale and unit: `325.65 million`, `9.3%`, `2.806bn`, `half a billion`."""
    half = words[at] == "half"
    if half or words[at] in ("a", *COUNTS):
        found = printed_at(words, at) or Printed(Fraction(1, 1 + half), 0, True, at + 1)
        scale, end = scale_at(words, at, found.end + (half and word_at(words, at + 1) == "a"))
        return (Number(float(found.value * scale), 0, scale, False), end) if scale > 1 else None
    written = printed_at(words, at)
    if written is None or words[at].endswith("x"):
        return None
    scale, end = scale_at(words, at, written.end)
    sign = next((s for s in _PERCENT if tuple(words[end : end + len(s)]) == s), ())
    return Number(float(written.value) * scale, written.decimals, scale, bool(sign)), end + len(sign)
