"""Events: when an agreement was made, an office opened, two governments met."""

from __future__ import annotations

from dataclasses import replace

from ...citation import date_words
from ...model.records import Event
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..query import Query
from ..retrieval import having, in_time, wanted


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether it is asked what happened, or when, or whether something was that an event has every word of."""
    asks = question.does("when", "list", "who") or question.has("date", "year") or "events" in question.values("topic")
    return (asks or question.asks_whether) and bool(_matching(context, question))


def answer_events(context: LookupContext, question: Query) -> list[Answer]:
    """The events meant of the time asked for; where it is asked whether one was then and it was not, no and when it was."""
    found = _matching(context, question)
    then = in_time(question, found)
    if question.asks_whether and question.spans and not then:
        denied = [event_answer(context, question, event) for event in found]
        return [replace(a, text=f"No: {a.text}") for a in denied]
    answers = [event_answer(context, question, event) for event in then]
    if not then or not question.says("counted"):
        return answers
    text = f"The book has {len(then)} event{'s' * (len(then) > 1)} of that: {'; '.join(e.event for e in then)}."
    how, opens = question.named_as("how many events"), view("people", view="events")
    return [in_words(context.book, text, how, "event", sources=[e.source for e in then], opens=opens), *answers]


def event_answer(context: LookupContext, question: Query, event: Event) -> Answer:
    """What happened, when, and who says so."""
    source = context.book.sources[event.source]
    place = ", ".join(filter(None, (source.publisher, source.published, event.locator)))
    note = f" {event.note[:1].upper()}{event.note[1:]}." if event.note else ""
    text = f"{event.event}: {date_words(event.date)} ({place}).{note}"
    how, opens = question.named_as("when that was"), view("people", view="events", row=event.id)
    return in_words(context.book, text, how, "event", sources=[event.source], period=event.date, opens=opens)


def _matching(context: LookupContext, question: Query) -> list[Event]:
    """The events that have every word of weight; all of them where it is asked for events and nothing else."""
    of_events = "events" in question.values("topic")
    asked = [w for w in wanted(question) if "events" not in w.topics]
    says_more = bool(wanted(question, "person", "organisation", "compiler", "city"))
    enough = of_events or not question.asks_whether or sum(len(w.words) for w in asked) > 1
    return having(context, question, context.book.events, asked) if of_events or (says_more and enough) else []
