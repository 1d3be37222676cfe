"""A poor link: `python tests/bench/poor_link.py`. 300 ms there and back, 64 kbit/s, jitter of up to 100 ms each way.

Unlike the link that `measure.py` lays over its stamps, this one holds the program up: bytes are taken from its terminal
no faster than the link carries them, so a program that sends stale frames is late for the new ones. Prints milliseconds as
the person sees them: to the opened screen, to the answer of a key, of a question typed at five letters a second, and, for
a key held down for five seconds, from its release to the last byte, with the bytes and lines it took.
"""

import argparse
import heapq
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import PACKET_OVERHEAD, Session, summary

PIECE = 512
"""Bytes taken from the terminal at once; a packet of the link."""


class PoorLink:
    """The program at the far end of the link; `arrived` is what has come through it, with the time it did."""

    def __init__(self, rtt: float, jitter: float, kbps: float, cache: str) -> None:
        environment = dict(os.environ) | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "XDG_CACHE_HOME": cache}
        self.rtt, self.jitter, self.kbps = rtt, jitter, kbps
        self.session = Session([sys.executable, "-m", "cjtrade_tui"], environment)
        self.arrived: list[tuple[float, bytes]] = []
        self._chance = random.Random(300)
        self._free = 0.0
        self._last = 0.0
        self._keys: list[tuple[float, bytes]] = []
        os.set_blocking(self.session.fd, False)

    def press(self, key: bytes) -> float:
        """Send a key; it gets there half a round trip and some jitter later. The time it was pressed."""
        now = time.perf_counter()
        heapq.heappush(self._keys, (max(now + self._delay(), self._keys[-1][0] if self._keys else 0.0), key))
        return now

    def _delay(self) -> float:
        return (self.rtt / 2 + self._chance.uniform(0, self.jitter)) / 1000

    def turn(self) -> None:
        """Deliver keys that are due, and take one packet if the link is free."""
        now = time.perf_counter()
        while self._keys and self._keys[0][0] <= now:
            os.write(self.session.fd, heapq.heappop(self._keys)[1])
        if now >= self._free:
            try:
                piece = os.read(self.session.fd, PIECE)
            except BlockingIOError:
                piece = b""
            if piece:
                self._free = now + (len(piece) + PACKET_OVERHEAD) * 8 / self.kbps / 1000
                self._last = max(self._last, self._free + self._delay())
                self.arrived.append((self._last, piece))
        time.sleep(0.001)

    def until(self, done: Callable[[bytes], bool], since: float, seconds: float = 60) -> float:
        """Milliseconds from `since` until what had arrived from then on satisfies `done`. Raises TimeoutError."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.turn()
            fresh = [(at, piece) for at, piece in self.arrived if at >= since]
            if fresh and fresh[-1][0] <= time.perf_counter() and done(b"".join(piece for _, piece in fresh)):
                return (fresh[-1][0] - since) * 1000
        raise TimeoutError("it did not come")

    def quiet(self, since: float, silence: float = 1.0) -> tuple[float, int]:
        """Wait for silence; milliseconds from `since` to the last byte, and the bytes after it."""
        end = time.perf_counter() + silence
        count = len(self.arrived)
        while time.perf_counter() < end:
            self.turn()
            if len(self.arrived) > count:
                count, end = len(self.arrived), max(time.perf_counter(), self._last) + silence
        sent = sum(len(piece) for at, piece in self.arrived if at >= since)
        return max(0.0, (self._last - since) * 1000), sent

    def hold(self, key: bytes, seconds: float, rate: float = 30) -> dict[str, float]:
        """A key held down and released."""
        start = time.perf_counter()
        count = 0
        while (now := time.perf_counter()) < start + seconds:
            if now >= start + count / rate:
                self.press(key)
                count += 1
            self.turn()
        released = time.perf_counter()
        after, _ = self.quiet(released)
        sent = sum(len(piece) for at, piece in self.arrived if at >= start)
        return {"keys": count, "ms from release to the last byte": round(after), "bytes": sent}


def measure(link: PoorLink) -> dict[str, object]:
    opened = link.until(lambda seen: all(w in seen for w in (b"237.22", b"325.65")), link.session.began)
    link.quiet(time.perf_counter(), 2.0)
    found: dict[str, object] = {"open ms": round(opened)}
    for name, keys in (("line", b"jjjkkj"), ("tab", b"\t\t\t\t\t\t")):
        answers = []
        for key in keys:
            answers.append(link.until(bool, link.press(bytes([key]))))
            link.quiet(time.perf_counter())
        found[f"{name} ms"] = summary(answers)
    link.press(b"1")
    link.quiet(time.perf_counter())
    for letter in b"/exports 2016":
        typed = link.press(bytes([letter]))
        pause = time.perf_counter() + 0.2
        while time.perf_counter() < pause:
            link.turn()
    found["question ms after its last letter"] = round(link.until(lambda seen: b"827.19" in seen, typed))
    link.press(b"\x1b")
    link.quiet(time.perf_counter())
    found["j held for 5 s"] = link.hold(b"j", 5)
    found["Tab held for 5 s"] = link.hold(b"\t", 5)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtt", type=float, default=300)
    parser.add_argument("--jitter", type=float, default=100)
    parser.add_argument("--kbps", type=float, default=64)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(options.runs):
            link = PoorLink(options.rtt, options.jitter, options.kbps, cache)
            print(json.dumps(measure(link)), flush=True)
            link.session.end()


if __name__ == "__main__":
    main()
