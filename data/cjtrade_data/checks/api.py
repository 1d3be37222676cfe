"""Checks: which printed figures hold together, which cannot, and what they pin down that nobody printed.

Everything runs on the `Ledger`, within one reporter, compiler and concept; the two countries' statistics are only set
beside each other (`mirror_checks`). Amounts are in base units (dollars), growth and shares in per cent, all as exact
intervals. Answers are kept for as long as the ledger is.

>>> from cjtrade_data.book.ledger import Ledger
>>> all_checks(Ledger())[0].verdict
'does not reconcile'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import chain
from threading import RLock
from typing import Concatenate, ParamSpec, TypeVar, cast

from ..book.ledger import Ledger
from ..derivation.mirror import BAND, BAND_SOURCE, Mirror, mirrors
from ..derivation.revisions import Revision, revisions_among
from ..model.figure import Figure
from ..model.period import Period
from .check import EDGE, FAILS, HOLDS, KINDS, UNKNOWN, VERDICTS, Bar, Check, counted
from .compilation import Compilation, compilations_of
from .consistent_subset import Resolution, across_pages
from .document_checks import Contradiction, Suspect, contradictions, together
from .evidence import Evidence
from .identity_checks import identities
from .inference import Inference, Inferred
from .ratio_checks import ratios
from .simple_checks import exchange, ranks, twice
from .variables import Claim, SeriesKey, Variable, series_key_of
from .what_if import Misprint
from .what_if import misprint as hold_against

__all__ = [
    "BAND",
    "BAND_SOURCE",
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
    "Evidence",
    "Inferred",
    "Mirror",
    "Misprint",
    "Revision",
    "Suspect",
    "all_checks",
    "bounds",
    "checks_in",
    "checks_of",
    "conflicts",
    "counted",
    "mirror_checks",
    "misprint",
    "pinned",
    "revisions",
]
_AT_WORK = RLock()
"""A solver serves one thread: a card and the tab behind it may ask at once."""
_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")


def _one_at_a_time(work: Callable[_Asked, _Found]) -> Callable[_Asked, _Found]:
    @wraps(work)
    def alone(*args: _Asked.args, **kwargs: _Asked.kwargs) -> _Found:
        with _AT_WORK:
            return work(*args, **kwargs)

    return alone


def _kept(work: Callable[Concatenate[Ledger, _Asked], _Found]) -> Callable[Concatenate[Ledger, _Asked], _Found]:
    @wraps(work)
    def once(ledger: Ledger, /, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Found:
        key = (work.__qualname__, args, tuple(kwargs.items()))
        with _AT_WORK:
            if key not in ledger.kept:
                ledger.kept[key] = work(ledger, *args, **kwargs)
            return cast(_Found, ledger.kept[key])

    return once


@_kept
def all_checks(ledger: Ledger) -> tuple[Check, ...]:
    """Every check that can be tried on the tables: contradictions first, then what is at the edge, what reconciles,
    and what cannot be told; the pair before third countries, the youngest first."""
    return _ordered(check for compiler in _compilers(ledger) for check in _checks(ledger, compiler))


@_kept
def checks_of(ledger: Ledger, figure_id: str) -> tuple[Check, ...]:
    """The checks a figure takes part in, in the same order; only its compiler's figures are read for it.

    Raises KeyError for an id that is in no table.
    """
    compiler = ledger.figure(figure_id).compiler
    return _ordered(check for check in _checks(ledger, compiler) if figure_id in check.figures)


@_kept
def checks_in(ledger: Ledger, reporter: str, partner: str, compiler: str, period: Period) -> tuple[Check, ...]:
    """The checks on one compiler's figures of a pair in a period, each on one page where a page has it all; the solver
    is only loaded where a page cannot all hold."""
    before = period.year_before

    def bears_on_it(figure: Figure) -> bool:
        when = figure.period
        return (
            figure.reporter == reporter
            and figure.partner in (partner, "WLD")
            and (when in (period, before) or when in period or period in when or when in before)
        )

    found: list[Check] = []
    for family in compilations_of(ledger, compiler, bears_on_it).values():
        made = chain(together(family, period), identities(family), ratios(family), twice(family))
        found += [c for c in made if (c.partner, c.period) == (partner, period)]
    return _ordered(found)


@_kept
def conflicts(ledger: Ledger) -> tuple[Contradiction, ...]:
    """What pages print that cannot all hold: the smallest sets that exclude each other, each proved in exact
    arithmetic, and for each of their members what the others pin it to."""
    families = chain.from_iterable(_families(ledger, compiler) for compiler in _compilers(ledger))
    return tuple(chain.from_iterable(contradictions(family) for family in families))


@_kept
def pinned(ledger: Ledger, compiler: str | None = None) -> tuple[Inferred, ...]:
    """Figures nobody printed whose bounds printed ones guarantee (to a fifth of the figure or better): single months,
    the rest of a year, the year before a growth rate; each with its chains, the shortest first.

    They hold if the figures of the chain do; figures that contradict others are not used (see the `network` checks).
    The pair comes before third countries, the youngest first. All of them take seconds, one compiler's less.
    """
    names = _compilers(ledger) if compiler is None else (compiler,)
    found = [i for name in names for inference in _inferences(ledger, name) for i in inference.all()]
    return tuple(sorted(found, key=lambda i: (i.unknown.line.partner not in _PAIR, -i.unknown.period.last)))


@_one_at_a_time
def bounds(
    ledger: Ledger,
    measure: str,
    reporter: str,
    partner: str,
    compiler: str,
    period: Period,
    *,
    product: str = "",
    basis: str = "",
) -> Inferred | None:
    """What one compiler's printed figures guarantee of a figure it did not print, in dollars; None where that is
    nothing, or where it is printed."""
    line = SeriesKey(reporter, partner, product, basis, "USD", compiler, "")
    for number, family in enumerate(_families(ledger, compiler)):
        own = line._replace(compiler=family.key.compiler, edition=family.key.edition)
        asked = Variable(own, measure, period)
        if family.key.reporter == reporter and asked in family.by_unknown:
            found = _inferences(ledger, compiler)[number].of(asked)
            if found is not None:
                return found
    return None


@_kept
def mirror_checks(ledger: Ledger) -> tuple[Mirror, ...]:
    """Every flow of the pair in every period that both countries print, oldest first: gap, ratio, and whether freight
    and insurance can explain it (`BAND`, from `BAND_SOURCE`)."""
    pair = (("KHM", "JPN"), ("JPN", "KHM"))
    figures = [f for m in ("exports", "imports") for r, p in pair for f in ledger.figures(m, r, p)]
    return tuple(mirrors(figures, ledger.sources))


@_kept
def revisions(ledger: Ledger) -> tuple[Revision, ...]:
    """Every figure that one compiler printed in two vintages, or on two pages, so that they differ by more than
    rounding; the pair's first, the largest revision first."""
    found = revisions_among(ledger.figures_of(lambda _: True), ledger.sources)
    return tuple(sorted(found, key=lambda r: (r.after.partner not in _PAIR, -abs(float(r.percent.centre)))))


