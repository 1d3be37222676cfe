"""Events: when an agreement was made, an office opened, two governments met."""

from __future__ import annotations

from ...citation import date_words
from ...language.tokenizer import stem
from ...model.period import Period
from ...model.records import Event
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..query import Query
from ..retrieval import content, named


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether it is asked what happened, or when something was that an event has every word of."""
    asks = question.does("when", "list") or question.has("date", "year") or "events" in question.values("topic")
    by_words = question.asks_whether and len(content(question, "span")) > 1 and not question.measures
    return (asks or by_words) and bool(_matching(context, question))


def answer_events(context: LookupContext, question: Query) -> list[Answer]:
    """The events meant, those first of whose own words the question has most; those of a time where it says no more."""
    return [event_answer(context, question, event) for event in _matching(context, question)]


def event_answer(context: LookupContext, question: Query, event: Event) -> Answer:
    """What happened, when, and who says so."""
    source = context.book.sources[event.source]
    place = ", ".join(filter(None, (source.publisher, source.published, event.locator)))
    note = f" {event.note[:1].upper()}{event.note[1:]}." if event.note else ""
    text = f"{event.event}: {date_words(event.date)} ({place}).{note}"
    how, opens = question.named_as("when that was"), view("people", view="events", row=event.id)
    return in_words(context.book, text, how, "event", sources=[event.source], period=event.date, opens=opens)


def _matching(context: LookupContext, question: Query) -> list[Event]:
    asked = content(question, "span", *(["topic"] if "events" in question.values("topic") else []))
    events = context.book.events
    if asked - {stem(w) for i in question.all("person") for w in question.words[i.start : i.end]}:
        return named(asked, {e: e.event for e in events}, {e: e.called for e in events})
    if asked or "events" not in question.values("topic"):
        return []
    spans = [Period(s.first.first, (s.last or s.first).last) for s in question.spans if s.first is not None]
    if any(s.kind == "latest" for s in question.spans):
        return sorted(events, key=lambda e: e.date, reverse=True)
    return [e for e in events if not spans or any(_shares_time(Period.parse(e.date[:7]), p) for p in spans)]


def _shares_time(one: Period, other: Period) -> bool:
    return one in other or other in one
