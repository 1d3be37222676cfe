"""Decisions: a verdict on each number of a paragraph, where its neighbours that agree may confirm pair, period and source.

A number agrees where a figure fits and no cue contradicts. It is called wrong only where measure, pair and period are said
outright or confirmed, the figure is of the side that the text speaks of, and a slip is named or the difference is plain.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..derivation.comparisons import way_of_change
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.quantity import Quantity
from ..derivation.slips import overlap
from ..language.articles.reading import WITH_ALL, Reading
from ..lookup.context import LookupContext
from ..model.codes import BALANCES, LEVELS, WORLD
from ..model.period import Period
from ..wording.difference import held_words
from ..wording.sentences import possessive
from .caution import ONE_SIDED, Case, Decision, in_words, unsafe
from .evidence import (
    evidence,
    lacking_words,
    latest_ranks,
    named_compilers,
    printed_alike,
    printed_elsewhere,
    trade_lines,
)
from .verdict import AGREES, DISAGREES, UNKNOWN, Judgement, claimed, in_its_currency, judge, meant

_ALL = frozenset({"measure", "pair", "period"})


def decide(context: LookupContext, paragraph: Sequence[Sequence[Reading]]) -> list[Decision]:
    """The decisions on the numbers of a paragraph, in order."""
    options = [[_judged(context, r) for r in readings] for readings in paragraph]
    agreed = [next((o for o in found if o.judgement.verdict == AGREES), None) for found in options]
    for k, found in enumerate(options):
        same = [o for o in agreed if o is not None and o.reading.sentence == found[0].reading.sentence]
        if agreed[k] is None and (dated := _dated_beside(context, found, same)):
            options[k], agreed[k] = dated, dated[0]
    made = []
    for k, (found, yes) in enumerate(zip(options, agreed, strict=True)):
        own = found[0].reading.sentence
        near = [o for j, o in enumerate(agreed) if o is not None and (j < k or o.reading.sentence == own)]
        votes = [o.reading for o in near if yes is None or o.reading is not yes.reading]
        others = [o for j, o in enumerate(agreed) if o is not None and j != k]
        if yes is not None and _is_enough(yes, votes) and not _is_of_the_other_side(yes, others):
            made.append(yes)
        else:
            beside = [o.judgement.held for o in near if o is not yes and o.reading.measure in LEVELS]
            whose = frozenset(q.compiler for q in beside if q is not None)
            before = made[-1] if made and made[-1].judgement.verdict != AGREES else None
            made.append(_refused(context, found, votes, yes, whose, before))
    return made


def _dated_beside(context: LookupContext, found: Sequence[Decision], beside: Sequence[Decision]) -> list[Decision]:
    """The decisions on an amount of investment without a time that agrees at that of another, without one too, beside it:
    "153 projects worth 2.9 billion dollars"; none where it does not."""
    first, told = found[0].reading, [o.judgement.held for o in beside if o.reading.period is None]
    times = {q.period for q in told if q is not None} if first.measure == "fdi" and first.period is None else set()
    made = [_judged(context, o.reading.but(period=p)) for p in times for o in found]
    return made if made and made[0].judgement.verdict == AGREES else []


def _lacking(reading: Reading, votes: Sequence[Reading]) -> frozenset[str]:
    """Which of measure, pair and period neither the words say outright nor the `votes` confirm: the numbers that agree, of
    the same sentence and of those before it in the paragraph."""
    periods = {p for r in votes if r.period is not None for p in (r.period, r.base or r.period.year_before)}
    found, period = set(reading.sure), reading.period
    at_home = "investor" in reading.sure and any(r.measure == "fdi" for r in votes)
    if at_home or _pair(reading) in map(_pair, votes):
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


def _tells(vote: Reading, reading: Reading) -> bool:
    """Whether a number tells of what another is: a level, or the rate right before it, "by 22.9 per cent to 276 million"."""
    led = vote.claim == "growth" and reading.claim == "level" and not reading.number.base
    return vote.claim == "level" or (led and 0 < reading.number.start - vote.number.end <= 2)


def _is_of_the_same(reading: Reading, vote: Reading) -> bool:
    """Whether a number that agrees is of the same measure and pair, in the same sentence."""
    own, other = ((r.sentence, r.measure, _pair(r)) for r in (reading, vote))
    return own == other


def _is_told_alike(reading: Reading, vote: Reading) -> bool:
    """Whether it is of the same period too."""
    return _is_of_the_same(reading, vote) and reading.period is not None and reading.period == vote.period


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
    found = judge(claimed(reading), held, named_compilers(reading))
    if found.verdict != AGREES or found.held is None:
        own = tuple(q for q in held if q.reporter == reading.reporter)
        is_of_one = reading.measure not in BALANCES and not named_compilers(reading)
        if found.verdict == DISAGREES and own and is_of_one:
            found = judge(claimed(reading), own)  # however near to the other side's figure it is
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
    if (
        reading.measure not in ONE_SIDED
        or reading.claim == "rank"
        or held.reporter == reading.reporter
        or held.compiler in named_compilers(reading)
    ):
        return ""
    valued = {f.valuation for f in held.figures if f.valuation}
    return ", ".join([f"{possessive(held.reporter)} own figure", *(valued if len(valued) == 1 else ())])


def _undated(context: LookupContext, reading: Reading) -> Decision:
    """A number without a period: the dataset can only say whether it has printed it, and when."""
    claim = claimed(reading)
    ranks = latest_ranks(context, reading) if reading.claim == "rank" else []
    if ranks:
        latest, found = min(((r, judge(claim, [r])) for r in ranks), key=lambda of: of[1].verdict == AGREES)
        dated = reading.but(period=latest.period, notes=())
        note = f"no period given: held against the latest there is, {latest.period.label}"
        dated = dated.surely("period") if found.verdict == AGREES else dated.doubting("it does not say when")
        return Decision(dated, found, note, held=tuple(ranks))
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
    context: LookupContext,
    found: Sequence[Decision],
    votes: Sequence[Reading],
    yes: Decision | None,
    beside: frozenset[str],
    before: Decision | None = None,
) -> Decision:
    """A number that no figure fits, or one too weakly: wrong, or a question, or why nothing can be said."""
    known = [o for o in found if o.judgement.held is not None]
    beside_it = (o for o in known if any(_is_told_alike(o.reading, vote) for vote in votes))
    best = yes or next(beside_it, known[0] if known else found[0])
    held, reading = best.judgement.held, best.reading
    if held is None:
        same = printed_alike(context, reading)
        question = f"the dataset has {held_words(context.book, same)}: is that meant?" if same is not None else ""
        return Decision(reading, Judgement(UNKNOWN), best.note or _nothing_held(context, best), question)
    if yes is None and best.judgement.verdict == DISAGREES:
        follows = best.reading.carried
        best, found, told = _confirmed(best, found, votes)
        reading = best.reading
        level = before.reading if before is not None and before.reading.claim == "level" else None
        astray = level is not None and reading.claim == "growth" and _is_told_alike(reading, level)
        why = unsafe(Case(context, best, held, found, _lacking(reading, votes), beside, told, astray))
        if not why:
            slipped = bool(best.judgement.slip)
            elsewhere = None if slipped else meant(claimed(reading), printed_elsewhere(context, reading))
            note = f"that is the figure of {elsewhere[0]}" if elsewhere is not None else ""
            if not note or not follows:
                return best._replace(note=note or best.note, question=note)
            why = note
    elif yes is not None and yes.mirror and _is_enough(yes, votes):
        own = next(q for q in yes.held if q.reporter == reading.reporter)
        said = f"{possessive(reading.reporter)} own is {held_words(context.book, own)}"
        return Decision(reading, Judgement(UNKNOWN, held), f"it is {yes.mirror}; {said}")
    else:
        why = best.note if yes is None else "the words leave open what it is of"
    notes = best.judgement.notes if best.judgement.verdict == UNKNOWN else ()
    # of all countries, where none is named, a figure that differs is none that may be meant
    meant_so = yes is not None or reading.partner != WORLD or "pair" in reading.sure
    question = f"the dataset has {held_words(context.book, held)}: is that meant?" if meant_so else ""
    return Decision(reading, Judgement(UNKNOWN, held, None, notes), why, question)


def _confirmed(
    best: Decision, found: Sequence[Decision], votes: Sequence[Reading]
) -> tuple[Decision, Sequence[Decision], bool]:
    """A number and its readings with what the numbers confirm that agree, and whether one of them is told of the very same."""
    reading = best.reading
    alike = [v for v in votes if _tells(v, reading) and v.number.digits >= 3 and _is_told_alike(reading, v)]
    claim = (reading.claim, reading.reporter, reading.number.unit)
    told = any((v.claim, v.reporter, v.number.unit) == claim for v in alike)
    if alike and not told:
        doubts = tuple(d for d in reading.doubts if d != WITH_ALL)
        reading = reading.surely("pair", "period").but(carried=False, doubts=doubts)
        found = [o for o in found if o is best or o.reading.measure != reading.measure]
    if reading.number.base and any(_is_of_the_same(reading, vote) for vote in votes):
        found = [o for o in found if o.reading.measure == reading.measure]
    if any(_goes_on_with(reading, vote) for vote in votes):
        reading = reading.but(carried=False)
    amounts = {(v.number.unit, v.number.value) for v in votes if v.claim == "level" and _is_told_alike(reading, v)}
    if reading.claim == "growth" and len(amounts) > len({unit for unit, _ in amounts}):
        reading = reading.doubting("it may be how far two amounts of one time are apart")
    made = best._replace(reading=reading)
    return made, [made if o is best else o for o in found], told


def _goes_on_with(reading: Reading, vote: Reading) -> bool:
    """ "Exports rose 12 per cent in 2025. Imports rose 27 per cent.": the rate of another flow of the same two, at its time."""
    own, other = ((r.claim, _pair(r), r.period, r.base) for r in (reading, vote))
    return own == other and reading.claim == "growth" and reading.measure != vote.measure


def _nothing_held(context: LookupContext, option: Decision) -> str:
    reading = option.reading
    if evidence(context, reading.but(currencies=())):
        told = in_words([c for c in reading.currencies if c in CURRENCIES])
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
