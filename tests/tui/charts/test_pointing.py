"""A click on a chart finds what is drawn there: the picture of each position picked out is read back."""

import itertools

import pytest
from every_row import every_row

from cjtrade_data import Period, Selection
from cjtrade_tui.charts.chart import Chart, ChartSeries
from cjtrade_tui.charts.pointing import position_at
from cjtrade_tui.charts.render import draw
from cjtrade_tui.pages import build
from cjtrade_tui.widgets.chart import ChartView
from cjtrade_tui.widgets.figure_table import FigureTable

SHOWN = [
    Selection(frequency="year"),
    Selection(frequency="year", reporter="JPN"),
    Selection(frequency="year", view="balance"),
    Selection(frequency="year", view="growth", period=Period.parse("1985")),
    Selection(frequency="month"),
    Selection(view="balance"),
    Selection("partners"),
    Selection("partners", view="japan", measure="exports_rank"),
    Selection("investment"),
    Selection("investment", view="aid"),
    Selection("investment", view="approvals"),
    Selection("people", view="events"),
]
SIZES = [(60, 7), (80, 10), (106, 20), (160, 30)]
PICKED = {"bars": "▸", "timeline": "●", "heat": "▸"}


def place_of(drawing, kind):
    """Where the sign of what is picked out stands."""
    for y, row in enumerate(drawing.rows):
        x = 0
        for text, role in row:
            if PICKED.get(kind, "▲") in text and role in ("picked", "marker", "japan", "cursor"):
                return x + text.index(PICKED.get(kind, "▲")) + (kind == "heat"), y
            x += len(text)
    return None


@every_row("selection", SHOWN, ids=lambda s: " ".join(s.options()), quick=11)
def test_what_is_drawn_at_the_sign_of_a_position_is_that_position(book, selection):
    page = build.build(book, selection)
    row, column = page.cell_of(selection)
    chart = page.chart_at(page.rows[row].complete(), column)
    named = [i for i, key in enumerate(chart.keys) if key] or [*range(len(chart.positions))]
    if chart.kind not in PICKED:
        chart = chart._replace(labels=("",) * len(chart.labels))
    found = 0
    for width, height in SIZES:
        for at in named[:: max(1, len(named) // 12)]:
            shown = chart._replace(highlight=at)
            place = place_of(draw(shown._replace(keys=()), width, height), chart.kind)
            if place is not None:
                told = position_at(shown, width, height, *place)
                same = place_of(draw(chart._replace(highlight=told, keys=()), width, height), chart.kind)
                assert told == at or same[0] == place[0], (width, at, told)
                found += told == at
    assert found > len(SIZES)


@every_row("selection", SHOWN, ids=lambda s: " ".join(s.options()), quick=3)
def test_the_sign_of_what_is_picked_out_stands_below_its_point_whatever_is_written_beside_it(book, selection):
    page = build.build(book, selection)
    row, column = page.cell_of(selection)
    chart = page.chart_at(page.rows[row].complete(), column)
    for width, height in [(24, 7), *SIZES] if chart.kind not in PICKED else []:
        for at in {*range(0, len(chart.positions), 5), *range(max(0, len(chart.positions) - 4), len(chart.positions))}:
            below = draw(chart._replace(highlight=at), width, height).text[-1]
            alone = draw(chart._replace(highlight=at, labels=("",) * len(chart.labels), keys=()), width, height).text[
                -1
            ]
            assert below.find("▲") == alone.find("▲"), (width, at, below, alone)


@pytest.mark.parametrize("many", [24, *(pytest.param(n, marks=pytest.mark.slow) for n in (5, 11, 17, 26, 37))])
@pytest.mark.parametrize("series", [1, 2])
def test_the_sign_stands_below_the_columns_of_its_own_position(many, series):
    """One position alone has columns: whatever is drawn is its own, and the sign is below it."""
    years = tuple(range(1990, 1990 + many))
    for width, at in itertools.product((60, 79, 80, 106, 160), range(many)):
        only = tuple(1.0 if i == at else None for i in range(many))
        lines = tuple(
            ChartSeries(str(k), only, role) for k, role in zip(range(series), ("exports", "imports"), strict=False)
        )
        chart = Chart(
            kind="columns", title="", unit="USD", positions=years, labels=("",) * many, series=lines, highlight=at
        )
        *rows, below = draw(chart, width, 8).text
        drawn = {x for row in rows for x, cell in enumerate(row) if cell in "█⣿▄▂▆⣀⣤⣶"}
        assert min(drawn) <= below.index("▲") <= max(drawn), (width, at)


def test_nothing_is_found_on_a_title_or_on_a_chart_without_figures(book):
    chart = build.build(book, Selection(frequency="year")).chart
    assert position_at(chart, 80, 10, 40, 0) is None
    assert position_at(chart._replace(positions=(), labels=(), series=(), keys=()), 80, 10, 40, 5) is None


@pytest.mark.parametrize(
    ("selection", "key", "row"),
    [(Selection(frequency="year"), "2010", "2010"), (Selection("partners"), "VNM", "VNM")],
    ids=["a point", "a bar"],
)
async def test_a_click_on_a_point_or_a_bar_goes_to_its_row(running, settle, selection, key, row):
    async with running(selection, size=(100, 30)) as (app, pilot):
        view = app.query_one(ChartView)
        at = view.chart.keys.index(key)
        spots = [(x, y) for y in range(2, view.size.height) for x in range(view.size.width)]
        spot = next(s for s in spots if position_at(view.chart, *view.size, *s) == at)
        await pilot.click("ChartView", offset=spot)
        await settle(app, pilot)
        assert app.query_one(FigureTable).current.key == row
        assert view.chart.highlight == view.chart.keys.index(key)


async def test_a_click_on_a_flow_beside_the_year_before_goes_to_its_column(running, settle):
    async with running(Selection(), size=(100, 30)) as (app, pilot):
        await pilot.click("ChartView", offset=(92, 5))
        await settle(app, pilot)
        table = app.query_one(FigureTable)
        assert table.columns[table.column].key == "total_trade" and table.current.key == "2024-01/2024-02"


async def test_a_click_on_a_part_of_a_bar_goes_to_its_row(running, settle):
    async with running(Selection("products"), size=(100, 30)) as (app, pilot):
        view, table = app.query_one(ChartView), app.query_one(FigureTable)
        assert position_at(view.chart, *view.size, 2, 4) is None, "the year before the bar"
        cells = [role for text, role in draw(view.chart, *view.size).rows[4] for _ in text]
        for series, name in zip(view.chart.series, ["Clothing", "Leather, footwear, etc", "Textiles"], strict=False):
            await pilot.click("ChartView", offset=(cells.index(series.role) + 1, 4))
            await settle(app, pilot)
            assert table.current.texts[0] == name and view.chart.labels[view.chart.highlight] == "2019"


async def test_a_click_on_bars_of_two_moments_goes_to_their_row(running, settle):
    async with running(Selection("products", view="sections"), size=(100, 30)) as (app, pilot):
        view, table = app.query_one(ChartView), app.query_one(FigureTable)
        drawn = draw(view.chart, *view.size).text
        for name in ("2 Crude", "7 Machinery"):
            await pilot.click("ChartView", offset=(60, next(y for y, line in enumerate(drawn) if name in line)))
            await settle(app, pilot)
            assert table.current.texts[0].startswith(name)
