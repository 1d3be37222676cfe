"""The flows of the pair: a year before, whether it stands as printed, and what a table holds as derived."""

import pytest
from bundled import BOOK
from every_row import every_row
from trade import frame, observation, origin

from cjtrade_data import Period, open_book
from cjtrade_data.derivation.levels import as_known, derived_again
from cjtrade_data.derivation.pair import (
    PairFlow,
    cover_ratio,
    frequencies,
    frequency_with_figures,
    is_empty,
    level,
    mirror_pairs,
    pair_flows,
    pair_series,
    year_before,
)
from cjtrade_data.model.codes import LEVELS
from cjtrade_data.store.store import Store


def flow(name: str, period: str, currency: str = "USD") -> PairFlow:
    found = pair_flows(BOOK, "KHM", currency=currency)
    return next(f for f in found if (f.flow, f.period.code, f.shown.own.compiler) == (name, period, "GDCE"))


@pytest.mark.parametrize("reporter", BOOK.pair)
def test_a_frequency_has_the_flows_of_its_periods_and_they_come_by_their_end_and_length(reporter):
    every = pair_flows(BOOK, reporter)
    order = [(f.period.last, f.period.months, f.shown.own.compiler, f.flow) for f in every]
    assert order == sorted(order)
    assert [f for f in every if f.period.is_year] == pair_flows(BOOK, reporter, "year")
    assert [f for f in every if f.period.is_month] == pair_flows(BOOK, reporter, "month")
    to_date = [f for f in every if f.period.is_year_to_date and not f.period.is_year]
    assert to_date and to_date == pair_flows(BOOK, reporter, "ytd")


def test_a_year_before_is_the_level_of_the_same_months_by_the_same_compiler():
    then = year_before(BOOK, flow("exports", "2024-01/2024-02"), "USD")
    own = level(BOOK, "exports", Period.parse("2023-01/2023-02"), "KHM", "GDCE")
    assert then is not None and own is not None and then.own == own and then.quantity == own
    riel = year_before(BOOK, flow("exports", "2024"), "KHR")
    assert riel is not None and riel.quantity is not None and riel.quantity.unit == "KHR"


def test_nothing_is_a_year_before_where_nobody_has_it():
    first = min(
        (
            f
            for f in pair_flows(BOOK, "KHM")
            if f.flow == "exports" and f.shown.own.compiler == "GDCE" and f.period.is_year
        ),
        key=lambda f: f.period,
    )
    assert level(BOOK, "exports", first.period.year_before, "KHM", "GDCE") is None
    assert year_before(BOOK, first, "USD") is None


def test_only_a_print_that_was_not_converted_is_as_printed():
    assert flow("exports", "2022-07").shown.is_as_printed
    assert not flow("exports", "2022-07", "KHR").shown.is_as_printed
    assert not flow("exports", "2021-08").shown.is_as_printed


def test_the_coverage_ratio_is_exports_over_imports_and_wants_both():
    period = Period.parse("2024-01/2024-02")
    sold, bought = (level(BOOK, name, period, "KHM", "GDCE") for name in ("exports", "imports"))
    ratio = cover_ratio(BOOK, period, "KHM", "GDCE")
    assert sold is not None and bought is not None and ratio is not None and ratio.value == sold.value / bought.value
    assert cover_ratio(BOOK, Period.parse("1950"), "KHM", "GDCE") is None


def test_what_a_table_holds_as_derived_is_worked_out_again_and_is_no_print():
    held = [f for f in map(BOOK.figure, BOOK.index.ids(LEVELS.__contains__)) if f.status == "derived"]
    again = {f.id: derived_again(BOOK, f) for f in held}
    assert any(again.values()) and all(q is None or q.figure is None for q in again.values())
    assert all(q is None or q.interval.meets(f.interval) for f, q in zip(held, again.values(), strict=True))
    assert all(as_known(BOOK, f) == q for f, q in zip(held, again.values(), strict=True) if q is not None)
    print_ = BOOK.figure("article-r04")
    assert derived_again(BOOK, print_) is None and as_known(BOOK, print_).figure is print_


@pytest.mark.parametrize(("value", "worked_out"), [("50", 50.0), ("100", 100.0), ("60", 50.0)])
def test_of_two_ways_to_what_a_table_holds_as_derived_that_which_it_agrees_with_is_taken(book, row, value, worked_out):
    made = book(
        row("exports", "2023", value, id="held", status="derived"),
        row("exports", "2024", "110.0", growth_pct="10.0"),
        row("exports", "2024", "110.0", growth_pct="120.0", source="late"),
    )
    again = derived_again(made, made.figure("held"))
    assert again is not None and float(again.value) / 1e6 == worked_out
    assert derived_again(made, made.figure("held")._replace(status="reported")) is None


def test_where_nothing_leads_to_it_what_a_table_holds_as_derived_stands_as_it_is(book, row):
    made = book(row("exports", "2023", "20", id="held", status="derived"))
    held = made.figure("held")
    assert derived_again(made, held) is None and as_known(made, held).figure is held
    stock = book(row("fdi_stock", "2023-12-31", "20", id="stock", status="derived"))
    assert derived_again(stock, stock.figure("stock")) is None


