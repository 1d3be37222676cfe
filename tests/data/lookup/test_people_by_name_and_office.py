"""Who is meant by a name, a title or an office, and what was said under it at that time."""

import pytest
from every_row import every_row

from cjtrade_data.lookup.api import ask


@every_row(
    ("question", "speaker"),
    [
        ("Samdech Thipadei Hun Manet statement", "Hun Manet, Prime Minister of Cambodia"),
        ("what did the prime minister say in December 2023", "Hun Manet, Prime Minister of Cambodia"),
        ("what did the Japanese prime minister say in 2022", "Kishida Fumio, Prime Minister of Japan"),
        ("what did the Japanese prime minister say in 2025", "Ishiba Shigeru, Prime Minister of Japan"),
        ("what did the director of international economics say", "Hong Vanak, director of international economics"),
        ("what did the chief representative in Phnom Penh say", "Haruta Marisa, chief representative in Phnom Penh"),
        ("岸田は何と言った", "Kishida Fumio, Prime Minister of Japan"),
    ],
)
def test_a_title_another_name_or_an_office_finds_what_was_said_under_it_alone(question, speaker):
    answers = ask(question).answers
    assert answers and all(a.text.startswith(speaker) for a in answers), [a.text[:70] for a in answers]


@pytest.mark.parametrize("question", ["Japan's grants 1993-2014", "Japanese loans to Cambodia 1993-2014"])
def test_what_is_said_of_grants_and_of_loans_never_calls_them_net_aid(question):
    answers = ask(question).answers
    assert answers and not any("net aid" in a.text.lower() for a in answers)
    assert all(a.measure.startswith(("aid_grants", "aid_loans")) for a in answers)


@every_row("question", ["Hun Manet", "what did Hun Manet say", "what did Lim Heng say", "Hong Vanak"], ids=str)
def test_what_somebody_said_stands_newest_first_and_is_called_our_words(question):
    said = [a for a in ask(question, limit=99).answers if a.measure == "statement"]
    days = [a.period for a in said]
    assert len(said) > 3 and days == sorted(days, reverse=True)
    assert all(", in our words: " in a.text for a in said)


def test_where_somebody_went_is_what_happened_and_not_what_they_said():
    assert [a.measure for a in ask("when did Hun Manet go to Japan").answers][:1] == ["event"]
    assert not ask("when did Kishida go to Cambodia").answers
    assert not any("summit" in a.text for a in ask("what did Hun Manet say").answers)
