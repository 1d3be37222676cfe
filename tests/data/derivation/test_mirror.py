"""Mirror data: one flow as the seller and the buyer count it, whose figures of each being one rule."""

from fractions import Fraction

import pytest
from every_row import every_row

from cjtrade_data.derivation.mirror import mirrors
from cjtrade_data.model.interval import Interval
from cjtrade_data.wording.mirror_gaps import explained


def ours(measure, value, source="early", period="2016", **more):
    return measure, period, value, {"source": source, **more}


def theirs(measure, value, source="jetro", period="2016", **more):
    own = {"id": f"jpn-{measure}-{period}-{source}", "reporter": "JPN", "partner": "KHM"}
    return measure, period, value, {"source": source, **own, **more}


@pytest.fixture
def found(book, row):
    """The mirrors of a book of some rows, of a frequency."""

    def find(*rows, frequency=""):
        made = [row(measure, period, value, **more) for measure, period, value, more in rows]
        return list(mirrors(book(*made), frequency))

    return find


def test_a_flow_is_the_sellers_exports_and_the_buyers_imports(found):
    [mirror] = found(theirs("imports", "110.0"), ours("exports", "100.0"))
    assert (mirror.flow, mirror.sold.reporter, mirror.bought.reporter) == ("exports", "KHM", "JPN")
    assert mirror.gap.interval == Interval(Fraction(9_900_000), Fraction(10_100_000))
    assert mirror.ratio.interval == Interval(
        Fraction("109.95") / Fraction("100.05"), Fraction("110.05") / Fraction("99.95")
    )
    assert mirror.ratio.value == Fraction(11, 10)  # of the prints, not the middle of the interval
    [back] = found(ours("imports", "50.0"), theirs("exports", "49.0"))
    assert (back.flow, back.sold.reporter) == ("imports", "JPN") and back.gap.value == 1_000_000


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
def test_freight_explains_what_the_band_holds_and_beyond_it_a_reason_is_told(found, bought, in_band, words):
    [mirror] = found(ours("exports", "100.0"), theirs("imports", bought, note="A note."))
    assert mirror.in_band is in_band
    why = explained(mirror.bought, mirror.sold)
    assert words in why and ("A note." in why) is not in_band
    assert ("can explain the gap" in why) is in_band


def test_customs_stand_beside_customs_and_a_compilation_beside_itself(found):
    rows = (
        ours("exports", "100"),
        ours("exports", "101", "wits"),
        theirs("imports", "120"),
        theirs("imports", "121", "mlit"),
    )
    whose = [(m.sold.compiler, m.bought.compiler) for m in found(*rows, theirs("imports", "122", "wits"))]
    assert whose == [("GDCE", "JETRO"), ("GDCE", "MLIT"), ("WITS", "WITS")]
    assert [(m.sold.compiler, m.bought.compiler) for m in found(rows[1], rows[2])] == [("WITS", "JETRO")]


def test_what_follows_from_prints_is_set_beside_a_print(found):
    printed = ours("total_trade", "300"), ours("imports", "200"), theirs("imports", "105")
    [mirror] = found(*printed)
    assert mirror.sold.status == "derived" and mirror.sold.value == 100_000_000


def test_only_amounts_of_the_same_period_that_are_no_estimates_or_limits_are_set_side_by_side(found):
    sold = ours("exports", "100")
    assert not found(sold, theirs("imports", "105", period="2015"))
    assert not found(sold, theirs("exports", "105"))
    assert not found(sold, theirs("imports", "105", "cepii", status="estimated"))
    assert not found(sold, theirs("imports", "105", bound="over"))
    assert not found(ours("exports", "100", bound="over"), theirs("imports", "105"))
    assert not found(sold, theirs("imports", "0"))
    assert not found(ours("exports", "100", valuation="reconciled"), theirs("imports", "105", valuation="reconciled"))


def test_mirrors_come_oldest_first_and_of_a_frequency_alone_where_it_is_asked(found):
    of = [(period, f) for period in ("2016", "2015", "2017-01") for f in (ours, theirs)]
    rows = [f("exports" if f is ours else "imports", "9", period=period) for period, f in of]
    assert [m.period.code for m in found(*rows)] == ["2015", "2016", "2017-01"]
    assert [m.period.code for m in found(*rows, frequency="month")] == ["2017-01"]
