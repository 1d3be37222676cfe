"""Ranks over time: whether a partner rose or fell in the order, and when it had a place."""

from __future__ import annotations

from itertools import groupby, pairwise

from ...derivation.quantity import Quantity
from ...model.codes import growth_measure
from ...model.interval import Interval
from ...model.period import Period
from ...wording.sentences import figures_of, joined, ordinal, period_words, whose, years_in_runs
from ..answer import VERDICT, Answer, carries_out
from ..context import LookupContext
from ..period_resolver import When, when
from ..query import Query
from ..yes_or_no import WORD
from .growth import growths, signed
from .lists import FEW, asked_measure, lists_of, noun, prints_of, ranked_measures
from .rank import COUNTED, words

_ENOUGH, _LATEST = 2, 6
"""Places that tell of a rise or a fall, and as many as are told where no time is asked."""


def is_asked(context: LookupContext, question: Query) -> bool:
    """ "Did Japan's rank improve", "has it moved up among the partners", "when was Japan fourth"."""
    if question.numbers or question.mark is not None or any(p.role == "than" for p in question.places):
        return False
    in_order = question.does("rank") or (bool(question.values("role")) and question.says("in an order"))
    moved = in_order and question.does("growth") and not question.trade_measures
    return bool(question.others) and (moved or (question.does("when") and bool(_place(question))))


def _place(question: Query) -> int:
    """The place that is asked for, "fourth", "the largest supplier"; 0 where none is."""
    if question.does("growth") or question.measures or not (question.all("role") or not question.asks_for_most):
        return 0
    return max((int(str(i.value)) for i in question.all("nth")), default=0)


@carries_out("rank nth growth difference when first_time peak over_years list comparative")
def answer_places(context: LookupContext, question: Query) -> list[Answer]:
    """When a partner had the place asked for, by each who tells; else the places it had in each order asked for, one behind
    the other, with yes or no where it is asked whether they rose or fell."""
    partner, place, moved = question.others[0].code, _place(question), list[list[Quantity]]()
    for measure in ranked_measures(question):
        known = _known(context, question, measure, partner)
        if place:
            kept = (([q for q in places if int(q.value) == place], len(places)) for places in known)
            told = [_had(context, question, of_one, among) for of_one, among in kept if of_one]
            if told:
                return told
        enough = [w for places in known if len(w := _wholes(places)) >= _ENOUGH]
        moved += enough if question.spans else [places[-_LATEST:] for places in enough[:1]]
    return [_moved(context, question, moved)] if moved and not place else []


def _known(context: LookupContext, question: Query, measure: str, partner: str) -> list[list[Quantity]]:
    """The places in the time asked for, oldest first: those printed, then those counted from the full lists of each compiler."""
    found: dict[str, dict[Period, Quantity]] = {}
    for lists in lists_of(context, question, measure, full=True):
        for q in prints_of(context, lists.measure, partner):
            found.setdefault("", {})[q.period] = q
        tables = (t for p in lists.periods for t in lists.tables(p))
        for of_list in (lists.rank(table, partner) for table in tables):
            if of_list is not None and not of_list.figure:
                found.setdefault(of_list.compiler, {})[of_list.period] = of_list
    asked = (
        [of_one[p] for p in sorted(of_one, key=lambda p: p.last) if _is_asked(question, p)] for of_one in found.values()
    )
    return sorted(filter(None, asked), key=lambda places: (places[0].figure is None, -len(places)))


def _wholes(places: list[Quantity]) -> list[Quantity]:
    """Without those of a part of a time of which the place is known."""
    return [q for q in places if not any(q.period in o.period and q.period != o.period for o in places)]


def _is_asked(question: Query, period: Period) -> bool:
    times = [s for s in question.spans if s.first is not None]
    firsts = [s.first.last if s.first.first is None else s.first.first for s in times if s.first is not None]
    lasts = [(s.last or s.first).last for s in times if s.first is not None]
    kinds = {s.kind for s in times}
    start = period.last if period.first is None else period.first
    is_begun = not firsts or "until" in kinds or start >= min(firsts)
    return is_begun and (not lasts or "since" in kinds or period.last <= max(lasts))


def _had(context: LookupContext, question: Query, places: list[Quantity], among: int) -> Answer:
    """When a partner had a place."""
    of_all = f", of {among} periods whose place is known so" if among > len(places) else ""
    return _told(context, question, [places], f"{_as_what(context, places)}{of_all}.")


