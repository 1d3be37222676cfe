"""Sources: whose figures a sentence says they are."""

from __future__ import annotations

from ...book.code_lists import compilers
from ...model.reference import HOME
from .number import Numeral
from .words import Tagged


def customs_of(side: str) -> str:
    """The customs of a country, "" where none is known."""
    return next((c.code for c in compilers().values() if c.kind == "customs" and c.side == side), "")


def told_by(sentence: Tagged, number: Numeral) -> str:
    """The country that is said to have counted a number: "while Japan recorded 1.93 billion", "the Cambodian side reported"."""
    start, _ = sentence.clause(number.first, number.end)
    told = sentence.within(start, number.first, "tells")
    at = told[-1].start if told else 0
    who = sentence.ending(at - (sentence.word(at - 1) == "side"), "area")
    return who.code if who is not None else ""


def sources(sentence: Tagged) -> list[str]:
    """Whose figures a sentence says they are: codes of compilers, "other" for one without figures here. "Customs" are those
    of the country named before them, and "Japanese figures" those of Japan's customs."""
    known = compilers()
    found = []
    for cue in sentence.all("source"):
        own = known.get(cue.code)
        apart = cue.start - (sentence.word(cue.start - 1) != ",")
        owner = sentence.ending(cue.start, "area") or sentence.ending(apart, "area")
        owner = owner if "customs" in sentence.words[cue.start : cue.end] else None  # "to Cambodia, JETRO said"
        if own is not None and own.kind == "customs" and owner is not None:
            found.append(customs_of(owner.code) or "other")
        elif own is None or own.kind != "investment board" or not sentence.ending(cue.end, "basis"):
            found.append(cue.code)
    spoken = [c for c in sentence.all("area") if sentence.word(c.end) in ("figures", "statistics", "data")]
    return found + [customs_of(c.code) for c in spoken if c.code in HOME[1:]]
