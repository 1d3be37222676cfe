"""Presence: figures by what they are about, what was counted last first, and what can be held beside a figure."""

from itertools import groupby

import pytest
from bundled import BOOK

from cjtrade_data.derivation.presence import parts_of, presence, subjects, through_time

FOUND = presence(BOOK)


@pytest.mark.parametrize("subject", subjects(BOOK))
def test_of_a_subject_what_was_counted_last_comes_first_and_of_each_the_newest_the_whole_and_the_largest(subject):
    own = [p.figure for p in FOUND if p.subject == subject]
    assert own and [p.figure for p in presence(BOOK, subject)] == own
    counted = [list(same) for _, same in groupby(own, key=lambda f: (f.measure, f.reporter))]
    assert len(counted) == len({(f.measure, f.reporter) for f in own}), "each stands in one place"
    last = [max(f.period.last for f in same) for same in counted]
    assert last == sorted(last, reverse=True)
    for same in counted:
        order = [(f.period.last, f.period.months, not f.product, f.amount) for f in same]
        assert order == sorted(order, reverse=True)


def test_subjects_come_in_reading_order_and_aid_is_none_of_them():
    assert list(dict.fromkeys(p.subject for p in FOUND)) == list(subjects(BOOK))
    assert subjects(BOOK)[:2] == ("firms", "JBAC") and not {"aid", "aid project"} & set(subjects(BOOK))


@pytest.mark.parametrize(
    ("id", "beside"),
    [
        ("society-firms-entered-jpn-2015-01-2015-12", ["2015", "2020", "2021"]),
        ("residents-kh-residents-2015-12", ["2015-12-31", "2023-12-31"]),
        ("residents-jp-residents-2015-10", ["2014-10-31", "2015-10-31", "2022-12-31"]),
        ("society-visitors-jpn-2023-01-2023-02", ["2023-01/2023-02"]),
        ("society-visitors-jpn-2019-01-2019-03", []),
        ("society-survey-expect-profit-jpn-2022-09", ["2022-09-30", "2023-09-30"]),
        ("ppsez-zone-firms-2015", ["2015-12-31", "2020-01-31", "2020-05-31", "2022-08-31", "2023-02-28"]),
    ],
)
def test_beside_a_figure_stand_counts_of_the_same_people_in_the_same_months_and_no_mere_limit(id, beside):
    assert [f.period.code for f in through_time(BOOK, BOOK.figure(id))] == beside


def test_as_many_months_of_another_time_of_year_are_not_beside_a_figure():
    visitors = BOOK.figure("society-visitors-jpn-2023-01-2023-02")
    assert through_time(BOOK, visitors._replace(period=visitors.period.shift(12))) != []
    assert through_time(BOOK, visitors._replace(period=visitors.period.shift(1))) == []


@pytest.mark.parametrize("id", ["society-firms-in-business-jpn-2022-03", "society-firms-in-business-trade-jpn-2022-03"])
def test_the_industries_of_a_whole_and_of_a_part_are_the_same_the_largest_first(id):
    branches = [f.product.removeprefix("BRANCH:") for f in parts_of(BOOK, BOOK.figure(id))]
    assert branches == ["services-to-consumers", "trade", "construction-and-real-estate", "manufacturing"]


def test_what_is_not_divided_has_no_parts():
    assert parts_of(BOOK, BOOK.figure("society-firms-entered-jpn-2021-01-2021-12")) == []
