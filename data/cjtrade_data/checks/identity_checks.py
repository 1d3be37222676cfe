"""Identities: what the prints of a sum, of runs of months and of parts make of their whole, and what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf
from typing import NamedTuple

from ..model.codes import spelled
from ..model.interval import Interval
from .arithmetic import bar, check_of, meeting, title_of
from .check import FAILS, HOLDS, Bar, Check, rounds_to, verdict
from .compilation import Compilation
from .evidence import Evidence, PrintedLevels, named
from .identities import Relation
from .printed_claims import SIGNED, Claim
from .wording import between, claimed

_MANY = 5
"""More parts than this are counted, not named."""


class Trial(NamedTuple):
    """A relation with prints in it: the whole, and its parts with their signs; `partial` where parts are missing."""

    whole: Evidence
    parts: tuple[tuple[Evidence, int], ...]
    partial: bool


def identities(compilation: Compilation) -> Iterator[Check]:
    """Every relation that can be tried: on each page that prints it, or across pages where none does."""
    seen: set[str] = set()
    for relation in compilation.relations:
        trials = [t for levels in compilation.levels_by_page.values() if (t := tried(relation, levels)) is not None]
        full = [t for t in trials if not t.partial]
        across = None if full or len(compilation.pages) == 1 else tried(relation, compilation.levels)
        if across is not None and (not across.partial or not trials):
            trials.append(across)
        for check in (_check(compilation, relation, t) for t in trials):
            if check.id not in seen:
                seen.add(check.id)
                yield check


def tried(relation: Relation, levels: PrintedLevels) -> Trial | None:
    """A relation with what is printed, or None where that says nothing: the whole must be there and a part, and
    what is missing must be of a kind that cannot be negative."""
    *parts, (whole, sign) = relation.terms if relation.kind == "sum" else (*relation.terms[1:], relation.terms[0])
    print_ = levels.printed(whole)
    if print_ is None:
        return None
    found = [(e, -factor * sign) for u, factor in parts if (e := levels.printed(u)) is not None]
    missing = len(parts) - len(found)
    if not found or (missing and any(m in SIGNED for m in (whole.measure, *(u.measure for u, _ in parts)))):
        return None
    return Trial(print_, tuple(found), bool(missing) or relation.at_least)


def _check(compilation: Compilation, relation: Relation, trial: Trial) -> Check:
    whole = trial.whole.claims[0]
    worked = sum((e.interval * factor for e, factor in trial.parts), Interval.exact(0))
    if trial.partial:
        found = HOLDS if worked.low <= trial.whole.interval.high else FAILS
        worked = Interval(worked.low, inf)
        kind, joint = ("part" if relation.kind == "sum" else relation.kind), "within"
    else:
        found = verdict(worked, trial.whole.interval, same_print(worked, whole))
        kind, joint = relation.kind, "make"
    written = _written(trial.parts, relation.kind)
    used = [c for e, _ in trial.parts for c in e.claims]
    title = f"{written} {joint} {title_of(whole)}"
    return check_of(compilation, kind, whole, used, found, title, lambda: _spelled(trial, written, worked))


def _spelled(trial: Trial, written: str, worked: Interval) -> tuple[list[str], list[Bar]]:
    whole, print_, unit = trial.whole.claims[0], trial.whole.interval, trial.whole.unknown.line.unit
    lines = [
        *(e.sentence for e, _ in trial.parts),
        f"{written}: {between(worked, unit)}",
        f"printed, {named(trial.whole.unknown)}: {claimed(whole)}, which is {between(print_, unit)}",
        meeting(worked, print_, unit),
    ]
    as_printed = f"{spelled(whole.measure)} as printed"
    return lines, [bar(written, worked, unit, "before"), bar(as_printed, print_, unit, "now")]


def same_print(worked: Interval, claim: Claim) -> bool:
    """Whether the centre of what was worked out would be printed as the claim's figure is."""
    figure = claim.figure
    value = Fraction(figure.value) * (-1 if figure.measure == "trade_deficit" else 1)
    return rounds_to(worked, value, figure.decimals, figure.multiplier, figure.rounding)


def _written(parts: Sequence[tuple[Evidence, int]], kind: str) -> str:
    if len(parts) > _MANY:
        return f"the sum of {len(parts)} parts"
    unknowns = [e.unknown for e, _ in parts]
    if kind == "sum" or len({u.measure for u in unknowns}) > 1:
        names = [spelled(u.measure) for u in unknowns]
    elif kind == "runs":
        names = [u.period.label for u in unknowns]
    else:
        names = [u.line.product.partition(":")[2] or u.line.partner for u in unknowns]
    text = " ".join(f"{'+' if f > 0 else '-'} {name}" for name, (_, f) in zip(names, parts, strict=True))
    return text.removeprefix("+ ")
