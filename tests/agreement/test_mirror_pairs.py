"""Whose figures of the two sides are mirror data of each other is one rule for tab, comparison and notebook."""

import pytest
from bundled import BOOK

from cjtrade_data import Period, Selection
from cjtrade_data.checks.api import mirror_checks
from cjtrade_data.derivation import side_by_side
from cjtrade_data.frames.flows import mirror_gap
from cjtrade_data.lookup.api import ask
from cjtrade_tui.pages.flows import pair_lines


def pairs_of_the_tab(reporter, frequency):
    """(period, Cambodia's compiler, Japan's) of every line that has the other side's figures."""
    lines = pair_lines(BOOK, Selection(reporter=reporter, frequency=frequency), True, "USD")
    found = {(line.period, line.compiler, q.own.compiler) for line in lines for q in line.mirror.values() if line.flows}
    return found if reporter == "KHM" else {(period, theirs, own) for period, own, theirs in found}


@pytest.mark.parametrize("frequency", ["year", "ytd", "month"])
def test_the_tab_of_either_side_sets_beside_each_other_what_a_comparison_does(frequency):
    shown = {reporter: pairs_of_the_tab(reporter, frequency) for reporter in BOOK.pair}
    assert shown["KHM"] and shown["JPN"]
    for period, mine, theirs in shown["KHM"] | shown["JPN"]:
        assert f"{mine}+{theirs}" in side_by_side.of_reporters(BOOK, period).choices


def test_a_question_is_answered_with_the_pairs_that_a_comparison_has():
    for year in (2009, 2017, 2021):
        told = [a for a in ask(f"mirror gap of exports in {year}", BOOK, 9).answers if a.measure == "mirror_gap"]
        own = {f"{mine.compiler}+{theirs.compiler}" for a in told for theirs, mine in [a.quantity.derivation.inputs]}
        assert own == {*side_by_side.of_reporters(BOOK, Period.of_year(year)).choices}


def test_a_notebook_has_the_gaps_that_the_tab_has():
    rows = mirror_gap(BOOK).select("period", "khm_compiler", "jpn_compiler").unique().rows()
    assert {(Period.parse(code), *both) for code, *both in rows} <= pairs_of_the_tab("JPN", "year")


@pytest.mark.parametrize("frequency", ["year", "ytd", "month"])
@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_checks_have_every_gap_that_the_tab_has_and_lookup_the_same_first_one(flow, frequency):
    checked = {(m.period, m.sold.compiler, m.bought.compiler): m for m in mirror_checks(BOOK) if m.flow == flow}
    for line in pair_lines(BOOK, Selection(frequency=frequency), True, "USD"):
        both = [side[flow].own for side in (line.flows, line.mirror) if flow in side]
        if len(both) < 2 or any(q.is_open for q in both):
            continue
        sold, bought = both if flow == "exports" else both[::-1]
        found = checked[line.period, sold.compiler, bought.compiler]
        assert (found.sold, found.bought) == (sold, bought), line.period
        told = ask(f"mirror gap of {flow} in {line.period.label}", BOOK, 9).answers
        pairs = [{q.compiler for q in a.quantity.derivation.inputs} for a in told if a.measure == "mirror_gap"]
        assert {sold.compiler, bought.compiler} in pairs, line.period
        if line.compiler == "GDCE":
            assert pairs[0] == {sold.compiler, bought.compiler}, line.period
