"""Partners of the bundled lists: what is known of each, who stands where, and what a source says of who is above."""

import pytest
from bundled import BOOK

from cjtrade_data import Period
from cjtrade_data.derivation.partners import (
    WORLD,
    available,
    beside,
    longest_edition,
    named_above,
    pair_lists,
    partners_of,
    place_with_taiwan,
    places,
    printed_places,
    through_time,
)

FULL, YEAR = "WITS 2017-11", Period.of_year(2016)
LARGEST = {p.code: p for p in partners_of(BOOK, YEAR, "WITS 2022-11")}


def test_each_list_has_at_least_three_partners_beside_the_world():
    assert min(each.partners for each in available(BOOK)) >= 3
    counted = {(a.period, a.edition): a.partners for a in available(BOOK)}
    assert counted[YEAR, FULL] == len([p for p in partners_of(BOOK, YEAR, FULL) if p.code != WORLD])


def test_a_total_that_is_not_printed_is_at_least_the_larger_flow_that_is():
    measure, known = LARGEST["VNM"].at_least("total_trade")
    assert (measure, float(known.own.value)) == ("imports", 1_415_990_000.0)
    assert LARGEST["VNM"].at_least("exports") is None


def test_who_has_no_size_comes_after_those_who_have_the_largest_first():
    assert LARGEST["VNM"].by_size("total_trade") == (True, 0)
    assert LARGEST["VNM"].by_size("imports") == (False, -LARGEST["VNM"].sizes["imports"].own.value)
    unlike = 0
    for period, edition, _ in available(BOOK):
        rest = [p for p in partners_of(BOOK, period, edition) if p.code != WORLD and p.rank is None]
        sizes = [[p.sizes[m].own.value if m in p.sizes else 0 for m in ("total_trade", "exports")] for p in rest]
        assert sizes == sorted(sizes, reverse=True), (period, edition)
        unlike += len({size for size, _ in sizes}) > 2
    assert unlike


@pytest.mark.parametrize("measure", ["exports", "imports", "total_trade"])
def test_what_is_known_of_a_measure_is_at_least_itself(measure):
    japan = next(p for p in partners_of(BOOK, YEAR, FULL) if p.code == "JPN")
    assert japan.at_least(measure) == (measure, japan.sizes[measure])


def test_japans_places_of_2016_leave_taiwan_out_and_say_what_it_would_change():
    japan = next(p for p in partners_of(BOOK, YEAR, FULL) if p.code == "JPN")
    assert dict(japan.ranks) == {"exports": 4, "imports": 5, "total_trade": 5} and japan.rank_change == 0
    assert round(float(japan.shares["exports"].value), 2) == 8.21
    assert [japan.sizes[m].valuation for m in ("exports", "imports", "total_trade")] == ["FOB", "CIF", ""]
    assert place_with_taiwan(BOOK, YEAR, FULL, "imports") == 6
    assert place_with_taiwan(BOOK, YEAR, FULL, "exports") is None


def test_another_currency_changes_amounts_and_not_the_order():
    dollars, riel = (partners_of(BOOK, YEAR, FULL, currency) for currency in ("USD", "KHR"))
    assert [p.code for p in dollars] == [p.code for p in riel]
    assert riel[1].sizes["exports"].quantity.unit == "KHR"
    assert riel[1].sizes["exports"].own == dollars[1].sizes["exports"].own


def test_who_a_source_names_above_japan_is_told_with_the_place_it_prints():
    place, names = named_above(BOOK, Period.of_months(2024, 1, 2), "total_trade")
    assert (int(place.value), names) == (5, ["CHN", "VNM", "USA", "THA"])
    assert named_above(BOOK, YEAR, "total_trade") is None


def test_places_through_time_are_of_one_edition_and_start_where_they_are_asked_to():
    assert longest_edition(BOOK) == FULL
    found = through_time(BOOK, FULL, pair_lists(BOOK).place, "exports", 2012)["JPN"]
    assert [(p.year, place) for p, place in found.items()] == [(2012, 7), (2013, 5), (2014, 6), (2015, 4), (2016, 4)]
    of_2016 = [p for p in places(BOOK, "JPN") if p.period == YEAR]
    assert {p.edition for p in of_2016} == {FULL, "WITS 2022-11"}
    assert all(int(p.ranks["exports"].value) == 4 for p in of_2016)
    shares = {p.edition: float(p.shares["exports"].value) for p in of_2016}
    assert shares == pytest.approx({FULL: 8.21, "WITS 2022-11": 8.21}, abs=0.01)


def test_two_partners_beside_each_other_are_of_one_list_and_measure():
    found = beside(BOOK, "JPN", "CHN")
    assert [b[:3] for b in found] == sorted(b[:3] for b in found) and not any(b.no_rate for b in found)
    for b in found:
        for code, side in (("JPN", b.own), ("CHN", b.other)):
            assert side is None or (side.own.partner, side.own.measure, side.own.period) == (code, b.measure, b.period)
        assert b.own is not None or b.other is not None


def test_printed_places_of_japan_come_oldest_first():
    found = printed_places(BOOK, "JPN")
    assert [f.period.last for f in found] == sorted(f.period.last for f in found)
    assert {f.partner for f in found} == {"JPN"} and "gdce-exports-rank-2026-01" in {f.id for f in found}


def test_of_an_imported_pair_only_what_was_imported_has_places_and_lists(imported):
    other = imported(("KHM", "VNM"))
    assert printed_places(other, "JPN") == [] and available(other) == [] and beside(other, "JPN", "CHN") == []
