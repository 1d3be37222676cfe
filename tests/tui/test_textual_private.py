"""What Textual keeps private and we use all the same: all of it is listed here with its reason, and nothing else is used.

A new version of Textual may change any of it without saying so: then this list is what to go through.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from functools import cache
from pathlib import Path

import textual
from every_row import every_row

import cjtrade_tui

ROOT = Path(__file__).parents[2]
FACE = Path(cjtrade_tui.__file__).parent

OVERRIDDEN = {
    "DiffRenderedApp._display": "frames go out as differences of cells; Textual sends whole regions",
    "Explorer._fatal_error": "an unexpected failure leaves one line and a log, no page of traceback",
    "LineInput._on_paste": "a paste is text for the line being typed, whatever Textual's own Input would make of it",
    "Terminal._get_terminal_size": "the window's size, whatever COLUMNS and LINES say",
    "Terminal._run_input_thread": "a terminal that has gone ends the program without a traceback",
    "Terminal._sigtstp_application": "what a signal asks for is done between two things, not within one",
    "Terminal._sigcont_application": "the same, and after a stop that was not ours too",
    "TerminalInput._parse_extended_key": "key reports that are no press, or no character, are no keys",
}
"""Methods of Textual's that ours take the place of."""

USED = {
    "app/app.py": {
        "_close_messages_no_wait": "how an app ends where something failed",
        "_driver": "what is written to the terminal beside the frames",
        "_exception": "what failed",
    },
    "app/type_ahead.py": {
        "_check_bindings": "a key that was typed ahead does what its binding says",
        "_exit": "nothing is done for keys once the app leaves",
    },
    "browser/driver.py": {"_app": "the app a driver belongs to"},
    "overlays/base.py": {
        "_compositor": "the lines of the screen below, around a frame",
        "_cursor_offset": "where the cursor of a line stands, in columns of the screen",
    },
    "terminal/diff_renderer.py": {
        "_batch_count": "no frame in the middle of a batch",
        "_begin_update": "the terminal is told that a frame begins",
        "_closed": "no frame for an app that has ended",
        "_compositor": "the lines of cells that Textual composes",
        "_driver": "where frames are written",
        "_end_update": "the terminal is told that a frame ends",
        "_handle_exception": "a frame that cannot be made ends the app as any failure does",
        "_running": "no frame before the app runs",
    },
    "terminal/driver.py": {
        "_app": "the app a driver belongs to",
        "_exit": "whether it leaves already",
        "_handle_exception": "what fails in the input thread ends the app as any failure does",
        "_key_thread": "whether the terminal has gone before it was read",
        "_loop": "the event loop that signals are handed to",
        "_writer_thread": "Textual's own writer, which waits where the terminal does, is stopped",
    },
    "terminal/input.py": {"_sequence_to_key_events": "Textual's names of keys"},
}
"""Attributes of Textual's objects, by file."""

IMPORTED = {
    "terminal/input.py": {
        "_ansi_sequences": "the sequences that Textual knows as keys",
        "_keyboard_protocol": "the names of function keys",
        "_parser": "the generator that a parser of Textual's is",
        "_xterm_parser": "the parser whose names of keys and mouse events ours goes on using",
    }
}
"""Modules of Textual's, by file."""

IN_TESTS = {
    "_ansi_sequences": "every key that Textual knows is sent",
    "_compositor": "what the screen shows",
    "_exit": "whether the app leaves",
    "_message_queue": "whether the app has done all it was sent",
    "_parser": "the clock of a parser",
    "_wait": "how idle a process has to be for the pilot",
    "_xterm_parser": "keys for the app, made of bytes",
}


@cache
def privates_of_textual():
    defined = re.compile(r"\bdef (_[^_\W]\w*)|\.(_[^_\W]\w*)(?=[^\n=(]*(?<![=!<>])=(?!=))")
    texts = (path.read_text("utf-8") for path in Path(textual.__file__).parent.rglob("*.py"))
    return {name for text in texts for names in defined.findall(text) for name in names if name}


def used_in(path):
    """(attributes, modules) that Textual keeps private; what the file itself defines, or a module like os has, is none."""
    tree = ast.parse(path.read_text("utf-8"))
    own, attributes, imported = set(), set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            own.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
        elif isinstance(node, ast.Attribute) and node.attr in privates_of_textual():
            if isinstance(node.ctx, ast.Store) and node.attr != "_writer_thread":
                own.add(node.attr)
            elif ast.unparse(node.value) not in ("os", "sys", "super()"):
                attributes.add(node.attr)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "textual":
            names = [*node.module.split("."), *(alias.name for alias in node.names)]
            imported |= {name for name in names if name.startswith("_")}
    return attributes - own, imported


FILES = sorted(path for path in FACE.rglob("*.py"))


@every_row("path", FILES, lambda path: str(path.relative_to(FACE)))
def test_each_file_uses_what_is_listed_of_it_and_nothing_else(path):
    name = path.relative_to(FACE).as_posix()
    attributes, imported = used_in(path)
    assert attributes == set(USED.get(name, ()))
    assert imported == set(IMPORTED.get(name, ()))


def test_tests_use_what_is_listed_of_them_and_nothing_else():
    found = set()
    for path in (ROOT / "tests").rglob("*.py"):
        if path != Path(__file__) and "textual" in (text := path.read_text("utf-8")) and "_" in text:
            attributes, imported = used_in(path)
            found |= imported | {name for name in attributes if name in IN_TESTS}
    assert found == set(IN_TESTS)


def test_no_method_of_textuals_is_overridden_by_the_way():
    found = set()
    for module in pkgutil.walk_packages(cjtrade_tui.__path__, "cjtrade_tui."):
        if module.name.endswith("__main__"):
            continue
        for _, ours in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if ours.__module__ == module.name:
                theirs = [base for base in ours.__mro__[1:] if base.__module__.split(".")[0] == "textual"]
                found |= {
                    f"{ours.__name__}.{name}"
                    for name, method in vars(ours).items()
                    if name.startswith("_")
                    and not name.startswith("__")
                    and inspect.isfunction(method)
                    and any(name in vars(base) for base in theirs)
                }
    mixins = {"DiffRenderedApp._display"}
    assert found | mixins == set(OVERRIDDEN)
