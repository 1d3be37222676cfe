"""The book reads rows, without Polars, and says where a table is damaged."""

import sys

import pytest
from ran import ran

from cjtrade_data.book.book import Book, open_book
from cjtrade_data.book.tables import Tables
from cjtrade_data.errors import BookError
from cjtrade_data.model.records import paragraph


def test_a_question_is_answered_without_polars_or_anything_that_draws():
    code = (
        "import sys; from cjtrade_data.lookup.api import ask; ask('exprots to japan jan-feb 2024'); ask('who is Lim Heng');"
        "print(sorted({'polars', 'textual', 'rich', 'plotext', 'cjtrade_tui', 'json', 'argparse'} & set(sys.modules)))"
    )
    done = ran([sys.executable, "-c", code], check=True)
    assert done.stdout.strip() == "[]"


def test_rapidfuzz_is_loaded_only_when_a_word_is_not_known():
    code = (
        "import sys; from cjtrade_data.lookup.api import ask; ask('exports to japan jan-feb 2024');"
        "before = 'rapidfuzz' in sys.modules; ask('exprots to japan'); print(before, 'rapidfuzz' in sys.modules)"
    )
    done = ran([sys.executable, "-c", code], check=True)
    assert done.stdout.strip() == "False True"


def test_a_figure_is_the_same_as_in_the_book():
    """The frame is of floats, the row is of exact numbers; both are of one reading of the tables."""
    book = open_book()
    rows = list(book.figures.iter_rows(named=True))
    for row in (*rows[:30], *rows[::97]):
        of_rows = book.figure(row["id"]).as_row()
        assert set(of_rows) == set(row)
        for name, cell in row.items():
            assert of_rows[name] == (pytest.approx(cell) if isinstance(cell, float) else cell), (row["id"], name)


def test_statements_come_in_the_order_of_their_paragraphs_and_those_without_one_after_them_by_date():
    printed = [paragraph(s.locator) for s in Book().statements if s.locator]
    dates = [s.date for s in Book().statements[len(printed) :]]
    assert printed == sorted(printed) and dates == sorted(dates)
    assert len(printed) + len(dates) == len(Book().statements)


def test_a_note_of_two_lines_reads_the_same_however_its_row_is_read(tables):
    file = tables / "figures" / "article_2024_03.csv"
    lines = file.read_text("utf-8").split("\n")
    at = next(k for k, line in enumerate(lines) if line.startswith("article-r04,"))
    lines[at] = lines[at][: lines[at].rindex(",") + 1] + '"one\ntwo."'
    file.write_text("\n".join(lines), "utf-8")
    book = Book(tables)
    whole = next(row for row in Tables(tables).figures("article_2024_03") if row[0] == "article-r04")
    assert book.figure("article-r04").note == whole[-1] == "one\ntwo."
    assert "article-r04" in {figure.id for figure in book.prints("exports", "KHM", "JPN")}


def test_an_unknown_figure_is_a_key_error():
    with pytest.raises(KeyError):
        Book().figure("no-such-figure")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(BookError, match="figures: the folder is missing"):
        Book(tmp_path).prints("exports", "KHM", "JPN")


def test_a_missing_table_is_named(tables):
    (tables / "sources.csv").unlink()
    with pytest.raises(BookError, match=r"sources\.csv"):
        Book(tables).prints("exports", "KHM", "JPN")


def test_a_lost_column_is_named(tables):
    file = tables / "people.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("role", "rule", 1), encoding="utf-8")
    with pytest.raises(BookError, match="no column 'role'"):
        Book(tables).people  # noqa: B018


def test_a_torn_row_is_named_with_its_number(tables):
    file = tables / "figures" / "article_2024_03.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].rpartition(",")[0]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(BookError, match="row 5: 20 cells instead of 21"):
        Book(tables).prints("exports", "KHM", "JPN")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (",237.22,", ",2x7.22,", "'article-r04' is no figure"),
        ("ppp-2024-03-gdce", "nobody", "is no figure"),
        ("2024-02,237.22", "2024-13,237.22", "is no figure"),
        ("237.22,USD,million", "237.22,USD,gazillion", "scale 'gazillion'"),
    ],
)
def test_a_row_that_is_no_figure_is_named(tables, old, new, reason):
    file = tables / "figures" / "article_2024_03.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BookError, match=reason):
        Book(tables).prints("exports", "KHM", "JPN")


def test_text_that_is_not_utf8_is_named(tables):
    file = tables / "figures" / "article_2024_03.csv"
    file.write_bytes(file.read_bytes().replace(b"words", b"w\xf6rds"))
    with pytest.raises(BookError, match=r"article_2024_03\.csv"):
        Book(tables).prints("exports", "KHM", "JPN")


def test_codes_in_quotes_are_the_same_codes(tables):
    file = tables / "figures" / "article_2024_03.csv"
    file.write_text(
        file.read_text(encoding="utf-8").replace(",exports,KHM,JPN,", ',exports,"KHM","JPN",'), encoding="utf-8"
    )
    assert Book(tables).prints("exports", "KHM", "JPN") == Book().prints("exports", "KHM", "JPN")
