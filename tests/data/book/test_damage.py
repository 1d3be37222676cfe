"""A damaged table is told in one line: the file, the row where there is one, the reason and the mend."""

import json
import sys

import pytest
from ran import ran

from cjtrade_data import BookError, open_book
from cjtrade_data.__main__ import main as package_main
from cjtrade_data.book.book import TABLES
from cjtrade_data.book.validate import is_plain

PAIR = "figures/pair_press.csv"


def edit(path, change):
    path.write_bytes(change(path.read_bytes()))


def swap_columns(content):
    lines = content.splitlines(keepends=True)
    return lines[0].replace(b"id,measure", b"measure,id") + b"".join(lines[1:])


def on_line(number, old, new):
    def change(content):
        lines = content.splitlines(keepends=True)
        assert old in lines[number - 1], lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new, 1)
        return b"".join(lines)

    return change


def drop_column(content):
    return b"\n".join(line.split(b",", 1)[1] for line in content.splitlines()) + b"\n"


def quote_swallowing_lines(content):
    lines = content.splitlines(keepends=True)
    return b"".join([*lines[:3], b'"' + lines[3], *lines[4:]])


DAMAGES = {
    "a stray quote": (PAIR, quote_swallowing_lines, "row 4: has"),
    "missing column": (PAIR, drop_column, "row 1: has no column id"),
    "columns swapped": (PAIR, swap_columns, "row 1: columns are not in the order"),
    "wrong type": (PAIR, on_line(4, b",billion,", b",billion,x"), "row 4: decimals 'x"),
    "unknown scale": (PAIR, on_line(2, b",million,", b",zillion,"), "row 2: scale 'zillion' is none of"),
    "source of nobody": ("sources.csv", on_line(2, b",PRESS,", b",NOBODY,"), "row 2: compiler 'NOBODY' is not in"),
    "duplicate id": (PAIR, lambda c: c + c.splitlines(keepends=True)[-1], "stands twice"),
    "cut inside a row": (PAIR, lambda c: c[: c.rindex(b"\n", 0, -1) + 40], "instead of 21"),
    "cut at a line's end": (PAIR, lambda c: b"".join(c.splitlines(keepends=True)[:-3]), "differs from its checksum"),
    "not UTF-8": (PAIR, on_line(5, b"USD", b"U\xffD"), "row 5: byte"),
    "empty file": (PAIR, lambda c: b"", "row 1: has no column"),
    "a digit changed": (PAIR, lambda c: c.replace(b"116.88", b"116.89"), "differs from its checksum"),
    "broken description": ("datapackage.json", lambda c: c[:500], "is not a data package"),
}


@pytest.mark.parametrize("name", sorted(DAMAGES))
def test_damage_is_told_in_one_line_with_file_row_and_mend(tables, name):
    file, change, expected = DAMAGES[name]
    edit(tables / file, change)
    with pytest.raises(BookError) as caught:
        open_book(tables)
    words = str(caught.value)
    assert words.startswith(file) and expected in words and "; " in words
    assert len(words.splitlines()) == 1


def described(change):
    """An edit of datapackage.json that leaves it valid JSON."""

    def edited(content):
        package = json.loads(content)
        change({r["name"]: r for r in package["resources"]}, package)
        return json.dumps(package).encode()

    return edited


DESCRIPTIONS = {
    "no tables": (lambda r, p: p.update(resources=[]), "describes no table areas, "),
    "a table less": (lambda r, p: p["resources"].remove(r["mentions"]), "describes no table mentions"),
    "a type of its own": (lambda r, p: r["people"]["schema"]["fields"][0].update(type="blob"), "unknown type blob"),
    "a column unnamed": (lambda r, p: r["people"]["schema"]["fields"][0].pop("name"), "no 'name'"),
    "a table unnamed": (lambda r, p: r["people"].pop("name"), "no 'name'"),
    "no columns": (lambda r, p: r["people"]["schema"].pop("fields"), "no 'fields'"),
    "no checksum": (lambda r, p: r["people"].pop("hash"), "no 'hash'"),
    "no size": (lambda r, p: r["people"].pop("bytes"), "no 'bytes'"),
    "a path that is a number": (lambda r, p: r["people"].update(path=3), "path of people is no text"),
    "columns in another order": (lambda r, p: r["figures-pair-press"]["schema"]["fields"].reverse(), "in their order"),
    "a value that is text": (
        lambda r, p: r["figures-pair-press"]["schema"]["fields"][8].update(type="string"),
        "not those of figures",
    ),
    "a reference from nowhere": (
        lambda r, p: r["people"]["schema"].update(
            foreignKeys=[{"fields": "x", "reference": {"resource": "areas", "fields": "code"}}]
        ),
        "a reference of people",
    ),
    "a reference to nowhere": (
        lambda r, p: r["people"]["schema"].update(
            foreignKeys=[{"fields": "id", "reference": {"resource": "x", "fields": "code"}}]
        ),
        "a reference of people",
    ),
    "a pattern that is none": (
        lambda r, p: r["people"]["schema"]["fields"][0].update(constraints={"pattern": "("}),
        "unterminated",
    ),
    "constraints in a list": (lambda r, p: r["people"]["schema"]["fields"][0].update(constraints=[]), "not a data"),
}


