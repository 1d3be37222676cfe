"""Text that is no prose: whatever twenty thousand characters are made of, they are read to an end at once, or cut."""

from ast import literal_eval
from itertools import product
from pathlib import Path
from random import Random

import pytest
from every_row import every_row, rows_of
from work import calls

from cjtrade_data.book.code_lists import rows
from cjtrade_data.book.tables import TABLES
from cjtrade_data.claims.api import MOST_NUMBERS, check_text
from cjtrade_data.language.articles.passage import LONGEST, readable
from cjtrade_data.lookup.api import ask

KINDS = {r["name"]: literal_eval(r["text"]) for r in rows_of(Path(__file__).parent / "not_prose.csv", delimiter="|")}
_MOST_CALLS = 400
"""Calls a character: the densest of the articles that must agree takes 190."""


@every_row("unit", KINDS.values(), ids=KINDS, quick=23)
def test_text_of_anything_is_checked_with_the_work_of_an_article(unit: str) -> None:
    text = (unit * 500)[:500]
    check_text("Exports to Japan were $1.17 billion in 2023.")
    assert calls(check_text, text) < _MOST_CALLS * len(readable(text)[0])


@pytest.mark.slow
@pytest.mark.parametrize("unit", KINDS.values(), ids=KINDS)
def test_the_longest_text_of_anything_is_checked_with_the_work_of_an_article(unit: str) -> None:
    check_text("Exports to Japan were $1.17 billion in 2023.")
    assert calls(check_text, unit * LONGEST) < _MOST_CALLS * LONGEST


@every_row(("unit", "length"), [*product(KINDS.values(), (400, LONGEST))], quick=13)
def test_a_question_made_of_anything_is_answered_or_refused_with_little_work(unit: str, length: int) -> None:
    ask("exports 2023")
    assert calls(ask, (unit * length)[:length]) < 1_000 * 400


_JOINTS = "in 2023|January 2024|$1.17 billion|5 per cent|ninth largest|(|)|,|;|:|and|to|from|with|of which|respectively|12|3,4|half".split(
    "|"
)


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 4))])
def test_words_of_articles_in_any_order_are_read_to_an_end(seed: int) -> None:
    """Heaps of the words that the reader knows, numbers and joints between them: nothing raises."""
    rng = Random(seed)
    words = [w for _, _, w in rows(TABLES, "language/article_words.csv", ("slot", "code", "phrase"))]
    for _ in range(60):
        picked = [rng.choice(_JOINTS if rng.random() < 0.6 else words) for _ in range(rng.randint(2, 24))]
        report = check_text(f"{' '.join(picked)}. It rose 5 per cent.")
        assert all(c.verdict in ("agrees", "disagrees", "cannot tell") for c in report.claims)


def test_characters_are_counted_as_they_are_read_and_the_cut_is_said() -> None:
    assert check_text("Japan ﷺ." * 10).note == ""
    assert check_text("ﷺ" * (LONGEST // 10)).note == f"only the first {LONGEST:,} characters were read"


def test_of_very_many_numbers_the_first_are_read_and_that_is_said() -> None:
    report = check_text("1.1% " * (MOST_NUMBERS + 1))
    assert len(report.claims) == MOST_NUMBERS and report.note == f"only the first {MOST_NUMBERS:,} numbers were read"
    assert not check_text("1.1% " * MOST_NUMBERS).note


def test_a_row_of_a_table_takes_no_year_from_the_next() -> None:
    table = "Year | Exports to Japan | Imports from Japan\n2024 | $1,408 million | $752.8 million\n2025 | $1,570 million | $956 million"
    assert "disagrees" not in [c.verdict for c in check_text(table).claims]
