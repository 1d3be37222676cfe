"""Adds up: whether the figures of a period fit together, level with level and growth with level."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ..interval import Interval
from ..period import Period
from .answer import Answer, flows_view, in_words
from .derive import FLOWS, Line
from .desk import Desk
from .numbers import periods_printed_with
from .quantity import Quantity
from .question import Question
from .sentence import amount, range_words, whose
from .sides import lines, sides
from .trade import as_print, level_time, subject


class Check(NamedTuple):
    """One identity tried: what it says, whether it holds within rounding, the figures it used."""

    words: str
    holds: bool
    used: tuple[Quantity, ...]


def answer_adds_up(desk: Desk, question: Question) -> list[Answer]:
    """Every identity that can be tried on a period, with its verdict, one compiler at a time."""
    asked = sides(question, "total_trade")
    found = lines(desk, asked)
    time = level_time(question, found)
    named = [q.period for q in periods_printed_with(desk, question)]
    answers = []
    for period in named[:1] or time.periods[:1]:
        for line, _ in found:
            checks = list(_checks(line, period))
            if checks:
                answers.append(_verdict(desk, question, line, period, checks, time.note))
    return answers


def _checks(line: Line, period: Period) -> Iterator[Check]:
    yield from _levels(line, period)
    for measure in FLOWS:
        yield from _growths(line, measure, period)


def _levels(line: Line, period: Period) -> Iterator[Check]:
    found = [line.reported(m, period) for m in FLOWS]
    exports, imports, total, balance = (None if q is None or q.is_open else q for q in found)
    for left, right, whole, sign in ((exports, imports, total, "+"), (exports, imports, balance, "-")):
        if left is None or right is None or whole is None:
            continue
        value = left.interval + right.interval if sign == "+" else left.interval - right.interval
        name = "total" if sign == "+" else "balance"
        words = f"exports {sign} imports allow {range_words(value, 'USD')}, the {name} is {_said(whole)}"
        yield Check(words, value.meets(whole.interval), (left, right, whole))


def _growths(line: Line, measure: str, period: Period) -> Iterator[Check]:
    worked = line.recomputed_growth(measure, period)
    if worked is None:
        return
    for growth in line.growths(measure, period):
        said = amount(growth.value, "percent", None, as_print(growth))
        levels = _percent_range(worked.interval)
        words = f"the levels give {measure.replace('_', ' ')} a growth {levels}, printed is {said}"
        yield Check(words, worked.interval.meets(growth.interval), (growth, worked))


def _percent_range(interval: Interval) -> str:
    return f"between {float(interval.low):.2f} and {float(interval.high):.2f} per cent"


def _said(q: Quantity) -> str:
    return amount(abs(Fraction(q.value)), q.unit, q.interval, q.figure)


def _verdict(desk: Desk, question: Question, line: Line, period: Period, checks: list[Check], note: str) -> Answer:
    bad = [c for c in checks if not c.holds]
    name = whose(line.compiler, line.reporter)
    about = subject(desk, "total_trade", line.reporter, line.partner)
    if bad:
        head = f"not all figures of {about} for {period.label} add up ({name}): {len(bad)} of {len(checks)} checks fail"
    else:
        head = f"the figures of {about} for {period.label} add up within rounding ({name}): {len(checks)} checks hold"
    body = "; ".join(
        f"{c.words}: {'holds' if c.holds else 'does not hold'}" for c in [*bad, *(c for c in checks if c.holds)]
    )
    figures = [f for c in checks for q in c.used for f in q.figures]
    how = "; ".join(
        p
        for p in [f"whether the figures of {period.label} add up", f"whose: {line.compiler}", note, *question.notes]
        if p
    )
    return in_words(desk.ledger, f"{head}. {body[:1].upper()}{body[1:]}.", how, figures=figures, measure="check",
                    reporter=line.reporter, partner=line.partner, period=period.code, status="derived",
                    formula="; ".join(c.words for c in checks), opens=flows_view(period, line.reporter))  # fmt: skip
