"""Consistency: whether the figures of a period fit together, level with level and growth with level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...derivation.levels import Series
from ...wording.sentences import whose
from ..answer import Answer, flows_view, in_words
from ..context import LookupContext
from ..direction import lines, sides
from ..query import Query
from .find_by_value import periods_printed_with
from .value import level_time, subject

if TYPE_CHECKING:
    from ...checks.api import Check


def answer_adds_up(context: LookupContext, question: Query) -> list[Answer]:
    """Every identity that can be tried on a period, with its verdict, one compiler at a time."""
    from ...checks import api

    asked = sides(question, "total_trade")
    found = lines(context, asked)
    time = level_time(question, found)
    named = [q.period for q in periods_printed_with(context, question)]
    answers = []
    for period in named[:1] or time.periods[:1]:
        for line, _ in found:
            tried = api.checks_in(context.book, line.reporter, line.partner, line.compiler, period)
            decided = [c for c in tried if c.verdict != api.UNKNOWN]
            if decided:
                answers.append(_verdict(context, question, line, decided, time.note))
    return answers


def _verdict(context: LookupContext, question: Query, line: Series, tried: list[Check], note: str) -> Answer:
    from ...checks import api

    period = tried[0].period
    bad = [c for c in tried if c.verdict == api.FAILS]
    edge = [c for c in tried if c.verdict == api.EDGE]
    name = whose(line.compiler, line.reporter)
    about = subject(context, "total_trade", line.reporter, line.partner)
    if bad:
        head = f"not all figures of {about} for {period.label} add up ({name}): {len(bad)} of {len(tried)} checks fail"
    else:
        head = f"the figures of {about} for {period.label} add up within rounding ({name}): {len(tried)} checks hold"
        head += f", {len(edge)} of them at the edge" if edge else ""
    plain = [c.title for c in tried if c.verdict == api.HOLDS and c.kind in ("sum", "growth", "share")]
    good = list(dict.fromkeys(plain))
    told = list(dict.fromkeys(_told(context, c) for c in (*bad, *edge)))
    told += [f"what reconciles: {'; '.join(good)}"] if good else []
    figures = [context.book.figure(id) for id in dict.fromkeys(id for c in tried for id in c.figures)]
    how = question.read_as(f"whether the figures of {period.label} add up", f"whose: {line.compiler}", note)
    return in_words(
        context.book,
        f"{head}. {'. '.join(t[:1].upper() + t[1:] for t in told)}.",
        how,
        figures=figures,
        measure="check",
        reporter=line.reporter,
        partner=line.partner,
        period=period.code,
        status="derived",
        formula="; ".join(dict.fromkeys(c.title for c in (*bad, *edge))) or "; ".join(good),
        opens=flows_view(period, line.reporter),
    )


def _told(context: LookupContext, check: Check) -> str:
    """A check in one sentence: what the figures make, what is printed, and how the two stand."""
    from ...checks.api import conflicts
    from ...checks.findings import pinned_lines

    if check.kind == "together":
        ids = set(check.figures)
        suspects = (c.suspects for c in conflicts(context.book) if {s.claim.figure.id for s in c.suspects} == ids)
        pinned = [line for s in next(suspects, ()) for line in pinned_lines(s, context.book.sources)]
        return f"{check.title}: {'; '.join(pinned)}"
    told = check.arithmetic[:-1] if check.kind == "twice" else check.arithmetic[-3:-1]
    return f"{check.title}: {'; '.join(told)}: {check.verdict}"
