"""Opening: whatever names a number, its answer, its card or a copied command, leads to the cell that shows it."""

import shlex
from pathlib import Path

import pytest
from bundled import BOOK
from every_row import every_row, rows_of

from cjtrade_data import Period, Selection
from cjtrade_data.derivation.preferred_print import is_print
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.lookup.api import ask, card
from cjtrade_data.lookup.locate import opening
from cjtrade_data.model.reference import HOME, Reference
from cjtrade_data.model.selection import FREQUENCIES, UNITS
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.app.app import Explorer
from cjtrade_tui.pages import build
from cjtrade_tui.pages.option_checks import require
from cjtrade_tui.widgets.figure_table import FigureTable

QUESTIONS = Path(__file__).parents[2] / "data" / "lookup" / "questions.csv"


@pytest.fixture(scope="module")
def shown(book):
    """The figure in the cell that a selection names; pages are kept, for many figures stand on one."""
    pages = {}

    def figure(selection):
        key = build.key(selection)
        if key not in pages:
            pages[key] = build.build(book, selection)
        page = pages[key]
        require(selection, {word[2:] for word in selection.options() if word.startswith("--")}, page)
        row, column = page.cell_of(selection)
        assert not selection.row or page.rows[row].key == selection.row
        assert not selection.measure or page.columns[column].key == selection.measure
        reference = page.rows[row].cells[column].figure
        if reference.startswith("="):
            found = card(reference, BOOK).figure
            return found.id if found is not None else reference
        return reference

    return figure


@pytest.mark.slow
@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_every_figure_opens_the_cell_that_shows_it(shown, every):
    stamps = [s for key in BOOK.index.keys(of_goods=False) for s in BOOK.index.stamps(*key)]
    stamps += [s for key in list(BOOK.index.keys(of_goods=True))[::40] for s in BOOK.index.stamps(*key)[:1]]
    for stamp in stamps[::every]:
        figure = BOOK.figure(stamp.id)
        words = opening(BOOK, printed(figure))
        derived = Reference(figure.measure, figure.reporter, figure.partner, figure.period, figure.compiler)
        own = is_print(stamp) or _is_printed_too(figure)
        assert shown(Selection.from_options(words)) == (stamp.id if own else str(derived)), words


def _is_printed_too(figure):
    """Whether somebody printed, as a number and no mere limit, what a table holds as derived: then the cell shows that."""
    stamps = BOOK.index.stamps(figure.measure, figure.reporter, figure.partner, figure.product)
    same = [
        BOOK.figure(s.id) for s in stamps if is_print(s) and (s.period, s.compiler) == (figure.period, figure.compiler)
    ]
    return any(not f.bound for f in same)


@pytest.mark.slow
def test_every_answer_opens_something_and_that_of_a_figure_the_cell_that_shows_it(shown):
    answers = [a for row in rows_of(QUESTIONS) for a in ask(row["question"], BOOK).answers]
    assert len([a for a in answers if a.figure]) > 200
    for answer in answers:
        assert answer.opens or not answer.source, answer
        opened = shown(Selection.from_options(answer.opens))
        assert not answer.figure or opened == answer.figure, answer


@pytest.mark.parametrize("measure", ["exports", "total_trade", "cover_ratio"])
def test_a_level_that_was_worked_out_opens_at_its_own_cell(book, measure):
    selection = Selection(frequency="month", period=Period.parse("2024-02"))
    page = build.build(book, selection)
    row, column = page.cell_of(selection.with_(measure=measure))
    opens = card(page.rows[row].cells[column].figure, BOOK).said.opens
    assert page.cell_of(Selection.from_options(opens)) == (row, column)


def test_japan_is_not_set_beside_itself(book):
    with pytest.raises(ValueError, match="Japan"):
        build.build(book, Selection("partners", item="JPN"))


EVERY = [
    *(Selection(tab, view=view) for tab, views in VIEWS.items() for view in views or ("",)),
    *(
        Selection(view=view, reporter=reporter, frequency=frequency)
        for view in ("balance", "gap")
        for reporter in HOME
        for frequency in FREQUENCIES
    ),
    *(Selection(reporter="JPN", frequency="year", unit=unit, mirror=True) for unit in UNITS),
    *(Selection("partners", period=Period.parse(p), unit="KHR", sort="imports") for p in ("2016", "2019", "2023")),
    Selection("partners", period=Period.of_year(2016), compiler="WITS 2022-11"),
    Selection("partners", item="CHN", unit="JPY"),
    Selection("people", filter="CCC"),
    Selection("people", item="lim-heng"),
    Selection("sources", sort="published"),
    Selection("sources", item="ppp-2024-03-gdce"),
]


def undrawn(columns):
    """Columns without their charts, which like the page's reach back to the period that they are opened at."""
    return [column._replace(chart=None) for column in columns]


@pytest.mark.slow
@every_row("selection", EVERY, ids=lambda s: " ".join(s.options()))
def test_the_copied_command_of_every_view_opens_it_again_with_the_cursor_on_the_same_cell(book, selection):
    page = build.build(book, selection)
    last = len(page.rows) - 1
    if not page.rows and selection.view == "imported":
        return
    assert len({row.key for row in page.rows}) == len(page.rows)
    for row in {0, page.start, last // 2, last}:
        named = [i for i, column in enumerate(page.columns) if column.key]
        for column in {page.column, *named[:1], *named[-2:]}:
            words = page.opens_at(selection, row, column).options()
            again = Selection.from_options(words)
            opened = build.build(book, again)
            require(again, {word[2:] for word in words if word.startswith("--")}, opened)
            assert (opened.title, opened.view) == (page.title, page.view), words
            assert undrawn(opened.columns) == undrawn(page.columns), words
            assert [r.texts for r in opened.rows] == [r.texts for r in page.rows], words
            assert opened.cell_of(again) == (row, column), words


@pytest.mark.parametrize(
    ("size", "tabs"),
    [
        ((80, 24), ("flows", "people")),
        *(
            pytest.param(
                size, ("flows", "partners", "products", "investment", "people", "sources"), marks=pytest.mark.slow
            )
            for size in ((80, 24), (160, 45))
        ),
    ],
)
async def test_a_command_copied_on_any_tab_opens_the_app_there_again(settle, size, tabs):
    for tab in tabs:
        first = Explorer(Selection(tab, unit="KHR", mirror=True), theme="dark")
        async with first.run_test(size=size) as pilot:
            await settle(first, pilot)
            await pilot.press("j", "j", "l")
            command = first.copy_and_pin.command
            words = shlex.split(command)[1:]
            here = first.query_one(FigureTable).current.key, first.query_one(FigureTable).column
        again = Explorer(Selection.from_options(words), theme="dark")
        async with again.run_test(size=size) as pilot:
            await settle(again, pilot)
            there = again.query_one(FigureTable).current.key, again.query_one(FigureTable).column
            assert there == here or not again.page.columns[here[1]].key
            assert there[0] == here[0] and again.copy_and_pin.command == command
            assert ("--mirror" in words) == (tab == "flows")


async def test_the_column_an_answer_stands_in_is_shown_on_a_narrow_terminal(running):
    async with running(Selection(measure="cover_ratio")) as (app, _):
        table = app.query_one(FigureTable)
        assert table.columns[table.column].key == "cover_ratio"
