"""Sources: whose figures a sentence says they are."""

from __future__ import annotations

from ...book.code_lists import compilers
from ...model.reference import HOME
from .words import Tagged


def sources(sentence: Tagged) -> list[str]:
    """Whose figures a sentence says they are: codes of compilers, "other" for one without figures here. "Customs" are those
    of the country named before them, and "Japanese figures" those of Japan's customs."""
    known = compilers()
    customs = {c.side: c.code for c in reversed(known.values()) if c.kind == "customs"}
    found = []
    for cue in sentence.all("source"):
        own = known.get(cue.code)
        apart = cue.start - (sentence.word(cue.start - 1) != ",")
        owner = sentence.ending(cue.start, "area") or sentence.ending(apart, "area")
        owner = owner if "customs" in sentence.words[cue.start : cue.end] else None  # "to Cambodia, JETRO said"
        if own is not None and own.kind == "customs" and owner is not None:
            found.append(customs.get(owner.code, "other"))
        elif own is None or own.kind != "investment board" or not sentence.ending(cue.end, "basis"):
            found.append(cue.code)
    spoken = [c for c in sentence.all("area") if sentence.word(c.end) in ("figures", "statistics", "data")]
    return found + [customs[c.code] for c in spoken if c.code in HOME[1:]]
