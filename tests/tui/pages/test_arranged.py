"""A table stands in the order of any of its columns, either way, and has the columns that were chosen: on every face alike."""

import json
import re
from itertools import groupby

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.cli.main import main
from cjtrade_tui.pages import build
from cjtrade_tui.pages.arranged import next_order, sortable
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.painting.table import fitted

EVERY = [Selection(tab, view=view) for tab in VIEWS for view in VIEWS[tab] or ("",) if view != "imported"]
WAYS = {"asc": "▲", "desc": "▼"}


@every_row("selection", EVERY, ids=lambda s: " ".join(s.options()), quick=23)
def test_every_column_sorts_either_way_with_no_row_lost_totals_on_top_and_missing_ones_last(book, selection):
    plain = build.build(book, selection)
    for key in sortable(plain)[:6]:
        at = [c.key for c in plain.columns].index(key)
        for way, arrow in WAYS.items():
            page = build.build(book, selection.with_(sort=f"{key}:{way}"))
            assert sorted(r.key for r in page.rows) == sorted(r.key for r in plain.rows)
            assert page.columns[at].title.endswith(arrow) and page.columns[at].name == plain.columns[at].name
            assert sum(c.title.endswith(("▲", "▼")) for c in page.columns) == 1
            assert page.rows[page.start].key == plain.rows[plain.start].key, "the cursor stays on its row"
            totals = [r.is_total for r in page.rows]
            assert totals == sorted(totals, reverse=True)
            cells = [r.cells[at] for r in page.rows if not r.is_total]
            known = [cell for cell in cells if cell.value is not None]
            for _, of_unit in by_unit(known):
                assert of_unit == sorted(of_unit, reverse=way == "desc") or page.order == plain.order
            if known and page.order != plain.order:
                assert cells[: len(known)] == known


def by_unit(cells):
    """Each run of one unit with its values."""
    return [(unit, [cell.value for cell in run]) for unit, run in groupby(cells, key=lambda cell: cell.unit)]


