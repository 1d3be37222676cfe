"""Investment by investor: stock, inflow and approvals apart, and what the printed numbers of a line give beside them."""

from fractions import Fraction
from itertools import groupby

import pytest
from bundled import BOOK

from cjtrade_data import IncomparableError, Period
from cjtrade_data.derivation.investment import (
    LEVEL,
    OTHERS,
    WORLD,
    basis_of,
    derived,
    figures,
    investor_lines,
    investors,
    line_of,
    lines,
    newest,
    sector_lines,
)
from cjtrade_data.derivation.preferred_print import is_print
from cjtrade_data.model.reference import Reference

MARCH = Period.parse("2023-03-31")


def line(basis, partner, period=MARCH):
    return next(f for f in investor_lines(BOOK, basis) if (f.partner, f.period) == (partner, period))


@pytest.mark.parametrize("basis", LEVEL)
def test_a_line_has_numbers_of_its_own_concept_period_and_investor_alone(basis):
    for each in lines(BOOK, basis):
        for name, number in each.numbers.items():
            assert (number.partner, number.period, number.product) == (each.partner, each.period, each.product), name
            assert basis_of(number) == basis and line_of(BOOK, basis, number) == each


@pytest.mark.parametrize("basis", LEVEL)
def test_lines_come_newest_first_and_all_together_leads_its_period(basis):
    found = lines(BOOK, basis)
    ends = [(each.period.last, each.period.months) for each in found]
    assert ends == sorted(ends, reverse=True)
    for period, compiler in {(each.period, each.compiler) for each in found}:
        own = [each for each in investor_lines(BOOK, basis) if (each.period, each.compiler) == (period, compiler)]
        assert [each.partner for each in own if each.partner == WORLD] in ([], [own[0].partner])
        assert OTHERS not in [each.partner for each in own[:-1]]


@pytest.mark.parametrize("basis", LEVEL)
def test_the_larger_comes_first_and_who_has_neither_amount_nor_share_after_those_who_have(basis):
    def key(each):
        return -each.period.last, -each.period.months, bool(each.product)

    for _, same in groupby(sorted(lines(BOOK, basis), key=key), key=key):
        sizes = [each.size for each in same if each.partner not in (WORLD, OTHERS)]
        order = [(size is not None, size.value if size is not None else 0) for size in sizes]
        assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("basis", LEVEL)
def test_figures_of_a_concept_come_by_period_partner_and_measure(basis):
    order = [(f.period, f.partner, f.measure) for f in figures(BOOK, basis)]
    assert order == sorted(order)


def test_there_is_no_investment_of_all_concepts():
    with pytest.raises(IncomparableError, match="never several"):
        figures(BOOK, "all")


@pytest.mark.parametrize("basis", LEVEL)
def test_the_whole_has_no_share_of_itself_nor_a_rank(basis):
    wholes = [each for each in lines(BOOK, basis) if each.partner == WORLD and not each.product]
    assert all(f"{LEVEL[basis]}_{kind}" not in each.numbers for each in wholes for kind in ("share", "rank"))


def test_a_share_is_the_amount_over_the_printed_whole_and_growth_is_as_printed():
    japan, whole = line("stock", "JPN"), line("stock", WORLD)
    share = japan.numbers["fdi_stock_share"]
    assert share.value == Fraction(japan.numbers["fdi_stock"].value, whole.numbers["fdi_stock"].value) * 100
    assert share.figure is None and japan.numbers["fdi_stock_growth"].figure.id == "article-r17"
    assert int(japan.numbers["fdi_stock_rank"].value) == 4
    assert whole.numbers["fdi_stock_growth"].figure is whole.numbers["fdi_stock"].figure


def test_an_amount_that_is_not_printed_is_the_printed_share_of_the_printed_whole():
    made = [
        (each, each.numbers[LEVEL[basis]])
        for basis in LEVEL
        for each in lines(BOOK, basis)
        if LEVEL[basis] in each.numbers and each.numbers[LEVEL[basis]].figure is None
    ]
    assert made
    for each, amount in made:
        level = LEVEL[each.basis]
        whole = next(w for w in investor_lines(BOOK, each.basis) if (w.partner, w.period) == (WORLD, each.period))
        part, total = each.numbers[f"{level}_share"], whole.numbers[level]
        assert amount.value == part.value * total.value / 100
        assert amount.interval.low <= amount.value <= amount.interval.high


