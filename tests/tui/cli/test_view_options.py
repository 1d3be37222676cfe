"""What a command line asks for is what is shown, or an error that names the nearest there is."""

import json

import pytest
from every_row import every_row
from terminal import PROGRAM, Terminal

from cjtrade_data import Period, Selection
from cjtrade_tui.cli import main
from cjtrade_tui.cli.parser import app_options
from cjtrade_tui.cli.view_options import selection
from cjtrade_tui.widgets.figure_table import FigureTable
from cjtrade_tui.widgets.key_bar import KeyBar


@pytest.fixture
def show(capfd):
    def run(*words):
        status = main.main(["show", *words])
        out, err = capfd.readouterr()
        return status, out, err

    return run


REFUSED = [
    # a period
    ("flows --period 2030", "2030", "the nearest is 2025"),
    ("flows --period 1950 --frequency year", "1950", "the nearest is 1962"),
    ("flows --period 2030-01/2030-06", "Jan-Jun 2030", "the nearest is 2026-01"),
    ("flows --period 2024-05 --frequency month", "May 2024", "the nearest is 2024-"),
    ("flows --period 2024-04/2024-06", "Apr-Jun 2024", "the nearest is"),
    ("flows --period 2023-03-31", "end Mar 2023", "the nearest is"),
    ("flows --reporter JPN --frequency year --period 1900", "1900", "the nearest is 1962"),
    ("flows --period 2023 --measure balance", "balance", "the nearest is trade_balance"),
    ("flows --sort growth", "growth", "_growth;"),
    ("partners --period 2030", "2030", "the nearest is"),
    ("partners --period 2021-05", "May 2021", "the nearest is 2019"),
    ("partners --view japan --period 1950", "1950", "the nearest is 1962"),
    ("partners --view beside --period 2050", "2050", "the nearest is 2023"),
    ("flows --measure exports_growth --frequency year --period 1900", "1900", "the nearest is 1963"),
    # a frequency that does not fit
    ("flows --frequency month --period 2023", "2023", "--frequency year"),
    ("flows --frequency year --period 2024-01/2024-02", "Jan-Feb 2024", "--frequency ytd"),
    ("flows --frequency ytd --period 2024-02", "Feb 2024", "--frequency month"),
    ("flows --frequency week", "week", "ytd"),
    # a row, a column
    ("flows --frequency year --row 2031", "2031", "2025"),
    ("partners --row JPNN", "JPNN", "the nearest is JPN"),
    ("sources --row wits-2017-12", "wits-2017-12", "the nearest is wits-2017-11"),
    ("checks --row nothing", "nothing", "the nearest is"),
    ("flows --measure export", "export", "the nearest is exports"),
    ("investment --view presence --measure worth", "worth", "value"),
    ("people --measure exports", "exports", "the nearest is"),
    # a filter, a sort, a compiler, an item, a view
    ("people --filter diplomcy", "diplomcy", "the nearest is diplomacy"),
    ("people --view speakers --filter diplomacy", "--filter", "--view"),
    ("checks --view identities --filter reconcile", "reconcile", "the nearest is reconciles"),
    ("checks --filter sum", "sum", "page"),
    ("checks --view mirror --filter outside", "outside", "the nearest is outside the band"),
    ("partners --sort export", "export", "the nearest is exports"),
    ("sources --sort size", "size", "figures"),
    ("partners --period 2016 --compiler WITS", "WITS", "the nearest is WITS 20"),
    ("partners --compiler GDCE", "GDCE", "CEPII"),
    ("partners --item CHNN", "CHNN", "the nearest is CHN"),
    ("partners --item Chinaa", "Chinaa", "the nearest is CHN"),
    ("partners --view japan --item CHN", "--item", "--period"),
    ("partners --view ranking --item CHN", "ranking", "beside"),
    ("people --item lim-hang", "lim-hang", "the nearest is lim-heng"),
    ("checks --item figure:article-r4", "article-r4", "the nearest is article-r"),
    ("sources --item wits-2017", "wits-2017", "the nearest is wits-2017-11"),
    ("flows --view level", "level", "the nearest is levels"),
    # what a tab has not at all
    ("sources --view levels", "--view", "--filter"),
    ("sources --item wits-2017-11 --sort figures", "figures", "figure"),
    ("investment --unit JPY", "--unit", "--view"),
    ("people --period 2023", "--period", "--filter"),
    ("partners --reporter JPN", "--reporter", "--compiler"),
    ("partners --view beside --compiler UNCTAD", "UNCTAD", "CEPII"),
    ("partners --view japan --compiler CEPII", "--compiler", "--period"),
    ("flows --compiler GDCE", "--compiler", "--period"),
    ("checks --mirror", "--mirror", "--filter"),
]


