"""`cjtrade-tui doctor`: what a report of a fault needs to say about the program, the terminal and the data.

Of the environment only what is named here is told; an address, a user's name or a key never is.
"""

import argparse
import contextlib
import os
import platform
import re
import select
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cjtrade_data.book.book import open_book
from cjtrade_data.book.tables import TABLES
from cjtrade_data.errors import BookError
from cjtrade_data.frames import sources
from cjtrade_data.model.reference import HOME
from cjtrade_data.safe_text import safe_text
from cjtrade_tui import __version__, config, crash_log
from cjtrade_tui.cli.output import complain, put_json, put_lines
from cjtrade_tui.pages.bundled_fallback import reason_of
from cjtrade_tui.terminal import environment

PACKAGES = ("textual", "rich", "polars", "plotext", "rapidfuzz", "httpx2", "highspy")
SAID = ("TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR")
SWITCHES = ("CJTRADE_WHOLE_PLOTEXT", "CJTRADE_WIRE", "TEXTUAL_DRIVER")
_QUESTIONS = b"\x1b[>0q\x1b[?2026$p\x1b[c"
_PATIENCE = 0.4
"""Seconds a terminal has to answer; over SSH that is more than a round trip round the world."""

Report = dict[str, dict[str, Any]]


def run(options: argparse.Namespace) -> int:
    """Print the report; exit status 0, or 2 where the tables are not what they were sealed as."""
    found = report()
    put_json(found) if options.json else put_lines([as_text(found)])
    return 0 if found["data"]["seal"] == "intact" else 2


def report() -> Report:
    """The whole report: sections of plain values."""
    return {"versions": _versions(), "terminal": _terminal(), "data": _data(), "paths": _paths()}


def as_text(found: Report) -> str:
    """The report as `name: value` lines under the names of its sections."""
    lines: list[str] = []
    for section, values in found.items():
        lines += ["", section] if lines else [section]
        for name, value in values.items():
            if isinstance(value, dict):
                lines += [f"  {name}:", *(f"    {k}: {_value_text(v)}" for k, v in value.items())]
            else:
                lines.append(f"  {name}: {_value_text(value)}")
    return "\n".join(lines)


def _value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None or value == "" else str(value)


