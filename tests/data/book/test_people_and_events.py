"""What people said and what happened stand in the tables as they were read, each with its source."""

from pathlib import Path

from bundled import BOOK
from every_row import rows_of

HERE = Path(__file__).parent / "facts"


SAID = rows_of(HERE / "statements.csv")
HAPPENED = rows_of(HERE / "events.csv")
STATEMENTS = {s.id: s for s in BOOK.statements}
EVENTS = {e.id: e for e in BOOK.events}


def page(address):
    """An address without what differs between two spellings of it."""
    return address.partition("//")[2].removeprefix("www.").removesuffix("%2F").rstrip("/")


def test_every_statement_stands_as_it_was_read():
    assert len(SAID) == 37 and len({row["person"] for row in SAID}) == 23
    for row in SAID:
        said = STATEMENTS[row["statement"]]
        assert BOOK.people[said.person].name == row["person"], row
        by = BOOK.organisations[said.organisation]
        assert row["organisation"] in (by.name, by.short_name, by.id), row
        assert (said.role, said.date, said.topic) == (row["role"], row["date"], row["topic"]), row
        assert (said.paraphrase, said.note) == (row["paraphrase"], row["note"]), row
        assert page(BOOK.sources[said.source].url) == page(row["url"]), row


def test_every_event_stands_as_it_was_read():
    assert len(HAPPENED) == len(EVENTS) == 16
    for row in HAPPENED:
        event = EVENTS[row["id"]]
        assert (event.date, event.event, event.note) == (row["date"], row["event"], row["note"]), row
        assert page(BOOK.sources[event.source].url) == page(row["url"]), row


def test_a_person_has_an_office_wherever_they_speak():
    for said in STATEMENTS.values():
        assert bool(said.role) == bool(said.person), said.id


def test_the_figures_spoken_of_are_those_of_the_page_or_say_whose_they_are():
    for row in SAID:
        said = STATEMENTS[row["statement"]]
        for figure in map(BOOK.figure, said.figure_ids):
            assert page(BOOK.sources[figure.source].url) == page(row["url"]), said.id


def test_an_office_is_held_only_from_a_day_that_its_source_gives():
    assert not [o for o in BOOK.offices if o.since or o.until]
    for office in BOOK.offices:
        assert any(s.person == office.person and s.source == office.source for s in BOOK.statements), office


def test_events_are_in_order_of_date():
    dates = [e.date for e in BOOK.events]
    assert dates == sorted(dates)
