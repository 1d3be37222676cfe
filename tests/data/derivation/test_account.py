"""Accounts: a level read from the results is the level that the engine makes, to the last digit and figure."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjtrade_data.book.book import Book
from cjtrade_data.book.index import FigureIndex
from cjtrade_data.book.results import accounts, rows
from cjtrade_data.book.tables import TABLES
from cjtrade_data.derivation.account import account_of, made_again
from cjtrade_data.derivation.levels import Series
from cjtrade_data.model.period import Period

BOOK = Book()
KEYS = sorted(
    {
        (*key[1:3], stamp.compiler, key[3])
        for goods in (False, True)
        for key in list(BOOK.index.keys(of_goods=goods))
        for stamp in BOOK.index.stamps(*key)
    }
)
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
    for key in [k for k in KEYS if {k[0], k[1]} == {"KHM", "JPN"} and not k[3]]:
        assert not list(differing(key)), key


@pytest.mark.slow
def test_every_series_is_read_as_it_is_worked_out():
    for key in KEYS:
        assert not list(differing(key)), key


def test_the_rows_of_the_results_say_what_their_accounts_give():
    for row in rows(TABLES, "derived"):
        made = made_again(BOOK, row["account"])
        assert (made.measure, made.reporter, made.partner, made.period.code) == (
            row["measure"],
            row["reporter"],
            row["partner"] if made.derivation.operation != "bounds" else made.partner,
            row["period"],
        )
        assert not row["low"] or Fraction(row["low"]) <= made.interval.low
        assert made.unit == row["unit"] and [f.id for f in made.figures] == row["figures"].split()


@given(st.data())
@settings(deadline=None, max_examples=50)
def test_an_account_written_again_is_the_same(data):
    of_all = accounts(TABLES)
    key = data.draw(st.sampled_from(sorted(of_all)))
    account = data.draw(st.sampled_from(sorted(of_all[key].values())))
    assert account_of(made_again(BOOK, account)) == account


def test_an_account_of_each_operation_is_the_same_when_it_is_written_again():
    by_operation = {}
    for account in (a for of_key in accounts(TABLES).values() for a in of_key.values()):
        by_operation.setdefault(account.strip("[").split()[0], []).append(account)
    assert {"bounds", "identity", "runs"} <= {name.lower() for name in by_operation}
    for some in by_operation.values():
        assert all(account_of(made_again(BOOK, account)) == account for account in some[:10])


def test_what_was_imported_is_worked_out(monkeypatch):
    monkeypatch.setattr(FigureIndex, "own_compilers", {"GDCE"})
    assert Series(Book(), "KHM", "JPN", "GDCE")._accounts is None
    assert Series(Book(), "KHM", "JPN", "JETRO")._accounts is not None
