"""Revisions: levels that a compiler has printed anew, otherwise: by how much, and when."""

from __future__ import annotations

from ...derivation.quantity import printed
from ...wording.sentences import amount, period_words, spoken, whose
from ..answer import Answer, carries_out, in_words
from ..context import LookupContext
from ..period_resolver import When, when
from ..query import TRADE, Query
from .measure_series import subject


@carries_out("revisions")
def answer_revisions(context: LookupContext, question: Query) -> list[Answer]:
    """The revisions of the pair's trade, the latest period first; of the flows and the time named, where they are."""
    from ...checks.api import revisions

    every = revisions(context.book)
    found = [r for r in every if {r.after.reporter, r.after.partner} == {*context.pair} and r.after.measure in TRADE]
    time = when(question, (r.after.period for r in found)) if question.spans else When((), "default")
    named = question.trade_measures
    answers = []
    for r in sorted(found, key=lambda r: (r.after.period, r.until), reverse=True):
        f = r.after
        if (named and f.measure not in named) or (question.spans and not any(f.period.meets(p) for p in time.periods)):
            continue
        more = r.change.low > 0
        size = r.percent if more else -r.percent
        text = (
            f"{subject(context, f.measure, f.reporter, f.partner)} {period_words(f.period)}: first printed as "
            f"{spoken(printed(r.before))} ({r.since}), then as {spoken(printed(f))} ({r.until}), "
            f"{amount(size.centre, 'percent', size)} {'more' if more else 'less'}, by {whose(f.compiler, f.reporter)}."
        )
        how = question.read_as(f"revisions of {f.measure.replace('_', ' ')}, {f.period.label}", time.note)
        pair = (f.reporter, f.partner)
        answers.append(in_words(context.book, text, how, f.measure, pair, figures=(f, r.before), period=f.period.code))
    return answers
