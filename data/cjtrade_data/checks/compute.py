"""Compute: the checks, worked out anew from the figures of one compiler: for the results and for imported data.

Only what the exact identities and narrowing cannot decide asks the solver. Answers are kept for as long as the ledger is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import chain
from typing import TypeVar, cast

from ..book.ledger import Ledger
from ..derivation.revisions import Revision, revisions_among
from ..model.figure import Figure
from ..model.period import Period
from .check import FAILS, Check
from .compilation import Compilation, compilations_of
from .consistent_subset import Resolution, across_pages
from .document_checks import contradictions, together
from .findings import Contradiction, Inferred
from .identity_checks import identities
from .inference import Inference
from .ratio_checks import ratios
from .simple_checks import exchange, ranks, twice

_Found = TypeVar("_Found")


def _kept(work: Callable[[Ledger, str], _Found]) -> Callable[[Ledger, str], _Found]:
    @wraps(work)
    def once(ledger: Ledger, compiler: str) -> _Found:
        key = ("compute", work.__name__, compiler)
        if key not in ledger.kept:
            ledger.kept[key] = work(ledger, compiler)
        return cast(_Found, ledger.kept[key])

    return once


@_kept
def _families(ledger: Ledger, compiler: str) -> tuple[Compilation, ...]:
    return tuple(compilations_of(ledger, compiler).values())


@_kept
def resolutions(ledger: Ledger, compiler: str) -> tuple[Resolution, ...]:
    """What the compiler printed that can hold together, a resolution for each reporter and edition."""
    return tuple(Resolution(family) for family in _families(ledger, compiler))


@_kept
def checks(ledger: Ledger, compiler: str) -> tuple[Check, ...]:
    """Every check that can be tried on a compiler's figures."""
    found: list[Check] = []
    for resolution in resolutions(ledger, compiler):
        family = resolution.family
        single = [*_single(family), *exchange(family), *ranks(family)]
        found += [*_not_told(chain(together(family), across_pages(resolution)), single), *single]
    return tuple(found)


def _single(family: Compilation) -> Iterator[Check]:
    yield from chain(identities(family), ratios(family), twice(family))


def _not_told(several: Iterator[Check], single: list[Check]) -> Iterator[Check]:
    told = {frozenset(check.figures) for check in single if check.verdict == FAILS}
    return (check for check in several if frozenset(check.figures) not in told)


def checks_near(ledger: Ledger, reporter: str, partner: str, compiler: str, period: Period) -> Iterator[Check]:
    """Checks on one compiler's figures of a pair, all of those of a period among them; quick, as far as a page can hold."""
    before = period.year_before

    def bears_on_it(figure: Figure) -> bool:
        when = figure.period
        return (
            figure.reporter == reporter
            and figure.partner in (partner, "WLD")
            and (when in (period, before) or when in period or period in when or when in before)
        )

    for family in compilations_of(ledger, compiler, bears_on_it).values():
        single = list(_single(family))
        yield from (*_not_told(together(family, period), single), *single)


@_kept
def conflicts(ledger: Ledger, compiler: str) -> tuple[Contradiction, ...]:
    """What pages print that cannot all hold."""
    return tuple(chain.from_iterable(map(contradictions, _families(ledger, compiler))))


@_kept
def pinned(ledger: Ledger, compiler: str) -> tuple[Inferred, ...]:
    """Figures nobody printed whose bounds printed ones guarantee, to a fifth of the figure or better."""
    return tuple(i for resolution in resolutions(ledger, compiler) for i in Inference(resolution).all())


def revisions(ledger: Ledger, compiler: str) -> tuple[Revision, ...]:
    """What the compiler printed anew, otherwise."""
    return tuple(revisions_among(ledger.figures_of(lambda _: True, compiler), ledger.sources))
