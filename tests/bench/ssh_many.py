"""Many at once: `python tests/bench/ssh_many.py`. Real SSH sessions on loopback, each pressing a key a second.

Prints for 1, 10, 25 and 50 sessions: milliseconds from the key to the first byte of its answer at the far end of ssh, as
the person sees it; the memory of a session by its proportional set size (what it shares is counted once among those
who share it); and the CPU all of them took. The ssh clients and this clock run on the same machine.
"""

import argparse
import json
import os
import random
import selectors
import shlex
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from measure import Session, summary
from processes import running
from sshd import Sshd

ROOT = Path(__file__).parents[2]
KEYS = [b"j", b"j", b"k", b"k", b"\t", b"j", b"k", b"v"]
"""One pressed each second, in turn."""


class Crowd:
    """`count` sessions over one sshd, all open at once."""

    def __init__(self, server: Sshd, count: int, cache: str, settle: float, kiosk: bool = False) -> None:
        path = os.environ.get("PYTHONPATH", "")
        words = f"cd {ROOT} && PYTHONPATH={path} XDG_CACHE_HOME={cache} TERM=xterm-256color LANG=C.UTF-8 exec {shlex.quote(sys.executable)} {'-I -m cjtrade_tui --kiosk' if kiosk else '-m cjtrade_tui'}"
        environment = dict(os.environ) | {"TERM": "xterm-256color"}
        self.sessions = []
        for _ in range(count):
            self.sessions.append(Session(server.command(words, False, counted=False), environment))
            time.sleep(0.05)
        for session in self.sessions:
            session.wait_for([b"237.22", b"325.65"], 120)
        time.sleep(settle)
        for session in self.sessions:
            session.settle(0.05)

    def press(self, seconds: float, silent: set[int]) -> dict[str, Any]:
        """Every session presses a key a second, each at its own moment; the time to each first byte in ms.

        A key of a turn in `silent` changes nothing on the screen and is owed no answer. A key that is still waiting when
        its session presses the next is late; its time runs on until a byte comes, which answers both.
        """
        chance = random.Random(1)
        select = selectors.DefaultSelector()
        for session in self.sessions:
            select.register(session.fd, selectors.EVENT_READ, session)
        start = time.perf_counter()
        due = {session.fd: start + chance.random() for session in self.sessions}
        waiting: dict[int, float] = {}
        turn = dict.fromkeys(due, 0)
        latencies: list[float] = []
        late = 0
        while (now := time.perf_counter()) < start + seconds:
            for session in self.sessions:
                if now >= due[session.fd]:
                    late += session.fd in waiting
                    os.write(session.fd, KEYS[turn[session.fd] % len(KEYS)])
                    if turn[session.fd] not in silent:
                        waiting.setdefault(session.fd, time.perf_counter())
                    turn[session.fd] += 1
                    due[session.fd] += 1
            for key, _ in select.select(max(0.0, min(due.values()) - time.perf_counter())):
                at = time.perf_counter()
                os.read(key.fd, 65536)
                if key.fd in waiting:
                    latencies.append((at - waiting.pop(key.fd)) * 1000)
        select.close()
        over = sum(x > 500 for x in latencies)
        return summary(latencies) | {
            "max": round(max(latencies), 1),
            "over 500": over,
            "late": late,
            "keys": sum(turn.values()),
        }

    def silences(self, turns: int) -> set[int]:
        """Which turns bring no byte to the first session, pressed one after the other with nothing else going on."""
        session, found = self.sessions[0], set()
        for turn in range(turns):
            before = session.sent
            os.write(session.fd, KEYS[turn % len(KEYS)])
            session.read(2)
            session.settle(0.4)
            if session.sent == before:
                found.add(turn)
        return found

    def close(self) -> None:
        for session in self.sessions:
            session.end()


def memory(pids: list[int]) -> dict[str, float]:
    """Mean megabytes a process: proportional, private and resident."""
    totals = {"Pss": 0, "Private_Clean": 0, "Private_Dirty": 0, "Rss": 0}
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
            name, _, value = line.partition(":")
            if name in totals:
                totals[name] += int(value.split()[0])
    count = 1024 * max(1, len(pids))
    private = totals["Private_Clean"] + totals["Private_Dirty"]
    return {
        name: round(total / count, 1)
        for name, total in (("pss", totals["Pss"]), ("private", private), ("rss", totals["Rss"]))
    }


def cpu(pids: list[int]) -> float:
    """Seconds of CPU the processes have taken."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=[1, 10, 25, 50])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--settle", type=float, default=8, help="seconds between the last start and the first key")
    parser.add_argument("--kiosk", action="store_true", help="sessions as visitors have them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        server = Sshd(Path(folder))
        crowd = Crowd(server, 1, cache, options.settle, options.kiosk)
        silent = crowd.silences(int(options.seconds) + 1)
        crowd.close()
        print(json.dumps({"turns that change nothing": sorted(silent)}), flush=True)
        for count in options.sessions:
            crowd = Crowd(server, count, cache, options.settle, options.kiosk)
            pids = running(server.process.pid, b"cjtrade_tui")
            idle = memory(pids)
            before = cpu(pids)
            latency = crowd.press(options.seconds, silent)
            used = (cpu(pids) - before) / options.seconds
            found = {
                "sessions": len(pids),
                "ms": latency,
                "MB idle": idle,
                "MB after": memory(pids),
                "cores": round(used, 2),
            }
            print(json.dumps(found), flush=True)
            crowd.close()
        server.close()


if __name__ == "__main__":
    main()
