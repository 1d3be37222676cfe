"""Growth of partners: whose trade with Cambodia rose or fell, or did so by more than another's."""

from __future__ import annotations

from ...derivation.quantity import Quantity
from ...model.codes import growth_measure
from ...model.interval import Interval
from ...wording.sentences import figures_of, period_words
from ..answer import Answer, carries_out
from ..context import LookupContext
from ..period_resolver import When, when
from ..query import Query
from .growth import growths, signed
from .rank import COUNTED, NOUN, asked_measure, figures_behind, known_rankings, words


@carries_out("growth comparative above below peak trough nth list")
def answer_moved(context: LookupContext, question: Query) -> list[Answer]:
    """The partners whose trade rose, or fell, or did so by more than a partner's, the most first: of the latest list of which
    a growth is known, where no time is said."""
    measure = asked_measure(question)
    found, listed = known_rankings(context, measure, full=False)
    time = when(question, listed)
    for period in listed[::-1] if time.kind == "default" else time.periods[:1]:
        for table in found.rankings(period, measure):
            lines = (context.line(context.home, row.partner, row.compiler) for row in table.rows)
            rates = [q for line in lines if (q := next(growths(line, measure, period, period.year_before), None))]
            if len(rates) >= _FEW:
                return [_moved(context, question, measure, rates, time)]
    return []


_FEW = 3
"""Partners with a growth that make a list."""


def _moved(context: LookupContext, question: Query, measure: str, rates: list[Quantity], time: When) -> Answer:
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
        f"Of {len(rates)} {NOUN[measure]}s of {context.name(context.home)} whose growth is known {period_words(first.period)}, "
        f"{len(kept) or 'none'} {way}: {', '.join(each) or 'none'}, by {figures_of(first.compiler, context.home)}."
    )
    how = question.read_as(f"growth of {NOUN[measure]}s, {first.period.label}", time.note)
    return words(context, text, how, figures_behind(told or rates), growth_measure(measure), first.period, **COUNTED)
