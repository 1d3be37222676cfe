"""People: who spoke, when and in which office, what they said in our words, the figures they speak of; and the events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cjtrade_data.book.book import Book
from cjtrade_data.citation import date_words
from cjtrade_data.model.grouped import grouped
from cjtrade_data.model.records import Office, Statement, paragraph
from cjtrade_data.model.selection import Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.pages.cell import Cell, count, day_cell
from cjtrade_tui.pages.columns import page_of
from cjtrade_tui.pages.common import area, choose, described, organisation, source_words
from cjtrade_tui.pages.figure_rows import figure_words, measure_words, printed_cell, shown_figure
from cjtrade_tui.pages.option_checks import no_such
from cjtrade_tui.pages.page import FilterName, Page, Row

_VIEWS = VIEWS["people"]
_GOVERNMENT = "national government"
"""The kind of organisation whose offices are a country's."""


def build(book: Book, selection: Selection) -> Page:
    """The People page of a selection: a filter keeps a topic, a person, an office, an organisation, a year or one statement; an item opens a
    statement whole, or what one speaker said."""
    if selection.item:
        return _item(book, selection)
    view = choose(selection.view, _VIEWS, "view of People")
    if view == "speakers":
        return _speakers(book)
    if view == "mentions":
        return _mentions(book)
    if view == "events":
        return _events(book)
    filters = _filters(book)
    kept = choose(selection.filter, tuple(filters), "topic, office, organisation, person, year or statement")
    page = _list(book, [s for s in book.statements if _is_of(book, s, kept)], filters[kept].name)
    return page._replace(filters=tuple(filters), filter_names=filters)


def _filters(book: Book) -> dict[str, FilterName]:
    """What statements can be narrowed to; a person is found by other names and former offices, an office by its holders."""
    said = book.statements
    holders = grouped((office.office, office) for office in book.offices)
    return (
        {"": FilterName("", "all topics")}
        | {topic: FilterName("topic", topic) for topic in sorted({s.topic for s in said})}
        | {id: _person(book, id) for id in sorted({s.person for s in said if s.person})}
        | {code: _held_office(book, code, held) for code, held in sorted(holders.items())}
        | {by: FilterName("organisation", organisation(book, by)) for by in sorted({s.organisation for s in said})}
        | {year: FilterName("year", year) for year in sorted({s.date[:4] for s in said}, reverse=True)}
        | {s.id: FilterName("statement", *_told(book, s)) for s in said}
    )


def _told(book: Book, said: Statement) -> tuple[str, str]:
    """A statement in a line, and by what else it is found."""
    also = _role(book, said), book.organisations[said.organisation].own_name, said.topic, said.quote
    return f"{_who(book, said)}, {said.date}: {said.paraphrase}", " ".join(also)


def _person(book: Book, id: str) -> FilterName:
    roles = dict.fromkeys(s.role for s in book.statements if s.person == id)
    return FilterName("person", book.people[id].name, " ".join([book.people[id].other_names, *roles]))


def _held_office(book: Book, code: str, held: Sequence[Office]) -> FilterName:
    """An office by what it was called when a holder spoke last."""
    spoken = [s for s in book.statements if any(o.person == s.person and o.held_on(s.date) for o in held)]
    name = _office(book, max(spoken, key=lambda s: s.date)) if spoken else code
    return FilterName("office", name, " ".join(book.people[office.person].name for office in held))


def _is_of(book: Book, said: Statement, kept: str) -> bool:
    """Whether a filter keeps a statement; an office keeps what was said by those who held it then."""
    if kept in ("", said.id, said.topic, said.organisation, said.person, said.date[:4]):
        return True
    return any(o.office == kept and o.person == said.person and o.held_on(said.date) for o in book.offices)


def _list(book: Book, said: Sequence[Statement], whose: str) -> Page:
    newest = sorted(said, key=lambda s: s.date, reverse=True)
    people = len({s.person for s in said if s.person})
    others = len({s.organisation for s in said if not s.person})
    speakers = f"{people} people" + (f" and {others} organisation{'s' * (others > 1)}" if others else "")
    years = "-".join(dict.fromkeys(s.date[:4] for s in (newest[-1], newest[0]))) if newest else ""
    number = "1 statement" if len(said) == 1 else f"{len(said)} statements"
    counted = ", ".join(filter(None, (number, speakers if people > 1 else "", years)))
    return page_of("statements", (_statement_row(book, each) for each in newest), f"{counted}: {whose}")


