"""Verdicts: what each kind of check says of made-up prints, at the edges above all."""

from decimal import Decimal
from fractions import Fraction

import pytest
from every_row import every_row

from cjtrade_data.checks.check import EDGE, FAILS, HOLDS, UNKNOWN, counted, rounds_to, verdict
from cjtrade_data.checks.compilation import Compilation, Key
from cjtrade_data.checks.single_checks import exchange, identities, ranks, ratios, recomputed, repeated_prints
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.period import Period
from cjtrade_data.model.records import Source

PAGES = {
    name: Source(name, "Post", "GDCE", "", "", day, "", "", "", "", "nearest", "")
    for name, day in (("early", "2023-02"), ("late", "2024-02"))
}
FEB = Period.parse("2024-02")


def span(low, high):
    return Interval(Fraction(str(low)), Fraction(str(high)))


def figure(measure, value, partner="JPN", **more):
    """A print in millions of dollars, or in what `more` says; 10.5 has one decimal."""
    number = Decimal(str(value))
    fields = {
        "id": f"{measure}-{partner}-{value}-{more.get('source', 'late')}",
        "measure": measure,
        "reporter": "KHM",
        "partner": partner,
        "period": FEB,
        "value": number,
        "unit": "USD",
        "scale": "million",
        "source": "late",
        "decimals": max(0, -int(number.as_tuple().exponent)),
        "compiler": "GDCE",
    }
    return Figure(**(fields | more))


def verdicts(check, *figures):
    """(kind, verdict) of each check made of some prints."""
    return [(c.kind, c.verdict) for c in check(Compilation(Key("KHM", "GDCE", ""), list(figures), PAGES))]


@every_row(
    ("worked", "print_", "same", "expected"),
    [
        (span(1, 2), span(3, 4), False, FAILS),
        (span(1, 2), span(3, 4), True, FAILS),
        (span(1, 3), span(3, 4), False, EDGE),
        (span(1, 3), span(3, 4), True, HOLDS),
        (span(2, 5), span(3, 4), False, HOLDS),
        (span(3, 3), span(3, 4), False, EDGE),
    ],
)
def test_ranges_apart_fail_ranges_that_meet_are_at_the_edge_or_hold(worked, print_, same, expected):
    assert verdict(worked, print_, same) == expected


@every_row(
    ("worked", "value", "rounding", "expected"),
    [
        (span(1.0, 1.1), "1.1", "nearest", True),
        (span(1.0, 1.1), "1.0", "nearest", True),
        (span(1.0, 1.12), "1.0", "nearest", False),
        (span(1.16, 1.18), "1.1", "down", True),
        (span(1.16, 1.18), "1.2", "down", False),
        (span(-1.18, -1.16), "-1.1", "down", True),
        (span(-1.18, -1.16), "-1.2", "down", True),
        (span(-1.18, -1.16), "-1.0", "down", False),
        (span(1.0, 1.2), "1.1", "exact", True),
        (span(1.0, 1.3), "1.1", "exact", False),
        (Interval(Fraction(1), float("inf")), "9", "nearest", True),
    ],
)
def test_a_centre_is_rounded_as_the_source_rounds(worked, value, rounding, expected):
    assert rounds_to(worked, Fraction(value), 1, rounding=rounding) is expected


def test_a_centre_is_rounded_in_the_scale_of_the_print():
    assert rounds_to(span(1_040_000, 1_060_000), Fraction("1.1"), 1, 1_000_000)
    assert not rounds_to(span(1_030_000, 1_050_000), Fraction("1.1"), 1, 1_000_000)


def test_one_reconciles_and_several_reconcile():
    assert (counted(1, FAILS), counted(2, FAILS)) == ("1 does not reconcile", "2 do not reconcile")
    assert (counted(1, HOLDS), counted(1_200, HOLDS), counted(2, EDGE)) == (
        "1 reconciles",
        "1,200 reconcile",
        "2 borderline",
    )


@every_row(("total", "expected"), [("15.5", HOLDS), ("15.6", EDGE), ("15.4", EDGE), ("15.7", FAILS), ("15", HOLDS)])
def test_exports_and_imports_make_the_total_the_edge_or_a_contradiction(total, expected):
    prints = [figure("exports", "10.2"), figure("imports", "5.3"), figure("total_trade", total)]
    assert verdicts(identities, *prints) == [("sum", expected)]


@every_row(("exports", "expected"), [("10.2", HOLDS), ("10.6", HOLDS), ("10.8", FAILS)])
def test_a_part_is_no_larger_than_its_whole(exports, expected):
    prints = [figure("exports", exports), figure("total_trade", "10.6")]
    assert verdicts(identities, *prints) == [("part", expected)]


@every_row(
    ("growth", "expected"), [("25.0", HOLDS), ("25.5", HOLDS), ("26.4", EDGE), ("26.5", FAILS), ("-25.0", FAILS)]
)
def test_printed_growth_against_the_levels_of_two_years(growth, expected):
    before = figure("exports", "8.0", period=FEB.year_before, source="early")
    now = figure("exports", "10.0", growth_pct=Decimal(growth), growth_decimals=1)
    assert verdicts(ratios, before, now) == [("growth", expected)]


