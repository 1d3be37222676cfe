"""Charts of years begin in 2000 unless all are asked for, and say so; a key leads from one to the other."""

import pytest

from cjtrade_data import Period, Selection
from cjtrade_tui.charts.render import draw
from cjtrade_tui.cli.main import main
from cjtrade_tui.navigation.commands import COMMANDS
from cjtrade_tui.pages import build
from cjtrade_tui.painting import frame
from cjtrade_tui.painting.frame import with_key

SHOWN = [
    Selection(frequency="year"),
    Selection(frequency="year", view="balance"),
    Selection(frequency="year", view="gap", reporter="JPN"),
    Selection("partners", view="japan", measure="exports_rank"),
    Selection("partners", item="CHN", compiler="WITS 2017-11"),
]


def chart_of(book, selection):
    page = build.build(book, selection)
    row, column = page.cell_of(selection)
    return page, page.chart_at(page.rows[row].complete(), column)


@pytest.mark.parametrize("selection", SHOWN, ids=lambda s: " ".join(s.options()))
def test_it_begins_in_2000_or_at_the_first_year_and_says_which_and_the_key(book, selection):
    page, recent = chart_of(book, selection)
    _, every = chart_of(book, selection.with_(years="all"))
    assert min(recent.positions) >= 2000 > min(every.positions) and "years" in page.offered
    assert set(recent.keys) < set(every.keys)
    for asked, note, key in (
        (selection, "from 2000)", "a: all years)"),
        (selection.with_(years="all"), "all years)", "a: from 2000)"),
    ):
        chart = chart_of(book, asked)[1]
        assert note in draw(chart, 80, 10).text[0], "no key where there are none"
        assert key in draw(with_key(chart, asked), 80, 10).text[0]


@pytest.mark.parametrize("words", [["show", "--json"], ["export", "--format", "txt"]])
def test_a_face_without_keys_says_from_when_and_names_none(capsysbinary, words):
    command, *options = words
    assert main([command, "flows", "--frequency", "year", *options]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert "from 2000" in told and "a: all" not in told


def test_the_key_is_the_one_that_the_reader_gave_it(book, monkeypatch):
    monkeypatch.setattr(frame, "commands", lambda: [COMMANDS[0]._replace(id="years", show="F2")])
    assert with_key(chart_of(book, SHOWN[0])[1], SHOWN[0]).note == "from 2000; F2: all years"


@pytest.mark.parametrize("selection", [SHOWN[0], SHOWN[4]], ids=["flows", "beside"])
def test_a_year_before_2000_that_is_looked_at_brings_all(book, selection):
    _, chart = chart_of(book, selection.with_(period=Period.of_year(1990), row="1990"))
    assert min(chart.positions) < 1990 and not chart.note


async def test_the_key_draws_all_years_and_back_and_where_all_are_drawn_says_so(running, press, screen_text):
    async with running(Selection(frequency="year")) as (app, pilot):
        await press(app, pilot, "a")
        assert app.selection.years == "all" and any("1965" in line for line in screen_text(app))
        await press(app, pilot, "a")
        assert app.selection.years == "recent" and not any("1965" in line for line in screen_text(app))
        await press(app, pilot, "6")
        await pilot.press("a")
        await pilot.pause()
        assert "has all years" in screen_text(app)[-1]


async def test_all_years_stay_drawn_where_an_answer_or_another_tab_is_gone_to(running, press, settle):
    async with running(Selection(frequency="year")) as (app, pilot):
        await press(app, pilot, "a")
        app.open_view(Selection(frequency="year", period=Period.of_year(2012)))
        await settle(app, pilot)
        assert app.selection.years == "all" and app.selection.period == Period.of_year(2012)
        await press(app, pilot, "2")
        assert app.selection.years == "all"


async def test_the_key_of_all_years_says_so_where_the_chart_under_the_cursor_has_them(running, press, screen_text):
    async with running(Selection("partners", view="japan")) as (app, pilot):
        await pilot.press("a")
        await pilot.pause()
        assert "has all years" in screen_text(app)[-1] and app.selection.years == "recent"
        await press(app, pilot, "l", "a")
        assert app.selection.years == "all"


def test_which_view_it_is_stays_in_short_where_a_lacking_period_or_many_marks_take_the_room(book):
    asked = Selection(frequency="year", view="balance")
    told = build.build(book, asked).caption_of(asked)
    assert "Balance · view 3/5 v · d derived, ! disputed, * inferred" in told
    asked = Selection(view="gap", period=Period.parse("2021-01/2021-02"))
    told = build.build(book, asked).caption_of(asked)
    assert any("view 5/5 v · no data for Jan-Feb 2021" in each for each in told), told


def test_growth_of_years_has_the_twelve_around_the_one_selected(book):
    for year in (2024, 2012):
        asked = Selection(frequency="year", view="growth", period=Period.of_year(year))
        page = build.build(book, asked)
        chart = page.chart_at(page.rows[page.start].complete(), page.column)
        assert len(chart.positions) == 12 and str(year) in chart.keys


@pytest.mark.parametrize(
    ("key", "title"),
    [("exports", "Exports, as Cambodia reports"), ("exports_mirror", "Cambodia to Japan, as Japan reports")],
)
def test_beside_mirror_data_the_months_of_a_column_are_those_of_its_side(book, key, title):
    page = build.build(book, Selection(frequency="month", mirror=True))
    at = [c.key for c in page.columns].index(key)
    shown = {row.key.split()[0]: row.cells[at].value / 1e6 for row in page.rows if row.cells[at].value is not None}
    chart = page.columns[at].chart
    drawn = dict(zip(chart.keys, (value for series in chart.series for value in series.values), strict=True))
    assert chart.title == title
    assert {month: value for month, value in drawn.items() if value is not None} == pytest.approx(shown)
