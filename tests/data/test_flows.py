"""What a user may rely on in the figures of the pair; exact numbers are those the sources print."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data import IncomparableError, Period, flows, open_book
from cjtrade_data.implied import complete, is_open

JAN_FEB = Period.parse("2024-01/2024-02")
BOOK = open_book()


def one(flow, period, reporter="KHM", compiler="GDCE"):
    rows = flows.pair_totals(BOOK, reporter).filter(
        pl.col("flow") == flow, pl.col("period") == period, pl.col("compiler") == compiler
    )
    assert rows.height == 1
    return rows.row(0, named=True)


@pytest.mark.parametrize(
    ("flow", "million", "growth", "status"),
    [("exports", 237.22, 15.3, "reported"), ("imports", 88.43, -4.3, "reported"), ("total_trade", 325.65, 9.3, "reported"),
     ("trade_balance", 148.79, None, "reported")],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("flow", "period", "million", "low", "high"),
    [
        ("exports", "2024-02", 120.34, 120.33, 120.35), ("imports", "2024-02", 45.96, 45.95, 45.97),
        ("exports", "2023-01/2023-02", 205.65, 205.645, 205.655), ("imports", "2023-01/2023-02", 92.41, 92.405, 92.415),
        ("total_trade", "2022-09", 167.239, 167.237, 167.241), ("imports", "2024-01/2024-03", 142, 141, 143),
        ("exports", "2024", 1401.786, 1391.1, 1412.6), ("trade_balance", "2024-01/2024-10", 539.47, 539.415, 539.525),
    ],
)  # fmt: skip
def test_what_was_not_printed_but_follows_is_derived_with_its_interval(flow, period, million, low, high):
    row = one(flow, period)
    assert row["status"] == "derived" and row["formula"]
    assert row["amount"] == pytest.approx(million * 1e6, rel=1e-5)
    assert row["low"] == pytest.approx(low * 1e6, rel=1e-4)
    assert row["high"] == pytest.approx(high * 1e6, rel=1e-4)
    assert row["inputs"] and all(BOOK.figure(i) for i in row["inputs"])


@pytest.mark.parametrize(
    ("flow", "period", "formula"),
    [
        ("exports", "2024-02", "Jan-Feb 2024 less Jan 2024: 237.22 - 116.88 million USD"),
        ("exports", "2023-01/2023-02", "(total + balance) / 2: (298.06 + 113.24) / 2 million USD"),
        ("imports", "2024-01/2024-03", "total - exports: 507 - 365 million USD"),
        ("exports", "2024", "2025 without its growth of +12%: 1,570 / 1.12 million USD"),
        ("imports", "2021-12", "Dec 2022 without its growth of -8%: 54.91 / 0.92 million USD"),
        ("trade_balance", "2024", "exports - imports: 1,401.8 - 752.8 million USD"),
    ],
)
def test_a_formula_says_what_is_done_and_with_which_numbers(flow, period, formula):
    assert one(flow, period)["formula"] == formula


def test_a_limit_enters_a_formula_as_a_limit():
    assert one("total_trade", "2018-01/2018-06", "JPN", "JETRO")["formula"] == (
        "exports + imports: over 700 + 191 million USD"
    )


@pytest.mark.parametrize("reporter", ["KHM", "JPN"])
def test_whoever_does_the_sum_that_is_written_arrives_within_the_interval(reporter):
    rows = flows.pair_totals(BOOK, reporter).filter(pl.col("inputs").list.len() > 0)
    assert rows.height > 60
    for row in rows.iter_rows(named=True):
        sums = row["formula"].split(": ")[1].removesuffix(" million USD").replace(",", "")
        if "over" not in sums:
            done = eval(sums, {"__builtins__": {}}) * 1e6
            assert row["low"] - 1 <= done <= row["high"] + 1, row


def test_the_year_before_comes_from_the_print_that_gives_level_and_growth_together():
    """The first print of 2020 gives the growth; the revised level of 2020 must not be divided by it."""
    row = one("exports", "2019", "JPN", "JETRO")
    assert row["low"] <= 1615e6 / 0.933 <= row["high"]
    assert row["amount"] == pytest.approx(1615e6 / 0.933)


def test_every_stored_derivation_lies_within_the_interval_derived_here():
    frame = BOOK.figures_of("pair_press").filter(pl.col("status") == "derived")
    stored = {r["id"]: r["amount"] for r in frame.iter_rows(named=True)}
    made = pl.concat([flows.pair_totals(BOOK), flows.pair_totals(BOOK, "JPN")]).filter(
        pl.col("figure").is_in(list(stored))
    )
    assert made.height == len(stored) - 1  # the total of 2019 is printed elsewhere too, and the print is preferred
    for row in made.iter_rows(named=True):
        assert row["low"] - 1 <= stored[row["figure"]] <= row["high"] + 1, row


def test_a_limit_is_never_subtracted_from_or_grown():
    for reporter in ("KHM", "JPN"):
        for row in flows.pair_totals(BOOK, reporter).filter(pl.col("status") == "derived").iter_rows(named=True):
            assert not is_open(row) or row["flow"] == "total_trade"


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
        kept = {
            "year": period.is_year,
            "month": period.is_month,
            "ytd": period.is_year_to_date and not period.is_year,
        }
        assert kept[frequency]


def test_a_period_stands_against_the_same_months_a_year_before():
    frame = flows.against_year_before(BOOK, JAN_FEB)
    rows = {r["flow"]: r for r in frame.iter_rows(named=True)}
    assert rows["total_trade"]["before"] == pytest.approx(298.06e6)
    assert rows["total_trade"]["before_status"] == "reported"
    assert rows["exports"]["before_status"] == "derived"
    assert rows["trade_balance"]["before"] == pytest.approx(113.24e6)


def test_the_growth_worked_out_stands_beside_the_growth_printed():
    """The levels 205.65 and 237.22 give 15.344 to 15.357: what was printed as 15.3 reaches up to 15.35."""
    rows = {r["flow"]: r for r in flows.against_year_before(BOOK, JAN_FEB).iter_rows(named=True)}
    exports = rows["exports"]
    assert (exports["growth_pct"], exports["growth_status"]) == (15.3, "reported")
    assert exports["worked_low"] < (237.22 / 205.65 - 1) * 100 < exports["worked_high"]
    assert exports["growth_low"] < exports["worked_low"] < exports["growth_high"] < exports["worked_high"]
    assert exports["worked_low"] == pytest.approx((237.215 / 205.655 - 1) * 100)


def test_a_year_before_that_is_missing_stays_missing():
    frame = flows.against_year_before(BOOK, Period.parse("2021-08"))
    assert frame.height and frame["before"].null_count() == frame["worked_low"].null_count() == frame.height
    assert frame.schema == flows.against_year_before(BOOK, JAN_FEB).schema


def test_every_print_of_one_thing_can_be_had_the_preferred_first():
    frame = flows.figures_for(BOOK, "exports", Period.parse("2023"), compiler="GDCE")
    assert set(frame["growth_pct"].drop_nulls()) >= {2.0, 0.2} and set(frame["compiler"]) == {"GDCE"}
    assert frame["id"][0] == one("exports", "2023")["figure"]
    assert set(flows.figures_for(BOOK, "exports", Period.parse("2016"), "JPN")["measure"]) == {"imports"}
    assert flows.figures_for(BOOK, "exports", Period.parse("2023"), compiler="WITS").is_empty()


def test_a_period_nobody_has_is_refused():
    with pytest.raises(IncomparableError, match="no figure of 1999"):
        flows.against_year_before(BOOK, Period.parse("1999"))


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


amounts = st.integers(1, 10**6)


def record(flow, period, value, half, **more):
    p = Period.parse(period)
    blank = dict.fromkeys(
        (
            "period_start",
            "growth_pct",
            "growth_low",
            "growth_high",
            "growth_status",
            "formula",
            "locator",
            "note",
        )
    )
    return blank | {
        "flow": flow, "period": period, "period_end": "x", "months": p.months, "reporter": "KHM", "compiler": "GDCE",
        "valuation": "FOB", "amount": value, "low": value - half, "high": value + half, "status": "reported",
        "inputs": [], "figure": f"{flow}-{period}", "source": "s", "others": [], "growth_of": None,
    } | more  # fmt: skip


@given(amounts, amounts, amounts, st.sampled_from([0, 1, 10, 100]))
def test_whatever_is_printed_every_true_value_stays_within_what_is_derived(january, february, imports, digit):
    """Two true months and their imports, rounded as a source would; all that follows must hold the truth."""

    def printed(true):
        step = 10 ** len(str(digit)) if digit else 1
        return round(true / step) * step, step / 2

    run, exports1, m1 = january + february, printed(january), printed(imports)
    total, balance = printed(run + imports), printed(run - imports)
    records = complete([
        record("exports", "2024-01", *exports1), record("imports", "2024-01", *m1),
        record("total_trade", "2024-01/2024-02", *total), record("trade_balance", "2024-01/2024-02", *balance),
    ])  # fmt: skip
    truth = {
        ("exports", "2024-01"): january, ("imports", "2024-01"): imports, ("exports", "2024-01/2024-02"): run,
        ("imports", "2024-01/2024-02"): imports, ("exports", "2024-02"): february,
        ("total_trade", "2024-01"): january + imports, ("trade_balance", "2024-01"): january - imports,
    }  # fmt: skip
    for r in records:
        true = truth.get((r["flow"], r["period"]))
        if true is not None:
            assert r["low"] - 1e-6 <= true <= r["high"] + 1e-6, r


def test_less_than_a_limit_is_written_so():
    records = [record("exports", "2024", 5e6, 1e5, low=float("-inf")), record("imports", "2024", 2e6, 5e5)]
    (total,) = (r for r in complete(records) if r["flow"] == "total_trade")
    assert total["formula"] == "exports + imports: under 5.1 + 2 million USD"


def test_of_two_equally_fine_prints_the_later_is_shown():
    """Two widths of 10,000 dollars may differ in their last binary digit."""
    rows = flows.figures_for(open_book(), "total_trade", Period.of_year(2020), "JPN", "JETRO")
    assert rows["id"].to_list()[0] == "jetro-total-trade-2020-01-2020-12"
