"""Flows: which way goods go and who counts them is said wherever a number stands."""

import itertools
import json
import re

import pytest

from cjtrade_data import Period, Selection
from cjtrade_data.book.book import Book
from cjtrade_data.derivation import pair
from cjtrade_data.model.selection import FREQUENCIES
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.charts.render import draw
from cjtrade_tui.cli.show import as_json, as_text
from cjtrade_tui.pages import build, flows
from cjtrade_tui.pages.cell import MISSING
from cjtrade_tui.painting import table


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_a_positive_balance_is_headed_a_surplus_whoever_reports(book, reporter):
    told = [
        h
        for r in flows.build(book, Selection(reporter=reporter, frequency="year")).complete().rows
        for h in r.headlines
    ]
    told = [h for h in told if "balance" in h.label.lower() and h.cell.value is not None]
    assert {h.cell.value >= 0 for h in told} == {True, False}
    assert all(("surplus" in h.below) == (h.cell.value >= 0) != ("deficit" in h.below) for h in told)


JAPAN = [Selection(reporter="JPN", frequency=f, view=v) for f in FREQUENCIES for v in VIEWS["flows"]]


@pytest.mark.parametrize("selection", JAPAN, ids=lambda s: " ".join(s.options()))
def test_no_face_calls_a_flow_exports_that_japan_reports_as_imports(book, selection):
    page = build.build(book, selection).complete()
    row = page.rows[page.start]
    assert [h.label for h in row.headlines[:3]] == [
        "Cambodia→Japan CIF",
        "Japan→Cambodia FOB",
        "Cambodia's balance",
    ] or any(h.cell.value is None for h in row.headlines)
    titles = {c.key: c.title.strip() for c in page.columns}
    assert titles["exports"] == "KHM→JPN CIF" and titles["imports"] == "JPN→KHM FOB"
    growths = {key: title for key, title in titles.items() if key.endswith("s_growth")}
    assert growths in ({"exports_growth": "KHM→JPN y/y", "imports_growth": "JPN→KHM y/y"}, {})
    chart = page.chart_at(row, 1)
    words = [h.label for h in row.headlines] + [chart.title, *chart.labels, *(s.label for s in chart.series)]
    assert not any("Export" in w or "Import" in w for w in words), words
    for cell in (c for r in page.rows for c in r.cells if c.below and c.value is not None):
        assert "as Japan reports" in cell.below or "Mirror gap" in cell.below or "as Cambodia reports" not in cell.below


@pytest.mark.parametrize("keys", ["f r", "f f r m", "r"])
async def test_that_a_period_is_not_here_is_said_until_the_cursor_goes_to_another(running, press, screen_text, keys):
    async with running(size=(100, 30)) as (app, pilot):
        await press(app, pilot, *keys.split())
        lacking = f" no data for {app.selection.period.label}"
        assert any(lacking in line for line in screen_text(app))
        await press(app, pilot, "down")
        app.cursor.rest()
        await pilot.pause()
        assert not any(lacking in line for line in screen_text(app))


def test_the_plain_text_and_the_json_of_japans_figures_name_the_direction(book):
    page = build.build(book, Selection(reporter="JPN"))
    text, told = as_text(page), json.loads(as_json(page, book))
    assert "Cambodia→Japan CIF: 780 million USD" in text and "\nExports" not in text
    assert "Cambodia to Japan, as Japan reports, Jan-May 2023: 780 million USD" in text
    assert told["headlines"][0]["label"] == "Cambodia→Japan CIF"
    assert {c["key"]: c["title"] for c in told["columns"]}["exports"] == "KHM→JPN CIF"
    assert told["chart"]["title"].endswith("Japan (JETRO)")


def test_the_first_line_says_what_is_selected_and_what_is_the_latest(book):
    page = build.build(book, Selection())
    assert page.title_at(page.rows[page.start], page.column).startswith(
        "Jan-Feb 2024 (latest Jan 2026), Cambodia's figures, USD m"
    )
    assert page.title_at(page.rows[0], page.column).startswith("Jan 2026 (latest), ")
    assert page.caption_of(Selection())[0] == "Levels · view 1 of 5: v · d derived · ! disputed"


