"""Time a terminal program as the person at the keyboard sees it: a real pty, stamped reads, a link between.

A chunk is stamped when read() returns, before anything is done with it. A link is laid over the stamps: each
chunk arrives when the link has carried all before it, at the given bandwidth, half a round trip later; a key
leaves half a round trip before the program gets it. The program itself is not slowed by the link.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

from processes import descendants

PACKET_OVERHEAD = 88
"""Bytes TCP/IP and SSH add to each packet."""


@dataclass(frozen=True)
class Link:
    """A round trip in milliseconds and a bandwidth in kbit/s each way; the default is no link at all."""

    rtt: float = 0.0
    kbps: float = 0.0


@dataclass
class Session:
    """A program under a pty, and the bytes it sent with the time each chunk arrived, in ms since exec."""

    command: list[str]
    environment: dict[str, str]
    size: tuple[int, int] = (120, 36)
    link: Link = Link()
    cwd: str = "."
    chunks: list[tuple[float, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._free = 0.0
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", self.size[1], self.size[0], 0, 0))
            os.chdir(self.cwd)
            os.execvpe(self.command[0], self.command, self.environment)

    def now(self) -> float:
        return (time.perf_counter() - self.began) * 1000

    def read(self, seconds: float) -> bool:
        """Take in one chunk, waiting at most `seconds`; False where none came."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self.fd, 65536)
        except OSError:
            return False
        stamp = self.now()
        if not chunk:
            return False
        if self.link.kbps:
            self._free = max(self._free, stamp) + (len(chunk) + PACKET_OVERHEAD) * 8 / self.link.kbps
            stamp = self._free
        self.chunks.append((stamp + self.link.rtt / 2, chunk))
        return True

    def settle(self, silence: float = 0.15) -> float:
        """Read until `silence` seconds pass without a byte; when the last one arrived."""
        while self.read(silence):
            pass
        return self.chunks[-1][0] if self.chunks else 0.0

    def wait_for(self, texts: list[bytes], seconds: float = 20) -> float:
        """When the last of `texts` had arrived. Raises TimeoutError."""
        seen, end = b"", time.perf_counter() + seconds
        at = 0
        while time.perf_counter() < end:
            self.read(0.01)
            while at < len(self.chunks):
                seen += self.chunks[at][1]
                at += 1
                if all(text in seen for text in texts):
                    return self.chunks[at - 1][0]
        raise TimeoutError(f"{self.command[0]} did not show {texts} in {seconds} s")

    def press(self, key: bytes) -> tuple[float, float, int]:
        """(ms to the first byte, ms to the settled screen, bytes) of one key."""
        before, start = len(self.chunks), self.now()
        time.sleep(self.link.rtt / 2000)
        os.write(self.fd, key)
        self.read(5)
        settled = self.settle()
        sent = self.chunks[before:]
        first = sent[0][0] if sent else start
        return first - start, settled - start, sum(len(c) for _, c in sent)

    @property
    def sent(self) -> int:
        return sum(len(c) for _, c in self.chunks)

    def peak_memory(self) -> float:
        """Peak resident memory of the program and its children, MB."""
        total = 0
        for pid in [self.pid, *descendants(self.pid)]:
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            total += next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
        return total / 1024

    def end(self) -> None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            for _ in range(50):
                self.read(0.01)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.fd)
                    return
        os.close(self.fd)


def summary(values: list[float]) -> dict[str, float]:
    """Median and 95th percentile, rounded for reading."""
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
        "n": len(ordered),
    }
