"""Decisions: a verdict on each number of a paragraph, where its neighbours that agree may confirm pair and period.

A number agrees where a figure fits and no cue contradicts. It is called wrong only where measure, pair and period are said
outright or confirmed, the figure is of the side that the text speaks of, and a slip is named or the difference is plain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..book.code_lists import compilers_of
from ..derivation.comparisons import way_of_change
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.fixpoint import LEVELS
from ..derivation.quantity import Operation, Quantity
from ..derivation.slips import overlap
from ..lookup.context import LookupContext
from ..model.codes import WORLD
from ..model.period import Period
from ..wording.held import held_words
from ..wording.sentences import country
from .claim import MEASURED, Reading
from .evidence import evidence, latest_rank, named_compilers, parts_held, printed_alike, printed_elsewhere, trade_lines
from .verdict import (
    AGREES,
    DISAGREES,
    UNKNOWN,
    Judgement,
    claimed,
    is_estimate,
    is_near,
    is_of_something_else,
    is_plain,
    judge,
    meant,
)

_ALL = frozenset({"measure", "pair", "period"})
_LACKING = {"measure": "of what", "pair": "of which countries", "period": "when"}
_ONE_SIDED = frozenset({"exports", "imports", "trade_balance", "trade_deficit"})
"""Measures of which each of two countries has its own figure."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How a number was read and judged; `question` names the figure that may be meant, in words."""

    reading: Reading
    judgement: Judgement
    note: str = ""
    question: str = ""


class _Option(NamedTuple):
    """One reading of a number, what is held on it, and the judgement."""

    reading: Reading
    held: list[Quantity]
    judgement: Judgement
    note: str = ""


def decide(context: LookupContext, paragraph: Sequence[Sequence[Reading]]) -> list[Decision]:
    """The decisions on the numbers of a paragraph, in order."""
    options = [[_judged(context, r) for r in readings] for readings in paragraph]
    agreed = [next((o for o in found if o.judgement.verdict == AGREES), None) for found in options]
    made = []
    for k, (found, yes) in enumerate(zip(options, agreed, strict=True)):
        own = found[0].reading.sentence
        near = [o.reading for j, o in enumerate(agreed) if o is not None and (j < k or o.reading.sentence == own)]
        votes = Votes([r for r in near if yes is None or r is not yes.reading])
        if yes is not None and _is_enough(yes.reading, votes):
            made.append(Decision(yes.reading, yes.judgement, yes.note))
        else:
            made.append(_refused(context, found, votes, yes))
    return made


class Votes:
    """What the numbers that agree, of the same sentence and of those before it in the paragraph, are of."""

    def __init__(self, agreed: Sequence[Reading]) -> None:
        self._pairs = {_pair(r) for r in agreed}
        self._measures = {r.measure for r in agreed}
        self._periods = {p for r in agreed if r.period is not None for p in (r.period, r.base or r.period.year_before)}
        self._points = {p.last for p in self._periods if p.is_point}

    def known(self, reading: Reading) -> frozenset[str]:
        """Which of measure, pair and period the words say outright, or the neighbours confirm."""
        found = set(reading.sure)
        if _pair(reading) in self._pairs:
            found.add("pair")
        if reading.period in self._periods or (reading.period is not None and reading.period.last in self._points):
            found.add("period")
        if {"pair", "period"} <= found and reading.measure in self._measures:
            found.add("measure")
        return frozenset(found)


def _pair(reading: Reading) -> frozenset[str]:
    """Who a number is about; of investment the investor alone counts."""
    return frozenset({"fdi", reading.partner} if reading.measure == "fdi" else {reading.reporter, reading.partner})


def _is_enough(reading: Reading, votes: Votes) -> bool:
    """Whether a figure that fits says something: enough digits, or measure, pair and period said or confirmed."""
    lacking, digits = len(_ALL - votes.known(reading)), min(reading.number.digits, 3)
    return (digits == 3 or not reading.doubts) and (not lacking or digits > lacking)


