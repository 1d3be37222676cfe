"""What the tables do not have is refused: other subjects, other pairs; what surrounds a question changes nothing."""

import pytest
from every_row import every_row
from trade import frame, observation, origin

from cjtrade_data.book.book import open_book
from cjtrade_data.lookup.api import ask
from cjtrade_data.store.store import Store


@pytest.mark.parametrize("pair", [("VNM", "JPN"), ("KHM", "CHN")])
def test_of_another_pair_nothing_is_answered_that_is_known_of_cambodia_and_japan(tmp_path, pair):
    other = open_book(None, pair, str(tmp_path / "store"))
    asked = "our residents|aid 2022|firms|what did Hun Manet say|who spoke|special economic zones|first direct flight"
    for question in f"when were diplomatic relations established|援助額 2022年|企業数|発言|{asked}".split("|"):
        assert not ask(question, other).answers, question


def test_a_good_is_found_by_its_heading_in_the_readers_own_figures(tmp_path):
    store, of_heading = Store(tmp_path / "store"), {"product": "HS:6403", "product_level": 4, "classification": "HS"}
    store.add([frame(observation(2021, 45.2e6, reporter="KHM", partner="JPN", **of_heading))], origin())
    with_own = open_book(None, ("KHM", "JPN"), store.place)
    for good in ("HS 6403", "HS 64", "footwear"):
        assert ask(f"exports of {good} to Japan in 2021", with_own).answers[0].value == 45.2e6


def test_we_are_the_first_of_the_pair(tmp_path):
    other = open_book(None, ("VNM", "JPN"), str(tmp_path / "store"))
    assert "Vietnam's exports to Japan for 2021" in ask("our exports to Japan 2021", other).refusal
    assert ask("our exports to Japan 2021").answers[0].reporter == "KHM"


@every_row("lead", ["could you tell me", "my editor is asking", "we need this for a speech:", "hi there,"])
@every_row("tail", ["", "for the memo", "in your records, thanks", "if you have it"])
def test_what_surrounds_a_question_changes_nothing(lead, tail):
    assert ask(f"{lead} exports to Japan in 2022 {tail}").answers[0].value == 1.173e9


@every_row("adverb", ["officially", "reportedly", "roughly", "precisely"])
@every_row("at", range(1, 6))
def test_an_adverb_changes_nothing(adverb, at):
    words = ["gni", "per", "capita", "of", "cambodia", "2019"]
    assert ask(" ".join([*words[:at], adverb, *words[at:]])).answers[0].value == 1530


def test_an_amount_that_no_source_prints_is_converted_at_the_rate_of_its_year():
    answer = ask("convert 100 million dollars of 2023 into yen").answers[0]
    assert answer.unit == "JPY" and answer.status == "converted" and 14.04e9 < answer.value < 14.06e9


def test_a_refusal_says_what_was_understood_and_offers_only_what_is_of_the_same_measure():
    refusal = ask("unemployment rate in japan 2023").refusal
    assert "'unemployment'" in refusal and "Understood: Japan, 2023." in refusal and "Nearest" not in refusal
    assert "Nearest: Cambodia's exports to Japan" in ask("exports of lobster to japan 2022").refusal


def test_overall_adds_nothing_up():
    plain, more = (
        ask(f"is the trade surplus in the {w}first 8 months of 2024 above that of 2022") for w in ("", "overall ")
    )
    assert plain.answers[0].value == more.answers[0].value


def test_a_word_that_is_not_known_is_looked_for_in_what_people_said():
    for question in ("Toyota", "what was said about Toyota"):
        assert "Kishida Fumio" in ask(question).answers[0].text
    assert not ask("unemployment").answers and not ask("what was said about Biden").answers


def test_nobody_is_said_to_have_what_the_dataset_does_not_know():
    refusal = ask("GSP utilisation rate of Cambodian exports to Japan").refusal
    assert "'gsp'" in refusal and "would have it" not in refusal


def test_three_partners_that_are_compared_are_told_one_by_one_by_one_compiler():
    answers = ask("compare trade with Japan, China and Thailand in 2023").answers
    assert [a.partner for a in answers] == ["JPN", "CHN", "THA"] and len({a.source for a in answers}) == 1


@pytest.mark.parametrize("question", ["JICA projects 2023", "what has JICA funded", "projects by JICA in Cambodia"])
def test_an_agency_of_aid_is_asked_about_aid_and_no_trade_or_investment(question):
    assert ask(question).answers and all(a.measure.startswith("aid") for a in ask(question).answers)


def test_where_no_list_of_investors_is_known_it_says_so_and_tells_the_amounts_there_are():
    for question in ("approved investment by country jan-oct 2024", "top investors in Cambodia 2024"):
        first, *more = ask(question).answers
        assert first.text.startswith("No list of investors is known for ") and first.value == 40e6
        assert 5.5e9 in [a.value for a in more]
    assert not ask("who is the biggest investor 2024").answers, "the one that is told need not be the largest"


def test_who_stands_above_is_of_the_time_of_the_rank_itself():
    rank, above = (
        ask("rank of Japan as investor").answers[0],
        ask("who is the biggest investor ahead of Japan").answers[0],
    )
    assert (rank.period, rank.measure) == (above.period, above.measure)
    assert not any("rank of the whole" in a.text for a in ask("Japan rank FDI stock 2023").answers)
    assert "No rank of the whole of 2024 is known." in ask("Japan investor rank 2024").answers[0].text


def test_the_nearest_figure_is_of_the_whole_before_a_branch_of_it():
    assert ask("which Japanese firms").nearest[0].value == 1290


def test_the_nearest_of_a_refusal_is_of_its_subject():
    assert not ask("minimum wage of garment workers 2025").nearest, "the least of the exports of garments is no wage"
    zone = ask("Japanese firms in Phnom Penh special economic zone")
    assert [a.value for a in zone.nearest] == [100] and "about 100 firms" in zone.refusal
    assert "World Bank" not in zone.refusal and "Phnom Penh Post" in zone.refusal
    assert not ask("population of Vietnam").nearest, "that of Cambodia is no answer"


def test_only_who_asks_for_words_is_told_of_statements():
    for question in ("Sihanoukville special economic zone", "JBAC chairman", "JBAC"):
        refusal = ask(question).refusal
        assert refusal.startswith("Not in the data: ") and "statement" not in refusal, refusal
    assert [a.value for a in ask("JBAC chairman").nearest] == [270]
    assert "59 statements" in ask("what did JBAC say").refusal


def test_what_firms_of_a_survey_expect_is_not_refused_as_to_come():
    assert "what is to come" not in ask("JETRO survey share of firms that will expand").refusal
    assert "what is to come" in ask("will exports to Japan rise").refusal


def test_a_group_is_not_called_wider_than_what_is_another_word_for_it():
    told = ask("clothing exports to Japan 2022").answers[0].text, ask("shirts exports to Japan 2022").answers[0].text
    assert "garments (HS 61-62)" in told[0] and ["wider" in text for text in told] == [False, True]
