"""Checks: which printed figures hold together, which cannot, and what they pin down that nobody printed.

Everything stands on the `Ledger`, within one reporter, compiler and concept; the two countries' statistics are only set
beside each other (`mirror_checks`). Amounts are in base units (dollars), growth and shares in per cent, all as intervals.
Of sealed tables the answers are read from `tables/results/`; where figures were imported, they are worked out, and where
that needs the solver and it is not installed, SolverError says so. Answers are kept for as long as the ledger is.

>>> from cjtrade_data.book.ledger import Ledger
>>> all_checks(Ledger())[0].verdict
'does not reconcile'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from ..book.ledger import Ledger
from ..derivation.mirror import Mirror, band, band_source, mirrors
from ..derivation.revisions import Revision
from ..model.figure import Figure
from ..model.period import Period
from ..model.reference import HOME
from . import results
from .check import EDGE, FAILS, HOLDS, KINDS, UNKNOWN, VERDICTS, Bar, Check, counted
from .findings import Contradiction, Inferred, Suspect
from .variables import Claim, series_key_of

if TYPE_CHECKING:
    from .what_if import Misprint

__all__ = [
    "EDGE",
    "FAILS",
    "HOLDS",
    "KINDS",
    "UNKNOWN",
    "VERDICTS",
    "Bar",
    "Check",
    "Claim",
    "Contradiction",
    "Inferred",
    "Mirror",
    "Revision",
    "Suspect",
    "all_checks",
    "band",
    "band_source",
    "checks_in",
    "checks_of",
    "conflicts",
    "counted",
    "mirror_checks",
    "misprint",
    "pinned",
    "revisions",
]


def all_checks(ledger: Ledger) -> tuple[Check, ...]:
    """Every check that can be tried on the tables: contradictions first, then what is at the edge, what reconciles,
    and what cannot be told; the pair before third countries, the youngest first."""
    found: tuple[Check, ...] = _kept(ledger, "all checks", lambda: _ordered(_every(ledger, "checks")))
    return found


def checks_of(ledger: Ledger, figure_id: str) -> tuple[Check, ...]:
    """The checks a figure takes part in, in the same order; only its compiler's figures are read for it.

    Raises KeyError for an id that is in no table.
    """
    compiler = ledger.figure(figure_id).compiler
    return _ordered(check for check in _of(ledger, compiler, "checks") if figure_id in check.figures)


def checks_in(ledger: Ledger, reporter: str, partner: str, compiler: str, period: Period) -> tuple[Check, ...]:
    """The checks on one compiler's figures of a pair in a period, each on what one page prints, or across pages where
    none has it all."""
    if has_results(ledger, compiler):
        found: Iterable[Check] = (
            c for c in _of(ledger, compiler, "checks") if c.kind not in ("network", "rank", "exchange")
        )
    else:
        from .compute import checks_near

        found = checks_near(ledger, reporter, partner, compiler, period)
    asked = (reporter, partner, period)
    return _ordered(c for c in found if (c.reporter, c.partner, c.period) == asked)


def conflicts(ledger: Ledger) -> tuple[Contradiction, ...]:
    """What pages print that cannot all hold: the smallest sets that exclude each other, each proved in exact
    arithmetic, and for each of their members what the others pin it to; in the order of checks."""
    found = _every(ledger, "conflicts")

    def place(found: Contradiction) -> tuple[Any, ...]:
        claims = [s.claim for s in found.suspects]
        return (
            all(c.line.partner not in ledger.pair for c in claims),
            -max(c.period.last for c in claims),
            claims[0].figure.id,
        )

    return tuple(sorted(found, key=place))


def pinned(ledger: Ledger, compiler: str | None = None) -> tuple[Inferred, ...]:
    """Figures nobody printed whose bounds printed ones guarantee (to a fifth of the figure or better): single months,
    the rest of a year, the year before a growth rate; each with its chains, the shortest first.

    They hold if the figures of the chain do; figures that contradict others are not used (see the `network` checks).
    The pair comes before third countries, the youngest first.
    """
    found: Iterable[Inferred] = _every(ledger, "pinned") if compiler is None else _of(ledger, compiler, "pinned")
    return tuple(
        sorted(found, key=lambda i: (i.unknown.line.partner not in ledger.pair, -i.unknown.period.last, i.unknown))
    )


def mirror_checks(ledger: Ledger) -> tuple[Mirror, ...]:
    """Every flow of the pair in every period that both countries print, oldest first: gap, ratio, and whether freight
    and insurance can explain it (`band`, from `band_source`)."""
    pair = (ledger.pair, ledger.pair[::-1])
    figures = [f for m in ("exports", "imports") for r, p in pair for f in ledger.figures(m, r, p)]
    return tuple(mirrors(figures, ledger.sources))


def revisions(ledger: Ledger) -> tuple[Revision, ...]:
    """Every figure that one compiler printed in two vintages, or on two pages, so that they differ by more than
    rounding; the pair's first, the largest revision first."""
    found = _every(ledger, "revisions")
    return tuple(
        sorted(found, key=lambda r: (r.after.partner not in ledger.pair, -abs(float(r.percent.centre)), r.after.id))
    )


def misprint(ledger: Ledger, figure: Figure) -> Misprint:
    """What would contradict a figure if it were printed as given (its id may be that of one in the tables, which it
    then stands for), or why nothing would."""
    from .compute import resolutions
    from .what_if import Misprint, misprint

    for resolution in resolutions(ledger, figure.compiler):
        line = series_key_of(figure, resolution.family.sources)
        if resolution.family.key == (figure.reporter, line.compiler, line.edition):
            return misprint(resolution, figure)
    return Misprint((), "its compiler printed nothing else that a check uses")


def has_results(ledger: Ledger, compiler: str) -> bool:
    """Whether what was made of a compiler's figures can be read: nothing was imported to them."""
    return ledger.has_results and compiler not in ledger.extended


_KINDS = sorted(KINDS, key=("together", "network").__contains__, reverse=True)
"""Those of many figures first."""


def _ordered(found: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(sorted(found, key=_place))


def _place(check: Check) -> tuple[int, bool, int, int, str]:
    kind = _KINDS.index(check.kind)
    return VERDICTS.index(check.verdict), check.partner not in HOME, -check.period.last, kind, check.id


def _every(ledger: Ledger, what: str) -> list[Any]:
    compilers = sorted({source.compiler for source in ledger.sources.values()})
    return [found for compiler in compilers for found in _of(ledger, compiler, what)]


def _of(ledger: Ledger, compiler: str, what: str) -> Iterable[Any]:
    """The `checks`, `conflicts`, `revisions` or what is `pinned` of a compiler: read, or worked out."""
    if has_results(ledger, compiler):
        read: Callable[[Ledger], dict[str, list[Any]]] = getattr(results, f"read_{what}")
        return cast("Iterable[Any]", _kept(ledger, what, lambda: read(ledger)).get(compiler, ()))
    from . import compute

    return cast("Iterable[Any]", getattr(compute, what)(ledger, compiler))


def _kept(ledger: Ledger, name: str, make: Callable[[], Any]) -> Any:
    if name not in ledger.kept:
        ledger.kept[name] = make()
    return ledger.kept[name]
