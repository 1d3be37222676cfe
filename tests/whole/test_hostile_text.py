"""Text from outside: refused where it enters, harmless where it is shown; read from the bytes that reach the terminal."""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest
from attacks import ATTACKS, PLAIN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sequences import foreign
from terminal import PROGRAM, Terminal

from cjtrade_data import BookError, open_book
from cjtrade_data.book.book import TABLES
from cjtrade_data.safe_text import LONGEST, safe_text

CELLS = {
    "sources.csv": ("publisher", "title", "url", "terms", "note", "vintage", "licence"),
    "people.csv": ("name", "role", "note"),
    "organisations.csv": ("name", "short_name"),
    "areas.csv": ("name", "demonym"),
    "statements.csv": ("topic", "paraphrase", "quote", "locator"),
    "mentions.csv": ("name", "locator", "note"),
    "sectors.csv": ("name",),
    "figures/article_2024_03.csv": ("locator", "note"),
    "figures/pair_press.csv": ("locator", "note"),
    "figures/investment_press.csv": ("locator", "note"),
}
OWN_WORDS = {"other screen and mouse", "carriage return over what was said", "a shell command on a line of its own"}
"""Attacks made of sequences that the program itself uses."""
OPENED_WIDE = """
import sys
from cjtrade_data.book import validate
validate.is_plain = lambda *_: True
from cjtrade_tui.cli import start
sys.argv = ["cjtrade-tui", *sys.argv[2:]]
sys.exit(start.main())
"""
"""The program with its outer gate open: what stands behind it must hold alone."""


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]


