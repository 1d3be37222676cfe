"""Retrieval: which rows of words, statements, events or agreements, a question means: those that have all it says, in the time asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from ..derivation.aid import Agreement
from ..language.dates import date_at
from ..language.period_parser import Span
from ..language.phrases import codes, cue, fillers, moving, wordings
from ..language.spelling import stem
from ..model.codes import WORLD
from ..model.digits import is_digits
from ..model.period import Period
from ..model.records import Event, Statement
from .context import LookupContext
from .parser import Item
from .period_resolver import when
from .query import Query

T = TypeVar("T", Statement, Event, Agreement)
_NEVER_CONTENT = ("op", "area", "prep", "span")
_NAMED = ("topic", "person", "organisation")


class Wanted(NamedTuple):
    """What a row must speak of: the stems of some words, or, in their place, a topic that they belong to, or what they are
    another name of."""

    words: frozenset[str]
    said: str
    topics: frozenset[str] = frozenset()
    names: frozenset[frozenset[str]] = frozenset()


class Entry(NamedTuple):
    """A row that words can find: the stems of what it says, those of its own heading among them."""

    words: frozenset[str]
    own: frozenset[str]
    topic: str = ""


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words of weight, one for words that mean the same."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return frozenset(alike(w) for w in words if w not in fillers() and w not in codes("prep"))


def alike(word: str) -> str:
    """The stem of a word, or of the one that the table has for what means the same."""
    return stem(codes("synonym").get(word) or codes("synonym").get(stem(word), word))


def row(context: LookupContext, thing: Statement | Event | Agreement) -> Entry:
    """The words of a row, those of the full names of people it names among them."""
    return context.book.cached(("row", thing[:3]), lambda: _row(context, thing))


def _row(context: LookupContext, thing: Statement | Event | Agreement) -> Entry:
    if isinstance(thing, Statement):
        own = stems(f"{thing.paraphrase} {thing.quote}")
        return Entry(own | stems(thing.topic), own, thing.topic)
    if isinstance(thing, Event):
        own = stems(thing.event)
        names = (stems(p.name) for p in context.book.people.values())
        people = frozenset(word for name in names if name & own for word in name)
        return Entry(own | people | stems(thing.called), own)
    own = stems(thing.title)
    return Entry(own, own)


def wanted(question: Query, *aside: str) -> list[Wanted]:
    """What the question speaks of, phrase by phrase; neither countries nor when, nor parts of the slots `aside`."""
    found = []
    taken: set[int] = set()
    for start in dict.fromkeys(i.start for i in question.items):
        here = [i for i in question.items if i.start == start]
        taken |= set(range(start, here[0].end))
        third = here[0].slot == "area" and here[0].value not in (*question.pair, WORLD)
        moved = frozenset(question.words[start : here[0].end])
        if (
            question.does("who") or question.asks_whether
        ):  # somebody who speaks of a fall, by whichever word, or of twice as much
            ways = [w for w in (moving("falling"), frozenset(codes("multiple"))) if not w.isdisjoint(moved)]
            ways += [cue("foretold")] if ways and question.says("foretold") else []  # and of what is to come
            found += [Wanted(frozenset(), min(moved), names=frozenset(frozenset([alike(w)]) for w in t)) for t in ways]
        if any(i.slot in (*_NEVER_CONTENT, *aside) for i in here) and not third:
            continue
        words = frozenset(alike(w) for w in question.words[start : here[0].end] if w not in fillers())
        words = words or frozenset([str(here[0].value).lower()] if third else [])  # "the US", whose words are fillers
        names = frozenset(name for i in here if i.slot in _NAMED and (name := stems(str(i.value))))
        said = " ".join(question.words[start : here[0].end])
        found += [Wanted(words, said, _topics(here), names)] if words or names else []
    loose = [w for k, w in enumerate(question.words) if k not in taken and not is_digits(w)]
    light = fillers() - (cue("ends") if question.does("when") else frozenset())
    weighty = (w for w in loose if w.isalpha() and (len(w) > 2 or not w.isascii()) and w not in light)
    return found + [Wanted(frozenset([alike(w)]), w) for w in weighty]


def _topics(items: Iterable[Item]) -> frozenset[str]:
    """The topics that the meanings of a phrase are, or belong to."""
    meant = {str(i.value) for i in items}
    return frozenset(meant | {w.code for w in wordings("topic of") if w.phrase in meant})


def _speaks_of(row: Entry, wanted: Wanted) -> bool:
    """Whether a row has the words, is on the topic, or names it: `sendai` of "the representative office"."""
    said = bool(wanted.words) and wanted.words <= row.words
    return said or row.topic in wanted.topics or any(name <= row.words for name in wanted.names)


def having(context: LookupContext, question: Query, rows: Iterable[T], all_of: list[Wanted]) -> list[T]:
    """The rows that speak of everything wanted, those first that have most of its rare words, or are on its topic."""
    beside = {k for i in question.items if i.slot in ("area", "span") for k in range(i.start, i.end)}
    who = {k for i in question.all("person") for k in range(i.start - 1, i.end)}  # "the Japanese minister"
    told = {k for k, w in enumerate(question.words) if k not in beside or w in question.vocabulary.adjectives} - who
    said = frozenset(alike(question.words[k]) for k in told)
    known = [(t, row(context, t)) for t in rows]
    often = Counter(word for _, r in known for word in r.own & said)

    def closeness(r: Entry) -> float:
        return sum(r.topic in w.topics for w in all_of) + sum(1 / often[word] for word in r.own & said)

    found = [(closeness(r), t) for t, r in known if all(_speaks_of(r, w) for w in all_of)]
    return [t for _, t in sorted(found, key=lambda f: -f[0])]


def lacking(context: LookupContext, rows: Iterable[T], all_of: list[Wanted]) -> str:
    """The first words wanted that no row has; "" where each is in some row."""
    known = [row(context, thing) for thing in rows]
    return next((w.said for w in all_of if not any(_speaks_of(r, w) for r in known)), "")


def in_time(question: Query, rows: list[T]) -> list[T]:
    """The rows of the day, the months or the years asked for; the latest, or the earliest, first where they are asked for."""
    asked = [(item, item.value) for item in question.all("span") if isinstance(item.value, Span)]
    times = [(item, span) for item, span in asked if span.first is not None or span.kind not in _NO_TIME]
    dates = [p for t in rows for p in (Period.parse(t.date[:7]), Period.of_year(int(t.date[:4])))]
    meant = when(question, dates).periods if any(span.first is None for _, span in times) else ()
    found = [t for t in rows if all(_is_then(question, i, s, t.date, meant) for i, s in times)]
    if question.says("earliest") or question.does("oldest"):
        return sorted(found, key=lambda t: t.date)
    newest = question.is_of("latest") or (question.says("last") and not times)
    return sorted(found, key=lambda t: t.date, reverse=True) if newest else found


_NO_TIME = ("latest", "ever", "same")


def _is_then(question: Query, item: Item, span: Span, date: str, meant: Iterable[Period]) -> bool:
    day = date_at(question.words, item.start)
    if day is not None and (span.kind == "day" or span.mark == "day"):
        return date == f"{day[0]}-{day[1]:02}-{day[2]:02}"
    if span.first is None:
        return int(date[:4]) in {p.year for p in meant}  # "this year": counted from the last there is
    of_row, first, last = Period.parse(date[:7]), span.first, span.last or span.first
    if span.kind in ("since", "until"):
        return of_row.last >= (first.first or first.last) if span.kind == "since" else of_row.last <= first.last
    return of_row in Period(first.last if first.first is None else first.first, last.last)


def sources_named(context: LookupContext, question: Query) -> set[str]:
    """The sources that a question calls by their alias or their publisher; none where it names none."""
    aliases, publishers = set(question.values("compiler")), question.values("publisher")
    sources = context.book.sources.values()
    return {s.id for s in sources if s.alias in aliases or any(p in s.publisher for p in publishers)}
