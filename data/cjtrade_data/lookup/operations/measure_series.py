"""Measure series: one compiler's series of one measure, and what every answer about it says: what it is, whose, how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...derivation.aid import PROJECT, agreement_of
from ...derivation.levels import Series
from ...derivation.quantity import Quantity
from ...model.codes import FLOWS, LEVELS, WORLD
from ...model.period import Period
from ...wording.sentences import NOTE, ONLY_THE_YEAR, figures_of, note_sentence, of_what, period_words, spoken, whose
from ...wording.titles import about, began_in, product_name, small, titles
from ..answer import Answer, in_words, of_quantity
from ..context import LookupContext
from ..direction import TradeDirection, lines, sides
from ..period_resolver import When, when
from ..query import Query


class MeasureSeries(NamedTuple):
    """`measure` of the reporter of `line` with its partner; `asked` is what was asked for, be it the other side's."""

    context: LookupContext
    question: Query
    asked: TradeDirection
    line: Series
    measure: str

    @property
    def about(self) -> str:
        """`Cambodia's exports to Japan`, `Japanese net aid to Cambodia`."""
        if self.measure in LEVELS:
            about = subject(self.context, self.measure, self.line.reporter, self.line.partner)
            if self.line.product:
                return f"{about} of {small(product_name(self.context.book, self.line.product))}"
            return about + of_what(self.line.compiler)
        return measure_words(self.context, self.measure, self.line.reporter, self.line.partner, self.line.product)[0]

    @property
    def were(self) -> str:
        return "were" if self.measure in FLOWS[:2] else "was"

    @property
    def whose(self) -> str:
        return whose(self.line.compiler, self.line.reporter, self.measure)

    @property
    def figures_of(self) -> str:
        return figures_of(self.line.compiler, self.line.reporter, self.measure)

    @property
    def is_mirrored(self) -> bool:
        """Whether it is the other side's series of the same trade."""
        return self.line.reporter != self.asked.reporter

    @property
    def periods(self) -> list[Period]:
        return self.line.periods(self.measure)

    def level(self, period: Period) -> Quantity | None:
        return self.line.level(self.measure, period) or (
            self.line.reported(self.measure, period) if period.is_point else None
        )

    def firm(self, periods: Iterable[Period]) -> list[Quantity]:
        """The levels of some periods that are no mere limits."""
        return [q for p in periods if (q := self.level(p)) is not None and not q.is_open]

    def reading(self, how: str, note: str = "", whose: str = "") -> str:
        own = self.asked._replace(measure=self.measure, reporter=self.line.reporter, partner=self.line.partner)
        whose = whose or self.line.compiler
        if self.measure in LEVELS and not self.line.product:
            return reading(self.context, self.question, own, how, whose, note)
        return self.question.read_as(f"{self.about}, {how}", f"whose: {whose}", note)

    def answer(self, q: Quantity, text: str, how: str, note: str = "", measure: str = "", whose: str = "") -> Answer:
        """A number worked out from the series, and from another's where `whose` names both."""
        return of_quantity(self.context.book, q, text, self.reading(how, note, whose), measure)

    def words(
        self, text: str, how: str, levels: Sequence[Quantity], period: Period, note: str = "", **more: str
    ) -> Answer:
        """An answer in words that stands on some levels; `more` are fields of the answer."""
        figures, known = [f for q in levels for f in q.figures], {q.status for q in levels}
        status = next((s for s in ("derived", "estimated") if s in known), "reported")
        how, measure = self.reading(how, note, more.pop("whose", "")), more.pop("measure", self.measure)
        pair = (self.line.reporter, self.line.partner)
        answer = in_words(self.context.book, text, how, measure, pair, figures=figures, period=period.code)
        return answer._replace(**{"status": status} | more)  # type: ignore[arg-type]


def series_of_measure(context: LookupContext, question: Query, measure: str) -> list[MeasureSeries]:
    """The series of trade that can answer, best first: see `direction.lines`."""
    asked = sides(question, measure)
    return [MeasureSeries(context, question, asked, line, own) for line, own in lines(context, asked)]


