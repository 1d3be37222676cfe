"""What a user may rely on in the figures of the pair; exact numbers are those the sources print."""

import re
from math import inf

import polars as pl
import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data import Period
from cjtrade_data.frames import flows
from cjtrade_data.model.reference import seen_from_first

JAN_FEB = Period.parse("2024-01/2024-02")


def one(flow, period, reporter="KHM", compiler="GDCE"):
    rows = flows.pair_totals(BOOK, reporter).filter(
        pl.col("flow") == flow, pl.col("period") == period, pl.col("compiler") == compiler
    )
    assert rows.height == 1
    return rows.row(0, named=True)


@pytest.mark.parametrize(
    ("flow", "million", "growth", "status"),
    [
        ("exports", 237.22, 15.3, "reported"),
        ("imports", 88.43, -4.3, "reported"),
        ("total_trade", 325.65, 9.3, "reported"),
        ("trade_balance", 148.79, None, "reported"),
    ],
)
def test_the_headlines_of_january_and_february_2024_are_those_printed(flow, million, growth, status):
    row = one(flow, "2024-01/2024-02")
    assert row["amount"] == pytest.approx(million * 1e6)
    assert (row["growth_pct"], row["status"]) == (growth, status)


def test_the_rows_of_one_compiler_and_period_are_never_mixed_with_anothers():
    totals = flows.pair_totals(BOOK)
    assert totals.select("flow", "period", "compiler").is_unique().all()
    assert set(totals["reporter"]) == {"KHM"}
    for flow, valuation in (("exports", "FOB"), ("imports", "CIF"), ("total_trade", "FOB/CIF")):
        assert set(totals.filter(pl.col("flow") == flow)["valuation"]) == {valuation}
    mirrored = flows.pair_totals(BOOK, "JPN")
    assert set(mirrored.filter(pl.col("flow") == "exports")["valuation"]) == {"CIF"}


def test_japans_imports_are_the_mirror_of_cambodias_exports():
    row = one("exports", "2016", "JPN", "WITS")
    assert row["amount"] == pytest.approx(1_223_328_212)
    assert BOOK.figure(row["figure"]).measure == "imports"


def test_japans_deficit_is_cambodias_surplus():
    assert one("trade_balance", "2021", "JPN", "JETRO")["amount"] == pytest.approx(1172.9e6)


def test_both_prints_of_a_contested_growth_can_be_reached():
    row = one("exports", "2023")
    assert row["growth_pct"] == 2.0
    others = [BOOK.figure(i) for i in row["others"]]
    assert [float(f.growth_pct) for f in others] == [0.2]


@every_row(
    ("flow", "period", "million", "low", "high"),
    [
        ("exports", "2024-02", 120.34, 120.33, 120.35),
        ("imports", "2024-02", 45.96, 45.95, 45.97),
        ("exports", "2023-01/2023-02", 205.65, 205.645, 205.655),
        ("imports", "2023-01/2023-02", 92.41, 92.405, 92.415),
        ("total_trade", "2022-09", 167.239, 167.237, 167.241),
        ("imports", "2024-01/2024-03", 142, 141.5, 142.5),
        ("imports", "2024", 752.756, 749.4, 756.2),
        ("trade_balance", "2024-01/2024-10", 539.47, 539.415, 539.525),
    ],
)
def test_what_was_not_printed_but_follows_is_derived_with_its_interval(flow, period, million, low, high):
    row = one(flow, period)
    assert row["status"] == "derived" and row["formula"]
    assert row["amount"] == pytest.approx(million * 1e6, rel=1e-5)
    assert row["low"] == pytest.approx(low * 1e6, rel=1e-4)
    assert row["high"] == pytest.approx(high * 1e6, rel=1e-4)
    assert row["inputs"] and all(BOOK.figure(i) for i in row["inputs"])


@every_row(
    ("flow", "period", "formula"),
    [
        ("exports", "2024-02", "exports Jan-Feb 2024 237.22 million dollars - exports Jan 2024 116.88 million dollars"),
        (
            "exports",
            "2023-01/2023-02",
            "(total trade Jan-Feb 2023 298.06 million dollars + trade balance Jan-Feb 2023 113.24 million dollars) / 2",
        ),
        (
            "imports",
            "2024-01/2024-03",
            "(total trade Jan-Mar 2024 507 million dollars - trade balance Jan-Mar 2024 223 million dollars) / 2",
        ),
        ("imports", "2024", "imports 2025 956 million dollars / (1 +0.27)"),
        (
            "trade_balance",
            "2024",
            "exports 2024 1,408 million dollars - (imports 2025 956 million dollars / (1 +0.27))",
        ),
    ],
)
def test_a_formula_says_what_is_done_and_with_which_numbers(flow, period, formula):
    assert one(flow, period)["formula"] == formula


