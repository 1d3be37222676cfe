"""The People tab: everything said, by whom in which office, narrowed, opened whole; and the events between."""

import pytest

from cjtrade_data import Selection
from cjtrade_tui.charts.render import draw
from cjtrade_tui.overlays.palette import Filters, filter_entries, find
from cjtrade_tui.pages import build


def people(book, **fields):
    return build.build(book, Selection(tab="people", **fields))


def test_every_statement_is_there_the_newest_first(book):
    page = people(book)
    dates = [row.texts[0] for row in page.rows]
    assert dates == sorted(dates, reverse=True) and len(page.rows) == len(book.statements)
    assert page.title == "59 statements, 24 people and 3 organisations, 2016-2025: all topics"
    assert len(build.build(book, Selection("people", view="speakers")).rows) == 24 + 3


def test_a_statement_shows_its_date_the_office_of_that_time_and_its_source(book):
    page = people(book, filter="ueno-atsushi")
    (row,) = page.rows
    assert row.texts[:4] == (
        "2023-09-13",
        "Ueno Atsushi",
        "Embassy of Japan: Ambassador to Cambodia",
        "Embassy of Japan",
    )
    assert row.texts[4] == "diplomacy"
    assert page.title == "1 statement, 2023: Ueno Atsushi"
    assert row.detail[-1] == "Source: Fresh News, 2023-09-14."
    assert people(book, filter="kishida-fumio").rows[0].texts[2] == "Prime Minister of Japan"
    economist = people(book, filter="hong-vanak").rows
    assert [r.texts[2] for r in (economist[0], economist[-1])] == ["RAC: Economist", "RAC: Researcher"]


@pytest.mark.parametrize("view", ["statements", "speakers"])
def test_the_list_names_the_body_or_the_country_of_every_office(book, view):
    page = build.build(book, Selection("people", view=view))
    keys = [column.key for column in page.columns]
    roles = [(row.texts[keys.index("role")], row.texts[keys.index("organisation")]) for row in page.rows]
    assert all(
        role.startswith(f"{body}: ") or role.endswith((" of Japan", " of Cambodia")) for role, body in roles if role
    )
    assert ("CCC: President", "CCC") in roles and "role" in {c.key for c in page.columns if not c.rank}


def test_lists_are_sorted_and_a_statement_opened_whole_is_not(book):
    assert "sort" in people(book).offered
    assert "sort" not in build.build(book, Selection("people", item=people(book).rows[0].key)).offered


def test_the_list_says_that_a_statement_is_in_our_words(book):
    assert all(any(words.startswith("In our words: ") for words in row.detail) for row in people(book).rows)


@pytest.mark.parametrize("kept", ["2023", "tourism", "CDC", "kith-meng"])
def test_a_year_a_topic_an_organisation_or_a_person_narrows_statements(book, kept):
    page = people(book, filter=kept)
    said = {s.id: s for s in book.statements}
    assert page.rows and kept in page.filters
    for row in page.rows:
        s = said[row.key]
        assert kept in (s.date[:4], s.topic, s.organisation, s.person)


def test_an_office_keeps_what_was_said_by_those_who_held_it(book):
    assert {row.texts[1] for row in people(book, filter="prime-minister-japan").rows} == {
        "Ishiba Shigeru",
        "Kishida Fumio",
    }
    assert {row.texts[1] for row in people(book, filter="prime-minister-cambodia").rows} == {"Hun Manet"}


def test_an_office_is_called_what_its_latest_holder_was(book):
    names = {code: f.name for code, f in people(book).filter_names.items() if f.kind == "office"}
    assert names["finance-minister-japan"] == "Finance Minister of Japan"
    assert names["head-jetro-phnom-penh"] == "Head of the Phnom Penh office, Japan External Trade Organization"
    assert names["president-grea"] == "President, Global Real Estate Association"
    assert not set(names) & {name.replace(" ", "-") for name in names.values()}


