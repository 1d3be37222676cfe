"""What a command says to one who sits at a terminal, and not to a pipe."""

import pytest
from ran import ran
from terminal import PROGRAM, Terminal

pytestmark = pytest.mark.slow
SENTENCE = "exports to Japan fell 15.3% in Jan-Feb 2024"


def test_one_who_types_a_text_is_told_how_it_ends():
    with Terminal([*PROGRAM, "check", "-"]) as terminal:
        terminal.wait_for("Ctrl+D on a line of its own ends it")
        terminal.press(f"{SENTENCE}\n\x04")
        terminal.wait_for("disagrees")
        assert terminal.exit_status() == 0
    done = ran([*PROGRAM, "check", "-"], input=SENTENCE, check=True)
    assert "disagrees" in done.stdout and done.stderr == ""


def test_where_a_file_was_saved_is_said_to_a_terminal_alone(tmp_path):
    words = [*PROGRAM, "export", "sources", "--format", "csv", "-o"]
    with Terminal([*words, str(tmp_path / "a.csv")]) as terminal:
        terminal.wait_for("Saved as")
        assert terminal.exit_status() == 0
    done = ran([*words, str(tmp_path / "b.csv")], check=True)
    assert done.stdout == done.stderr == "" and (tmp_path / "b.csv").exists()


def test_an_import_of_what_nobody_pipes_says_so_at_once():
    with Terminal([*PROGRAM, "import", "-"]) as terminal:
        terminal.wait_for("reads what is piped into it")
        assert terminal.exit_status() == 2
