"""Sources: under which terms, and in which vintage, the figures of a compiler may be quoted; when a source was published."""

from __future__ import annotations

from ...citation import date_words
from ...model.records import Source
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..query import Query
from ..retrieval import sources_named
from .trade import answer_trade


def answer_terms(context: LookupContext, question: Query) -> list[Answer]:
    """Each source of the compilers named: publisher, title, vintage, licence and terms."""
    asked, named = question.values("compiler"), sources_named(context, question)
    sources = context.book.sources.values()
    return [source_answer(context, question, s) for s in sources if s.compiler in asked or s.id in named]


def source_answer(context: LookupContext, question: Query, source: Source) -> Answer:
    """A source and the terms on which its figures may be quoted."""
    edition = f", vintage {source.vintage}" if source.vintage else ""
    title = f", {source.title.strip()}" if source.title else ""
    text = f"{source.publisher}{title}{edition}: {source.licence}. {source.terms}"
    reading = question.read_as(f"the terms of {source.id}")
    opens = view("sources", row=source.id)
    return in_words(context.book, text, reading, "source", sources=[source.id], opens=opens)


def asks_when_published(context: LookupContext, question: Query) -> bool:
    """Whether the day of a source, or of a figure's source, is asked for, and not of what it tells."""
    return question.says("publishes") and (question.does("when") or question.says("date"))


def answer_published(context: LookupContext, question: Query) -> list[Answer]:
    """When the sources named were published, else those of the figure asked for, each page once."""
    named = [context.book.sources[id] for id in sorted(sources_named(context, question))]
    of_trade = bool(question.trade_measures) or not (question.measures or question.values("basis"))
    told = answer_trade(context, question.without("when"))[:1] if of_trade and not named else []
    pages = {s.url: s for s in [*named, *(context.book.sources[id] for a in told for id in a.source.split())]}
    return [_published(context, question, s) for s in pages.values() if s.published]


def _published(context: LookupContext, question: Query, source: Source) -> Answer:
    title = f", {source.title.strip()}" if source.title else ""
    note = f" Note: {source.note}" if source.note else ""
    text = f"{source.publisher}{title}: published {date_words(source.published)}.{note}"
    how, opens = question.read_as(f"when {source.id} was published"), view("sources", row=source.id)
    return in_words(context.book, text, how, "source", sources=[source.id], period=source.published, opens=opens)