def _statement_row(book: Book, said: Statement) -> Row:
    quote = [f"Own words: “{said.quote}”."] if said.quote else []
    place = ", ".join(filter(None, (source_words(book, (said.source,)), said.locator)))
    return Row(
        key=said.id,
        cells=(
            day_cell(said.date),
            *map(Cell, (_who(book, said), _post(book, said), organisation(book, said.organisation), said.topic)),
            _spoken_of(said.figure_ids),
            _paragraph(said.locator),
            Cell(said.paraphrase),
        ),
        detail=(
            f"{', '.join(filter(None, (_who(book, said), _office(book, said), date_words(said.date))))}: {said.topic}.",
            f"In our words: {said.paraphrase}",
            *quote,
            *filter(None, (said.note,)),
            f"Source: {place}.",
            *(f"Speaks of: {figure_words(book, id)}." for id in said.figure_ids),
        ),
        item=said.id,
        subject=f"statement:{said.id}",
    )


def _who(book: Book, said: Statement) -> str:
    person = book.people.get(said.person)
    return person.name if person is not None else organisation(book, said.organisation)


def _role(book: Book, of: Statement | _Speaker) -> str:
    """The office, of a government with its country: `Prime Minister of Japan`."""
    where = book.organisations[of.organisation]
    return f"{of.role} of {area(book, where.country)}" if of.role and where.kind == _GOVERNMENT else of.role


def _post(book: Book, of: Statement | _Speaker) -> str:
    """The office and at whom, in a line with little room: `Prime Minister of Japan`, `CCC: Vice-president`."""
    role = _role(book, of)
    return f"{organisation(book, of.organisation)}: {role}" if role and role == of.role else role


def _office(book: Book, said: Statement) -> str:
    """The office at the time, and where."""
    role = _role(book, said)
    return ", ".join(
        filter(
            None, (role, book.organisations[said.organisation].own_name if role == said.role and said.person else "")
        )
    )


# What Enter opens


def _item(book: Book, selection: Selection) -> Page:
    """A statement whole, or the statements of a speaker. Raises ValueError for what is neither."""
    said = next((s for s in book.statements if s.id == selection.item), None)
    if said is not None:
        return _whole(book, said)
    everyone = {who.id: who for who in _everyone(book)}
    if selection.item not in everyone:
        known = [*everyone, *(s.id for s in book.statements)]
        raise ValueError(
            f"{no_such(selection.item, 'speaker and no statement in the dataset', known)}; see cjtrade-tui show people"
        )
    who = everyone[selection.item]
    return _list(book, _of(book, who), who.name)._replace(view="", views=("",))


def _whole(book: Book, said: Statement) -> Page:
    """Everything known of a statement, a line each, and the figures it speaks of."""
    subject = f"statement:{said.id}"
    rows = [
        Row(
            key=f"line-{n}",
            cells=(Cell(what), Cell(text), Cell(), Cell()),
            detail=(f"{what}: {text}",),
            subject=subject,
        )
        for n, (what, text) in enumerate(_parts(book, said))
        if text
    ]
    rows += [_figure_row(book, id) for id in said.figure_ids]
    page = page_of("statement", rows, f"{_who(book, said)}, {date_words(said.date)}: {said.topic}")
    width = len(page.columns) if said.figure_ids else 2
    return page._replace(
        columns=page.columns[:width],
        rows=tuple(row._replace(cells=row.cells[:width]) for row in rows),
        start=next(i for i, row in enumerate(rows) if row.texts[1] == said.paraphrase),
        views=("",),
    )


