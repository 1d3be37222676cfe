"""Projects: the grants and loans agreed for one project, or in a year, and the largest of them."""

from __future__ import annotations

from ...derivation.quantity import printed
from ...language.phrases import cue
from ...language.tokenizer import stem
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import period_words, spoken
from ...wording.titles import product_name
from ..answer import Answer, in_words
from ..context import LookupContext
from ..period_resolver import when
from ..query import Query
from ..retrieval import content, named
from .measure_sentence import measure_answer, measure_words

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
    """The stems of the towns and the number in a project's name."""
    return {stem(w) for i in (*question.all("city"), *question.all("number")) for w in question.words[i.start : i.end]}


def _matching(context: LookupContext, question: Query) -> list[str]:
    """The products of the projects that have every word of weight."""
    names = context.book.names("aid_projects")
    return [f"PROJECT:{code}" for code in named(_words(question), names)]


def answer_agreed(context: LookupContext, question: Query) -> list[Answer]:
    """The grants, then the loans, agreed in the years asked for: a list and no sum, for no source says that these are all."""
    answers = []
    for measure in _kinds(question):
        figures = _agreed(context, question, [measure], [p for *_, p in _keys(context)])
        once = list({(f.product, f.period): f for f in sorted(figures, key=lambda f: f.unit == "JPY")}.values())
        if not once:
            continue
        first = min(once, key=lambda f: f.period)
        asked = Period.of_year(first.period.year) if len({f.period.year for f in once}) == 1 else None
        moment = f" {period_words(asked)}" if asked else ""
        about = measure_words(context, measure, first.reporter, first.partner, "")[0]
        each = [f"{product_name(context.book, f.product)} {spoken(printed(f))} ({f.period.label})" for f in once]
        text = f"{about.replace(' agreed', 's agreed')}{moment}, as signed and paid out over years: {'; '.join(each)}."
        more = {"measure": measure, "reporter": first.reporter, "partner": first.partner}
        period = Period(first.period.first, max(f.period.last for f in once)).code
        reading = question.read_as(f"each {about.lower()}{moment}")
        answers.append(in_words(context.book, text, reading, figures=once, period=period, **more))
    return answers


def answer_projects(context: LookupContext, question: Query) -> list[Answer]:
    """What was agreed for the projects named, the latest first; the largest first where the largest is asked for."""
    chosen = _matching(context, question) if _words(question) else [p for *_, p in _keys(context)]
    figures = _agreed(context, question, _kinds(question), chosen)
    largest = question.does("peak") or bool(question.all("nth"))
    figures.sort(
        key=lambda f: (f.unit != "JPY", -f.amount) if largest else (-f.period.last, f.product, f.unit != "JPY")
    )
    return [measure_answer(context, question, printed(f), "") for f in figures]


def _kinds(question: Query) -> list[str]:
    """Grants or loans, as they are named; both where no kind of aid is."""
    named = [m for m in question.measures if m in _AGREED]
    kinds = [g for g in question.values("good") if g.startswith("AID:")]
    return named or [m for g in kinds for m in _KIND.get(g, ())] or ([] if kinds else list(_AGREED))


def _agreed(context: LookupContext, question: Query, kinds: list[str], projects: list[str]) -> list[Figure]:
    """What was agreed for some projects in the years asked for."""
    keys = (k for k in _keys(context) if k[0] in kinds and k[3] in projects)
    figures = [f for k in dict.fromkeys(keys) for f in context.figures(*k)]
    time = when(question, sorted({f.period for f in figures}), lambda p: False)
    return figures if time.kind == "default" else [f for f in figures if _is_of(f, time.periods)]


def _is_of(figure: Figure, periods: tuple[Period, ...]) -> bool:
    return bool(periods) and periods[0].year <= figure.period.year <= periods[-1].year


def _keys(context: LookupContext) -> list[tuple[str, str, str, str]]:
    return [k for k in context.book.keys(of_goods=False) if k[0] in _AGREED and k[3].startswith("PROJECT:")]