def test_a_page_says_how_old_its_figures_are_and_how_to_have_newer_ones(book):
    for frequency in FREQUENCIES:
        assert any(
            "Figures collected by 28 November 2026" in note and "cjtrade-tui refresh" in note
            for note in build.build(book, Selection(frequency=frequency)).notes
        )


def test_a_month_that_the_other_side_does_not_publish_is_a_sentence(book):
    page = build.build(book, Selection(frequency="month", period=Period.parse("2024-02"), mirror=True))
    row = page.rows[page.start]
    at = [c.key for c in page.columns].index("exports_mirror")
    assert row.cells[at].below == (
        "Cambodia to Japan, as Japan reports, Feb 2024: Japan's figure is not in the dataset."
    )
    known = [r for r in page.rows if r.cells[at].value is not None]
    told = f"Japan's figures are known for {len(known)} of these {len(page.rows)} months, the latest of them Jun 2022."
    assert told in page.notes


def test_of_two_sides_years_are_counted_and_it_is_said_how_far_the_others_own_reach(book):
    page = build.build(book, Selection(reporter="JPN", frequency="year", mirror=True))
    at = [c.key for c in page.columns].index("exports_mirror")
    years = {Period.parse(row.line_key) for row in page.rows}
    both = {Period.parse(r.line_key) for r in page.rows if any(r.cells[i].value is not None for i in (at, at + 3))}
    newest = max(build.build(book, Selection(frequency="year")).periods)
    assert len(years) < len(page.rows) and newest > max(years)
    assert (
        f"Cambodia's figures are known for {len(both)} of these {len(years)} years, the latest of them "
        f"{max(both).label}; its own years reach to {newest.label}: r."
    ) in page.notes
    assert "(Japan's latest)" in page.title_at(page.rows[0], page.column)


def test_both_sides_of_a_month_stand_beside_each_other_and_what_is_missing_is_missing(book):
    page = build.build(book, Selection(view="gap", frequency="month", period=Period.parse("2021-12")))
    chart = page.chart_at(page.rows[page.start].complete(), 1)
    told = {s.label: s.values for s in chart.series}
    assert chart.labels == ("Cambodia to Japan", "Japan to Cambodia")
    assert told["Japan"] == (128.29, 54.44) and [round(v, 1) for v in told["Cambodia"]] == [92.5, 59.6]
    newest = page.chart_at(page.rows[0].complete(), 1)
    assert {s.label: s.values for s in newest.series}["Japan"] == (None, None)


def test_a_balance_of_some_months_stands_beside_the_same_months_of_other_years_only(book):
    page = build.build(book, Selection(view="balance", period=Period.parse("2024-01/2024-06")))
    chart = page.chart_at(page.rows[page.start].complete(), 1)
    assert chart.title == "Balance, Jan-Jun of each year, Cambodia (GDCE)" and chart.labels[chart.highlight] == "2024"
    cells = {r.key: r.cells[5] for r in page.rows}
    for year, value in zip(chart.labels, chart.series[0].values, strict=True):
        cell = cells[f"{year}-01/{year}-06"]
        assert value == pytest.approx(cell.value / 1e6)


