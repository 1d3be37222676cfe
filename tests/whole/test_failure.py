"""What a person sees when the program itself is at fault: their terminal back, one line, and a file for the report."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from ran import ran
from terminal import Terminal

from cjtrade_tui import crash_log

BREAK = """
import sys
from cjtrade_tui.cli import start
sys.argv = ["cjtrade-tui", *sys.argv[2:]]
def fail(*_, **__):
    secret = "a-local-value"
    raise RuntimeError("wires \\x1b]0;owned\\x07 crossed\\nsecond line")
{where}
sys.exit(start.main())
"""
ON_SCREEN = {
    "while a page is built, in a thread": "from cjtrade_tui.pages import build; build.plain = fail",
    "while a frame is painted": "from cjtrade_tui.widgets.figure_table import FigureTable; FigureTable.render_line = fail",
    "while a key is obeyed": "from cjtrade_tui.app.app import Explorer; Explorer.action_tab = fail",
    "while keys are read": "from cjtrade_tui.terminal import driver; driver.Terminal.process_message = fail",
    "before the screen is taken": "from cjtrade_tui.app.app import Explorer; Explorer.__init__ = fail",
    "while the stylesheet is read": "from textual.css.stylesheet import Stylesheet; Stylesheet.parse = fail",
}


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]


@pytest.fixture
def log(tmp_path):
    return tmp_path / "state" / "cjtrade-tui" / "errors.log"


def program(where, *words):
    return [sys.executable, "-c", BREAK.format(where=where), "x", *words]


@pytest.mark.parametrize("where", ON_SCREEN.values(), ids=ON_SCREEN.keys())
def test_the_terminal_is_restored_and_one_line_says_where_the_details_are(where, log):
    with Terminal(program(where)) as terminal:
        terminal.read(1.0)
        terminal.press("4")
        terminal.press("v")
        assert terminal.exit_status() == 1
    left = terminal.sent[terminal.sent.rfind(b"\x1b[?1049l") :] if b"\x1b[?1049h" in terminal.sent else terminal.sent
    said, rest = left[left.index(b"cjtrade-tui:") :].decode().split("\r\n")
    assert said == (
        f"cjtrade-tui: failed unexpectedly (RuntimeError: wires ]0;owned crossed second line); the details are in {log}"
    )
    assert rest in ("", "4", "4v", "v")  # keys pressed too late, which the terminal itself echoes
    assert b"Traceback" not in terminal.sent
    if b"\x1b[?1049h" in terminal.sent:
        assert terminal.sent.rfind(b"\x1b[?1049l") > terminal.sent.rfind(b"\x1b[?1049h")
        assert b"\x1b[?25h" in left
    assert "in fail" in log.read_text()


def test_a_start_that_fails_behind_its_first_frame_gives_the_terminal_back():
    before = "from cjtrade_tui.app.app import Explorer; Explorer.__init__ = fail"
    with Terminal(program(before)) as terminal:
        assert terminal.exit_status() == 1
    assert terminal.sent.startswith(b"\x1b[?1049h")
    assert b"\x1b[?1049l" in terminal.sent[: terminal.sent.index(b"cjtrade-tui: failed")]


@pytest.mark.parametrize("words", [["show", "flows"], ["lookup", "exports", "2023"]])
def test_a_command_that_fails_says_one_line_on_standard_error_with_status_1(words, log):
    where = "import cjtrade_data.book.book as b, cjtrade_data.lookup.api as l; b.open_book = l.ask = fail"
    done = ran(program(where, *words))
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("cjtrade-tui: failed unexpectedly") and len(done.stderr.splitlines()) == 1
    assert f"cjtrade-tui {' '.join(words)}" in log.read_text()


PRINTS = [
    "show flows",
    "export sources",
    "lookup exports 2023",
    "check",
    "doctor",
    "store list",
    "refresh --dry-run",
    "--help",
    "--version",
    "lookup --help",
    "export --help",
]


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", PRINTS)
def test_output_that_cannot_be_written_is_one_line_with_status_1_and_no_log(words, unbuffered, log, monkeypatch):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cjtrade_tui", *words.split(" ")], stdout=full, stderr=-1, text=True, check=False
        )
    said = "cjtrade-tui: the output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (1, said) and not log.exists()


def test_output_that_a_limit_cuts_short_is_not_taken_for_whole(tmp_path, log):
    command = 'ulimit -f 1; exec "$0" -m cjtrade_tui export sources > cut'
    done = subprocess.run(["bash", "-c", command, sys.executable], cwd=tmp_path, stderr=-1, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "cjtrade-tui: the output cannot be written: File too large\n")
    assert not log.exists()


def test_output_that_is_closed_is_one_line(log):
    command = 'exec "$0" -m cjtrade_tui show flows >&-'
    done = subprocess.run(["bash", "-c", command, sys.executable], stderr=-1, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "cjtrade-tui: the output cannot be written: standard output is closed\n",
    )
    assert not log.exists()


def test_the_log_is_its_owners_alone_and_holds_no_variables_and_no_escape(log):
    subprocess.run(program("import cjtrade_data.lookup.api as l; l.ask = fail", "lookup", "x"), check=False, stderr=-3)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    kept = log.read_text()
    assert "in fail" in kept and "a-local-value" not in kept
    assert "\x1b" not in kept and "\x07" not in kept


def test_the_log_stays_small_however_often_it_fails(log, monkeypatch):
    for _ in range(40):
        try:
            raise ValueError("x" * 100_000)
        except ValueError as error:
            assert crash_log.record(error) == log
    files = sorted(p.name for p in log.parent.iterdir())
    assert files == ["errors.log", "errors.log.1"]
    assert all(p.stat().st_size <= crash_log.LARGEST + 21_000 for p in log.parent.iterdir())


def test_a_log_that_cannot_be_kept_is_said_in_the_same_line(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert crash_log.report(RuntimeError("x")) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "could not be kept (Not a directory)" in said


def test_a_log_that_is_a_link_is_not_followed(log, tmp_path):
    target = tmp_path / "precious"
    log.parent.mkdir(parents=True)
    log.symlink_to(target)
    with pytest.raises(OSError):
        crash_log.record(RuntimeError("x"))
    assert not target.exists()