def test_growth_without_the_level_before_cannot_be_told():
    assert verdicts(ratios, figure("exports", "10.0", growth_pct=Decimal("2.0"), growth_decimals=1)) == [
        ("growth", UNKNOWN)
    ]


@every_row(
    ("before", "more"), [("7", {"bound": "over"}), ("0.0", {}), ("0.05", {"decimals": 1}), ("9", {"bound": "under"})]
)
def test_growth_from_a_mere_limit_or_from_what_may_be_nothing_cannot_be_told(before, more):
    then = figure("exports", before, period=FEB.year_before, source="early", **more)
    now = figure("exports", "10.0", growth_pct=Decimal("25.0"), growth_decimals=1)
    assert verdicts(ratios, then, now) == [("growth", UNKNOWN)]


@every_row(("share", "expected"), [("19", HOLDS), ("20", EDGE), ("20.3", FAILS)])
def test_a_share_of_more_than_so_much_holds_where_all_that_the_levels_leave_is_more(share, expected):
    prints = [figure("exports", "2.00"), figure("exports", "10.0", "WLD")]
    over = figure("share_of_world_exports", share, unit="percent", scale="one", bound="over")
    assert verdicts(ratios, *prints, over) == [("share", expected)]


@every_row(("share", "expected"), [("20.0", HOLDS), ("20.1", HOLDS), ("20.2", EDGE), ("20.3", FAILS)])
def test_a_printed_share_against_its_part_and_its_whole(share, expected):
    prints = [
        figure("exports", "2.00"),
        figure("exports", "10.0", "WLD"),
        figure("share_of_world_exports", share, unit="percent", scale="one"),
    ]
    assert verdicts(ratios, *prints) == [("share", expected)]


@every_row(
    ("one", "other", "growth", "share"),
    [
        (span(10, 12), span(8, 10), span(0, 50), span(100, 150)),
        (span(-2, -1), span(8, 10), span(-125, -110), span(-25, -10)),
        (span(-2, 4), span(8, 10), span(-125, -50), span(-25, 50)),
    ],
)
def test_growth_and_shares_are_recomputed_as_wide_as_both_levels_leave_them(one, other, growth, share):
    assert recomputed("growth", one, other) == growth and recomputed("share", one, other) == share


@every_row(("again", "expected"), [("10.2", HOLDS), ("10.24", HOLDS), ("10.3", HOLDS), ("10.4", FAILS)])
def test_a_number_printed_on_two_pages(again, expected):
    assert verdicts(repeated_prints, figure("exports", "10.2", source="early"), figure("exports", again)) == [
        ("twice", expected)
    ]


@every_row(
    ("others", "expected"),
    [
        ({"CHN": "20.0", "VNM": "9.0"}, HOLDS),
        ({"CHN": "20.0", "VNM": "10.0"}, EDGE),
        ({"CHN": "20.0", "VNM": "11.0"}, FAILS),
        ({"WLD": "99.0"}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_a_rank_is_held_against_the_partners_whose_figures_are_printed(others, expected):
    prints = [figure("exports", value, partner) for partner, value in others.items()]
    rank = figure("exports_rank", 2, unit="rank", scale="one", rounding="exact")
    assert verdicts(ranks, figure("exports", "10.0"), rank, *prints) == [("rank", expected)]


@every_row(("riel", "expected"), [("41.0", HOLDS), ("43.0", FAILS)])
def test_two_amounts_in_riel_and_dollars_imply_one_rate(riel, expected):
    dollars = [figure("exports", "10.0"), figure("imports", "10.0")]
    in_riel = [
        figure("exports", "41.0", unit="KHR", scale="billion"),
        figure("imports", riel, unit="KHR", scale="billion"),
    ]
    assert verdicts(exchange, *dollars, *in_riel) == [("exchange", expected)]


def test_one_pair_alone_implies_a_rate_and_contradicts_none():
    pair = [figure("exports", "10.0"), figure("exports", "41.0", unit="KHR", scale="billion")]
    assert verdicts(exchange, *pair) == [("exchange", UNKNOWN)]


def test_a_check_says_which_figures_it_stands_on_and_how_it_was_worked():
    prints = [figure("exports", "10.2"), figure("imports", "5.3"), figure("total_trade", "15.7")]
    [check] = identities(Compilation(Key("KHM", "GDCE", ""), prints, PAGES))
    assert set(check.figures) == {f.id for f in prints}
    assert (check.reporter, check.partner, check.compiler, check.period) == ("KHM", "JPN", "GDCE", FEB)
    assert len(check.arithmetic) >= 4 and len(check.bars) == 2
    assert check.bars[0].low == pytest.approx(15.4) and check.bars[0].high == pytest.approx(15.6)
