"""The house stands as design and CONTRIBUTING.md say: small files, no circles, each room above those it is built on."""

import ast
import re
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from every_row import every_row
from ran import ran

ROOT = Path(__file__).parents[1]
WINGS = {"cjtrade_data": ROOT / "data" / "cjtrade_data", "cjtrade_tui": ROOT / "tui" / "cjtrade_tui"}
LONGEST = 400
"""Lines of a file."""
MAP = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

ABOVE = {
    "cjtrade_data.errors": "safe_text",
    "cjtrade_data.safe_text": "",
    "cjtrade_data.model": "errors safe_text",
    "cjtrade_data.store": "errors model safe_text",
    "cjtrade_data.language": "book errors model safe_text",
    "cjtrade_data.book": "errors formats model safe_text store",
    "cjtrade_data.derivation": "book errors language model",
    "cjtrade_data.wording": "book derivation errors language model safe_text",
    "cjtrade_data.frames": "book derivation errors language model wording",
    "cjtrade_data.checks": "book derivation errors language model wording",
    "cjtrade_data.lookup": "book checks citation derivation errors language model safe_text wording",
    "cjtrade_data.claims": "book checks derivation errors language lookup model safe_text wording",
    "cjtrade_data.brief": "book checks citation derivation errors lookup model safe_text wording",
    "cjtrade_data.formats": "errors model safe_text",
    "cjtrade_data.remote": "credentials errors formats language model safe_text store",
    "cjtrade_tui.cells": "",
    "cjtrade_tui.crash_log": "",
    "cjtrade_tui.plotext_import": "",
    "cjtrade_tui.charts": "cells plotext_import",
    "cjtrade_tui.terminal": "cells painting",
    "cjtrade_tui.painting": "cells charts navigation pages",
    "cjtrade_tui.tray": "",
    "cjtrade_tui.config": "",
    "cjtrade_tui.navigation": "config",
    "cjtrade_tui.pages": "charts crash_log navigation",
    "cjtrade_tui.brief": "charts pages terminal",
    "cjtrade_tui.widgets": "cells charts navigation pages painting terminal",
    "cjtrade_tui.overlays": "cells navigation pages painting terminal tray widgets",
    "cjtrade_tui.app": "brief browser charts navigation overlays pages painting plotext_import terminal tray widgets",
}
"""Each room, and the rooms of its wing that it may import."""


def modules():
    """Each module of both wings by its name."""
    found = {}
    for wing, folder in WINGS.items():
        for path in sorted(folder.rglob("*.py")):
            parts = [wing, *path.relative_to(folder).with_suffix("").parts]
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"))


def imported(name, path):
    """(module, whether while it is loaded) of each import of ours, those for the type checker alone left out."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]

    def walk(node, loading):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr) or (
                isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            ):
                continue
            if isinstance(child, ast.Import):
                yield from ((alias.name, loading) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - child.level + 1] if child.level else []
                module = ".".join([*above, *([child.module] if child.module else [])])
                for alias in child.names:
                    inner = f"{module}.{alias.name}"
                    yield (inner if inner in MODULES else module), loading
            else:
                is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
                yield from walk(child, loading and not is_function)

    for module, loading in walk(tree(path), True):
        if module in MODULES and module != name:
            yield module, loading


@cache
def imports():
    """(module, whether while it is loaded) of all that each module imports of ours, by its name."""
    return {name: list(imported(name, path)) for name, path in MODULES.items()}


def room(module):
    return ".".join(module.split(".")[:2])


def circle(graph):
    """The first circle of a graph, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_file_is_longer_than_can_be_read_at_once():
    listed = ran(["git", "ls-files", "*.py"], cwd=ROOT)
    paths = [ROOT / line for line in listed.stdout.splitlines()] or list(MODULES.values())
    lengths = {p: len(p.read_text("utf-8").splitlines()) for p in paths if p.exists()}
    assert not {str(p): n for p, n in lengths.items() if n > LONGEST}


def test_the_formatter_lays_out_every_line():
    marked = ran(["git", "grep", "-l", "-e", "fmt: [so]", "--", "*.py"], cwd=ROOT)
    assert marked.stdout.splitlines() in ([], ["tests/test_structure.py"])


def test_no_files_import_each_other_while_they_are_loaded():
    assert not circle({name: {m for m, loading in found if loading} for name, found in imports().items()})


def test_no_files_import_each_other_in_functions_either():
    graph = {name: {m for m, _ in found} for name, found in imports().items()}
    assert not circle(graph)


def test_each_room_imports_only_those_it_stands_on():
    wrong = defaultdict(list)
    for name, found in imports().items():
        here = room(name)
        for module, _ in found:
            there = room(module)
            wing = here.partition(".")[0]
            if here not in ABOVE or there in (here, wing) or not there.startswith(wing):
                continue
            if there.partition(".")[2] not in ABOVE[here].split():
                wrong[here, there].append(f"{name} -> {module}")
    assert not wrong


def test_the_rooms_make_no_circle():
    assert not circle({name: {f"{name.partition('.')[0]}.{r}" for r in ABOVE[name].split()} for name in ABOVE})


def test_no_file_only_hands_on_what_another_has():
    for name, path in MODULES.items():
        body = [
            node
            for node in tree(path).body
            if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        ]
        hands_on = [
            node
            for node in body
            if isinstance(node, ast.Import | ast.ImportFrom)
            or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        ]
        assert not body or len(hands_on) < len(body), name


def test_every_room_has_its_line_on_the_map_and_nothing_else_has():
    rooms = {
        f"{wing}/{path.name}/"
        for wing, folder in WINGS.items()
        for path in folder.iterdir()
        if path.is_dir() and path.name not in ("__pycache__", "tables") and list(path.glob("*.py"))
    }
    named = set(re.findall(r"^\| `((?:cjtrade_data|cjtrade_tui)/\w+/)` \|", MAP, re.M))
    assert named == rooms


@every_row("path", sorted(set(re.findall(r"`((?:data|tui|tests|screenshots|\.ci|\.github)/[\w./-]*)`", MAP))))
def test_every_path_that_the_map_names_is_there(path):
    assert (ROOT / path).exists()


def test_no_test_needs_a_folder_outside_the_repository():
    for path in ROOT.glob("tests/**/*.py"):
        deep = len(path.relative_to(ROOT).parts)
        assert all(int(n) < deep for n in re.findall(r"parents\[(\d+)\]", path.read_text("utf-8"))), path


@pytest.mark.parametrize("folder", WINGS.values(), ids=WINGS)
def test_both_packages_say_that_they_are_typed(folder):
    assert (folder / "py.typed").exists()
