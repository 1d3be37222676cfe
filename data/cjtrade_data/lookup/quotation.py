"""Quotation: whether a number may be quoted, and what must be said with it."""

from __future__ import annotations

from collections.abc import Sequence

from ..derivation.disputes import is_disputed
from ..derivation.exchange_rates import amount_behind, rates_behind
from ..derivation.quantity import Quantity
from ..wording.rates import rate_words
from ..wording.sentences import bounds_words, figures_of, spoken, whose
from .answer import Answer
from .context import LookupContext


def how_to_quote(context: LookupContext, quantity: Quantity, others: Sequence[Answer]) -> str:
    """One or two sentences: as printed, as worked out, as an estimate or as a limit; and on what terms."""
    words = [_as_what(quantity)]
    if is_disputed(context.book, quantity):
        words = [
            f"Only with the remark that it is disputed; printed, after {whose(quantity.compiler, quantity.reporter)}."
        ]
    if any(_apart(quantity, other) for other in others):
        words.append("Others give other numbers (below): name whose this is.")
    terms = dict.fromkeys(context.book.sources[f.source].terms.rstrip(".") for f in quantity.figures)
    return " ".join([*words, *(f"{t}." for t in terms if t)])


def _apart(quantity: Quantity, other: Answer) -> bool:
    """Whether the two differ by more than their rounding."""
    above = other.low is not None and other.low > quantity.interval.high
    return above or (other.high is not None and other.high < quantity.interval.low)


def _as_what(quantity: Quantity) -> str:
    name = whose(quantity.compiler, quantity.reporter)
    if quantity.is_converted:
        return f"As converted, not as printed: from {_what(amount_behind(quantity))} at {_rates(quantity)}{bounds_words(quantity)}."
    if quantity.is_open:
        return f"Only as a limit, after {name}: no number was printed."
    if quantity.status == "estimated":
        return f"As an estimate, by {name}; not as a reported figure."
    if quantity.status == "derived":
        worked = figures_of(quantity.compiler, quantity.reporter)
        if quantity.derivation is not None and any(q.is_converted for q in quantity.derivation.inputs):
            worked = f"{worked}, converted"
        return f"As worked out from {worked}, not as printed{bounds_words(quantity)}."
    return f"Yes, as printed, after {name}."


def _what(behind: Quantity) -> str:
    """The printed amount that was converted, with its figure; or one that was worked out itself."""
    if behind.figure is None:
        return f"{spoken(behind)}, worked out from {figures_of(behind.compiler, behind.reporter)},"
    return f"the {spoken(behind)} of {whose(behind.compiler, behind.reporter)} (figure {behind.figure.id})"


def _rates(quantity: Quantity) -> str:
    return " and ".join(map(rate_words, rates_behind(quantity)))