def series_of_quantity(context: LookupContext, question: Query, q: Quantity) -> MeasureSeries:
    """The series that a number belongs to."""
    line = context.line(q.reporter, q.partner, q.compiler, q.product)
    return MeasureSeries(context, question, TradeDirection(q.measure, q.reporter, q.partner), line, q.measure)


def time_of_series(found: Sequence[MeasureSeries], question: Query) -> When:
    """The periods asked of some series, the first that knows anything setting what "latest" means; how far a range reaches is
    for all of them to say."""
    if any(s.kind in ("since", "until", "past", "ever") for s in question.spans):
        return when(question, sorted({p for s in found for p in s.periods}))
    if question.spans and all(s.kind in ("period", "range") for s in question.spans):
        return when(question, ())
    for measured in found:
        if measured.periods:
            return when(question, measured.periods, lambda p, s=measured: s.level(p) is not None)  # type: ignore[misc]
    return when(question, ())


def own_first(answers: list[tuple[MeasureSeries, Answer]], rank: float = 1) -> list[Answer]:
    """The side asked for first, then by value, the largest first (`rank` 1) or the smallest (-1)."""
    ordered = sorted(answers, key=lambda pair: (pair[0].is_mirrored, -rank * (pair[1].value or 0)))
    return [answer for _, answer in ordered]


def subject(context: LookupContext, measure: str, reporter: str, partner: str) -> str:
    """`Cambodia's exports to Japan`, `trade between Cambodia and Japan`."""
    owner, other = context.name(reporter), context.name(partner)
    if partner == WORLD:
        return f"{owner}'s {_WITH_ALL[measure]}"
    return f"trade between {owner} and {other}" if measure == "total_trade" else f"{owner}'s {_WITH[measure]} {other}"


_WITH_ALL = {
    "exports": "total exports",
    "imports": "total imports",
    "total_trade": "total foreign trade",
    "trade_balance": "overall trade balance",
    "trade_deficit": "overall trade deficit",
}
_WITH = {
    "exports": "exports to",
    "imports": "imports from",
    "trade_balance": "trade balance with",
    "trade_deficit": "trade deficit with",
}


def reading(
    context: LookupContext, question: Query, asked: TradeDirection, period: str, compiler: str, note: str = ""
) -> str:
    """How the question was read: what, when, whose, and what was assumed or put right."""
    parts = [f"{subject(context, asked.measure, asked.reporter, asked.partner)}, {period}", f"whose: {compiler}"]
    if not asked.said:
        parts.append(f"no partner said: {context.name(asked.partner)}")
    if asked.turned:
        parts.append(f"{context.name(asked.partner)} reports nothing here: seen from {context.name(asked.reporter)}")
    return question.read_as(*parts, note)


def measure_answer(context: LookupContext, question: Query, q: Quantity, note: str) -> Answer:
    assert q.figure is not None
    about, what = measure_words(context, q.measure, q.reporter, q.partner, q.product, q.period.label)
    if q.product.startswith(PROJECT):
        title = agreement_of(context.book, q.figure).title
        about, what = (f"{words.partition(' for ')[0]} for {title}" for words in (about, what))
    moment = f" in {q.period.year}" if ONLY_THE_YEAR in q.figure.note else f" {period_words(q.period)}"
    text = f"{about}: {spoken(q)}{'' if began_in(q.measure) else moment}, according to {whose(q.compiler, q.reporter, q.measure)}."
    is_sentence = q.figure.note.endswith(".")
    text += f"{NOTE}{note_sentence(q.figure.note)}" if is_sentence else ""
    read = question.named_as if q.product.startswith(PROJECT) else question.read_as
    how = read(f"{what}, {q.period.label}", f"whose: {q.compiler}", "" if is_sentence else q.figure.note, note)
    return of_quantity(context.book, q, text, how)


def measure_words(
    context: LookupContext, measure: str, reporter: str, partner: str, product: str, period: str = ""
) -> tuple[str, str]:
    """What a measure is of whom, as a sentence begins, and without its owner; with the `period` in which it began."""
    of_all = not product or product.startswith("BRANCH:")
    if measure in titles() and of_all and ("{p" not in titles()[measure].title or partner not in ("", WORLD)):
        told = about(context.book, measure, reporter, partner, product, period if began_in(measure) else "")
        return told, told
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