@pytest.mark.parametrize("name", sorted(DESCRIPTIONS))
def test_a_description_that_reads_as_json_but_describes_no_tables_is_told_in_one_line(tables, name):
    change, expected = DESCRIPTIONS[name]
    edit(tables / "datapackage.json", described(change))
    with pytest.raises(BookError) as caught:
        open_book(tables)
    words = str(caught.value)
    assert words.startswith("datapackage.json") and expected in words and words.isprintable()


@pytest.mark.parametrize("reference", ["figures-products-wits", "people"])
def test_each_row_that_is_told_is_the_line_of_the_file(tables, reference):
    """A cell too many, on the last line: found where an editor would show it."""
    package = json.loads((tables / "datapackage.json").read_text("utf-8"))
    path = next(r["path"] for r in package["resources"] if r["name"] == reference)
    lines = (tables / path).read_bytes().splitlines()
    edit(tables / path, lambda c: c[:-1] + b",x\n")
    with pytest.raises(BookError, match=f"row {len(lines)}: has"):
        open_book(tables)


def test_a_damaged_cell_cannot_command_the_terminal_that_shows_the_error(tables):
    edit(tables / PAIR, on_line(4, b"gdce", b"\x1b]0;owned\x07\xe2\x80\xaegdce"))
    with pytest.raises(BookError, match=r"pair_press\.csv, row 4: id holds U\+001B") as caught:
        open_book(tables)
    assert str(caught.value).isprintable()


def test_more_than_a_cell_can_hold_is_still_told_in_one_line(tables):
    edit(tables / PAIR, on_line(3, b"gdce", b"g" * 140_000))
    with pytest.raises(BookError, match=r"pair_press\.csv, row 3: is not CSV") as caught:
        open_book(tables)
    assert len(str(caught.value).splitlines()) == 1


def test_a_missing_file_is_named(tables):
    (tables / PAIR).unlink()
    with pytest.raises(BookError, match=r"pair_press\.csv: is missing; restore"):
        open_book(tables)


def test_a_folder_without_tables_is_named(tmp_path):
    with pytest.raises(BookError, match=r"datapackage\.json: not found in"):
        open_book(tmp_path)


def test_a_reference_to_nothing_is_found_at_its_row(tables):
    edit(tables / PAIR, lambda c: c.replace(b",JPN,", b",QQQ,", 1))
    with pytest.raises(BookError, match=r"pair_press\.csv, row \d+: partner 'QQQ' is not in areas\.csv"):
        open_book(tables)


def test_the_command_line_says_it_in_one_line_and_exits_with_2(tables):
    edit(tables / PAIR, DAMAGES["duplicate id"][1])
    done = ran([sys.executable, "-m", "cjtrade_tui", "show", "flows", "--tables", str(tables)])
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "pair_press.csv, row" in done.stderr


@pytest.mark.slow
def test_sealing_after_a_sound_edit_opens_the_book_again(tables, capsys):
    edit(tables / PAIR, lambda c: c.replace(b"116.88", b"116.89"))
    assert package_main(["package", str(tables)]) == 0
    assert open_book(tables).checksum != open_book().checksum


def test_sealing_refuses_a_faulty_table_and_changes_nothing(tables, capsys):
    before = (tables / "datapackage.json").read_bytes()
    edit(tables / PAIR, DAMAGES["wrong type"][1])
    assert package_main(["package", str(tables)]) == 2
    assert (tables / "datapackage.json").read_bytes() == before
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_every_bundled_file_is_the_one_that_was_sealed():
    package = json.loads((TABLES / "datapackage.json").read_text("utf-8"))
    listed = {r["path"] for r in package["resources"]}
    assert listed == {p.relative_to(TABLES).as_posix() for p in TABLES.rglob("*.csv")}
    assert all(is_plain(TABLES, r) for r in package["resources"] if not r["path"].startswith("results/"))
    open_book()