def test_an_office_is_held_from_its_first_day_to_its_last(book):
    office = book.offices[0]._replace(since="2023-08-22", until="2024-10-01")
    assert [office.held_on(d) for d in ("2023-08-21", "2023-08-22", "2024", "2024-10-01", "2024-10-02")] == [
        False,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("id", ["hun-manet-7-a", "heng-14"])
def test_a_statement_opens_whole_with_or_without_figures(book, id):
    said = next(s for s in book.statements if s.id == id)
    assert next(row for row in people(book).rows if row.key == id).item == id
    page = people(book, item=id)
    texts = {row.texts[0]: row.texts[1] for row in page.rows}
    assert texts["In our words"] == said.paraphrase and texts["Office then"].startswith(said.role)
    assert texts["Address"] == book.sources[said.source].url
    figures = [cell.figure for row in page.rows for cell in row.cells if cell.figure]
    assert figures == list(said.figure_ids)
    assert page.rows[page.start].texts[1] == said.paraphrase


def test_a_speaker_opens_everything_they_said(book):
    rows = people(book, view="speakers").rows
    assert all(row.item for row in rows)
    page = people(book, view="speakers", item="kith-meng")
    assert [row.key for row in page.rows] == ["kith-meng-2025-07"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hun manet", "hun-manet"),
        ("samdech", "hun-manet"),
        ("tourism", "tourism"),
        ("prime minister japan", "prime-minister-japan"),
        ("2023", "2023"),
        ("chief representative", "haruta-marisa"),
        ("岸田", "kishida-fumio"),
        ("sendai", "heng-15"),
        ("vice-president informs firms", "heng-15"),
    ],
)
def test_what_is_typed_finds_a_person_by_any_name_a_topic_an_office_or_a_year(book, typed, first):
    entries = filter_entries(people(book), Selection(tab="people"))
    assert find(typed, entries)[0].does.filter == first


async def test_f_offers_what_there_is_to_keep_and_enter_keeps_it(running, press):
    async with running(Selection(tab="people")) as (app, pilot):
        await pilot.press("f", *"touri")
        assert isinstance(app.screen, Filters)
        await press(app, pilot, "enter")
        assert app.selection.filter == "tourism" and len(app.table.rows) == 3
        await press(app, pilot, "enter")
        assert app.selection.item == app.page.rows[0].subject.removeprefix("statement:")
        await press(app, pilot, "escape")
        assert (app.selection.filter, app.selection.item) == ("tourism", "")
        await press(app, pilot, "escape")
        assert not app.selection.filter and len(app.table.rows) == 59


async def test_f_finds_what_was_said_and_shows_the_words_that_match(running, press, screen_text, until):
    async with running(Selection(tab="people"), size=(80, 24)) as (app, pilot):
        await pilot.press("f", *"sendai")
        await until(pilot, lambda: any("Lim Heng" in line and "Sendai" in line for line in screen_text(app)))
        await press(app, pilot, "enter")
        assert [row.key for row in app.table.rows] == ["heng-15"]


def test_events_stand_in_order_of_date_each_with_its_source(book):
    page = people(book, view="events")
    dates = [row.texts[0] for row in page.rows]
    assert dates == sorted(dates) and dates[0] == "1953-01-09"
    assert all(any(line.startswith("Source: ") for line in row.detail) for row in page.rows)


@pytest.mark.parametrize("width", [60, 80, 160, 250])
def test_a_time_line_has_a_sign_for_each_event_at_its_date_and_marks_the_one_picked_out(book, width):
    page = people(book, view="events")
    chart = page.chart_at(page.rows[3], 1)
    assert chart.labels[chart.highlight] == "10 March 2010, JETRO opens its office in Phnom Penh"
    rows = draw(chart, width, 9).text
    assert sum(row.count("○") + row.count("●") for row in rows) == len(book.events)
    (at,) = [row.index("●") for row in rows if "●" in row]
    first, last = int(chart.positions[0]), int(chart.positions[-1]) + 1
    assert abs(at / width - (chart.positions[3] - first) / (last - first)) <= 1 / width
