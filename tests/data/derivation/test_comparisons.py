"""Growth, shares, ratios, differences and mirror gaps: each has one definition, with the interval of what it is made of."""

from fractions import Fraction

import pytest
from every_row import every_row
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data.derivation import comparisons
from cjtrade_data.derivation.quantity import Operation as Op
from cjtrade_data.derivation.quantity import Quantity, compound_growth, concentration, derive, negated
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.period import Period

YEAR = Period.of_year(2023)


def quantity(value, half=0, measure="exports", reporter="KHM", unit="USD"):
    around = Interval(Fraction(value) - half, Fraction(value) + half)
    return Quantity(measure, reporter, "JPN", YEAR, Fraction(value), around, unit, "GDCE", ())


def at(year, value):
    return quantity(value)._replace(period=Period.of_year(year))


def ends(found):
    return tuple(float(x) for x in (found.value, found.interval.low, found.interval.high))


@every_row(
    ("made", "expected", "unit"),
    [
        (
            comparisons.growth(quantity(110, 1), quantity(100, 1)),
            (10, (109 / 101 - 1) * 100, (111 / 99 - 1) * 100),
            "percent",
        ),
        (comparisons.share(quantity(10, 1), quantity(200, 10), "s"), (5, 9 / 210 * 100, 11 / 190 * 100), "percent"),
        (comparisons.ratio(quantity(10, 1), quantity(4, 1), "r"), (2.5, 9 / 5, 11 / 3), "ratio"),
        (comparisons.difference(quantity(10, 1), quantity(4, 1)), (6, 4, 8), "USD"),
        (comparisons.difference(quantity(10, 1), quantity(0, 1, "imports")), (10, 8, 12), "USD"),
        (comparisons.contribution(quantity(12, 1), quantity(10, 1), quantity(100)), (2, 0, 4), "percentage points"),
        (comparisons.total([quantity(1, 1), quantity(2, 1)]), (3, 1, 5), "USD"),
        (comparisons.average([quantity(1, 1), quantity(3, 1, "imports")]), (2, 1, 3), "USD"),
        (comparisons.median([quantity(5, 1), quantity(1, 2), quantity(3)]), (3, 3, 3), "USD"),
        (comparisons.median([quantity(9, 1), quantity(1), quantity(3, 2), quantity(4, 3)]), (3.5, 1, 6), "USD"),
        (comparisons.median([at(2021, 5), at(2022, 1), at(2023, 9)]), (5, 5, 5), "USD"),
        (comparisons.average_over(quantity(24, 12), 12), (2, 1, 3), "USD"),
    ],
)
def test_each_comparison_has_its_arithmetic_its_interval_and_its_unit(made, expected, unit):
    assert ends(made) == pytest.approx(expected)
    assert made.unit == unit and made.status == "derived"


@pytest.mark.parametrize(
    ("then", "measure"), [(-1, "exports_growth_on_month"), (-12, "exports_growth"), (-2, "exports_growth")]
)
def test_growth_on_the_month_before_is_another_measure_than_that_on_the_year(then, measure):
    month = Period.of_months(2023, 12, 12)
    made = comparisons.growth(quantity(110)._replace(period=month), quantity(100)._replace(period=month.shift(then)))
    assert made.measure == measure


@pytest.mark.parametrize("sides", [("KHM", "JPN"), ("JPN", "KHM")])
def test_a_mirror_gap_is_what_the_importer_counts_less_what_the_exporter_does(sides):
    exporter, importer = quantity(100, 1, "exports", sides[0]), quantity(130, 2, "imports", sides[1])
    for mine, theirs in ((exporter, importer), (importer, exporter)):
        gap = comparisons.mirror_gap(mine, theirs)
        assert ends(gap) == (30, 27, 33)
        assert gap.reporter == mine.reporter


def test_the_coverage_ratio_is_exports_over_imports_and_its_inverse_has_a_name_of_its_own():
    exports, imports = quantity(10), quantity(4, 0, "imports")
    assert (
        comparisons.cover_ratio(exports, imports).measure,
        float(comparisons.cover_ratio(exports, imports).value),
    ) == ("cover_ratio", 2.5)
    assert comparisons.cover_ratio(imports, exports).measure == "import_export_ratio"


def test_nothing_is_made_of_a_limit_nor_divided_by_what_may_be_zero():
    limit = quantity(10)._replace(interval=Interval(Fraction(10), float("inf")))
    assert comparisons.growth(limit, quantity(10)) is comparisons.share(quantity(1), limit, "s") is None
    assert comparisons.difference(limit, quantity(1)) is comparisons.total([limit]) is None
    assert comparisons.median([limit]) is comparisons.average([quantity(1), limit]) is None
    assert comparisons.way_of_change(limit, quantity(1)) == 0
    assert (
        comparisons.growth(quantity(10), quantity(0, 1)) is comparisons.ratio(quantity(1), quantity(1, 1), "r") is None
    )


