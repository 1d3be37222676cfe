"""An exported view, read back, is the view that was shown: its rows and order, its numbers in stated units, its sources."""

import io
import json
import re
import struct
from xml.etree import ElementTree

import polars as pl
import pytest
import resvg_py
from python_calamine import CalamineWorkbook

from cjtrade_data import Period, Selection
from cjtrade_data.model.tabs import VIEWS
from cjtrade_tui.cells import shortened
from cjtrade_tui.charts.svg import COLOURS, marker
from cjtrade_tui.cli.main import main
from cjtrade_tui.pages.as_table import chart_of, file_name, page_as
from cjtrade_tui.pages.build import build
from cjtrade_tui.pages.cell import MISSING

SHOWN = [
    *(Selection(tab=tab, view=view) for tab, views in VIEWS.items() for view in views or ("",) if view != "beside"),
    Selection(view="levels", frequency="year", unit="JPY", mirror=True),
    Selection(tab="partners", item="CHN"),
    Selection(reporter="JPN", frequency="year"),
    Selection(tab="partners", period=Period.of_year(2023), sort="exports"),
    Selection(tab="people", filter="special economic zone"),
]


def read_back(content, format):
    if format == "csv":
        return pl.read_csv(io.BytesIO(content), infer_schema_length=None, schema_overrides={"period": pl.String}).rows(
            named=True
        )
    if format == "json":
        return json.loads(content)
    if format == "parquet":
        return pl.read_parquet(io.BytesIO(content)).rows(named=True)
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("figures").to_python()
    return [{name: None if cell == "" else cell for name, cell in zip(header, row, strict=True)} for row in rows]


def number_in(row, column, cell):
    """The number of a cell as it was read back, and what stands behind it."""
    named = rf"{column.in_files}( [-0-9/]+)?"
    unit = next((name for name in row if re.fullmatch(rf"{named} \({cell.unit}\)", name)), None)
    value = row[unit or next(name for name in row if re.fullmatch(named, name))]
    assert unit or row[f"{column.in_files}_unit"] == cell.unit
    return value, row[f"{column.in_files}_low"], row[f"{column.in_files}_high"], row[f"{column.in_files}_figure"]


@pytest.mark.parametrize(
    "selection",
    [pytest.param(s, marks=[pytest.mark.slow] * (at % 6 > 0)) for at, s in enumerate(SHOWN)],
    ids=["-".join(s.options()) for s in SHOWN],
)
def test_what_is_read_back_is_what_was_shown_and_says_of_when_and_whose_it_is(book, selection):
    page = build(book, selection).complete()
    frame = read_back(page_as(page, book, "parquet"), "parquet")
    assert [row["key"] for row in frame] == [row.key for row in page.rows]
    for read, row in zip(frame, page.rows, strict=True):
        for column, cell in zip(page.columns, row.cells, strict=True):
            if cell.value is not None:
                *numbers, figure = number_in(read, column, cell)
                assert figure == (cell.figure or None) and are_of(cell, *numbers), (row.key, column.key)
                assert read[f"{column.in_files}_status"].split(",")[0] == cell.status
            elif cell.text.strip() not in ("", MISSING):
                assert (read.get(column.key) or read.get(f"{column.key}_words")) == cell.said.strip()
            else:
                assert not any(v is not None for k, v in read.items() if k.split(" ")[0] == column.key)
        if any(cell.value is not None and cell.figure for cell in row.cells):
            assert all(read[name] for name in ("period", "reporter", "compiler")), row.key


def are_of(cell, value, low, high):
    """Whether numbers are those of a cell: as they are, or of what was worked out to the digits that its interval leaves."""
    if cell.status not in ("derived", "converted") or None in (cell.low, cell.high) or cell.low == cell.high:
        return (value, low, high) == (cell.value, cell.low, cell.high)
    width = cell.high - cell.low
    return low <= cell.low <= cell.high <= high < low + 1.5 * width and abs(value - cell.value) < 2 * width


