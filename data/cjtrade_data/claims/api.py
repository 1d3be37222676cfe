"""Claim check: a sentence or an article in, a verdict on every number of it out.

>>> report = check_text("Cambodia exported goods worth $237.22 million to Japan in January-February 2024.")
>>> report.claims[0].verdict
'agrees'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..book.book import Book
from ..derivation.exchange_rates import CURRENCIES
from ..derivation.fixpoint import LEVELS
from ..derivation.quantity import Quantity
from ..lookup.answer import cited
from ..lookup.context import LookupContext, bundled, desk_for
from ..safe_text import safe_text
from .evidence import candidates, elsewhere, latest_rank
from .parser import ParsedClaim, read
from .sentences import LONGEST, readable
from .verdict import AGREES, DISAGREES, UNKNOWN, Claimed, Judgement, claimed, close, judge, meant
from .wording import difference_words, held_words, reading_words
from .wrong_direction import wrong_direction

__all__ = ["AGREES", "DISAGREES", "UNKNOWN", "VERDICTS", "Report", "Verdict", "check_text"]

VERDICTS = (DISAGREES, AGREES, UNKNOWN)
MOST_NUMBERS = 1_000
"""Numbers read of a text: a newspaper page has some fifty."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the book says to one number of a text.

    `words` is the number as written, `value` in base units of `unit` (dollars, per cent, a place), negative where the
    text says it fell. `verdict` is "agrees", "disagrees" or "cannot tell". `difference` is what was claimed less what is
    held, in base units, 0 where the same was printed. `reading` says how the sentence was understood, `held_against` the
    figure in words, `figure` its id (None where worked out), `figures` all it stands on; `status` is "reported",
    "derived" or "estimated"; `source` the ids of the sources and `citation` how to cite them. `note` says what else
    there is to know: what the difference may come of, what another page prints, why nothing can be said. `question` names
    the figure that may be meant instead, "" where none is near.
    """

    words: str
    value: float
    unit: str
    verdict: str
    difference: float | None
    reading: str
    figure: str | None
    held_against: str
    status: str
    source: str
    note: str
    sentence: str = ""
    citation: str = ""
    figures: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The verdicts on a text, in its order; `note` tells where a text was not read to its end."""

    text: str
    claims: tuple[Verdict, ...]
    note: str = ""


def check_text(text: str, book: Book | None = None) -> Report:
    """Hold every number of a sentence or an article against the book; never raises for what a text holds.

    Raises BookError where a table is damaged.
    """
    context = desk_for(book or bundled())
    whole, cut = readable(text)
    readings = list(islice(read(whole, context.vocabulary), MOST_NUMBERS + 1))
    claims = tuple(_verdict(context, reading) for reading in readings[:MOST_NUMBERS])
    note = f"only the first {LONGEST:,} characters were read" if cut else ""
    if len(readings) > MOST_NUMBERS:
        note = f"only the first {MOST_NUMBERS:,} numbers were read"
    return Report(safe_text(text[:LONGEST]), claims, note)


def _verdict(context: LookupContext, reading: ParsedClaim) -> Verdict:
    claim = claimed(reading)
    if reading.problem or reading.claim == "unread":
        return _told(context, reading, claim, Judgement(UNKNOWN), reading.problem)
    if reading.period is None:
        return _undated(context, reading, claim)
    held = candidates(context, reading)
    stands = judge(claim, held)
    if stands.verdict != AGREES and not reading.topic.partner_named and reading.sides.partner != "WLD":
        everybody = _with_everybody(context, reading)
        other = judge(claim, candidates(context, everybody))
        if other.verdict == AGREES:
            return _told(context, everybody, claim, other, "no partner said: it is that of all countries")
    if stands.verdict == UNKNOWN and stands.held is None:
        in_any = held or candidates(context, replace(reading, currencies=()))
        return _told(context, reading, claim, stands, _nothing_held(reading, bool(in_any)))
    foreign = [c for c in reading.currencies if c != "USD"]
    if foreign and stands.verdict == DISAGREES and not any(_is_printed_in(foreign, q) for q in held):
        names = _names(foreign)
        note = f"it is told in {names}; the book works that out of dollars only, at average exchange rates"
        return _told(context, reading, claim, Judgement(UNKNOWN, stands.held), note)
    note = wrong_direction(context, reading, stands.held.compiler) if stands.held is not None and not foreign else ""
    if note and stands.verdict == AGREES:
        return _told(context, reading, claim, Judgement(UNKNOWN, stands.held), f"the level is the one printed, {note}")
    meant_for = ""
    if stands.verdict == DISAGREES and not stands.notes:
        meant_for = meant(claim, elsewhere(context, reading))
        unsettled = _not_comparable(reading, stands)
        if unsettled in (_ESTIMATE, _ANY_INVESTMENT) or (unsettled and not meant_for):
            stands = Judgement(UNKNOWN, stands.held)
        note = unsettled if stands.verdict == UNKNOWN else meant_for
    told = _told(context, reading, claim, stands, note)
    return replace(told, question=safe_text(meant_for)) if stands.verdict == DISAGREES else told


