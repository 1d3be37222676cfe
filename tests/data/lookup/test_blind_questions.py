"""Questions written down before the words of the tables were looked at, with outcomes worked out from the tables.

`low` and `high` bound the value in base units; `says` has what must occur in the text, "," for and, "|" for or, and is
"refuse" where nothing may be answered; `top` is how many of the first answers may hold it; `after` is the question before.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from every_row import every_row

from cjtrade_data.lookup.api import Reply, ask


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


BLIND, BY_KIND = _rows("blind_questions.csv"), _rows("questions_by_kind.csv")


def is_right(reply: Reply, row: dict[str, str]) -> bool:
    best = reply.answers[: int(row["top"])]
    if row["says"] == "refuse" or not best:
        return not best and row["says"] == "refuse"
    if row["low"]:
        return any(a.value is not None and float(row["low"]) <= a.value <= float(row["high"]) for a in best)
    text = " ".join(a.text for a in best).casefold()
    return all(any(word in text for word in either.split("|")) for either in row["says"].split(","))


@every_row("row", [*BLIND[::5], *BY_KIND], ids=lambda row: row["question"])
def test_it_is_answered_or_refused_as_it_should_be(row):
    assert_right(row)


@pytest.mark.slow
@every_row("row", [*BLIND, *BY_KIND], ids=lambda row: row["question"])
def test_each_of_them_is_answered_or_refused_as_it_should_be(row):
    assert_right(row)


def assert_right(row: dict[str, str]) -> None:
    reply = ask(row["question"], after=row["after"])
    assert is_right(reply, row), reply
