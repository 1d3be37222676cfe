"""Find by value: which figure a number in the question is."""

from __future__ import annotations

from math import isclose

from ...derivation.investment import basis_of
from ...derivation.quantity import Quantity, growth_of, printed
from ...language.amounts import Number
from ...model.codes import LEVELS, rate_of
from ...model.figure import Figure
from ...wording.sentences import joined
from ..answer import Answer
from ..context import LookupContext
from ..query import Query
from ..saying import growth_said, said
from .statements import answer_people, answer_who_reported, people_named


def answer_number(context: LookupContext, question: Query) -> list[Answer]:
    """The figures printed with this very number, of the time and the measure that is named; or who spoke of them where that
    is asked, those first who are told with the number itself.

    Whether a number is right is asked of the measure and its time, not of the number.
    """
    if question.asks_whether and question.measures:
        return []
    periods = {s.first for s in question.spans if s.first is not None}
    bases = {"approval" if basis == "projects" else basis for basis in question.values("basis")}
    answers: list[Answer] = []
    for number in question.numbers:
        kept: list[Quantity] = []
        for _, q in _prints(context, number):
            if question.measures and not any(q.measure.startswith(m) or m in q.measure for m in question.measures):
                continue
            if bases and basis_of(q) not in bases:
                continue
            if periods and not any(q.period.meets(p) for p in periods):
                continue
            if question.does("growth") and rate_of(q.measure) is None:
                continue
            same = (q.measure, q.period, q.reporter, q.partner)
            if all((k.measure, k.period, k.reporter, k.partner) != same for k in kept):
                kept.append(q)
        for q in kept:
            by_whom = q.figure if question.does("who", "said") else None
            told = answer_who_reported(context, question, by_whom.id) if by_whom is not None else []
            answers += told or [_answer(context, question, q)]
    if not question.does("who", "said"):
        return answers
    written = [" ".join(question.words[i.start : i.end]) for i in question.all("number")]
    return sorted(answers, key=lambda a: not any(number in a.text for number in written))  # "near three billion" last


_SCALES = (1, 10**3, 10**6, 10**9, 10**12)


def _prints(context: LookupContext, number: Number) -> list[tuple[Figure, Quantity]]:
    """Figures whose level or growth is the number, rows that are growth themselves before levels beside it.

    Those of the article that round to the number count too: "237 million" for 237.22 million.
    """
    if number.scale == 1 and not number.percent and not number.decimals:
        return []
    found = []
    written = [number.value / s for s in _SCALES] if number.scale > 1 else [number.value]
    for figure in dict.fromkeys(context.book.figure(id) for w in written for id in context.book.index.printed_as(w)):
        growth = growth_of(figure)
        if _is_level(number, figure):
            found.append((figure, printed(figure)))
        elif growth is not None and abs(float(growth.value)) == number.value and number.scale == 1:
            found.append((figure, growth))
    if number.scale > 1 or not found:
        found += [(f, printed(f)) for f in article_figures(context) if _rounds_to(number, f)]
    return sorted(found, key=lambda p: (p[0].unit != "percent", -context.book.priority(p[0]), p[0].id))


def article_figures(context: LookupContext) -> list[Figure]:
    """The printed numbers of the sources that questions call by a name, in the order of their statements."""
    ids = dict.fromkeys(id for s in context.book.statements for id in s.figure_ids)
    return [f for f in map(context.book.figure, ids) if context.book.sources[f.source].alias]


def _is_level(number: Number, figure: Figure) -> bool:
    plain = number.scale == 1
    is_same = abs(float(figure.value)) == number.value if plain else isclose(abs(float(figure.amount)), number.value)
    of_its_kind = (plain and not number.percent) or (figure.unit == "percent") is number.percent
    return is_same and of_its_kind and figure.unit != "rank"


def _rounds_to(number: Number, figure: Figure) -> bool:
    """Whether the number is the figure with fewer digits."""
    plain = number.scale == 1 and not number.percent
    if plain or figure.unit == "rank" or (figure.unit == "percent") is not number.percent:
        return False
    apart = abs(abs(float(figure.amount)) - number.value)
    return 0 < apart <= number.scale * 10.0**-number.decimals / 2


def answer_place(context: LookupContext, question: Query) -> list[Answer]:
    """Where in the article a number stands."""
    named = {q.figure for n in question.numbers for _, q in _prints(context, n)}
    answers = []
    periods = {s.first for s in question.spans}
    for figure in article_figures(context):
        if periods and figure.period not in periods:
            continue
        if figure in named or (not question.numbers and _is_of(question, figure)):
            answer = _answer(context, question, printed(figure))
            answers.append(answer._replace(text=f"{answer.text} It stands in {figure.locator} of the article."))
    return answers or answer_people(context, question)


def answer_people_or_figures(context: LookupContext, question: Query) -> list[Answer]:
    """What people said; else the figures of the measure and the time asked for that somebody named spoke of."""
    people, measures = people_named(context, question), tuple(question.trade_measures)
    if (answers := answer_people(context, question)) or not measures:
        return answers
    times = [s.first for s in question.spans if s.first is not None]
    ids = dict.fromkeys(id for s in context.book.statements if s.person in people for id in s.figure_ids)
    found = (context.book.figure(id) for id in ids)
    meant = [f for f in found if f.measure.startswith(measures) and f.period in times]
    names = joined([context.book.people[id].name for id in people])
    told = (said(context, question, printed(f)) for f in meant)
    return [a._replace(text=f"As {names} put it: {a.text}") for a in told]


def _is_of(question: Query, figure: Figure) -> bool:
    """Whether a figure is of the measure a question names, and of the kind: growth, share, rank or level."""
    kinds = ("growth", "share", "rank")
    kind = next((k for k in kinds if question.does(k)), "")
    if (kind and kind not in figure.measure) or (not kind and any(k in figure.measure for k in kinds)):
        return False
    measures = ["trade_balance" if m == "trade_deficit" else m for m in question.measures]
    return any(figure.measure.startswith(m) for m in measures) or (bool(kind) and not measures)


def _answer(context: LookupContext, question: Query, q: Quantity) -> Answer:
    """A print as a sentence; a growth beside a level that is no trade is told with that level."""
    assert q.figure is not None
    if q.measure == q.figure.measure:
        return said(context, question, q)
    return growth_said(context, question, q) if q.measure in LEVELS else said(context, question, printed(q.figure))


def periods_printed_with(context: LookupContext, question: Query) -> list[Quantity]:
    """Growth rates and levels that the numbers of the question are, for questions that name a figure by its value."""
    return [q for number in question.numbers for _, q in _prints(context, number)] if not question.spans else []
