"""Lookup."""
from __future__ import annotations
from .asking.answer import Answer, Reply
from .asking.desk import bundled, desk_for
from .asking.question import Question
from .asking.words import clean
from .ledger import Ledger
from .asking import trade

def ask(question: str, ledger: Ledger | None = None, limit: int = 5) -> Reply:
    desk = desk_for(ledger or bundled())
    q = Question(clean(question), desk.vocabulary)
    answers = trade.answer_level(desk, q, (q.trade_measures or ["total_trade"])[0])
    return Reply(q.text, tuple(answers[:limit]))
