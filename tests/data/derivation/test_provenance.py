"""Accounts: a level read from the results is the level that the engine makes, to the last digit and figure."""

from fractions import Fraction
from math import inf

import pytest
from bundled import BOOK
from every_row import every_row

from cjtrade_data.book.book import Book
from cjtrade_data.book.index import FigureIndex
from cjtrade_data.book.results import rows
from cjtrade_data.book.tables import TABLES
from cjtrade_data.derivation.levels import Series
from cjtrade_data.derivation.provenance import account_of, quantity_of_account
from cjtrade_data.model.codes import FLOWS
from cjtrade_data.model.period import Period

KEYS = sorted(
    {
        (*key[1:3], stamp.compiler, key[3])
        for goods in (False, True)
        for key in list(BOOK.index.keys(of_goods=goods))
        for stamp in BOOK.index.stamps(*key)
    }
)
PAIR = [k for k in KEYS if {k[0], k[1]} == {"KHM", "JPN"} and not k[3]]
CENT = Fraction(1, 100)
YEARS = range(1960, 2027)


def differing(key):
    """Where a series read from the results is not the one worked out, as (measure, period)."""
    read, made = Series(BOOK, *key), Series(BOOK, *key, from_results=False)
    measures = {
        m
        for goods in (False, True)
        for m, r, p, g in BOOK.index.keys(of_goods=goods)
        if (r, p, g) == (key[0], key[1], key[3])
    }
    for measure in measures | {"total_trade", "trade_balance", "trade_deficit"}:
        if read.levels(measure) != made.levels(measure):
            yield measure, None
        for level in made.levels(measure).values():
            if (level.reporter, level.partner, level.product) != (key[0], key[1], key[3]):
                yield measure, f"{level.period.code} is said to be {level.reporter} with {level.partner}"
        known = {p.year for p in made.known(measure)} | {2024}
        for year in sorted(known | {y - 1 for y in known} | {y + 1 for y in known}):
            yield from (
                (measure, period.code)
                for period in (
                    Period.of_year(year),
                    *(Period.of_months(year, 1, n) for n in range(1, 12)),
                    *(Period.of_months(year, n, n) for n in range(2, 13)),
                )
                if read.level(measure, period) != made.level(measure, period)
            )


@pytest.mark.slow
def test_the_pair_is_read_as_it_is_worked_out():
    for key in PAIR:
        assert not list(differing(key)), key


def test_levels_of_the_pair_are_read_as_they_are_worked_out():
    for key in PAIR:
        read, made = Series(BOOK, *key), Series(BOOK, *key, from_results=False)
        for flow in FLOWS:
            assert read.levels(flow) == made.levels(flow), (key, flow)


@pytest.mark.slow
def test_a_level_and_what_all_prints_together_leave_possible_never_lie_across_each_other():
    replaced = 0
    for (measure, *key), implied in BOOK.implied.items():
        series = Series(BOOK, *key, from_results=False)
        for code, row in implied.items() if (*key, "") in PAIR else ():
            level = series.level(measure, Period.parse(code))
            low, high = Fraction(row.low or -(10**18)), Fraction(row.high or 10**18)
            own = level.interval
            is_within = low <= own.low and own.high <= high
            assert is_within or (own.low <= low + CENT and high - CENT <= own.high) or level.figure, (
                measure,
                key,
                code,
            )
            replaced += level.derivation is not None and level.derivation.operation == "bounds"
    assert replaced > 10


@pytest.mark.slow
def test_every_series_is_read_as_it_is_worked_out():
    for key in KEYS:
        assert not list(differing(key)), key


@every_row("row", lambda: rows(TABLES, "derived"), quick=7)
def test_the_rows_of_the_results_say_what_their_accounts_give_and_accounts_are_written_as_they_are_read(row):
    made = quantity_of_account(BOOK, row["account"])
    assert account_of(made) == row["account"]
    assert (made.measure, made.reporter, made.partner, made.period.code) == (
        row["measure"],
        row["reporter"],
        row["partner"] if made.derivation.operation != "bounds" else made.partner,
        row["period"],
    )
    ends = [-made.interval.low, made.interval.high]
    told = [-Fraction(row["low"] or -(10**18)), Fraction(row["high"] or 10**18)]
    assert all(end <= to < end + CENT or end == inf for end, to in zip(ends, told, strict=True))
    assert abs(Fraction(row["value"]) - made.value) <= CENT / 2 or made.derivation.operation == "bounds"
    assert made.unit == row["unit"] and [f.id for f in made.figures] == row["figures"].split()


def test_what_was_imported_is_worked_out(monkeypatch):
    monkeypatch.setattr(FigureIndex, "own_compilers", {"GDCE"})
    assert Series(Book(), "KHM", "JPN", "GDCE")._accounts is None
    assert Series(Book(), "KHM", "JPN", "JETRO")._accounts is not None
