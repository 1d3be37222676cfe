"""How a question is read: the same on every face, nothing dropped in silence, dates and terms as people write them."""

from pathlib import Path

import pytest
from every_row import every_row, rows_of

from cjtrade_data.language.dates import in_iso
from cjtrade_data.lookup.api import ask
from cjtrade_data.model.period import Period

HERE = Path(__file__).parent


def test_one_question_in_other_words_has_one_answer():
    asked = ["did the surplus widen", "is the surplus growing", "has the surplus narrowed", "is the surplus shrinking"]
    firsts = [ask(q).answers for q in asked]
    assert len({tuple((a.period, a.value) for a in answers) for answers in firsts}) == 1


def test_what_is_the_latest_counts_what_follows_and_offers_the_last_full_year_beside_it():
    found = [(a.period, a.measure) for a in ask("did the surplus widen").answers[:2]]
    assert found == [("2026-01", "trade_balance_change"), ("2025", "trade_balance_change")]


@every_row("row", rows_of(HERE / "dates.csv"), ids=lambda row: row["written"])
def test_dates_in_numerals_become_iso(row):
    assert in_iso(row["written"]) == row["iso"]


def test_a_series_has_every_year_that_follows_from_a_print():
    first = ask("imports 2021 to 2025").answers[0]
    assert "2024: about 753 million dollars" in first.text


def test_a_run_over_new_year_is_the_sum_of_its_parts():
    answer = ask("exports in the year to September 2024").answers[0]
    assert Period.parse(answer.period).months == 12
    assert answer.low < answer.value < answer.high


def test_of_two_partners_that_share_a_place_each_is_answered_as_itself():
    korea = ask("South Korea's rank as export market in 1972").answers[0]
    assert (korea.partner, korea.value) == ("KOR", 12) and "rank of South Korea" in korea.reading
    assert "KOR" in korea.opens and "IDN" not in korea.opens
    below = ask("who ranks below South Korea as export market in 1972").answers[0].text
    assert "South Korea (" not in below and "Denmark" in below
    named = [a.partner for a in ask("12th largest export market 1972").answers]
    assert set(named) == {"IDN", "KOR"} and not ask("13th largest export market 1972").answers


def test_a_partner_that_one_flow_unknown_may_outrank_has_no_rank_on_any_face(monkeypatch):
    from cjtrade_data.derivation.rankings import PartnerLists

    monkeypatch.setattr(PartnerLists, "rank", lambda self, period, edition, measure, partner: None)
    assert not ask("japan's rank in 2000").answers
    assert not ask("who stands above Japan in 2000").answers


def test_a_part_of_a_year_is_not_given_for_the_year():
    assert not ask("number of tourists from Japan in 2019").answers


def test_a_word_put_right_is_told_with_a_list_too():
    assert "'larget' read as 'largest'" in ask("larget export markets 2018").answers[0].reading


@pytest.mark.parametrize(
    "question", ["did exports increase every year since 2012", "have imports from Japan ever tripled"]
)
def test_years_that_nobody_printed_leave_neither_yes_nor_no(question):
    """2020 and 2021 can be compared with no year before: what held in all others need not have held then."""
    assert not any(a.text.startswith(("Yes", "No")) for a in ask(question).answers)


BEFORE = "exports to Germany 2016"


@every_row(
    "question", ["surplus", "imports", "what was the balance", "growth", "in yen", "Vietnam", "2015", "輸入は"], ids=str
)
def test_what_is_incomplete_goes_on_however_it_is_punctuated(question):
    told, marked = ask(question, after=BEFORE), ask(f"{question}?", after=BEFORE)
    assert told.kept and (told.kept, told.answers, told.refusal) == (marked.kept, marked.answers, marked.refusal)


@every_row("row", rows_of(HERE / "whole_questions.csv"), ids=lambda row: row["question"])
def test_a_whole_question_keeps_nothing_of_the_one_before(row):
    for asked in (row["question"], f"{row['question']}?"):
        assert ask(asked, after=row["before"])[1:] == ask(asked)[1:]


@every_row("before,question", [("exports to Germany 2016", "garments"), ("fdi inflow of Japan 1990", "China")], ids=str)
def test_what_has_an_answer_by_itself_is_not_refused_for_the_question_before(before, question):
    told = ask(question, after=before)
    assert told.answers[0].value == ask(question).answers[0].value and not told.kept
    assert f"asked by itself: going on from '{before}' it has no answer" in told.answers[0].reading


def test_what_says_that_it_goes_on_is_not_answered_of_another_country_or_time():
    assert not ask("and imports?", after="exports to Germany 1950").answers
    assert not ask("growth", after="exports to Germany 1950").answers
    assert not ask("and fdi", after="exports to Japan 2022").answers


def test_a_third_question_goes_on_from_the_second_in_full():
    second = ask("and imports?", after=BEFORE)
    assert ask("and 2015?", after=second.whole).answers[0][:4] == ask("imports from Germany 2015").answers[0][:4]


def test_a_refusal_has_the_answer_that_it_names():
    for question in (
        "exports to Japan 1950",
        "FDI of Japan 1990",
        "garment exports to Japan 1950",
        "exports or FDI of Japan: what was larger in 1999",
    ):
        reply = ask(question)
        assert not reply.answers and reply.nearest, question
        assert all(
            f"{a.value:g}"[:2] in reply.refusal.replace(",", "").replace(".", "") or a.text in reply.refusal
            for a in reply.nearest
        )


def test_the_nearest_to_a_fiscal_year_is_the_year_that_most_of_it_is_in():
    assert [a.period for a in ask("2022年度の対日輸出").nearest] == ["2022"]
