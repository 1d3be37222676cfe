"""Which of several prints of one thing is shown: the same on every face."""

import pytest

from cjtrade_data.derivation.levels import Series
from cjtrade_data.derivation.preferred_print import is_print
from cjtrade_data.lookup.operations.value import levels
from cjtrade_data.model.codes import FIGURE_COLUMNS
from cjtrade_data.model.period import Period

YEAR = Period.of_year(2023)


@pytest.fixture
def first(book, row):
    """The id of the print that comes first among some of exports in 2023."""

    def of(*rows):
        return (
            Series(book(*(row("exports", "2023", **r) for r in rows)), "KHM", "JPN", "GDCE")
            .prints("exports", YEAR)[0]
            .id
        )

    return of


def test_of_prints_that_agree_the_finest_is_preferred(first):
    rows = {"value": "1170", "id": "coarse", "source": "late", "decimals": "-1"}, {"value": "1173", "id": "fine"}
    assert first(*rows) == first(*rows[::-1]) == "fine"


def test_of_prints_that_do_not_agree_the_latest_is_preferred(first):
    rows = {"value": "765", "id": "revised", "source": "late"}, {"value": "774.989", "id": "first"}
    assert first(*rows) == first(*rows[::-1]) == "revised"


def test_a_number_is_preferred_to_a_limit(first):
    rows = {"value": "1100", "id": "limit", "bound": "over", "source": "late"}, {"value": "1173", "id": "number"}
    assert first(*rows) == first(*rows[::-1]) == "number"


def test_a_number_is_preferred_to_a_later_limit_that_excludes_it(first):
    rows = {"value": "1200", "id": "limit", "bound": "over", "source": "late"}, {"value": "1173", "id": "number"}
    assert first(*rows) == first(*rows[::-1]) == "number"


def test_a_print_is_preferred_to_what_a_table_derived(first):
    rows = {"value": "1173.05", "id": "table", "status": "derived", "source": "late"}, {"value": "1173", "id": "print"}
    assert first(*rows) == first(*rows[::-1]) == "print"


def test_of_equal_prints_of_one_day_the_order_is_that_of_their_ids(first):
    rows = {"value": "1173", "id": "b"}, {"value": "1173", "id": "a"}
    assert first(*rows) == first(*rows[::-1]) == "a"


def test_what_a_table_derived_is_no_print_and_what_was_imported_is(book, row):
    made = book(row("exports", "2023", "5", status="derived", id="table"))
    figure = made.figure("table")
    assert not is_print(figure)
    made.include(
        [
            {
                **dict.fromkeys(FIGURE_COLUMNS),
                **row("exports", "2022", "5", status="derived", id="own"),
                "compiler": "own/figures/1",
            }
        ]
    )
    assert is_print(made.figure("own"))


def test_two_derived_figures_of_the_readers_own_that_conflict_are_both_told(book, row):
    made = book(row("exports", "2021", "1", id="table"))
    own = [row("exports", "2022", value, status="derived", id=f"own-{value}") for value in ("5", "9")]
    made.include([{**dict.fromkeys(FIGURE_COLUMNS), **r, "compiler": "own/figures/1"} for r in own])
    line = Series(made, "KHM", "JPN", "own/figures/1")
    assert {q.figure.id for q in levels(line, "exports", Period.of_year(2022))} == {"own-5", "own-9"}


def test_prints_come_each_once_numbers_by_date_then_limits_then_what_a_table_derived(book, row):
    rows = (
        {"value": "1172", "id": "table", "status": "derived", "source": "late"},
        {"value": "1100", "id": "limit", "bound": "over", "source": "late"},
        {"value": "1173.5", "id": "finest"},
        {"value": "1173", "id": "early"},
        {"value": "1173", "id": "late", "source": "late"},
        {"value": "900", "id": "apart"},
    )
    line = Series(book(*(row("exports", "2023", **r) for r in rows)), "KHM", "JPN", "GDCE")
    assert [f.id for f in line.prints("exports", YEAR)] == ["finest", "late", "apart", "early", "limit", "table"]
