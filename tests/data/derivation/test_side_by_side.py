"""What is set side by side is of one kind, and what is not is told apart without a difference."""

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data import Period
from cjtrade_data.derivation import side_by_side
from cjtrade_data.derivation.pair import mirror_group
from cjtrade_data.derivation.quantity import Operation
from cjtrade_data.lookup import api as lookup
from cjtrade_data.model.reference import Reference


def line(found, measure="exports"):
    return next(sides for sides in found.lines if sides.measure == measure)


def periods(one, other, reporter="KHM", compiler=""):
    return side_by_side.of_periods(BOOK, reporter, Period.parse(one), Period.parse(other), compiler)


def test_two_periods_differ_by_as_much_as_rounding_leaves():
    sides = line(periods("2024-01/2024-02", "2023-01/2023-02"))
    ends = sides.difference.interval
    assert [float(n) / 1e6 for n in (ends.low, ends.high)] == [31.56, 31.58]
    assert sides.worked_out.interval.low < sides.worked_out.value < sides.worked_out.interval.high
    assert (float(sides.percent.value), sides.percent.status, sides.difference.status) == (15.3, "reported", "derived")


def test_a_level_that_came_of_a_printed_growth_gives_that_growth_back():
    sides = line(periods("2020", "2019", "JPN"), "imports")
    assert sides.other.is_of_growth
    assert sides.percent.status == "reported" and float(sides.percent.value) == -13.8


@every_row(
    ("one", "other", "why"),
    [
        ("2024-01/2024-02", "2023", "Jan-Feb 2024 is 2 months, 2023 12 months"),
        ("2022", "2016", "GDCE and WITS are different statistics"),
    ],
)
def test_unlike_things_are_shown_without_a_difference(one, other, why):
    sides = line(periods(one, other))
    assert sides.one is not None and sides.other is not None
    assert (sides.difference, sides.percent, sides.why) == (None, None, why)


def test_two_reporters_have_a_mirror_gap_and_never_a_change():
    found = side_by_side.of_reporters(BOOK, Period.parse("2016"))
    assert found.whose == "WITS+WITS"
    exports, imports = line(found), line(found, "imports")
    for gap, importer, exporter in ((exports, exports.other, exports.one), (imports, imports.one, imports.other)):
        assert gap.difference.derivation.operation is Operation.MIRROR_GAP
        assert gap.difference.value == importer.value - exporter.value
        assert gap.percent.value == (importer.value / exporter.value - 1) * 100
    for measure in ("total_trade", "trade_balance"):
        sides = line(found, measure)
        assert sides.difference is None and "FOB and CIF" in sides.why


def test_a_number_set_beside_another_is_named_by_its_print_or_by_what_it_is_of():
    sides = line(periods("2024-02", "2024-01"))
    assert side_by_side.reference(BOOK, sides.other, "") == "gdce-exports-2024-01"
    assert side_by_side.reference(BOOK, sides.one, "") == "=exports:KHM:JPN:2024-02:GDCE"
    gap = line(side_by_side.of_reporters(BOOK, Period.parse("2016"))).difference
    assert side_by_side.reference(BOOK, gap, "WITS+WITS") == "=exports_mirror_gap:KHM:JPN:2016:WITS+WITS"


def test_reporters_are_paired_within_one_family_of_statistics_wherever_one_has_both():
    unlike = []
    for year in range(2000, 2026):
        found = side_by_side.of_reporters(BOOK, Period.of_year(year))
        families = [tuple(map(mirror_group, choice.split("+"))) for choice in found.choices]
        unlike += [year] * any(mine != theirs for mine, theirs in families)
        assert len({mine == theirs for mine, theirs in families}) < 2, families
    assert unlike == [2017, 2018, 2019], "WITS has Cambodia's side alone, JETRO Japan's: as the gap of the Flows tab"
    assert side_by_side.of_reporters(BOOK, Period.of_year(2023)).lines == ()


def test_two_partners_are_compared_within_one_edition():
    found = side_by_side.of_partners(BOOK, Period.of_year(2023), "CEPII", "JPN", "CHN")
    share = line(found, "share_of_world_trade")
    assert share.difference.unit == "percentage points" and share.percent is None
    assert round(float(share.difference.value), 2) == -18.65
    assert all(q.compiler == "CEPII" for sides in found.lines for q in (sides.one, sides.other))


def test_of_a_mere_limit_no_difference_is_told():
    found = side_by_side.of_partners(BOOK, Period.parse("2023-01/2023-08"), "GDCE", "JPN", "CHN")
    limits = [sides for sides in found.lines if sides.one is not None and sides.one.is_open]
    assert limits and all(s.difference is None and s.percent is None for s in limits)


@every_row(
    ("reference", "title", "words"),
    [
        (
            "=exports_less_2022:KHM:JPN:2023:GDCE",
            "Cambodia's exports to Japan, 2023, less 2022",
            "the two are indistinguishable at the printed precision",
        ),
        (
            "=imports_less_2022_percent:KHM:JPN:2023:GDCE",
            "Cambodia's imports from Japan, 2023, less 2022, in per cent of 2022",
            "19.53 per cent less",
        ),
        (
            "=exports_less_CHN:KHM:JPN:2023:CEPII",
            "Cambodia's exports to Japan, 2023, less China",
            "Japan 1,606.76 million dollars, China 1,687.88 million dollars; 81.12 million dollars less",
        ),
        (
            "=exports_mirror_gap_percent:KHM:JPN:2016:WITS+WITS",
            "Mirror gap of exports between Japan and Cambodia, in per cent of what the exporter reports, 2016",
            "a mirror gap, which is no change, of 47.89 per cent",
        ),
    ],
)
def test_a_difference_has_a_card_that_says_what_it_is_between(reference, title, words):
    card = lookup.card(reference)
    assert card.title == title and words in card.said.text and card.said.status == "derived"