def test_an_amount_that_is_printed_stands_as_it_is_printed():
    printed = 0
    for basis, level in LEVEL.items():
        for each in lines(BOOK, basis):
            own = [f for f in BOOK.prints(level, "KHM", each.partner, each.product) if f.period == each.period]
            if any(f.compiler == each.compiler and is_print(f) for f in own):
                printed += 1
                assert each.numbers[level].figure in own, each
    assert printed


def test_growth_between_years_is_worked_out_where_nobody_prints_it_and_never_of_sums_since_a_year():
    worked = [
        each
        for basis in LEVEL
        for each in lines(BOOK, basis)
        if (g := each.numbers.get(f"{LEVEL[basis]}_growth")) is not None and len(g.figures) > 1
    ]
    assert worked and not any(each.is_since_a_year for each in worked)
    for each in worked:
        level = LEVEL[each.basis]
        before = line(each.basis, each.partner, each.period.year_before) if not each.product else None
        if before is not None:
            now, then = each.numbers[level].value, before.numbers[level].value
            assert each.numbers[f"{level}_growth"].value == (Fraction(now) / Fraction(then) - 1) * 100


def test_a_place_is_counted_only_among_those_named_before_all_others():
    counted = [
        (basis, each)
        for basis in LEVEL
        for each in lines(BOOK, basis)
        if (rank := each.numbers.get(f"{LEVEL[basis]}_rank")) is not None and rank.figure is None
    ]
    assert {basis for basis, _ in counted} <= {"stock", "inflow"} and counted
    assert not any(each.product for _, each in counted)
    for basis in ("stock", "inflow"):
        for each in investor_lines(BOOK, basis):
            rank = each.numbers.get(f"{LEVEL[basis]}_rank")
            if rank is not None and rank.figure is None:
                own = [o for o in investor_lines(BOOK, basis) if (o.period, o.compiler) == (each.period, each.compiler)]
                larger = [o for o in own if o.partner not in (WORLD, OTHERS) and o.size.value > each.size.value]
                assert any(o.partner == OTHERS for o in own) and int(rank.value) == len(larger) + 1


def test_the_newest_line_of_an_investor_has_an_amount_or_a_share_of_a_year_at_most():
    assert investors(BOOK)[0] == WORLD and investors(BOOK)[-1] == OTHERS
    for basis in LEVEL:
        found = newest(BOOK, basis, "JPN")
        assert found is not None and found.size is not None and not found.is_since_a_year
        assert all(
            each.period.last <= found.period.last
            for each in investor_lines(BOOK, basis)
            if each.partner == "JPN" and each.size is not None and not each.is_since_a_year
        )


def test_more_than_twelve_months_are_a_sum_since_a_year():
    of_a_year = line("inflow", "JPN", Period.of_year(2019))
    assert not of_a_year.is_since_a_year
    assert of_a_year._replace(period=Period.parse("2019-01/2020-01")).is_since_a_year


def test_sectors_are_lines_of_their_own_the_largest_first():
    found = sector_lines(BOOK, "stock")
    latest = [s for s in found if s.period == found[0].period and s.size is not None]
    assert all(each.product for each in found) and len(latest) > 1
    assert [each.size.value for each in latest] == sorted((each.size.value for each in latest), reverse=True)


def test_a_number_of_an_investor_is_found_by_its_name():
    for basis in LEVEL:
        for each in investor_lines(BOOK, basis):
            for measure, number in each.numbers.items():
                if number.figure is None:
                    named = Reference(measure, "KHM", each.partner, each.period, each.compiler)
                    assert derived(BOOK, named) == number
    assert derived(BOOK, Reference("fdi_stock_rank", "KHM", WORLD, MARCH, "NBC")) is None