def line_of(page, key):
    """A page with one of its rows alone."""
    return page._replace(rows=tuple(row for row in page.rows if row.key == key), start=0)


def test_what_is_worked_out_has_the_digits_that_its_interval_leaves(book):
    page = line_of(build(book, Selection(period=Period.parse("2026-01"))), "2026-01")
    [row] = read_back(page_as(page, book, "csv"), "csv")
    assert [row[n] for n in ("cover_ratio (ratio)", "cover_ratio_low", "cover_ratio_high")] == [1.76, 1.7462, 1.7739]
    assert row["trade_balance (USD)"] == 76e6 and row["exports (USD)"] == 176e6


@pytest.mark.parametrize("year", [2019, pytest.param(2023, marks=pytest.mark.slow)])
@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_every_format_holds_the_same_numbers_under_the_same_names(book, format, year):
    page = build(book, Selection(tab="partners", period=Period.of_year(year)))
    read, other = (read_back(page_as(page, book, f), f) for f in (format, "parquet"))
    assert [list(map(as_written, row.items())) for row in read] == [list(map(as_written, row.items())) for row in other]


def as_written(item):
    """A cell without the mark of a harmless text, a number to the digits that a spreadsheet keeps."""
    name, value = item
    return name, value.removeprefix("'") if isinstance(value, str) else value and float(f"{value:.13g}")


def test_what_the_partner_reports_is_named_by_its_direction(book):
    page = line_of(build(book, Selection(reporter="JPN", frequency="year", mirror=True)), "2022")
    [row] = read_back(page_as(page, book, "json"), "json")
    assert row["KHM_to_JPN (USD)"] == 1_926e6 and "imports" in row["KHM_to_JPN_figure"]
    assert row["JPN_to_KHM (USD)"] == 512e6 and row["KHM_balance (USD)"] == 1_414e6
    assert not [name for name in row if name.startswith(("exports", "imports", "trade_balance"))]


def test_a_limit_is_exported_as_a_limit(book):
    pages = [build(book, Selection(tab="investment", view=view)) for view in VIEWS["investment"]]
    limits = [
        (p, r.key, c.key, x)
        for p in pages
        for r in p.rows
        for c, x in zip(p.columns, r.cells, strict=True)
        if x.text.strip().startswith(">")
    ]
    assert limits
    for page, key, column, cell in limits:
        [row] = read_back(page_as(line_of(page, key), book, "json"), "json")
        assert row[f"{column}_status"] == f"{cell.status}, over"
        assert row[f"{column}_high"] is None and row[f"{column}_low"] == cell.value


def test_columns_of_several_years_are_named_with_their_year(book):
    (first, *_) = read_back(page_as(build(book, Selection("products")), book, "json"), "json")
    assert {"first 2015 (USD)", "before 2018 (USD)", "amount 2019 (USD)", "growth 2019 (percent)"} <= first.keys()
    months = build(book, Selection())
    (first, *_) = read_back(page_as(months._replace(rows=months.rows[:3], start=0), book, "json"), "json")
    assert "exports (USD)" in first and not any(re.search("[0-9]", name) for name in first)


def test_a_list_of_partners_says_how_far_it_reaches(book):
    for year, said in ((2019, "the five largest of each flow"), (2016, "the 30 largest")):
        page = line_of(build(book, Selection("partners", period=Period.of_year(year))), "JPN")
        assert {row["coverage"][: len(said)] for row in read_back(page_as(page, book, "csv"), "csv")} == {said}
        assert "Reporter: KHM." in page_as(page, book, "md").decode()


def test_a_view_without_rows_keeps_its_columns(book):
    empty = build(book, Selection())._replace(rows=(), start=0)
    assert read_back(page_as(empty, book, "xlsx"), "xlsx") == [] and b"| Period | Exp FOB |" in page_as(
        empty, book, "md"
    )
    assert page_as(empty, book, "csv").startswith(b"key,period,exports,")


