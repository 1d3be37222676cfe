"""Readings: what a way to read a question leaves unexplained, and whether its answers are of the countries asked about."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.courtesy import plain_words
from ..language.tokenizer import stem
from .answer import Answer
from .context import LookupContext
from .query import Place, Question

_OF_PEOPLE = ("people", "definition", "number", "sources")


def unexplained(context: LookupContext, question: Question, kind: str) -> str:
    """The first content word that nothing explains, "" where there is none; of a statement its own words explain theirs.

    Where no measure is said, one may be assumed only if nothing is left but words that belong to no subject.
    """
    left = question.unknown
    if kind == "people" and left:
        said = " ".join(f"{s.paraphrase} {s.quote} {s.topic}" for s in context.book.statements).lower()
        left = [w for w in left if f" {stem(w)}" not in said]
    if not left and kind in _MEASURED and not {i.slot for i in question.items} & _SUBJECTS:
        topics = [question.words[i.start] for i in question.all("topic")]
        left = [*topics, *(w for w in question.unread if w not in plain_words())]
    return left[0] if left else ""


_MEASURED = ("trade", "goods", "ranks", "other")
_SUBJECTS = {"measure", "verb", "basis", "role", "good", "sector", "term"}


def speaks_of_a_period(question: Question, kind: str) -> bool:
    """Whether statements are about to answer what asks for a period, not for what was said: "labour in 2020"."""
    asked = question.does("said", "who", "what_said", "when", "define") or question.values("person")
    return kind == "people" and not asked and any(s.kind == "period" for s in question.spans)


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
