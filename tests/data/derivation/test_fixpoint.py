"""How a level that nobody printed is found, and which way wins."""

from fractions import Fraction

import pytest
from every_row import every_row

from cjtrade_data.derivation.levels import Series
from cjtrade_data.derivation.quantity import Operation
from cjtrade_data.model.period import Period


@pytest.fixture
def level(book, row):
    """(value, low, high) in millions of a level that follows from rows of (measure, period, value, more), or None."""

    def of(measure, period, *rows):
        made = [row(m, p, v, **(more[0] if more else {})) for m, p, v, *more in rows]
        of.quantity = q = Series(book(*made), "KHM", "JPN", "GDCE").level(measure, Period.parse(period))
        return (
            None if q is None else tuple(round(float(x) / 1e6, 6) for x in (q.value, q.interval.low, q.interval.high))
        )

    return of


@every_row(
    ("measure", "rows", "expected"),
    [
        ("exports", (("total_trade", "30"), ("imports", "10")), (20, 19, 21)),
        ("exports", (("trade_balance", "30"), ("imports", "10")), (40, 39, 41)),
        ("exports", (("total_trade", "30"), ("trade_balance", "10")), (20, 19.5, 20.5)),
        ("imports", (("total_trade", "30"), ("exports", "10")), (20, 19, 21)),
        ("imports", (("exports", "30"), ("trade_balance", "10")), (20, 19, 21)),
        ("imports", (("total_trade", "30"), ("trade_balance", "10")), (10, 9.5, 10.5)),
        ("total_trade", (("exports", "30"), ("imports", "10")), (40, 39, 41)),
        ("trade_balance", (("exports", "30"), ("imports", "10")), (20, 19, 21)),
    ],
)
def test_each_flow_follows_from_two_others_with_the_rounding_of_both(level, measure, rows, expected):
    assert level(measure, "2023", *((m, "2023", v) for m, v in rows)) == expected
    assert level.quantity.derivation.operation is Operation.IDENTITY


def test_a_printed_deficit_is_a_balance_with_its_sign_turned(level):
    assert level("trade_balance", "2023", ("trade_deficit", "2023", "5.5")) == (-5.5, -5.55, -5.45)
    assert level("trade_deficit", "2023", ("exports", "2023", "30"), ("imports", "2023", "10")) == (-20, -21, -19)


def test_a_month_is_what_two_runs_differ_by(level):
    runs = ("exports", "2024-01/2024-02", "237.22"), ("exports", "2024-01", "116.88")
    assert level("exports", "2024-02", *runs) == (120.34, 120.33, 120.35)
    assert level.quantity.derivation.operation is Operation.RUNS


def test_a_run_is_what_its_parts_add_up_to(level):
    assert level(
        "exports", "2024-01/2024-03", ("exports", "2024-01/2024-02", "20.0"), ("exports", "2024-03", "10.0")
    ) == (30, 29.9, 30.1)


def test_a_run_over_new_year_is_made_of_both_years(level):
    parts = ("exports", "2023-11/2023-12", "20.0"), ("exports", "2024-01", "10.0")
    assert level("exports", "2023-11/2024-01", *parts) == (30, 29.9, 30.1)


def test_a_run_is_made_of_no_run_that_leaves_its_years(level):
    after = ("exports", "2023-07/2024-06", "40.0"), ("exports", "2024-01/2024-06", "10.0")
    assert level("exports", "2023-07/2023-12", *after) is None
    before = ("exports", "2022-07/2023-06", "40.0"), ("exports", "2022-07/2022-12", "10.0")
    assert level("exports", "2023-01/2023-06", *before) is None
    assert level("exports", "2022-07/2023-03", *before, ("exports", "2023-01/2023-03", "5.0")) == (15, 14.9, 15.1)


