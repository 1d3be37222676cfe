"""Decisions: a verdict on each number of a paragraph, where its neighbours that agree may confirm pair, period and source.

A number agrees where a figure fits and no cue contradicts. It is called wrong only where measure, pair and period are said
outright or confirmed, the figure is of the side that the text speaks of, and a slip is named or the difference is plain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..book.code_lists import compilers_of
from ..derivation.comparisons import way_of_change
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.quantity import Operation, Quantity
from ..derivation.slips import overlap
from ..language.articles.reading import MEASURED, Reading
from ..lookup.context import LookupContext
from ..model.codes import BALANCES, LEVELS, WORLD
from ..model.period import Period
from ..wording.difference import held_words
from ..wording.sentences import country, possessive
from .evidence import (
    evidence,
    lacking_words,
    latest_rank,
    named_compilers,
    printed_alike,
    printed_elsewhere,
    trade_lines,
)
from .verdict import (
    AGREES,
    DISAGREES,
    UNKNOWN,
    Judgement,
    claimed,
    in_its_currency,
    is_estimate,
    is_near,
    is_of_something_else,
    is_plain,
    is_roughly,
    judge,
    meant,
)

_ALL = frozenset({"measure", "pair", "period"})
_LACKING = {"measure": "of what", "pair": "of which countries", "period": "when"}
_ONE_SIDED = frozenset({"exports", "imports", "trade_balance", "trade_deficit"})
"""Measures of which each of two countries has its own figure."""


class Decision(NamedTuple):
    """How a number was read and judged; `held` is everything there is on it, `question` names the figure that may be meant,
    in words, and `mirror` whose figure it is that the number agrees with, where that is the other side's own."""

    reading: Reading
    judgement: Judgement
    note: str = ""
    question: str = ""
    held: tuple[Quantity, ...] = ()
    mirror: str = ""


def decide(context: LookupContext, paragraph: Sequence[Sequence[Reading]]) -> list[Decision]:
    """The decisions on the numbers of a paragraph, in order."""
    options = [[_judged(context, r) for r in readings] for readings in paragraph]
    agreed = [next((o for o in found if o.judgement.verdict == AGREES), None) for found in options]
    made = []
    for k, (found, yes) in enumerate(zip(options, agreed, strict=True)):
        own = found[0].reading.sentence
        near = [o for j, o in enumerate(agreed) if o is not None and (j < k or o.reading.sentence == own)]
        votes = [o.reading for o in near if yes is None or o.reading is not yes.reading]
        others = [o for j, o in enumerate(agreed) if o is not None and j != k]
        if yes is not None and _is_enough(yes, votes) and not _is_of_the_other_side(yes, others):
            made.append(yes)
        else:
            made.append(_refused(context, found, votes, yes))
    return made


def _lacking(reading: Reading, votes: Sequence[Reading]) -> frozenset[str]:
    """Which of measure, pair and period neither the words say outright nor the `votes` confirm: the numbers that agree, of
    the same sentence and of those before it in the paragraph."""
    periods = {p for r in votes if r.period is not None for p in (r.period, r.base or r.period.year_before)}
    found, period = set(reading.sure), reading.period
    if _pair(reading) in map(_pair, votes):
        found.add("pair")
    if period in periods or (period is not None and period.last in {p.last for p in periods if p.is_point}):
        found.add("period")
    if {"pair", "period"} <= found and reading.measure in {r.measure for r in votes}:
        found.add("measure")
    return _ALL - found


def _pair(reading: Reading) -> frozenset[str]:
    """Who a number is about; of investment the investor alone counts."""
    return frozenset({"fdi", reading.partner} if reading.measure == "fdi" else {reading.reporter, reading.partner})


def _is_enough(yes: Decision, votes: Sequence[Reading]) -> bool:
    """Whether a figure that fits says something: enough digits of both, or measure, pair and period said or confirmed."""
    reading, held = yes.reading, yes.judgement.held
    lacking, digits = len(_lacking(reading, votes)), min(reading.number.digits, 3)
    if held is not None and held.figure is None and held.value and held.interval.width > abs(held.value) / 50:
        digits = min(digits, 2)
    told_alike = any(_is_told_alike(reading, vote) for vote in votes)
    return (digits == 3 or told_alike or not reading.doubts) and (not lacking or digits > lacking)


def _is_told_alike(reading: Reading, vote: Reading) -> bool:
    """Whether a number that agrees is of the same measure, pair and period, in the same sentence."""
    own, other = ((r.sentence, r.measure, _pair(r), r.period) for r in (reading, vote))
    return own == other and reading.period is not None


