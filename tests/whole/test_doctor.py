"""`cjtrade-tui doctor`: enough for a report of a fault, nothing that is nobody's business."""

import json
import os
import subprocess
import sys

import pytest
from ran import ran
from sequences import foreign
from terminal import PROGRAM, Terminal

from cjtrade_tui.cli.doctor import read_answer

DOCTOR = [*PROGRAM, "doctor"]


def piped(*options, **environment):
    return ran(
        [*DOCTOR, *options],
        stdin=subprocess.DEVNULL,
        env={k: v for k, v in (os.environ | environment).items() if v is not None},
    )


def test_it_tells_versions_terminal_data_and_paths(tmp_path):
    done = piped("--json", TERM="xterm-256color", LANG="C.UTF-8", XDG_STATE_HOME=str(tmp_path), CJTRADE_WIRE="0")
    found = json.loads(done.stdout)
    assert done.returncode == 0 and done.stderr == ""
    assert set(found) == {"versions", "terminal", "data", "paths"}
    assert all(found["versions"][name] for name in ("cjtrade-tui", "python", "textual", "polars", "plotext"))
    assert found["terminal"]["TERM"] == "xterm-256color" and found["terminal"]["palette"] == "dark"
    assert found["terminal"]["CJTRADE_WIRE"] == "0" and found["terminal"]["output is a terminal"] is False
    assert found["data"]["seal"] == "intact" and found["data"]["figures"] > 1_000
    assert found["data"]["latest period by source"]["ppp-2024-03-gdce"].startswith("to 2024-02")
    assert found["paths"]["state"] == str(tmp_path / "cjtrade-tui") and found["paths"]["failures"] is None


@pytest.mark.slow
def test_text_and_json_say_the_same():
    found, text = json.loads(piped("--json").stdout), piped().stdout
    for section in found.values():
        for name in section:
            assert f"  {name}:" in text


@pytest.mark.slow
def test_no_secret_address_or_name_is_told(tmp_path):
    secrets = {
        "SSH_CONNECTION": "203.0.113.7 50022 198.51.100.2 22",
        "SSH_TTY": "/dev/pts/77",
        "AWS_SECRET_ACCESS_KEY": "k3y-of-mine",
        "USER": "mallory-the-user",
        "LOGNAME": "mallory-the-user",
        "HOME": str(tmp_path / "mallory-the-user"),
        "TMUX": "/tmp/tmux-4242/default,1,0",
        "SSH_AUTH_SOCK": "/tmp/agent-5",
    }
    (tmp_path / "mallory-the-user").mkdir()
    for options in ([], ["--json"]):
        text = piped(*options, XDG_STATE_HOME=None, XDG_CACHE_HOME=None, **secrets).stdout
        for secret in ("203.0.113", "50022", "k3y", "mallory", "4242", "agent-5", "pts/77"):
            assert secret not in text
        assert "~/.local/state/cjtrade-tui" in text
    assert "over SSH: yes" in piped(**secrets).stdout and "inside: tmux" in piped(**secrets).stdout


@pytest.mark.slow
def test_a_hostile_environment_reaches_the_terminal_harmless():
    done = piped(TERM="\x1b]0;owned\x07", TERM_PROGRAM="\x9b31m\u202e", LC_ALL="C.UTF-8")
    assert done.returncode == 0 and foreign(done.stdout.encode()) == []


@pytest.mark.slow
def test_a_terminal_that_answers_is_told_about():
    with Terminal(DOCTOR) as terminal:
        while b"\x1b[c" not in terminal.sent:
            terminal.read(0.05)
        os.write(terminal.fd, b"\x1bP>|XTerm(390)\x1b\\\x1b[?2026;2$y\x1b[?64;1;2;52c")
        assert terminal.exit_status() == 0
    said = terminal.sent.decode()
    assert "says it is: XTerm(390)" in said and "synchronised output: yes" in said
    assert "copying (OSC 52): yes, the terminal says so" in said
    assert "\x1bP>|" not in said.replace("\x1b[>0q", "")


@pytest.mark.slow
@pytest.mark.parametrize("term", ["xterm", "linux", "dumb"])
def test_a_terminal_that_never_answers_is_not_waited_for(term):
    with Terminal(DOCTOR, TERM=term) as terminal:
        assert terminal.exit_status() == 0
    assert b"says it is: -" in terminal.sent
    assert (b"\x1b" in terminal.sent) == (term == "xterm")


def test_what_a_terminal_answers_is_cleaned():
    found = read_answer(b"\x1bP>|evil\xc2\x9b31m\xe2\x80\xae\x1b\\\x1b[?62c")
    assert found == {"name": "evil31m", "attributes": "62"}
    assert read_answer(b"garbage") == {}


def test_a_broken_seal_is_said_with_status_2(tables):
    with (tables / "people.csv").open("a") as file:
        file.write("x,Y,,,,\n")
    patch = f"import sys, pathlib; from cjtrade_data.book import book; book.TABLES = pathlib.Path({str(tables)!r}); from cjtrade_tui.cli import main as cli; sys.exit(cli.main(['doctor']))"
    done = ran([sys.executable, "-c", patch])
    assert done.returncode == 2 and "seal: people.csv" in done.stdout


def test_a_wrong_option_is_refused_in_one_line():
    done = piped("--everything")
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "--everything" in done.stderr
