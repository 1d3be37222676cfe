"""Whatever a question says to do is done in its answer, or the question is refused."""

import re
from pathlib import Path

import pytest
from every_row import every_row

from cjtrade_data.language.phrases import marks, wordings
from cjtrade_data.lookup import api
from cjtrade_data.lookup.api import ask
from cjtrade_data.lookup.context import bundled, context_for
from cjtrade_data.lookup.query import Query
from cjtrade_data.lookup.router import HANDLERS
from cjtrade_data.lookup.shown import not_shown

ALSO_SAID_IN_PASSING = {"at least", "check", "check out", "each year", "every year"}
OPERATIONS: dict[str, list[str]] = {}
for w in wordings("op"):
    if w.language == "en" and w.phrase not in ALSO_SAID_IN_PASSING:
        OPERATIONS.setdefault(w.phrase, []).append(w.code)
BINDING = sorted(phrase for phrase, codes in OPERATIONS.items() if all(marks()[code] != ("",) for code in codes))
LEVEL = ask("exports to Japan 2023").answers[0]


def test_every_operation_says_how_its_answers_are_known():
    assert {w.code for w in wordings("op")} <= set(marks())


def test_every_operation_that_an_answer_must_have_done_is_declared_by_one():
    sources = "".join(p.read_text("utf-8") for p in Path(api.__file__).parent.rglob("*.py"))
    carried = {op for words in re.findall(r'carries_out\(\s*"([^"]+)"', sources) for op in words.split()}
    wanted = {mark[1:] for each in marks().values() for mark in each if mark.startswith("#")}
    explained = {op for handler in HANDLERS for op in handler.explains if f"#{op}" in marks().get(op, ())}
    assert not (wanted | explained) - carried


@every_row("phrase", BINDING, quick=29)
def test_no_operation_is_answered_with_the_level_alone(phrase):
    for question in (f"exports to Japan 2023 {phrase}", f"{phrase} exports to Japan 2023"):
        reply = ask(question)
        best = reply.answers[0] if reply.answers else None
        assert best is None or best.value != LEVEL.value or best.text.startswith(("Yes:", "No:")), (question, best)


@pytest.mark.parametrize(
    "question",
    [
        "exports to Japan over 2 billion in 2023",
        "exports to Japan 2019 and 2023",
        "exports to Japan 2023 in yen",
        "exports to Japan, FDI and aid in 2023",
        "share of exports to Japan 2023",
    ],
)
def test_a_level_is_no_answer_to_what_else_is_asked(question):
    assert not_shown(Query(question.lower(), context_for(bundled()).vocabulary), "trade", [LEVEL])


@pytest.mark.parametrize(
    "question",
    [
        "sum of exports to Japan and China 2022",
        "months with exports below 100 million in 2023",
        "in how many years was there a trade deficit",
        "exports not to Japan 2022",
        "how many partners bought over 500 million in 2022",
        "cumulative Japanese ODA",
        "FDI inflow as a share of Cambodia's GDP in 2023",
    ],
)
def test_what_is_asked_is_done_or_refused(question):
    reply = ask(question)
    words = {
        "sum": "together",
        "below": "below",
        "years": "years",
        "cumulative": "from",
        "share": "of",
        "not": "without",
    }
    assert not reply.answers or any(w in question and said in reply.answers[0].text for w, said in words.items()), reply
