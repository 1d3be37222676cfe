"""Branches: firms and workers by what the firms do, one branch, or all of them, the largest first."""

from __future__ import annotations

from ...derivation.quantity import printed
from ...model.figure import Figure
from ...wording.sentences import period_words, spoken
from ..answer import Answer, in_words
from ..context import LookupContext
from ..period_resolver import when
from ..query import TRADE, Query
from ..retrieval import stems
from .indicators import measures_asked
from .measure_sentence import counted_by, measure_answer, measure_words

_BRANCH = "BRANCH:"


def is_about(context: LookupContext, question: Query) -> bool:
    """Whether a measure is asked by branch that the dataset has so."""
    figures = _figures(context, question)
    return bool(figures) and (question.does("sectors") or bool(_named(context, question)))


def answer_branches(context: LookupContext, question: Query) -> list[Answer]:
    """The branches named, else all there are in one sentence."""
    figures, named = _figures(context, question), _named(context, question)
    time = when(question, (f.period for f in figures))
    here = sorted((f for f in figures if f.period in time.periods[:1]), key=lambda f: -f.amount)
    if not here or named:
        return [measure_answer(context, question, printed(f), time.note) for f in here if f.product in named]
    first, names = here[0], context.book.names("branches")
    each = "; ".join(f"{names[f.product.removeprefix(_BRANCH)]} {spoken(printed(f))}" for f in here)
    about = measure_words(context, first.measure, first.reporter, first.partner, "")[0]
    text = f"{about} by branch, largest first, {period_words(first.period)}: {each}, according to {counted_by(context, first.compiler, first.reporter)}."
    pair = (first.reporter, first.partner)
    how = question.read_as(f"{first.measure.replace('_', ' ')} by branch", time.note)
    return [in_words(context.book, text, how, first.measure, pair, figures=here, period=first.period.code)]


def _figures(context: LookupContext, question: Query) -> list[Figure]:
    asked = tuple(measures_asked(context, question))
    keys = context.book.index.keys(of_goods=False) if asked else ()
    return [f for k in keys if k[3].startswith(_BRANCH) and k[0].startswith(asked) for f in context.figures(*k)]


def _named(context: LookupContext, question: Query) -> list[str]:
    """The branches whose name has a word of the question that is no other measure's: "firms in trade"."""
    taken = {k for i in question.all("measure") if i.value not in TRADE for k in range(i.start, i.end)}
    words = stems(" ".join(w for k, w in enumerate(question.words) if k not in taken))
    return [_BRANCH + code for code, name in context.book.names("branches").items() if stems(name) & words]
