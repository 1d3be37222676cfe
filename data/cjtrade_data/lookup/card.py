"""Card: what can be said of one number: the sentence, what others say of the same thing, and who spoke of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from ..book.code_lists import counted_units
from ..derivation.disputes import is_disputed, is_in_doubt
from ..derivation.exchange_rates import amount_behind, rates_behind
from ..derivation.levels import as_known
from ..derivation.quantity import Operation, Quantity, printed
from ..derivation.rankings import SHARE
from ..errors import NoRateError
from ..model.codes import LEVELS, level_of, rate_of
from ..model.figure import Figure
from ..model.records import Statement
from ..model.reference import Reference
from ..wording.cautions import cautions
from ..wording.formula import rate_words
from ..wording.sentences import NOTE, amount, bounds_words, capital, figures_of, joined, range_words, spoken, whose
from ..wording.titles import about
from .answer import Answer
from .context import LookupContext
from .direction import TradeDirection, lines
from .operations import events, growth, share, statements
from .operations.convert import all_in_currency, said_in
from .operations.measure_series import MeasureSeries
from .operations.value import as_print, attributed, level_answer, levels
from .operations.where_printed import source_answer
from .query import Query
from .saying import answer_to, said


class Card(NamedTuple):
    """One number with all that makes it quotable.

    `quantity` is it in the currency it was asked in; `said` is it as an answer, its text ready to be said; `others` are answers of the same thing by other
    compilers, by the other side, or by figures that contradict it; `statements` speak of it; `quoting` says
    how it may be quoted.
    """

    reference: str
    title: str
    quantity: Quantity
    said: Answer
    others: tuple[Answer, ...]
    statements: tuple[Statement, ...]
    quoting: str
    whose: str
    """Whose statistics: `Cambodia's customs (GDCE)`; of a mirror gap, the importer's and the exporter's."""
    earlier: str = ""
    """Of an imported figure, what an earlier import gave for it, where that is another number."""

    @property
    def value(self) -> str:
        """The number with its unit, `237.22 million dollars`, after what it is in the currency it was converted into."""
        q = amount_behind(self.quantity)
        is_level = q.figure is None or q.figure.unit == q.unit
        own = spoken(q if is_level else q._replace(figure=as_print(q)))
        return f"{spoken(self.quantity)}, {own}" if self.quantity.is_converted else own

    @property
    def rounding(self) -> str:
        """What rounding alone leaves of the number, and of what rounding; "" where that is below its digits. No word on how true
        it is."""
        q = self.quantity
        if q.margin is None:
            return f"{'worked out from estimates' if q.figure is None else 'an estimate'}, whose margin of error is not known"
        if not q.interval.width or (q.figure is not None and not q.is_open and _is_sure(q)):
            return ""
        between = range_words(q.interval, q.unit)
        if q.is_open:
            return f"only a limit is known: {between}"
        return f"{'rounded as printed:' if q.figure is not None else 'rounding of the figures behind it leaves it'} {between}"

    @property
    def valuation(self) -> str:
        """FOB, CIF or both, as the figures it stands on have it."""
        return "/".join(dict.fromkeys(v for f in self.quantity.figures for v in f.valuation.split("/") if v))

    @property
    def figure(self) -> Figure | None:
        """The print it stands on, or was converted from; None where it was worked out."""
        return amount_behind(self.quantity).figure


def card_of(context: LookupContext, reference: str, currency: str = "") -> Card:
    """Everything about the number a reference names, in a currency where one is asked for; where it cannot be, why not.

    Raises KeyError where there is none.
    """
    question = Query("", context.vocabulary)
    if reference.startswith("="):
        named = Reference.parse(reference)
        measure = named.measure
        answer = answer_to(context, question, named)
        assert answer.quantity is not None  # which only answers in words lack
        quantity = answer.quantity
    else:
        quantity = as_known(context.book, context.book.figure(reference))
        measure = quantity.measure
        answer = said(context, question, quantity)
    others = _others_of(context, question, measure, quantity)
    if currency not in ("", "USD"):
        answer = _in_currency(context, answer, currency)
        others = [o for o in all_in_currency(context, others, currency)[0] if o.text != answer.text]
    quantity = answer.quantity or quantity
    answer = _with_cautions(context, answer, quantity)
    spoken_of = tuple(s for s in context.book.statements if set(s.figure_ids) & {f.id for f in quantity.figures})
    quoting = how_to_quote(context, quantity, others)
    return Card(
        reference,
        _title(context, quantity, measure),
        quantity,
        answer,
        tuple(o._replace(text=o.without_note) for o in others),
        spoken_of,
        quoting,
        _whose(context, quantity),
    )


def _with_cautions(context: LookupContext, answer: Answer, quantity: Quantity) -> Answer:
    """The answer with what is to be said of the prints it stands on, unless it says so itself."""
    is_told = "inferred" in answer.text
    told = [c for c in cautions(context.book, quantity) if not (is_told and "inferred" in c)]
    lead = " " if NOTE in answer.text else NOTE
    return answer._replace(text=f"{answer.text}{lead}{' '.join(told)}") if told else answer


def _in_currency(context: LookupContext, answer: Answer, currency: str) -> Answer:
    """The answer in a currency; as it was, with the reason, where it cannot be said in it."""
    try:
        return said_in(context, answer, currency)
    except NoRateError as error:
        return answer._replace(text=f"{answer.text} Not converted: {error}.")


def named(context: LookupContext, reference: str, currency: str = "") -> Answer:
    """What a reference names, as an answer: a number, a source, a statement, an event, a person, an organisation.

    Raises KeyError where there is none.
    """
    kind, colon, id = reference.partition(":")
    if reference.startswith("=") or not colon:
        return card_of(context, reference, currency).said
    question, book = Query("", context.vocabulary), context.book
    if kind == "source":
        return source_answer(context, question, book.sources[id])
    if kind == "statement":
        return statements.statement_answer(context, question, {s.id: s for s in book.statements}[id])
    if kind == "event":
        return events.event_answer(context, question, {e.id: e for e in book.events}[id])
    if kind == "speaker" and (id in book.people or id in book.organisations):
        return statements.who_answer(context, question, [id] if id in book.people else [], [id])
    raise KeyError(reference)


def _title(context: LookupContext, q: Quantity, measure: str) -> str:
    """`Cambodia's exports to Japan, Jan-Feb 2024`."""
    title = about(context.book, measure, q.reporter, q.partner, q.product, q.period.label, q.compiler)
    return capital(title)


def _others_of(context: LookupContext, question: Query, measure: str, q: Quantity) -> list[Answer]:
    """What else is printed, or follows, of the same thing; of what is neither trade nor its growth or share, the prints
    that say something else."""
    base = level_of(measure)
    if not q.product and q.partner:
        if measure in LEVELS:
            return _other_levels(context, question, q)
        if base in LEVELS:
            return _other_growths(context, question, TradeDirection(base, q.reporter, q.partner), q)
        for whole, name in SHARE.items():
            if measure == name:
                return _other_shares(context, question, TradeDirection(whole, q.reporter, q.partner), q)
    return _other_prints(context, question, q)


def _other_levels(context: LookupContext, question: Query, q: Quantity) -> list[Answer]:
    """The same flow and period by every compiler and by the other side, the number itself left out; of one that was worked
    out, also what growth of the year after gives."""
    asked = TradeDirection(q.measure, q.reporter, q.partner)
    own = (q.figure.id if q.figure is not None else None, q.compiler, q.reporter)
    found = []
    for measured in (MeasureSeries(context, question, asked, *pair) for pair in lines(context, asked)):
        for other in levels(measured.line, measured.measure, q.period):
            if (other.figure.id if other.figure is not None else None, other.compiler, other.reporter) != own:
                found.append(level_answer(measured, other))
        if q.figure is None and (measured.line.compiler, measured.line.reporter) == own[1:]:
            ways = measured.line.all_before_by_growth(measured.measure, q.period)
            found += [level_answer(measured, way) for way in ways if set(way.figures) != set(q.figures)]
    return found


def _other_growths(context: LookupContext, question: Query, asked: TradeDirection, q: Quantity) -> list[Answer]:
    """Every other print of a growth, and what the levels give, by each compiler on its own."""
    found = []
    since = q.period.shift(-(rate_of(q.measure) or ("", 12))[1])
    for measured in (MeasureSeries(context, question, asked, *pair) for pair in lines(context, asked)):
        for other in growth.growths(measured.line, measured.measure, q.period, since):
            if (other.value, other.compiler, other.reporter) != (q.value, q.compiler, q.reporter):
                found.append(growth.growth_answer(measured, other, since, [other]))
    return found


def _other_shares(context: LookupContext, question: Query, asked: TradeDirection, q: Quantity) -> list[Answer]:
    own = [context.line(q.reporter, q.partner, c) for c in context.compilers(q.reporter, q.partner)]
    found = share.world_shares(context, own, asked.measure, q.measure, q.period)
    return [share.world_answer(context, question, asked, s) for s in found if s.figures != q.figures]


def _other_prints(context: LookupContext, question: Query, q: Quantity) -> list[Answer]:
    """Other figures of the very thing a print is of, that are another number."""
    own = q.figure
    if own is None:
        return []
    alike = context.book.prints(own.measure, own.reporter, own.partner, own.product)
    found = [f for f in alike if (f.period, f.basis, f.unit) == (own.period, own.basis, own.unit)]
    return [said(context, question, printed(f)) for f in found if not f.interval.meets(own.interval)]


def _is_sure(q: Quantity) -> bool:
    """Whether rounding leaves no digit of a print in doubt: it is said with fewer, or what it counts is whole."""
    low, high = q.interval.low, q.interval.high
    if q.unit in counted_units():
        return ceil(low) >= floor(high)
    return amount(low, q.unit, None, q.figure) == amount(high, q.unit, None, q.figure)


def _sides_of(quantity: Quantity) -> Sequence[Quantity]:
    """The two figures of a mirror gap, the importer's first; any other number alone."""
    made = amount_behind(quantity).derivation
    return made.inputs if made is not None and made.operation is Operation.MIRROR_GAP else (quantity,)


