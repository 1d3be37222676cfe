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
    """How a number was read: `growth of exports, Cambodia to Japan, Jan-Feb 2024 on Jan-Feb 2023`."""
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
    if reading.period is not None:
        base = (
            f" on {(reading.base or reading.period.year_before).label}" if reading.claim in ("growth", "step") else ""
        )
        parts.append(reading.period.label + base)
    return ", ".join(p for p in parts if p)


def _pair(context: LookupContext, reading: Reading) -> str:
    reporter, partner = (country(context.book, c) if c else "" for c in (reading.reporter, reading.partner))
    if reading.measure == "fdi":
        return f"from {partner or 'somebody'} in {reporter}"
    if reading.claim == "rank":
        return f"{partner} among partners of {reporter}"
    if not partner or reading.measure not in LEVELS:
        return reporter
    return f"{reporter} {_LINKS.get(reading.measure, 'with')} {partner}"
