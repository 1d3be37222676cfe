"""Over years: the highest and lowest year of a measure, its average, its sum, and its change from one year to another."""

from __future__ import annotations

from collections.abc import Sequence

from ...derivation.comparisons import average, growth, total
from ...derivation.quantity import Quantity, printed
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import amount, figures_of, growth_words, period_words, spoken, whose
from ..answer import Answer, of_quantity, view
from ..context import LookupContext
from ..period_resolver import When
from ..query import Query
from .measure_sentence import measure_words


def answers(context: LookupContext, question: Query, figures: Sequence[Figure], time: When) -> list[Answer]:
    """What is asked of the years of a measure together, by the compiler that has most of them; nothing where one is asked for."""
    years = _years(figures)
    extreme = question.does("peak", "trough")
    if time.whole is not None:
        return []  # one number that a source prints for all of them
    if time.kind == "range":
        years = [q for q in years if time.periods[0] <= q.period <= time.periods[-1]]
    elif not extreme:
        years = [q for q in years if q.period in time.periods] if len(time.periods) == 2 and question.spans else []
    if extreme:
        return [_extreme(context, question, years)] if len(years) > 2 and not _of_one(question) else []
    if len(years) < 2:
        return []
    if question.does("average", "yearly"):
        return [_together(context, question, years, mean=True)]
    if question.does("sum") or (question.has("total") and _is_whole(years)):
        return [_together(context, question, years, mean=False)]
    if question.does("growth", "difference", "compound"):
        return _change(context, question, years)
    return []


def _of_one(question: Query) -> bool:
    return any(s.kind == "period" for s in question.spans)


def _is_whole(years: list[Quantity]) -> bool:
    """Whether no year is missing and the unit can be added up."""
    return len(years) == years[-1].period.year - years[0].period.year + 1 and years[0].unit in ("USD", "JPY", "KHR")


def _years(figures: Sequence[Figure]) -> list[Quantity]:
    """The full years and year ends by the compiler that has most, oldest first."""
    by: dict[tuple[str, str, str], dict[Period, Quantity]] = {}
    for f in figures:
        if f.period.is_year or f.period.is_point:
            by.setdefault((f.compiler, f.unit, f.product), {})[f.period] = printed(f)
    most = max(by.values(), key=len, default={})
    return [q for _, q in sorted(most.items()) if not q.is_open]


def _answer(context: LookupContext, question: Query, q: Quantity, text: str, how: str, measure: str = "") -> Answer:
    reading = question.read_as(how, f"whose: {q.compiler}")
    return of_quantity(context.book, q, text, reading, view("sources", item=q.figures[0].source), measure)


def _extreme(context: LookupContext, question: Query, years: list[Quantity]) -> Answer:
    highest = not question.does("trough")
    best = max(years, key=lambda q: q.value if highest else -q.value)
    rank = "highest" if highest else "lowest"
    about, what = measure_words(context, best)
    text = (
        f"{about} was {rank} {period_words(best.period)}: {spoken(best)}, the {rank} of the {len(years)} years known between "
        f"{years[0].period.label} and {years[-1].period.label}, according to {whose(best.compiler, best.reporter)}."
    )
    return _answer(context, question, best, text, f"{what}, the {rank} year there is")


def _together(context: LookupContext, question: Query, years: list[Quantity], *, mean: bool) -> Answer:
    span = Period(years[0].period.first, years[-1].period.last)
    q = (average if mean else total)(years, span)
    assert q is not None
    about, what = measure_words(context, years[0])
    verb = "averaged" if mean else "came to"
    text = (
        f"{about} {verb} {amount(q.value, q.unit, q.interval)}{' a year' if mean else ' together'} {period_words(span)}, worked "
        f"out from {figures_of(q.compiler, q.reporter)} for {len(years)} years."
    )
    name = f"{q.measure}_yearly_average" if mean else q.measure
    return _answer(context, question, q, text, f"{what}, {'average a year' if mean else 'sum'}, {span.label}", name)


def _change(context: LookupContext, question: Query, years: list[Quantity]) -> list[Answer]:
    then, now = years[0], years[-1]
    q = growth(now, then)
    if q is None:
        return []
    q = q._replace(period=Period(then.period.first, now.period.last))
    about, what = measure_words(context, now)
    text = (
        f"{about} went from {spoken(then)} {period_words(then.period)} to {spoken(now)} {period_words(now.period)}, "
        f"{growth_words(q.value, amount(q.value, 'percent', q.interval))}, worked out from {figures_of(q.compiler, q.reporter)}."
    )
    return [_answer(context, question, q, text, f"{what}, {now.period.label} against {then.period.label}")]
