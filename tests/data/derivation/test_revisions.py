"""Revisions: a level that its compiler printed anew, otherwise; what rounding explains is none."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations

from bundled import BOOK
from every_row import every_row

from cjtrade_data.derivation.revisions import revisions_among


@cache
def figures():
    compilers = sorted({source.compiler for source in BOOK.sources.values()})
    return [f for compiler in compilers for f in map(BOOK.figure, BOOK.index.ids(compiler=compiler))]


@cache
def revisions():
    return list(revisions_among(figures(), BOOK.sources))


@every_row("found", revisions, ids=lambda r: r.after.id)
def test_a_revision_is_of_two_dates_and_of_more_than_rounding(found):
    before, after = found.before, found.after
    assert found.since < found.until and not before.interval.meets(after.interval)
    assert (before.measure, before.partner, before.period) == (after.measure, after.partner, after.period)
    moved = Fraction(after.amount) - Fraction(before.amount)
    assert found.change.low <= moved <= found.change.high
    ends = [
        Fraction(later) / Fraction(first)
        for later in (after.interval.low, after.interval.high)
        for first in (before.interval.low, before.interval.high)
    ]
    assert (found.percent.low, found.percent.high) == (100 * min(ends) - 100, 100 * max(ends) - 100)


def test_prints_that_rounding_alone_tells_apart_are_no_revision():
    same = {}
    for f in figures():
        same.setdefault((f.measure, f.reporter, f.partner, f.product, f.period, f.compiler, f.unit), []).append(f)
    pairs = [pair for prints in same.values() for pair in combinations(prints, 2)]
    meeting = {frozenset({a.id, b.id}) for a, b in pairs if a.value != b.value and a.interval.meets(b.interval)}
    assert meeting and meeting.isdisjoint(frozenset({r.before.id, r.after.id}) for r in revisions())


def test_of_a_print_without_a_date_nobody_knows_whether_it_was_the_first():
    found = revisions()[0]
    sources = {
        **BOOK.sources,
        found.before.source: BOOK.sources[found.before.source]._replace(published="", vintage=""),
    }
    assert list(revisions_among([found.before, found.after], BOOK.sources)) == [found]
    assert list(revisions_among([found.before, found.after], sources)) == []


@every_row(
    ("before", "after"),
    [
        ({}, {"status": "derived"}),
        ({"bound": "over"}, {}),
        ({"unit": "percent"}, {"unit": "percent"}),
        ({"unit": "rank"}, {"unit": "rank"}),
        ({"value": Decimal(0)}, {}),
        ({}, {"compiler": "another"}),
    ],
)
def test_no_revision_is_of_a_limit_a_rank_a_share_or_what_was_derived_nor_from_nothing(before, after):
    found = revisions()[0]
    assert not list(revisions_among([found.before._replace(**before), found.after._replace(**after)], BOOK.sources))


def test_of_two_prints_of_one_day_neither_revises_the_other():
    before, after = revisions()[0][:2]
    one_day = {**BOOK.sources, after.source: BOOK.sources[before.source]}
    assert not list(revisions_among([before, after], one_day))
