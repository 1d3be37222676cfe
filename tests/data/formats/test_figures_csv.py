"""Our own columns, out and in again."""

from pathlib import Path

import polars as pl
import pytest
from bundled import BOOK
from every_row import every_row

import cjtrade_data

TABLES = Path(cjtrade_data.__file__).parent / "tables" / "figures"


@pytest.mark.slow
def test_the_bundled_tables_come_back_as_they_are(load):
    for path in sorted(TABLES.glob("*.csv")):
        frame, report = load(path)
        figures = BOOK.frame(path.stem)
        assert (report.imported, report.rejected) == (figures.height, 0), path.name
        back = frame.sort("line")
        assert back["value"].to_list() == pytest.approx(figures["amount"].to_list(), rel=1e-15)
        for name in ("measure", "product", "period_end", "unit", "scale", "valuation", "status", "source"):
            assert back[name].to_list() == figures[name].fill_null("").to_list(), (path.name, name)
        assert back["decimals"].to_list() == figures["decimals"].to_list()
        assert back["growth_pct"].to_list() == figures["growth_pct"].to_list()


def test_only_what_is_needed_in_any_order(given):
    frame, _ = given(
        "unit,value,period_end,reporter,Measure\nUSD,237.22,2024-02,KHM,exports\nrank,4,2023-12,KHM,exports_rank\n"
    )
    first, second = frame.sort("line").rows(named=True)
    assert (first["value"], first["decimals"], first["scale"], first["partner"], first["period_start"]) == (
        237.22,
        2,
        "one",
        "",
        "",
    )
    assert (second["rounding"], second["status"]) == ("exact", "reported")


def test_a_value_is_multiplied_by_its_scale_and_keeps_its_bound(given):
    frame, _ = given(
        "measure,reporter,partner,period_start,period_end,value,unit,scale,decimals,bound\n"
        "exports,KHM,JPN,2024-01,2024-02,1.1,USD,billion,1,over\n"
    )
    row = frame.row(0, named=True)
    assert (row["value"], row["scale"], row["decimals"], row["bound"]) == (1.1e9, "billion", 1, "over")


HEADING = "measure,reporter,partner,period_start,period_end,value,unit,scale,decimals,status,valuation,basis,bound\n"


@every_row(
    ("row", "column"),
    [
        (",KHM,JPN,2024-01,2024-02,1,USD,one,0,reported,FOB,,", "measure"),
        ("exports,KHX,JPN,2024-01,2024-02,1,USD,one,0,reported,FOB,,", "reporter"),
        ("exports,KHM,JPX,2024-01,2024-02,1,USD,one,0,reported,FOB,,", "partner"),
        ("exports,KHM,JPN,2024-03,2024-02,1,USD,one,0,reported,FOB,,", "period_start"),
        ("exports,KHM,JPN,2024-01,2024,1,USD,one,0,reported,FOB,,", "period_end"),
        ("exports,KHM,JPN,2024-01,2024-02,one,USD,one,0,reported,FOB,,", "value"),
        ("exports,KHM,JPN,2024-01,2024-02,1,,one,0,reported,FOB,,", "unit"),
        ("exports,KHM,JPN,2024-01,2024-02,1,USD,dozen,0,reported,FOB,,", "scale"),
        ("exports,KHM,JPN,2024-01,2024-02,1,USD,one,few,reported,FOB,,", "decimals"),
        ("exports,KHM,JPN,2024-01,2024-02,1,USD,one,0,rumoured,FOB,,", "status"),
        ("exports,KHM,JPN,2024-01,2024-02,1,USD,one,0,reported,CFR,,", "valuation"),
        ("exports,KHM,JPN,2024-01,2024-02,1,USD,one,0,reported,FOB,hope,", "basis"),
        ("exports,KHM,JPN,2024-01,2024-02,1,USD,one,0,reported,FOB,,about", "bound"),
    ],
    quick=3,
)
def test_a_wrong_cell_rejects_its_row_and_is_named(given, row, column):
    frame, report = given(HEADING + row + "\n")
    assert frame.height == 0
    assert [(r.line, r.column) for r in report.rejections] == [(2, column)]


def test_hostile_text_is_cleaned_before_it_is_kept(given):
    frame, report = given(
        "measure,reporter,period_end,value,unit,note\n"
        "exports,KHM,2024-02,1,USD,\x1b]52;c;aGk=\x07owned\u202egpj\nexports,\x1b[31mKHM,2024-02,1,USD,\n"
    )
    assert frame["note"].to_list() == ["]52;c;aGk=ownedgpj"]
    assert "\x1b" not in str(report.rejections[0])
    assert isinstance(frame, pl.DataFrame)
