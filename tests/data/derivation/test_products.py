"""A split by product group: each number is that of the source or follows from it, and a part is never the whole."""

from fractions import Fraction
from itertools import groupby

import pytest
from bundled import BOOK
from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st
from trade import frame, observation, origin

from cjtrade_data import Period, open_book
from cjtrade_data.derivation import products
from cjtrade_data.derivation.products import Flow, bundled_splits
from cjtrade_data.derivation.quantity import Operation, concentration, derive
from cjtrade_data.frames import products as frames
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.reference import Reference

YEAR = Period.of_year(2019)
CLOTHING = "MTN:17"


@pytest.fixture(scope="module")
def groups():
    return products.split(BOOK, bundled_splits()["groups"][0])


def test_what_japan_buys_by_group_is_what_the_wto_prints_and_what_follows(groups):
    assert int(groups.amount(CLOTHING, YEAR).value) == 1_147_166_702
    assert int(groups.amount("MTN:", YEAR).value) == 1_725_635_269
    assert round(float(groups.share(CLOTHING, YEAR).value), 2) == 66.48
    assert round(float(groups.growth(CLOTHING, YEAR).value), 1) == 7.6
    assert round(float(groups.market_share(CLOTHING, YEAR).value), 2) == 4.10
    assert round(float(groups.market_share(CLOTHING, Period.of_year(2015)).value), 2) == 2.37
    assert round(float(groups.advantage(CLOTHING, YEAR).value), 2) == 16.85
    assert round(float(groups.concentration(YEAR).value), 3) == 0.476


def test_what_nobody_printed_is_missing_and_not_nothing(groups):
    assert groups.amount("MTN:06", YEAR) is None and groups.share("MTN:06", YEAR) is None
    assert groups.growth(CLOTHING, Period.of_year(2015)) is None
    assert groups.share("MTN:", YEAR) is None and groups.advantage("MTN:", YEAR) is None


def test_the_shares_shown_and_that_of_the_rest_are_all(groups):
    shown = [q.product for q in groups.amounts(YEAR)[:4]]
    every = [groups.share(product, YEAR) for product in shown] + [groups.share_of_rest(shown, YEAR)]
    assert sum(q.value for q in every) == 100


def test_groups_that_were_imported_without_all_goods_have_no_shares(groups):
    flow = groups.flow._replace(compiler="own/UN Comtrade")
    split = products.Split(flow, [q.figure for q in groups.amounts(YEAR)[:3]])
    some = [q.product for q in split.amounts(YEAR)]
    assert some and split.amount(flow.whole, YEAR) is None
    assert split.share(some[0], YEAR) is None and split.share_of_rest(some[1:], YEAR) is None


def test_imported_goods_that_cover_a_part_are_a_flow_of_their_own(store):
    def row(product, year, millions):
        return observation(
            year, millions * 1e6, product=f"HS:{product}", product_level=len(product), classification="HS22"
        )

    store.add([frame(row("87", 2020, 5), row("61", 2020, 3), row("8703", 2020, 4))], origin("chapters.csv"))
    store.add([frame(row("6109", 2021, 2), row("8703", 2021, 4))], origin("some.csv"))
    opened = open_book(None, ("VNM", "JPN"), store.place)
    found = {f.compiler: products.split(opened, f) for f in products.imported_flows(opened)}
    amounts = {
        compiler: {(q.product, q.period.code): float(q.value) / 1e6 for p in split.periods for q in split.amounts(p)}
        for compiler, split in found.items()
    }
    assert amounts == {
        "own/comtrade": {("HS:87", "2020"): 5, ("HS:61", "2020"): 3},
        "own/comtrade@HS22.6109.8703": {("HS:87", "2021"): 4, ("HS:61", "2021"): 2},
    }


def test_the_sections_have_no_market_since_unctad_counts_none_here():
    for flow in bundled_splits()["sections"]:
        split = products.split(BOOK, flow)
        assert split.market is None and [p.code for p in split.periods] == ["1995", "2005", "2015"]
        last = split.periods[-1]
        assert split.growth("SITC:8", last) is None  # ten years are no year
        assert split.market_share("SITC:8", last) is split.advantage("SITC:8", last) is None


def test_bacis_sum_is_about_twice_cambodias_own_total():
    flow = bundled_splits()["chapters"][0]
    found = products.ratio_to_national_total(BOOK, flow, YEAR)
    assert round(float(found.value), 2) == 1.87 and found.figures[-1].compiler == "WITS"
    assert products.ratio_to_national_total(BOOK, flow, Period.of_year(2020)) is None


@every_row("view", bundled_splits(), quick=3)
def test_every_number_worked_out_is_named_and_found_by_its_name(view):
    for flow in bundled_splits()[view]:
        for row in frames.numbers(BOOK, flow).iter_rows(named=True):
            if row["reference"].startswith("="):
                reference = Reference.parse(row["reference"])
                assert str(reference) == row["reference"]
                found = products.referred_to(BOOK, reference)
                assert (float(found.value), float(found.interval.low)) == (row["value"], row["low"]), row
                assert row["low"] <= row["value"] <= row["high"] and row["source"]


@pytest.mark.parametrize(
    "name",
    [
        "=exports:KHM:JPN:2019:WTO:MTN:17",
        "=product_share_of_imports:JPN:KHM:2019:GDCE:MTN:17",
        "=imports:JPN:KHM:2019:WTO:XX:1",
    ],
)
def test_a_name_of_nothing_finds_nothing(name):
    assert products.referred_to(BOOK, Reference.parse(name)) is None


