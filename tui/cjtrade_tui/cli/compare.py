"""`cjtrade-tui compare ONE OTHER`: two periods, partners or reporters side by side, printed as `show` prints a view."""

from __future__ import annotations

import argparse

from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import HOME
from cjtrade_data.model.selection import UNITS
from cjtrade_tui.cli import show
from cjtrade_tui.cli.parser import add_ascii, add_json, add_pair, add_store, add_tables, period


def add_options(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "one",
        metavar="ONE",
        type=str.upper,
        help="a period (2022, 2024-01/2024-02), or the code of a partner or reporter",
    )
    add("against", metavar="OTHER", type=str.upper, help="another of the same kind")
    add("--period", type=period, help="of partners and reporters: when")
    add(
        "--partner",
        dest="item",
        type=str.upper,
        metavar="AREA",
        help="of periods: with this partner, in lists of partners",
    )
    add("--reporter", type=str.upper, metavar="AREA", help="of periods: whose figures of the pair")
    add("--unit", choices=UNITS, help="USD alone: two periods have two rates")
    add("--compiler", help="whose figures where several organisations publish")
    add_pair(parser)
    add_store(parser)
    add_tables(parser)
    add_ascii(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the comparison; exit status 0. Raises ValueError where there is nothing of the kind to compare."""
    pair = tuple((options.pair or ":".join(HOME)).split(":"))
    options.tab = "partners" if options.item else "flows"
    if {options.one, options.against} == set(pair):
        options.reporter, options.against = pair
    elif options.one.isalpha():
        options.tab, options.item = "partners", options.one
    elif options.period is not None:
        raise ValueError("--period is for partners and reporters: two periods are named alone")
    else:
        options.period = Period.parse(options.one)
    return show.run(options)
