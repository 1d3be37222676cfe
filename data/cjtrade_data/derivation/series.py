"""Every series of a ledger, each made once."""

from __future__ import annotations

from ..book.ledger import Ledger
from .levels import Series


def series(ledger: Ledger, reporter: str, partner: str, compiler: str, product: str = "") -> Series:
    """The figures of one reporter with one partner by one compiler, and what follows from them."""
    key = ("series", reporter, partner, compiler, product)
    if key not in ledger.kept:
        ledger.kept[key] = Series(ledger, reporter, partner, compiler, product)
    found: Series = ledger.kept[key]
    return found