def _versions() -> dict[str, Any]:
    found: dict[str, Any] = {"cjtrade-tui": __version__, "python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found | {"system": f"{platform.system()} {platform.release()} {platform.machine()}"}


def _terminal() -> dict[str, Any]:
    env = os.environ
    size = None
    with contextlib.suppress(OSError):
        size = "{}x{}".format(*os.get_terminal_size(1))
    answers = ask_terminal()
    multiplexer = "tmux" if env.get("TMUX") else "screen" if env.get("STY") else None
    return {
        **{name: env.get(name) for name in SAID},
        **{name: env[name] for name in SWITCHES if name in env},
        "input is a terminal": sys.stdin.isatty(),
        "output is a terminal": sys.stdout.isatty(),
        "size": size,
        "drawn on": environment.can_draw(),
        "palette": environment.fitting_palette(),
        "UTF-8": environment.speaks_utf8(),
        "over SSH": bool(env.get("SSH_CONNECTION") or env.get("SSH_TTY")),
        "inside": multiplexer,
        "can be suspended": environment.has_job_control(),
        "says it is": answers.get("name"),
        "device attributes": answers.get("attributes"),
        "synchronised output": answers.get("synchronised"),
        "answered in ms": answers.get("milliseconds"),
        "copying (OSC 52)": _copying(answers, multiplexer),
    }


def _copying(answers: dict[str, Any], multiplexer: str | None) -> str:
    """What can be known of it: a terminal seldom says, and nothing is put into the clipboard to try."""
    if multiplexer == "tmux":
        return "up to tmux: needs `set -g set-clipboard on` and a terminal outside that allows it"
    if multiplexer == "screen":
        return "not through GNU screen"
    attributes = str(answers.get("attributes") or "").split(";")
    return "yes, the terminal says so" if "52" in attributes else "unknown: the terminal does not say"


def ask_terminal() -> dict[str, Any]:
    """What the terminal answers to being asked for its name, modes and attributes; empty where there is none.

    Waits for at most 0.4 seconds, without echo, and takes all that is typed meanwhile.
    """
    if sys.platform == "win32" or not environment.draws_itself():
        return {}
    if not environment.can_draw() or environment.is_simple():
        return {}
    import termios

    modes = termios.tcgetattr(0)
    quiet = [*modes]
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    started = time.monotonic()
    answer = b""
    try:
        termios.tcsetattr(0, termios.TCSANOW, quiet)
        os.write(1, _QUESTIONS)
        while not re.search(rb"\x1b\[\?[0-9;]*c", answer) and (left := started + _PATIENCE - time.monotonic()) > 0:
            if select.select([0], [], [], left)[0]:
                answer += os.read(0, 1024)
        took = round((time.monotonic() - started) * 1000)
        termios.tcflush(0, termios.TCIFLUSH)
    finally:
        termios.tcsetattr(0, termios.TCSANOW, modes)
    return read_answer(answer) | ({"milliseconds": took} if answer else {})


def read_answer(answer: bytes) -> dict[str, Any]:
    """The parts of a terminal's answer that are understood, cleaned: a terminal is outside too."""
    found: dict[str, Any] = {}
    if name := re.search(rb"\x1bP>\|([^\x1b\x07]{1,80})", answer):
        found["name"] = safe_text(name[1].decode("utf-8", "replace"))
    if mode := re.search(rb"\x1b\[\?2026;([0-9])\$y", answer):
        found["synchronised"] = mode[1] in b"123"
    if attributes := re.search(rb"\x1b\[\?([0-9;]{1,60})c", answer):
        found["attributes"] = attributes[1].decode()
    return found


def _data() -> dict[str, Any]:
    try:
        book = open_book()
    except BookError as error:
        return {"seal": str(error)}
    catalogue = sources.catalogue(book).sort("id")
    latest = {
        row["id"]: f"to {row['last'] or 'no period'}, published {row['published'] or row['vintage'] or 'undated'}"
        for row in catalogue.iter_rows(named=True)
    }
    return {
        "own store": _own_store(),
        "seal": "intact",
        "checksum": book.checksum[:16],
        "tables": len(book.resources),
        "figures": sum(1 for _ in book.index.ids()),
        "sources": len(latest),
        "latest period by source": latest,
    }


def _own_store() -> str:
    """What is in the reader's own store, or why it cannot be read; that is said on standard error too."""
    from cjtrade_data.book.imported import Imported
    from cjtrade_data.store.store import Store

    store = Store()
    try:
        imported = Imported(store, HOME)
        records = imported.store.manifest().imports
        rows = sum(record.rows for record in records)
        return f"{len(records)} imports, {rows:,} rows, {imported.flows.height:,} flows of the pair"
    except Exception as error:
        reason = reason_of(error).replace(str(Path.home()), "~")
        complain(reason)
        return f"cannot be read: {reason}"


def _paths() -> dict[str, Any]:
    from platformdirs import user_cache_path

    log = crash_log.place()
    return {
        "program": _short(Path(__file__).parents[1]),
        "tables": _short(TABLES),
        "state": _short(log.parent),
        "failures": _short(log) if log.exists() else None,
        "cache": _short(user_cache_path("cjtrade-tui", appauthor=False)),
        "config": _config(),
    }


def _config() -> str:
    """What the reader's settings are and where each stands, or what is wrong with them."""
    try:
        found = config.load()
    except config.ConfigError as error:
        return f"cannot be used: {error}".replace(str(Path.home()), "~")
    said = [f"{name} {_set(found, name)} ({_short(Path(origin))})" for name, origin in found.origins.items()]
    return "; ".join(said) or f"nothing is set; {_short(config.place())} is read where it is there"


def _set(found: config.Config, name: str) -> str:
    value = getattr(found, name)
    return ", ".join(f"{id} {' '.join(keys)}" for id, keys in value.items()) if name == "keys" else _short(Path(value))


def _short(path: Path) -> str:
    """The path with the home folder as ~, so that a report does not carry the user's name."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
