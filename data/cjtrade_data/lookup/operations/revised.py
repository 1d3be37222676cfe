"""Revisions: levels that a compiler has printed anew, otherwise: by how much, and when."""

from __future__ import annotations

from ...derivation.quantity import printed
from ...derivation.revisions import revisions_among
from ...wording.numbers import plain_number
from ...wording.sentences import period_words, spoken, whose
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..period_resolver import When, when
from ..query import Query
from .strand import subject


def answer_revisions(context: LookupContext, question: Query) -> list[Answer]:
    """The revisions of the pair's trade, the latest period first; of the flows and the time named, where they are."""
    home, partner = context.pair
    sides = (
        (m, *pair)
        for m in ("total_trade", "exports", "imports", "trade_balance")
        for pair in ((home, partner), (partner, home))
    )
    figures = [f for side in sides for f in context.figures(*side)]
    found = list(revisions_among(figures, context.book.sources))
    time = when(question, (r.after.period for r in found)) if question.spans else When((), "default")
    named = question.trade_measures
    answers = []
    for r in sorted(found, key=lambda r: (r.after.period, r.until), reverse=True):
        f = r.after
        if (named and f.measure not in named) or (question.spans and not any(f.period.meets(p) for p in time.periods)):
            continue
        change = (f.amount - r.before.amount) / r.before.amount * 100
        text = (
            f"{subject(context, f.measure, f.reporter, f.partner)} {period_words(f.period)}: first printed as "
            f"{spoken(printed(r.before))} ({r.since}), then as {spoken(printed(f))} ({r.until}), "
            f"{plain_number(abs(change), 2)} per cent {'more' if change > 0 else 'less'}, by {whose(f.compiler, f.reporter)}."
        )
        how = question.read_as(f"revisions of {f.measure.replace('_', ' ')}, {f.period.label}", time.note)
        pair, opens = (f.reporter, f.partner), view("checks", view="revisions")
        answers.append(
            in_words(context.book, text, how, f.measure, pair, figures=(f, r.before), period=f.period.code, opens=opens)
        )
    return answers
