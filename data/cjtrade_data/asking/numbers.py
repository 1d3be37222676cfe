"""Numbers: which figure a number in the question is."""

from __future__ import annotations

from ..figure import Figure
from .answer import Answer
from .card import growth_said, said
from .derive import growth_of
from .desk import Desk
from .people import answer_who_reported
from .quantity import Quantity, printed
from .question import Question
from .words import Number


def answer_number(desk: Desk, question: Question) -> list[Answer]:
    """The figures printed with this very number; or who spoke of them where that is asked."""
    answers: list[Answer] = []
    for number in question.numbers:
        kept: list[Quantity] = []
        for _, q in _prints(desk, number):
            if question.measures and not any(q.measure.startswith(m) or m in q.measure for m in question.measures):
                continue
            same = (q.measure, q.period, q.reporter, q.partner)
            if all((k.measure, k.period, k.reporter, k.partner) != same for k in kept):
                kept.append(q)
        for q in kept:
            if (
                question.does("who", "said")
                and q.figure is not None
                and answer_who_reported(desk, question, q.figure.id)
            ):
                answers += answer_who_reported(desk, question, q.figure.id)
            else:
                answers.append(_answer(desk, question, q))
    return answers


def _prints(desk: Desk, number: Number) -> list[tuple[Figure, Quantity]]:
    """Figures whose level or growth is the number, rows that are growth themselves before levels beside it."""
    if number.scale == 1 and not number.percent and not number.decimals:
        return []
    found = []
    for figure in desk.ledger.printed_as(number.value / number.scale):
        growth = growth_of(figure)
        if _is_level(number, figure):
            found.append((figure, printed(figure)))
        elif growth is not None and abs(float(growth.value)) == number.value and number.scale == 1:
            found.append((figure, growth))
    return sorted(found, key=lambda p: (p[0].unit != "percent", not p[0].id.startswith("article"), p[0].id))


def _is_level(number: Number, figure: Figure) -> bool:
    if figure.unit == "rank" or abs(float(figure.value)) != number.value / number.scale:
        return False
    if number.percent:
        return figure.unit == "percent"
    return number.scale in (1, figure.multiplier)


def _answer(desk: Desk, question: Question, q: Quantity) -> Answer:
    assert q.figure is not None
    return said(desk, question, q) if q.measure == q.figure.measure else growth_said(desk, question, q)


def periods_printed_with(desk: Desk, question: Question) -> list[Quantity]:
    """Growth rates and levels that the numbers of the question are, for questions that name a figure by its value."""
    return [q for number in question.numbers for _, q in _prints(desk, number)] if not question.spans else []
