"""Card: what can be said of one figure: the sentence, what others say of the same thing, and who spoke of it."""

from __future__ import annotations

from typing import NamedTuple

from ..figure import Figure
from ..ledger import Statement
from . import changes, context, goods, investment, investors, partners, shares
from .answer import Answer
from .desk import Desk
from .quantity import Quantity, printed
from .question import Question
from .sides import Sides, lines
from .trade import MEASURES, level_answer, levels


class Card(NamedTuple):
    """`said` is the figure as an answer, its text ready to be said; `others` are answers of the same thing by other
    compilers, by the other side, or by figures that contradict it; `statements` speak of it."""

    figure: Figure
    said: Answer
    others: tuple[Answer, ...]
    statements: tuple[Statement, ...]


def card_of(desk: Desk, figure: Figure) -> Card:
    """Everything about one figure."""
    question = Question("", desk.vocabulary)
    statements = tuple(s for s in desk.ledger.statements if figure.id in s.figure_ids)
    return Card(figure, said(desk, question, figure), tuple(_others(desk, question, figure)), statements)


def said(desk: Desk, question: Question, figure: Figure) -> Answer:
    """A figure as a sentence of its kind."""
    quantity = printed(figure)
    if figure.product and figure.measure in ("exports", "imports"):
        return goods.good_answer(desk, question, figure, "")
    if figure.partner and not figure.product:
        answer = _said_of_trade(desk, question, quantity)
        if answer is not None:
            return answer
    if figure.measure == "fdi_stock_rank":
        return investors.rank_answer(desk, question, quantity)
    if figure.measure in investment.CONCEPT and not figure.product:
        return investment.level_answer(desk, question, quantity)
    if figure.basis:
        return investment.print_answer(desk, question, quantity)
    return context.measure_answer(desk, question, quantity, "")


def _said_of_trade(desk: Desk, question: Question, q: Quantity) -> Answer | None:
    line = desk.line(q.reporter, q.partner, q.compiler)
    if q.measure in MEASURES:
        return level_answer(desk, question, Sides(q.measure, q.reporter, q.partner), q, line=line)
    base = q.measure.removesuffix("_growth")
    if base in MEASURES:
        return growth_said(desk, question, q)
    for tables, answer in ((shares.WORLD_SHARE, shares.world_answer), (_PAIR_SHARE, shares.pair_answer)):
        for measure, name in tables.items():
            if name == q.measure:
                return answer(desk, question, Sides(measure, q.reporter, q.partner), q)
    for measure, name in partners.RANK.items():
        if name == q.measure and measure != "fdi":
            return partners.print_answer(desk, question, q, measure)
    return None


def growth_said(desk: Desk, question: Question, q: Quantity) -> Answer:
    """A growth rate as a sentence."""
    base = q.measure.removesuffix("_growth")
    line = desk.line(q.reporter, q.partner, q.compiler)
    asked = Sides(base, q.reporter, q.partner)
    return changes.growth_answer(desk, question, asked, line, base, q, q.period.year_before, [q])


_PAIR_SHARE = {"exports": "exports_share_of_pair", "imports": "imports_share_of_pair"}


def _others(desk: Desk, question: Question, figure: Figure) -> list[Answer]:
    """The same flow and period by every compiler and by the other side, the figure itself left out."""
    if figure.measure not in MEASURES or figure.product or not figure.partner:
        return []
    asked = Sides(figure.measure, figure.reporter, figure.partner)
    found = []
    for line, own in lines(desk, asked):
        for quantity in levels(line, own, figure.period):
            if quantity.figure is None or quantity.figure.id != figure.id:
                found.append(level_answer(desk, question, asked, quantity, line=line))
    return found