@pytest.mark.parametrize(
    ("selection", "key"),
    [
        (Selection("checks"), "printed"),
        (Selection("investment", view="presence"), "value"),
        (Selection("investment", view="aid"), "grants"),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_numbers_of_several_units_stand_unit_by_unit_each_in_order_whichever_way(book, selection, key, way):
    page = build.build(book, selection.with_(sort=f"{key}:{way}"))
    at = [c.key for c in page.columns].index(key)
    runs = by_unit([row.cells[at] for row in page.rows if row.cells[at].value is not None])
    units = [unit for unit, _ in runs]
    assert len(units) == len(set(units)) > 1
    assert [len(values) for _, values in runs] == sorted((len(values) for _, values in runs), reverse=True)


def test_ages_sort_by_the_day_of_publication_and_words_that_end_in_a_year_by_the_alphabet(book):
    rows = build.build(book, Selection("sources", sort="age:asc")).rows
    published = [row.texts[3] for row in rows if row.texts[3] != MISSING]
    assert (
        published == sorted(published, key=lambda day: f"{day}-12-31"[:10] if len(day) == 4 else f"{day}-31"[:10])[::-1]
    )
    assert [row.texts[3] for row in rows][len(published) :] == [MISSING] * (len(rows) - len(published))
    page = build.build(book, Selection("products", view="press", sort="publisher"))
    assert page.order.way == "asc"
    assert [r.texts[-1] for r in page.rows] == sorted((r.texts[-1] for r in page.rows), key=str.casefold)


def test_periods_sort_by_their_end_and_words_by_the_alphabet(book):
    page = build.build(book, Selection(tab="investment", view="cumulative", sort="period:asc"))
    assert [r.texts[0] for r in page.rows][-1] == "Jan 1994-Jun 2025"
    names = [r.texts[1] for r in build.build(book, Selection("partners", sort="name")).rows]
    assert names[0] == "World" and names[1:] == sorted(names[1:], key=str.casefold)


@pytest.mark.parametrize("mirror", [False, True])
def test_flows_sort_by_period_whoever_compiled_the_line(book, mirror):
    page = build.build(book, Selection("flows", reporter="JPN", frequency="year", mirror=mirror, sort="period:asc"))
    years = [row.cells[0].text[:4] for row in page.rows]
    assert years == sorted(years) and len(years) > 50


def test_the_key_goes_from_the_usual_order_to_the_other_and_back_to_the_page_s_own(book):
    def orders(selection, key):
        found = []
        for _ in range(3):
            page = build.build(book, selection)
            column = [c.key for c in page.columns].index(key)
            found.append(next_order(page, column))
            selection = selection.with_(sort=found[-1])
        return found

    assert orders(Selection(), "exports") == ["exports:desc", "exports:asc", ""]
    assert orders(Selection("partners"), "total_trade") == ["total_trade:asc", "", "total_trade:asc"]
    assert orders(Selection("partners"), "total_trade_rank") == ["total_trade_rank:asc", "total_trade_rank:desc", ""]
    ranking = build.build(book, Selection("partners", period=Period.of_year(2016)))
    assert next_order(ranking, [c.key for c in ranking.columns].index("history")) is None


def test_chosen_columns_are_the_only_ones_with_what_names_the_lines_and_dates_the_numbers(book):
    page = build.build(book, Selection("investment", columns="approved_investment", sort="fdi_stock_share"))
    assert [c.key for c in page.columns] == ["partner", "approved_investment", "approval_period"]
    assert {len(r.cells) for r in page.rows} == {3}
    assert page.rows[1].key == "CHN", "it may be sorted by a column that is hidden"
    assert "fdi_stock_share" in [c.key for c in page.hidden]


def test_show_and_export_have_the_order_and_the_columns_of_the_screen(capsysbinary):
    words = ["--columns", "exports,imports", "--sort", "imports:asc", "--period", "2023"]
    assert main(["show", "partners", *words, "--json"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    assert [(c["key"], c["title"]) for c in told["columns"]] == [
        ("partner", "Partner"),
        ("exports", "Exports"),
        ("imports", "Imports"),
    ]
    keys = [row["key"] for row in told["rows"]]
    assert main(["show", "partners", *words]) == 0
    assert "Imports▲" in capsysbinary.readouterr().out.decode()
    assert main(["export", "partners", *words]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith("key,"))
    assert [line.split(",")[0] for line in lines[head + 1 :]][: len(keys)] == keys
    assert "total_trade" not in lines[head]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("flows --sort export", "the nearest is exports"),
        ("flows --sort exports:up", "exports:asc or exports:desc"),
        ("partners --sort history", "is not a column to sort by here"),
        ("flows --columns exports,import", "'import' is not a column here: the nearest is imports"),
    ],
)
def test_an_order_or_a_column_that_is_not_there_is_refused_with_the_nearest(capsys, words, named):
    assert main(["show", *words.split(" ")]) == 2
    assert named in capsys.readouterr().err


async def test_s_sorts_by_the_column_of_the_cursor_and_minus_and_plus_hide_and_show_columns(
    running, press, screen_text
):
    async with running(Selection()) as (app, pilot):
        await press(app, pilot, "l", "l", "s")
        assert app.selection.sort == "imports:desc" and app.table.columns[app.table.column].key == "imports"
        assert app.table.current.key == "2024-01/2024-02" and any("Imp CIF▼" in line for line in screen_text(app))
        await press(app, pilot, "s")
        assert app.selection.sort == "imports:asc"
        await press(app, pilot, "right_square_bracket")
        assert app.selection.period.code == "2024-01/2024-03", "the next period, wherever it stands"
        await press(app, pilot, "minus", "minus")
        assert "imports" not in [c.key for c in app.table.columns] and app.page.order.column == "imports"
        assert "Coverage" in " ".join(screen_text(app)), "what had no room has some now"
        await press(app, pilot, "plus", *"all", "enter")
        assert app.selection.columns == "" and "imports" in [c.key for c in app.table.columns]
        await press(app, pilot, "plus", *"compiler", "enter")
        assert app.table.columns[app.table.column].key == "compiler" and any("GDCE" in t for t in screen_text(app))


async def test_a_page_is_built_once_however_it_is_sorted(running, press, monkeypatch):
    built = []
    plain = build.plain
    monkeypatch.setattr(build, "plain", lambda book, selection: (built.append(selection), plain(book, selection))[1])
    async with running(Selection()) as (app, pilot):
        for key in ("l", "s", "s", "minus", "s"):
            await press(app, pilot, key)
        assert app.page.order is not None and app.page.hidden and len(built) == 1


@pytest.mark.parametrize(("tab", "steps"), [("flows", "h"), ("partners", "hhh")])
async def test_the_column_that_names_the_lines_cannot_be_hidden(running, press, screen_text, tab, steps):
    async with running(Selection(tab)) as (app, pilot):
        await press(app, pilot, *steps, "minus")
        assert app.selection.columns == "" and "says what each line is" in screen_text(app)[-1]


@every_row("selection", EVERY, ids=lambda s: " ".join(s.options()), quick=23)
def test_what_each_line_is_of_stays_whatever_columns_are_chosen_and_however_narrow_the_terminal(book, selection):
    plain = build.build(book, selection)
    names = [plain.name_of(row) for row in plain.rows]
    for column in plain.columns[::2]:
        page = build.build(book, selection.with_(columns=column.key))
        assert [page.name_of(row) for row in page.rows] == names
    for width in (80, 60):
        for column in range(len(plain.columns)):
            assert plain.name_column in fitted(plain.columns, plain.rows, 0, column, width, 24).widths


def test_the_command_of_a_view_leaves_out_an_order_and_columns_that_it_does_not_have(book):
    selection = Selection("sources", item="wits-2017-11", sort="licence", columns="licence,age")
    command = build.build(book, selection).opens_at(selection, 0, 2).options()
    assert "--sort" not in command and "--columns" not in command
    kept = Selection("partners", sort="exports:asc", columns="exports")
    assert build.build(book, kept).opens_at(kept, 0, 1).options()[:5] == [*kept.options()][:5]


def test_an_order_by_a_column_that_was_hidden_is_still_told(book):
    selection = Selection(sort="imports:desc", columns="period,exports,total_trade")
    page = build.build(book, selection)
    assert page.order is not None and "imports" not in {column.key for column in page.columns}
    assert "by Imp CIF ▼" in page.caption_of(selection)[0]


@every_row("selection", [Selection(tab, view=view) for tab, views in VIEWS.items() for view in views])
def test_no_column_has_the_name_of_another_nor_a_period_for_its_only_name(book, selection):
    names = [column.name for column in build.build(book, selection).columns]
    bare = re.compile(r"in \d{4}|y/y %")
    assert len([n for n in names if not bare.fullmatch(n)]) == len({n for n in names if not bare.fullmatch(n)})
    assert not [name for name in names if name.startswith("in ")]


async def test_columns_of_one_name_are_offered_each_with_what_it_is_of(running, until):
    async with running(Selection("products"), size=(60, 30)) as (app, pilot):
        await pilot.press("plus")
        await until(pilot, lambda: len(app.screen_stack) > 1 and app.screen.found.items)
        names = [entry.name for entry in app.screen.found.items]
        assert {"Share % 2015", "Of Japan's % 2015"} <= set(names) and len(names) == len(set(names))
