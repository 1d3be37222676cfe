"""Sectors: where the money goes that investors bring."""

from __future__ import annotations

from ...model.codes import WORLD
from ...wording.sentences import amount, doubt, nth_largest, period_words, spoken, whose
from ..answer import Answer, carries_out, of_quantity
from ..context import LookupContext
from ..query import Query
from .investment import asked, how, investment_of, print_answer, reported
from .investment_asked import LEVEL, bases, investors
from .rank import words
from .statements import statement_answer


@carries_out("sectors nth peak")
def answer_sectors(context: LookupContext, question: Query, place: int | None = None) -> list[Answer]:
    """Where the money goes: what the central bank says of Japan's, then the shares of all investors together.

    `place` asks for the sector in one place by size.
    """
    zones = "special economic zone" in question.values("topic")
    sector = _ZONES if zones else next(iter(question.values("sector")), "")
    own = [a for who in investors(question)[:1] for a in _in_sector(context, question, who, sector)] if sector else []
    if own or zones:
        return own
    of_japan = any(p.code == context.partner for p in question.places)
    answers = _sectors_of_japan(context, question, sector) if of_japan else []
    if of_japan and sector:
        return [] if question.does("share") else answers  # what all investors have in a sector is not Japan's
    sector = "" if place and question.asks_whether else sector  # "is it the largest": which one is
    concepts = [b for b in bases(question) if b != "projects"] or ["stock", "inflow"]  # no source counts projects so
    for measure in (f"{LEVEL[basis]}{suffix}" for basis in concepts for suffix in ("_share", "")):
        answers += _by_sector(context, question, measure, sector, place)
    return answers


_ZONES = "special-economic-zones"


def _in_sector(context: LookupContext, question: Query, investor: str, sector: str) -> list[Answer]:
    """What one investor has, or was licensed, in a sector."""
    answers = []
    concepts = (LEVEL[b] for b in bases(question)) if investor != WORLD else ()
    for level, measure in ((c, c + suffix) for c in concepts for suffix in ("", "_sector_share")):
        name = context.book.names("sectors")[sector]
        about = f"{investment_of(context, level, investor)}, {name}"
        for q, note in asked(question, reported(context, measure, investor, f"SECTOR:{sector}"), first=True):
            by = f"according to {whose(q.compiler, context.home)}.{doubt(q.figure)}"
            text = f"{about}: {spoken(q)} {period_words(q.period)}, {by}"
            reading = how(context, question, q, f"in {name}; {note}")
            answers.append(of_quantity(context.book, q, text, reading))
    return answers


def _sectors_of_japan(context: LookupContext, question: Query, sector: str) -> list[Answer]:
    """What an organisation, the central bank, says of the sectors Japanese investors choose, or of one that is named."""
    named = (m for m in context.book.mentions if m.kind == "sector")
    sectors = {m.locator for m in named if sector in m.code}
    said = [s for s in context.book.statements if not s.person and s.locator in sectors]
    return [statement_answer(context, question, s) for s in said]


def _by_sector(context: LookupContext, question: Query, measure: str, sector: str, place: int | None) -> list[Answer]:
    codes = context.book.names("sectors")
    figures = [f for c in codes if sector in ("", c) for f in reported(context, measure, WORLD, f"SECTOR:{c}")]
    if sector:
        return [print_answer(context, question, q, note) for q, note in asked(question, figures)]
    found = sorted(asked(question, figures, first=True), key=lambda pair: -pair[0].value)
    if not found:
        return []
    here, read = [q for q, _ in found], found[0][1]
    note = "" if place is None else f"{nth_largest(place)} sector; {read}"
    answers = [print_answer(context, question, q, note) for q in (here[place - 1 : place] if place else ())]
    sizes = (amount(q.value, q.unit, q.interval, q.figure) for q in here)
    each = ", ".join(f"{codes[q.product.partition(':')[2]]} {size}" for q, size in zip(here, sizes, strict=True))
    kind, first = "stock" if "stock" in measure else "inflow", here[0]
    text = (
        f"The {kind} of foreign investment in Cambodia by sector {period_words(first.period)}, all investors: {each}."
    )
    reading = how(context, question, first, f"by sector; {read}")
    figures = [f for q in here for f in q.figures]
    return [*answers, words(context, text, reading, figures, measure, first.period, WORLD)]
