"""Time the checks on 100,000 constraints that all hang together: made-up trade of hundreds of partners by month.

    .venv/bin/python tests/bench/constraints.py [ROWS]

Every partner's exports, imports, total and balance are printed by month and year to date, rounded to the thousand, with
growth on the year; their sum stays within the world's. Then one print is spoilt. It is no test: times are this
machine's.
"""

import sys
import time
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import TypeVar

from cjtrade_data.checks.identities import relations_of, unknowns_of
from cjtrade_data.checks.network import Component, parts_of
from cjtrade_data.checks.printed_claims import Claim, Variable, claims_of
from cjtrade_data.checks.proof import conflict_in, level
from cjtrade_data.checks.solver import Solver
from cjtrade_data.model.figure import Figure
from cjtrade_data.model.period import Period
from cjtrade_data.model.records import Source

SOURCES = {"bench": Source("bench", "Bench", "GDCE", "", "", "2024-03", "", "", "", "", "nearest", "")}
YEARS = (2022, 2023)
Result = TypeVar("Result")


def prints(partners: int) -> list[Figure]:
    random = Random(1)
    figures: list[Figure] = []
    world = [[0, 0] for _ in range(24)]
    names = [f"P{n:03}" for n in range(partners)]
    for partner in [*names, "WLD"]:
        if partner == "WLD":
            months = [(e + 10**9, m + 10**9) for e, m in world]
        else:
            months = [(random.randrange(10**5, 10**9), random.randrange(10**5, 10**9)) for _ in range(24)]
        for at, (e, m) in enumerate(months):
            world[at][0] += e
            world[at][1] += m
        for run in _runs():
            figures += _figures(partner, run, months)
    return figures


def _runs() -> list[tuple[int, int]]:
    single = [(m, m) for m in range(24)]
    return single + [(year, year + n) for year in (0, 12) for n in range(1, 12)]


def _figures(partner: str, run: tuple[int, int], months: list[tuple[int, int]]) -> list[Figure]:
    def sums(first: int, last: int) -> tuple[int, int, int, int]:
        e, m = (sum(x[i] for x in months[first : last + 1]) for i in (0, 1))
        return e, m, e + m, e - m

    first, last = run
    period = Period(YEARS[0] * 12 + first, YEARS[0] * 12 + last)
    found = []
    for index, measure in enumerate(("exports", "imports", "total_trade", "trade_balance")):
        value = sums(first, last)[index]
        growth = None
        if first >= 12 and index < 3:
            before = sums(first - 12, last - 12)[index]
            growth = round(Decimal(value * 100) / before - 100, 1)
        found.append(
            Figure(
                f"{measure}-{partner}-{first}-{last}",
                measure,
                "KHM",
                partner,
                period,
                round(Decimal(value) / 1000),
                "USD",
                "thousand",
                0,
                source="bench",
                compiler="GDCE",
                growth_pct=growth,
                growth_decimals=None if growth is None else 1,
            )
        )
    return found


def timed(what: str, work: Callable[[], Result]) -> Result:
    start = time.process_time()
    result = work()
    print(f"{what:58} {time.process_time() - start:7.2f} s of processor time")
    return result


def network(claims: list[Claim]) -> Component:
    (part,) = parts_of(claims, relations_of(unknowns_of(claims)))
    len(part.network.rows)
    return part


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    figures = prints(max(2, rows // 480))
    claims = timed("claims of the figures", lambda: claims_of(figures, SOURCES))
    part = timed("one network of them", lambda: network(claims))
    print(f"{len(part.network.rows):,} constraints on {part.network.columns:,} unknowns, {len(claims):,} claims")
    solver = Solver(part.network)
    timed("can all hold", solver.contradiction)
    asked = Variable(claims[0].line, "exports", Period.parse("2022-02/2022-03"))
    column = part.unknowns.get(asked, part.unknowns[claims[0].about])
    pinned = timed("exact bounds of one figure", lambda: level(part, column, solver))
    print(
        f"  [{float(pinned.interval.low):,.0f}, {float(pinned.interval.high):,.0f}] from {len(pinned.claims)} figures"
    )
    wrong = claims[4]
    spoilt = [c._replace(interval=c.interval * 1000) if c is wrong else c for c in claims]
    broken = network(spoilt)
    conflict = timed(
        "a smallest conflict, proved, once one print is wrong", lambda: conflict_in(Solver(broken.network))
    )
    assert conflict is not None
    print(f"  {', '.join(broken.claims[i].figure.id for i in sorted(conflict))}")


if __name__ == "__main__":
    main()
