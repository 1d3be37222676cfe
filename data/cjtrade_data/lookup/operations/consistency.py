"""Consistency: whether the figures of a period fit together, level with level and growth with level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...derivation.levels import Series
from ...derivation.quantity import printed
from ...model.codes import LEVELS
from ...wording.sentences import amount, capital, period_words, spoken, whose
from ..answer import Answer, carries_out, dispute_words, in_words, view
from ..context import LookupContext
from ..direction import lines, sides
from ..period_resolver import When, when
from ..query import TRADE, Query
from ..retrieval import sources_named
from .find_by_value import periods_printed_with
from .measure_series import series_of_measure, subject, time_of_series

if TYPE_CHECKING:
    from ...checks.check import Check
    from ...checks.findings import Finding


@carries_out("adds_up growth")
def answer_adds_up(context: LookupContext, question: Query) -> list[Answer]:
    """What the page named, or any where nothing is named, prints that cannot all hold; of a period every identity."""
    from ...checks.api import checks_in, findings
    from ...checks.check import UNKNOWN
    from ...checks.findings import PAGE

    pages = _pages(context, question)
    if pages or not (question.spans or question.numbers or question.trade_measures or question.values("compiler")):
        found = [f for f in findings(context.book) if f.kind == PAGE and (not pages or f.claim.document in pages)]
        if found:
            return [_finding(context, question, f) for f in found]
    asked = sides(question, "total_trade")
    own = lines(context, asked)
    time = time_of_series(series_of_measure(context, question, "total_trade"), question)
    named = [q.period for q in periods_printed_with(context, question)]
    answers = []
    for period in named[:1] or time.periods[:1]:
        for line, _ in own:
            tried = checks_in(context.book, line.reporter, line.partner, line.compiler, period)
            decided = [c for c in tried if c.verdict != UNKNOWN]
            if decided:
                answers.append(_verdict(context, question, line, decided, time.note))
    return answers


def _pages(context: LookupContext, question: Query) -> set[str]:
    """The sources that the question calls by a name, or by their publisher, of the time it was published where one is said."""
    names = {context.book.organisations[o].name for o in question.values("organisation")}
    spans = [s.first for s in question.spans if s.first is not None]
    named = sources_named(context, question) or {s.id for s in context.book.sources.values() if s.publisher in names}
    dated = {id for id in named if any(context.book.sources[id].published.startswith(p.code) for p in spans)}
    return dated or (set() if spans else named)


def _finding(context: LookupContext, question: Query, found: Finding) -> Answer:
    """What one page prints that cannot all hold, what the others leave of it, and the likely cause."""
    from ...checks.wording import page

    claim, sources = found.claim, context.book.sources
    doubted = "".join(f" Or in doubt: {line}." for line in found.lines(sources)[1:])
    text = f"{page(sources[claim.document])} contradicts itself: {found.with_cause(sources)}{doubted}"
    how = question.read_as("what one page prints that cannot all hold")
    pair, figures = (claim.line.reporter, claim.line.partner), [context.book.figure(id) for id in found.figures]
    opens = view("checks", row=f"{found.id}:{claim.kind}")
    answer = in_words(context.book, text, how, "check", pair, figures=figures, sources=[claim.document], opens=opens)
    return answer._replace(period=claim.period.code, status="derived")


def _verdict(context: LookupContext, question: Query, line: Series, tried: list[Check], note: str) -> Answer:
    from ...checks.check import EDGE, FAILS, HOLDS

    period = tried[0].period
    prints = [q for measure in LEVELS if (q := line.reported(measure, period)) is not None]
    doubts = list(filter(None, (dispute_words(context.book, q) for q in prints)))
    bad = [c for c in tried if c.verdict == FAILS]
    edge = [c for c in tried if c.verdict == EDGE]
    name = whose(line.compiler, line.reporter)
    about = subject(context, "total_trade", line.reporter, line.partner)
    if bad:
        head = f"not all figures of {about} for {period.label} add up ({name}): {len(bad)} of {len(tried)} checks fail"
    else:
        head = f"the figures of {about} for {period.label} add up within rounding ({name}): {len(tried)} checks hold"
        head += f", {len(edge)} of them borderline" if edge else ""
        head += ", but not with what other pages print" if doubts else ""
    plain = [c.title for c in tried if c.verdict == HOLDS and c.kind in ("sum", "growth", "share")]
    good = list(dict.fromkeys(plain))
    told = [] if bad else [*doubts]
    told += dict.fromkeys(_check_words(context, c) for c in (*bad, *edge))
    told += [f"what reconciles: {'; '.join(good)}"] if good else []
    figures = [context.book.figure(id) for id in dict.fromkeys(id for c in tried for id in c.figures)]
    how = question.read_as(f"whether the figures of {period.label} add up", f"whose: {line.compiler}", note)
    text = ". ".join([head, *(capital(t.removesuffix(".")) for t in told)]) + "."
    formula = "; ".join(dict.fromkeys(c.title for c in (*bad, *edge))) or "; ".join(good)
    pair = (line.reporter, line.partner)
    answer = in_words(context.book, text, how, "check", pair, figures=figures, period=period.code)
    return answer._replace(status="derived", formula=formula)


def _check_words(context: LookupContext, check: Check) -> str:
    """A check in one sentence: what the figures make, what is printed, and how the two stand."""
    from ...checks.api import findings
    from ...checks.check import SEVERAL

    if check.kind in SEVERAL:
        found = next((f for f in findings(context.book) if check.id in f.checks), None)
        return f"{check.title}: {'; '.join(found.lines(context.book.sources)) if found else check.verdict}"
    told = check.arithmetic[:-1] if check.kind == "twice" else check.arithmetic[-3:-1]
    return f"{check.title}: {'; '.join(told)}: {check.verdict}"


@carries_out("revisions")
def answer_revisions(context: LookupContext, question: Query) -> list[Answer]:
    """The revisions of the pair's trade, the latest period first; of the flows and the time named, where they are."""
    from ...checks.api import revisions

    every = revisions(context.book)
    found = [r for r in every if {r.after.reporter, r.after.partner} == {*context.pair} and r.after.measure in TRADE]
    time = when(question, (r.after.period for r in found)) if question.spans else When((), "default")
    named = {(own, line.reporter) for m in question.trade_measures for line, own in lines(context, sides(question, m))}
    answers = []
    for r in sorted(found, key=lambda r: (r.after.period, r.until), reverse=True):
        f = r.after
        dated = not question.spans or any(f.period.meets(p) for p in time.periods)
        if not dated or (named and (f.measure, f.reporter) not in named):
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
