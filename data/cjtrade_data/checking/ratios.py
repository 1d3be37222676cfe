"""Ratios: printed growth and shares against the levels they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import inf

from ..figure import as_fraction
from ..interval import Interval
from .check import UNKNOWN, Check, rounds_to, verdict
from .claim import Claim, Unknown
from .evidence import Evidence, named
from .family import Family
from .spelled import bar, check_of, meeting, title_of
from .words import between, claimed, measure_words


def ratios(family: Family) -> Iterator[Check]:
    """A check for each printed growth and share; cannot tell where a level it links is known from nowhere."""
    for claim in family.claims:
        if claim.against is not None:
            yield _check(family, claim, claim.against)


def _check(family: Family, claim: Claim, against: Unknown) -> Check:
    kind, title = claim.kind, _title(claim)
    print_line = f"printed: {claimed(claim)}, which is {between(claim.interval, 'percent')}"
    printed_bar = bar("as printed", claim.interval, "percent", "now")
    one, other = (_evidence(family, u, claim) for u in (claim.about, against))
    if one is None or other is None or other.interval.low <= 0:
        lacking = [named(u) for u, e in ((claim.about, one), (against, other)) if e is None]
        why = f"not printed: {'; '.join(lacking)}" if lacking else f"{named(against)} may be nothing"
        used = [c for e in (one, other) if e is not None for c in e.claims]
        return check_of(family, kind, claim, used, UNKNOWN, title, (print_line, why), (printed_bar,))
    worked = recomputed(kind, one.interval, other.interval)
    found = verdict(worked, claim.interval, _same_print(worked, claim))
    if any(inf in (abs(e.interval.low), abs(e.interval.high)) for e in (one, other)) and worked.meets(claim.interval):
        found = UNKNOWN
    words = _words(kind)
    lines = [
        one.sentence,
        other.sentence,
        f"{words}: {between(worked, 'percent')}{_centre(worked)}",
        print_line,
        meeting(worked, claim.interval, "percent"),
    ]
    bars = (bar(words, worked, "percent", "before"), printed_bar)
    return check_of(family, kind, claim, (*one.claims, *other.claims), found, title, lines, bars)


def recomputed(kind: str, one: Interval, other: Interval) -> Interval:
    """The growth from `other` to `one`, or the share of `one` in `other`, in per cent; `other` is above zero."""
    ratio = one / other
    return (ratio - 1) * 100 if kind == "growth" else ratio * 100


def _evidence(family: Family, unknown: Unknown, claim: Claim) -> Evidence | None:
    """From the claim's own page where that has it, else from all pages as they stand today."""
    return family.levels_by_page[claim.document].best(unknown) or family.levels.best(unknown)


def _same_print(worked: Interval, claim: Claim) -> bool:
    figure = claim.figure
    if claim.kind == "growth" and not figure.measure.endswith("_growth"):
        assert figure.growth_pct is not None and figure.growth_decimals is not None
        return rounds_to(worked, as_fraction(figure.growth_pct), figure.growth_decimals)
    if figure.bound:
        return worked in claim.interval
    return rounds_to(worked, as_fraction(figure.value), figure.decimals, rounding=figure.rounding)


def _title(claim: Claim) -> str:
    if claim.kind == "growth":
        return f"growth of {title_of(claim)} on the year"
    assert claim.of is not None
    line, whole = claim.of
    return f"share of {title_of(claim)} in {measure_words(whole)}{' of all partners' if line.partner == 'WLD' else ''}"


def _words(kind: str) -> str:
    return "recomputed growth" if kind == "growth" else "recomputed share"


def _centre(worked: Interval) -> str:
    if worked.width == inf:
        return ""
    return f", centre {float(Fraction(worked.centre)):.4f}"