def _judged(context: LookupContext, reading: Reading) -> _Option:
    """A reading with what is held on it; an agreement that a cue contradicts is none."""
    if reading.problem or reading.claim == "unread":
        return _Option(reading, [], Judgement(UNKNOWN), reading.problem)
    if reading.period is None:
        return _undated(context, reading)
    held = evidence(context, reading)
    found = judge(claimed(reading), held)
    if found.verdict != AGREES or found.held is None:
        return _Option(reading, held, found)
    wrong = wrong_way(context, reading, found.held.compiler) if set(reading.currencies) <= {"USD"} else ""
    if wrong:
        return _Option(reading, held, Judgement(UNKNOWN, found.held), f"the level is the one printed, {wrong}")
    mirrored = found.held.reporter != reading.reporter and reading.measure in _ONE_SIDED and reading.claim != "rank"
    named = found.held.compiler in named_compilers(reading)
    return _Option(
        reading,
        held,
        found,
        f"as {country(context.book, found.held.reporter)} reports it" if mirrored and not named else "",
    )


def _undated(context: LookupContext, reading: Reading) -> _Option:
    """A number without a period: the dataset can only say whether it has printed it, and when."""
    claim = claimed(reading)
    latest = latest_rank(context, reading) if reading.claim == "rank" else None
    if latest is not None:
        found = judge(claim, [latest])
        dated = reading.but(period=latest.period)
        note = f"no period given: held against the latest there is, {latest.period.label}"
        dated = dated.surely("period") if found.verdict == AGREES else dated.doubting("it does not say when")
        return _Option(dated, [latest], found, note)
    if reading.claim == "level" and not claim.hedge and claim.digits >= 3:
        for what, held in printed_elsewhere(context, reading):
            fine = held.interval.width <= claim.interval.width * 101 / 100 and overlap(claim.interval, held.interval)
            months = reading.months and Period.of_months(held.period.year, *reading.months)
            if fine and (not reading.notes or held.period == months):
                return _Option(reading, [held], judge(claim, [held]), f"no period given; it is the figure of {what}")
    return _Option(reading, [], Judgement(UNKNOWN), "it does not say when")


def _refused(context: LookupContext, found: Sequence[_Option], votes: Votes, yes: _Option | None) -> Decision:
    """A number that no figure fits, or one too weakly: wrong, or a question, or why nothing can be said."""
    best = yes or next((o for o in found if o.judgement.held is not None), found[0])
    held, reading = best.judgement.held, best.reading
    if held is None:
        same = printed_alike(context, reading)
        question = f"the dataset has {held_words(context.book, same)}: is that meant?" if same is not None else ""
        return Decision(reading, Judgement(UNKNOWN), best.note or _nothing_held(context, best), question)
    if yes is None and best.judgement.verdict == DISAGREES:
        why = _unsafe(context, best, held, found, votes)
        if not why:
            elsewhere = (
                meant(claimed(reading), printed_elsewhere(context, reading)) if not best.judgement.slip else None
            )
            note = f"that is the figure of {elsewhere[0]}" if elsewhere is not None else ""
            return Decision(reading, best.judgement, note or best.note, note)
    else:
        why = best.note if yes is None else "the words leave open what it is of"
    notes = best.judgement.notes if best.judgement.verdict == UNKNOWN else ()
    question = f"the dataset has {held_words(context.book, held)}: is that meant?"
    return Decision(reading, Judgement(UNKNOWN, held, None, notes), why, question)


