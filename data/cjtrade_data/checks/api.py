"""Checks: which printed figures hold together, which cannot, and what they pin down that nobody printed.

Everything stands on the `Book`, within one reporter, compiler and concept; the two countries' statistics are only set
beside each other (`mirror_checks`). Amounts are in base units (dollars), growth and shares in per cent, all as intervals.
Of sealed tables the answers are read from `tables/results/`; where figures were imported, they are worked out, and where
that needs the solver and it is not installed, SolverError says so. Answers are kept for as long as the book is.

>>> from cjtrade_data.book.book import Book
>>> all_checks(Book())[0].verdict
'does not reconcile'
"""

from collections.abc import Iterable
from typing import Any, cast

from ..book.book import Book
from ..book.caching import cached
from ..derivation.disputes import disputed_claim
from ..derivation.mirror import Mirror, mirrors
from ..derivation.pair import mirror_group
from ..derivation.quantity import Quantity
from ..derivation.revisions import Revision
from ..model.period import Period
from ..model.reference import HOME
from . import results
from .check import KINDS, SEVERAL, VERDICTS, Check
from .evidence import Inferred
from .findings import ROUNDING, Finding


@cached
def all_checks(book: Book) -> tuple[Check, ...]:
    """Every check that can be tried on the tables: contradictions first, then what is borderline, what reconciles,
    and what cannot be told; the pair before third countries, the youngest first."""
    return _ordered(_every(book, "checks"))


def checks_of(book: Book, figure_id: str) -> tuple[Check, ...]:
    """The checks a figure takes part in, in the same order, of one verdict those of its own period first; only its
    compiler's figures are read for it.

    Raises KeyError for an id that is in no table.
    """
    figure = book.figure(figure_id)
    found = _ordered(check for check in _of(book, figure.compiler, "checks") if figure_id in check.figures)
    return tuple(sorted(found, key=lambda c: (VERDICTS.index(c.verdict), c.period != figure.period)))


def checks_in(book: Book, reporter: str, partner: str, compiler: str, period: Period) -> tuple[Check, ...]:
    """The checks on one compiler's figures of a pair in a period: all of them, but where figures were imported only those
    that need no solver."""
    if has_results(book, compiler):
        found: Iterable[Check] = _of(book, compiler, "checks")
    else:
        from .compute import checks_near

        found = checks_near(book, reporter, partner, compiler, period)
    asked = (reporter, partner, period)
    return _ordered(c for c in found if (c.reporter, c.partner, c.period) == asked)


def findings(book: Book) -> tuple[Finding, ...]:
    """What explains the checks that fail: the pair before third countries, then what is furthest from what the others
    allow; the last digits of rounding at the end."""
    found = _every(book, "findings")

    def place(found: Finding) -> tuple[bool, bool, float, str]:
        return found.kind == ROUNDING, found.claim.line.partner not in HOME, -found.beyond, found.id

    return tuple(sorted(found, key=place))


def dispute(book: Book, quantity: Quantity) -> Finding | None:
    """The finding that has a print as the likeliest to be wrong, None of any other number. It is read, never worked out."""
    claim = disputed_claim(book, quantity)
    return None if claim is None else book.cached(("finding", *claim), lambda: results.read_finding(book, *claim))


def pinned(book: Book, compiler: str | None = None) -> tuple[Inferred, ...]:
    """Figures nobody printed whose bounds printed ones guarantee (to a fifth of the figure or better): single months,
    the rest of a year, the year before a growth rate; each with its chains, the shortest first.

    They hold if the figures of the chain do; figures that contradict others are not used (see the `network` checks).
    The pair comes before third countries, the youngest first.
    """
    found: Iterable[Inferred] = _every(book, "pinned") if compiler is None else _of(book, compiler, "pinned")
    return tuple(
        sorted(found, key=lambda i: (i.unknown.line.partner not in book.pair, -i.unknown.period.last, i.unknown))
    )


@cached
def mirror_checks(book: Book) -> tuple[Mirror, ...]:
    """Every flow of the pair in every period that both countries have, oldest first: gap, ratio, and whether freight
    and insurance can explain it; by the first two compilers of a family, customs or a compilation, see `pair.mirror_pairs`."""
    first: dict[tuple[str, Period, str], Mirror] = {}
    for found in mirrors(book):
        first.setdefault((found.flow, found.period, mirror_group(found.sold.compiler)), found)
    return tuple(first.values())


def revisions(book: Book) -> tuple[Revision, ...]:
    """Every figure that one compiler printed in two vintages, or on two pages, so that they differ by more than
    rounding; the pair's first, the largest revision first."""
    found = _every(book, "revisions")
    return tuple(
        sorted(found, key=lambda r: (r.after.partner not in book.pair, -abs(float(r.percent.centre)), r.after.id))
    )


def has_results(book: Book, compiler: str) -> bool:
    """Whether what was made of a compiler's figures can be read: nothing was imported to them."""
    return book.has_results and compiler not in book.index.own_compilers


_KINDS = sorted(KINDS, key=SEVERAL.__contains__, reverse=True)
"""Those of many figures first."""


def _ordered(found: Iterable[Check]) -> tuple[Check, ...]:
    def place(check: Check) -> tuple[int, bool, int, int, str]:
        kind = _KINDS.index(check.kind)
        return VERDICTS.index(check.verdict), check.partner not in HOME, -check.period.last, kind, check.id

    return tuple(sorted(found, key=place))


def _every(book: Book, what: str) -> list[Any]:
    compilers = sorted({source.compiler for source in book.sources.values()})
    return [found for compiler in compilers for found in _of(book, compiler, what)]


def _of(book: Book, compiler: str, what: str) -> Iterable[Any]:
    """The `checks`, `findings`, `revisions` or what is `pinned` of a compiler: read, or worked out."""
    if has_results(book, compiler):
        read = book.cached(("results", what), lambda: results.READERS[what](book))
        return cast("Iterable[Any]", read.get(compiler, ()))
    from .compute import WORKS

    return cast("Iterable[Any]", WORKS[what](book, compiler))
