"""The bundled tables, whatever else is on the machine: schema, keys, references, intervals, identities."""

import polars as pl
import pytest
from every_row import every_row

from cjtrade_data import Interval, open_book
from cjtrade_data.book.book import TABLES
from cjtrade_data.book.validate import check_references, check_table, read_package
from cjtrade_data.model.codes import FIGURE_COLUMNS
from cjtrade_data.model.figure import Figure
from cjtrade_data.safe_text import safe_text

PACKAGE = read_package(TABLES)
RESOURCES = {r["name"]: r for r in PACKAGE["resources"]}

DO_NOT_ADD_UP = {
    ("KHM", "CHN", "2022"): "exports, imports and no total",
    ("JPN", "2020-01/2020-09"): "the Post prints 1,209.98, 339.33 and 1,548.32: the total is 0.99 short in the source",
    ("KHM", "WLD", "2025-01"): "2.3 and 2.7 billion are rounded harder than the 5.05 they add up to",
}


@pytest.fixture(scope="module")
def book():
    return open_book()


@pytest.mark.slow
def test_the_package_is_valid_frictionless():
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(TABLES / "datapackage.json")).validate()
    assert report.valid, report.flatten(["path", "rowNumber", "message"])[:5]


@every_row("name", sorted(RESOURCES))
def test_every_row_keeps_to_its_schema_and_points_at_something(name):
    check_table(TABLES, RESOURCES[name])
    check_references(TABLES, PACKAGE, RESOURCES[name])


@every_row("name", sorted(n for n in RESOURCES if n.startswith("figures-")))
def test_figures_are_one_a_line_in_the_columns_and_order_promised(name):
    assert [f["name"] for f in RESOURCES[name]["schema"]["fields"]] == list(FIGURE_COLUMNS)
    lines = (TABLES / RESOURCES[name]["path"]).read_text("utf-8").splitlines()[1:]
    ids = [line.split(",", 1)[0] for line in lines]
    assert ids == sorted(ids)


def test_figure_ids_are_unique_across_all_tables(book):
    assert book.figures["id"].n_unique() == book.figures.height


def test_every_figure_has_a_source_a_status_and_an_interval_that_holds_it(book):
    sources = set(book.table("sources")["id"])
    for row in book.figures.iter_rows(named=True):
        figure = Figure.from_row(row)
        assert figure.source in sources
        assert figure.status in ("reported", "derived", "estimated")
        assert figure.amount in figure.interval
        assert (figure.status == "reported") == (not figure.formula) or figure.status == "estimated"


def test_the_frame_and_the_single_figure_tell_the_same_interval(book):
    for row in book.figures.iter_rows(named=True):
        interval = Figure.from_row(row).interval
        assert row["low"] == pytest.approx(float(interval.low), rel=1e-9, abs=1e-9)
        assert row["high"] == pytest.approx(float(interval.high), rel=1e-9, abs=1e-9)
        assert row["period"] == Figure.from_row(row).period.code


def test_exports_and_imports_make_the_total_wherever_one_source_prints_all_three(book):
    """Within rounding, but for the exceptions listed with their reason."""
    flows = ("exports", "imports", "total_trade")
    frame = book.figures.filter(
        pl.col("measure").is_in(flows), pl.col("product").is_null(), pl.col("status") == "reported"
    )
    found = {}
    for r in frame.iter_rows(named=True):
        key = (r["source"], r["reporter"], r["partner"], r["period"])
        found.setdefault(key, {})[r["measure"]] = Interval(r["low"], r["high"])
    checked = 0
    for (_, reporter, partner, period), parts in found.items():
        if set(parts) != set(flows):
            continue
        checked += 1
        low = parts["exports"].low + parts["imports"].low
        high = parts["exports"].high + parts["imports"].high
        meets = low <= parts["total_trade"].high + 1e-3 and parts["total_trade"].low <= high + 1e-3
        excused = {(reporter, period), (reporter, partner, period)} & set(DO_NOT_ADD_UP)
        assert meets or excused, (reporter, partner, period, parts)
    assert checked > 25


def test_totals_less_twice_the_imports_make_the_balance_where_one_source_prints_them(book):
    frame = book.figures.filter(
        pl.col("measure").is_in(["exports", "imports", "trade_balance"]), pl.col("status") == "reported"
    )
    found = {}
    for r in frame.iter_rows(named=True):
        found.setdefault((r["source"], r["reporter"], r["partner"], r["period"]), {})[r["measure"]] = r
    checked = 0
    for parts in found.values():
        if len(parts) == 3:
            checked += 1
            e, i, b = parts["exports"], parts["imports"], parts["trade_balance"]
            assert e["low"] - i["high"] <= b["high"] + 1e-3 and b["low"] <= e["high"] - i["low"] + 1e-3, b
    assert checked >= 8


def test_a_growth_rate_with_a_row_of_its_own_is_the_one_beside_the_level(book):
    levels = book.figures.filter(pl.col("source").str.starts_with("ppp-2024-03"), pl.col("growth_pct").is_not_null())
    rates = book.figures.filter(
        pl.col("source").str.starts_with("ppp-2024-03"), pl.col("measure").str.ends_with("_growth")
    )
    for r in rates.iter_rows(named=True):
        level = levels.filter(
            pl.col("measure") == r["measure"].removesuffix("_growth"), pl.col("period") == r["period"]
        )
        assert set(level["growth_pct"]) == {r["value"]}, r["id"]


def test_both_prints_of_the_growth_of_exports_in_2023_stand_each_with_its_source(book):
    rows = book.figures.filter(
        pl.col("measure") == "exports",
        pl.col("partner") == "JPN",
        pl.col("period") == "2023",
        pl.col("compiler") == "GDCE",
    )
    assert {(r["growth_pct"], r["source"]) for r in rows.iter_rows(named=True)} == {
        (2.0, "ppp-2024-03-gdce"),
        (0.2, "vietstock-2024-01-gdce"),
    }


def test_no_text_could_reach_the_terminal_as_anything_but_text():
    for resource in RESOURCES.values():
        for number, line in enumerate((TABLES / resource["path"]).read_text("utf-8").splitlines(), 1):
            assert safe_text(line) == line, (resource["path"], number)


def test_statements_speak_of_figures_that_exist(book):
    known = set(book.figures["id"])
    for cell in book.table("statements")["figures"].drop_nulls():
        assert set(cell.split()) <= known


def test_quotes_are_eight_words_at_most(book):
    assert all(len(q.split()) <= 8 for q in book.table("statements")["quote"].drop_nulls())


def test_no_address_ends_on_an_encoded_slash(book):
    assert not [source.id for source in book.sources.values() if source.url.lower().endswith("%2f")]