def _parts(book: Book, said: Statement) -> tuple[tuple[str, str], ...]:
    """What is known of a statement, each with its name, "" where nothing is."""
    source = book.sources[said.source]
    return (
        ("Said by", _who(book, said)),
        ("Office then", _office(book, said)),
        ("On", date_words(said.date)),
        ("Topic", said.topic),
        ("In our words", said.paraphrase),
        ("Own words", said.quote),
        ("Note", said.note),
        ("Source", ", ".join(filter(None, (source_words(book, (said.source,)), said.locator)))),
        ("Title", source.title.strip()),
        ("Address", source.url),
    )


def _figure_row(book: Book, id: str) -> Row:
    figure = book.figure(id)
    told = shown_figure(book, figure)
    cell, unit = printed_cell(told, id, in_doubt=told.is_contested)
    what = f"{measure_words(book, figure)}, {figure.period.label}"
    detail = described(book, told, what, figure.period, unit, cell.text)
    return Row(key=id, cells=(Cell("Speaks of"), Cell(what), cell, Cell(unit)), detail=(detail,), subject=id)


def _paragraph(locator: str) -> Cell:
    """Where it stands in its source."""
    number = paragraph(locator)
    return count(number, "paragraph") if number else Cell()


def _spoken_of(figures: Sequence[str]) -> Cell:
    return count(len(figures)) if figures else Cell()


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
        name = person.name if person is not None else book.organisations[said.organisation].own_name
        role = person.role if person is not None else ""
        found.setdefault(id, _Speaker(id, name, role, said.organisation, [])).said.append(said)
    return sorted(found.values(), key=lambda s: (s.id not in book.people, s.name))


def _speakers(book: Book) -> Page:
    rows = [
        Row(
            key=who.id,
            cells=(
                *map(Cell, (who.name, _post(book, who), organisation(book, who.organisation))),
                count(len(who.said)),
                _spoken_of(who.figures),
            ),
            detail=tuple(f"{_when(s)}, {s.topic}, in our words: {s.paraphrase}" for s in _of(book, who)),
            item=who.id,
            subject=f"speaker:{who.id}",
        )
        for who in _everyone(book)
    ]
    return page_of("speakers", rows)


def _when(said: Statement) -> str:
    return f"{said.date} §{paragraph(said.locator)}" if said.locator else said.date


def _of(book: Book, who: _Speaker) -> list[Statement]:
    """What somebody said; of an organisation also what its people did."""
    return [s for s in book.statements if who.id in (s.person, s.organisation)]


def _mentions(book: Book) -> Page:
    names = {o.id: o.short_name for o in book.organisations.values()} | {p.id: p.name for p in book.people.values()}
    rows = []
    for m in sorted(book.mentions, key=lambda m: (m.kind, paragraph(m.locator), m.id)):
        who, source = names.get(m.attributed_to, ""), source_words(book, (m.source,))
        namer = source if who in source else f"{who}, {source}"
        detail = f"{m.name}: {m.kind} named by {namer}, {m.locator}.{' ' + m.note if m.note else ''}"
        cells = tuple(map(Cell, (m.kind, m.name, m.flow, m.code, who, m.locator)))
        rows.append(Row(key=m.id, cells=cells, detail=(detail,)))
    return page_of("mentions", rows)


def _events_chart(book: Book) -> Chart:
    """The events on one axis of time, each at its day, or in the middle of the month or year that is known."""
    at = [_time_of(event.date) for event in book.events]
    labels = tuple(f"{date_words(event.date)}, {event.event}" for event in book.events)
    ids = tuple(event.id for event in book.events)
    return Chart("timeline", "Events", "", tuple(at), labels, (ChartSeries("", (1.0,) * len(at), "total"),), keys=ids)


def _time_of(date: str) -> float:
    year, month, day = (int(part) if part else 0 for part in (*date.split("-"), "", "")[:3])
    if not month:
        return year + 0.5
    return year + (month - 1 + ((day - 0.5) / _DAYS if day else 0.5)) / 12


_DAYS = 31
"""Of a month, so that each day falls into its own."""


def _events(book: Book) -> Page:
    rows = tuple(
        Row(
            key=event.id,
            cells=(day_cell(event.date), Cell(event.event), Cell(book.sources[event.source].publisher)),
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
    return page_of("events", rows)._replace(chart=_events_chart(book))
