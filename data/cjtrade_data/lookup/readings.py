"""Readings: what a way to read a question leaves unexplained, and whether its answers are of the countries asked about."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.tokenizer import stem
from .answer import Answer
from .context import LookupContext
from .query import Place, Question

_OF_PEOPLE = ("people", "definition", "number", "sources")


def unexplained(context: LookupContext, question: Question, kind: str) -> str:
    """The first content word that nothing explains, "" where there is none; of a statement its own words explain theirs."""
    left = question.unknown
    if kind == "people" and left:
        said = " ".join(f"{s.paraphrase} {s.quote} {s.topic}" for s in context.book.statements).lower()
        left = [w for w in left if f" {stem(w)}" not in said]
    return left[0] if left else ""


def foreign_pair(question: Question) -> tuple[Place, Place] | None:
    """Two countries of which neither is Cambodia and whose trade with each other is asked for.

    "Between Laos and Japan", "Korea's exports to Vietnam", "China-US trade"; but not two partners set side by side.
    """
    places = [p for p in question.places if p.code != "WLD"]
    if question.home in {p.code for p in places} or question.does(*_SIDE_BY_SIDE) or question.values("person"):
        return None
    for i, first in enumerate(places):
        for second in places[i + 1 :]:
            if first.code != second.code and _trade_with_each_other(question, first, second):
                return first, second
    return None


_SIDE_BY_SIDE = ("difference", "ratio", "comparative", "above", "below")


def _trade_with_each_other(question: Question, first: Place, second: Place) -> bool:
    between = question.words[first.end : second.start]
    ahead = question.words[max(0, first.start - 2) : first.start]
    if "between" in ahead and between in (["and"], ["-"], ["&"]):
        return True
    if between in ([], ["-"], ["/"]):
        return True
    roles = {first.role, second.role}
    return bool(roles & {"own", "by"}) and bool(roles & {"to", "from", "with"})


def without_figure(context: LookupContext, question: Question, kind: str, answers: Iterable[Answer]) -> list[str]:
    """The countries the question names and no answer is of, by code."""
    if kind in _OF_PEOPLE:
        return []
    told = [(a.reporter, a.partner, f"{a.text} {a.reading}") for a in answers]
    codes = dict.fromkeys(p.code for p in question.places if p.code not in ("WLD", context.home))
    return [c for c in codes if not any(c in (r, p) or context.name(c) in text for r, p, text in told)]
