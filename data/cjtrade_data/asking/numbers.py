"""Numbers: which figure a number in the question is."""

from __future__ import annotations

from ..figure import Figure
from .answer import Answer, of_quantity, view
from .derive import growth_of
from .desk import Desk
from .people import answer_who_reported
from .quantity import Quantity, printed
from .question import Question
from .sentence import amount, country, period_words, spoken, whose
from .trade import MEASURES, as_print, sentence
from .words import Number


def answer_number(desk: Desk, question: Question) -> list[Answer]:
    """The figures printed with this very number; or who spoke of them where that is asked."""
    answers: list[Answer] = []
    for number in question.numbers:
        found = sorted(_prints(desk, question, number), key=lambda pair: (not pair[0].id.startswith("article"), pair[0].id))
        kept: list[Quantity] = []
        for _, q in found:
            if question.measures and not any(q.measure.startswith(m) or m in q.measure for m in question.measures):
                continue
            same = (q.measure, q.period, q.reporter, q.partner)
            if all((k.measure, k.period, k.reporter, k.partner) != same for k in kept):
                kept.append(q)
        for q in kept:
            if question.does("who", "said") and q.figure is not None and answer_who_reported(desk, question, q.figure.id):
                answers += answer_who_reported(desk, question, q.figure.id)
            else:
                answers.append(_answer(desk, question, q))
    return answers


def _prints(desk: Desk, question: Question, number: Number) -> list[tuple[Figure, Quantity]]:
    found = []
    for figure in desk.ledger.all_figures():
        level = printed(figure)
        scale = figure.multiplier if number.scale == 1 and figure.unit != "percent" else 1
        if _is(number, level, figure, scale):
            found.append((figure, level))
        growth = growth_of(figure)
        if growth is not None and abs(float(growth.value)) == number.value and (number.percent or number.decimals):
            found.append((figure, growth))
    return found


def _is(number: Number, level: Quantity, figure: Figure, scale: int) -> bool:
    if number.percent and figure.unit != "percent":
        return False
    if figure.unit == "rank" or (number.scale == 1 and not number.percent and not number.decimals):
        return False
    return abs(abs(float(figure.value)) * (figure.multiplier / scale) - number.value) < 1e-9 * max(1.0, number.value)


def _answer(desk: Desk, question: Question, q: Quantity) -> Answer:
    assert q.figure is not None
    if q.measure in MEASURES and q.partner:
        text = sentence(desk, q) + "."
    else:
        name = desk.ledger.names("measures").get(q.measure, q.measure.replace("_", " "))
        pair = " with ".join(country(desk.ledger, c) for c in (q.reporter, q.partner) if c)
        number = amount(q.value, q.unit, q.interval, as_print(q)) if q.unit == "percent" else spoken(q)
        text = f"{name} of {pair} {period_words(q.period)}: {number}, according to {whose(q.compiler, q.reporter)}."
    how = "; ".join(["the figure printed with this number", *question.notes])
    return of_quantity(desk.ledger, q, text, how, view("sources", item=q.figure.source))
