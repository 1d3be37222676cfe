"""Mirror data: one flow as the seller and the buyer count it, within one edition or between the two customs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from every_row import every_row

from cjtrade_data.derivation.mirror import mirrors
from cjtrade_data.derivation.quantity import printed
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.interval import Interval
from cjtrade_data.model.period import Period
from cjtrade_data.model.records import Source
from cjtrade_data.wording.mirror_gaps import explained

SOURCES = {
    name: Source(name, "", compiler, "", "", published, vintage, "", "", "", "nearest", "")
    for name, compiler, published, vintage in (
        ("old", "WITS", "", "2017-11"),
        ("new", "WITS", "", "2022-11"),
        ("customs", "GDCE", "2024-03", ""),
        ("jetro", "JETRO", "2024-04", ""),
        ("baci", "CEPII", "", "V202501"),
    )
}


def figure(measure, value, source="old", note="", period="2016", **more):
    reporter, partner = ("KHM", "JPN") if more.get("of", "KHM") == "KHM" else ("JPN", "KHM")
    return Figure(
        id=f"{reporter}-{measure}-{period}-{source}-{value}",
        measure=measure,
        reporter=reporter,
        partner=partner,
        period=Period.parse(period),
        value=Decimal(value),
        unit="USD",
        scale="million",
        source=source,
        note=note,
        decimals=len(value.partition(".")[2]),
        compiler=SOURCES[source].compiler,
        status=more.get("status", "reported"),
        bound=more.get("bound", ""),
    )


def found(*figures):
    return list(mirrors(figures, SOURCES))


def test_a_flow_is_the_sellers_exports_and_the_buyers_imports():
    sold, bought = figure("exports", "100.0"), figure("imports", "110.0", of="JPN")
    [mirror] = found(bought, sold)
    assert (mirror.flow, mirror.sold, mirror.bought) == ("KHM-JPN", sold, bought)
    assert mirror.gap.interval == Interval(Fraction(9_900_000), Fraction(10_100_000))
    assert mirror.ratio.interval == Interval(
        Fraction("109.95") / Fraction("100.05"), Fraction("110.05") / Fraction("99.95")
    )
    assert mirror.ratio.value == Fraction(11, 10)  # of the prints, not the middle of the interval
    [back] = found(figure("imports", "50.0"), figure("exports", "49.0", of="JPN"))
    assert back.flow == "JPN-KHM" and back.gap.value == 1_000_000


@every_row(
    ("bought", "in_band", "words"),
    [
        ("100.0", True, ""),
        ("112.1", True, ""),
        ("112.3", False, "Singapore or Thailand"),
        ("99.9", True, ""),
        ("99.8", False, "last destination known"),
    ],
)
def test_freight_explains_what_the_band_holds_and_beyond_it_a_reason_is_told(bought, in_band, words):
    [mirror] = found(figure("exports", "100.0"), figure("imports", bought, of="JPN", note="A note."))
    assert mirror.in_band is in_band
    why = explained(printed(mirror.bought), printed(mirror.sold))
    assert words in why and ("A note." in why) is not in_band
    assert ("can explain the gap" in why) is in_band


@every_row(
    ("seller", "buyer", "count"),
    [("old", "old", 1), ("old", "new", 0), ("customs", "jetro", 1), ("old", "jetro", 0), ("baci", "customs", 0)],
)
def test_two_figures_belong_together_in_one_edition_or_between_the_customs(seller, buyer, count):
    assert len(found(figure("exports", "100", seller), figure("imports", "105", buyer, of="JPN"))) == count


def test_only_reported_amounts_of_the_same_period_are_set_side_by_side():
    sold = figure("exports", "100")
    assert not found(sold, figure("imports", "105", of="JPN", period="2015"))
    assert not found(sold, figure("exports", "105", of="JPN"))
    assert not found(sold, figure("imports", "105", of="JPN", status="derived"))
    assert not found(sold, figure("imports", "105", of="JPN", bound="over"))
    assert not found(figure("exports", "100", bound="over"), figure("imports", "105", of="JPN"))
    assert not found(sold, figure("imports", "0.0", of="JPN"))
    assert not found(sold, figure("imports", "0", of="JPN")._replace(rounding="exact"))


def test_mirrors_come_oldest_first_and_of_one_period_by_who_sells():
    early = figure("exports", "9", period="2015"), figure("imports", "9", of="JPN", period="2015")
    there = figure("exports", "9", "customs"), figure("imports", "9", "jetro", of="JPN")
    back = figure("exports", "8", "jetro", of="JPN"), figure("imports", "8", "customs")
    order = [(m.period.code, m.flow) for m in found(*there, *back, *early)]
    assert order == [("2015", "KHM-JPN"), ("2016", "JPN-KHM"), ("2016", "KHM-JPN")]


def test_of_several_prints_of_the_customs_the_latest_counts():
    bought = figure("imports", "105", "jetro", of="JPN", period="2024-02")
    early = figure("exports", "100", "customs", period="2024-02")
    [mirror] = found(bought, figure("exports", "101", "customs", period="2024-02"), early)
    assert mirror.sold.value == 101
