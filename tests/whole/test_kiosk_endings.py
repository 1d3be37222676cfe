"""How a visit to a kiosk ends: left alone, or at a limit of processor time or memory, with a line that says so."""

import contextlib
import os
import re
import resource
import time
from pathlib import Path

import pytest
from terminal import Terminal
from visitors import KIOSK, inside

LIMIT_OF_MEMORY = b"cjtrade-tui: ended: the session reached its limit of memory\r\n"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kiosk")]


def test_a_session_left_alone_ends_with_a_line_that_says_so():
    with Terminal([*KIOSK, "--idle", "0.05"]) as terminal:
        terminal.wait_for("325.65")
        for _ in range(4):
            time.sleep(1)
            terminal.press("j")
        assert os.waitpid(terminal.pid, os.WNOHANG) == (0, 0)
        assert terminal.exit_status() == 0
    end = terminal.sent.rindex(b"\x1b[?1049l")
    assert terminal.sent[end:].endswith(b"cjtrade-tui: ended: nothing was pressed for 0.05 minutes\r\n")


def test_a_session_that_has_used_its_processor_time_ends_with_a_line_that_says_so():
    with Terminal(KIOSK) as terminal:
        terminal.wait_for("325.65")
        assert resource.prlimit(terminal.pid, resource.RLIMIT_CPU) == (900, 905)
        resource.prlimit(terminal.pid, resource.RLIMIT_CPU, (3, 9))
        for _ in range(2000):
            with contextlib.suppress(OSError):
                os.write(terminal.fd, b"tv2")  # more at a time were a paste
            if b"\x1b[?1049l" in terminal.read(0.05):
                break
        assert terminal.exit_status() == 1
    assert b"cjtrade-tui: ended: the session reached its limit of processor time\r\n" in terminal.sent[-200:]


def settled_memory(terminal):
    """The bytes a session holds once it has loaded all it does of itself: native code that finds no memory then aborts."""
    held, before = 0, -1
    while held != before:
        terminal.read(3)
        found = re.search(r"VmData:\s+(\d+)", Path(f"/proc/{terminal.pid}/status").read_text())
        held, before = int(found[1]) * 1024, held
    return held


def test_a_session_that_takes_too_much_memory_ends_with_a_line_that_says_so():
    with Terminal(KIOSK) as terminal:
        terminal.wait_for("325.65")
        held = settled_memory(terminal)
        assert resource.prlimit(terminal.pid, resource.RLIMIT_DATA)[0] == 512 << 20
        resource.prlimit(terminal.pid, resource.RLIMIT_DATA, (held + (4 << 20),) * 2)
        os.set_blocking(terminal.fd, False)
        os.write(terminal.fd, b"\x1b[200~")
        end = time.monotonic() + 60
        while b"\x1b[?1049l" not in terminal.sent and time.monotonic() < end:
            with contextlib.suppress(OSError):
                os.write(terminal.fd, b"x" * 4000)
            terminal.read(0)
        assert terminal.exit_status() == 1
    assert LIMIT_OF_MEMORY in terminal.sent[terminal.sent.rindex(b"\x1b[?1049l") :]


def test_a_session_that_grows_is_ended_before_the_kernel_makes_it_fail():
    with Terminal(inside("from cjtrade_tui.kiosk import app; app.RESIDENT = 50_000")) as terminal:
        terminal.wait_for("325.65")
        assert terminal.exit_status() == 1
    assert LIMIT_OF_MEMORY in terminal.sent[-200:]
