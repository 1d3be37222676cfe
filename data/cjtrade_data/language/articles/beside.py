"""Beside: the country or the goods right at a number."""

from __future__ import annotations

from ...model.digits import is_digits
from .number import Numeral
from .words import Cue, Tagged, word_class

_BETWEEN = word_class("number to partner")
_TOOK = word_class("partner to number") | {"(", ","}
_COMPARES = word_class("compares countries")
_TAKES = ("took", "share", "ranked", "ordinal")
_LEADS = word_class("partner to number") | word_class("copula") | word_class("reaches a number") | {"("}


def beside(sentence: Tagged, number: Numeral, reporter: str) -> str:
    """The country right at a number: "$2.9 billion to Vietnam", "Vietnam ($2.9 billion)"; "" where there is none."""
    own = sentence.ending(number.start, "area") or sentence.ending(number.first, "area")
    if own is not None and sentence.tokens[own.end - 1].owns and own.code != reporter:
        return own.code  # "just behind Thailand's 3.8 billion dollars", "Japan's 1.9 billion of imports from"
    k, lead = number.end, ""
    while sentence.word(k) in _BETWEEN | {"to", "from", "with", "exports", "imports"}:
        lead = sentence.word(k) if sentence.word(k) in ("to", "from", "with") else lead
        k += 1
    area = sentence.at(k, "area")
    if area is not None and lead and area.code != reporter:
        return area.code
    areas = [a for a in sentence.all("area") if a.end <= number.start and a.code != reporter]
    if not areas or (number.base and sentence.word(number.start - 1) not in ("(", ",")):
        return ""
    last = areas[-1]
    between = sentence.words[last.end : number.first]
    if between in (["at"], ["with"]) or (between[:1] == ["("] and ")" not in between):
        return last.code  # "ahead of the US at 7.1 billion dollars", "the US (7.1 billion dollars, up 25.8 per cent)"
    if set(sentence.words[max(0, last.start - 4) : last.start]) & (_COMPARES - {"following"}):
        return ""
    if {"those", "that"} & set(sentence.words[max(0, last.start - 3) : last.start]) and number.start - last.end <= 4:
        return last.code  # "while those to Vietnam reached 2.16 billion dollars"
    if not all(_may_lie_between(sentence, k) for k in range(last.end, number.start)):
        return ""
    lead = sentence.lead(last.start)
    if lead == "of" and not sentence.ending(last.start, "break"):
        return ""
    joined = lead in ("and", ",") and len(areas) > 1 and areas[-2].end >= last.start - 3
    if joined and not any(is_digits(sentence.word(j)[:1]) for j in range(areas[-2].end, last.start)):
        return ""
    if not sentence.words[last.end : number.start]:
        ahead = last.start - 2 - (sentence.word(last.start - 1) == "the")  # ", with the Netherlands 565 million"
        listed = lead in (",", "and", ";", "(") or sentence.word(ahead) in (",", "and", ";")
        return last.code if sentence.tokens[last.end - 1].owns or listed else ""
    return last.code


def _may_lie_between(sentence: Tagged, k: int) -> bool:
    """Whether a word may stand between a country and its number: "Japan followed with a 6 per cent share, valued at"."""
    part = sentence.at(k, "took", "share", "percent", "count") or sentence.at(k + 1, "percent")
    return part is not None or sentence.word(k) in _TOOK


def good_beside(sentence: Tagged, number: Numeral) -> Cue | None:
    """The goods right at a number: "footwear (106.63 million)", "followed by footwear with", "540.53 million of garments"."""
    end = number.end + (sentence.word(number.end) == "worth")
    if sentence.word(end) == "of" and number.kind == "money":
        owner = sentence.at(end + 1, "area")
        behind = sentence.at(owner.end if owner is not None else end + 1, "good")
        if behind is not None and sentence.at(behind.end, "measure") is None:
            return behind
    start = number.start
    while start > 0 and (sentence.word(start - 1) in _LEADS or sentence.ending(start, *_TAKES) is not None):
        cue = sentence.ending(start, *_TAKES)
        start = cue.start if cue is not None else start - 1
    return sentence.ending(start, "good")