def test_only_the_frequency_and_the_reporter_that_a_page_shows_are_worked_out():
    book = Book()
    assert flows.build(book, Selection()).rows
    made = [dict(key[1:]) for key in book.cache if key[0] is pair.pair_flows.__wrapped__]
    assert {(of["reporter"], of["frequency"]) for of in made} == {("KHM", "ytd")}


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_growth_known_for_one_year_alone_is_drawn_flow_by_flow_as_the_table_has_it(book, reporter):
    page = build.build(book, Selection(reporter=reporter, view="growth"))
    charts = 0
    for row in page.rows:
        chart = page.chart_at(row.complete(), 1)
        if chart is None or not all(key.endswith("_growth") for key in chart.keys):
            continue
        charts += 1
        told = {c.key: cell.text.strip() for c, cell in zip(page.columns, row.cells, strict=True)}
        assert dict(zip(chart.keys, chart.series[0].texts, strict=True)).items() <= told.items()
        assert row.cells[0].text in chart.title
    assert charts > 1


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("mirror", [False, True])
def test_the_view_of_the_balance_has_its_column_at_every_width(book, width, mirror):
    for reporter, frequency in (("KHM", "ytd"), ("JPN", "year"), ("JPN", "month")):
        page = build.build(book, Selection(view="balance", reporter=reporter, frequency=frequency, mirror=mirror))
        shown = table.fitted(page.columns, page.rows, page.start, page.column, width, 20).widths
        assert "trade_balance" in {page.columns[i].key for i in shown}, (reporter, frequency)


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_the_gap_chart_draws_every_year_of_the_table_and_nothing_else(book, reporter):
    page = build.build(book, Selection(view="gap", frequency="year", reporter=reporter, years="all"))
    at = {column.key: i for i, column in enumerate(page.columns)}
    for key, side in (("exports", 0), ("exports_mirror", 1)):
        of_table = {
            (row.key[:4], round(row.cells[at[key]].value / 1e6, 6))
            for row in page.rows
            if row.cells[at[key]].value is not None
        }
        name = page.chart.series[0].role if not side else page.chart.series[-1].role
        drawn = {
            (label, round(value, 6))
            for series in page.chart.series
            if series.role == name
            for label, value in zip(page.chart.labels, series.values, strict=True)
            if value is not None
        }
        assert drawn == of_table
    assert {row.key[:4] for row in page.rows} <= set(page.chart.keys)


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("frequency", FREQUENCIES)
@pytest.mark.parametrize("mirror", [False, True])
def test_at_80_cells_lines_of_one_period_say_which_compiler_each_is_of(book, reporter, frequency, mirror):
    page = build.build(book, Selection(frequency=frequency, reporter=reporter, mirror=mirror))
    periods = [row.key.split(" ")[0] for row in page.rows]
    named = {i for i, c in enumerate(page.columns) if c.key in ("period",) or (c.key == "compiler" and not mirror)}
    several = [row for row in page.rows if periods.count(row.key.split(" ")[0]) > 1]
    told = [tuple(row.texts[i] for i in sorted(named)) for row in several]
    assert len(set(told)) == len(told)


def test_what_the_other_side_does_not_have_of_a_year_is_said_with_where_it_ends(book):
    year = Selection(frequency="year", reporter="JPN", period=Period.of_year(2024))
    page = build.build(book, year)
    latest = max(page.periods).label
    assert f"no data for 2024: Japan's figures end in {latest}" in page.caption_of(year)[0]


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_the_key_for_whose_figures_says_so_where_the_period_that_was_shown_is_not_there(book, frequency):
    from cjtrade_tui.app.steps import STEPS

    selection = Selection(frequency=frequency)
    before = build.build(book, selection)
    after = STEPS["reporter"](before, selection)
    page = build.build(book, after)
    assert page.period == before.period or f"no data for {before.period.label}: " in page.caption_of(after)[0]


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_at_80_cells_a_headline_keeps_its_unit_and_how_it_was_made(book, reporter, frequency):
    from cjtrade_tui.painting.headlines import headlines

    for row in build.build(book, Selection(frequency=frequency, reporter=reporter)).complete().rows:
        label, value, below = ("".join(text for text, _ in line) for line in headlines(row.headlines, 80))
        shown = [h for h in row.headlines if h.cell.value is not None and h.label.split()[0] in label]
        assert value.count(" USD m") + value.count(" million USD") == len(shown), (value, below)


@pytest.mark.parametrize(
    ("selection", "key", "missing", "told"),
    [
        (Selection(frequency="year", view="gap"), "2020", "exports", "1,617.21!"),
        (Selection(reporter="JPN", mirror=True), "2023-01/2023-04", "imports", "371.60"),
    ],
)
def test_a_period_that_only_the_other_side_has_is_a_row_that_says_so(book, selection, key, missing, told):
    page = build.build(book, selection)
    row = next(row for row in page.rows if row.key == key)
    cells = dict(zip([column.key for column in page.columns], row.cells, strict=True))
    assert cells["exports_mirror"].text.strip() == told
    assert cells[missing].value is None and "figure is not in the dataset" in cells[missing].below
    assert all(h.cell.value is None for h in row.headlines)


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("view", ["growth", "balance"])
def test_an_axis_of_months_names_more_than_one_of_them_in_each_year(book, reporter, view):
    page = build.build(book, Selection(reporter=reporter, frequency="month", view=view))
    named = [label for label in page.chart.labels if label]
    assert len(named) >= 3, page.chart.labels