def test_a_classification_that_nobody_uses_for_the_flow_is_empty():
    assert products.split(BOOK, Flow("imports", "JPN", "KHM", "GDCE", "HS")).periods == ()


amounts = st.tuples(st.integers(1, 10**6), st.integers(0, 10**4), st.integers(0, 10**4))


@given(st.lists(amounts, min_size=1, max_size=8), st.randoms())
def test_the_concentration_of_any_true_amounts_lies_in_its_interval(groups, found, random):
    like = groups.amount(CLOTHING, YEAR)
    parts = [
        like._replace(value=Fraction(v), interval=Interval(Fraction(max(1, v - below)), Fraction(v + above)))
        for v, below, above in found
    ]
    made = concentration(parts, like, measure="product_concentration_of_imports")
    assert made.value in made.interval and made.unit == "index"
    true = [random.choice((p.interval.low, p.interval.high, p.value)) for p in parts]
    assert sum((t / sum(true)) ** 2 for t in true) in made.interval
    assert Fraction(1, len(parts)) <= made.value <= 1


def test_goods_in_the_press_are_the_first_shares_of_all_goods_then_of_apparel_then_amounts():
    of_2022 = [f for f in products.in_press(BOOK, "exports") if f.period == Period.of_year(2022)]
    kinds = [
        "all" if f.measure == "product_share_of_imports" else "apparel" if f.unit == "percent" else "amount"
        for f in of_2022
    ]
    assert kinds == ["all"] * 5 + ["apparel"] * 5 + ["amount"]
    assert {f.id for way in ("exports", "imports") for f in products.in_press(BOOK, way)} == {
        f.id for f in BOOK.figures_in("products_press")
    }


@pytest.mark.parametrize(("product", "code"), [("HS:610910", "6109"), ("HS:6109", "61"), ("HS:61", "")])
def test_a_code_is_a_part_of_the_one_that_is_two_digits_shorter(product, code):
    assert products.parent(product) == code


def test_the_goods_of_a_paragraph_come_in_the_order_in_which_it_names_them():
    named = [m.name for m in BOOK.mentions if m.kind == "good" and m.locator == "paragraph 17" and m.flow == "exports"]
    assert named == ["garments", "footwear", "components", "agricultural products"]


def test_a_print_is_named_by_its_id_and_what_follows_by_what_it_is(groups):
    amount = groups.amount(CLOTHING, YEAR)
    assert products.reference_of(amount, groups.flow) == amount.figure.id
    share = products.reference_of(groups.share(CLOTHING, YEAR), groups.flow)
    assert share == "=product_share_of_imports:JPN:KHM:2019:WTO:MTN:17"


def test_the_sum_of_all_groups_over_the_national_total_is_found_by_its_name():
    flow = bundled_splits()["chapters"][0]
    ratio = products.ratio_to_national_total(BOOK, flow, YEAR)
    name = products.reference_of(ratio, flow)
    assert name.startswith(f"={flow.measure}_over_national_total:{flow.reporter}:{flow.partner}:2019:{flow.compiler}")
    assert products.referred_to(BOOK, Reference.parse(name)) == ratio


def test_of_the_readers_own_files_there_is_nothing_where_none_was_imported():
    assert products.imported_flows(BOOK) == []
    assert products.split(BOOK, Flow("exports", "KHM", "JPN", "own/comtrade", "HS")).periods == ()


def test_the_concentration_is_that_of_groups_that_come_to_the_whole_or_there_is_none(groups):
    flow = groups.flow._replace(compiler="own/comtrade")
    parts = groups.amounts(YEAR)[:3]
    total = derive(Operation.SUM, *parts)

    def index(wholes):
        return products.Split(flow, [q.figure for q in parts], wholes=wholes).concentration(YEAR)

    assert index({YEAR: total}).value == concentration(parts, total, measure="c").value
    assert index({}) is index({YEAR: groups.amount("MTN:", YEAR)}) is None


def test_goods_in_the_press_come_newest_first():
    periods = [(f.period.last, f.period.months) for f in products.in_press(BOOK, "exports")]
    assert periods == sorted(periods, reverse=True) and len(set(periods)) > 2
    found = products.in_press(BOOK, "exports")
    for _, same in groupby(found, key=lambda f: (f.period, f.measure, f.source)):
        amounts = [f.amount for f in same]
        assert amounts == sorted(amounts, reverse=True)


def test_a_national_total_is_one_that_was_reported_and_no_estimate():
    flow = next(f for f in bundled_splits()["sections"] if (f.measure, f.reporter) == ("exports", "KHM"))
    of_1995, of_2005 = (products.ratio_to_national_total(BOOK, flow, Period.of_year(year)) for year in (1995, 2005))
    assert of_1995 is None and of_2005.figures[-1].compiler == "WITS"


def test_a_few_goods_of_a_half_year_are_no_split_of_a_flow():
    """JETRO's news names the largest groups of a half-year alone: their sum is not all goods."""
    assert BOOK.prints("exports", "JPN", "KHM", "HS:84")[0].period == Period.parse("2022-01/2022-06")
    assert products.split(BOOK, Flow("exports", "JPN", "KHM", "JETRO", "HS")).periods == ()
    name = "=product_share_of_exports:JPN:KHM:2022-01/2022-06:JETRO:HS:84"
    assert products.referred_to(BOOK, Reference.parse(name)) is None