def test_a_print_of_the_same_level_with_another_growth_says_otherwise(book, row):
    late = {"source": "late", "id": "late"}

    def others(*more):
        made = book(row("exports", "2023", "1173", growth_pct="0.2"), *more)
        [found] = [f for f in pair_flows(made, "KHM") if (f.flow, f.period.code) == ("exports", "2023")]
        return len(found.shown.others)

    assert others() == others(row("exports", "2023", "1173", growth_pct="0.2", **late)) == 0
    assert others(row("exports", "2023", "1173", growth_pct="2.0", **late)) == 1
    assert others(row("exports", "2023", "1190", **late)) == 1
    assert (
        others(row("exports", "2023", "1173", growth_pct="0.2", **late), row("exports", "2023", "1173", id="bare")) == 0
    )


def test_a_pair_is_empty_where_neither_side_has_a_flow(book, row):
    assert not is_empty(BOOK) and is_empty(book())
    assert not is_empty(book(row("imports", "2023", "5", reporter="JPN", partner="KHM")))


def test_of_an_imported_pair_a_frequency_without_figures_gives_way_to_one_that_has_some(imported):
    other = imported(("VNM", "JPN"))
    assert frequencies(other, "VNM") == ["year"] and frequencies(BOOK, "KHM") == ["year", "ytd", "month"]
    assert frequency_with_figures(other, "VNM", "month") == "year"
    assert frequency_with_figures(other, "VNM", "year") == "year"
    assert {flow.shown.own.compiler for flow in pair_flows(other, "JPN")} == {"own/comtrade"}


@every_row(
    ("mine", "theirs", "pairs"),
    [
        (["GDCE", "WITS"], ["JETRO", "WITS"], [("GDCE", "JETRO"), ("WITS", "WITS")]),
        (["WITS"], ["JETRO"], [("WITS", "JETRO")]),
        (["GDCE", "own/comtrade"], ["JETRO", "own/comtrade"], [("GDCE", "JETRO"), ("own/comtrade", "own/comtrade")]),
        (["GDCE", "own/comtrade"], ["WITS"], [("GDCE", "WITS")]),
        (["own/comtrade"], ["own/baci/1"], []),
        (["own/comtrade"], ["own/comtrade"], [("own/comtrade", "own/comtrade")]),
        ([], ["JETRO"], []),
    ],
)
def test_mirror_data_is_of_one_family_where_it_has_both_sides_else_what_there_is(mine, theirs, pairs):
    assert mirror_pairs(mine, theirs) == pairs


def test_estimates_of_third_parties_are_no_statistics_of_either_side():
    told = {reporter: [own.compiler for own in pair_series(BOOK, reporter)] for reporter in BOOK.pair}
    assert told == {"KHM": ["GDCE", "WITS"], "JPN": ["JETRO", "MLIT", "WITS"]}
    assert {"UNCTAD", "CEPII"} <= {stamp.compiler for stamp in BOOK.index.stamps("exports", "KHM", "JPN")}


def test_what_an_earlier_import_had_for_a_figure_says_otherwise(tmp_path):
    store, of_khm = Store(tmp_path / "store"), {"reporter": "KHM", "partner": "JPN"}
    for name, value in (("first.csv", 5e6), ("second.csv", 6e6)):
        store.add([frame(observation(2020, value, **of_khm), observation(2021, 7e6, **of_khm))], origin(name))
    found = {
        f.period.year: f.shown
        for f in pair_flows(open_book(None, BOOK.pair, store.place), "KHM")
        if f.flow == "exports" and f.shown.own.compiler == "own/comtrade"
    }
    assert float(found[2020].own.value) == 6e6 and [f.amount for f in found[2020].others] == [5_000_000]
    assert found[2021].others == ()


@pytest.mark.parametrize("status", ["reported", "estimated", "derived"])
def test_what_the_reader_imported_is_shown_as_what_it_is(imported, status):
    assert "own/comtrade" in {own.compiler for own in pair_series(imported(status=status), "KHM")}


def test_imported_months_to_date_go_on_to_the_whole_year(store):
    months = [f"2020-{month:02d}" for month in range(1, 13)]
    of_khm = {"reporter": "KHM", "partner": "JPN"}
    store.add([frame(*(observation(2020, 1e6, **of_khm, period_start=m, period_end=m) for m in months))], origin())
    opened = open_book(None, BOOK.pair, store.place)
    to_date = [f.shown.own for f in pair_flows(opened, "KHM", "ytd") if f.shown.own.compiler == "own/comtrade"]
    told = [(q.period.code, float(q.value)) for q in to_date if q.measure == "exports"]
    assert told == [
        (months[0], 1e6),
        *((f"{months[0]}/{m}", n * 1e6) for n, m in enumerate(months[1:11], 2)),
        ("2020", 12e6),
    ]


def test_a_year_of_which_two_months_are_not_known_is_none_that_months_go_on_to(tmp_path):
    store, of_khm = Store(tmp_path / "store"), {"reporter": "KHM", "partner": "JPN"}
    months = [{"period_start": f"2020-{m:02d}", "period_end": f"2020-{m:02d}"} for m in range(1, 11)]
    rows = [observation(2020, 12e6, **of_khm), *(observation(2020, 1e6, **of_khm, **month) for month in months)]
    store.add([frame(*rows)], origin())
    to_date = pair_flows(open_book(None, BOOK.pair, store.place), "KHM", "ytd")
    told = [f.period.code for f in to_date if (f.flow, f.shown.own.compiler) == ("exports", "own/comtrade")]
    assert told[-1] == "2020-01/2020-10"
