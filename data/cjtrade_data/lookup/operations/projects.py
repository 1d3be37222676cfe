"""Projects: the grants and loans agreed for one project, or in a year, and the largest of them."""

from __future__ import annotations

from ...derivation.quantity import printed
from ...language.phrases import cue
from ...model.figure import Figure
from ...model.period import Period
from ..answer import Answer
from ..context import LookupContext
from ..period_resolver import when
from ..query import Query
from ..retrieval import content, named
from .measure_sentence import measure_answer

_AGREED = ("aid_loan_agreed", "aid_grant_agreed")
_KIND = {"AID:loans": _AGREED[:1], "AID:grants": _AGREED[1:]}


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether a project is named, or what was agreed for projects is asked for."""
    aid = any(m.startswith("aid") for m in question.measures)
    if question.values("person") or question.does("said", "what_said") or (question.trade_measures and not aid):
        return False
    kinds = set(_KIND) & set(question.values("good"))
    agreed = set(_AGREED) & set(question.measures) or (
        kinds and (question.does("peak", "list") or question.all("nth") or question.says("signed"))
    )
    agreed = agreed or (question.has("project", "projects") and question.says("paid"))
    words = _words(question)
    says = aid or question.has("project", "projects", "cost") or question.values("unit") or len(words) > 1
    return bool(agreed) or bool(words and says and _matching(context, question))


def _words(question: Query) -> set[str]:
    return content(question, "measure", "verb", "basis", "city", "span", "nth", "unit") - cue(
        "beside project"
    ) | _names(question)


def _names(question: Query) -> set[str]:
    """The towns and the number in a project's name."""
    return {w for i in (*question.all("city"), *question.all("number")) for w in question.words[i.start : i.end]}


def _matching(context: LookupContext, question: Query) -> list[str]:
    """The products of the projects that have every word of weight."""
    names = context.book.names("aid_projects")
    return [f"PROJECT:{code}" for code in named(_words(question), names)]


def answer_projects(context: LookupContext, question: Query) -> list[Answer]:
    """What was agreed for the projects named, the latest first; the largest first where the largest is asked for."""
    chosen = _matching(context, question) if _words(question) else [p for *_, p in _keys(context)]
    kinds = [m for m in question.measures if m in _AGREED]
    kinds = kinds or [m for g in question.values("good") for m in _KIND.get(g, ())] or list(_AGREED)
    figures = [
        f
        for m, r, p, product in _keys(context)
        if m in kinds and product in chosen
        for f in context.figures(m, r, p, product)
    ]
    time = when(question, sorted({f.period for f in figures}), lambda p: False)
    if time.kind != "default":
        figures = [f for f in figures if _is_of(f, time.periods)]
    largest = question.does("peak") or bool(question.all("nth"))
    figures.sort(
        key=lambda f: (f.unit != "JPY", -f.amount) if largest else (-f.period.last, f.product, f.unit != "JPY")
    )
    return [measure_answer(context, question, printed(f), "") for f in figures]


def _is_of(figure: Figure, periods: tuple[Period, ...]) -> bool:
    return bool(periods) and periods[0].year <= figure.period.year <= periods[-1].year


def _keys(context: LookupContext) -> list[tuple[str, str, str, str]]:
    return [k for k in context.book.keys(of_goods=False) if k[0] in _AGREED and k[3].startswith("PROJECT:")]
