"""Measure sentence: a figure of any measure beside trade and investment as a sentence."""

from __future__ import annotations

from ...book.code_lists import compilers
from ...derivation.aid import PROJECT, agreement_of
from ...derivation.quantity import Quantity
from ...model.codes import WORLD
from ...wording.sentences import ONLY_THE_YEAR, note_sentence, period_words, spoken, whose
from ...wording.titles import product_name
from ..answer import Answer, of_quantity
from ..context import LookupContext
from ..query import Query


def measure_answer(context: LookupContext, question: Query, q: Quantity, note: str) -> Answer:
    assert q.figure is not None
    about, what = measure_words(context, q.measure, q.reporter, q.partner, q.product)
    if q.product.startswith(PROJECT):
        title = agreement_of(context.book, q.figure).title
        about, what = (f"{words.partition(' for ')[0]} for {title}" for words in (about, what))
    moment = f"in {q.period.year}" if ONLY_THE_YEAR in q.figure.note else period_words(q.period)
    text = f"{about}: {spoken(q)} {moment}, according to {counted_by(context, q.compiler, q.reporter)}."
    is_sentence = q.figure.note.endswith(".")
    text += f" Note: {note_sentence(q.figure.note)}" if is_sentence else ""
    read = question.named_as if q.product.startswith(PROJECT) else question.read_as
    how = read(f"{what}, {q.period.label}", f"whose: {q.compiler}", "" if is_sentence else q.figure.note, note)
    return of_quantity(context.book, q, text, how)


def counted_by(context: LookupContext, compiler: str, reporter: str) -> str:
    """Who counted what is no trade: the organisation itself, not the customs whose trade figures it passes on."""
    organisation, known = context.book.organisations.get(compiler), compilers().get(compiler)
    passes_on = (
        organisation is not None and known is not None and known.side and organisation.own_name != organisation.name
    )
    return f"the {organisation.own_name}" if organisation is not None and passes_on else whose(compiler, reporter)


def measure_words(context: LookupContext, measure: str, reporter: str, partner: str, product: str) -> tuple[str, str]:
    """What a measure is of whom, as a sentence begins, and without its owner."""
    label = context.measures.get(measure, measure.replace("_", " "))
    owner = f"{context.name(reporter)}'s " if reporter and partner in ("", WORLD) else ""
    if measure.startswith("zone_"):
        owner, label = "the Phnom Penh special economic zone's ", label.removeprefix("Zone ")
    with_ = ""
    if measure.startswith("aid") and partner:
        label, with_ = f"{adjective(context, reporter)} {label.lower()}", f" to {context.name(partner)}"
    elif partner and partner != WORLD:
        label, with_ = f"{adjective(context, partner)} {label.lower()}", f" in {context.name(reporter)}"
    label = label if label[:2].isupper() or owner == "" else label[:1].lower() + label[1:]
    if product:
        with_ += f" {'for' if product.startswith('PROJECT:') else 'of'} {product_name(context.book, product)}"
    return f"{owner}{label}{with_}", f"{label}{with_}"


def adjective(context: LookupContext, code: str) -> str:
    """`Japanese`, `South Korean`; all countries together are `foreign`."""
    area = context.book.areas.get(code)
    if code == WORLD or area is None:
        return "foreign"
    return area.demonym or area.name