def _is_of_the_other_side(yes: Decision, others: Sequence[Decision]) -> bool:
    """Whether a number is the other side's figure, against that of the side it speaks of, and no neighbour is of that source."""
    held = yes.judgement.held
    against = any(q.reporter == yes.reading.reporter for q in yes.held)
    sources = {o.judgement.held.compiler for o in others if o.judgement.held is not None}
    return bool(yes.mirror) and against and held is not None and held.compiler not in sources


def _judged(context: LookupContext, reading: Reading) -> Decision:
    """A reading with what is held on it; an agreement that a cue contradicts is none."""
    if reading.problem or reading.claim == "unread":
        return Decision(reading, Judgement(UNKNOWN), reading.problem)
    held = tuple(q for q in evidence(context, reading) if in_its_currency(claimed(reading), q))
    if not held and "source" not in reading.sure:
        held = _of_any_source(context, reading)
    if not held and (reading.period is None or (reading.claim == "rank" and "period" not in reading.sure)):
        return _undated(context, reading)
    found = judge(claimed(reading), held)
    if found.verdict != AGREES or found.held is None:
        return Decision(reading, found, held=held)
    wrong = wrong_way(context, reading, found.held.compiler) if set(reading.currencies) <= {"USD"} else ""
    if wrong:
        return Decision(reading, Judgement(UNKNOWN, found.held), f"the level is the one printed, {wrong}", held=held)
    mirror = _other_side(reading, found.held)
    return Decision(reading, found, f"agrees with {mirror}" if mirror else "", held=held, mirror=mirror)


def _of_any_source(context: LookupContext, reading: Reading) -> tuple[Quantity, ...]:
    """What agrees with a number, whoever counted it: another sentence names a source that has nothing of this."""
    anyone = evidence(context, reading.but(compilers=())) if reading.compilers else []
    found = tuple(q for q in anyone if in_its_currency(claimed(reading), q))
    return found if judge(claimed(reading), found).verdict == AGREES else ()


def _other_side(reading: Reading, held: Quantity) -> str:
    """What something is where it is the partner's own figure and nobody named, with its valuation: `Japan's own figure, FOB`."""
    sided = reading.measure in _ONE_SIDED and reading.claim not in ("rank", "share")
    if not sided or held.reporter == reading.reporter or held.compiler in named_compilers(reading):
        return ""
    valued = {f.valuation for f in held.figures if f.valuation}
    return ", ".join([f"{possessive(held.reporter)} own figure", *(valued if len(valued) == 1 else ())])


def _undated(context: LookupContext, reading: Reading) -> Decision:
    """A number without a period: the dataset can only say whether it has printed it, and when."""
    claim = claimed(reading)
    latest = latest_rank(context, reading) if reading.claim == "rank" else None
    if latest is not None:
        found = judge(claim, [latest])
        dated = reading.but(period=latest.period)
        note = f"no period given: held against the latest there is, {latest.period.label}"
        dated = dated.surely("period") if found.verdict == AGREES else dated.doubting("it does not say when")
        return Decision(dated, found, note, held=(latest,))
    if reading.claim == "level" and not claim.hedge and claim.digits >= 3:
        for what, held in printed_elsewhere(context, reading):
            fine = (
                in_its_currency(claim, held)
                and held.interval.width <= claim.interval.width * 101 / 100
                and overlap(claim.interval, held.interval)
            )
            months = reading.months and Period.of_months(held.period.year, *reading.months)
            if fine and (not reading.notes or held.period == months):
                note, mirror = f"no period given; it is the figure of {what}", _other_side(reading, held)
                note = f"agrees with {mirror}; {note}" if mirror else note
                return Decision(reading, judge(claim, [held]), note, held=(held,), mirror=mirror)
    return Decision(reading, Judgement(UNKNOWN), "it does not say when")


def _refused(
    context: LookupContext, found: Sequence[Decision], votes: Sequence[Reading], yes: Decision | None
) -> Decision:
    """A number that no figure fits, or one too weakly: wrong, or a question, or why nothing can be said."""
    best = yes or next((o for o in found if o.judgement.held is not None), found[0])
    held, reading = best.judgement.held, best.reading
    if held is None:
        same = printed_alike(context, reading)
        question = f"the dataset has {held_words(context.book, same)}: is that meant?" if same is not None else ""
        return Decision(reading, Judgement(UNKNOWN), best.note or _nothing_held(context, best), question)
    if yes is None and best.judgement.verdict == DISAGREES:
        why = unsafe(_Case(context, best, held, found, _lacking(reading, votes)))
        if not why:
            slipped = bool(best.judgement.slip)
            elsewhere = None if slipped else meant(claimed(reading), printed_elsewhere(context, reading))
            note = f"that is the figure of {elsewhere[0]}" if elsewhere is not None else ""
            return best._replace(note=note or best.note, question=note)
    elif yes is not None and yes.mirror and _is_enough(yes, votes):
        own = next(q for q in yes.held if q.reporter == reading.reporter)
        said = f"{possessive(reading.reporter)} own is {held_words(context.book, own)}"
        return Decision(reading, Judgement(UNKNOWN, held), f"it is {yes.mirror}; {said}")
    else:
        why = best.note if yes is None else "the words leave open what it is of"
    notes = best.judgement.notes if best.judgement.verdict == UNKNOWN else ()
    question = f"the dataset has {held_words(context.book, held)}: is that meant?"
    return Decision(reading, Judgement(UNKNOWN, held, None, notes), why, question)


