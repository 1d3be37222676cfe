"""What is derived is true: in a made-up world where every month is known, each interval holds the truth."""

import csv
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from bundled import BOOK
from every_row import every_row
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjtrade_data.book.book import Book
from cjtrade_data.derivation.exchange_rates import in_currency
from cjtrade_data.derivation.levels import Series
from cjtrade_data.model.codes import FIGURE_COLUMNS
from cjtrade_data.model.period import Period
from cjtrade_data.model.records import Edition, Source
from cjtrade_data.wording.formula import formula

YEARS = (2022, 2023)
MONTHS = len(YEARS) * 12
FLOWS = ("exports", "imports", "total_trade", "trade_balance")
money = st.integers(1_000, 500_000).map(lambda n: Decimal(n) / 1_000)
prints = st.lists(
    st.tuples(st.sampled_from(FLOWS), st.integers(0, MONTHS - 1), st.integers(1, 12), st.integers(0, 2), st.booleans()),
    min_size=3,
    max_size=12,
)


def truth(exports: list[Decimal], imports: list[Decimal], flow: str, period: Period) -> Decimal:
    assert period.first is not None
    months = range(period.first - YEARS[0] * 12, period.last - YEARS[0] * 12 + 1)
    sold, bought = sum(exports[m] for m in months), sum(imports[m] for m in months)
    return Decimal(
        {"exports": sold, "imports": bought, "total_trade": sold + bought, "trade_balance": sold - bought}[flow]
    )


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


