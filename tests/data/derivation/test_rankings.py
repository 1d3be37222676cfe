"""Ranks, shares and lists of partners: one rule when a list is complete, one when places are counted."""

import pytest
from bundled import BOOK

from cjtrade_data.derivation.editions import listed
from cjtrade_data.derivation.partners import WORLD, available, longest_edition, partners_of
from cjtrade_data.derivation.rankings import PartnerLists
from cjtrade_data.model.codes import FIGURE_COLUMNS
from cjtrade_data.model.period import Period

YEAR = Period.of_year(2016)


def rows_of(row, source, flows):
    return [row(m, "2016", v, partner=p, source=source) for p, values in flows.items() for m, v in values.items()]


@pytest.fixture
def lists(book, row):
    """The lists made of exports and imports by partner, as one source prints them."""

    def of(source="all", *, more=(), **flows):
        return PartnerLists(book(*rows_of(row, source, flows), *more), "KHM")

    return of


THREE = {
    "CHN": {"exports": "30", "imports": "5"},
    "JPN": {"exports": "20", "imports": "1"},
    "USA": {"exports": "25", "imports": "9"},
}


def ranks(found, edition, measure, *partners):
    return [None if (rank := found.rank(YEAR, edition, measure, p)) is None else int(rank.value) for p in partners]


def test_places_are_counted_from_the_largest(lists):
    found = lists(**THREE)
    assert ranks(found, "ALL", "exports", "CHN", "USA", "JPN") == [1, 2, 3]
    assert ranks(found, "ALL", "imports", "CHN", "USA", "JPN") == [2, 1, 3]
    assert ranks(found, "ALL", "total_trade", "CHN", "USA", "JPN") == [1, 2, 3]


def test_equals_share_a_place(lists):
    found = lists(**{**THREE, "VNM": {"exports": "25", "imports": "9"}})
    assert ranks(found, "ALL", "exports", "CHN", "USA", "VNM", "JPN") == [1, 2, 2, 4]


def test_the_world_and_other_asia_have_no_place(lists):
    found = lists(**THREE, WLD={"exports": "99", "imports": "99"}, OAS={"exports": "50", "imports": "50"})
    assert ranks(found, "ALL", "exports", "WLD", "OAS", "CHN") == [None, None, 1]
    assert float(found.ranking(YEAR, "ALL", "exports").taiwan.value) == 50e6


def test_a_partner_of_which_one_flow_is_as_large_as_a_total_leaves_that_total_without_a_place(lists):
    found = lists("own", **THREE, VNM={"exports": "21"})
    assert ranks(found, "own/comtrade", "total_trade", "CHN", "USA", "JPN") == [1, 2, None]


def test_a_list_of_some_partners_gives_no_places(lists):
    found = lists("early", **THREE)
    assert found.editions(YEAR) == ["GDCE"]
    assert ranks(found, "GDCE", "exports", "CHN", "JPN") == [None, None]
    assert [q.partner for q in found.ranking(YEAR, "GDCE", "exports").rows] == ["CHN", "USA", "JPN"]


def test_an_edition_that_ranks_totals_comes_before_one_that_does_not(lists, row):
    other = [row("exports", "2016", v, partner=p) for p, v in (("CHN", "3"), ("JPN", "2"), ("USA", "1"))]
    assert lists("old-1", **THREE, more=other).editions(YEAR) == ["OLD 1", "GDCE"]


def test_the_five_largest_of_a_flow_have_places_but_not_their_totals(lists):
    found = lists("old-2", **THREE)
    assert ranks(found, "OLD 2", "exports", "CHN", "USA") == [1, 2]
    assert ranks(found, "OLD 2", "total_trade", "CHN", "USA") == [None, None]


def test_two_partners_make_no_list(lists):
    found = lists(CHN=THREE["CHN"], JPN=THREE["JPN"], WLD={"exports": "99", "imports": "99"})
    assert found.available == [] and found.listed_periods("exports") == found.ranked_periods("exports") == []


def test_totals_are_listed_only_where_three_partners_have_both_flows(lists):
    one = {p: {"imports": "9"} for p in ("CHN", "USA", "VNM", "THA")}
    assert not lists(**one, JPN={"exports": "1", "imports": "1"}).rankings(YEAR, "total_trade")
    [found] = lists(**one, **{p: {"exports": "1", "imports": "1"} for p in ("JPN", "DEU", "FRA")}).rankings(
        YEAR, "total_trade"
    )
    assert {q.partner for q in found.rows} == {"JPN", "DEU", "FRA"}


def test_a_total_is_made_of_both_flows_of_one_edition_only(lists, row):
    found = lists(
        "old-1", **THREE, VNM={"exports": "40"}, more=[row("imports", "2016", "7", partner="VNM", source="old-2")]
    )
    assert found.size(YEAR, "OLD 1", "total_trade", "VNM") is None
    assert float(found.size(YEAR, "OLD 1", "total_trade", "CHN").value) == 35e6