_ESTIMATE = "the book has an estimate of this only, which is not the same series"
_ANYBODY = "no partner is named, and this is far from the figure with Japan: what it is of is not known"
_ANY_INVESTMENT = "it does not say whether it is of the stock, the inflow or the approvals of investment"


def _not_comparable(reading: ParsedClaim, stands: Judgement) -> str:
    """Why a difference says nothing: another series, or quite another thing."""
    held = stands.held
    assert held is not None and stands.difference is not None
    if held.status == "estimated" or (held.figure is None and any(f.status == "estimated" for f in held.figures)):
        return _ESTIMATE
    topic = reading.topic
    if topic.measure == "fdi" and not topic.bases and not topic.products and reading.claim != "rank":
        return _ANY_INVESTMENT
    far = held.unit != "percent" and abs(stands.difference) * 2 > abs(held.value)
    return _ANYBODY if far and not topic.partner_named and held.measure in LEVELS else ""


def _with_everybody(context: LookupContext, reading: ParsedClaim) -> ParsedClaim:
    sides = reading.sides._replace(reporter=context.home, partner="WLD")
    return replace(reading, topic=replace(reading.topic, sides=sides))


def _undated(context: LookupContext, reading: ParsedClaim, claim: Claimed) -> Verdict:
    """A number without a period: the book can only say whether it has printed it, and when."""
    if reading.claim == "level" and not claim.mention.hedge and _digits(claim) >= 3:
        for what, held in elsewhere(context, reading):
            stands = judge(claim, [held])
            if stands.verdict == AGREES and close(claim, held):
                note = f"no period said; it is the figure of {what}"
                return _told(context, reading, claim, stands, note)
    if reading.claim == "rank":
        latest = latest_rank(context, reading)
        if latest is not None:
            note = f"no period said: held against the latest there is, {latest.period.label}"
            return _told(context, replace(reading, period=latest.period), claim, judge(claim, [latest]), note)
    return _told(context, reading, claim, Judgement(UNKNOWN), "it does not say when")


def _digits(claim: Claimed) -> int:
    return len(str(abs(int(claim.value / claim.mention.step))))


def _is_printed_in(currencies: Sequence[str], held: Quantity) -> bool:
    """Whether it is a figure printed in one of some currencies, or the growth that was printed with it."""
    return held.figure is not None and held.figure.unit in currencies


def _names(currencies: Sequence[str]) -> str:
    return " and ".join(CURRENCIES.get(c, c) for c in currencies)


def _nothing_held(reading: ParsedClaim, other_unit: bool) -> str:
    when = reading.period.label if reading.period is not None else ""
    if other_unit:
        told = _names(reading.currencies)
        return f"the book has this in another currency only{f', and it is told in {told}' if told else ''}"
    return f"the book has no figure of this, {when}" if when else "the book has no figure of this"


def _told(context: LookupContext, reading: ParsedClaim, claim: Claimed, stands: Judgement, note: str) -> Verdict:
    held = stands.held
    notes = [*stands.notes, note, *reading.notes]
    if stands.difference and stands.verdict == DISAGREES and held is not None and not stands.slip:
        notes.insert(0, difference_words(stands.difference, held))
    return Verdict(
        words=safe_text(reading.mention.words),
        value=float(claim.value),
        unit=_unit(reading, held),
        verdict=stands.verdict,
        difference=None if stands.difference is None else float(stands.difference),
        reading=reading_words(context, reading),
        figure=held.figure.id if held is not None and held.figure is not None else None,
        held_against=held_words(context, held) if held is not None else "",
        status=held.status if held is not None else "",
        source=" ".join(dict.fromkeys(f.source for f in held.figures)) if held is not None else "",
        note=safe_text("; ".join(dict.fromkeys(n for n in notes if n))),
        sentence=reading.sentence,
        citation=cited(context.book, held.figures) if held is not None else "",
        figures=tuple(f.id for f in held.figures) if held is not None else (),
    )


def _unit(reading: ParsedClaim, held: Quantity | None) -> str:
    return reading.mention.unit or (held.unit if held is not None else "USD" if reading.mention.kind == "money" else "")
