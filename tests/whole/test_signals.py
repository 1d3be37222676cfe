"""Signals, suspension and terminals that go away: the program ends or comes back, and leaves nothing behind."""

import contextlib
import os
import pty
import random
import re
import select
import shlex
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from processes import started
from sshd import Sshd
from terminal import PROGRAM, ROOT, Terminal

SOON = 20
"""Seconds after which it is not waited for any longer."""


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_folders")]


def is_restored(terminal):
    """The screen left and the keyboard echoing, as far as they were ever taken."""
    sent = terminal.sent
    left = sent.rfind(b"\x1b[?1049l") >= sent.rfind(b"\x1b[?1049h") and sent.rfind(b"\x1b[?25h") >= sent.rfind(
        b"\x1b[?25l"
    )
    flags = termios.tcgetattr(terminal.fd)[3]
    return left and bool(flags & termios.ECHO and flags & termios.ICANON)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
@pytest.mark.parametrize("delay", [0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7])
def test_a_signal_at_any_moment_of_the_start_leaves_the_terminal_as_it_was(delay, number):
    with Terminal(PROGRAM) as terminal:
        time.sleep(delay)
        os.kill(terminal.pid, number)
        status = terminal.exit_status()
        assert is_restored(terminal), terminal.sent[-300:]
        assert b"Traceback" not in terminal.sent and status in (0, -number, 128 + number)


def test_ctrl_c_during_the_start_leaves_without_a_word():
    for delay in (0, 0.05, 0.1, 0.2, 0.3):
        with Terminal(PROGRAM) as terminal:
            terminal.wait_for("q quit")  # before that it is Python that starts, and not yet the program
            time.sleep(delay)
            terminal.press("\x03")
            terminal.exit_status()
            assert is_restored(terminal) and b"Traceback" not in terminal.sent


def test_ctrl_z_gives_the_shell_back_and_fg_the_screen():
    with Terminal(["sh", "-i"], PS1="SHELL> ", ENV=None) as terminal:
        terminal.wait_for("SHELL>")
        terminal.press(shlex.join(PROGRAM) + "\n")
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
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
        terminal.wait_for_textual()
        terminal.press("\x1a")
        terminal.press("j")
        terminal.wait_for("116.88 million")


def test_a_terminal_that_closes_ends_it():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
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


def test_a_terminal_that_takes_no_more_bytes_stops_neither_signals_nor_the_end():
    with Terminal(PROGRAM, columns=200, rows=60) as terminal:
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
        for _ in range(120):
            os.write(terminal.fd, b"\tt")
            time.sleep(0.01)
        time.sleep(0.5)
        os.kill(terminal.pid, signal.SIGTERM)
        assert ended(terminal.pid)


def test_a_terminal_that_takes_bytes_again_shows_the_newest_frame_and_few_old_ones():
    with Terminal(PROGRAM, columns=120, rows=40) as terminal:
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
        for _ in range(60):
            os.write(terminal.fd, b"\t")
            time.sleep(0.05)
        os.write(terminal.fd, b"1")
        time.sleep(0.5)
        piled = len(terminal.read(0.5))
        assert piled < 30_000  # what the kernel holds, some 20,000, and the newest; all would be 200,000
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
        assert not list((tmp_path / "cache").rglob("*"))
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


ENDING = ["INT", "QUIT", "XCPU", "USR1", "USR2"]


@pytest.mark.parametrize("name", ENDING)
def test_every_signal_that_ends_it_gives_the_terminal_back(name):
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
        os.kill(terminal.pid, signal.Signals[f"SIG{name}"])
        assert terminal.exit_status() == 0
        assert is_restored(terminal) and b"Traceback" not in terminal.sent


@pytest.mark.parametrize("name", [name for name in ENDING if name != "INT"])
def test_every_such_signal_gives_it_back_during_the_start_too(name):
    for delay in (0.05, 0.1, 0.2, 0.3, 0.5):
        with Terminal(PROGRAM) as terminal:
            time.sleep(delay)
            os.kill(terminal.pid, signal.Signals[f"SIG{name}"])
            terminal.exit_status()
            assert is_restored(terminal), (delay, terminal.sent[-300:])


@pytest.fixture
def shell():
    """An interactive shell with the program in its foreground, and the program's process."""
    with Terminal(["bash", "--norc", "--noprofile", "-i"], PS1="SHELL> ") as terminal:
        terminal.wait_for("SHELL>")
        terminal.press(shlex.join(PROGRAM) + "\n")
        terminal.wait_for("325.65")
        terminal.wait_for_textual()
        yield terminal, started(terminal.pid, b"cjtrade_tui")


def works(terminal):
    """It has the whole screen and answers keys."""
    terminal.wait_for("1 Flows")
    terminal.wait_for("q quit")
    terminal.press("2")
    terminal.wait_for("China  ")
    terminal.press("1")
    terminal.wait_for("237.22 million")


def has_the_terminal(shell):
    """The other screen left, the mouse let go, and modes in which a command reads lines and echoes them."""
    sent = shell.sent
    for mode in (b"1049", b"1003"):
        assert sent.rfind(b"\x1b[?%sl" % mode) > sent.rfind(b"\x1b[?%sh" % mode)
    assert sent.rfind(b"\x1b[?25h") > sent.rfind(b"\x1b[?25l")
    shell.press("clear; stty -a; echo $((1001*6))\n")
    shell.wait_for("6006")
    assert {"icanon", "echo", "isig", "icrnl"} <= set(re.split(r"[ ;\n]+", "\n".join(shell.screen.display)))


