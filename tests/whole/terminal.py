"""A real pty with pyte at the far end: what a person would see, and the bytes it took."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-m", "cjtrade_tui"]
TAKEN_OVER = b"\x1b[?2004h"
"""Sent by Textual when it has taken over from the painted first frame; a shell sends it too."""


class Screen(pyte.Screen):
    """pyte, deaf to the sequences it does not know how to skip."""

    def report_device_status(self, *args, **kwargs):
        pass

    def report_device_attributes(self, *args, **kwargs):
        pass

    def erase_in_display(self, how=0, *args, **kwargs):
        """With the background in force everywhere, as terminals do; pyte only where something was drawn."""
        super().erase_in_display(how, *args, **kwargs)
        if how in (2, 3):
            for y in range(self.lines):
                for x in range(self.columns):
                    self.buffer[y][x] = self.cursor.attrs

    def set_margins(self, *args, **kwargs):
        kwargs.pop("private", None)
        super().set_margins(*args, **kwargs)


class Terminal:
    """A program under a pty of `columns` x `rows`; everything it sent is in `sent`."""

    def __init__(self, command, columns=80, rows=24, cwd=ROOT, **environment):
        self.screen = Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.sent = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            for number in (
                signal.SIGHUP,
                signal.SIGINT,
                signal.SIGQUIT,
            ):  # nohup and `&` have them ignored, and it is inherited
                signal.signal(number, signal.SIG_DFL)
            full = (
                os.environ
                | {"TERM": "xterm-256color", "COLORTERM": "", "LANG": "C.UTF-8", "COLUMNS": None, "LINES": None}
                | environment
            )
            os.execvpe(command[0], command, {k: v for k, v in full.items() if v is not None})
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def wait_for_textual(self, seconds=60):
        """Until Textual has the terminal, which shows the first frame long before."""
        end = time.monotonic() + seconds
        while TAKEN_OVER not in self.sent.rpartition(b"\x1b[?1049h")[2]:
            assert time.monotonic() < end, self.sent[-300:]
            self.read(0.02)

    def read(self, seconds=0.2):
        """Take in what comes until `seconds` of silence; returns the bytes."""
        got = b""
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                chunk = os.read(self.fd, 65536)
            except OSError:
                break
            if not chunk:
                break
            got += chunk
            self.stream.feed(known(chunk))
        self.sent += got
        return got

    def wait_for(self, words, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            if any(words in line for line in self.screen.display):
                self.read()
                return
        raise AssertionError(
            f"'{words}' did not appear in {self.screen.columns}x{self.screen.lines}:\n" + "\n".join(self.screen.display)
        )

    def wait_until_it_shows(self, wanted, seconds=60):
        """Until the screen is that of `wanted`, line by line, and silent."""
        end = time.monotonic() + seconds
        self.read(1.0)
        while self.screen.display != wanted and time.monotonic() < end:
            self.read(1.0)
        assert self.screen.display == wanted

    def press(self, keys):
        os.write(self.fd, keys.encode())
        return self.read()

    def settle(self, seconds=60):
        """Take in what comes until the footer no longer says that the program is at work."""
        end = time.monotonic() + seconds
        self.read(0.4)
        while any("working ..." in line for line in self.screen.display):
            assert time.monotonic() < end, "\n".join(self.screen.display)
            self.read(0.2)

    def press_until(self, keys, pattern, seconds=30):
        """Press keys and return the bytes that came since, once they hold what `pattern` matches."""
        before, end = len(self.sent), time.monotonic() + seconds
        os.write(self.fd, keys.encode())
        while not re.search(pattern, self.sent[before:]):
            assert time.monotonic() < end, f"{pattern} did not come after {keys!r}"
            self.read(0.05)
        return self.sent[before:]

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        self.screen.erase_in_display(2)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def exit_status(self, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.read(0.05)
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("it did not end")


def known(chunk):
    """Without the private sequences that pyte would draw as text."""
    return re.sub(rb"\x1b\[[<=>?][0-9;]*\$?[a-zA-Z]", lambda m: m[0] if m[0][-1:] in b"hl" else b"", chunk)
