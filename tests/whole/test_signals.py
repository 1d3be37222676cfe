"""Signals, suspension and terminals that go away: the program ends or comes back, and leaves nothing behind."""

import os
import pty
import shlex
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from processes import started
from sshd import Sshd
from terminal import PROGRAM, ROOT, Terminal

SOON = 2.0
"""Seconds; it takes some 0.3 on a quiet machine, and the tests share theirs."""


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def is_restored(terminal):
    """The screen left and the keyboard echoing, as far as they were ever taken."""
    sent = terminal.sent
    left = sent.rfind(b"\x1b[?1049l") >= sent.rfind(b"\x1b[?1049h") and sent.rfind(b"\x1b[?25h") >= sent.rfind(
        b"\x1b[?25l"
    )
    flags = termios.tcgetattr(terminal.fd)[3]
    return left and bool(flags & termios.ECHO and flags & termios.ICANON)


def keep_a_first_screen():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        terminal.press("q")
        terminal.exit_status()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
@pytest.mark.parametrize(
    "delay",
    [0.03, 0.1, 0.2, 0.3, 0.5, *(pytest.param(d, marks=pytest.mark.slow) for d in (0.06, 0.15, 0.25, 0.4, 0.7))],
)
def test_a_signal_at_any_moment_of_the_start_leaves_the_terminal_as_it_was(delay, number):
    keep_a_first_screen()
    with Terminal(PROGRAM) as terminal:
        time.sleep(delay)
        os.kill(terminal.pid, number)
        started = time.monotonic()
        status = terminal.exit_status()
        assert time.monotonic() - started < SOON
        assert is_restored(terminal), terminal.sent[-300:]
        assert b"Traceback" not in terminal.sent and status in (0, -number, 128 + number)


@pytest.mark.slow
def test_ctrl_c_during_the_start_leaves_without_a_word():
    keep_a_first_screen()
    for delay in (0, 0.05, 0.1, 0.2, 0.3):
        with Terminal(PROGRAM) as terminal:
            terminal.wait_for("q quit")  # before that it is Python that starts, and not yet the program
            time.sleep(delay)
            terminal.press("\x03")
            terminal.exit_status()
            assert is_restored(terminal) and b"Traceback" not in terminal.sent


@pytest.mark.slow
@pytest.mark.parametrize("again", [False, True], ids=["first start", "with the saved first screen"])
def test_ctrl_z_gives_the_shell_back_and_fg_the_screen(again):
    if again:
        keep_a_first_screen()
    with Terminal(["sh", "-i"], PS1="SHELL> ", ENV=None) as terminal:
        terminal.wait_for("SHELL>")
        terminal.press(shlex.join(PROGRAM) + "\n")
        terminal.wait_for("325.65")
        terminal.press("j")
        terminal.wait_for("116.88 million")
        for _ in range(2):
            before = len(terminal.sent)
            terminal.press("\x1a")
            terminal.wait_for("Stopped")
            assert is_restored(terminal)
            assert b"\x1b[?2004l" in terminal.sent[before:] and b"\x1b[?1003l" in terminal.sent[before:]
            terminal.press("clear; echo $((6*7))\n")
            terminal.wait_for("42")
            terminal.screen.reset()
            before = len(terminal.sent)
            terminal.press("fg\n")
            terminal.wait_for("116.88 million")
            assert b"\x1b[?1049h" in terminal.sent[before:]
            terminal.wait_for("1 Flows")
            terminal.wait_for("q quit")
        terminal.press("k")
        terminal.wait_for("237.22 million")
        terminal.press("q")
        terminal.read(0.5)
        assert is_restored(terminal)


def test_ctrl_z_does_nothing_where_no_shell_could_bring_it_back():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        terminal.press("\x1a")
        terminal.press("j")
        terminal.wait_for("116.88 million")


def test_a_terminal_that_closes_ends_it():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        os.close(terminal.fd)
        assert ended(terminal.pid)
        terminal.fd = os.open(os.devnull, os.O_RDWR)


def test_a_terminal_that_closes_ends_it_where_no_signal_says_so(tmp_path):
    """Without a controlling terminal nobody sends SIGHUP: only reading tells, and must not turn into a busy loop."""
    master, slave = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        PROGRAM, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=environment, cwd=ROOT
    )
    os.close(slave)
    seen = b""
    while b"325.65" not in seen:
        seen += os.read(master, 65536)
    os.close(master)
    assert process.wait(SOON) == 0


@pytest.mark.slow
def test_a_terminal_that_takes_no_more_bytes_stops_neither_signals_nor_the_end():
    with Terminal(PROGRAM, columns=200, rows=60) as terminal:
        terminal.wait_for("325.65")
        for _ in range(120):
            os.write(terminal.fd, b"\tt")
            time.sleep(0.01)
        time.sleep(0.5)
        os.kill(terminal.pid, signal.SIGTERM)
        assert ended(terminal.pid)


@pytest.mark.slow
def test_a_terminal_that_takes_bytes_again_shows_the_newest_frame_and_few_old_ones():
    with Terminal(PROGRAM, columns=120, rows=40) as terminal:
        terminal.wait_for("325.65")
        for _ in range(60):
            os.write(terminal.fd, b"\t")
            time.sleep(0.05)
        os.write(terminal.fd, b"1")
        time.sleep(0.5)
        piled = len(terminal.read(0.5))
        assert piled < 20_000
        assert any("Flows" in line for line in terminal.screen.display)
        terminal.wait_for("325.65")


@pytest.mark.needs("sshd", "ssh", "ssh-keygen")
@pytest.mark.parametrize("again", [False, True], ids=["when idle", "while it starts"])
def test_a_killed_ssh_session_takes_the_program_with_it(tmp_path, again):
    server = Sshd(tmp_path)
    words = f"XDG_CACHE_HOME={tmp_path}/cache PYTHONPATH={os.environ.get('PYTHONPATH', '')} TERM=xterm-256color LANG=C.UTF-8 exec {shlex.join(PROGRAM)}"
    try:
        with Terminal(server.command(f"cd {ROOT} && {words}", False)) as terminal:
            if again:
                terminal.read(0.2)
            else:
                terminal.wait_for("325.65")
            program = started(server.process.pid, b"cjtrade_tui")
            session = int(Path(f"/proc/{program}/stat").read_text().rsplit(")", 1)[1].split()[1])
            os.kill(session, signal.SIGKILL)
            end = time.monotonic() + SOON
            while is_running(program):
                assert time.monotonic() < end, "it outlived its session"
                time.sleep(0.02)
        assert not [p for p in (tmp_path / "cache").rglob("*") if p.is_file() and p.suffix]  # no half-written screen
    finally:
        server.close()


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def ended(pid):
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.01)
    return False