def test_each_row_names_the_sources_it_stands_on_and_markdown_lists_them(book):
    page = line_of(build(book, Selection()), "2024-01/2024-02")
    [row] = read_back(page_as(page, book, "json"), "json")
    assert "ppp-2024-03-gdce" in row["sources"].split() and set(row["sources"].split()) <= set(book.sources)
    text = page_as(page, book, "md").decode()
    assert "| Jan-Feb 2024 | 237.22 | +15.3% |" in text and "## Sources" in text and "Phnom Penh Post" in text


def test_the_name_that_is_offered_says_what_is_shown(book):
    assert file_name(Selection(), build(book, Selection())) == "cjtrade-flows-levels-ytd.xlsx"
    ranking = Selection(tab="partners", period=Period.of_year(2023))
    assert file_name(ranking, build(book, ranking)) == "cjtrade-partners-ranking-2023.xlsx"


def test_the_chart_of_a_view_is_a_picture_or_text(capfd, tmp_path):
    path = tmp_path / "chart.svg"
    assert main(["export", "flows", "--frequency", "year", "-o", str(path)]) == 0
    picture = ElementTree.fromstring(path.read_text())
    words = " ".join("".join(text.itertext()) for text in picture.findall(".//{*}text"))
    assert "Exports and imports, Cambodia's figures, million USD" in words and "var(" not in path.read_text()
    assert main(["export", "flows", "--frequency", "year", "--format", "txt"]) == 0
    assert "Exports and imports, Cambodia's figures, million USD" in capfd.readouterr().out


def words_of(picture):
    return [" ".join(text.itertext()) for text in ElementTree.fromstring(picture).findall(".//{*}text")]


@pytest.mark.parametrize(
    ("tab", "view", "said"),
    [
        ("flows", "levels", ("Cambodia and Japan", "Cambodia's figures", "Phnom Penh Post", "GDCE")),
        ("flows", "gap", ("both sides' figures", "Compiler: GDCE", "JETRO", "MLIT", "WITS")),
        (
            "partners",
            "ranking",
            ("Cambodia's total trade by partner, 2023, CEPII", "Cambodia's partners", "Source: CEPII"),
        ),
        ("partners", "japan", ("Japan's share of Cambodia's total trade, per cent", "Compiler: CEPII, GDCE and WITS")),
        (
            "products",
            "groups",
            ("Shares of Japan's imports from Cambodia", "Japan's figures, CIF", "World Trade Organi"),
        ),
        ("investment", "investors", ("Share of FDI stock in Cambodia, end Dec 2023", "Compiler: NBC. Source: ")),
    ],
)
@pytest.mark.parametrize("format", ["svg", "txt"])
def test_a_printed_chart_says_of_what_whose_from_where_and_of_which_day_it_is(book, tab, view, said, format):
    page = build(book, Selection(tab, view=view, frequency="year" if view == "gap" else "ytd"))
    made = chart_of(page, book, page.cell_of(Selection()), format).decode()
    words = " ".join((made if format == "txt" else " ".join(words_of(made))).split())
    for each in (*said, "Cambodia and Japan: ", "Figures collected by 2", "2026"):
        assert each in words, each
    assert "USD m" not in words


def test_printed_columns_have_the_digits_of_the_table(book):
    page = build(book, Selection())
    row = page.rows[page.start]
    words = words_of(chart_of(page, book, page.cell_of(Selection()), "svg").decode())
    for key in ("exports", "imports", "total_trade"):
        cell = next(c for column, c in zip(page.columns, row.cells, strict=True) if column.key == key)
        assert cell.text.strip() in words


def test_printed_bars_have_the_order_and_the_digits_of_the_screen_and_japan_picked_out(book):
    page = build(book, Selection("partners"))
    picture = chart_of(page, book, page.cell_of(Selection()), "svg").decode()
    names = [words for words in words_of(picture) if "China" in words or "Japan " in words or "Ireland" in words]
    assert [" ".join(name.split()) for name in names if "," in name or "." in name] == [
        "30 Ireland 129.56d",
        "• 6 Japan 2,163.71d",
        "1 China 13,341.49d",
    ]  # from below, as they are drawn
    places = [float(y) for y in re.findall(r'y="([\d.]+)"[^>]*>(?= *30 Ireland| *1 China )', picture)]
    assert places == sorted(places, reverse=True) and len(places) == 2
    assert len(re.findall('<g class="bar" style="fill: #c01c28', picture)) == 1