def _moved(context: LookupContext, question: Query, orders: list[list[Quantity]]) -> Answer:
    """The places a partner had in some orders."""
    verdicts = {_is_so(question, places) for places in orders} if question.asks_whether else set[bool | None]()
    verdict = verdicts.pop() if len(verdicts) == 1 else None
    told = _told(context, question, orders, f"{'; '.join(_as_what(context, places) for places in orders)}.")
    if verdict is None:
        return told
    return told._replace(text=f"{WORD[verdict]}: {told.text}", does=told.does | {VERDICT})


def _told(context: LookupContext, question: Query, orders: list[list[Quantity]], text: str) -> Answer:
    places = orders[0]
    first, last = places[0], places[-1]
    label = " to ".join(dict.fromkeys((first.period.label, last.period.label)))
    how = question.read_as(f"places of {context.name(first.partner)} as {noun(first.measure)}, {label}")
    period = Period(first.period.last if first.period.first is None else first.period.first, last.period.last)
    figures = [f for of_one in orders for q in of_one for f in q.figures]
    return words(context, text, how, figures, first.measure, period, first.partner)


def _is_so(question: Query, places: list[Quantity]) -> bool | None:
    """Whether it went the way that is asked; None where it went both ways."""
    steps = {(after.value > before.value) - (after.value < before.value) for before, after in pairwise(places)} - {0}
    return None if len(steps) > 1 else steps == {1 if question.asks_of_falls else -1}


def _as_what(context: LookupContext, places: list[Quantity]) -> str:
    """ "As supplier of Cambodia, Japan was fifth in 2016, then fourth in 2018-2019, counted from ..."."""
    one = places[0]
    runs = ((int(place), [q.period for q in run]) for place, run in groupby(places, key=lambda q: q.value))
    each = ", then ".join(f"{ordinal(place)} {_in_run(periods)}" for place, periods in runs)
    whom = joined([*dict.fromkeys(whose(q.compiler, q.reporter) for q in places)])
    how = "according to" if one.figure is not None else "counted from"
    return (
        f"as {noun(one.measure)} of {context.name(one.reporter)}, {context.name(one.partner)} was {each}, {how} {whom}"
    )


def _in_run(periods: list[Period]) -> str:
    if len(periods) > 1 and all(p.is_year for p in periods):
        return f"in {years_in_runs([p.year for p in periods])}"
    return joined([period_words(p) for p in periods])


@carries_out("growth comparative above below peak trough nth list")
def answer_moved(context: LookupContext, question: Query) -> list[Answer]:
    """The partners whose trade rose, or fell, or did so by more than a partner's, the most first: of the latest list of which
    a growth is known, where no time is said."""
    measure = asked_measure(question)
    for lists in lists_of(context, question, measure, full=False):
        time = when(question, lists.periods)
        for period in lists.periods[::-1] if time.kind == "default" else time.periods[:1]:
            for table in lists.tables(period):
                lines = (context.line(context.home, row.partner, row.compiler) for row in table.rows)
                rates = [q for line in lines if (q := next(growths(line, measure, period, period.year_before), None))]
                if len(rates) >= FEW:
                    return [_growth_of_each(context, question, measure, rates, time)]
    return []


def _growth_of_each(context: LookupContext, question: Query, measure: str, rates: list[Quantity], time: When) -> Answer:
    downwards = question.asks_of_falls or question.does("trough")
    beside = [p.code for p in question.places if p.role == "than"]
    marks = [q.interval for q in rates if q.partner in beside] or [Interval.exact(0)]
    less = (question.says("less") and bool(beside)) or (downwards and not beside)
    kept = [q for q in rates if (q.interval.high < marks[0].low if less else q.interval.low > marks[0].high)]
    kept.sort(key=lambda q: q.value, reverse=not less)
    told = [*kept, *(q for q in rates if q.partner in beside)]
    each = [f"{context.name(q.partner)} {signed(q)}" for q in told]
    first = rates[0]
    way = f"grew {'less' if less else 'more'} than {context.name(beside[0])}" if beside else "fell" if less else "grew"
    text = (
        f"Of {len(rates)} {noun(measure, plural=True)} of {context.name(context.home)} whose growth is known {period_words(first.period)}, "
        f"{len(kept) or 'none'} {way}: {', '.join(each) or 'none'}, by {figures_of(first.compiler, context.home)}."
    )
    how = question.read_as(f"growth of {noun(measure, plural=True)}, {first.period.label}", time.note)
    return words(
        context,
        text,
        how,
        [f for q in told or rates for f in q.figures],
        growth_measure(measure),
        first.period,
        **COUNTED,
    )