def modes(terminal):
    return termios.tcgetattr(terminal.fd)[:4]


def test_a_stop_from_outside_gives_the_shell_a_whole_terminal_and_fg_takes_it(shell):
    terminal, program = shell
    for _ in range(2):
        os.kill(program, signal.SIGTSTP)
        terminal.wait_for("Stopped")
        has_the_terminal(terminal)
        terminal.press("fg\n")
        works(terminal)
    terminal.press("q")
    terminal.wait_for("SHELL>")
    has_the_terminal(terminal)


def test_after_a_stop_that_cannot_be_caught_fg_takes_the_terminal_and_the_end_gives_back_what_was_before(shell):
    terminal, program = shell
    for _ in range(2):
        os.kill(program, signal.SIGSTOP)
        terminal.wait_for("Stopped")
        terminal.press("echo $((1001*6))\n")
        terminal.wait_for("6006")
        terminal.press("fg\n")
        works(terminal)
    terminal.press("q")
    terminal.wait_for("SHELL>")
    has_the_terminal(terminal)


def test_going_on_in_the_background_leaves_the_shell_its_terminal(shell):
    terminal, _ = shell
    terminal.press("\x1a")
    terminal.wait_for("Stopped")
    before = len(terminal.sent)
    terminal.press("bg\n")
    terminal.read(1.0)
    terminal.press("echo $((1001*6))\n")
    terminal.wait_for("6006")
    assert b"\x1b[?1049h" not in terminal.sent[before:]
    terminal.press("fg\n")
    works(terminal)


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP], ids=["TSTP", "STOP"])
def test_a_stopped_program_that_is_told_to_end_ends_and_the_shell_goes_on(shell, number):
    terminal, program = shell
    os.kill(program, number)
    terminal.wait_for("Stopped")
    terminal.press("kill %1; sleep 2; echo $((1001*6))\n")
    terminal.wait_for("6006")
    assert not is_running(program)
    has_the_terminal(terminal)


def test_a_stop_from_outside_is_none_where_no_shell_could_bring_it_back():
    with Terminal(PROGRAM) as terminal:
        terminal.wait_for("325.65")
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.press("j")
        terminal.wait_for("116.88 million")


def test_going_on_without_a_stop_changes_nothing_and_the_terminal_is_given_back_as_it_was():
    with Terminal(PROGRAM) as terminal:
        before = modes(terminal)
        terminal.wait_for("325.65")
        for _ in range(300):
            os.kill(terminal.pid, signal.SIGCONT)
            time.sleep(0.003)
        works(terminal)
        terminal.press("q")
        for _ in range(100):
            with contextlib.suppress(ProcessLookupError):
                os.kill(terminal.pid, signal.SIGCONT)
            time.sleep(0.003)
        assert terminal.exit_status() == 0
        assert is_restored(terminal) and modes(terminal) == before


STUCK = """
import time
from cjtrade_tui.app import app
class Stuck(app.Explorer):
    CSS_PATH = app.__file__.replace("app.py", "app.tcss")
    def on_unmount(self):
        time.sleep(600)
Stuck().run()
"""


def test_what_sticks_while_it_leaves_is_ended_by_the_kernel():
    with Terminal([sys.executable, "-c", STUCK]) as terminal:
        terminal.wait_for("325.65")
        os.kill(terminal.pid, signal.SIGHUP)
        assert terminal.exit_status(30) == -signal.SIGALRM
        assert is_restored(terminal)


def test_hang_ups_at_random_moments_under_a_storm_of_sigcont_leave_no_process():
    """A terminal's end comes as SIGHUP with SIGCONT, and job control sends more: 34 minutes one once hung on that."""
    chance = random.Random(12)
    for _ in range(15):
        terminals = [Terminal(PROGRAM) for _ in range(2)]
        hang_up(terminals, chance)


def hang_up(terminals, chance):
    """Close each terminal after up to two seconds, with SIGCONT before, meanwhile and after; all must end."""
    ends = {terminal: time.monotonic() + chance.choice((0.4, 2.0)) * chance.random() for terminal in terminals}
    running = dict.fromkeys(terminals, time.monotonic() + 30)
    while running:
        for terminal in list(running):
            if ends.get(terminal, time.monotonic() + 1) <= time.monotonic():
                del ends[terminal]
                os.close(terminal.fd)
                terminal.fd = os.open(os.devnull, os.O_RDWR)
                if chance.random() < 0.3:
                    os.kill(terminal.pid, chance.choice((signal.SIGHUP, signal.SIGTERM)))
            elif terminal in ends:
                if chance.random() < 0.1:
                    os.write(terminal.fd, chance.choice((b"2", b"1", b"?", b"\x1b", b"t", b"\x1a")))
                while select.select([terminal.fd], [], [], 0)[0]:
                    os.read(terminal.fd, 65536)
            if chance.random() < 0.5:
                os.kill(terminal.pid, signal.SIGCONT)
            if os.waitpid(terminal.pid, os.WNOHANG)[0]:
                assert terminal not in ends
                del running[terminal]
                os.close(terminal.fd)
                continue
            assert time.monotonic() < running[terminal], Path(f"/proc/{terminal.pid}/wchan").read_text()
        time.sleep(0.005)
