"""Product numbers: what was worked out of a split by product group, as sentences."""

from __future__ import annotations

import re

from ...book.code_lists import classifications
from ...derivation import products
from ...derivation.products import ADVANTAGE, CONCENTRATION, MARKET_SHARE, NATIONAL_RATIO, OF_APPAREL, SHARE
from ...derivation.quantity import Quantity, printed
from ...model.codes import growth_measure
from ...model.figure import Figure
from ...model.reference import Reference
from ...wording.rounding import plain_number
from ...wording.sentences import (
    NOTE,
    alike,
    amount,
    bounds_words,
    figures_of,
    growth_words,
    note_sentence,
    period_words,
    spoken,
    whose,
)
from ...wording.titles import product_name, small
from ..answer import Answer, of_quantity
from ..context import LookupContext
from ..query import Query


def answer(context: LookupContext, question: Query, reference: Reference) -> Answer:
    """The number that a reference with a product names. Raises KeyError where the figures do not give it."""
    quantity = products.referred_to(context.book, reference)
    if quantity is None:
        raise KeyError(str(reference))
    return said(context, question, quantity, reference)


def label(context: LookupContext, product: str) -> str:
    """`clothing (WTO product group)`, `vehicles ... (HS 87)`."""
    system, _, code = product.partition(":")
    known = classifications()[system]
    name = context.book.names(known.table).get(code, "" if known.numbered else code)
    if not name:
        return f"{system} {code}"
    name = small(name if len(name) < 60 else name[:57].rsplit(" ", 1)[0] + " ...")
    return f"{name} ({system} {code})" if known.numbered else f"{name} ({known.spoken})"


_WHOLES = {SHARE["exports"]: "exports to", SHARE["imports"]: "imports from", OF_APPAREL: "imports of apparel from"}
PRINTED = ("exports", "imports", *_WHOLES)
"""What sources print of a product group in a flow: the measures that `good_answer` is for."""


def good_answer(context: LookupContext, question: Query, figure: Figure, note: str, word: str = "") -> Answer:
    """One figure of a product group, which may be wider than the good `word`."""
    q = printed(figure)
    goods = label(context, figure.product)
    owner, other = context.name(figure.reporter), context.name(figure.partner)
    joint = {"exports": "exports of", "imports": "imports of"}.get(figure.measure)
    if joint is not None:
        text = f"{owner}'s {joint} {goods} {'to' if figure.measure == 'exports' else 'from'} {other} came to {spoken(q)} {period_words(q.period)}"
    else:
        flow = _WHOLES[figure.measure]
        text = f"{goods} made up {spoken(q)} of {owner}'s {flow} {other} {period_words(q.period)}"
    by = {"estimated": "by", "derived": "worked out from"}.get(q.status, "according to")
    text += f", {by} {(figures_of if q.status == 'derived' else whose)(q.compiler, q.reporter)}."
    is_wider = word and not re.search(rf"{re.escape(word)}(?![-0-9])", goods.lower())
    text += f" That group is wider than {word}." if is_wider else ""
    source = context.book.sources[figure.source]
    notes = (note_sentence(figure.note), source.note if q.status == "estimated" else "")
    text += "".join(f"{NOTE}{told}" for told in notes if told)
    about = f"{figure.measure.replace('_', ' ')} of {goods}, {owner} with {other}, {q.period.label}"
    how = question.read_as(about, f"whose: {q.compiler}", note)
    return of_quantity(context.book, q, text, how)


def said(context: LookupContext, question: Query, quantity: Quantity, reference: Reference) -> Answer:
    """A number of a split as a sentence, with the parts it was made of and whose figures they are."""
    flow = next(f for f in SHARE if reference.measure in _measures(f))
    words = _Words(context, quantity, flow, reference)
    text = _SENTENCES[_measures(flow).index(reference.measure)].format(w=words)
    how = question.read_as(
        f"{reference.measure.replace('_', ' ')}, {quantity.period.label}", f"whose: {reference.compiler}"
    )
    return of_quantity(
        context.book, quantity, f"{text}, worked out from {figures_of(quantity.compiler, quantity.reporter)}.", how
    )


def _measures(flow: str) -> tuple[str, ...]:
    return (
        flow,
        growth_measure(flow),
        SHARE[flow],
        MARKET_SHARE[flow],
        ADVANTAGE[flow],
        CONCENTRATION[flow],
        NATIONAL_RATIO[flow],
    )


class _Words:
    """What the sentences are made of."""

    def __init__(self, context: LookupContext, quantity: Quantity, flow: str, reference: Reference) -> None:
        self.quantity, self.flow = quantity, flow
        self.when = period_words(quantity.period)
        self.number = amount(quantity.value, quantity.unit, quantity.interval)
        goods = product_name(context.book, reference.product)
        self.goods = goods if goods[:2].isupper() else goods[:1].lower() + goods[1:]
        self.with_world = f"{'to' if flow == 'exports' else 'from'} the world"
        self.owner, self.other = context.name(reference.reporter), context.name(reference.partner)
        self.flow_of = f"{self.owner}'s {flow} {'to' if flow == 'exports' else 'from'} {self.other}"

        self.said, self.bounds = spoken(quantity), bounds_words(quantity)
        self.moved = f"went {growth_words(quantity.value, self.number)}" if quantity.value else "were unchanged"
        self.index, self.groups = plain_number(quantity.value, 3), len(quantity.figures)

    @property
    def parts(self) -> list[str]:
        made = self.quantity.derivation
        return alike(made.inputs) if made is not None else []


_SENTENCES = (
    "{w.flow_of} came to {w.said} {w.when} in {w.goods} together{w.bounds}",
    "{w.flow_of}, {w.goods}, {w.moved} {w.when}, from {w.parts[1]} to {w.parts[0]}",
    "{w.goods} made up {w.number} of {w.flow_of} {w.when}, {w.parts[0]} of {w.parts[1]}",
    "{w.other} had {w.number} of {w.owner}'s {w.flow} of {w.goods} {w.when}, {w.parts[0]} of {w.parts[1]}",
    "the share of {w.goods} in {w.flow_of} was {w.number} times its share in {w.owner}'s {w.flow} {w.with_world} {w.when} "
    "({w.parts[0]} over {w.parts[1]}): the revealed comparative advantage",
    "the concentration of {w.flow_of} by product (HHI, 0 to 1) was {w.index} {w.when}, the sum of the squared shares of "
    "{w.groups} groups",
    "{w.flow_of}, {w.goods} together, came to {w.number} times its own total {w.when}, {w.parts[0]} over {w.parts[1]}",
)
"""In the order of `_measures`."""