@every_row(("words", "asked", "named"), REFUSED, ids=[w for w, _, _ in REFUSED], quick=3)
def test_what_a_view_does_not_have_is_an_error_that_names_the_nearest(show, words, asked, named):
    status, out, err = show(*words.split(" "))
    assert (status, out, err.count("\n")) == (2, "", 1), out[:200]
    assert asked in err and named in err, err


def test_a_word_that_is_like_no_choice_has_no_nearest(show):
    for words in ("checks --filter contradiction", "people --filter zzz", "flows --view sideways"):
        status, _, err = show(*words.split(" "))
        assert status == 2 and ": choose " in err and "nearest" not in err, err


SHOWN = [
    ("flows --period 2023", "2023", "year"),
    ("flows --period 2024-02", "2024-02", "month"),
    ("flows --period 2024-01/2024-02", "2024-01/2024-02", "YTD"),
    ("flows --period 2024-01", "2024-01", "YTD"),
    ("flows --period 2016 --reporter JPN --mirror", "2016", "years"),
    ("partners --view japan --period 2016", "2016", "2016, Japan among partners, WITS"),
    ("partners --view beside --period 2016", "2016", "compared with"),
]


@every_row(("words", "period", "title"), SHOWN, ids=[w for w, _, _ in SHOWN])
def test_a_period_that_is_there_is_the_one_shown(show, words, period, title):
    status, out, err = show(*words.split(" "), "--json")
    document = json.loads(out)
    assert (status, err, document["period"]) == (0, "", period) and title in document["title"]
    assert document["row"].split(" ")[0] == period


def test_show_stands_at_the_row_and_the_column_that_were_asked_for(show):
    status, out, _ = show("flows", "--frequency", "year", "--row", "2016", "--measure", "imports", "--json")
    document = json.loads(out)
    assert (status, document["row"], document["measure"]) == (0, "2016", "imports")
    _, text, _ = show("flows", "--frequency", "year", "--row", "2016", "--measure", "imports")
    assert "Imports, 2016:" in text.splitlines()[-1] or "Imports, 2016:" in text
    assert "Exports FOB: 827.19" in text.splitlines()[2]


@pytest.mark.slow
def test_every_row_column_filter_sort_and_compiler_there_is_is_taken(book, show):
    from cjtrade_tui.pages import build
    from cjtrade_tui.pages.option_checks import require

    tried = 0
    for tab in ("flows", "partners", "products", "investment", "people", "sources"):
        page = build.build(book, Selection(tab))
        for name, values in (
            ("row", [r.key for r in page.rows]),
            ("measure", [c.key for c in page.columns]),
            ("filter", page.filters[1:]),
            ("sort", [c.key for c in page.columns if c.key != "history"]),
            ("compiler", page.compilers),
            ("view", page.views),
            ("period", page.periods),
        ):
            for value in values[:: max(1, len(values) // 4)]:
                fields = {name: value}
                if tab == "flows" and name == "period":
                    fields["frequency"] = "ytd"
                selection = Selection(tab, **fields)
                require(selection, set(fields), build.build(book, selection))
                tried += 1
    assert tried > 60


async def test_the_app_refuses_at_its_start_what_show_refuses(running):
    for wanted, given in (
        (Selection(period=Period.of_year(2030), frequency="year"), {"period", "frequency"}),
        (Selection(row="2031"), {"row"}),
    ):
        async with running(wanted, given=frozenset(given)) as (app, _):
            pass
        assert app.return_code == 2 and "the nearest is" in app.error


@pytest.mark.slow
def test_in_a_terminal_too_what_is_not_there_is_refused_in_a_line_with_status_2(tmp_path):
    with Terminal([*PROGRAM, "flows", "--period", "2030"], XDG_CACHE_HOME=str(tmp_path)) as terminal:
        assert terminal.exit_status() == 2
        lines = [line.strip() for line in terminal.screen.display if line.strip()]
    assert lines[-1].endswith("cjtrade-tui: flows levels has no 2030 by KHM: the nearest is 2025")


async def test_a_period_carried_to_a_tab_without_it_falls_back_and_says_so(running, press, screen_text):
    async with running(Selection(frequency="year", period=Period.of_year(2021)), given=frozenset({"period"})) as (
        app,
        pilot,
    ):
        await press(app, pilot, "2")
        assert app.page.period != Period.of_year(2021) and not app.error
        assert any("Ranking · no data for 2021" in line for line in screen_text(app))
        assert app.page.period.label in screen_text(app)[0] and app.query_one(KeyBar).message == ""
        again = selection(app_options(app.copy_and_pin.command.split()[1:]))
        assert again.period == app.page.period
        await press(app, pilot, "1")
        assert app.page.rows[app.query_one(FigureTable).row].key == "2021" and app.query_one(KeyBar).message == ""