@pytest.mark.parametrize("selection", [Selection("partners", view="japan"), Selection(frequency="year")])
def test_each_series_of_a_printed_chart_has_a_colour_and_a_marker_of_its_own(book, selection):
    page = build(book, selection)
    chart = page.chart_at(page.rows[page.start].complete(), page.column)
    signs = [marker(series.role, "0", "0") for series in chart.series if series.label]
    light = dict(re.findall(r"--(\w+): (#\w+)", COLOURS.read_text().partition("@media")[0]))
    colours = [light[series.role] for series in chart.series if series.label]
    shapes = [re.sub(r"var\(.*?\)", "", sign) for sign in signs]
    assert len(set(colours)) == len(colours) and len(set(shapes)) == len(shapes)


@pytest.mark.slow
def test_a_png_is_the_picture_in_twice_its_size(tmp_path):
    path = tmp_path / "chart.png"
    assert main(["export", "flows", "--frequency", "year", "-o", str(path)]) == 0
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", head[16:]) == (1800, 1040)


def test_no_png_is_made_that_would_lack_its_words(tmp_path, monkeypatch, capfd):
    draw = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **options: draw(**options | {"skip_system_fonts": True}))
    assert main(["export", "flows", "--frequency", "year", "-o", str(tmp_path / "bare.png")]) == 2
    assert "export .svg" in capfd.readouterr().err and not (tmp_path / "bare.png").exists()


def test_what_has_no_chart_or_none_that_can_be_drawn_is_refused(capfd, tmp_path):
    for words, said in (
        (["units", "--format", "svg"], "a table has no chart"),
        (["sources", "--sort", "publisher", "--format", "svg"], "this view has no chart"),
    ):
        assert main(["export", *words]) == 2 and said in capfd.readouterr().err


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(frequency="month"), ("120.34d", "2026", "Dec", "no figure", "Compiler: GDCE")),
        (Selection(tab="people", view="events"), ("RCEP takes effect in Cambodia and Japan", "2030")),
        (Selection(tab="checks"), ("implied by the others", "0.041 to 0.371", "checks of published figures")),
        (Selection(tab="products", view="sections"), ("92.24%", "1995", "UNCTAD estimates")),
    ],
    ids=["heat", "timeline", "intervals", "before_after"],
)
def test_a_chart_that_has_no_one_axis_is_a_picture_too_with_every_row_and_number(book, selection, said):
    page = build(book, selection)
    row, column = page.cell_of(selection)
    picture = chart_of(page, book, (row, column), "svg").decode()
    words = " ".join(words_of(picture))
    assert all(each in words for each in said), words
    assert not re.search("[░▒▓█]", words.replace("░ to", "").replace("▒ to", "")) and "var(--" not in picture
    shown = page.chart_at(page.rows[row].complete(), column)
    assert all(shortened(label, 12).rstrip("… ") in words for label in (*shown.labels, *(s.label for s in shown.spans)))
    assert chart_of(page, book, (row, column), "png").startswith(b"\x89PNG")


def test_headings_carry_no_period_where_a_column_of_the_page_has_it(book):
    page = build(book, Selection("investment", view="approvals"))
    heading = page_as(page, book, "csv").decode().partition("\n")[0]
    assert "approved_investment_growth (percent)" in heading and not re.search(r"(19|20)\d\d", heading)


def test_markdown_explains_the_letters_behind_its_numbers(book):
    text = page_as(build(book, Selection(frequency="year")), book, "md").decode()
    assert "Behind a number: d derived, ! disputed, \\* inferred." in text
