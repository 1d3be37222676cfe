"""What surrounds a question is dropped, and nothing that the question is about."""

from bundled import BOOK
from every_row import every_row

from cjtrade_data.language.courtesy import without_courtesy
from cjtrade_data.language.vocabulary import Vocabulary

WORDS = Vocabulary(BOOK)


def bare(text):
    return without_courtesy(text, WORDS.is_subject, WORDS.is_adverb)


@every_row(
    "lead",
    [
        "good morning! ",
        "for a note verbale: ",
        "the board would like to hear ",
        "I'd be grateful for ",
        "just out of curiosity, ",
        "somebody in the office asks: ",
        "I was told to find ",
        "could we get ",
        "as a matter of urgency: ",
        "the finance team needs ",
        "pardon the interruption: ",
    ],
)
def test_a_lead_is_no_part_of_the_question(lead):
    assert bare(f"{lead}exports 2022") == "exports 2022"


@every_row(
    "tail",
    [
        " for the weekly bulletin",
        " by close of business",
        " many thanks in advance",
        " in your tables",
        " indeed",
        " for internal use",
        " for my thesis chapter",
        " of course",
        " in all honesty",
        " no need to hurry",
    ],
)
def test_a_tail_is_no_part_of_the_question(tail):
    assert bare(f"exports 2022{tail}") == "exports 2022"


@every_row(
    "question",
    [
        "unemployment: japan 2022",
        "Osaka: exports 2022",
        "In Osaka, exports 2022",
        "after 2010 exports",
        "explain the growth of exports",
        "quaterly exports 2024",
        "overall exports of cambodia",
        "exports to Japan for the prefecture of Osaka",
        "imports for military use",
        "imports 2023 in the article",
        "our trade 2022",
        "imports for the paper industry",
        "aid for the school feeding programme",
        "I saw which was larger in 2024: exports or imports",
    ],
)
def test_what_the_question_is_about_stays(question):
    assert bare(question) == question