@_one_at_a_time
def misprint(ledger: Ledger, figure: Figure) -> Misprint:
    """What would contradict a figure if it were printed as given (its id may be that of one in the tables, which it
    then stands for), or why nothing would."""
    for resolution in _resolutions(ledger, figure.compiler):
        line = series_key_of(figure, resolution.family.sources)
        if resolution.family.key == (figure.reporter, line.compiler, line.edition):
            return hold_against(resolution, figure)
    return Misprint((), "its compiler printed nothing else that a check uses")


_PAIR = ("JPN", "KHM")


def _ordered(found: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(sorted(found, key=_place))


def _place(check: Check) -> tuple[int, bool, int, int]:
    kind = 0 if check.kind == "together" else 1
    return VERDICTS.index(check.verdict), check.partner not in _PAIR, -check.period.last, kind


@_kept
def _compilers(ledger: Ledger) -> tuple[str, ...]:
    return tuple(sorted({source.compiler for source in ledger.sources.values()}))


@_kept
def _families(ledger: Ledger, compiler: str) -> tuple[Compilation, ...]:
    return tuple(compilations_of(ledger, compiler).values())


@_kept
def _resolutions(ledger: Ledger, compiler: str) -> tuple[Resolution, ...]:
    return tuple(Resolution(family) for family in _families(ledger, compiler))


@_kept
def _inferences(ledger: Ledger, compiler: str) -> tuple[Inference, ...]:
    return tuple(Inference(resolution) for resolution in _resolutions(ledger, compiler))


@_kept
def _checks(ledger: Ledger, compiler: str) -> tuple[Check, ...]:
    found: list[Check] = []
    for resolution in _resolutions(ledger, compiler):
        family = resolution.family
        single = [*identities(family), *ratios(family), *twice(family), *exchange(family), *ranks(family)]
        told = {frozenset(check.figures) for check in single if check.verdict == FAILS}
        several = [c for c in (*together(family), *across_pages(resolution)) if frozenset(c.figures) not in told]
        found += [*several, *single]
    return tuple(found)