@pytest.mark.parametrize("reference", ["=exports_less_XXX:KHM:JPN:2023:GDCE", "=exports_less_1950:KHM:JPN:2023:GDCE"])
def test_what_cannot_be_compared_has_no_card(reference):
    with pytest.raises(KeyError):
        lookup.card(reference)


@pytest.mark.parametrize(("of", "choices"), [({}, ("own/comtrade+own/comtrade",)), ({"valuation": "reconciled"}, ())])
def test_both_sides_of_an_import_are_mirror_data_unless_its_publisher_reconciled_them(imported, of, choices):
    found = side_by_side.of_reporters(imported(**of), Period.of_year(2020))
    assert found.choices == choices
    assert [float(sides.difference.value) for sides in found.lines] == [1e6] * len(choices)


def test_amounts_of_another_valuation_are_not_compared(book, row):
    made = book(
        row("exports", "2023", "20", valuation="FOB"),
        row("exports", "2022", "10", valuation="CIF"),
        row("exports", "2021", "10", valuation="CIF"),
    )
    one, other, third = (Period.of_year(year) for year in (2023, 2022, 2021))
    sides = line(side_by_side.of_periods(made, "KHM", one, other))
    assert sides.difference is None and sides.why == "one is FOB, the other CIF"
    assert line(side_by_side.of_periods(made, "KHM", other, third)).why == ""


@pytest.mark.parametrize(("year", "missing"), [("2023", 2), ("2022", 1)])
def test_what_one_period_alone_has_is_shown_without_a_reason(book, row, year, missing):
    both = row("exports", "2023", "20"), row("exports", "2022", "10")
    made = book(*both, row("imports", year, "10"))
    imports = line(side_by_side.of_periods(made, "KHM", Period.of_year(2023), Period.of_year(2022)), "imports")
    assert imports[missing] is None and imports[3:] == (None, None, None, "")


def test_beside_a_mere_limit_it_is_said_why_there_is_no_difference(book, row):
    made = book(row("exports", "2023", "20", bound="over"), row("exports", "2022", "10"))
    sides = line(side_by_side.of_periods(made, "KHM", Period.of_year(2023), Period.of_year(2022)))
    assert (sides.difference, sides.percent, sides.why) == (None, None, "of one side only a limit is known")


THERE = {"reporter": "JPN", "partner": "KHM", "source": "all", "id": "there"}


@pytest.mark.parametrize("alone", [("imports", "2023", "9", {}), ("exports", "2023", "9", THERE)])
def test_a_flow_that_one_side_alone_counts_has_no_gap_and_no_reason_why(book, row, alone):
    both = row("exports", "2023", "20"), row("imports", "2023", "22", **{**THERE, "id": "bought"})
    found = side_by_side.of_reporters(book(*both, row(*alone[:3], **alone[3])), Period.of_year(2023))
    assert found.whose == "GDCE+ALL" and float(line(found).difference.value) == 2e6
    imports = line(found, "imports")
    assert None in imports[1:3] and imports[3:] == (None, None, None, "")


EXAMPLES = (
    lambda: periods("2024-01/2024-02", "2023-01/2023-02"),
    lambda: periods("2020", "2019", "JPN"),
    lambda: side_by_side.of_reporters(BOOK, Period.of_year(2016)),
    lambda: side_by_side.of_partners(BOOK, Period.of_year(2016), "WITS 2017-11", "JPN", "CHN"),
    lambda: side_by_side.of_partners(BOOK, Period.of_year(2023), "CEPII", "JPN", "CHN"),
    lambda: side_by_side.of_partner(BOOK, "JPN", "WITS 2017-11", Period.of_year(2016), Period.of_year(2015)),
)


@every_row("example", EXAMPLES, ids=lambda _: "example")
def test_every_difference_is_found_again_by_its_name_with_the_sides_it_is_between(example):
    found, named = example(), 0
    for sides in found.lines:
        for number in filter(None, (sides.difference, sides.percent)):
            name = side_by_side.reference(BOOK, number, found.whose)
            if number.figure is None and "mirror_gap:" not in name:  # the gap in dollars is no comparison of ours
                again, same = side_by_side.named(BOOK, Reference.parse(name))
                assert (same.value, same.interval, again.one, again.other) == (
                    number.value,
                    number.interval,
                    sides.one,
                    sides.other,
                ), name
                named += 1
    assert named


@pytest.mark.parametrize(
    "name", ["exports:KHM:JPN:2023:GDCE", "exports_less_1950:KHM:JPN:2023:GDCE", "exports_less_XXX:KHM:JPN:2023:GDCE"]
)
def test_a_name_of_no_difference_finds_none(name):
    assert side_by_side.named(BOOK, Reference.parse(f"={name}")) is None


def test_of_a_mirror_gap_with_a_mere_limit_it_is_said_why_there_is_none(book, row):
    limit = row("exports", "2023", "20", bound="over"), row("imports", "2023", "22", **THERE)
    exports = line(side_by_side.of_reporters(book(*limit), Period.of_year(2023)))
    assert exports[3:] == (None, None, None, "of one side only a limit is known")
