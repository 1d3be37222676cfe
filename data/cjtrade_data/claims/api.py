"""Claim check: a sentence or an article in, a verdict on every number of it out.

>>> report = check_text("Cambodia exported goods worth $237.22 million to Japan in January-February 2024.")
>>> report.claims[0].verdict
'agrees'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..book.book import Book
from ..language.articles.assertions import Assertion
from ..language.articles.passage import LONGEST, paragraphs, readable
from ..language.articles.reading import Reading
from ..language.articles.words import lexicon
from ..lookup.answer import cited, dispute_words
from ..lookup.context import LookupContext, bundled, context_for
from ..model.period import Period
from ..safe_text import safe_text
from ..wording.difference import difference_words, held_words
from .caution import Decision
from .decide import decide
from .reader import Reader
from .statements import Statement, judged
from .verdict import AGREES, DISAGREES, UNKNOWN, Judgement, claimed
from .wording import reading_words

__all__ = ["AGREES", "DISAGREES", "DISPUTED", "MIRRORED", "UNKNOWN", "Report", "Verdict", "check_text"]

DISPUTED, MIRRORED = "disputed", "mirror data"
"""What a reader is told of a number that agrees with a print that other figures leave no room for, and of one that agrees
with the partner's own figure alone."""
MOST_NUMBERS = 1_000
"""Numbers read of a text: a newspaper page has some fifty."""
_UNITS = {
    "percent": "percent",
    "part": "percent",
    "multiple": "percent",
    "points": "percentage points",
    "times": "ratio",
    "rank": "rank",
}
_IS_SOURCE = 8
"""So many numbers that one publication prints, and no other verdict than "agrees" on most, make a text that publication."""


class Verdict(NamedTuple):
    """What the dataset says to one number of a text.

    `words` is the number as written, `value` in base units of `unit` (dollars, per cent, a place), negative where the
    text says it fell. `verdict` is "agrees", "disagrees" or "cannot tell". `difference` is what was claimed less what is
    held, in base units, 0 where the same was printed. `reading` says how the sentence was understood, `held_against` the
    figure in words, `figure` its id (None where worked out), `figures` all it stands on; `status` is "reported",
    "derived" or "estimated"; `source` the ids of the sources and `citation` how to cite them. `note` says what else
    there is to know: what the difference may come of, what another page prints, why nothing can be said. `question` names
    the figure that may be meant, "" where none is near. `against` counts what other publications have against a number
    that agrees, and `disputed` says what other figures leave no room for the print that it agrees with. `mirror` says whose
    own figure it is and how it is valued where only that of the partner agrees: `Japan's own figure, FOB`.
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
    against: int = 0
    disputed: str = ""
    mirror: str = ""

    @property
    def label(self) -> str:
        """The verdict as a reader is told: DISPUTED of a number that is printed so, but disputed, MIRRORED of one that the
        partner prints so."""
        return DISPUTED if self.disputed else MIRRORED if self.mirror else self.verdict


class Report(NamedTuple):
    """The verdicts on a text, in its order; `note` tells where a text was not read to its end, `source` in words which
    publication of the dataset the text is, "" where it is none; `unchecked` is what it says of trade without a number, `stated`
    that of it on which the dataset leaves no doubt."""

    text: str
    claims: tuple[Verdict, ...]
    note: str = ""
    source: str = ""
    unchecked: tuple[Assertion, ...] = ()
    stated: tuple[Statement, ...] = ()


def check_text(text: str, book: Book | None = None, date: str = "") -> Report:
    """Hold every number of a sentence or an article against the dataset; never raises for what a text holds.

    `date` is the day the text was written, as 2024-03-25, which makes "this year" and "last year" definite. Raises
    ValueError for a date that is none, BookError where a table is damaged.
    """
    written = Period.parse(date[:7]) if date else None
    context = context_for(book or bundled())
    whole, cut = readable(text)
    decisions: list[Decision] = []
    reader = Reader(lexicon(context.book), written, context.book.pair)
    for sentences in paragraphs(whole):
        readings = list(reader.paragraph(sentences))
        decisions += decide(context, readings)
        if len(decisions) > MOST_NUMBERS:
            break
    claims = tuple(_verdict(context, d) for d in decisions[:MOST_NUMBERS])
    read = f"{MOST_NUMBERS:,} numbers" if len(decisions) > MOST_NUMBERS else f"{LONGEST:,} characters" if cut else ""
    note = f"only the first {read} were read" if read else ""
    said = [(each, judged(context, each, readings)) for each, readings in reader.assertions[:MOST_NUMBERS]]
    unchecked, stated = tuple(a for a, told in said if told is None), tuple(t for _, t in said if t is not None)
    return Report(safe_text(text[:LONGEST]), claims, note, safe_text(_source(context, claims)), unchecked, stated)


def _source(context: LookupContext, claims: Sequence[Verdict]) -> str:
    """Which publication a text is, with what others contradict in it; "" where it is none of the dataset's."""
    sources = context.book.sources
    told = [c for c in claims if c.verdict == AGREES]
    pages = Counter(page for c in told for page in {sources[s].url for s in c.source.split() if s in sources} if page)
    page, matching = next(iter(pages.most_common(1)), ("", 0))
    if matching < max(_IS_SOURCE, 0.8 * len(told)) or len(told) < 0.9 * len(claims):
        return ""
    own = next(s for s in sources.values() if s.url == page)
    contrary = sum(c.against > 0 for c in told)
    name = ", ".join(p for p in (own.title and f'"{own.title}"', own.publisher, own.published) if p)
    also = f"; {contrary} conflict{'s' if contrary == 1 else ''} with other publications" if contrary else ""
    return f"This text is one of the sources of the dataset ({name}): {len(told)} numbers match it{also}."


