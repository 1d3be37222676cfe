"""Settings from outside: the installed program with a file of the reader's own, on a real terminal."""

import pytest
from ran import ran
from terminal import PROGRAM, Terminal

pytestmark = pytest.mark.slow


def settings(tmp_path, text):
    path = tmp_path / "cjtrade-tui" / "config.toml"
    path.parent.mkdir()
    path.write_text(text)
    return {"XDG_CONFIG_HOME": str(tmp_path)}


def test_a_remapped_key_does_what_the_file_says_and_the_footer_names_it(tmp_path):
    env = settings(tmp_path, '[keys]\nperiod_before = "("\nperiod_after = ")"\n')
    with Terminal(PROGRAM, columns=120, rows=36, **env) as terminal:
        terminal.wait_for("325.65")
        terminal.wait_for("( ")
        terminal.press("(")
        terminal.wait_for("Exports, Jan 2024: 116.88")
        terminal.press("q")
        assert terminal.exit_status() == 0


def test_the_app_opens_on_what_the_file_sets(tmp_path):
    env = settings(tmp_path, 'reporter = "JPN"\nopens = "latest"\nfrequency = "year"\ntheme = "light"\n')
    with Terminal(PROGRAM, columns=120, rows=36, **env) as terminal:
        terminal.wait_for("Japan's figures")
        terminal.press("q")
        assert terminal.exit_status() == 0


def test_the_terminals_cursor_stands_on_the_current_cell_where_that_is_set():
    def at_cursor():
        row, column = terminal.screen.cursor.y, terminal.screen.cursor.x
        return terminal.screen.display[row][column:].split()[0]

    with Terminal(PROGRAM, columns=80, rows=24, CJTRADE_CURSOR="cell") as terminal:
        terminal.wait_for_textual()
        terminal.wait_for("Enter card")
        assert at_cursor() == "237.22" and not terminal.screen.cursor.hidden
        terminal.press("j")
        assert at_cursor() == "116.88"
        terminal.press("l")
        assert at_cursor() == "+11.8%"
        terminal.press("2")
        terminal.wait_for("CEPII")
        assert at_cursor() == "2,163.71d"
        terminal.press(":")
        terminal.press("\x1b[B\x1b[B")
        assert terminal.screen.display[terminal.screen.cursor.y].startswith("│ ▸")
        terminal.press("\x1b")
        terminal.press("Q")
        assert terminal.exit_status() == 0
    with Terminal(PROGRAM, columns=80, rows=24) as terminal:
        terminal.wait_for_textual()
        terminal.wait_for("Enter card")
        assert terminal.screen.cursor.hidden


def test_a_wrong_setting_is_one_line_and_status_2_but_not_for_doctor(tmp_path):
    import os

    env = os.environ | settings(tmp_path, 'theme = "pink"\n')
    done = ran([*PROGRAM, "show", "sources"], env=env)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "theme is dark" in done.stderr
    done = ran([*PROGRAM, "doctor"], env=env)
    assert done.returncode == 0 and "cannot be used" in done.stdout
