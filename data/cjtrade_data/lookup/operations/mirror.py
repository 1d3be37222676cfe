"""Mirror gaps: what the two sides report of one trade, held against each other."""

from __future__ import annotations

from collections.abc import Iterator

from ...derivation.comparisons import mirror_gap, ratio
from ...derivation.pair import mirror_pairs
from ...derivation.quantity import Quantity
from ...model.period import Period
from ...wording.mirror_gaps import explained
from ...wording.sentences import amount, period_words, spoken, whose
from ..answer import Answer, carries_out, of_quantity
from ..context import MIRRORED, LookupContext
from ..direction import TradeDirection, lines, sides
from ..period_resolver import when
from ..places import Place
from ..query import Query
from .measure_series import MeasureSeries, reading, subject


@carries_out("mirror difference comparative adds_up")
def answer_mirror_gap(context: LookupContext, question: Query) -> list[Answer]:
    """What Japan reports less what Cambodia reports of the same trade: exports first, then imports."""
    answers: list[Answer] = []
    for ours, theirs in _both_sides(context, question):
        shared = {p for measured in ours for p in _shared(measured, theirs)}
        time = when(question, shared)
        answers += [a for p in time.periods[:1] for a in _gaps(ours, theirs, p, time.note)]
    return answers


@carries_out("mirror peak trough nth over_years")
def answer_widest_gap(context: LookupContext, question: Query) -> list[Answer]:
    """The largest, or smallest, mirror gap of the years both sides report: exports first, then imports."""
    kind = "smallest" if question.does("trough") else "largest"
    answers = []
    for ours, theirs in _both_sides(context, question):
        shared = sorted({p for measured in ours for p in _shared(measured, theirs) if p.is_year})
        if question.spans:
            time = when(question, shared)
            shared = [p for p in shared if time.periods and time.periods[0] <= p <= time.periods[-1]]
        gaps = [a for p in shared for a in _gaps(ours, theirs, p, "") if a.value is not None]
        if len(gaps) > 1:
            best = (min if kind == "smallest" else max)(gaps, key=lambda a: abs(a.value or 0))
            text = (
                f"{best.text} It is the {kind} gap of the {len({a.period for a in gaps})} years that both sides report."
            )
            answers.append(best._replace(text=text, reading=f"{best.reading}; the {kind} there is"))
    return answers


def periods_of_either(context: LookupContext, question: Query) -> set[Period]:
    """The periods of which a side reports a flow that is asked about."""
    return {p for sides in _both_sides(context, question) for side in sides for series in side for p in series.periods}


def _both_sides(context: LookupContext, question: Query) -> Iterator[tuple[list[MeasureSeries], list[MeasureSeries]]]:
    """The home country's series of each flow asked about, and the partner's of the same trade."""
    for measure in _flows_named(question) or ["exports", "imports"]:
        asked = TradeDirection(measure, context.home, context.partner, said=bool(question.places))
        found = [MeasureSeries(context, question, asked, line, own) for line, own in lines(context, asked)]
        yield [s for s in found if not s.is_mirrored], [s for s in found if s.is_mirrored]


def _flows_named(question: Query) -> list[str]:
    """The flows named, "Japan's imports" being Cambodia's exports."""
    found = []
    for item in question.items:
        if item.slot in ("measure", "verb") and item.value in ("exports", "imports"):
            owners = [p.code for p in question.places if p.role == "own" and question.after(p.end) == item]
            owners += [p.code for p in sayers(question) if p.start < item.start][-1:]
            reporter = owners[0] if owners else sides(question, str(item.value)).reporter
            found.append(MIRRORED[str(item.value)] if reporter == question.partner else str(item.value))
    return list(dict.fromkeys(found))


def sayers(question: Query) -> list[Place]:
    """The countries that are said to say something: "Japan says it bought"."""
    said = {i.start for i in question.all("op") if i.value == "said"}
    return [p for p in question.places if p.end in said]


def says_flow(question: Query) -> bool:
    """Whether a country says what it trades: "what does Japan say it bought"; that is a figure, and no statement of a person."""
    if question.says("reporting") and question.says("more", "less") and question.trade_measures:
        return True  # "who reports more exports"
    ends = [i.end for i in question.all("op") if i.start in {p.end for p in sayers(question)}]
    behind = [next((k for k in question.items if k.start >= end and k.slot != "op"), None) for end in ends]
    return any(i is not None and i.slot in ("measure", "verb") for i in behind)


def _shared(measured: MeasureSeries, theirs: list[MeasureSeries]) -> set[Period]:
    """Periods both sides give, neither of them as a mere limit."""
    return {q.period for other in theirs for q in other.firm(other.periods)} & set(measured.periods)


def _gaps(ours: list[MeasureSeries], theirs: list[MeasureSeries], period: Period, note: str) -> Iterator[Answer]:
    """Of what both sides print first, in one database above all, as the screen has it; then of what follows from prints."""
    mine, their = ([q for s in side for q in s.firm([period])] for side in (ours, theirs))
    pairs = mirror_pairs([q.compiler for q in mine], [q.compiler for q in their])
    both = ((a, b) for a in mine for b in their if (a.compiler, b.compiler) in pairs)
    for one, other in sorted(both, key=_unlike):
        yield gap_answer(ours[0].context, ours[0].question, ours[0].asked, one, other, note)


def _unlike(pair: tuple[Quantity, Quantity]) -> tuple[int, bool]:
    """How far two sides are from being printed in one database."""
    return sum(q.figure is None for q in pair), pair[0].compiler != pair[1].compiler


def gap_answer(
    context: LookupContext, question: Query, asked: TradeDirection, mine: Quantity, their: Quantity, note: str = ""
) -> Answer:
    """The larger less the smaller of what the two sides report of one flow."""
    q = mirror_gap(mine, their)
    assert q is not None
    importer, exporter = q.derivation.inputs if q.derivation is not None else (mine, their)
    each = [amount(side.value, q.unit, side.interval, side.figure) for side in (importer, exporter)]
    said = f"a gap of {amount(q.value, q.unit, q.interval)}, {each[0]} less {each[1]}"
    if mine.interval.meets(their.interval):
        said = "the two are indistinguishable at the printed precision"
    text = (
        f"{subject(context, their.measure, their.reporter, their.partner)} were {spoken(their)} {period_words(mine.period)} by "
        f"{whose(their.compiler, their.reporter)}, {subject(context, mine.measure, context.home, context.partner)} {spoken(mine)} by "
        f"{whose(mine.compiler, mine.reporter)}: {said}; {explained(importer, exporter)}"
    )
    how = reading(
        context, question, asked, f"mirror gap, {mine.period.label}", f"{their.compiler} and {mine.compiler}", note
    )
    asked_for = ratio(importer, exporter, "mirror_ratio") if question.does("ratio") else None
    return of_quantity(context.book, asked_for or q, text, how)
