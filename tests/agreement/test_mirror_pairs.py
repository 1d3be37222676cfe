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


@pytest.mark.parametrize("flow", ["exports", "imports"])
def test_a_year_that_several_print_has_one_first_gap_in_tab_checks_and_lookup(flow):
    seller = "KHM" if flow == "exports" else "JPN"
    checked = {m.period: m for m in mirror_checks(BOOK) if m.flow.startswith(seller) and m.period.is_year}
    for line in pair_lines(BOOK, Selection(frequency="year"), True, "USD"):
        if (line.flows and line.mirror) and line.period in checked and line.compiler == "GDCE":
            mine, theirs = line.flows[flow].own, line.mirror[flow].own
            pair = {mine.compiler, theirs.compiler}
            found = checked[line.period]
            assert {found.sold.compiler, found.bought.compiler} == pair, line.period
            told = ask(f"mirror gap of {flow} in {line.period.year}", BOOK).answers[0]
            assert {q.compiler for q in told.quantity.derivation.inputs} == pair, told.text
