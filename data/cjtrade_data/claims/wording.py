"""Wording: how a number was read."""

from __future__ import annotations

from ..language.articles.reading import Reading
from ..lookup.context import LookupContext
from ..model.codes import LEVELS
from ..wording.sentences import country
from ..wording.titles import product_name

_LINKS = {"exports": "to", "imports": "from"}
_LEADS = {
    "growth": "growth of ",
    "step": "change of ",
    "rank": "rank by ",
    "ratio": "ratio of ",
    "average": "monthly average of ",
}


def reading_words(context: LookupContext, reading: Reading) -> str:
    """How a number was read: `Jan-Feb 2024 y/y: growth of exports, Cambodia to Japan`. The period stands first, so
    that a narrow screen has it."""
    if not reading.measure:
        return "not read"
    measure = {"fdi": "direct investment"}.get(reading.measure) or context.measures[reading.measure].lower()
    if reading.part:
        of = {"pair": "the trade of the two", "fdi": "all investment"}.get(reading.part, f"all {measure}")
        of = {"goods": f"goods in {measure}", "market": f"all {measure} of goods"}.get(reading.part, of)
        measure = f"share of {measure} in {of}" if reading.part == "pair" else f"share of {of}"
    concepts = [
        *reading.bases,
        *(
            product_name(context.book, p).partition(";")[0]
            for p in (reading.sector if ":" in reading.sector else reading.product).split()
        ),
    ]
    parts = [_LEADS.get(reading.claim, "") + measure + (f" ({', '.join(concepts)})" if concepts else "")]
    if reading.reporter or reading.partner:
        parts.append(_pair(context, reading))
    told = ", ".join(p for p in parts if p)
    if reading.period is None:
        return told
    base = ""
    if reading.claim in ("growth", "step"):
        base = " y/y" if reading.base in (None, reading.period.year_before) else f" on {reading.base.label}"
    return f"{reading.period.label}{base}: {told}"


def _pair(context: LookupContext, reading: Reading) -> str:
    reporter, partner = (country(context.book, c) if c else "" for c in (reading.reporter, reading.partner))
    if reading.measure == "fdi":
        return f"from {partner or 'somebody'} in {reporter}"
    if reading.claim == "rank":
        return f"{partner} among partners of {reporter}"
    if not partner or reading.measure not in LEVELS:
        return reporter
    return f"{reporter} {_LINKS.get(reading.measure, 'with')} {partner}"