def test_a_share_is_of_the_printed_world_total_of_the_edition_that_stands_in_for_it(lists, row):
    world = row("exports", "2016", "200", partner="WLD", source="old-2")
    share = lists("old-1", **THREE, more=[world]).share(YEAR, "OLD 1", "exports", "JPN")
    assert (share.status, float(share.value)) == ("derived", 10.0)
    assert [f.source for f in share.figures] == ["old-1", "old-2"]


def test_without_a_world_total_there_is_no_share(lists):
    assert lists(**THREE).share(YEAR, "ALL", "exports", "JPN") is None


def test_a_share_is_as_its_edition_prints_it(lists, row):
    own = {"partner": "JPN", "unit": "percent", "scale": "one"}
    prints = [
        row("share_of_world_exports", "2016", "9.9", source="all", **own),
        row("share_of_world_exports", "2016", "8.8", source="old-2", id="another", **own),
        row("share_of_world_exports", "2015", "7.7", source="all", **own),
        row("exports", "2016", "200", partner="WLD", source="all"),
    ]
    found = lists(**THREE, more=prints)
    assert (
        found.share(YEAR, "ALL", "exports", "JPN").status,
        float(found.share(YEAR, "ALL", "exports", "JPN").value),
    ) == ("reported", 9.9)
    assert float(found.share_of_levels(YEAR, "ALL", "exports", "JPN").value) == 10.0


def test_places_won_are_those_lost_to_a_smaller_number(book, row):
    before = [row("exports", "2015", v, partner=p, source="all") for p, v in (("JPN", "9"), ("CHN", "5"), ("USA", "7"))]
    before += [row("imports", "2015", "1", partner=p, source="all") for p in ("JPN", "CHN", "USA")]
    found = PartnerLists(book(*rows_of(row, "all", THREE), *before), "KHM")
    assert int(found.rank_change(YEAR, "ALL", "JPN").value) == -2
    assert int(found.rank_change(YEAR, "ALL", "CHN").value) == 2
    assert found.rank_change(Period.of_year(2015), "ALL", "JPN") is None


def test_a_partner_known_by_one_flow_only_may_come_before_in_a_list_of_ones_own(book, row):
    made = book()
    own = {"source": "early", "compiler": "own/baci/1"}
    flows = {**THREE, "VNM": {"exports": "90"}}
    made.include([{**dict.fromkeys(FIGURE_COLUMNS), **r, **own} for r in rows_of(row, "early", flows)])
    found = PartnerLists(made, "KHM")
    assert ranks(found, "own/baci/1", "total_trade", "CHN", "USA") == [None, None]
    assert ranks(found, "own/baci/1", "exports", "VNM", "CHN") == [1, 2]


@pytest.mark.parametrize("period", ["2015", "2016", "2023"])
def test_the_world_leads_a_list_of_partners_and_those_without_a_place_close_it(period):
    lists = [a for a in available(BOOK) if a.period == Period.parse(period)]
    found = partners_of(BOOK, lists[0].period, lists[0].edition)
    with_world = WORLD in {p.code for p in found}
    assert with_world is (found[0].code == WORLD)
    places = [p.rank for p in found if p.code != WORLD]
    assert places == sorted(places, key=lambda place: (place is None, place or 0))


def test_below_a_partner_are_the_smaller_ones_and_below_who_is_not_listed_is_nobody(lists):
    table = lists(**THREE).ranking(YEAR, "ALL", "exports")
    assert [q.partner for q in table.below("CHN")] == ["USA", "JPN"] and table.below("JPN") == table.below("VNM") == []
    assert [q.partner for q in table.above("JPN")] == ["CHN", "USA"] and table.above("CHN") == table.above("VNM") == []


def test_at_a_place_stand_those_who_share_it_and_at_the_next_nobody(lists):
    table = lists(**{**THREE, "VNM": {"exports": "25", "imports": "9"}}).ranking(YEAR, "ALL", "exports")
    at = [[q.partner for q in table.at(place)] for place in (1, 2, 3, 4, 5)]
    assert at == [["CHN"], ["USA", "VNM"], [], ["JPN"], []]
    assert [table.place(p) for p in ("CHN", "USA", "VNM", "JPN", "DEU")] == [1, 2, 2, 4, None]


def test_so_many_partners_are_kept_as_the_complete_editions_list(book):
    assert listed(book()) == 30


def test_the_longest_edition_has_two_years_or_there_is_none(book, row):
    once = [row("exports", "2016", v, partner=p, source="all") for p, v in (("CHN", "3"), ("JPN", "2"), ("USA", "1"))]
    again = [{**r, "id": f"{r['id']}-2", "period_start": "2017-01", "period_end": "2017-12"} for r in once]
    assert longest_edition(book(*once)) == ""
    assert longest_edition(book(*once, *again)) == "ALL"
    old = [{**r, "id": f"{r['id']}-old", "source": "old-1"} for r in (*once, *again)]
    assert longest_edition(book(*once, *again, *old)) == "OLD 1"
    assert longest_edition(book(*once, *again, *old[:3])) == "ALL"
