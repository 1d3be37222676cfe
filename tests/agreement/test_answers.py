"""What lookup says: its own sentences are not called false, and an answer is the figure that it names."""

from collections.abc import Iterator, Sequence
from functools import cache
from math import isclose, isinf

import pytest
from bundled import BOOK
from every_row import rows_of
from test_structure import ROOT

from cjtrade_data.claims.api import check_text
from cjtrade_data.lookup.api import Answer, ask
from cjtrade_data.model.codes import BALANCES

QUESTIONS = ("questions", "questions_by_kind", "blind_questions")
_QUICK, _ALL = 97, 1


@cache
def answers(every: int) -> tuple[Answer, ...]:
    """The answers to each n-th question of the tests of lookup, each once."""
    rows = [row for name in QUESTIONS for row in rows_of(ROOT / f"tests/data/lookup/{name}.csv")]
    return tuple(
        {a.text: a for row in rows[::every] for a in ask(row["question"], after=row.get("after", "")).answers}.values()
    )


@pytest.mark.parametrize("every", [_QUICK, pytest.param(_ALL, marks=pytest.mark.slow)])
def test_no_number_of_an_answer_is_called_false(every):
    texts = [a.text for a in answers(every)]
    false = [(text, c.words, c.note) for text in texts for c in check_text(text).claims if c.verdict == "disagrees"]
    assert texts
    assert not false


@pytest.mark.parametrize("every", [_QUICK, pytest.param(_ALL, marks=pytest.mark.slow)])
def test_an_answer_is_the_figure_it_names(every):
    named = [a for a in answers(every) if a.figure and a.value is not None]
    apart = [(a.figure, a.text, found) for a in named if (found := list(_apart(a)))]
    assert not apart
    assert list(_apart(named[0]._replace(value=10 * (named[0].value or 0), period="1900"))) != []


@pytest.mark.parametrize("every", [_QUICK, pytest.param(_ALL, marks=pytest.mark.slow)])
def test_an_answer_with_a_number_says_of_when_in_what_and_by_whom(every):
    told = [a for a in answers(every) if a.value is not None]
    lacking = [a for a in told if not a.unit or not a.source or a.period[:4] not in a.text]
    assert told
    assert not lacking


def _apart(answer: Answer) -> Iterator[str]:
    """Where an answer is another number than the figure it names; the growth printed beside a level is of the level's figure,
    and a balance is its deficit the other way round."""
    figure = BOOK.figure(answer.figure or "")
    grown = answer.measure.endswith("_growth") and not figure.measure.endswith("_growth")
    turned = {answer.measure, figure.measure} == set(BALANCES)
    amount, interval = (figure.growth_pct, figure.growth_interval) if grown else (figure.amount, figure.interval)
    assert amount is not None
    assert interval is not None
    ends: Sequence[object] = (None, None) if answer.status == "estimated" else (interval.low, interval.high)
    own = [float(amount), *(None if e is None or isinf(e) else float(e) for e in ends)]
    if turned:
        own = [None if e is None else -e for e in (own[0], own[2], own[1])]
    for name, here, there in zip(("value", "low", "high"), (answer.value, answer.low, answer.high), own, strict=True):
        if here is not there and (here is None or there is None or not isclose(here, there, rel_tol=1e-9)):
            yield f"{name} {here}, not {there}"
    measure = figure.measure if turned or grown else answer.measure
    theirs = (figure.measure, figure.reporter, figure.partner, figure.period.code, figure.status, figure.source)
    ours = (measure, answer.reporter, answer.partner, answer.period, answer.status, answer.source)
    yield from (f"{here}, not {there}" for here, there in zip(ours, theirs, strict=True) if here != there)
    unit = "percent" if grown else figure.unit
    yield from [f"{answer.unit}, not {unit}"] * (answer.unit != unit)
