"""The words that questions and articles may use: a table, whose codes name what there is."""

import shutil
from collections import Counter

import pytest
from bundled import BOOK

from cjtrade_data.book.book import Book
from cjtrade_data.book.code_lists import rows
from cjtrade_data.book.tables import TABLES
from cjtrade_data.errors import BookError
from cjtrade_data.language import phrases
from cjtrade_data.language.phrases import codes, fillers, slots, terms, wordings
from cjtrade_data.language.vocabulary import Vocabulary
from cjtrade_data.lookup.api import ask

KNOWN = {
    "area": lambda book: book.areas,
    "adjective": lambda book: book.areas,
    "person": lambda book: book.people,
    "office": lambda book: {o.office for o in book.offices},
    "organisation": lambda book: book.organisations,
    "sector": lambda book: book.names("sectors"),
    "term": lambda _: terms(),
}


@pytest.mark.parametrize("slot", KNOWN)
def test_what_a_phrase_stands_for_is_in_the_tables(slot):
    assert set(codes(slot).values()) <= set(KNOWN[slot](BOOK))


def test_a_phrase_is_written_as_questions_are_read():
    for slot in slots():
        for wording in wordings(slot):
            assert wording.phrase == " ".join(wording.phrase.lower().split()) and wording.weight in (0, 1, 2)


def test_a_word_that_narrows_a_question_is_no_filler():
    narrowing = {"not", "never", "other", "only half", "private", "public", "domestic", "excess", "ago", "neither"}
    assert not narrowing & fillers()


def test_an_office_is_that_of_whoever_holds_it(tmp_path):
    tables = shutil.copytree(TABLES, tmp_path / "tables")
    offices = tables / "offices.csv"
    holder = ("person", "hun-manet")
    assert holder in Vocabulary(Book(tables)).longest(["prime", "minister"], 0).meanings
    offices.write_text(offices.read_text().replace("hun-manet,,,", "hun-manet,,2033-08-22,"))
    assert Vocabulary(Book(tables)).longest(["prime", "minister"], 0) is None


def test_a_word_of_the_glossary_is_explained_without_saying_what_the_tables_hold():
    assert "2023" not in ask("what is BACI").answers[0].text


def test_a_damaged_table_of_words_is_told_in_a_line(tmp_path, monkeypatch):
    (tmp_path / "language").mkdir()
    (tmp_path / "language" / "glossary.csv").write_text("id,name,meaning,has_figures\nfob,FOB\n")
    monkeypatch.setattr(phrases, "TABLES", tmp_path)
    terms.cache_clear()
    with pytest.raises(BookError, match=r"language/glossary.csv, row 2: 2 cells instead of 4"):
        terms()
    terms.cache_clear()


def test_no_row_stands_twice():
    keys = [
        tuple(row[:4]) for row in rows(TABLES, "language/phrases.csv", ("slot", "code", "phrase", "language", "weight"))
    ]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
