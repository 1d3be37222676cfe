"""Lookup."""

from __future__ import annotations

from .asking import changes, trade
from .asking.answer import Reply
from .asking.desk import bundled, desk_for
from .asking.question import Question
from .asking.words import clean
from .ledger import Ledger


def ask(question: str, ledger: Ledger | None = None, limit: int = 5) -> Reply:
    desk = desk_for(ledger or bundled())
    q = Question(clean(question), desk.vocabulary)
    m = (q.trade_measures or ["total_trade"])[0]
    if q.does("contribution"):
        answers = changes.answer_contribution(desk, q)
    elif q.does("compound"):
        answers = changes.answer_compound(desk, q, m)
    elif q.does("growth"):
        answers = changes.answer_growth(desk, q, m)
    elif q.does("difference"):
        answers = changes.answer_difference(desk, q, m)
    else:
        answers = trade.answer_level(desk, q, m)
    return Reply(q.text, tuple(answers[:limit]))