def test_growth_that_is_printed_beside_another_level_is_marked_and_says_so(book):
    selection = Selection(reporter="JPN", frequency="year", period=Period.of_year(2020))
    page = build.build(book, selection)
    row = next(row for row in page.rows if row.key == "2020 JETRO")
    assert row.texts[1:3] == ("1,617.21!", "-6.7%!")
    assert "-6.7% on the year (printed beside 1.615 billion USD)" in row.detail_at(2)[0]
    doubtful = {f.period for f in pair.pair_flows(book, "JPN", "year") if f.flow == "exports" and f.shown.growth_beside}
    assert doubtful == {Period.of_year(2020)}


def below(book, measure, **changes):
    """The words under a cell of Flows, and the row and the cell."""
    selection = Selection(measure=measure, **changes)
    page = build.build(book, selection)
    row = page.rows[page.cell_of(selection)[0]]
    cell = row.cells[[c.key for c in page.columns].index(measure)]
    return cell.below, cell


@pytest.mark.parametrize("frequency", FREQUENCIES)
@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_a_flow_that_is_not_published_says_so_and_gives_the_total_and_its_source_where_that_is(
    book, reporter, frequency
):
    page = build.build(book, Selection(frequency=frequency, reporter=reporter))
    at = {c.key: i for i, c in enumerate(page.columns)}
    for row in page.rows:
        total = row.cells[at["total_trade"]]
        for flow in ("exports", "imports"):
            cell = row.cells[at[flow]]
            if cell.value is None:
                is_of_nobody = all(c.value is None for c in row.cells[1:])
                assert ("not in the dataset" if is_of_nobody else "not published") in cell.below, row.key
                assert total.value is None or (total.text.strip(" d!ec") in cell.below and "Source: " in cell.below)


def test_a_total_without_its_flows_is_told_under_them(book):
    told, _ = below(book, "exports", period=Period.parse("2025-01/2025-07"))
    assert told.startswith("Exports, Jan-Jul 2025: not published; total trade 1,400 million USD, GDCE. Source: ")


def test_that_a_source_names_no_compiler_stands_before_all_else_that_is_said_of_a_figure(book):
    told, cell = below(book, "exports", frequency="year", period=Period.of_year(2024))
    assert not book.sources[book.figure(cell.figure).source].names_compiler
    assert told.startswith("Exports, 2024: 1,408 million USD (no compiler named; GDCE inferred), ")


def test_growth_that_has_no_rate_is_said_to_have_none(book):
    at_2025 = {"frequency": "year", "period": Period.of_year(2025)}
    assert below(book, "imports_growth", **at_2025)[1].value is not None
    told, cell = below(book, "imports_growth", unit="KHR", **at_2025)
    assert cell.value is None and "not converted: " in told and "rate" in told and "no growth" not in told


def test_a_compiler_that_no_source_names_is_called_inferred_in_its_column_as_in_the_words(book):
    seen = 0
    for reporter, frequency in itertools.product(("KHM", "JPN"), FREQUENCIES):
        page = build.build(book, Selection(reporter=reporter, frequency=frequency))
        at = [c.key for c in page.columns].index("compiler")
        for row in page.rows:
            told = [cell.below for cell in row.cells[1:at] if "no compiler named" in cell.below]
            assert ("(inferred)" in row.cells[at].said) is bool(told), (row.key, row.cells[at])
            seen += bool(told)
        assert ("* inferred" in page.caption_of(Selection())[-1]) is any("*" in r.texts[at] for r in page.rows)
    assert seen


