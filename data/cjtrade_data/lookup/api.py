"""Lookup: a question in plain words in, ranked answers out, or a plain refusal.

>>> ask("exports to japan jan-feb 2024").answers[0].value
237220000.0
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..book.book import Book
from ..derivation.exchange_rates import CURRENCIES
from ..language.courtesy import without_courtesy
from ..language.period_parser import Span
from ..language.tokenizer import LONGEST_QUESTION, clean
from ..model.codes import WORLD
from ..model.reference import HOME
from . import combined, out_of_scope, parts, refusals, yes_or_no
from .account import account_of, asks_how, printers
from .answer import Answer, Refusal, Reply
from .context import LookupContext, bundled, context_for
from .follow_up import continued
from .months_of_years import in_each_year, without_part_named
from .operations.convert import all_in_currency, depends_on_currency
from .period_resolver import in_fiscal_years
from .query import Query
from .readings import by_what_they_explain, foreign_pair, total_of_another, unexplained, without_figure
from .retrieval import sources_named
from .router import Handler
from .shown import not_shown, of_other_periods

if TYPE_CHECKING:
    from .card import Card

__all__ = ["Answer", "Reply", "ask", "card", "named"]


def ask(question: str, book: Book | None = None, limit: int = 5, after: str = "") -> Reply:
    """The answers to a question, best first, `limit` at most; see `Answer` for units.

    `after` is the question before it in a conversation: what is not said again is taken from there ("and imports?").
    Never raises for what a question holds: what is not understood, or not in the data, is refused in words.
    Raises BookError where a table is damaged.
    """
    text = clean(question[: 4 * LONGEST_QUESTION].translate(_STRAIGHT))
    if len(question) > 4 * LONGEST_QUESTION or len(text) > LONGEST_QUESTION:
        return Reply(text[:LONGEST_QUESTION], refusal=(why := refusals.too_long(LONGEST_QUESTION)), why=why)
    if not text:
        return Reply("", refusal=(why := refusals.nothing_asked()), why=why)
    context = context_for(book or bundled())
    asked_how = asks_how(text, context.vocabulary.names) if after else ""
    if asked_how == "made" and (told := _account(context, text, after, asked_how)):
        return told
    readings = ((kept, read, *_answers(context, read)) for kept, read in _ways_to_go_on(context, text, after))
    first = next(readings)
    kept, asked, answers, refused = first if first[2] else next((r for r in readings if r[2]), first)
    if asked_how and not answers and (told := _account(context, text, after, asked_how)):
        return told
    if answers:
        cited = [f"Printed by {printers(context, answers[0])}."] if asked.does("cite") and answers[0].quantity else []
        answers[0] = answers[0]._replace(text=" ".join([answers[0].text, *asked.remarks, *cited]))
    refusal = Refusal("") if answers or refused is None else refused
    if refusal.text:
        refusal = refusal._replace(behind=refusal.behind + "".join(f" {remark}" for remark in asked.remarks))
    whole, why = asked.text if kept else text, refusal.why + refusal.behind
    left_out = max(0, len(answers) - limit)
    return Reply(text, tuple(answers[:limit]), refusal.text, whole, kept, refusal.nearest, why, left_out)


_STRAIGHT = str.maketrans("“”", '""')
_TOLD = 60
"""Characters of the question before that a reading repeats."""


def _account(context: LookupContext, text: str, after: str, asked: str) -> Reply | None:
    """How the first answer to the question before was made; None where that has none."""
    answers, _ = _answers(context, _read(context, clean(after[:LONGEST_QUESTION])))
    return Reply(text, (account_of(context, answers[0], asked),), whole=after, kept=after) if answers else None


def _read(context: LookupContext, text: str) -> Query:
    words = context.vocabulary
    question = in_fiscal_years(Query(without_courtesy(text, words.is_subject, words.is_adverb), words))
    question = without_part_named(in_each_year(question, context.latest_years))
    middles = [s.first.label for s in question.spans if s.mark == "mid" and s.first is not None]
    question.remarks += [f"The middle of the year is read as {label}." for label in middles]
    return question


def _ways_to_go_on(context: LookupContext, text: str, after: str) -> Iterator[tuple[str, Query]]:
    """The question with what it keeps of the one before, then by itself where it can be asked so."""
    alone, in_full = _read(context, text), None
    if after:
        before = _read(context, clean(after[:LONGEST_QUESTION]))
        answers, _ = _answers(context, before)
        in_full = continued(alone, before, answers[0].when if answers else before.first_period)
    if in_full is not None:
        whole = _read(context, in_full.whole)
        whole.notes.append(f"going on from '{after[:_TOLD]}'")
        yield in_full.kept, whole
        alone.notes.append(f"asked by itself: going on from '{after[:_TOLD]}' it has no answer")
    if in_full is None or in_full.stands:
        yield "", alone


def card(reference: str, book: Book | None = None, currency: str = "") -> Card:
    """What can be said of a number: of a figure by its id, of one that was worked out by its `reference`.

    `currency` (KHR, JPY) has it said in that too. Raises KeyError where there is none.
    """
    from .card import card_of

    return card_of(context_for(book or bundled()), reference, currency)


def named(reference: str, book: Book | None = None, currency: str = "") -> Answer:
    """What a `reference` names: a number, or `source:ID`, `statement:ID`, `event:ID`, `speaker:ID`. Raises KeyError where there is none."""
    from . import card

    return card.named(context_for(book or bundled()), reference, currency)


def _answers(context: LookupContext, question: Query) -> tuple[list[Answer], Refusal | None]:
    """Of the readings that explain the question best the first that the data can answer, then what the others find.

    Where none can be answered: why the first cannot.
    """
    ask_half = partial(_answers, context)
    if (whole := combined.answer_first(context, question, ask_half)) is not None:
        return whole
    found, refusal, refused_as, tried = list[Answer](), None, "", set[str]()
    if (halves := parts.partners_of(question)) is not None:
        found = combined.answer_beside(context, question, halves, ask_half)
        if found:
            return _each_once(found), None
        tried.add("trade")  # of one partner alone is no answer
        nearest = combined.nearest_beside(context, question, halves, ask_half) if question.spans else []
        why = combined.NOT_WHEN if question.does("when") else refusals.of_two(context, nearest[:1], *halves)
        refusal = None if question.unknown else why
    for handler in by_what_they_explain(context, question):
        if handler.kind in tried:
            continue  # what is of that kind is not in the data, or told
        beyond = out_of_scope.reason(context, question, handler.kind)
        if beyond:
            refusal = refusal or Refusal(beyond)
            break
        answers, refused = _answers_of(context, question, handler)
        found += (
            [a._replace(reading=f"{a.reading}; another way to read the question") for a in answers[:1]]
            if found
            else answers
        )
        tried.add(handler.kind)
        if refusal is None or refused_as == "events":  # which are found by their words, and seldom meant
            refusal, refused_as = refused, handler.kind
    if not found and (sides := parts.parts_of(question)) is not None:
        found = combined.answer_in_proportion(context, question, sides, ask_half)
    found = found or combined.answer_apart(context, question, halves or parts.two_subjects(question), ask_half)
    if not found and refusal is None and (pair := foreign_pair(question)) is not None:
        refusal = refusals.of_others(context, question, *pair)
    return _each_once(found), None if found else refusal or refusals.not_understood(question)


def _answers_of(context: LookupContext, question: Query, handler: Handler) -> tuple[list[Answer], Refusal | None]:
    word = unexplained(context, question, handler)
    if word:
        return [], refusals.restricted(context, question, word, handler)
    if handler.kind == "trade" and (owner := total_of_another(question)) is not None:
        return [], refusals.of_others(context, question, owner, owner._replace(code=WORLD, role="with"))
    named = {*context.pair, *(p.code for p in question.places)}
    known_of = {"people": HOME, "events": HOME, "projects": HOME, "investment": HOME[:1]}.get(handler.kind, ())
    if context.pair != HOME and not named.issuperset(known_of):
        return [], refusals.of_home_alone(context)
    answers = _each_once(handler.answer(context, question))
    if question.values("publisher"):
        answers = _as_published(context, question, handler, answers)
    if handler.kind == "trade":
        answers = _as_valued(question, answers)
        if question.mark is not None and question.asks_whether and not question.spans:  # of years, and not of a month
            answers.sort(key=lambda a: a.when is not None and a.when.months < 12)
    if answers and context.pair != HOME and not (answers := _of_pair(context, question, handler, answers)):
        return [], refusals.of_home_alone(context)
    if (pair := foreign_pair(question)) is not None:
        answers = [a for a in answers if {a.reporter, a.partner} == {p.code for p in pair}]
        if not answers:
            return [], refusals.of_others(context, question, *pair)
    if not answers:
        return [], refusals.refuse(context, question, handler)
    lacking = without_figure(context, question, handler.kind, answers)
    others = {p.code for p in question.places} - {context.home}
    alone = question.values("op") or question.says("more", "less")
    one_by_one = context.home not in lacking and not alone and len(lacking) < len(others)
    if lacking and not one_by_one:
        return [], refusals.of_another(context, question, lacking[0], handler)
    if lacking:
        note = f" There is no such figure of {', '.join(map(context.name, lacking))}."
        answers[0] = answers[0]._replace(text=answers[0].text + note)
    if handler.kind != "rate":
        answers, refused = _in_asked_currency(context, question, answers)
        if not answers:
            return [], refused
    tails = (answers[at:] for at in range(len(answers)))
    told = ([yes_or_no.with_verdict(question, tail), *tail[1:]] for tail in tails)
    first = next(told)
    lacks = not_shown(question, handler.kind, first)
    shown = next((tail for tail in told if not not_shown(question, handler.kind, tail)), []) if lacks else first
    if shown:
        shown = [shown[0]._replace(text=shown[0].text + of_other_periods(question, shown)), *shown[1:]]
    refused = None if shown else refusals.restricted(context, question, lacks, handler, refusals.UNANSWERED)
    return shown, refused


def _of_pair(context: LookupContext, question: Query, handler: Handler, answers: list[Answer]) -> list[Answer]:
    """Those answers that are not of Cambodia or Japan in the place of another; what was said and done is of the two."""
    named = {*context.pair, *(p.code for p in question.places)}
    if handler.kind == "rate" and question.places and {p.code for p in question.places}.isdisjoint(HOME):
        return []
    others = {*HOME} - named
    return [a for a in answers if handler.kind in ("ranks", "rate") or others.isdisjoint((a.reporter, a.partner))]


def _as_published(context: LookupContext, question: Query, handler: Handler, answers: list[Answer]) -> list[Answer]:
    """Those answers that stand on a source of the publisher named; where no time is asked for, of the latest it has."""
    named = sources_named(context, question)
    kept = [a for a in answers if named.intersection(a.source.split())]
    if kept or question.spans:
        return kept
    prints = {
        f.period for k in context.book.index.keys(of_goods=False) for f in context.figures(*k) if f.source in named
    }
    for period in sorted(prints, key=lambda p: p.last, reverse=True):
        dated = question.at(Span("period", period))
        kept = [a for a in handler.answer(context, dated) if named.intersection(a.source.split())]
        if kept:
            return kept
    return []


def _as_valued(question: Query, answers: list[Answer]) -> list[Answer]:
    """Those answers that are valued as is asked, with or without freight: "exports CIF" are those of the buyer's figures."""
    valued = {str(t.value).upper() for t in question.terms if t.value in ("fob", "cif")}
    if len(valued) != 1:
        return answers
    return [a for a in answers if a.quantity is not None and {f.valuation for f in a.quantity.figures} == valued]


def _each_once(answers: list[Answer]) -> list[Answer]:
    """Without repeats: one number of one thing by one compiler is said once, and no sentence twice."""
    kept: dict[tuple[object, ...], Answer] = {}
    for a in answers:
        key = (a.measure, a.reporter, a.partner, a.period, a.value, a.unit, a.text if a.value is None else "")
        kept.setdefault(key, a)
    first: dict[str, Answer] = {}
    for a in kept.values():
        first.setdefault(a.text, a)
    return list(first.values())


def _in_asked_currency(
    context: LookupContext, question: Query, answers: list[Answer]
) -> tuple[list[Answer], Refusal | None]:
    asked = [u for u in question.values("unit") if u in CURRENCIES and u != "USD"]
    if not asked and "USD" in question.values("unit"):
        return sorted(answers, key=lambda a: a.unit in CURRENCIES and a.unit != "USD"), None
    if not asked or "exchange_rate" in question.measures:
        return answers, None
    amounts = [a for a in answers if depends_on_currency(a)]
    if not amounts:
        return answers, None
    converted, reason = all_in_currency(context, amounts, asked[0])
    return converted, refusals.no_rate(asked[0], reason) if reason else None