def _verdict(context: LookupContext, decision: Decision) -> Verdict:
    reading, stands = decision.reading, decision.judgement
    held, claim = stands.held, claimed(reading)
    dispute = dispute_words(context.book, held) if held is not None and stands.verdict != UNKNOWN else ""
    disputed, doubts = dispute if stands.verdict == AGREES else "", dispute.removesuffix(".")
    made = "is printed so" if held is not None and held.figure is not None else "can be worked out so"
    but = f"it {made}, but disputed: {doubts}" if disputed else ""
    if doubts and not disputed:
        but = f"what it is held against is disputed too: {doubts}"
    return Verdict(
        words=safe_text(reading.number.words),
        value=float(claim.value),
        unit=_unit(reading, stands),
        verdict=stands.verdict,
        difference=None if stands.difference is None else float(stands.difference),
        reading=safe_text(reading_words(context, reading)),
        figure=held.figure.id if held is not None and held.figure is not None else None,
        held_against=held_words(context.book, held) if held is not None else "",
        status=held.status if held is not None else "",
        source=" ".join(dict.fromkeys(f.source for f in held.figures)) if held is not None else "",
        note=safe_text("; ".join(dict.fromkeys(n for n in (but, *_notes(decision)) if n))),
        sentence=reading.sentence,
        citation=cited(context.book, held.figures) if held is not None else "",
        figures=tuple(f.id for f in held.figures) if held is not None else (),
        question=safe_text(decision.question),
        against=len(stands.against),
        disputed=disputed,
        mirror=decision.mirror,
    )


def _notes(decision: Decision) -> Iterator[str]:
    stands = decision.judgement
    if stands.difference and stands.held is not None and stands.verdict == DISAGREES:
        yield difference_words(stands.difference, stands.held) if stands.slip not in ("scale", "sign") else ""
    yield from (decision.note, *stands.notes) if decision.mirror else (*stands.notes, decision.note)
    if decision.question != decision.note:
        yield decision.question
    yield from decision.reading.notes


def _unit(reading: Reading, stands: Judgement) -> str:
    number = reading.number
    if number.kind in _UNITS:
        return _UNITS[number.kind]
    return number.unit or (stands.held.unit if stands.held is not None else "USD" if number.kind == "money" else "")
