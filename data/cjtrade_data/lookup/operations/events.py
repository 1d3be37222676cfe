"""Events: when an agreement was made, an office opened, two governments met."""

from __future__ import annotations

from ...citation import date_words
from ...language.phrases import codes, cue
from ...model.records import Event
from ...wording.sentences import capital
from ..answer import Answer, in_words, view
from ..context import LookupContext
from ..query import Query
from ..retrieval import Wanted, alike, having, in_time, wanted


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether it is asked what happened, or when, which of two came first, or whether something was that an event has every
    word of."""
    if question.does("who") and question.does("said", "above", "below"):
        return False  # who said it, or stands above, and not what happened
    of_two = len({i.start for i in question.all("person")}) > 1
    names_it = (of_two or question.unknown or question.all("group")) and not question.does("said", "what_said")
    asks = _asks_when(question) or question.asks_whether or (names_it and not question.says("counted"))
    return (bool(asks) and bool(_matching(context, question))) or bool(_two(context, question))


def _asks_when(question: Query) -> bool:
    asks = question.does("when", "list", "who") or not {"date", "year"}.isdisjoint(question.unread)
    asks = asks or asks_who_came(question)
    return asks or "events" in question.values("topic")


def asks_who_came(question: Query) -> bool:
    """ "Which minister visited Cambodia": what was done, and nothing that was said."""
    asks = question.does("who") or question.says("which")
    return asks and question.says("visits") and not (question.does("said", "what_said") or question.says("spoken"))


def answer_events(context: LookupContext, question: Query) -> list[Answer]:
    """The events meant of the time asked for; where it is asked whether one was then and it was not, no and when it was."""
    if two := _two(context, question):
        return [_in_turn(context, question, *two), *(event_answer(context, question, event) for event in two)]
    found = _matching(context, question)
    then = in_time(question, found)
    last = max(source.published for source in context.book.sources.values())
    if question.says("to come"):  # what was to come when the last of the pages was published
        then = [e for e in then if e.date > last]
    elif question.is_of("latest"):
        then = [e for e in then if e.date <= last][:1]
    if question.asks_whether and question.spans and not then:
        denied = [event_answer(context, question, event) for event in found]
        return [a._replace(text=f"No: {a.text}") for a in denied]
    if "events" in question.values("topic") and (question.asks_for_most or "1" in question.values("nth")):
        then = sorted(then, key=lambda e: e.date)[:1]
    answers = [event_answer(context, question, event) for event in then]
    if len(then) < 2 or not (question.says("counted") or not _wanted(question)):
        return answers
    each = "; ".join(f"{e.event} ({date_words(e.date)})" for e in sorted(then, key=lambda e: e.date))
    text = f"The dataset has {len(then)} events of that: {each}."
    how, opens = question.named_as("the events in their order"), view("people", view="events")
    return [in_words(context.book, text, how, "event", sources=[e.source for e in then], opens=opens), *answers]


def _two(context: LookupContext, question: Query) -> list[Event]:
    """The two events of which is asked which was first; none where that is not asked."""
    words = question.words
    joints = [k for k, w in enumerate(words) if w in ("before", "after", "than")] or [
        k for k, w in enumerate(words) if w == "or" and question.says("first of two")
    ]
    if len(joints) != 1 or question.spans:
        return []
    events = context.book.events
    parts = question.split(joints[0], cue("first of two"))
    found = [having(context, part, events, side) if (side := wanted(part)) else [] for part in parts]
    return [found[0][0], found[1][0]] if all(found) and found[0][0] is not found[1][0] else []


def _in_turn(context: LookupContext, question: Query, one: Event, other: Event) -> Answer:
    """Which of two came first, and whether that is what is asked; neither where only the year of one is known."""
    first, last = sorted((one, other), key=lambda e: e.date)
    each = [f"{e.event} ({date_words(e.date)})" for e in (first, last)]
    verdict = ""
    if last.date.startswith(first.date):
        text = f"{each[0]} and {each[1]}: which came first cannot be told from these dates."
    else:
        text = f"{each[0]} came before {each[1]}."
        says_so = (first is one) is not question.says("afterwards")
        verdict = ("Yes: " if says_so else "No: ") if question.asks_whether else ""
    how, opens = question.named_as("which came first"), view("people", view="events")
    sources = [first.source, last.source]
    return in_words(context.book, verdict + text, how, "event", sources=sources, opens=opens)


def event_answer(context: LookupContext, question: Query, event: Event) -> Answer:
    """What happened, when, and who says so."""
    source = context.book.sources[event.source]
    place = ", ".join(filter(None, (source.publisher, source.published, event.locator)))
    note = f" {capital(event.note)}." if event.note else ""
    text = f"{event.event}: {date_words(event.date)} ({place}).{note}"
    how, opens = question.named_as("when that was"), view("people", view="events", row=event.id)
    return in_words(context.book, text, how, "event", sources=[event.source], period=event.date, opens=opens)


def _matching(context: LookupContext, question: Query) -> list[Event]:
    """The events that have every word of weight; all of them where it is asked for events and nothing else."""
    of_events = "events" in question.values("topic")
    asked = _wanted(question)
    says_more = bool(wanted(question, "person", "organisation", "compiler", "city"))
    went = bool(question.values("person") and question.places) and not question.does("said", "what_said")
    says_more = says_more or (question.does("when") and (went or len(asked) > 1))  # "when did JETRO come to Phnom Penh"
    enough = _asks_when(question) and not question.asks_whether
    enough = enough or bool(question.all("group")) or sum(len(w.words) for w in asked) > 1
    found = having(context, question, context.book.events, asked) if of_events or (says_more and enough) else []
    return [e for e in found if _is_where(question, e)]


def _is_where(question: Query, event: Event) -> bool:
    """Whether something was, as far as it names a town, in the country that is said to be visited."""
    visited = {p.code for p in question.places if question.words[p.start - 1] in ("to", *cue("visits"))}
    words = (word.strip(":,") for word in event.event.lower().split())
    towns = {codes("city")[word] for word in words if word in codes("city")}
    return not visited or not towns or bool(visited & towns)


def _wanted(question: Query) -> list[Wanted]:
    aside = ("nth", "count") if "events" in question.values("topic") else ()
    light = {alike(word) for word in cue("happens")} if question.does("when") else set()
    return [w for w in wanted(question, *aside) if "events" not in w.topics and not (w.words and w.words <= light)]
