"""Verdict: how a number stands to what is held: the same, told apart by nothing, or off by how much and by what slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import inf
from typing import NamedTuple

from ..derivation.exchange_rates import CURRENCIES
from ..derivation.investment import basis_of
from ..derivation.quantity import Quantity
from ..derivation.slips import digit_slip, overlap, scale_slip
from ..language.articles.number import Numeral
from ..language.articles.reading import Reading
from ..model.codes import rate_of
from ..wording.difference import number
from ..wording.formula import formula
from ..wording.sentences import balance_word, possessive, whose

AGREES, DISAGREES, UNKNOWN = "agrees", "disagrees", "cannot tell"
_WIDE = Fraction(1, 10)
"""An interval wider than this part of its value settles nothing by containing a number."""
_COARSE_PRINT = Fraction(1, 4)
"""A print coarser than this part of it, "about 100 firms", settles nothing but the very same number."""
_COARSE = Fraction(2, 100)
_NEAR = Fraction(2, 100)
"""A difference smaller than this part may be a revision: only a print as fine as the number tells."""
_LOOSE = Fraction(1, 2)
"""How far beyond a limit that a text names a figure may lie, as a part of it."""
_LIMIT = Fraction(105, 100)
_FAR, _FAR_POINTS = Fraction(1, 5), 3
"""A difference of more than this part of an amount, or this many points of a rate, is seldom a misprint."""
_HEDGES = frozenset({"over", "under", "nearly", "slightly over"})


class Judgement(NamedTuple):
    """`verdict`, the quantity `held` against, the `difference` (claimed less held, base units), remarks on it, the named
    `slip` that explains it, and what other publications have `against` a number that agrees."""

    verdict: str
    held: Quantity | None = None
    difference: Fraction | None = None
    notes: tuple[str, ...] = ()
    slip: str = ""
    against: tuple[Quantity, ...] = ()


def claimed(reading: Reading) -> Numeral:
    """The number of a reading, negative where it fell."""
    return reading.number.negative() if reading.direction < 0 and reading.number.value > 0 else reading.number


def judge(claim: Numeral, held: Sequence[Quantity], named: frozenset[str] = frozenset()) -> Judgement:
    """The verdict on a number, given everything the dataset has on what it claims, and the compilers that are `named`."""
    if not held:
        return Judgement(UNKNOWN)
    firm = [q for q in held if not q.is_open] or list(held)
    agreeing = [q for q in held if overlap(claim.interval, q.interval)]
    same = [q for q in agreeing if q.figure is not None and q.value == claim.value and q.status != "derived"]
    best = next(iter(same or _settling(claim, agreeing, firm, named)), None)
    if doubt := _doubt(claim, best, agreeing, firm, is_same=bool(same)):
        return Judgement(UNKNOWN, best or agreeing[0], None, (doubt,))
    return _off(claim, agreeing, firm) if best is None else _agreed(claim, best, firm)


def _settling(
    claim: Numeral, agreeing: Sequence[Quantity], firm: Sequence[Quantity], named: frozenset[str]
) -> list[Quantity]:
    """The figures that may say yes; a limit that is printed only where nothing finer says no."""
    if all(q.is_open for q in firm):
        return [q for q in agreeing if _at_limit(claim, q)]
    settling = [q for q in agreeing if q in firm and _settles(claim, q, named) and not _finer_says_no(claim, q, firm)]
    if (not settling or _too_wide(settling[0], claim)) and all(overlap(claim.interval, q.interval) for q in firm):
        return [q for q in agreeing if q.is_open and _at_limit(claim, q)] or settling
    return settling


def _doubt(
    claim: Numeral, best: Quantity | None, agreeing: Sequence[Quantity], firm: Sequence[Quantity], *, is_same: bool
) -> str:
    """Why figures that agree with a number do not settle it; "" where one does, or none agrees."""
    to_limit = claim.hedge in ("over", "under")
    if best is None and agreeing and all(q.is_open for q in firm):
        return "only a limit is printed, which does not settle it"
    if best is None:
        too_far = to_limit and any(not _is_within_reach(claim, q) for q in agreeing)
        return "it is far from the limit that is named" if too_far else ""
    if to_limit and _is_limit_itself(claim, best):
        return "it is the limit that is named, and may lie on either side of it"
    too_wide = not is_same and _too_wide(best, claim)
    return "what follows from the printed figures is too wide to settle it" if too_wide else ""


def _agreed(claim: Numeral, best: Quantity, firm: Sequence[Quantity]) -> Judgement:
    """A number that a figure says yes to, with what else is printed or worked out of the same thing."""
    alike = [q for q in firm if (q.period, basis_of(q)) == (best.period, basis_of(best))]
    prints = [q for q in alike if q is not best and q.figure is not None and q.status == "reported"]
    against = tuple(q for q in prints if not overlap(claim.interval, q.interval))
    worked = _worked_otherwise(best, alike)[:1]
    others = [_other_print(best, q) for q in against]
    others += [f"other printed figures give {number(q)}, with which it cannot hold ({formula(q)})" for q in worked]
    near = f"'{claim.hedge}' holds" if claim.hedge in _HEDGES else "indistinguishable at the printed precision"
    how = () if best.value == claim.value else (near,)
    notes = (*how, *dict.fromkeys(others))
    return Judgement(AGREES, best, claim.value - Fraction(best.value), notes, "", (*against, *worked))


def in_its_currency(claim: Numeral, held: Quantity) -> bool:
    """Whether a figure is in the currency of an amount, dollars where none is said."""
    same = held.unit == claim.unit if claim.unit else held.unit == "USD" or held.unit not in CURRENCIES
    return claim.kind != "money" or same


def _at_limit(claim: Numeral, held: Quantity) -> bool:
    """Whether "over 1.6 billion" is what is claimed, or a little more than that."""
    limit = held.interval.low if held.interval.high == inf else held.interval.high
    return isinstance(limit, Fraction) and min(claim.value, limit) * _LIMIT >= max(claim.value, limit) > 0


def _is_limit_itself(claim: Numeral, held: Quantity) -> bool:
    """Whether a figure is the limit that is named, "more than 20 per cent", and was rounded to it."""
    return held.value == claim.value and held.interval.low < held.value < held.interval.high


def _settles(claim: Numeral, held: Quantity, named: frozenset[str]) -> bool:
    """Whether a figure may say yes: an estimate whose source is not named only to a number of three digits or so."""
    fine = claim.kind != "rank" and claim.interval.width < abs(claim.value) * _COARSE
    return (fine or not held.is_estimate or held.compiler in named) and (
        claim.hedge not in ("over", "under") or _is_within_reach(claim, held)
    )


def _is_within_reach(claim: Numeral, held: Quantity) -> bool:
    """Whether a figure is near enough to a limit: "over 2 billion" is not said of 5 billion."""
    unit = Fraction(held.unit == "percent")
    return abs(claim.value - Fraction(held.value)) <= max(abs(claim.value) * _LOOSE, unit)


def is_near(claim: Numeral, held: Quantity) -> bool:
    """Whether a number is a figure but for two parts in a hundred."""
    return overlap(claim.interval, held.interval) and abs(claim.value - Fraction(held.value)) <= abs(held.value) * _NEAR


def is_roughly(claim: Numeral, held: Quantity) -> bool:
    """Whether "nearly 10 per cent" is said of 9.3, "nearly half" of 43: as near as such words are used."""
    size = abs(claim.value) + 100 * (claim.kind == "multiple")  # four times as much is 300 per cent more
    near = abs(claim.value - Fraction(held.value)) <= size / (5 if claim.kind == "part" else 10)
    return near and claim.hedge in ("nearly", "about", "slightly over")


def _finer_says_no(claim: Numeral, best: Quantity, firm: Sequence[Quantity]) -> bool:
    """Whether what the same compiler printed elsewhere narrows the figure to where the claim is not."""
    finer = [q for q in firm if q.compiler == best.compiler and q.interval.width < best.interval.width]
    return any(overlap(q.interval, best.interval) and not overlap(q.interval, claim.interval) for q in finer)


def _off(claim: Numeral, agreeing: Sequence[Quantity], firm: Sequence[Quantity]) -> Judgement:
    finer = [q for q in firm if not overlap(claim.interval, q.interval)]
    best = finer[0] if finer else firm[0]
    if agreeing and finer:
        own = [q for q in finer if q.compiler == agreeing[0].compiler]
        best = min(own, key=lambda q: q.interval.width, default=best)
    if best.figure is None and _too_wide(best, claim) and overlap(best.interval, claim.interval):
        return Judgement(UNKNOWN, best)
    best = next((q for q in firm if slips(claim, q)[0]), best)
    slip, remarks = slips(claim, best)
    off = claim.value - Fraction(best.value)
    if not remarks and not claim.hedge and -claim.step < off * (1 if claim.value > 0 else -1) < 0:
        slip, remarks = "cut off", ("its last digit looks cut off, not rounded",)
    return Judgement(DISAGREES, best, off, remarks, slip)


def is_plain(claim: Numeral, found: Judgement, firm: Sequence[Quantity]) -> bool:
    """Whether a difference is no mere revision: larger than two parts in a hundred, or against a figure as fine as the number
    that stands on one page."""
    held = found.held
    assert held is not None
    if held.unit in ("rank", "count", "projects") or claim.hedge:
        return True
    near = min(firm, key=lambda q: abs(claim.value - Fraction(q.value)), default=held)
    size = abs(Fraction(near.value)) if near.unit != "percent" else Fraction(50)
    if abs(claim.value - Fraction(near.value)) > size * _NEAR:
        return True
    prints = [q for q in firm if not q.is_estimate and abs(claim.value - Fraction(q.value)) <= size * _NEAR]
    alike = [Fraction(q.value) for q in prints if q.figure is not None and q.compiler == near.compiler]
    if alike and abs(claim.value - Fraction(near.value)) <= 2 * (max(alike) - min(alike)):
        return False  # as near as two editions are to each other
    of_one = [q for q in prints if q.figure is not None or len({f.source for f in q.figures}) == 1]
    return any(q.interval.width <= claim.step * Fraction(101, 100) for q in of_one)


def is_of_something_else(found: Judgement) -> bool:
    """Whether a number is so far off, by no slip, that it is likelier one of another time, pair or measure."""
    held, off = found.held, found.difference
    if held is None or off is None or found.slip or held.unit in ("rank", "count", "projects"):
        return False
    return abs(off) > (_FAR_POINTS if held.unit == "percent" else abs(Fraction(held.value)) * _FAR)


def _too_wide(held: Quantity, claim: Numeral) -> bool:
    width = held.interval.width
    if held.figure is not None and held.status != "derived":
        return not held.is_open and width > abs(held.value) * _COARSE_PRINT and width > claim.interval.width
    return claim.hedge not in ("over", "under") and width > abs(held.value) * _WIDE and width > claim.interval.width


def _other_print(best: Quantity, held: Quantity) -> str:
    assert held.figure is not None
    also = "also prints" if held.reporter == best.reporter else "of the other side, prints"
    return f"{whose(held.compiler, held.reporter, held.measure)}, {also} {number(held)} ({held.figure.id})".replace(
        ", also", " also"
    )


def _worked_otherwise(best: Quantity, firm: Sequence[Quantity]) -> list[Quantity]:
    """What follows from other prints of the same compiler and leaves no room for a print."""
    own = [q for q in firm if q.figure is None and q.compiler == best.compiler and not q.is_open and not q.is_estimate]
    return [q for q in own if best.figure is not None and not overlap(best.interval, q.interval)]


def slips(claim: Numeral, held: Quantity) -> tuple[str, tuple[str, ...]]:
    """(the slip that makes one of the other, "" where none does; remarks on it)."""
    if held.unit == "rank":
        return "", ()
    if claim.value * held.value < 0 and 0 not in held.interval and overlap(-claim.interval, held.interval):
        return "sign", (_wrong_side(held),)
    if claim.hedge in ("over", "under"):
        return "", (f"it is {'less' if claim.hedge == 'over' else 'more'} than that",)
    factor = scale_slip(claim.interval, held.interval) if claim.digits >= 2 or claim.kind == "money" else ""
    if factor:
        return "scale", (factor,)
    if not claim.step or claim.hedge or claim.kind not in ("money", "percent", "count"):
        return "", ()
    slip = digit_slip(claim.value, Fraction(held.value), claim.step)
    return slip, () if slip.endswith("differs") or not slip else (slip,)


def _wrong_side(held: Quantity) -> str:
    if not rate_of(held.measure) and not held.measure.endswith("_change"):
        if held.measure.startswith("trade_"):
            return f"the sign is wrong: it was a {balance_word(held)} of {possessive(held.reporter)}"
        if held.unit != "percent":
            return f"the sign is wrong: it is {'not ' if held.value > 0 else ''}negative"
    return f"the direction is wrong: it {'rose' if held.value > 0 else 'fell'}"


def meant(claim: Numeral, found: Iterable[tuple[str, Quantity]]) -> tuple[str, Quantity] | None:
    """(where else the dataset has this very number, the figure); None where nowhere, or where its digits are too few."""
    if claim.hedge or claim.digits < 2:
        return None
    width = claim.interval.width  # that two agree says something where neither is much coarser than the other
    alike = ((what, q) for what, q in found if width / 20 <= q.interval.width <= 20 * width)
    return next(((what, q) for what, q in alike if overlap(claim.interval, q.interval)), None)