def _whose(context: LookupContext, quantity: Quantity) -> str:
    own = amount_behind(quantity)
    each = ((whose(q.compiler, q.reporter, q.measure), q.compiler) for q in _sides_of(quantity))
    named = joined([name if code in name else f"{name} ({code})" for name, code in each])
    is_named = own.figure is None or context.book.sources[own.figure.source].names_compiler
    return named if is_named else f"{named}, inferred"


def how_to_quote(context: LookupContext, quantity: Quantity, others: Sequence[Answer]) -> str:
    """One or two sentences: as printed, as worked out, as an estimate or as a limit; and on what terms."""
    words = [_as_what(context, quantity)]
    if is_disputed(context.book, quantity):
        words = [f"Only with the remark that it is disputed; printed, after {attributed(context, quantity)}."]
    elif is_in_doubt(context.book, quantity):
        words.append("It is in doubt: it is one of several prints that cannot all hold.")
    if any(_apart(quantity, other) for other in others):
        words.append("Others give other numbers (below): name whose this is.")
    terms = dict.fromkeys(context.book.sources[f.source].terms.rstrip(".") for f in quantity.figures)
    return " ".join([*words, *(f"{t}." for t in terms if t)])


def _apart(quantity: Quantity, other: Answer) -> bool:
    """Whether the two differ by more than their rounding."""
    return other.quantity is not None and not other.quantity.interval.meets(quantity.interval)


