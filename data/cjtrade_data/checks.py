"""Checks: which printed figures hold together, which cannot, and what they pin down that nobody printed.

>>> from cjtrade_data.ledger import Ledger
>>> all_checks(Ledger())[0].verdict
'does not reconcile'
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from .checking.check import KINDS, VERDICTS, Bar, Check
from .checking.family import Family, families_of
from .checking.identities import identities
from .checking.ratios import ratios
from .checking.together import Contradiction, Suspect, contradictions, together
from .ledger import Ledger

__all__ = ["KINDS", "VERDICTS", "Bar", "Check", "Contradiction", "Suspect", "all_checks", "checks_of", "conflicts"]


@lru_cache(maxsize=4)
def all_checks(ledger: Ledger) -> tuple[Check, ...]:
    """Every check that can be tried on the tables, contradictions first, then by page and period."""
    found = chain.from_iterable(_checks(family) for family in families_of(ledger).values())
    return tuple(sorted(found, key=lambda c: VERDICTS.index(c.verdict)))


def checks_of(ledger: Ledger, figure_id: str) -> tuple[Check, ...]:
    """The checks a figure takes part in. Raises KeyError for an id that is in no table."""
    ledger.figure(figure_id)
    return tuple(check for check in all_checks(ledger) if figure_id in check.figures)


@lru_cache(maxsize=4)
def conflicts(ledger: Ledger) -> tuple[Contradiction, ...]:
    """What pages print that cannot all hold: the smallest sets that exclude each other, each proved in exact
    arithmetic, and for each of their members what the others pin it to."""
    return tuple(chain.from_iterable(contradictions(family) for family in families_of(ledger).values()))


def _checks(family: Family) -> list[Check]:
    return [*together(family), *identities(family), *ratios(family)]
