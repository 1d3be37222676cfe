"""Product shares: the trade of the pair by SITC section, the sum of all sections and the share of one."""

from __future__ import annotations

from ...derivation.comparisons import share, total
from ...derivation.quantity import Quantity, printed
from ...model.figure import Figure
from ...model.period import Period
from ...wording.sentences import amount, figures_of, period_words, spoken
from ..answer import Answer, of_quantity
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, sides
from ..period_resolver import when
from ..query import Query
from .strand import reading, subject

_SECTIONS = tuple(f"SITC:{n}" for n in range(10))
_BOTH = ("exports", "imports")


def _figures(context: LookupContext, asked: TradeDirection, measure: str) -> dict[Period, list[Figure]]:
    """All sections of a flow by period, from whichever side reports it."""
    for who, whom, flow in (
        (asked.reporter, asked.partner, measure),
        (asked.partner, asked.reporter, MIRRORED[measure]),
    ):
        found: dict[Period, list[Figure]] = {}
        for figure in (f for s in _SECTIONS for f in context.figures(flow, who, whom, s)):
            found.setdefault(figure.period, []).append(figure)
        if found:
            return found
    return {}


def _sum(quantities: list[Quantity]) -> Quantity:
    found = total(quantities)
    assert found is not None
    return found._replace(product="")


def share_of_section(
    context: LookupContext, question: Query, asked: TradeDirection, section: str, word: str
) -> list[Answer]:
    """A section in per cent of all sections; `word` is the good it is wider than."""
    by_period = _figures(context, asked, asked.measure)
    time = when(question, sorted(by_period), lambda p: False)
    answers = []
    for period in time.periods[:1]:
        rows = [printed(f) for f in by_period.get(period, ())]
        part = next((q for q in rows if q.product == section), None)
        if part is None:
            continue
        whole = _sum(rows)
        q = share(part, whole, f"{asked.measure}_section_share")
        assert q is not None
        name = context.book.names("sitc_sections").get(section.partition(":")[2], section)
        about = subject(context, asked.measure, asked.reporter, asked.partner)
        text = (
            f"{name} (SITC {section[-1]}) made up {amount(q.value, 'percent', q.interval)} of {about} {period_words(period)}, "
            f"{spoken(part)} of {amount(whole.value, 'USD', whole.interval)}, worked out from {figures_of(q.compiler, q.reporter)}."
        )
        text += f" That group is wider than {word}." if word and word not in name.lower() else ""
        how = reading(
            context, question, asked, f"share of SITC section {section[-1]}, {period.label}", q.compiler, time.note
        )
        answers.append(of_quantity(context.book, q, text, how))
    return answers


def answer_whole(context: LookupContext, question: Query) -> list[Answer]:
    """A flow, or the trade, of the pair as the sum of its sections: what UNCTAD has of it."""
    measure = next((m for m in question.trade_measures if m in (*_BOTH, "total_trade")), "total_trade")
    asked = sides(question, measure)
    flows = [_figures(context, asked, m) for m in (_BOTH if measure == "total_trade" else (measure,))]
    shared = sorted(set.intersection(*map(set, flows)))
    time = when(question, shared, lambda p: False)
    answers = []
    for period in time.periods[:1] if time.kind == "default" else time.periods:
        if period not in shared:
            continue
        q = _sum([printed(f) for flow in flows for f in flow[period]])._replace(measure=measure)
        about = subject(context, measure, asked.reporter, asked.partner)
        text = f"{about} came to {spoken(q)} {period_words(period)}, the sum of the SITC sections of {figures_of(q.compiler, q.reporter)}."
        how = reading(context, question, asked, f"the sum of the sections, {period.label}", q.compiler, time.note)
        answers.append(of_quantity(context.book, q, text, how))
    return answers
