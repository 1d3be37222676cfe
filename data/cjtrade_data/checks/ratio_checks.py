"""Ratios: printed growth and shares against the levels they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import inf

from ..model.codes import WORLD, spelled
from ..model.figure import as_fraction
from ..model.interval import Interval
from .arithmetic import bar, check_of, meeting, title_of
from .check import HOLDS, UNKNOWN, Bar, Check, rounds_to, verdict
from .compilation import Compilation
from .evidence import Evidence, named
from .printed_claims import Claim, Variable
from .wording import between, claimed

_TABLE = 3
"""From so many shares of one whole on, they are told together."""


def ratios(compilation: Compilation) -> Iterator[Check]:
    """A check for each printed growth and share; cannot tell where a level it links is known from nowhere.

    Shares of one whole on one page that all reconcile make one check together.
    """
    tables: dict[tuple[str, str, Variable], list[tuple[Claim, Check]]] = {}
    for claim in compilation.claims:
        if claim.against is None:
            continue
        check = _check(compilation, claim, claim.against)
        if claim.kind == "share" and check.verdict in (HOLDS, UNKNOWN):
            tables.setdefault((check.verdict, claim.document, claim.against), []).append((claim, check))
        else:
            yield check
    for (found, _, against), table in tables.items():
        yield from ([c for _, c in table] if len(table) < _TABLE else [_together(compilation, found, against, table)])


def _together(compilation: Compilation, found: str, against: Variable, table: list[tuple[Claim, Check]]) -> Check:
    """Many shares of one whole as one check."""

    def spell() -> tuple[list[str], list[Bar]]:
        lines = []
        for c, check in table:
            whose = "" if c.line.partner == WORLD else f" with {c.line.partner}"
            lines.append(f"{named(c.about)}{whose}: {'; '.join(check.arithmetic[2:4])}")
        return lines, []

    *rest, last = (c for c, _ in table)
    figures = dict.fromkeys(id for _, check in table for id in check.figures)
    title = f"{len(table)} shares in {spelled(against.measure)} of all partners"
    check = check_of(compilation, "share", last, rest, found, title, spell)
    return check._replace(partner=against.line.partner, figures=tuple(figures))


def _check(compilation: Compilation, claim: Claim, against: Variable) -> Check:
    one, other = (_evidence(compilation, u, claim) for u in (claim.about, against))
    used = [c for e in (one, other) if e is not None for c in e.claims]
    if one is None or other is None or other.interval.low <= 0:
        lacking = [named(u) for u, e in ((claim.about, one), (against, other)) if e is None]
        why = f"not printed: {'; '.join(lacking)}" if lacking else f"{named(against)} may be nothing"
        return check_of(
            compilation,
            claim.kind,
            claim,
            used,
            UNKNOWN,
            _title(claim),
            lambda: ([_printed(claim), why], [_bar(claim)]),
        )
    worked = recomputed(claim.kind, one.interval, other.interval)
    found = verdict(worked, claim.interval, _same_print(worked, claim))
    if worked.meets(claim.interval) and (_is_open(one) or _is_open(other)):
        found = UNKNOWN
    return check_of(
        compilation, claim.kind, claim, used, found, _title(claim), lambda: _spelled(claim, one, other, worked)
    )


def _spelled(claim: Claim, one: Evidence, other: Evidence, worked: Interval) -> tuple[list[str], list[Bar]]:
    words = "recomputed growth" if claim.kind == "growth" else "recomputed share"
    centre = "" if _is_open(one) or _is_open(other) else f", centre {float(Fraction(worked.centre)):.4f}"
    lines = [
        one.sentence,
        other.sentence,
        f"{words}: {between(worked, 'percent')}{centre}",
        _printed(claim),
        meeting(worked, claim.interval, "percent"),
    ]
    return lines, [bar(words, worked, "percent", "before"), _bar(claim)]


def _printed(claim: Claim) -> str:
    return f"printed: {claimed(claim)}, which is {between(claim.interval, 'percent')}"


def _bar(claim: Claim) -> Bar:
    return bar("as printed", claim.interval, "percent", "now")


def _is_open(level: Evidence) -> bool:
    return level.interval.width == inf


def recomputed(kind: str, one: Interval, other: Interval) -> Interval:
    """The growth from `other` to `one`, or the share of `one` in `other`, in per cent; `other` is above zero."""
    # By hand, not by interval arithmetic: there are thousands of them.
    low = one.low / (other.high if one.low >= 0 else other.low)
    high = one.high / (other.low if one.high >= 0 else other.high)
    shift = 1 if kind == "growth" else 0
    return Interval((low - shift) * 100, (high - shift) * 100)


def _evidence(compilation: Compilation, unknown: Variable, claim: Claim) -> Evidence | None:
    """From the claim's own page where that has it, else from all pages as they stand today."""
    return compilation.levels_by_page[claim.document].best(unknown) or compilation.levels.best(unknown)


def _same_print(worked: Interval, claim: Claim) -> bool:
    figure = claim.figure
    if claim.is_beside:
        assert figure.growth_pct is not None and figure.growth_decimals is not None
        return rounds_to(worked, as_fraction(figure.growth_pct), figure.growth_decimals)
    if figure.bound:
        return worked in claim.interval
    return rounds_to(worked, as_fraction(figure.value), figure.decimals, rounding=figure.rounding)


def _title(claim: Claim) -> str:
    if claim.kind == "growth":
        return f"growth of {title_of(claim)}{claim.against_what or ' on the year'}"
    assert claim.of is not None
    line, whole = claim.of
    return f"share of {title_of(claim)} in {spelled(whole)}{' of all partners' if line.partner == WORLD else ''}"
