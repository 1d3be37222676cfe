"""Whatever is typed gets a clean answer: spelling, scripts, word order, half words, and hostile text."""

import csv
from pathlib import Path

import pytest
from every_row import every_row
from hypothesis import example, given, settings
from hypothesis import strategies as st
from work import calls

from cjtrade_data.language.phrases import codes
from cjtrade_data.lookup.api import Reply, ask

EXPORTS = 237_220_000.0
SLOTS = tuple("measure verb basis op unit compiler role area good part topic sector office".split())
PHRASES = sorted(
    {phrase for slot in SLOTS for phrase in codes(slot)}
    | set("to from with by in of than between and for who what 9.3% second top 5 2023 latest ever".split())
    | {"jan-feb 2024", "2015 to 2019", "since 2010", "last year", "rest of 2023", "325.65 million", "q1 2023"}
)


KNOWN = [
    row["question"]
    for name in ("blind_questions.csv", "questions_by_kind.csv")
    for row in csv.DictReader((Path(__file__).parent / name).read_text("utf-8").splitlines())
]


def is_clean(reply: Reply) -> bool:
    texts = [reply.question, reply.refusal]
    texts += [t for a in reply.answers for t in (a.text, a.reading, a.formula, a.citation, a.source)]
    return all(t.isprintable() for t in texts) and bool(reply.answers) != bool(reply.refusal)


@every_row(
    "question",
    [
        "exprots to japan jan-feb 2024",
        "exports to japn jan-feb 2024",
        "exports to japan janury-febuary 2024",
        "exports form cambodia to japan jan-feb 2024",
        "jan-feb 2024 exports japan",
        "2024 jan-feb to japan exports",
        "Exports,to;Japan:Jan-Feb(2024)?!",
        "exports\tto\njapan   jan–feb 2024",
        "[bold red]exports[/] to <b>japan</b> jan-feb 2024",
        "exports to japan\x1b]0;owned\x07 jan-feb 2024",
        "exports to ja\u202epan jan-feb 2024",
        "ｅｘｐｏｒｔｓ to japan jan-feb 2024",
        "exports to japan jan-feb ２０２４",
    ],
)
def test_slips_order_and_dressing_do_not_change_the_answer(question):
    reply = ask(question)
    assert reply.answers[0].value == EXPORTS
    assert is_clean(reply)


def test_a_count_of_what_is_asked_about_takes_nothing_from_it():
    counted, plain = (ask(f"trade between {pair} in 2022").answers for pair in ("the 2 countries", "the two countries"))
    assert counted[0].value == plain[0].value


def test_the_reading_says_which_spelling_was_put_right():
    assert "'exprots' read as 'exports'" in ask("exprots to japan 2023").answers[0].reading


def test_results_come_while_a_word_is_half_typed():
    assert ask("exports to jap").answers
    assert ask("expo").answers


def test_every_prefix_of_a_question_is_answered_or_refused_cleanly():
    question = "how much did we import from japan in the first 2 months of 2024?"
    for length in range(len(question) + 1):
        assert is_clean(ask(question[:length]))


@every_row(
    "question",
    [
        "",
        "   ",
        "\x00\x1b[2J",
        "\u202e\u200f",
        "?",
        "....",
        "((((",
        "[a-z]+.*\\",
        "%s%n{}",
        "🙂",
        "-",
        "/",
        "'s",
        "²³",
        "٣",
    ],
)
def test_nothing_asked_is_refused_with_an_example(question):
    reply = ask(question)
    assert not reply.answers
    assert "Try: exports to Japan Jan-Feb 2024" in reply.refusal
    assert is_clean(reply)


@every_row("text", ["x", "exports ", "a b ", "(", "1", "\u202e", "japan 2023 exports ", "é", "…"])
def test_ten_thousand_characters_are_refused_at_once(text):
    long = (text * 10_000)[:10_000]
    assert calls(ask, long) < 400_000
    reply = ask(long)
    assert not reply.answers
    assert len(reply.question) <= 400
    assert is_clean(reply)


def test_a_page_of_text_is_refused():
    assert ask("exports to japan in jan-feb 2024 " * 15).refusal.startswith(
        "The question is longer than 400 characters"
    )


@given(st.text(max_size=120))
@example("roughly,")
def test_no_text_breaks_it(text):
    assert is_clean(ask(text))


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=8))
def test_any_words_in_any_order_are_answered_consistently_or_refused(words):
    reply = ask(" ".join(words), limit=20)
    assert is_clean(reply)
    for a in reply.answers:
        assert a.text.strip()
        assert a.reading
        if a.value is None:
            continue
        assert a.unit and a.measure and a.period and a.source and a.citation and a.figures
        assert a.low is None or a.low <= a.value * (1 + 1e-9) or a.value < 0
        assert (a.figure is None) == (a.status in ("derived", "converted"))
        assert bool(a.formula) or a.status not in ("derived", "converted")


def test_the_number_of_answers_is_limited():
    assert len(ask("exports 2015 to 2019", limit=2).answers) == 2


def test_unknown_words_that_narrow_a_question_are_never_ignored():
    for question in ("exports of lobster to japan 2023", "exports to wakanda 2023", "exports by submarine 2023"):
        reply = ask(question)
        assert not reply.answers
        assert "nothing of" in reply.refusal


def test_chatter_around_a_question_is_ignored():
    reply = ask("hello, could you please tell me quickly what exports to japan were in jan-feb 2024, thanks a lot")
    assert reply.answers[0].value == EXPORTS


@every_row(
    "before", ["what did the Japanese ambassador say", "what did Ishiba say", "when did Hun Manet meet Kishida", "news"]
)
def test_a_question_may_follow_an_answer_that_is_of_a_day(before):
    for question in ("fdi stock", "and imports?", "the following month?", "in yen", "and in 2023?", "who said so?"):
        assert is_clean(ask(question, after=before)), question


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(
    st.sampled_from(KNOWN),
    st.sampled_from(["and", "vs", "as a share of", "compared with", "or", "than", "to", "times", ", then", "per", ""]),
    st.sampled_from(KNOWN),
    st.sampled_from(["", "exports 2023", "what did Hun Manet say"]),
)
@example("where does Japan stand among export markets in 2025", "and", "exports to Benin 2016", "")
@example("why?", "minus", "2025年上半期の対日輸出", "exports 2023")
@example("what did the កម្ពុជានាំចេញទៅជប៉ុនច្រើនជាងនាំចូលឬ?", "", "", "")
@example(
    "are machinery more than vehicles in imports from Japan",
    "and",
    "which country buys the most Cambodian garments",
    "",
)
@example("share of exports 2021 to 2023 and 2024", "as a share of", "imports in 2022, 2023 and 2025", "")
def test_two_questions_in_one_are_answered_or_refused_in_words(one, joint, other, before):
    assert is_clean(ask(f"{one} {joint} {other}"[:400], after=before))