class _Case(NamedTuple):
    """A number that no figure fits: the reading that is judged, the figure it is `held` against, the other readings (`found`),
    and what the words and the neighbours leave open (`lacking`)."""

    context: LookupContext
    best: Decision
    held: Quantity
    found: Sequence[Decision]
    lacking: frozenset[str]

    @property
    def reading(self) -> Reading:
        return self.best.reading

    @property
    def slip(self) -> str:
        return self.best.judgement.slip

    @property
    def is_named_slip(self) -> bool:
        """Whether no later edition explains the difference: the sign, or two of many digits swapped."""
        return self.slip == "sign" or (self.slip == "two digits are swapped" and self.reading.number.digits > 3)

    @property
    def is_of_a_share(self) -> bool:
        return self.held.derivation is not None and self.held.derivation.operation is Operation.PART

    @property
    def is_strange(self) -> bool:
        return is_of_something_else(self.best.judgement)

    @property
    def is_plain(self) -> bool:
        return is_plain(claimed(self.reading), self.best.judgement, self.best.held)


def unsafe(case: _Case) -> str:
    """Why a number that no figure fits cannot be called wrong; "" where it can."""
    return next((why if isinstance(why, str) else why(case) for test, why in _UNSAFE if test(case)), "")


def _foreign(case: _Case) -> list[str]:
    """The other currencies it is told in, where no print is in them."""
    named = [c for c in case.reading.currencies if c != "USD"]
    return [] if any(q.figure is not None and q.figure.unit in named for q in case.best.held) else named


def _estimates(case: _Case) -> list[str]:
    near = [q for q in case.best.held if is_estimate(q) and is_near(claimed(case.reading), q)]
    return [held_words(case.context.book, q) for q in near]


def _is_of_any_investment(case: _Case) -> bool:
    reading = case.reading
    return reading.measure == "fdi" and not reading.bases and not reading.sector and reading.claim != "rank"


def _has_rivals(case: _Case) -> bool:
    """Whether another reading of the same words may fit."""
    others = [o for o in case.found if o is not case.best and o.judgement.verdict != DISAGREES]
    rivals = [o.reading for o in others if not o.reading.problem]
    return any(r.measure != case.reading.measure or r.partner != WORLD or case.is_strange for r in rivals)


def _is_of_the_mirror_alone(case: _Case) -> bool:
    """Whether only the other side has figures, none of which the text names, and the number is not absurd."""
    reading = case.reading
    own = reading.measure not in _ONE_SIDED or reading.claim in ("rank", "share") or named_compilers(reading)
    absurd = case.slip == "scale" and claimed(reading).digits >= 3
    return not own and not absurd and all(q.reporter != reading.reporter for q in case.best.held)


def _mirror_words(case: _Case) -> str:
    name, other = (country(case.context.book, code) for code in (case.held.reporter, case.reading.reporter))
    return f"only figures of {name} are there, which {other} may report otherwise"


def _is_between(case: _Case) -> bool:
    sides = [q.value for q in case.best.held if not is_estimate(q) and q.unit == case.held.unit]
    by_customs = {q.compiler for q in case.best.held} & {*compilers_of("customs")}
    between = bool(sides) and min(sides) < claimed(case.reading).value < max(sides)
    return between and not by_customs and not case.slip


def _is_of_another_source(case: _Case) -> bool:
    """Whether a figure fits of a source that is not named in the sentence itself, but another in its paragraph."""
    reading = case.reading
    if "source" in reading.sure or not reading.compilers:
        return False
    return judge(claimed(reading), evidence(case.context, reading.but(compilers=()))).verdict == AGREES


def _is_of_a_ministry(case: _Case) -> bool:
    named = case.reading.compilers
    return bool({*compilers_of("government")} & {*named}) and case.held.compiler not in named and not case.slip


def _is_counted_otherwise(case: _Case) -> bool:
    """Whether others may count it too; two digits swapped or a wrong scale are a slip whoever counted, and any slip is one
    where the text names who did."""
    reading, slip = case.reading, case.slip in ("two digits are swapped", "scale")
    is_named = bool(case.slip) and case.held.compiler in reading.compilers
    counted = reading.measure not in MEASURED and not is_named and not (slip and reading.number.digits > 3)
    return (counted or reading.part in ("goods", "market")) and reading.claim != "rank"