def _unsafe(context: LookupContext, best: _Option, held: Quantity, found: Sequence[_Option], votes: Votes) -> str:
    """Why a number that no figure fits cannot be called wrong; "" where it can."""
    reading, judgement, claim = best.reading, best.judgement, claimed(best.reading)
    foreign = [c for c in reading.currencies if c != "USD"]
    if foreign and not any(q.figure is not None and q.figure.unit in foreign for q in best.held):
        names = " and ".join(CURRENCIES.get(c, c) for c in foreign)
        return f"it is told in {names}; the dataset works that out of dollars only, at average exchange rates"
    lacking = _ALL - votes.known(reading)
    if "pair" in lacking and reading.partner in (WORLD, ""):
        return "no partner is named: what it is of is not known"
    if is_estimate(held):
        return "the dataset has an estimate of this only, which is not the same series"
    estimate = next((q for q in best.held if is_estimate(q) and is_near(claim, q)), None)
    if estimate is not None:
        return f"it is what an estimate has: {held_words(context.book, estimate)}"
    if reading.measure == "fdi" and held.derivation is not None and held.derivation.operation is Operation.PART:
        return "the dataset works it out of a printed share, and has no print of it"
    if reading.measure == "fdi" and not reading.bases and not reading.sector and reading.claim != "rank":
        return "it does not say whether it is of the stock, the inflow or the approvals of investment"
    if reading.measure in LEVELS and context.book.home not in (reading.reporter, reading.partner):
        return "of other countries the dataset has too little to call a number wrong"
    if reading.doubts:
        return "; ".join(reading.doubts)
    if lacking:
        return f"it does not say outright {' and '.join(words for what, words in _LACKING.items() if what in lacking)}"
    rivals = [o.reading for o in found if o is not best and o.judgement.verdict != DISAGREES and not o.reading.problem]
    if judgement.slip == "cut off":
        return "its last digit looks cut off, not rounded"
    strange = is_of_something_else(judgement)
    if reading.carried and strange:
        return "its sentence does not say when, and no slip explains so large a difference"
    if any(r.measure != reading.measure or r.partner != WORLD or strange for r in rivals):
        return "it may be meant of something else"
    own = reading.measure not in _ONE_SIDED or reading.claim in ("rank", "share") or named_compilers(reading)
    absurd = judgement.slip == "scale" and claim.digits >= 3
    if not own and not absurd and all(q.reporter != reading.reporter for q in best.held):
        whose, other = country(context.book, held.reporter), country(context.book, reading.reporter)
        return f"only figures of {whose} are there, which {other} may report otherwise"
    sides = [q.value for q in best.held if not is_estimate(q)]
    by_customs = {q.compiler for q in best.held} & {*compilers_of("customs")}
    if not by_customs and not judgement.slip and min(sides) < claim.value < max(sides):
        return "it lies between what the two sides report"
    if "other" in reading.compilers:
        return "the dataset has no figures of the source that is named"
    if (reading.measure not in MEASURED or reading.part in ("goods", "market")) and reading.claim != "rank":
        return "other sources may count it otherwise"
    if judgement.slip != "sign" and not is_plain(claim, judgement, best.held):
        return "the difference is as small as that of two editions"
    foreigner = reading.measure in LEVELS and reading.partner not in (*context.book.pair, WORLD)
    if foreigner and not judgement.slip:
        return "of other countries the dataset has too little to call a number wrong"
    return ""


def _nothing_held(context: LookupContext, option: _Option) -> str:
    reading = option.reading
    when = f", {reading.period.label}" if reading.period is not None else ""
    if option.held or evidence(context, reading.but(currencies=())):
        told = " and ".join(CURRENCIES.get(c, c) for c in reading.currencies)
        return f"the dataset has this in another currency only{f', and it is told in {told}' if told else ''}"
    if parts := parts_held(context, reading):
        return f"the dataset has a part of this alone: {parts}"
    named = any(c != "other" for c in reading.compilers) and evidence(context, reading.but(compilers=()))
    return f"the dataset has no figure of this{' by the source that is named' if named else ''}{when}"


def wrong_way(context: LookupContext, reading: Reading, compiler: str) -> str:
    """What a compiler's two levels tell against the direction said ("narrowed to"), in words; "" where nothing."""
    period = reading.period
    if not reading.moved or period is None or (period.months == 1 and reading.base is None):
        return ""  # a month may be held against the month before
    base = reading.base or period.year_before
    for line, measure in trade_lines(context, reading):
        now, then = (line.level(measure, p) if line.compiler == compiler else None for p in (period, base))
        if now is not None and then is not None and way_of_change(now, then) == -reading.moved:
            gap = reading.measure in ("trade_balance", "trade_deficit")
            word = ("narrowed" if gap else "fell") if reading.moved > 0 else ("widened" if gap else "rose")
            return f"but it {word} on {base.label}, against what is said"
    return ""
