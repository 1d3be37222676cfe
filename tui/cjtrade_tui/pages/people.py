"""People: who spoke, when and in which office, what they said in our words, the figures they speak of; and the events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.citation import date_words
from cjtrade_data.derivation.shown import as_printed
from cjtrade_data.model.records import Statement, paragraph
from cjtrade_data.model.selection import VIEWS, Selection
from cjtrade_tui.pages.asked import nearest
from cjtrade_tui.pages.cell import Cell, count
from cjtrade_tui.pages.common import choose, organisation, source_words
from cjtrade_tui.pages.figure_rows import COLUMNS, figure_rows, measure_words, printed_cell
from cjtrade_tui.pages.page import Column, Page, Row

_VIEWS = VIEWS["people"]
_KEYS = frozenset({"view", "open", "filter"})


def build(book: Book, selection: Selection) -> Page:
    """The People page of a selection: a filter keeps a topic, an organisation, a person or a year, an item opens figures."""
    if selection.item:
        return _figures(book, selection.item)
    view = choose(selection.view, _VIEWS, "view of People")
    if view == "speakers":
        return _speakers(book)
    if view == "mentions":
        return _mentions(book)
    if view == "events":
        return _events(book)
    return _statements(book, selection)


def _filters(book: Book) -> dict[str, str]:
    """What statements can be narrowed to, with the words for it: topics, organisations, people, years."""
    said = book.statements
    return (
        {"": "on every topic"}
        | {topic: f"on {topic}" for topic in sorted({s.topic for s in said})}
        | {by: f"by {organisation(book, by)}" for by in sorted({s.organisation for s in said})}
        | {id: f"by {book.people[id].name}" for id in sorted({s.person for s in said if s.person})}
        | {year: f"in {year}" for year in sorted({s.date[:4] for s in said})}
    )


def _statements(book: Book, selection: Selection) -> Page:
    filters = _filters(book)
    kept = choose(selection.filter, tuple(filters), "topic, organisation, person or year")
    said = [s for s in book.statements if kept in ("", s.topic, s.organisation, s.person, s.date[:4])]
    return Page(
        tab="people",
        title=f"what was said {filters[kept]}, in our words",
        columns=(
            Column("Date", key="date", right=False),
            Column("Who", key="speaker", right=False),
            Column("Office", key="role", right=False, rank=3, flexible=True),
            Column("Topic", key="topic", right=False),
            Column("In short", key="statement", right=False, flexible=True),
            Column("Figures", key="figures", rank=2),
            Column("§", key="paragraph", rank=1),
        ),
        rows=tuple(_statement_row(book, each) for each in said),
        column=4,
        view="statements",
        views=_VIEWS,
        filters=tuple(filters),
        tall_detail=True,
        keys=_KEYS,
        empty="Nobody in the book spoke of that.",
    )


def _statement_row(book: Book, said: Statement) -> Row:
    person, by = book.people.get(said.person), book.organisations[said.organisation]
    who = person.name if person is not None else organisation(book, by.id)
    head = ", ".join(filter(None, (person and person.name, said.role, by.own_name, said.date)))
    place = ", ".join(filter(None, (source_words(book, (said.source,)), said.locator)))
    spoken = [f"Speaks of: {figure_words(book, id)}." for id in said.figure_ids]
    quote = [f"Own words: “{said.quote}”."] if said.quote else []
    return Row(
        key=said.id,
        cells=(
            *map(Cell, (said.date, who, said.role, said.topic, said.paraphrase)),
            _spoken_of(said.figure_ids),
            _paragraph(said.locator),
        ),
        detail=(
            f"{head}: {said.topic}.",
            said.paraphrase,
            *quote,
            *filter(None, (said.note,)),
            f"Source: {place}.",
            *spoken,
        ),
        opens=(said.person or said.organisation) if said.figure_ids else "",
        subject=f"statement:{said.id}",
    )


def _paragraph(locator: str) -> Cell:
    """Where it stands in its source."""
    number = paragraph(locator)
    return count(number, "paragraph") if number else Cell()


def _spoken_of(figures: Sequence[str]) -> Cell:
    """How many figures are spoken of."""
    return count(len(figures)) if figures else Cell()


def figure_words(book: Book, id: str) -> str:
    """A figure in a few words: `Exports, Jan-Feb 2024, 237.22 million USD`."""
    figure = book.figure(id)
    cell, unit = printed_cell(as_printed(figure))
    return f"{measure_words(book, figure)}, {figure.period.label}, {cell.text} {unit}"


class _Speaker(NamedTuple):
    """Who said something: a person, or an organisation that speaks itself."""

    id: str
    name: str
    role: str
    organisation: str
    said: list[Statement]

    @property
    def figures(self) -> list[str]:
        """The ids of all figures spoken of."""
        return list(dict.fromkeys(id for statement in self.said for id in statement.figure_ids))


def _everyone(book: Book) -> list[_Speaker]:
    """People first, by name."""
    found: dict[str, _Speaker] = {}
    for said in book.statements:
        person = book.people.get(said.person)
        id = person.id if person is not None else said.organisation
        name = person.name if person is not None else book.organisations[said.organisation].name
        role = person.role if person is not None else ""
        found.setdefault(id, _Speaker(id, name, role, said.organisation, [])).said.append(said)
    return sorted(found.values(), key=lambda s: (s.id not in book.people, s.name))


def _speakers(book: Book) -> Page:
    rows = [
        Row(
            key=who.id,
            cells=(
                *map(Cell, (who.name, who.role, organisation(book, who.organisation))),
                count(len(who.said)),
                _spoken_of(who.figures),
            ),
            detail=tuple(f"{_when(s)}, {s.topic}: {s.paraphrase}" for s in _of(book, who)),
            opens=who.id if who.figures else "",
            subject=f"speaker:{who.id}",
        )
        for who in _everyone(book)
    ]
    return Page(
        tab="people",
        title="everyone quoted or reported",
        columns=(
            Column("Who", key="speaker", right=False, flexible=True),
            Column("Role", key="role", right=False, flexible=True),
            Column("Organisation", key="organisation", right=False, rank=1),
            Column("Said", key="statements"),
            Column("Figures", key="figures"),
        ),
        rows=tuple(rows),
        column=0,
        view="speakers",
        views=_VIEWS,
        tall_detail=True,
        keys=_KEYS - {"filter"},
    )


def _when(said: Statement) -> str:
    return f"{said.date} §{paragraph(said.locator)}" if said.locator else said.date


def _of(book: Book, who: _Speaker) -> list[Statement]:
    """What somebody said; of an organisation also what its people did."""
    return [s for s in book.statements if who.id in (s.person, s.organisation)]


def _mentions(book: Book) -> Page:
    names = {o.id: o.short_name for o in book.organisations.values()} | {p.id: p.name for p in book.people.values()}
    rows = tuple(
        Row(
            key=m.id,
            cells=tuple(map(Cell, (m.kind, m.name, m.flow, m.code, names.get(m.attributed_to, ""), m.locator))),
            detail=(
                f"{m.name}: {m.kind} named by {names.get(m.attributed_to)}, {source_words(book, (m.source,))}, {m.locator}."
                f"{' ' + m.note if m.note else ''}",
            ),
        )
        for m in sorted(book.mentions, key=lambda m: (m.kind, paragraph(m.locator), m.id))
    )
    return Page(
        tab="people",
        title="goods, sectors, institutions, places named",
        columns=(
            Column("Kind", key="kind", right=False),
            Column("Name", key="name", right=False, flexible=True),
            Column("Flow", key="flow", right=False),
            Column("Code", key="code", right=False, rank=2),
            Column("Named by", key="speaker", right=False),
            Column("Place", key="locator", right=False, rank=1),
        ),
        rows=rows,
        column=1,
        view="mentions",
        views=_VIEWS,
        keys=frozenset({"view"}),
    )


def _events(book: Book) -> Page:
    rows = tuple(
        Row(
            key=event.id,
            cells=tuple(map(Cell, (event.date, event.event, book.sources[event.source].publisher))),
            detail=(
                f"{event.event}: {date_words(event.date)}.",
                *filter(None, (event.note,)),
                f"Source: {', '.join(filter(None, (source_words(book, (event.source,)), event.locator)))}.",
                book.sources[event.source].url,
            ),
            subject=f"event:{event.id}",
        )
        for event in book.events
    )
    return Page(
        tab="people",
        title="agreements, visits and other events, in order of date",
        columns=(
            Column("Date", key="date", right=False),
            Column("Event", key="event", right=False, flexible=True, least=40),
            Column("Source", key="source", right=False, rank=1),
        ),
        rows=rows,
        column=1,
        view="events",
        views=_VIEWS,
        tall_detail=True,
        keys=frozenset({"view", "open"}),
    )


def _figures(book: Book, speaker: str) -> Page:
    """The figures a speaker speaks of. Raises ValueError for one who is not in the book."""
    everyone = {who.id: who for who in _everyone(book)}
    if speaker not in everyone:
        near = nearest(speaker, everyone)
        raise ValueError(
            f"'{speaker}' is nobody in the book: the nearest is {near}; see cjtrade-tui show people --view speakers"
        )
    who = everyone[speaker]
    figures = sorted(map(book.figure, who.figures), key=lambda f: f.period.last, reverse=True)
    return Page(
        tab="people",
        title=f"the figures {who.name} speaks of",
        columns=COLUMNS,
        rows=figure_rows(book, figures),
        column=2,
        views=("",),
        keys=frozenset(),
        empty=f"{who.name} speaks of no figure in the book. Esc goes back.",
    )