def hostile_tables(folder, texts):
    """The bundled tables with an attack in every cell that holds words, under a valid seal."""
    shutil.copytree(TABLES, folder)
    turn = 0
    for file, columns in CELLS.items():
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        for row in rows:
            for column in columns:
                row[column] = f"{row[column]}{texts[turn % len(texts)]}"
                turn += 1
        with (folder / file).open("w", encoding="utf-8", errors="surrogatepass", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    reseal(folder)
    return folder


def reseal(folder):
    """What an attacker does who can compute a checksum."""
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource |= {"bytes": len(content), "hash": "sha256:" + hashlib.sha256(content).hexdigest()}
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


@pytest.fixture(scope="module")
def hostile_folders(tmp_path_factory):
    """The tables for a tab; the book, which some tabs read, refuses a row that a carriage return breaks in two."""
    texts = [t for t in ATTACKS.values() if "\n" not in t]
    unbroken = [t for t in texts if "\r" not in t]
    folders = [
        hostile_tables(tmp_path_factory.mktemp(name) / "tables", attacks)
        for name, attacks in (("hostile", texts), ("unbroken", unbroken))
    ]
    return lambda tab: folders[tab != "investment"]


@pytest.fixture
def hostile(hostile_folders, tab):
    return hostile_folders(tab)


@pytest.mark.parametrize("name", [n for n in ATTACKS if n not in PLAIN])
def test_a_sealed_table_with_such_a_cell_is_refused_or_shown_clean(tmp_path, name):
    folder = hostile_tables(tmp_path / "tables", [ATTACKS[name]])
    try:
        book = open_book(folder)
    except BookError as error:
        assert safe_text(str(error)) == str(error) and "row 2" in str(error)
        return
    assert safe_text(ATTACKS[name]).isprintable()
    assert "\x1b" not in "".join(filter(None, book.table("sources")["title"].to_list()))


def test_a_cell_too_long_to_be_one_is_refused_with_its_row(tmp_path):
    with pytest.raises(BookError, match=r"row 2: \w+ has \d+ characters; a cell holds 4000 at most"):
        open_book(hostile_tables(tmp_path / "tables", ["x" * (LONGEST + 1)]))


def test_a_refusal_reaches_the_terminal_as_one_harmless_line(tmp_path):
    folder = hostile_tables(tmp_path / "tables", [ATTACKS["clipboard write"]])
    done = subprocess.run([*PROGRAM, "show", "sources", "--tables", folder], capture_output=True, check=False)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and foreign(done.stderr) == []
    assert b"U+001B" in done.stderr


@pytest.mark.parametrize("tab", ["flows", "partners", "products", "investment", "people", "checks", "sources"])
def test_behind_the_gate_no_screen_sends_what_a_cell_says(hostile, tab):
    command = [sys.executable, "-c", OPENED_WIDE, "x", tab, "--tables", str(hostile)]
    with Terminal(command, columns=110, rows=32) as terminal:
        terminal.wait_for("q quit")
        for key in (
            "j",
            "j",
            "v",
            "j",
            "\r",
            "j",
            "l",
            "l",
            "\x1b[6~",
            "\x1b",
            "v",
            "j",
            "?",
            "\x1b",
            "s",
            "f",
            "\x1b",
            "r",
        ):
            terminal.press(key)
        terminal.read(0.5)
        terminal.press("Q")
        assert terminal.exit_status() == 0
    assert len(terminal.sent) > 6_000
    assert foreign(terminal.sent) == []


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("tab", ["flows", "partners", "products", "investment", "people", "checks", "sources"])
def test_behind_the_gate_no_printed_tab_says_what_a_cell_says(hostile, tab, options):
    command = [sys.executable, "-c", OPENED_WIDE, "x", "show", tab, "--tables", str(hostile), *options]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(done.stdout) > 800 and foreign(done.stdout) == [] and done.stderr == b""
    if options:
        json.loads(done.stdout)


def test_markup_is_shown_letter_for_letter(tmp_path):
    folder = hostile_tables(tmp_path / "tables", [ATTACKS["Textual markup"]])
    with Terminal([*PROGRAM, "people", "--tables", str(folder)], columns=200, rows=40) as terminal:
        terminal.wait_for("[@click=app.quit]quit[/]")
        terminal.press("j")
        terminal.wait_for("q quit")


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("name", [n for n in ATTACKS if "\x00" not in ATTACKS[n]])
def test_a_hostile_question_is_answered_or_refused_in_harmless_text(name, options):
    words = os.fsencode(f"exports 2023 {ATTACKS[name]}")
    done = subprocess.run([*PROGRAM, "lookup", words, *options], capture_output=True, check=False)
    assert done.returncode in (0, 1, 2) and foreign(done.stdout) == [] and foreign(done.stderr) == []
    assert b"unexpectedly" not in done.stderr


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_a_hostile_article_gets_its_verdicts_in_harmless_text(options):
    article = "\n\n".join(f"Exports to Japan were $1.17 billion {attack} in 2023." for attack in ATTACKS.values())
    done = subprocess.run(
        [*PROGRAM, "check", "-", *options],
        input=article.encode("utf-8", "surrogatepass"),
        capture_output=True,
        check=True,
    )
    assert foreign(done.stdout) == [] and done.stderr == b"" and done.stdout.count(b"$1.17 billion") >= len(ATTACKS)


@pytest.mark.parametrize("option", ["--item", "--sort", "--view", "--period", "--tables", "--compiler", "--nonsense"])
def test_a_hostile_option_is_refused_in_harmless_text(option):
    for attack in ("clipboard write", "8-bit CSI", "right-to-left override"):
        done = subprocess.run([*PROGRAM, "show", "people", option, ATTACKS[attack]], capture_output=True, check=False)
        assert done.returncode in (0, 2) and foreign(done.stdout) == [] and foreign(done.stderr) == []


def test_a_hostile_paste_into_the_question_is_shown_harmless():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("q quit")
        terminal.press("/")
        for attack in ATTACKS.values():
            terminal.press(f"\x1b[200~{attack.replace(chr(27) + '[201~', '')}\x1b[201~")
            terminal.press("\x15")
        terminal.press("\x1b")
        terminal.read(0.5)
        terminal.press("Q")
        assert terminal.exit_status() == 0
    assert foreign(terminal.sent) == []


def test_the_scanner_notices_each_attack():
    for name, attack in ATTACKS.items():
        if not attack.isprintable():
            seen = foreign(attack.encode("utf-8", "surrogatepass"))
            assert seen or name in OWN_WORDS, name


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(list(ATTACKS.values())),
            st.text(max_size=30),
            st.binary(max_size=9).map(lambda b: b.decode("latin-1")),
        ),
        max_size=6,
    )
)
def test_no_frame_holds_what_a_text_says(texts):
    from rich.segment import Segment
    from rich.style import Style
    from textual.strip import Strip

    from cjtrade_tui.terminal.diff_renderer import DiffRenderer

    strips = [Strip([Segment(text, Style.parse("red")), Segment(" " * 200)]) for text in texts]
    sent = DiffRenderer().frame(strips, (60, len(strips)))
    assert foreign(sent.encode("utf-8")) == []
