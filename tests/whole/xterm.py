"""A real xterm on an X server that draws into a file: what stands on the glass, pixel for pixel.

When a picture stands still says little: on a busy machine it does before the program has drawn anything, or while a key
waits. So the bytes the program sends are read beside it, and tell when what was asked for has come.
"""

import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

COLUMNS, ROWS = 100, 30
SERVER = ["Xvfb", "-screen", "0", "1000x700x24", "-nolisten", "tcp"]


class Xterm:
    """An xterm that runs `command`: `press` types into it, `wait_for` reads along, `picture` is its pixels."""

    def __init__(self, folder: Path, command: list[str], term: str, **environment: str) -> None:
        import pyte
        from terminal import Screen

        self.folder = folder
        self.screen = Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        read, write = os.pipe()
        self._server = subprocess.Popen(
            [*SERVER, "-fbdir", str(folder), "-displayfd", str(write)], pass_fds=[write], stderr=subprocess.DEVNULL
        )
        os.close(write)
        with os.fdopen(read) as said:
            display = f":{said.readline().strip()}"
        self._keys = folder / "keys"
        os.mkfifo(self._keys)
        self._xterm = subprocess.Popen(
            [
                "xterm",
                "-u8",
                "-tn",
                term,
                *self._printer(),
                "-geometry",
                f"{COLUMNS}x{ROWS}+0+0",
                "-e",
                sys.executable,
                __file__,
                str(self._keys),
                *command,
            ],
            env=os.environ | {"DISPLAY": display, "LANG": "C.UTF-8", "COLORTERM": ""} | environment,
            stderr=subprocess.DEVNULL,
        )
        self._typed = self._keys.open("wb", buffering=0)
        self._sent = sent_to(self._keys).open("rb")

    def press(self, keys: str, words: str) -> None:
        """Type, and wait until `words` stand on the screen."""
        self.type(keys)
        self.wait_for(words)

    def type(self, keys: str) -> None:
        self._typed.write(keys.encode())

    def wait_for(self, words: str, seconds: float = 60) -> None:
        from terminal import known

        end = time.monotonic() + seconds
        while not any(words in line for line in self.screen.display):
            assert time.monotonic() < end, f"'{words}' did not appear:\n" + "\n".join(self.screen.display)
            time.sleep(0.02)
            self._stream.feed(known(self._sent.read()))

    def settled(self, silence: float = 0.7) -> bytes:
        """The pixels once they have stayed the same for a while."""
        before, since = b"", time.monotonic()
        end = since + 30
        while time.monotonic() - since < silence and time.monotonic() < end:
            time.sleep(0.1)
            now = self.picture()
            if now != before or not any(now):
                before, since = now, time.monotonic()
        return before

    def picture(self) -> bytes:
        content = (self.folder / "Xvfb_screen0").read_bytes()
        (header,) = struct.unpack(">I", content[:4])
        return content[header:]

    def _printer(self) -> list[str]:
        """What makes xterm print its cells, with their colours, into a file."""
        resources = {
            "printerCommand": f"cat > {self.folder}/page; mv {self.folder}/page {self.folder}/printed",
            "printAttributes": "2",
            "printerAutoClose": "true",
            "printerFormFeed": "false",
        }
        return [word for name, value in resources.items() for word in ("-xrm", f"xterm*{name}: {value}")]

    def printed(self) -> bytes:
        """What xterm itself holds to be on its screen, line by line."""
        page = self.folder / "printed"
        page.unlink(missing_ok=True)
        os.kill(int((self.folder / "relay").read_text()), signal.SIGUSR1)
        end = time.monotonic() + 20
        while not page.exists():
            assert time.monotonic() < end, "xterm did not print"
            time.sleep(0.02)
        return page.read_bytes()

    def close(self) -> None:
        for process in (self._xterm, self._server):
            process.terminate()
            process.wait(5)
        self._typed.close()
        self._sent.close()


def sent_to(keys: Path) -> Path:
    """Where the relay that reads `keys` writes down what the program sends."""
    return keys.with_suffix(".sent")


def relay(keys: str, command: list[str]) -> None:
    """Run `command` in a terminal of its own inside this one; what comes from the file `keys` is typed into it."""
    sent = sent_to(Path(keys)).open("wb", buffering=0)
    signal.signal(signal.SIGUSR1, lambda *_: os.write(1, b"\x1b[i"))
    Path(keys).with_name("relay").write_text(str(os.getpid()))
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    pid, master = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(command[0], command)

    def type_keys() -> None:
        with Path(keys).open("rb", buffering=0) as source:
            while data := source.read(1024):
                os.write(master, data)

    threading.Thread(target=type_keys, daemon=True).start()
    with contextlib.suppress(OSError):
        while data := os.read(master, 65536):
            os.write(1, data)
            sent.write(data)


if __name__ == "__main__":
    relay(sys.argv[1], sys.argv[2:])
