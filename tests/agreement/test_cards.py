"""A number on a screen is the number on its card: value, interval, unit, status, source and digits."""

import pytest

from . import compare, pages
from .numbers import faults, table


@pytest.mark.slow
def test_every_number_of_flows_is_that_of_its_card():
    found = faults(compare.cards(compare.in_dollars(pages.cells("flows"))))
    assert not found, table(found)


@pytest.mark.parametrize("every", [14, pytest.param(1, marks=pytest.mark.slow)])
def test_every_rank_and_share_of_japan_through_time_is_that_of_its_card(every):
    found = faults(compare.cards(compare.every(every, pages.cells_in("partners", "japan"))))
    assert not found, table(found)


@pytest.mark.slow
@pytest.mark.parametrize("tab", ["products", "investment", "people", "checks", "sources"])
def test_every_number_of_a_tab_is_that_of_its_card(tab):
    found = faults(compare.cards(compare.in_dollars(pages.cells(tab))))
    assert not found, table(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["level", "share", "rank", "change"])
def test_every_number_of_a_partner_is_that_of_its_card(kind):
    found = faults(compare.cards(c for c in compare.in_dollars(pages.cells("partners")) if c.kind == kind))
    assert not found, table(found)


@pytest.mark.slow
@pytest.mark.parametrize(("tab", "step"), [("flows", 1), ("partners", 7)])
def test_a_level_in_riel_or_yen_is_that_of_its_card_in_that_currency(tab, step):
    found = faults(compare.converted(compare.every(step, pages.cells(tab))))
    assert not found, table(found)


@pytest.mark.slow
def test_what_the_checks_pin_down_does_not_exclude_what_the_card_gives():
    found = faults(compare.pinned_down())
    assert not found, table(found)
