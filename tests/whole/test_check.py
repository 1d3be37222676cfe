"""`cjtrade-tui check` as a user runs it."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from ran import ran

PROGRAM = [sys.executable, "-m", "cjtrade_tui.cli.start", "check"]
ARTICLE = Path(__file__).parents[1] / "data" / "claims" / "articles" / "broadsheet.txt"
KEYS = set(
    """
    words sentence question value unit verdict disputed mirror difference reading figure held_against status source citation note
""".split()
)


@pytest.fixture
def run(command):
    return partial(command, "check")


def test_a_false_sentence_is_told_so_with_exit_status_0(run):
    code, out, err = run("Exports to Japan fell 15.3 per cent in January-February 2024.")
    assert (code, err) == (0, "")
    assert "disagrees: 15.3 per cent" in out and "it rose" in out and "article-r05" in out


def test_an_article_on_standard_input_comes_back_as_one_document(run):
    code, out, err = run("-", "--json", text=ARTICLE.read_bytes())
    document = json.loads(out)
    assert (code, err) == (0, "") and set(document["claims"][0]) == KEYS
    assert [c["verdict"] for c in document["claims"]] == ["agrees"] * 23


def test_each_claim_has_its_sentence_and_the_figure_that_may_be_meant_instead(run):
    text = "Trade grew. Cambodia exported goods worth $205.7 million to Japan in January-February 2024."
    (claim,) = json.loads(run("--json", text)[1])["claims"]
    assert claim["sentence"] == "Cambodia exported goods worth $205.7 million to Japan in January-February 2024."
    assert (claim["verdict"], claim["value"], claim["unit"]) == ("disagrees", 205.7e6, "USD")
    assert claim["question"] is None or claim["question"] in claim["note"]
    text = "Cambodia's imports from Japan were $237.22 million in January-February 2024."
    (claim,) = json.loads(run("--json", text)[1])["claims"]
    assert "exports" in claim["question"] and claim["question"] in claim["note"]


def test_what_is_said_without_a_number_and_is_not_so_is_told_in_the_document(run):
    (said,) = json.loads(run("--json", "Cambodia had a trade deficit with Japan in 2024.")[1])["statements"]
    assert said["verdict"] == "disagrees" and "trade surplus, 2024" in said["held_against"]


@pytest.mark.slow
def test_without_a_sentence_all_checks_are_listed_contradictions_first(run):
    code, out, _ = run("--json")
    checks = json.loads(out)["checks"]
    order = ["does not reconcile", "borderline", "reconciles", "cannot tell"]
    verdicts = [c["verdict"] for c in checks]
    assert code == 0 and verdicts == sorted(verdicts, key=order.index) and set(verdicts) == set(order)
    assert all(c["figures"] and c["arithmetic"] for c in checks)


@pytest.mark.parametrize("words", [["--bogus"], ["-", "exports"], ["  "]])
def test_a_usage_error_is_one_line_and_exit_status_2(words, run):
    code, out, err = run(*words, text=b"")
    assert (code, out) == (2, "") and err.count("\n") == 1 and "cjtrade-tui check" in err


def test_a_sentence_is_answered_without_textual_polars_or_plotext():
    program = (
        "import sys; sys.argv = ['cjtrade-tui', 'check', 'Exports to Japan were $1.17 billion in 2023.'];"
        "from cjtrade_tui.cli.start import main; main();"
        "print([m for m in ('textual', 'polars', 'plotext', 'highspy', 'dataclasses') if m in sys.modules])"
    )
    done = ran([sys.executable, "-c", program], check=True)
    assert done.stdout.endswith("[]\n") and "agrees: $1.17 billion" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        *(
            pytest.param(["show", "checks", "--view", view], marks=pytest.mark.slow)
            for view in ("findings", "identities", "pinned", "revisions")
        ),
    ],
)
def test_the_checks_of_the_bundled_tables_are_told_without_solver_and_numpy(words):
    program = (
        f"import sys; sys.argv = ['cjtrade-tui', *{words!r}]; sys.modules.update(highspy=None, numpy=None);"
        "from cjtrade_tui.cli.start import main; sys.exit(main())"
    )
    done = ran([sys.executable, "-c", program])
    assert (done.returncode, done.stderr) == (0, "") and len(done.stdout.splitlines()) > 8


def test_bytes_that_are_no_text_are_read_as_far_as_they_go(run):
    code, out, _ = run("-", text=b"\xff\xfe \x1b[2J Exports to Japan were $1.17 billion in 2023. \xe2\x80")
    assert code == 0 and "agrees: $1.17 billion" in out and "\x1b" not in out


def test_a_locale_without_utf8_gets_ascii_only():
    words = [*PROGRAM, "Exports to Japan were nearly $1.2 billion in 2023 — “record”."]
    plain = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(words, capture_output=True, check=True, env=plain)
    assert done.stdout.isascii() and b"agrees" in done.stdout


def test_fail_on_turns_a_number_that_disagrees_into_exit_status_1(run):
    assert run("Exports to Japan were $1.71 billion in 2023.", "--fail-on", "disagrees")[0] == 1
    assert run("Exports to Japan were $1.17 billion in 2023.", "--fail-on", "disagrees")[0] == 0


def test_the_day_of_a_text_is_an_option_and_a_wrong_one_a_usage_error(run):
    text = "From January to October this year trade with Japan reached $1.7618 billion."
    assert "agrees: $1.7618 billion" in run(text, "--date", "2024-11-20")[1]
    code, out, err = run(text, "--date", "2024-13-01")
    assert (code, out) == (2, "") and "2024-03-25" in err


def test_each_sentence_stands_once_above_the_verdicts_on_its_numbers(run):
    out = run("Exports to Japan were $1.17 billion in 2023, up 2 per cent. Imports were $623.6 million.")[1]
    assert (
        out.startswith("3 numbers: 2 agree, 1 is disputed.")
        and out.count('"Exports to Japan') == 1
        and out.count('"Imports were') == 1
    )
