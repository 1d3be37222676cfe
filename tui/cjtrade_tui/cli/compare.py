"""`cjtrade-tui compare ONE OTHER`: two periods, partners or reporters side by side, printed as `show` prints a view."""

import argparse

from cjtrade_data.model.period import Period
from cjtrade_data.model.reference import HOME
from cjtrade_tui.cli import show


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
