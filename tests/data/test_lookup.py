"""Questions as people ask them, each held to the answer that must come first."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cjtrade_data.lookup import ask

with (Path(__file__).parent / "questions.csv").open(encoding="utf-8", newline="") as lines:
    QUESTIONS = list(csv.DictReader(lines))


def test_there_are_enough_questions_and_none_twice():
    asked = [row["question"] for row in QUESTIONS]
    assert len(asked) >= 120
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: row["question"])
def test_the_first_answer_is_the_one_meant(row):
    reply = ask(row["question"])
    if row["status"] == "refused":
        assert not reply.answers
        assert row["says"] in reply.refusal
        return
    assert reply.answers, reply.refusal
    answer = reply.answers[0]
    for name in ("unit", "period", "status", "measure", "reporter", "figure"):
        if row[name]:
            assert getattr(answer, name) == row[name], answer
    if row["value"]:
        assert answer.value == pytest.approx(float(row["value"]), rel=1e-9), answer
    elif not row["figure"]:
        assert answer.text
    for bound in ("low", "high"):
        if row[bound]:
            assert getattr(answer, bound) == pytest.approx(float(row[bound]), rel=1e-9), answer
    for part in row["says"].split("|"):
        assert part in f"{answer.text} {answer.reading}", answer