def _as_what(context: LookupContext, quantity: Quantity) -> str:
    name = attributed(context, quantity)
    if quantity.is_converted:
        return f"As converted, not as printed: from {_what(amount_behind(quantity))} at {_rates(quantity)}{bounds_words(quantity)}."
    if quantity.is_open:
        return f"Only as a limit, after {name}: no number was printed."
    if quantity.status == "estimated":
        return f"As an estimate, by {name}; not as a reported figure."
    if quantity.status == "derived":
        worked = joined(list(dict.fromkeys(figures_of(q.compiler, q.reporter, q.measure) for q in _sides_of(quantity))))
        if quantity.derivation is not None and any(q.is_converted for q in quantity.derivation.inputs):
            worked = f"{worked}, converted"
        return f"As worked out from {worked}, not as printed{bounds_words(quantity)}."
    notes = quantity.figure.note.split("; ") if quantity.figure is not None else []
    slip = next((note for note in notes if note.startswith(_WRONG_UNIT)), "")
    return f"Only with its unit put right, after {name}: {slip}." if slip else f"Yes, as printed, after {name}."


_WRONG_UNIT = "the page prints the unit"
"""What a note begins with of a figure whose page has its unit wrong; the tables have it right."""


def _what(behind: Quantity) -> str:
    """The printed amount that was converted, with its figure; or one that was worked out itself."""
    if behind.figure is None:
        return f"{spoken(behind)}, worked out from {figures_of(behind.compiler, behind.reporter, behind.measure)},"
    return (
        f"the {spoken(behind)} of {whose(behind.compiler, behind.reporter, behind.measure)} (figure {behind.figure.id})"
    )


def _rates(quantity: Quantity) -> str:
    return " and ".join(map(rate_words, rates_behind(quantity)))
