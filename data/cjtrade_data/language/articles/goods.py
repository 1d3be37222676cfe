"""Goods in a sentence: which group of products some words name, and which of them a number stands beside."""

from __future__ import annotations

from .number import Numeral
from .words import Cue, Tagged, word_class

ANY_GOOD = "good"
"""The code of goods of which the dataset has no group of their own."""
_DESCRIBES = word_class("describes")
_COPULAS = word_class("copula")
_JOINS = frozenset({"and", ",", "or", "/", "-", "plus"})
_LEADS_ALONE = (
    word_class("preposition") | word_class("function") | _DESCRIBES | word_class("goods sold") | {"worth", "the"}
)


def good_code(sentence: Tagged, cue: Cue) -> str:
    """The group of products that some words name, ANY_GOOD where words beside them make it wider or narrower."""
    before, behind, led = cue.start, cue.end, sentence.word(cue.start - 1)
    while sentence.word(before - 1) in _JOINS:
        before -= 1
    while sentence.word(behind) in _JOINS:
        behind += 1
    known = led in _LEADS_ALONE or sentence.ending(cue.start, "area", "verb", "plain") is not None
    narrower = led.endswith(("ed", "ing")) or any(sentence.unknown(max(cue.start - 1, 0), cue.start))
    joined = before < cue.start and sentence.ending(before, "good") is not None
    joined = joined or sentence.at(behind, "good") is not None or sentence.word(behind) == "other"
    of_another = behind == cue.end and any(sentence.unknown(behind, behind + 1))
    return ANY_GOOD if joined or of_another or (narrower and not known) else cue.code


def is_described(sentence: Tagged, number: Numeral, good: Cue) -> bool:
    """Whether goods do not narrow a number before them, but say what is in it ("1.57 billion dollars, mainly garments") or
    have a number of their own ("... 5 per cent, and garments made up 40")."""
    leads = (k for k in range(number.end, good.start) if sentence.word(k) == ",")
    its_own = sentence.at(good.end, "share", "took", "up", "down") or sentence.word(good.end) in _COPULAS
    begins = number.end < good.start and sentence.word(good.start - 1) in ("and", ",")
    return (begins and bool(its_own)) or any(sentence.word(k + 1) in _DESCRIBES for k in leads)
