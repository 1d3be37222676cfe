"""Standing: how a number claimed stands to the figures held: the same, told apart by nothing, or off by how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import inf
from typing import NamedTuple

from ..derivation.exchange_rates import CURRENCIES
from ..derivation.quantity import Quantity
from ..model.interval import Interval
from ..wording.formula import formula
from ..wording.sentences import whose
from .number_mentions import NumberMention
from .parser import ParsedClaim
from .wording import number

AGREES, DISAGREES, UNKNOWN = "agrees", "disagrees", "cannot tell"
_WIDE = Fraction(1, 10)
"""An interval wider than this part of its value settles nothing by containing a number."""
_COARSE = Fraction(2, 100)
_FACTORS = ((Fraction(1000), "a thousand times too small"), (Fraction(1, 1000), "a thousand times too large"),
            (Fraction(10**6), "a million times too small"), (Fraction(1, 10**6), "a million times too large"),
            (Fraction(10), "ten times too small"), (Fraction(1, 10), "ten times too large"))  # fmt: skip


class Judgement(NamedTuple):
    """`verdict`, the quantity `held` against, the `difference` (claimed less held, base units) and remarks on it;
    `slip` where a remark names the slip, a factor or a wrong direction, and so says how far it is off."""

    verdict: str
    held: Quantity | None = None
    difference: Fraction | None = None
    notes: tuple[str, ...] = ()
    slip: bool = False


class Claimed(NamedTuple):
    """A number with its sign: what it says and what its print and hedge leave."""

    value: Fraction
    interval: Interval
    mention: NumberMention

    def times(self, factor: Fraction) -> Interval:
        low, high = self.interval.low, self.interval.high
        return Interval(*(end if abs(end) == inf else end * factor for end in (low, high)))


def claimed(reading: ParsedClaim) -> Claimed:
    """The number of a reading, negative where it fell."""
    mention = reading.mention
    if reading.direction < 0 and mention.value > 0:
        return Claimed(-mention.value, -mention.interval, mention)
    return Claimed(mention.value, mention.interval, mention)


def overlap(a: Interval, b: Interval) -> bool:
    """Whether more than an end is common to both: 1.16 and 1.17 touch, and are not the same number."""
    if a.low == a.high or b.low == b.high:
        return a.meets(b)
    return a.low < b.high and b.low < a.high


def judge(claim: Claimed, held: Sequence[Quantity]) -> Judgement:
    """The verdict on a number, given everything the book has on what it claims."""
    held = [q for q in held if claim.mention.kind != "money" or _same_currency(claim.mention, q)]
    if not held:
        return Judgement(UNKNOWN)
    firm = [q for q in held if not q.is_open] or list(held)
    agreeing = [q for q in held if overlap(claim.interval, q.interval)]
    same = [q for q in agreeing if q.figure is not None and q.value == claim.value and q.status != "derived"]
    settling = [q for q in agreeing if q in firm and _settles(claim, q, firm) and not _finer_says_no(claim, q, firm)]
    limits = (
        [q for q in agreeing if q.is_open and q.interval.low != -inf]
        if not settling or _too_wide(settling[0], claim)
        else []
    )
    if limits and all(overlap(claim.interval, q.interval) for q in firm):
        settling = limits
    best = next(iter(same or settling), None)
    if best is None:
        return _off(claim, agreeing, firm)
    if not same and _too_wide(best, claim):
        return Judgement(UNKNOWN, best, None, ("what follows from the printed figures is too wide to settle it",))
    others = tuple(_other_print(best, q) for q in _contrary(claim, best, firm))
    others += tuple(_worked_otherwise(q) for q in firm if _cannot_hold_with(best, q))[:1]
    how = () if best.value == claim.value else _how_near(claim, best)
    return Judgement(AGREES, best, claim.value - Fraction(best.value), (*how, *dict.fromkeys(others)))


def _same_currency(mention: NumberMention, held: Quantity) -> bool:
    if mention.unit:
        return held.unit == mention.unit
    return held.unit == "USD" or held.unit not in CURRENCIES


def _settles(claim: Claimed, held: Quantity, firm: Sequence[Quantity]) -> bool:
    """Whether a figure may say yes: an estimate, beside what was reported, only to a number of three digits or so."""
    if held.status != "estimated" or all(q.status == "estimated" for q in firm):
        return True
    return claim.interval.width < abs(claim.value) * _COARSE


def _finer_says_no(claim: Claimed, best: Quantity, firm: Sequence[Quantity]) -> bool:
    """Whether what the same compiler printed elsewhere narrows the figure to where the claim is not."""
    return any(
        q.compiler == best.compiler and q.interval.width < best.interval.width
        and overlap(q.interval, best.interval) and not overlap(q.interval, claim.interval)
        for q in firm
    )  # fmt: skip


def _off(claim: Claimed, agreeing: Sequence[Quantity], firm: Sequence[Quantity]) -> Judgement:
    finer = [q for q in firm if not overlap(claim.interval, q.interval)]
    best = finer[0] if finer else firm[0]
    if agreeing and finer:
        best = min(
            (q for q in finer if q.compiler == agreeing[0].compiler), key=lambda q: q.interval.width, default=best
        )
    if best.figure is None and _too_wide(best, claim) and overlap(best.interval, claim.interval):
        return Judgement(UNKNOWN, best)
    off = claim.value - Fraction(best.value)
    named = slip(claim, best)
    return Judgement(DISAGREES, best, off, named or _beyond(claim, best) or _cut_off(claim, off), bool(named))


def _cut_off(claim: Claimed, off: Fraction) -> tuple[str, ...]:
    """A number cut off where it should be rounded is off by less than its last digit."""
    if claim.mention.hedge or not -claim.mention.step < off * (1 if claim.value > 0 else -1) < 0:
        return ()
    return ("its last digit looks cut off, not rounded",)


def _too_wide(held: Quantity, claim: Claimed) -> bool:
    if held.figure is not None and held.status != "derived":
        return False
    width = held.interval.width
    return (
        claim.mention.hedge not in ("over", "under")
        and width > abs(held.value) * _WIDE
        and width > claim.interval.width
    )


def _how_near(claim: Claimed, held: Quantity) -> tuple[str, ...]:
    if claim.mention.hedge in ("over", "under", "nearly", "slightly over"):
        return (f"'{claim.mention.hedge}' holds",)
    return ("indistinguishable at the printed precision",)


def _contrary(claim: Claimed, best: Quantity, firm: Sequence[Quantity]) -> list[Quantity]:
    """Prints of the same thing that the claim does not agree with."""
    return [q for q in firm if q is not best and q.figure is not None and not overlap(claim.interval, q.interval)
            and q.status == "reported"]  # fmt: skip


def _other_print(best: Quantity, held: Quantity) -> str:
    assert held.figure is not None
    also = "also prints" if held.reporter == best.reporter else "of the other side, prints"
    return f"{whose(held.compiler, held.reporter)}, {also} {number(held)} ({held.figure.id})".replace(", also", " also")


def _cannot_hold_with(best: Quantity, worked: Quantity) -> bool:
    """Whether what follows from other prints of the same compiler leaves no room for a print."""
    own = worked.figure is None and best.figure is not None and worked.compiler == best.compiler
    return own and worked.status != "estimated" and not worked.is_open and not overlap(best.interval, worked.interval)


def _worked_otherwise(worked: Quantity) -> str:
    return f"other printed figures give {number(worked)}, with which it cannot hold ({formula(worked)})"


def slip(claim: Claimed, held: Quantity) -> tuple[str, ...]:
    """What a wrong number may come of: a factor of a thousand, a wrong direction."""
    if held.unit == "rank":
        return ()
    if claim.value * held.value < 0 and overlap(-claim.interval, held.interval):
        return (_wrong_side(held),)
    if claim.mention.hedge in ("over", "under"):
        return ()
    for factor, words in _FACTORS:
        if overlap(claim.times(factor), held.interval):
            return (words,)
    return ()


def _beyond(claim: Claimed, held: Quantity) -> tuple[str, ...]:
    """A limit that the figure does not keep to."""
    if held.unit == "rank" or claim.mention.hedge not in ("over", "under"):
        return ()
    return (f"it is {'less' if claim.mention.hedge == 'over' else 'more'} than that",)


def _wrong_side(held: Quantity) -> str:
    if held.measure.startswith("trade_") and not held.measure.endswith("growth"):
        surplus = (held.value > 0) == held.measure.startswith("trade_balance")
        return f"the sign is wrong: it was a {'surplus' if surplus else 'deficit'}"
    if held.unit != "percent" and not held.measure.endswith("_change"):
        return f"the sign is wrong: it is {'not ' if held.value > 0 else ''}negative"
    return f"the direction is wrong: it {'rose' if held.value > 0 else 'fell'}"


def meant(claim: Claimed, found: Iterable[tuple[str, Quantity]]) -> str:
    """Where else the book has this very number, in words; "" where nowhere."""
    if claim.mention.hedge or abs(claim.value) < 10 * claim.mention.step:
        return ""
    near = (what for what, q in found if overlap(claim.interval, q.interval) and close(claim, q))
    what = next(near, "")
    return f"that is the figure of {what}" if what else ""


def close(claim: Claimed, held: Quantity) -> bool:
    """Whether agreeing says something: neither print is much coarser than the other."""
    return held.interval.width <= 20 * claim.interval.width and claim.interval.width <= 20 * held.interval.width
