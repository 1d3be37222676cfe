"""`cjtrade-tui lookup` as a person or a script uses it."""

import json
import subprocess
import sys

import pytest

PROGRAM = [sys.executable, "-m", "cjtrade_tui", "lookup"]


def lookup(*words):
    return subprocess.run([*PROGRAM, *words], capture_output=True, text=True, check=False)


def test_an_answer_is_a_sentence_with_its_reading_and_source():
    done = lookup("exports", "to", "japan", "jan-feb", "2024")
    assert done.returncode == 0 and done.stderr == ""
    assert "237.22 million dollars in January-February 2024" in done.stdout
    assert "read as:" in done.stdout and "phnompenhpost.com" in done.stdout


def test_json_is_one_document_in_base_units():
    document = json.loads(lookup("exports feb 2024", "--json", "-n", "1").stdout)
    (answer,) = document["answers"]
    assert answer["value"] == pytest.approx(120.34e6) and answer["unit"] == "USD"
    assert answer["low"] <= answer["value"] <= answer["high"]
    assert (answer["period"], answer["status"]) == ("2024-02", "derived") and answer["formula"]


@pytest.mark.parametrize("question", ["", "asdf qwer zxcv", "\x1b]0;x\x07", "[red]x[/]", "(.*)+$", "exports " * 2000])
def test_what_has_no_answer_is_refused_in_words_with_status_1(question):
    done = lookup(question)
    assert done.returncode == 1 and done.stdout.strip() and done.stderr == ""
    assert done.stdout.replace("\n", "").isprintable()


def test_a_refusal_as_json_has_no_answers():
    done = lookup("--json", "asdf qwer zxcv")
    assert done.returncode == 1 and json.loads(done.stdout)["answers"] == []


def test_a_wrong_option_is_one_line_with_status_2():
    done = lookup("exports", "-n", "x")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1


def test_what_an_answer_opens_opens():
    done = lookup("exports to japan jan-feb 2024", "-n", "1")
    words = done.stdout.split("see: cjtrade-tui ")[1].split("\n")[0].split()
    shown = subprocess.run(
        [sys.executable, "-m", "cjtrade_tui", "show", *words], capture_output=True, text=True, check=False
    )
    assert shown.returncode == 0 and "237.22" in shown.stdout


def test_an_answer_needs_neither_textual_nor_polars():
    code = "import sys; sys.argv = ['x', 'lookup', 'exports to japan 2024']; from cjtrade_tui.start import main; main(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "polars", "plotext", "argparse"} & set(done.stdout.splitlines()[-1].split())
