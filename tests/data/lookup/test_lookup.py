"""Questions as people ask them, each held to the answer that must come first."""

from pathlib import Path

import pytest
from bundled import BOOK
from every_row import every_row, rows_of
from work import calls

from cjtrade_data.derivation.editions import edition_of
from cjtrade_data.derivation.rankings import partner_lists
from cjtrade_data.lookup.api import ask
from cjtrade_data.model.selection import Selection

QUESTIONS = rows_of(Path(__file__).parent / "questions.csv")


def test_there_are_enough_questions_and_none_twice():
    asked = [row["question"] for row in QUESTIONS]
    assert len(asked) >= 120
    assert len(set(asked)) == len(asked)


@every_row("row", QUESTIONS, ids=lambda row: row["question"], quick=3)
def test_the_first_answer_is_the_one_meant_and_every_view_that_one_opens_can_be_read_back(row):
    reply = ask(row["question"])
    for opens in (a.opens for a in reply.answers if a.opens):
        assert tuple(Selection.from_options(opens).options()) == opens
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


def test_a_share_is_given_as_printed_and_as_the_levels_give_it_where_that_is_another():
    [printed] = ask("share of japan in total trade early 2024").answers
    assert printed.value == 4.01
    printed, derived = ask("share of japan in total trade jan-sep 2024").answers[:2]
    assert (printed.value, derived.figure) == (3.89, None) and 3.8954 < derived.value < 3.8965


def test_two_reporters_are_both_offered_named_and_never_blended():
    answers = ask("exports to japan 2016").answers
    assert [(a.reporter, a.partner, a.measure) for a in answers] == [
        ("KHM", "JPN", "exports"),
        ("JPN", "KHM", "imports"),
    ]
    assert all(a.figure is not None for a in answers)


def test_japans_own_figures_come_first_when_japan_is_asked_about():
    assert [a.reporter for a in ask("Japan's imports from Cambodia 2016").answers] == ["JPN", "KHM"]


def test_only_the_side_asked_for_answers():
    assert {a.reporter for a in ask("japanese figures for exports to japan 2021").answers} == {"JPN"}
    assert {a.reporter for a in ask("cambodian figures for exports to japan 2016").answers} == {"KHM"}


def test_a_conflict_gives_both_answers_and_says_so():
    first, second = ask("imports from japan 2022").answers[:2]
    assert "conflict" in first.text
    assert "conflict" in second.text
    assert second.value == pytest.approx(623.6e6 / 0.815)
    assert (second.low, second.high) == pytest.approx((623.55e6 / 0.8155, 623.65e6 / 0.8145))


def test_the_growth_of_exports_in_2023_is_given_as_printed_twice_and_as_the_levels_give_it():
    answers = ask("growth of exports 2023").answers
    assert [a.value for a in answers[:2]] == [2.0, 0.2]
    assert answers[2].value == pytest.approx((1170 / 1173 - 1) * 100)
    assert "conflict" in answers[0].text


def test_stock_inflow_and_approvals_are_answers_apart():
    measures = [a.measure for a in ask("japanese investment 2016").answers]
    assert measures[:2] == ["fdi_inflow", "approved_investment"]


def test_without_a_period_the_latest_is_given_and_the_answer_says_so():
    first = ask("exports to japan").answers[0]
    assert first.period == "2026-01"
    assert "no period said: the latest there is, Jan 2026" in first.reading


def test_a_refusal_names_the_last_period_what_is_nearest_and_who_would_have_it():
    refusal = ask("exports to japan 2030").refusal
    assert "The last period is Jan 2026" in refusal
    assert "176 million dollars in January 2026" in refusal
    assert "customs.gov.kh" in refusal


def test_contributions_add_up_to_the_growth_of_the_total():
    answers = ask("what drove the 9.3% growth").answers
    assert [round(a.value, 2) for a in answers] == [10.59, -1.34]
    assert sum(a.value for a in answers) == pytest.approx((325.65 / 298.06 - 1) * 100)


@every_row("row", rows_of(Path(__file__).parent / "opens.csv"), ids=lambda row: row["question"])
def test_an_answer_opens_its_cell(row):
    assert " ".join(ask(row["question"]).answers[0].opens) == row["opens"]


def test_a_statement_opens_at_the_statement():
    said = ask("what did Lim Heng say about investment").answers[0]
    assert said.opens[:2] == ("people", "--row") and said.opens[2] in {s.id for s in BOOK.statements}
    assert "paragraph 15" in said.reading


def test_a_statement_has_the_date_it_was_made_beside_that_of_an_article_printed_later():
    said = ask("what did Hun Manet say about investment").answers[0].text
    assert "(said in December 2023, The Phnom Penh Post, 25 March 2024, paragraph 7)" in said
    assert "said" not in ask("what did Lim Heng say about investment").answers[0].text.rpartition("(")[2]


def test_the_sentence_has_the_tone_of_a_briefing():
    assert ask("exports to japan jan-feb 2024").answers[0].text == (
        "Cambodia's exports to Japan reached 237.22 million dollars in January-February 2024, up 15.3 per cent on the "
        "year, according to Cambodia's customs."
    )


def test_lists_of_partners_are_made_of_printed_figures_of_one_edition():
    lists = partner_lists(BOOK, "KHM")
    for measure in ("exports", "imports", "total_trade"):
        for period in lists.listed_periods(measure):
            for ranking in lists.rankings(period, measure):
                figures = [f for q in ranking.rows for f in q.figures]
                assert {edition_of(BOOK, f.compiler, f.source) for f in figures} == {ranking.edition}
                assert all(f.status != "derived" for f in figures)


@pytest.mark.parametrize("every", [36, pytest.param(9, marks=pytest.mark.slow)])
def test_a_question_is_answered_with_the_work_of_a_key_stroke_once_the_tables_are_read(every):
    questions = [row["question"] for row in QUESTIONS[::every]]
    for question in questions:
        ask(question)
    assert sum(calls(ask, question) for question in questions) / len(questions) < 60_000


@pytest.mark.parametrize("question", ["exports to japan 2015", "exports to japan 2016"])
def test_no_sentence_is_said_twice(question):
    texts = [a.text for a in ask(question, limit=20).answers]
    assert len(set(texts)) == len(texts) > 1
