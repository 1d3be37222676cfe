"""Definitions: what a term means, from the glossary."""

from __future__ import annotations

from ...language.phrases import terms as glossary
from ...wording.sentences import capital
from ..answer import Answer, in_words
from ..context import LookupContext
from ..query import Query

_OPENINGS = (("what", "is"), ("whats",), ("what", "are"), ("explain",), ("difference", "between"), ("describe",))


def is_asked(context: LookupContext, question: Query) -> bool:
    """Whether a term is to be explained; where the book has figures under its name, only if that is plain."""
    if question.words in (["glossary"], ["terms"], ["definitions"]):
        return True
    terms = [str(t.value) for t in question.terms]
    if not terms or question.numbers or any(s.kind not in ("ytd", "year_before") for s in question.spans):
        return False
    plain = not question.places and not question.trade_measures
    meant = question.says("meaning") and (plain or question.words[-1].startswith("mean"))
    defines = question.does("define") or (meant and question.says("asks what it does"))
    if question.asks_whether and question.says("counted as") and not question.places:
        return True  # "are exports counted FOB"
    if defines or (question.words[0] == "explain" and _is_all(question, begins=True)):
        return True
    begins = any(tuple(question.words[: len(o)]) == o for o in _OPENINGS)
    if all(glossary()[t].has_figures for t in terms):
        if question.does("difference") and len(set(terms)) > 1 and not question.places:
            return begins or question.words[:2] == ["the", "difference"]
        plain = not question.places and "the" not in question.words
        return begins and plain and ((question.does("difference") and len(terms) > 1) or _is_all(question, begins=True))
    alone = _is_all(question, begins=False)
    return alone or (begins and not question.trade_measures) or (question.does("difference") and len(terms) > 1)


def _is_all(question: Query, *, begins: bool) -> bool:
    """Whether the question is the term and nothing else but how it begins."""
    taken = {k for i in question.terms for k in range(i.start, i.end)}
    rest = [w for k, w in enumerate(question.words) if k not in taken]
    return not set(rest) - {"a", "an", "what", "is", "are", "whats", "and", "explain", "figure"} and (
        begins or not question.places
    )


def answer_definition(context: LookupContext, question: Query) -> list[Answer]:
    """Each term in a sentence; two that are set against each other in one answer."""
    if not question.terms:
        names = ", ".join(sorted((t.name for t in glossary().values()), key=str.lower))
        text = f"The glossary explains: {names}."
        return [in_words(context.book, text, "what the glossary has", "definition")]
    terms = [glossary()[id] for id in dict.fromkeys(str(t.value) for t in question.terms)]
    text = " ".join(f"{capital(t.name)} means {t.meaning}" for t in terms)
    how = question.read_as(f"what {' and '.join(t.name for t in terms)} means, from the glossary")
    return [in_words(context.book, text, how, "definition")]
