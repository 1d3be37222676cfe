"""Projects: the grants and loans agreed for one project, or in a year, and the largest of them."""

from __future__ import annotations

from ...derivation.quantity import printed
from ...language.month_names import COUNTS
from ...language.period_parser import Span
from ...language.phrases import cue
from ...language.tokenizer import stem
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import spoken
from ...wording.titles import product_name
from ..answer import Answer, in_words
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
    project = question.has("project", "projects")
    whole = content(question, "basis", "city", "span", "nth", "unit") - cue("beside project") | _names(question)
    by_name = len(whole) > 1 and bool(named(whole, context.book.names("aid_projects")))  # "water supply" is no trade
    else_ = any(m not in _AGREED and not m.startswith("aid") for m in question.measures)
    if (
        question.values("person")
        or (question.does("what_said") and not by_name)
        or (else_ and not (aid or project or by_name))
    ):
        return False
    kinds = set(_KIND) & set(question.values("good"))
    agreed = set(_AGREED) & set(question.measures) or (
        kinds and (question.does("peak", "list") or question.all("nth") or question.says("signed"))
    )
    agreed = agreed or (project and question.says("paid", "signed"))
    words = _words(question)
    says = aid or project or question.has("cost") or question.says("paid") or question.values("unit") or len(words) > 1
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
    """What was agreed in the years asked for: a list and no sum, for no source says that it is all."""
    found = _agreed(context, question, _kinds(question), [p for *_, p in _keys(context)])
    yen_last = sorted(found, key=lambda f: f.unit == "JPY")
    once = sorted({(f.measure, f.product, f.period): f for f in yen_last}.values(), key=lambda f: (f.measure, f.period))
    if not once:
        return []
    years = sorted({f.period.year for f in once})
    moment = f"{years[0]} to {years[-1]}" if len(years) > 1 else f"{years[0]}"
    text = f"Agreed by Japan with Cambodia, {moment}, as signed and paid out over years."
    for measure in dict.fromkeys(f.measure for f in once):
        each = (
            f"{product_name(context.book, f.product)} {spoken(printed(f))} ({f.period.label})"
            for f in once
            if f.measure == measure
        )
        text += f" {context.measures[measure]}: {'; '.join(each)}."
    period = Period(min(f.period.first or f.period.last for f in once), max(f.period.last for f in once)).code
    how, first = question.named_as(f"what was agreed, {moment}"), once[0]
    pair = (first.reporter, first.partner)
    return [in_words(context.book, text, how, first.measure, pair, figures=once, period=period)]


def answer_projects(context: LookupContext, question: Query) -> list[Answer]:
    """What was agreed for the projects named, the latest first; the largest first where the largest is asked for."""
    largest = question.does("peak") or bool(question.all("nth"))
    if question.spans and not largest and not _words(question):
        return answer_agreed(context, question)
    chosen = _matching(context, question) if _words(question) else [p for *_, p in _keys(context)]
    figures = _agreed(context, question, _kinds(question), chosen)
    if largest:  # several projects agreed together are none that is the largest
        names = context.book.names("aid_projects")
        figures = [f for f in figures if names[f.product.partition(":")[2]].split()[0].lower() not in COUNTS]
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
    open_ended = [
        s for s in question.spans if s.kind in ("since", "until", "ever") or (s.kind, s.first) == ("latest", None)
    ]
    if open_ended:
        return [f for f in figures if all(_is_within(f.period.year, s) for s in open_ended)]
    time = when(question, (f.period for f in figures))
    return figures if time.kind == "default" else [f for f in figures if _is_of(f, time.periods)]


def _is_of(figure: Figure, periods: tuple[Period, ...]) -> bool:
    return bool(periods) and periods[0].year <= figure.period.year <= periods[-1].year


def _is_within(year: int, span: Span) -> bool:
    first = span.first.year if span.first is not None else year
    return year >= first if span.kind == "since" else year <= first


def _keys(context: LookupContext) -> list[tuple[str, str, str, str]]:
    return [k for k in context.book.index.keys(of_goods=False) if k[0] in _AGREED and k[3].startswith("PROJECT:")]