@pytest.mark.parametrize("half", [-1, 0, 1])
def test_what_reaches_to_nothing_from_either_side_is_no_divisor(half):
    assert comparisons.share(quantity(5), quantity(half, 1), "s") is None
    assert comparisons.share(quantity(-5), quantity(half, 1), "s") is None
    assert comparisons.share(quantity(half, 1), quantity(5), "s") is not None
    assert comparisons.contribution(quantity(5), quantity(4), quantity(half, 1)) is None


def test_the_index_of_concentration_is_as_wide_as_the_shares_can_be():
    made = concentration([quantity(1, Fraction(1, 2)), quantity(3, Fraction(1, 2))], quantity(4), measure="c")
    assert (made.value, made.interval) == (Fraction(10, 16), Interval(Fraction(26, 64), Fraction(58, 64)))


def test_compound_growth_leads_from_the_first_level_to_the_last():
    found = compound_growth(quantity(100, 1), quantity(121, 1), 2, measure="m", period=YEAR)
    assert ends(found) == pytest.approx((10, ((120 / 101) ** 0.5 - 1) * 100, ((122 / 99) ** 0.5 - 1) * 100))
    assert (found.unit, found.derivation.over, found.derivation.inputs[0].value) == ("percent", 2, 121)


amounts = st.integers(100, 100_000).map(lambda n: Fraction(n, 100))
halves = st.integers(0, 50).map(lambda n: Fraction(n, 100))


@given(st.lists(st.tuples(amounts, halves, st.sampled_from([-2, -1, 1, 2])), min_size=1, max_size=5), st.data())
def test_whatever_the_true_values_are_a_sum_of_them_lies_in_the_interval(terms, data):
    inputs = [quantity(value, half, f"m{i}") for i, (value, half, _) in enumerate(terms)]
    weights = [weight for *_, weight in terms]
    made = derive(Op.SUM, *inputs, weights=weights)
    true = [data.draw(st.integers(-4, 4)) * h / 4 + v for v, h, _ in terms]
    assert sum(t * w for t, w in zip(true, weights, strict=True)) in made.interval
    assert made.value == sum(q.value * w for q, w in zip(inputs, weights, strict=True))


@given(amounts, halves, amounts, halves)
def test_it_rose_or_fell_where_no_rounding_leaves_it_open(a, half, b, other):
    now, then = quantity(a, half), quantity(b, other)
    found = comparisons.way_of_change(now, then)
    assert found == (1 if a - half > b + other else -1 if a + half < b - other else 0)
    assert comparisons.way_of_change(then, now) == -found


@given(amounts, halves, amounts, halves)
def test_what_is_turned_around_is_made_of_the_same_with_its_sign_turned(a, half, b, other):
    gap = derive(Op.DIFFERENCE, quantity(a, half), quantity(b, other, "imports"), weights=(1, -1))
    for turned in (negated(gap, "back"), negated(comparisons.ratio(gap, quantity(b), "ratio"), "back")):
        made = turned.derivation
        assert sum(q.value * w for q, w in zip(made.inputs, made.weights, strict=True)) == turned.value
        assert sum((q.interval * w for q, w in zip(made.inputs, made.weights, strict=True)), Interval(0, 0)) == (
            turned.interval
        )


@given(amounts, halves, amounts, halves)
def test_a_number_taken_away_from_itself_leaves_what_was_beside_it(a, half, b, other):
    one, two = quantity(a, half), quantity(b, other, "imports")
    back = derive(Op.DIFFERENCE, derive(Op.SUM, one, two), two, weights=(1, -1))
    assert (back.value, back.interval) == (one.value, one.interval)
    assert derive(Op.DIFFERENCE, one, one, weights=(1, -1)).interval == Interval(0, 0)


def test_a_limit_on_either_side_is_open_and_gives_no_growth():
    inf = float("inf")
    for limit in (Interval(Fraction(1), inf), Interval(-inf, Fraction(3))):
        open_ended = quantity(2)._replace(interval=limit)
        assert open_ended.is_open and comparisons.growth(open_ended, quantity(1)) is None
    assert not quantity(2, 1).is_open


def test_a_sum_is_written_over_what_its_terms_are_sums_of_but_an_average_over_months_stands_as_it_is():
    one, two = quantity(24), quantity(6, 0, "imports")
    both = derive(Op.SUM, one, two)
    assert comparisons.difference(both, quantity(1, 0, "m")).derivation.inputs[:2] == (one, two)
    by_month = comparisons.average_over(one, 12)
    assert comparisons.difference(by_month, two).derivation.inputs == (by_month, two)
