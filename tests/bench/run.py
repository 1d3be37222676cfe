"""The benchmark: `python tests/bench/run.py`. cjtrade-tui beside VisiData, in turn, in one run.

Writes results.json where --json says, prints the table and, with --readme, puts it into tests/bench/README.md.
VisiData is installed into an environment of its own under the cache folder when it is not there yet.
"""

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from measure import Link, Session, summary
from sshd import Sshd

HERE = Path(__file__).parent
OURS = [str(Path(sys.executable).with_name("cjtrade-tui"))]
USEFUL = [b"237.22", b"325.65", b"Jan 2024"]
"""The last headline and a line of the table."""
WHOLE = [b"298.06"]
"""A number that only the chart writes."""
LINE = ["flows", "--frequency", "year"]
WHOLE_LINE = [b"Exports and imports"]
"""The title of its chart, which waits for plotext."""
DOWN, TAB = (b"j",), (b"\t",)
PEER_USEFUL = [b"Vanuatu"]
PEER_DOWN, PEER_TAB = (b"j",), (b"F", b"q")
"""What is pressed in turn: a frequency sheet and back is the nearest VisiData has to a tab."""
LINKS = (Link(80, 256), Link(80, 64), Link(300, 256), Link(300, 64))


def peer(cache: Path) -> list[str]:
    """VisiData on a CSV of 50 rows made from a fixed seed."""
    home = cache / "visidata"
    if not (home / "bin" / "vd").exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", "visidata==3.4"], check=True)
    chance = random.Random(7)
    names = ["Vanuatu", "Japan", "Cambodia", "Vietnam", "China", "Thailand", "Korea", "France", "Spain", "Kenya"]
    with (cache / "small.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["row_id", "year", "flow", "reporter", "partner", "hs6", "value_usd", "quantity_kg"])
        for i in range(50):
            flow = chance.choice(["export", "import"])
            values = [round(chance.lognormvariate(12, 2.5), 2), round(chance.lognormvariate(8, 2), 1)]
            rows.writerow(
                [
                    i + 1,
                    chance.randint(1995, 2024),
                    flow,
                    names[i % 10],
                    chance.choice(names),
                    chance.randint(10121, 970700),
                    *values,
                ]
            )
    return [str(home / "bin" / "vd"), str(cache / "small.csv")]


class Bench:
    """The cases, each measured `runs` times, the two programs in turn."""

    def __init__(self, runs: int, cache: Path) -> None:
        self.runs, self.peer = runs, peer(cache)
        self.results: dict[str, dict[str, Any]] = {}
        self.homes = tempfile.TemporaryDirectory()

    def environment(self, cache: str) -> dict[str, str]:
        base = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")}
        return base | {"TERM": "xterm-256color", "XDG_CACHE_HOME": cache, "HOME": self.homes.name, "LANG": "C.UTF-8"}

    def session(
        self,
        ours: bool,
        cache: str = "",
        link: Link = Link(),  # noqa: B008
        words: Sequence[str] = (),
    ) -> Session:
        command = [*OURS, *words] if ours else self.peer
        return Session(command, self.environment(cache or f"{self.homes.name}/cache"), link=link)

    def both(self, name: str, measure: Callable[[bool, int], dict[str, float]], peer_too: bool = True) -> None:
        """Measure a case for both programs in turn, after one run of each thrown away."""
        found: dict[bool, list[dict[str, float]]] = {True: [], False: []}
        for run in range(self.runs + 1):
            for ours in (True, False) if peer_too else (True,):
                values = measure(ours, run)
                if run:
                    found[ours].append(values)
        result: dict[str, Any] = {}
        for ours, rows in found.items():
            if rows:
                who = "ours" if ours else "visidata"
                result[who] = {key: summary([r[key] for r in rows if key in r]) for key in rows[0]}
        self.results[name] = result
        print(name, json.dumps(result), file=sys.stderr)

    def start(self, ours: bool, cache: str, link: Link = Link()) -> dict[str, float]:  # noqa: B008
        session = self.session(ours, cache, link)
        try:
            useful = session.wait_for(USEFUL if ours else PEER_USEFUL, 60)
            whole = session.wait_for(WHOLE, 60) if ours else useful
            settled = session.settle(0.25)
            return {
                "useful_ms": useful,
                "whole_ms": whole,
                "settled_ms": settled,
                "bytes": session.sent,
                "memory_mb": session.peak_memory(),
            }
        finally:
            session.end()

    def start_on_a_line(self, ours: bool, cache: str) -> dict[str, float]:
        session = self.session(ours, cache, words=LINE)
        try:
            return {"whole_ms": session.wait_for(WHOLE_LINE if ours else PEER_USEFUL, 60)}
        finally:
            session.end()

    def first_key(self, ours: bool, cache: str) -> dict[str, float]:
        """From exec to the answer to a key pressed the moment the useful frame shows."""
        session = self.session(ours, cache)
        try:
            session.wait_for(USEFUL if ours else PEER_USEFUL, 60)
            session.press((DOWN if ours else PEER_DOWN)[0])
            answered = next(t for t, c in reversed(session.chunks) if c)
            return {"answered_ms": answered}
        finally:
            session.end()

    def keys(self, ours: bool, keys: tuple[bytes, ...], count: int, link: Link = Link()) -> dict[str, float]:  # noqa: B008
        session = self.session(ours, link=link)
        try:
            session.wait_for(USEFUL if ours else PEER_USEFUL, 60)
            session.settle(0.6)
            pressed = [session.press(keys[i % len(keys)]) for i in range(count)]
            firsts, settled, sent = ([p[n] for p in pressed] for n in range(3))
            return {
                "first_ms": summary(firsts)["median"],
                "settled_ms": summary(settled)["median"],
                "settled_p95_ms": summary(settled)["p95"],
                "bytes": summary([float(b) for b in sent])["median"],
                "memory_mb": session.peak_memory(),
            }
        finally:
            session.end()

    def idle(self, seconds: float) -> dict[str, float]:
        session = self.session(True)
        try:
            session.wait_for(USEFUL, 60)
            session.settle(1.0)
            before, end = session.sent, time.monotonic() + seconds
            while time.monotonic() < end:
                session.read(0.5)
            return {"bytes": session.sent - before}
        finally:
            session.end()

    def ssh(self, ours: bool, server: Sshd, compress: bool) -> dict[str, float]:
        words = " ".join(f"'{w}'" for w in (OURS if ours else self.peer))
        cache = f"{self.homes.name}/cache"
        before = server.sent
        command = server.command(f"XDG_CACHE_HOME={cache} TERM=xterm-256color {words}", compress)
        session = Session(command, self.environment(cache))
        try:
            useful = session.wait_for(USEFUL if ours else PEER_USEFUL, 60)
            session.settle(0.6)
            start = server.sent - before
            first, settled, _ = session.press((TAB if ours else PEER_TAB)[0])
            return {
                "useful_ms": useful,
                "start_wire_bytes": start,
                "tab_first_ms": first,
                "tab_settled_ms": settled,
                "tab_wire_bytes": server.sent - before - start,
            }
        finally:
            session.end()

    def run(self, idle_seconds: float) -> None:
        shared = f"{self.homes.name}/cache"
        self.both("start", lambda ours, run: self.start(ours, f"{self.homes.name}/fresh{run}"))
        self.both("start on a line by plotext", lambda ours, run: self.start_on_a_line(ours, shared))
        self.both("first key", lambda ours, run: self.first_key(ours, shared))
        self.both("cursor down", lambda ours, run: self.keys(ours, DOWN if ours else PEER_DOWN, 12))
        self.both("tab switch", lambda ours, run: self.keys(ours, TAB if ours else PEER_TAB, 10))
        for link in LINKS:
            name = f"{link.rtt:.0f} ms, {link.kbps:.0f} kbit/s"
            self.both(f"start over {name}", lambda ours, run, link=link: self.start(ours, shared, link))
            self.both(
                f"tab over {name}", lambda ours, run, link=link: self.keys(ours, TAB if ours else PEER_TAB, 4, link)
            )
        if shutil.which("sshd") and shutil.which("ssh"):
            with tempfile.TemporaryDirectory() as folder:
                server = Sshd(Path(folder))
                for compress in (False, True):
                    name = f"ssh, {'with' if compress else 'without'} compression"
                    self.both(name, lambda ours, run, compress=compress: self.ssh(ours, server, compress))
                server.close()
        self.results["idle"] = {"ours": {"bytes": summary([self.idle(idle_seconds)["bytes"]])}, "seconds": idle_seconds}


def table(results: dict[str, Any]) -> str:
    """The results as a Markdown table: ours, VisiData's, the ratio of the medians."""
    lines = ["| case | figure | cjtrade-tui | VisiData | ratio |", "|---|---|---|---|---|"]
    for case, result in results.items():
        for figure, ours in result["ours"].items():
            theirs = result.get("visidata", {}).get(figure)
            ratio = f"{ours['median'] / theirs['median']:.2f}" if theirs and theirs["median"] else ""
            lines.append(
                f"| {case} | {figure} | {ours['median']:,} | {theirs['median'] if theirs else '':,} | {ratio} |"
                if theirs
                else f"| {case} | {figure} | {ours['median']:,} | | |"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--idle", type=float, default=60, help="seconds to watch an idle screen")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--readme", action="store_true", help="put the table into tests/bench/README.md")
    options = parser.parse_args()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cjtrade-tui-bench"
    cache.mkdir(parents=True, exist_ok=True)
    bench = Bench(options.runs, cache)
    bench.run(options.idle)
    if options.json:
        options.json.write_text(json.dumps(bench.results, indent=1) + "\n")
    text = table(bench.results)
    print(text)
    if options.readme:
        page = HERE / "README.md"
        head, _, rest = page.read_text().partition("<!-- measured -->")
        tail = rest.partition("<!-- end -->")[2]
        page.write_text(f"{head}<!-- measured -->\n{text}\n<!-- end -->{tail}")


if __name__ == "__main__":
    main()