def test_what_is_added_and_taken_away_again_widens_nothing(level):
    rows = (
        ("exports", "2024-01/2024-04", "40.0"),
        ("exports", "2024-01/2024-03", "30.0"),
        ("exports", "2024-03", "10.0"),
    )
    assert level("exports", "2024-03/2024-04", *rows) == (20, 19.85, 20.15)


def test_what_is_no_flow_has_runs_too(level):
    runs = ("fdi_inflow", "2024-01/2024-08", "30.0"), ("fdi_inflow", "2024-01/2024-06", "10.0")
    assert level("fdi_inflow", "2024-07/2024-08", *runs) == (20, 19.9, 20.1)


def test_a_run_too_wide_to_say_anything_is_no_level(level):
    assert level("exports", "2024-02", ("exports", "2024-01/2024-02", "15"), ("exports", "2024-01", "5")) == (10, 9, 11)
    assert level("exports", "2024-02", ("exports", "2024-01/2024-02", "12"), ("exports", "2024-01", "8")) is None


def test_shares_and_growth_are_never_added_up_over_months(level):
    rows = [
        ("share_of_world_exports", p, v, {"unit": "percent", "scale": "one"})
        for p, v in (("2024-01/2024-02", "9.0"), ("2024-01", "4.0"))
    ]
    assert level("share_of_world_exports", "2024-02", *rows) is None


def test_the_year_before_is_the_level_without_its_growth(level):
    value, low, high = level("exports", "2023", ("exports", "2024", "110.0", {"growth_pct": "10.0"}))
    assert (value, low, high) == (100, round(109.95 / 1.1005, 6), round(110.05 / 1.0995, 6))
    assert level.quantity.derivation.operation is Operation.BEFORE_GROWTH


def test_growth_printed_apart_is_used_with_the_level_of_the_same_page_only(level):
    growth = ("exports_growth", "2024", "10.0", {"unit": "percent", "scale": "one", "source": "late"})
    assert level("exports", "2023", ("exports", "2024", "110.0"), growth) is None
    assert level("exports", "2023", ("exports", "2024", "110.0", {"source": "late"}), growth) is not None


def test_a_level_follows_from_the_year_before_and_a_growth_printed_alone(level):
    growth = ("exports_growth", "2024", "10.0", {"unit": "percent", "scale": "one"})
    assert level("exports", "2024", ("exports", "2023", "100.0"), growth)[0] == pytest.approx(110)
    assert level.quantity.derivation.operation is Operation.AFTER_GROWTH


def test_of_two_ways_the_narrower_wins(level):
    rows = (
        ("total_trade", "2024", "30"),
        ("imports", "2024", "10"),
        ("trade_balance", "2024", "10.00"),
        ("imports", "2024", "10.00", {"id": "finer"}),
    )
    assert level("exports", "2024", *rows) == (20, 19.99, 20.01)


def test_a_run_that_is_narrower_by_a_dollar_wins_too(level):
    ones = {"scale": "one"}
    rows = [
        (measure, period, value, ones)
        for measure, period, value in (
            ("total_trade", "2024", "30"),
            ("imports", "2024", "10"),
            ("exports", "2024-01/2024-06", "12"),
            ("exports", "2024-07/2024-12", "8.0"),
        )
    ]
    assert level("exports", "2024", *rows) is not None
    assert level.quantity.interval.width == Fraction("1.1")


def test_where_two_ways_exclude_each_other_the_one_on_fewer_figures_wins(level):
    rows = (
        ("total_trade", "2024", "30.0"),
        ("imports", "2024", "10.0"),
        ("exports", "2024-01/2024-06", "10.00"),
        ("exports", "2024-07/2024-09", "5.00"),
        ("exports", "2024-10/2024-12", "7.00"),
    )
    assert level("exports", "2024", *rows) == (20, 19.9, 20.1)


def test_a_printed_level_is_never_replaced_by_a_narrower_one(level):
    rows = ("exports", "2024", "20"), ("total_trade", "2024", "30.00"), ("imports", "2024", "10.00")
    assert level("exports", "2024", *rows) == (20, 19.5, 20.5)
    assert level.quantity.figure is not None


