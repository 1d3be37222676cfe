"""Sources: under which terms, and in which vintage, the figures of a compiler may be quoted."""

from __future__ import annotations

from ...model.records import Source
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..query import Query
from ..retrieval import sources_named


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
