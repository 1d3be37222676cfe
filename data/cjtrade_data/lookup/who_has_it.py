"""Who has it: what a refusal says of where to look, by what the tables of sources and hints hold."""

from __future__ import annotations

from ..book.code_lists import compilers_of
from ..citation import date_words
from ..language.phrases import hints
from ..model.reference import HOME
from ..wording.sentences import capital, joined
from .context import LookupContext
from .operations.events import asks_who_came
from .operations.indicators import measures_asked
from .query import Query


def would_have(context: LookupContext, question: Query, kind: str, otherwise: str) -> str:
    """Who would have it, as a sentence without its stop; of statements, whose the dataset has; of what the press alone
    tells, who printed what there is."""
    if kind == "people":
        instead = (told for topic, told in hints("instead").items() if topic in question.values("topic"))
        return capital(_speakers_of(context) if asks_for_words(question) else next(instead, ""))
    if kind == "other" and (printers := _printers_of(context, question)):
        return f"What there is of it was printed by {joined(printers)}"
    if kind == "other" and any(not g.startswith("AID:") for g in question.values("good")):
        kind = "goods"
    if kind == "ranks" or (kind == "trade" and {p.code for p in question.places} - {*HOME}):
        kind = "trade with others"
    known = hints("would have")
    return capital(known.get(kind, known[otherwise]) if context.pair == HOME else known["another pair"])


def asks_for_words(question: Query) -> bool:
    """Whether what somebody said is asked for, and not something of which there may be figures."""
    asks = question.does("said", "what_said", "who", "when") or question.says("spoken")
    return asks or bool(question.all("person"))


def asks_who_it_is(question: Query) -> bool:
    """Whether somebody is asked for, and not what they said: of another no statement is near."""
    return asks_who_came(question) or (question.does("who") and not question.does("said", "what_said"))


def _printers_of(context: LookupContext, question: Query) -> list[str]:
    """Who printed the newest figures of what is asked; none where one who compiles such figures of every country does."""
    asked = set(measures_asked(context, question))
    keys = [k for k in context.book.index.keys(of_goods=False) if k[0] in asked]
    figures = sorted((f for k in keys for f in context.figures(*k)), key=lambda f: f.period.last, reverse=True)
    if any(f.compiler in compilers_of("indicators") for f in figures):
        return []
    return list(dict.fromkeys(context.book.sources[f.source].publisher for f in figures))[:2]


def _speakers_of(context: LookupContext) -> str:
    said = context.book.statements
    texts = {context.book.sources[s.source].url for s in said}
    latest = date_words(max(s.date for s in said))
    return f"the dataset has {len(said)} statements of {len(texts)} texts, the latest of {latest}"
