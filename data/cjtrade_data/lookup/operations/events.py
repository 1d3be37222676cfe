"""Events: when an agreement was made, an office opened, two governments met."""

from __future__ import annotations

from ...citation import date_words
from ...language.phrases import fillers
from ...language.tokenizer import stem
from ...model.digits import is_digits
from ...model.records import Event
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..query import Query


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether it is asked when something was, and an event has every word that says what."""
    return (question.does("when") or question.has("date")) and bool(_matching(context, question))


def answer_events(context: LookupContext, question: Query) -> list[Answer]:
    """The events meant, those first of whose own words the question has most."""
    return [event_answer(context, question, event) for event in _matching(context, question)]


def event_answer(context: LookupContext, question: Query, event: Event) -> Answer:
    """What happened, when, and who says so."""
    source = context.book.sources[event.source]
    place = ", ".join(filter(None, (source.publisher, source.published, event.locator)))
    note = f" {event.note[:1].upper()}{event.note[1:]}." if event.note else ""
    text = f"{event.event}: {date_words(event.date)} ({place}).{note}"
    return in_words(
        context.book,
        text,
        question.read_as("when that was"),
        sources=[event.source],
        period=event.date,
        measure="event",
        opens=view("people", view="events", row=event.id),
    )


def _matching(context: LookupContext, question: Query) -> list[Event]:
    asked = _content(question)
    if not asked - {stem(w) for i in question.all("person") for w in question.words[i.start : i.end]}:
        return []
    own = {e: _stems(e.event) for e in context.book.events}
    found = [e for e in context.book.events if asked <= own[e] | _stems(e.called)]
    return sorted(found, key=lambda e: -len(asked & own[e]) / len(own[e]))


def _content(question: Query) -> set[str]:
    """The words that say what it was: neither the countries nor when."""
    taken = {k for i in question.items if i.slot in ("op", "area", "prep") for k in range(i.start, i.end)}
    words = [w for k, w in enumerate(question.words) if k not in taken and not is_digits(w)]
    return {stem(w) for w in words if w.isalpha() and len(w) > 2 and w not in fillers()}


def _stems(text: str) -> set[str]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {stem(w) for w in words if w not in fillers()}