def test_a_limit_enters_a_formula_as_a_limit():
    row = one("total_trade", "2018-01/2018-06", "JPN", "JETRO")
    assert row["formula"] == "exports Jan-Jun 2018 191 million dollars + imports Jan-Jun 2018 over 700 million dollars"
    assert row["high"] == inf


SCALES = {"thousand": "e3", "million": "e6", "billion": "e9"}
TERM = re.compile(
    r"(?:exports|imports|total trade|trade balance|trade deficit) [^\d]*(?:\d{4}[^\d]*?|-[A-Z][a-z]{2} \d{4} )(?P<sign>-?)(?P<number>[\d,.]+)(?: (?P<scale>thousand|million|billion))? dollars"
)


def computed(formula):
    """What whoever does the sum that is written arrives at, in dollars."""
    sums = TERM.sub(lambda m: f"({m['sign']}{m['number'].replace(',', '')}{SCALES.get(m['scale'], '')})", formula)
    return eval(sums.replace(" x ", " * ").replace("(1 ", "(1"), {"__builtins__": {}})


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_whoever_does_the_sum_that_is_written_arrives_within_the_interval(reporter):
    rows = flows.pair_totals(BOOK, reporter).filter(pl.col("inputs").list.len() > 0)
    assert rows.height > 60
    for row in rows.iter_rows(named=True):
        if not re.search("over|under|leave possible", row["formula"]):
            assert row["low"] - 1 <= computed(row["formula"]) <= row["high"] + 1, row


def test_the_year_before_comes_from_the_print_that_gives_level_and_growth_together():
    """The first print of 2020 gives the growth; the revised level of 2020 must not be divided by it."""
    row = one("exports", "2019", "JPN", "JETRO")
    assert row["low"] < 1615.5e6 / 0.9325 and row["high"] > 1614.5e6 / 0.9335
    assert "1.615 billion" in row["formula"] or "exports 2020" in row["formula"]


def test_every_derivation_of_a_table_agrees_with_the_interval_derived_here():
    frame = BOOK.frame("pair_press").filter(pl.col("status") == "derived")
    for row in frame.iter_rows(named=True):
        flow = seen_from_first(BOOK.pair, row["reporter"])[row["measure"]]
        made = one(flow, row["period"], row["reporter"], row["compiler"])
        if made["status"] == "reported":  # printed elsewhere, and the print is preferred
            continue
        assert made["low"] <= row["high"] and made["high"] >= row["low"], made


def test_a_limit_is_never_subtracted_from_or_grown():
    for reporter in ("KHM", "JPN"):
        for row in flows.pair_totals(BOOK, reporter).filter(pl.col("status") == "derived").iter_rows(named=True):
            assert inf not in (-row["low"], row["high"]) or row["flow"] == "total_trade"


def test_the_interval_of_a_derived_growth_holds_the_growth_of_the_centres():
    rows = flows.pair_totals(BOOK).filter(pl.col("growth_status") == "derived")
    assert rows.height > 60
    assert rows.filter(
        (pl.col("growth_low") > pl.col("growth_pct")) | (pl.col("growth_pct") > pl.col("growth_high"))
    ).is_empty()


@pytest.mark.parametrize("frequency", ["year", "ytd", "month"])
def test_a_frequency_keeps_only_its_periods(frequency):
    for code in flows.pair_totals(BOOK, "KHM", frequency)["period"].unique():
        period = Period.parse(code)
        kept = {"year": period.is_year, "month": period.is_month, "ytd": period.is_year_to_date and not period.is_year}
        assert kept[frequency]


def test_a_notebook_has_the_mirror_gap_of_every_year_of_which_the_flows_tab_has_it():
    of_years = flows.mirror_gap(BOOK).filter(pl.col("flow") == "exports", pl.col("period").is_in(["2016", "2017"]))
    pairs = of_years.select("period", "khm_compiler", "jpn_compiler").rows()
    assert pairs == [("2016", "WITS", "WITS"), ("2017", "WITS", "JETRO")]


def test_the_mirror_gap_of_2016_is_what_the_two_sides_print():
    rows = flows.mirror_gap(BOOK).filter(pl.col("period") == "2016", pl.col("flow") == "exports")
    row = rows.row(0, named=True)
    assert (row["khm"], row["jpn"]) == (pytest.approx(827_187_921), pytest.approx(1_223_328_212))
    assert row["gap"] == pytest.approx(396_140_291) and row["gap_low"] < row["gap"] < row["gap_high"]
    assert row["ratio_low"] < row["ratio"] < row["ratio_high"]
    assert row["ratio"] == pytest.approx(1_223_328_212 / 827_187_921)


def test_the_cover_ratio_never_crosses_compilers():
    frame = flows.cover_ratio(BOOK, frequency="ytd").filter(pl.col("period") == JAN_FEB.code)
    assert frame.height == 1
    row = frame.row(0, named=True)
    assert row["low"] < 237.22 / 88.43 < row["high"]