def write(folder: Path, rows: list[dict[str, str]]) -> Book:
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    with (folder / "figures" / "made_up.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(FIGURE_COLUMNS), restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.DictWriter(lines, list(Source._fields), restval="", lineterminator="\n")
        table.writeheader()
        table.writerow({"id": "made-up", "compiler": "GDCE", "rounding": "nearest", "published": "2024-01"})
    (folder / "editions.csv").write_text(",".join(Edition._fields) + "\n", encoding="utf-8")
    return Book(folder)


def figure(flow: str, period: Period, value: Decimal, decimals: int, growth: Decimal | None) -> dict[str, str]:
    assert period.first is not None
    return {
        "id": f"{flow}-{period.code}".replace("/", "-").replace("_", "-"),
        "measure": flow,
        "reporter": "KHM",
        "partner": "JPN",
        "period_start": f"{period.first // 12}-{period.first % 12 + 1:02d}",
        "period_end": f"{period.last // 12}-{period.last % 12 + 1:02d}",
        "value": str(value),
        "unit": "USD",
        "scale": "million",
        "decimals": str(decimals),
        "status": "reported",
        "growth_pct": "" if growth is None else str(growth),
        "growth_decimals": "" if growth is None else "1",
        "source": "made-up",
    }


@settings(
    max_examples=min(60, settings.default.max_examples), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(money, min_size=MONTHS, max_size=MONTHS), st.lists(money, min_size=MONTHS, max_size=MONTHS), prints)
def test_every_level_worked_out_holds_the_truth(tmp_path, exports, imports, chosen):
    rows = {}
    for flow, first, length, decimals, with_growth in chosen:
        start = YEARS[0] * 12 + first
        last = min(start + length - 1, start // 12 * 12 + 11)
        period = Period(start, last)
        value = truth(exports, imports, flow, period)
        growth = None
        if with_growth and period.year == YEARS[1] and flow != "trade_balance":
            growth = rounded((value / truth(exports, imports, flow, period.year_before) - 1) * 100, 1)
        rows[flow, period] = figure(flow, period, rounded(value, decimals), decimals, growth)
    line = Series(write(tmp_path, list(rows.values())), "KHM", "JPN", "GDCE")
    for year in YEARS:
        for first in range(1, 13):
            for last in range(first, 13):
                period = Period.of_months(year, first, last)
                for flow in FLOWS:
                    level = line.level(flow, period)
                    if level is not None:
                        true = Fraction(truth(exports, imports, flow, period)) * 10**6
                        assert true in level.interval, (flow, period, formula(level))
                        assert level.value in level.interval
                        assert (level.figure is None) == ((flow, period) not in rows)


GDCE = Series(BOOK, "KHM", "JPN", "GDCE")


def millions(flow: str, period: str) -> tuple[float, float, float]:
    level = GDCE.level(flow, Period.parse(period))
    assert level is not None
    return tuple(float(x) / 1e6 for x in (level.value, level.interval.low, level.interval.high))


@every_row(
    ("flow", "period", "expected"),
    [
        ("exports", "2024-02", (120.34, 120.33, 120.35)),
        ("exports", "2023-01/2023-02", (205.65, 205.645, 205.655)),
        ("imports", "2023-01/2023-02", (92.41, 92.405, 92.415)),
        ("trade_balance", "2023", (546.4, 541.35, 551.45)),
        ("imports", "2024", (956 / 1.27, 955.5 / 1.275, 956.5 / 1.265)),
    ],
)
def test_levels_that_nobody_printed_follow_from_those_printed(flow, period, expected):
    assert millions(flow, period) == pytest.approx(expected)


def test_the_printed_figure_is_never_replaced_by_a_derivation():
    level = GDCE.level("trade_balance", Period.parse("2024-01/2024-02"))
    assert level is not None
    assert level.figure is not None
    assert level.figure.id == "article-r12"


def test_a_derivation_names_the_figures_it_used_in_order():
    level = GDCE.level("exports", Period.parse("2024-02"))
    assert level is not None
    assert [f.id for f in level.figures] == ["article-r04", "gdce-exports-2024-01"]
    assert formula(level) == "exports Jan-Feb 2024 237.22 million dollars - exports Jan 2024 116.88 million dollars"


def test_growth_is_worked_out_from_the_finest_level_that_the_prints_of_a_period_give():
    """Total trade of 2023 is printed as 1.8 billion, its exports and imports as 1.17 billion and 623.6 million."""
    total = GDCE.level("total_trade", Period.of_year(2023))
    assert total is not None
    assert total.figure is not None
    rate = GDCE.growth("total_trade", Period.of_year(2024))
    assert rate is not None
    assert "article-r18" not in {f.id for f in rate.figures}
    assert (float(rate.interval.low), float(rate.interval.high)) == pytest.approx((19.9, 21.1), abs=0.1)
    in_yen = in_currency(BOOK, rate, "JPY")
    assert rate.interval.width <= in_yen.interval.width < 2 * rate.interval.width


def test_a_print_as_fine_as_what_the_others_give_is_what_growth_is_worked_out_from():
    exports = GDCE.finest("exports", Period.parse("2024-01/2024-02"))
    assert exports is not None
    assert exports.figure is not None


def test_a_level_taken_from_growth_gives_no_growth_back():
    assert GDCE.recomputed_growth("imports", Period.of_year(2025)) is None


def test_what_cannot_be_worked_out_is_none():
    assert GDCE.level("imports", Period.parse("2025-04/2025-06")) is None
    assert GDCE.level("exports", Period.of_year(2030)) is None


def test_compilers_are_never_mixed():
    for compiler in ("GDCE", "WITS", "CEPII"):
        line = Series(BOOK, "KHM", "JPN", compiler)
        for period in line.periods("total_trade"):
            level = line.level("total_trade", period)
            assert level is not None
            assert {f.compiler for f in level.figures} == {compiler}


def test_a_limit_is_never_part_of_a_sum():
    jetro = Series(BOOK, "JPN", "KHM", "JETRO")
    level = jetro.level("trade_deficit", Period.of_year(2018))
    assert level is None or all(not f.bound for f in level.figures)


def test_a_limit_gives_no_year_before():
    jetro = Series(BOOK, "JPN", "KHM", "JETRO")
    assert jetro.prints("imports", Period.parse("2018-01/2018-06"))[0].bound == "over"
    assert not list(jetro.all_before_by_growth("imports", Period.parse("2017-01/2017-06")))


def test_known_periods_come_oldest_first():
    for flow in FLOWS:
        assert GDCE.known(flow) == sorted(GDCE.known(flow))


def test_what_all_prints_leave_of_all_goods_is_said_of_no_single_good():
    implied = BOOK.implied["exports", "JPN", "KHM", "JETRO"]
    one_good, all_goods = (Series(BOOK, "JPN", "KHM", "JETRO", g, from_results=False) for g in ("HS:84", ""))
    months = [p for p in map(Period.parse, implied) if p.is_month]
    assert months and all(one_good.level("exports", month) is None for month in months)
    assert all(all_goods.level("exports", month) is not None for month in months)