def _is_for_one(case: _Case) -> bool:
    """Whether a few dollars are set against millions, which is no misprint: "1.64 dollars for every dollar"."""
    own = abs(claimed(case.reading).value)
    return not case.slip and case.reading.number.kind == "money" and own < 1000 < abs(case.held.value) / 1000


def _is_of_others(case: _Case) -> bool:
    return case.reading.measure in LEVELS and case.reading.partner not in (*case.context.book.pair, WORLD)


def _is_of_neither(case: _Case) -> bool:
    reading = case.reading
    return reading.measure in LEVELS and case.context.book.home not in (reading.reporter, reading.partner)


Test = Callable[[_Case], object]
_STRANGE = "its sentence does not say when, and no slip explains so large a difference"
_STRANGE_PAIR = "its sentence does not say of whom, and no slip explains so large a difference"
_TOO_LITTLE = "of other countries the dataset has too little to call a number wrong"
_UNSAFE: tuple[tuple[Test, str | Callable[[_Case], str]], ...] = (
    (_foreign, lambda c: f"it is told in {_currencies(_foreign(c))}; {_CONVERTED}"),
    (lambda c: "pair" in c.lacking and c.reading.partner in (WORLD, ""), "no partner is named"),
    (lambda c: is_estimate(c.held), "the dataset has an estimate of this only, which is not the same series"),
    (_estimates, lambda c: f"it is what an estimate has: {_estimates(c)[0]}"),
    (
        lambda c: c.reading.measure == "fdi" and c.is_of_a_share,
        "the dataset works it out of a printed share, and has no print of it",
    ),
    (_is_of_any_investment, "it does not say whether it is of the stock, the inflow or the approvals of investment"),
    (_is_of_neither, _TOO_LITTLE),
    (lambda c: c.reading.doubts, lambda c: "; ".join(c.reading.doubts)),
    (
        lambda c: c.lacking,
        lambda c: f"it does not say outright {' and '.join(w for k, w in _LACKING.items() if k in c.lacking)}",
    ),
    (lambda c: is_roughly(claimed(c.reading), c.held), "it is given roughly, and lies near what the dataset has"),
    (lambda c: c.slip == "cut off", "its last digit looks cut off, not rounded"),
    (lambda c: c.reading.carried and c.is_strange, _STRANGE),
    (lambda c: "pair" not in c.reading.sure and c.is_strange, _STRANGE_PAIR),
    (_has_rivals, "it may be meant of something else"),
    (_is_for_one, "so small an amount may be of one piece or one dollar"),
    (_is_of_the_mirror_alone, _mirror_words),
    (_is_between, "it lies between what the two sides report"),
    (lambda c: "other" in c.reading.compilers, "the dataset has no figures of the source that is named"),
    (_is_of_another_source, "it is the figure of another source than its paragraph names"),
    (_is_of_a_ministry, "the ministry that is named may count it otherwise than the customs"),
    (_is_counted_otherwise, "other sources may count it otherwise"),
    (lambda c: not c.is_named_slip and not c.is_plain, "the difference is as small as that of two editions"),
    (lambda c: not c.slip and _is_of_others(c), _TOO_LITTLE),
)
"""Each reason not to call a number wrong, with the test for it; the first that holds is told."""
_CONVERTED = "the dataset works that out of dollars only, at average exchange rates"


def _currencies(codes: Sequence[str]) -> str:
    return " and ".join(CURRENCIES.get(c, c) for c in codes)


def _nothing_held(context: LookupContext, option: Decision) -> str:
    reading = option.reading
    if evidence(context, reading.but(currencies=())):
        told = _currencies([c for c in reading.currencies if c in CURRENCIES])
        return f"the dataset has this in another currency only{f', and it is told in {told}' if told else ''}"
    return lacking_words(context, reading)


def wrong_way(context: LookupContext, reading: Reading, compiler: str) -> str:
    """What a compiler's two levels tell against the direction said ("narrowed to"), in words; "" where nothing."""
    period = reading.period
    if not reading.moved or period is None or (period.months == 1 and reading.base is None):
        return ""  # a month may be held against the month before
    base = reading.base or period.year_before
    for line, measure in trade_lines(context, reading):
        now, then = (line.level(measure, p) if line.compiler == compiler else None for p in (period, base))
        if now is not None and then is not None and way_of_change(now, then) == -reading.moved:
            gap = reading.measure in BALANCES
            word = ("narrowed" if gap else "fell") if reading.moved > 0 else ("widened" if gap else "rose")
            return f"but it {word} on {base.label}, against what is said"
    return ""
