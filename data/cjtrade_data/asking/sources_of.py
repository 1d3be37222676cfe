"""Sources: under which terms, and in which vintage, the figures of a compiler may be quoted."""

from __future__ import annotations

from .answer import Answer, in_words, view
from .desk import Desk
from .question import Question


def answer_terms(desk: Desk, question: Question) -> list[Answer]:
    """Each source of the compilers named: publisher, title, vintage, licence and terms."""
    answers = []
    for source in desk.ledger.sources.values():
        if source.compiler not in question.values("compiler"):
            continue
        edition = f", vintage {source.vintage}" if source.vintage else ""
        title = f", {source.title.strip()}" if source.title else ""
        text = f"{source.publisher}{title}{edition}: {source.licence}. {source.terms}"
        reading = question.read_as(f"the terms of {source.id}")
        answers.append(
            in_words(
                desk.ledger, text, reading, sources=[source.id], measure="source", opens=view("sources", item=source.id)
            )
        )
    return answers
