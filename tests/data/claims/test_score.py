"""The claim check on many sentences: no true one is called false, other pairs and subjects get no verdict of substance, and
slips in numbers that agreed are called.

The sets are made by `generate.py` and written in `passages.txt`; `score.py` prints their scores.
"""

from collections.abc import Iterable

import pytest
from generate import Case, cases
from score import ARTICLES, mutated, passages, score

from cjtrade_data.claims.api import AGREES, UNKNOWN, check_text

CASES = cases()
FOREIGN = [c for c in CASES if c.kind in ("other pair", "other subject")]


def verdicts(text: str) -> list[str]:
    return [c.verdict for c in check_text(text).claims]


def faults(found: Iterable[Case]) -> tuple[list[str], float]:
    """(what was accused or agreed falsely, the part of all numbers that is right)."""
    said: list[str] = []
    count = score(found, verdicts, said.append)
    return [s for s in said if not s.startswith("missed")], count["right"] / count["numbers"]


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", sorted({c.kind for c in CASES}))
def test_sentences_from_figures_of_the_dataset_get_their_verdict(kind: str, every: int) -> None:
    wrong, right = faults([c for c in CASES if c.kind == kind][::every])
    assert not wrong and right >= 0.9


def test_passages_in_the_style_of_agencies_and_ministries_get_their_verdicts() -> None:
    wrong, right = faults(passages())
    assert not wrong and right >= 0.9


def test_what_is_no_trade_is_held_against_its_own_figures_of_the_place_and_people_named() -> None:
    wrong, right = faults(passages("subjects"))
    assert not wrong and right >= 0.9


@pytest.mark.parametrize("case", FOREIGN[::3], ids=lambda case: case.text[:40])
def test_of_other_pairs_and_subjects_nothing_of_substance_is_said(case: Case) -> None:
    assert set(verdicts(case.text)) <= {UNKNOWN}


@pytest.mark.slow
def test_slips_in_numbers_that_agreed_are_called() -> None:
    texts = [
        *(c.text for c in passages()),
        *(p.read_text("utf-8") for p in ARTICLES),
        *(c.text for c in CASES[:40] if c.kind == "true"),
    ]
    count = mutated(texts, lambda text: [(c.words, c.verdict) for c in check_text(text).claims])
    kinds = {name.removesuffix(" made") for name in count if name.endswith(" made")}
    assert len(kinds) == 3 and not count["others changed"]
    assert all(count[f"{kind} called"] >= 0.89 * count[f"{kind} made"] for kind in kinds), count


@pytest.mark.parametrize(
    ("date", "text", "verdict"),
    [
        ("", "From January to June this year, trade with Japan was $860.276 million.", AGREES),
        ("2023-07-31", "From January to June this year, trade with Japan was $860.276 million.", AGREES),
        ("2024-07-31", "From January to June this year, trade with Japan was $860.276 million.", "disagrees"),
        ("2024-02-01", "Last year Cambodia's trade with Japan was worth $1.8 billion.", AGREES),
        ("2023-02-01", "Last year Cambodia's trade with Japan was worth $1.948 billion.", AGREES),
        ("", "31 July 2023. From January to June this year, trade with Japan was $680.276 million.", "disagrees"),
    ],
)
def test_the_day_a_text_was_written_makes_its_years_definite(date: str, text: str, verdict: str) -> None:
    assert [c.verdict for c in check_text(text, date=date).claims] == [verdict]


def test_a_source_that_an_earlier_paragraph_names_may_have_the_number() -> None:
    said = "Cambodia's exports to Japan were $1.93 billion in 2023."
    before = ("", "JETRO has new figures of trade with Cambodia.\n\n", "The GDCE has new figures.\n\n")
    assert [check_text(b + said).claims[0].verdict for b in before] == ["cannot tell", "cannot tell", "disagrees"]


def test_months_of_no_year_may_be_of_the_year_a_text_was_written_in() -> None:
    text = "In 2021 exports to Japan were $1.093 billion. In January-September, exports to Japan were $1.057 billion."
    found = [(c.verdict, c.figure) for c in check_text(text, date="2024-11-02").claims]
    assert found == [(AGREES, "gdce-exports-2021-01-2021-12"), (AGREES, "gdce-exports-2024-01-2024-09")]
    assert check_text(text, date="2024-07-31").claims[1].verdict == "disagrees"  # those of 2024 were not over


def test_a_text_that_is_a_source_is_told_as_such_with_what_others_contradict() -> None:
    report = check_text(ARTICLES[1].read_text("utf-8"))
    assert "23 numbers match it; 2 conflict with other publications" in report.source
    assert not check_text("Exports to Japan were $1.17 billion in 2023.").source


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Japan's 58-year-old envoy, Mr Sok, 61, read chapter 4 in Room 204 on 3 May 2023.", []),
        ("Exports to Japan were 11億7300万ドル in 2022.", ["1173 million dollars"]),
        ("Trade with Japan was between $1.9 and $2 billion in 2022.", ["between $1.9 and $2 billion"]),
        ("Imports from Japan fell by nearly a fifth in 2023.", ["nearly a fifth"]),
        ("Exports to Japan almost halved in 2023.", ["almost halved"]),
    ],
)
def test_numbers_are_taken_as_they_are_written(text: str, words: list[str]) -> None:
    assert [c.words for c in check_text(text).claims] == words