def test_a_printed_level_is_not_replaced_by_the_growth_of_the_year_after_either(level):
    rows = ("exports", "2023", "100"), ("exports", "2024", "110.000", {"growth_pct": "10.00"})
    assert level("exports", "2023", *rows) == (100, 99.5, 100.5)


def test_runs_start_from_the_finest_prints_of_a_period(level):
    rows = (
        ("exports", "2024", "20"),
        ("total_trade", "2024", "30.00"),
        ("imports", "2024", "10.00"),
        ("exports", "2024-12", "4.00"),
    )
    assert level("exports", "2024-01/2024-11", *rows) == (16, 15.985, 16.015)


def test_a_limit_gives_way_to_a_number_that_follows(level):
    rows = ("exports", "2024", "15", {"bound": "over"}), ("total_trade", "2024", "30.0"), ("imports", "2024", "10.0")
    assert level("exports", "2024", *rows) == (20, 19.9, 20.1)


def test_a_limit_is_part_of_a_total_only_and_leaves_it_a_limit(level):
    limit = ("exports", "2024", "15", {"bound": "over"}), ("imports", "2024", "10.0")
    assert level("total_trade", "2024", *limit) == (25, 24.95, float("inf"))
    assert level("trade_balance", "2024", *limit) is None


def test_a_stock_at_a_point_in_time_is_no_sum_of_months(level):
    assert level("fdi_stock", "2023-12-31", ("fdi_stock", "2023-03-31", "10")) is None


def test_editions_of_one_compiler_are_never_mixed(book, row):
    made = book(
        row("exports", "2016", "10.0", source="old-1"),
        row("imports", "2016", "5.0", source="old-1"),
        row("exports", "2016", "12.0", source="old-2"),
    )
    total = Series(made, "KHM", "JPN", "OLD").level("total_trade", Period.of_year(2016))
    assert float(total.value) == 15e6 and {f.source for f in total.figures} == {"old-1"}


def test_growth_is_that_of_the_page_whose_level_is_shown(book, row):
    made = book(
        row("exports", "2023", "1173", growth_pct="0.2"), row("exports", "2023", "900", source="late", growth_pct="2.0")
    )
    series = Series(made, "KHM", "JPN", "GDCE")
    assert series.level("exports", Period.of_year(2023)).figure.source == "late"
    assert float(series.growth("exports", Period.of_year(2023)).value) == 2.0


def test_growth_that_nobody_printed_comes_from_two_levels(book, row):
    made = book(row("exports", "2023", "110"), row("exports", "2022", "100"))
    growth = Series(made, "KHM", "JPN", "GDCE").growth("exports", Period.of_year(2023))
    assert (growth.status, float(growth.value)) == ("derived", 10.0)
    assert [float(end) for end in (growth.interval.low, growth.interval.high)] == pytest.approx(
        [(109.5 / 100.5 - 1) * 100, (110.5 / 99.5 - 1) * 100]
    )


def test_a_run_of_more_than_a_year_makes_no_level_of_another(level):
    runs = ("exports", "2022-01/2023-06", "30.0"), ("exports", "2022-01/2022-06", "10.0")
    assert level("exports", "2022-07/2023-06", *runs) is None


def test_a_run_over_new_year_follows_from_what_was_found_late_in_the_year_before(book, row):
    over = Period.parse("2023-06/2024-01")
    made = book(
        row("total_trade", "2023", "120.0"),
        row("total_trade", "2023-01/2023-11", "100.0"),
        row("exports", "2023-12", "12.0"),
        row("imports", "2024-01", "4.0"),
        row("imports", "2023-06/2023-11", "30.0"),
        row("exports", over.code, "20.0"),
    )
    found = Series(made, "KHM", "JPN", "GDCE").levels("imports")
    assert float(found[over].value) == 42e6