def test_eighty_columns_have_both_flows_the_balance_and_the_total_of_years_though_a_compiler_is_inferred(book):
    page = build.build(book, Selection(frequency="year", period=Period.of_year(2024)))
    shown = table.fitted(page.columns, page.rows, page.start, page.column, 80, 8).widths
    assert {"exports", "imports", "trade_balance", "total_trade", "compiler"} <= {page.columns[at].key for at in shown}


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
@pytest.mark.parametrize("view", ["levels", "gap"])
def test_beside_the_other_side_each_flow_through_the_years_has_a_chart_of_two_lines_with_a_round_tick(
    book, view, reporter
):
    selection = Selection(frequency="year", view=view, mirror=True, reporter=reporter)
    page = build.build(book, selection)
    for column, way in (("exports", "Cambodia to Japan"), ("imports_mirror", "Japan to Cambodia")):
        row, at = page.cell_of(selection.with_(measure=column))
        chart = page.chart_at(page.rows[row].complete(), at)
        assert chart.title == f"{way}, as each side reports it"
        assert len({series.role for series in chart.series}) == 2
        drawn = draw(chart, 80, 9).text
        assert sum(bool(re.match(r" *[\d,]+┤", line)) for line in drawn) > 1, drawn


@pytest.mark.parametrize("mirror", [False, True])
def test_a_year_of_the_charts_that_nobody_has_keeps_its_row_and_growth_says_which_year_it_lacks(book, mirror):
    page = build.build(book, Selection(frequency="year", mirror=mirror))
    years = [row.line_key for row in page.rows]
    assert [str(year) for year in range(2025, 1999, -1)] == list(dict.fromkeys(years))[:26]
    lacking = page.rows[years.index("2020")]
    assert lacking.texts[1].strip() == MISSING
    assert lacking.detail_at(1) == ("Exports, 2020: Cambodia's figure is not in the dataset.",)
    if not mirror:
        after = page.rows[years.index("2021")]
        [told] = after.detail_at(2)
        assert told == "Exports, 2021: no growth on the year in the dataset, nor a figure of 2020 by GDCE."


def test_years_without_a_figure_are_not_counted_among_those_the_other_side_is_compared_in(book):
    page = build.build(book, Selection(frequency="year", mirror=True))
    known = {r.line_key for r in page.rows if any(c.value is not None for c in r.cells[1:])}
    assert f" of these {len(known)} years" in page.notes[0]


@pytest.mark.parametrize("frequency", FREQUENCIES)
@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_the_view_of_totals_draws_the_totals_of_the_table(book, reporter, frequency):
    page = build.build(book, Selection(view="total", reporter=reporter, frequency=frequency))
    at, row = [c.key for c in page.columns].index("total_trade"), page.rows[page.start].complete()
    chart = page.chart_at(row, page.column)
    assert chart.title.startswith("Total trade") and chart.unit == "million USD"
    told = {each.line_key: each.cells[at].value for each in page.rows if each.cells[at].value is not None}
    if frequency == "ytd":
        months = Period.parse(row.line_key).months
        told = {key[:4]: value for key, value in told.items() if Period.parse(key).months == months}
    for place, key in enumerate(chart.keys):
        drawn = [series.values[place] for series in chart.series if series.values[place] is not None]
        assert drawn if key in told else not drawn, key
        assert key not in told or any(abs(value * 1e6 - told[key]) < 1 for value in drawn) or len(drawn) > 1


@pytest.mark.parametrize("frequency", FREQUENCIES)
@pytest.mark.parametrize(
    ("view", "key"), [("balance", "trade_balance"), ("total", "total_trade"), ("levels", "exports")]
)
def test_a_view_of_one_flow_starts_in_its_column_so_that_the_words_are_of_what_is_drawn(book, view, key, frequency):
    page = build.build(book, Selection(view=view, frequency=frequency))
    assert page.columns[page.column].key == key


def test_a_month_chosen_elsewhere_is_not_missed_among_years_whose_caption_says_which_view_it_is(book):
    asked = Selection(frequency="year", period=Period.parse("2025-01"))
    caption = build.build(book, asked).caption_of(asked)[0]
    assert "no data for Jan 2025" not in caption and "view 1 of" in caption
