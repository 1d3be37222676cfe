"""Findings: failed checks told once, with the figure in doubt, what the others allow and the likely cause."""

from fractions import Fraction
from math import inf

import pytest
from bundled import BOOK
from hypothesis import given
from hypothesis import strategies as st

from cjtrade_data.book.book import Book
from cjtrade_data.checks import api, compute
from cjtrade_data.checks.check import FAILS, Bar
from cjtrade_data.checks.evidence import Suspect
from cjtrade_data.checks.findings import EDITIONS, PAGE, ROUNDING, allowed_by, likely_cause
from cjtrade_data.checks.printed_claims import claims_of
from cjtrade_data.checks.wording import between, ends
from cjtrade_data.derivation.slips import digit_slip
from cjtrade_data.model.interval import Interval

FOUND = api.findings(BOOK)


def finding(figure):
    return next(f for f in FOUND if f.claim.figure.id == figure)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("325640000", "325660000", "325.64 to 325.66 million USD"),
        ("1500000", "2500000", "1.5 to 2.5 million USD"),
        ("1000000", "3000000", "1 to 3 million USD"),
        ("1000001", "1999999", "1 to 2 million USD"),
        ("10000000", "30000000", "10 to 30 million USD"),
    ],
)
def test_a_range_is_said_with_as_many_decimals_as_both_ends_need(low, high, words):
    assert between(Interval(Fraction(low), Fraction(high)), "USD") == words


def test_an_open_range_is_said_from_its_one_end():
    assert between(Interval(Fraction(563_000_000), inf), "USD") == "from 563 million USD"
    assert between(Interval(-inf, Fraction(5, 2)), "percent") == "up to 2.5 per cent"
    assert between(Interval(-inf, inf), "USD") == "any number"


def test_the_ends_of_a_bar_have_the_digits_of_the_sentence():
    told = [ends(Bar("", low, high, "now", "million USD")) for low, high in ((0.041, 0.371), (None, 2.5), (2.5, None))]
    assert told == ["0.041 to 0.371", "up to 2.5", "from 2.5"]


def test_every_failed_check_is_explained_by_a_finding():
    failed = {c.id for c in api.all_checks(BOOK) if c.verdict == FAILS}
    assert failed and failed == {id for f in FOUND for id in f.checks}


def test_no_figure_is_most_in_doubt_twice():
    assert len({f.claim.figure.id for f in FOUND}) == len(FOUND)


def test_the_worst_of_the_pair_come_first_and_rounding_last():
    rounding = [f.kind == ROUNDING for f in FOUND]
    assert rounding == sorted(rounding) and any(rounding)
    matter = [f.beyond for f in FOUND if f.kind != ROUNDING and f.claim.line.partner in ("JPN", "KHM")]
    assert matter == sorted(matter, reverse=True)


def test_what_is_most_in_doubt_is_outside_of_what_the_others_allow():
    for found in FOUND:
        for suspect in found.suspects:
            allowed = allowed_by(suspect)
            assert allowed is None or not allowed.meets(suspect.claim.interval) or suspect is not found.suspects[0]


def test_the_2_per_cent_of_2023_are_told_with_what_the_article_allows_and_who_prints_it():
    found = finding("article-r21")
    said = found.says(BOOK.sources)
    assert found is FOUND[0] and found.kind == PAGE and found.cause == "ten times too large"
    assert "allow 0.041 to 0.371 per cent" in said and "prints +0.2 per cent" in said


def test_imports_of_2022_were_revised_and_the_value_that_later_rates_imply_is_told():
    found = finding("gdce-imports-2022-01-2022-12")
    assert found.kind == EDITIONS and found.cause == "revised or counted anew"
    assert "allow 764.62 to 765.69 million USD" in found.says(BOOK.sources)


@pytest.mark.parametrize(
    ("figure", "kind", "cause"),
    [
        ("gdce-share-of-world-trade-2024-01-2024-09", PAGE, "cut off, not rounded"),
        ("jetro-imports-2020-01-2020-09", PAGE, "1,209.98 for 1,208.98"),
        ("jetro-exports-2020-10", EDITIONS, "revised or 59.92 for 50.92"),
        ("moc-exports-garments-2009-01-2009-06", PAGE, ""),
        ("unctad-jpn-exports-khm-total-2005", ROUNDING, "rounding"),
    ],
)
def test_the_likely_cause_is_the_slip_that_makes_the_print(figure, kind, cause):
    assert (finding(figure).kind, finding(figure).cause) == (kind, cause)


def suspect(low, high):
    """Exports of 2023, printed as 1.17 billion dollars."""
    figure = BOOK.figure("article-r20")
    (claim,) = (c for c in claims_of([figure], BOOK.sources) if c.kind == "level")
    return Suspect(claim, Interval(Fraction(low), Fraction(high)), ())


@pytest.mark.parametrize(
    ("low", "high", "cause"),
    [
        (11_690_000_000, 11_710_000_000, "ten times too small"),
        (1_169_000, 1_171_000, "a thousand times too large"),
        (1_705_000_000, 1_715_000_000, "1.17 for 1.71"),
        (1_475_000_000, 1_485_000_000, ""),
        (0, 900_000_000, ""),
        (1_176_000_000, 1_179_000_000, "rounding"),
    ],
)
def test_one_slip_is_named_only_where_it_makes_what_the_others_allow(low, high, cause):
    assert likely_cause(suspect(low, high)) == cause


@given(st.integers(100, 99_999), st.data())
def test_neighbouring_digits_swapped_are_known_and_others_are_not(number, data):
    digits = str(number)
    at = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    if swapped != digits and swapped[0] != "0":
        assert digit_slip(Fraction(number), Fraction(int(swapped)), Fraction(1)) == "two digits are swapped"


@pytest.fixture(scope="module")
def printed_twice():
    """The tables with imports of January to September 2024 printed a second time on the same page, otherwise."""
    book = Book()
    book.include([book.figure("gdce-imports-2024-01-2024-09").as_row() | {"id": "own", "value": "597.34", "note": ""}])
    return book, next(f for f in compute.findings(book, "GDCE") if "own" in f.figures)


def test_where_no_figure_alone_explains_a_page_all_are_told(printed_twice):
    book, found = printed_twice
    assert found.kind == PAGE and found.suspects[0].pinned is None and found.cause == ""
    assert "are mutually inconsistent, and leaving out one does not help" in found.says(book.sources)
    assert "597.34 million USD" in found.says(book.sources) and "other figures are mutually inconsistent" in found.title