def test_growth_is_printed_with_a_level_or_alone_and_each_different_print_counts_once(book, row):
    alone = {"unit": "percent", "scale": "one"}
    made = book(
        row("exports", "2023", "1173", growth_pct="0.2"),
        row("exports_growth", "2023", "0.20", source="late", **alone),
        row("exports_growth", "2022", "3.0", **alone),
        row("exports_growth_on_month", "2023-05", "7.0", **alone),
        row("exports_growth", "2023-05", "9.0", **alone),
    )
    own, may = Series(made, "KHM", "JPN", "GDCE"), Period.of_months(2023, 5, 5)

    def growths(period, *since):
        return [(q.figure.source, float(q.value)) for q in own.growths("exports", period, *since)]

    assert growths(Period.of_year(2023)) == [("late", 0.2)]
    assert growths(Period.of_year(2022)) == growths(Period.of_year(2022), Period.of_year(2021)) == [("early", 3.0)]
    assert growths(Period.of_year(2023), Period.of_year(2021)) == []
    assert growths(may) == [("early", 9.0)] and growths(may, may.shift(-1)) == [("early", 7.0)]


def test_what_two_others_of_a_period_give_is_told_beside_a_print_too(book, row):
    made = book(row("exports", "2024", "20.0"), row("total_trade", "2024", "30"), row("imports", "2024", "10"))
    [found] = Series(made, "KHM", "JPN", "GDCE").identities("exports", Period.of_year(2024))
    assert (found.value, found.interval.width, found.figure) == (20_000_000, 2_000_000, None)
    limit = book(row("total_trade", "2024", "30"), row("imports", "2024", "10", bound="over"))
    assert not list(Series(limit, "KHM", "JPN", "GDCE").identities("exports", Period.of_year(2024)))


def test_the_periods_of_a_flow_are_those_printed_or_given_by_two_others_oldest_first(book, row):
    made = book(
        row("exports", "2021", "9"),
        row("trade_deficit", "2021", "3"),
        row("total_trade", "2022", "20"),
        row("imports", "2022", "8"),
        row("exports", "2020", "7", status="derived"),
        row("exports", "2024-03", "1"),
        row("fdi_inflow", "2023", "5"),
    )
    own = Series(made, "KHM", "JPN", "GDCE")
    assert [p.code for p in own.periods("imports")] == ["2021", "2022"]
    assert [p.code for p in own.periods("exports")] == ["2021", "2022", "2024-03"]
    assert own.periods("trade_deficit") == own.periods("trade_balance") == [Period.of_year(2021), Period.of_year(2022)]
    assert [p.code for p in own.periods("fdi_inflow")] == ["2023"]
    assert [p.code for p in own.known("exports")] == ["2020", "2021", "2024-03"]
    assert [p.code for p in own.known("exports", derived=False)] == ["2021", "2024-03"]
    assert [own.is_split("exports", year) for year in (2021, 2022, 2024)] == [False, False, True]


def test_levels_are_of_years_months_and_months_to_date_and_of_whatever_is_printed(book, row):
    made = book(
        row("exports", "2024-01/2024-02", "20.0"),
        row("exports", "2024-01", "8.0"),
        row("exports", "2024-05/2024-06", "9.0"),
        row("exports", "2024-05", "4.0"),
        row("trade_deficit", "2023", "3.0"),
    )
    own = Series(made, "KHM", "JPN", "GDCE")
    found = {period.code: float(q.value) / 1e6 for period, q in own.levels("exports").items()}
    assert found == {
        "2024-01": 8,
        "2024-02": 12,
        "2024-01/2024-02": 20,
        "2024-05": 4,
        "2024-06": 5,
        "2024-05/2024-06": 9,
    }
    assert list(own.levels("exports", lambda period: period.is_month)) == [
        Period.of_months(2024, m, m) for m in (1, 2, 5, 6)
    ]
    deficits = [own.levels(name) for name in ("trade_deficit", "trade_balance")]
    assert [float(q.value) / 1e6 for levels in deficits for q in levels.values()] == [3, -3]
