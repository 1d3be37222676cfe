"""What the program stands on is declared in pyproject.toml, each with the reason why, up to its next major."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OPTIONAL = PROJECT["optional-dependencies"]
ALL = [*PROJECT["dependencies"], *(each for extra in OPTIONAL.values() for each in extra)]
_PARTS = re.compile(r"([\w.-]+)(?:\[[\w,]+\])?(?:>=([\d.]+),<([\d.]+))?(?:;.*)?")


def name_of(requirement):
    """The distribution as packaging tools compare names."""
    return re.sub(r"[-_.]+", "-", _PARTS.fullmatch(requirement)[1]).lower()


def imported(folder):
    """Names of what the modules of a folder import, two levels deep: `backports` alone belongs to many."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.slow
def test_every_package_that_is_imported_is_declared():
    declared = {
        name_of(each) for each in (*PROJECT["dependencies"], *(e for x in OPTIONAL if x != "test" for e in OPTIONAL[x]))
    }
    used = {n.split(".")[0] for wing in ("data", "tui") for n in imported(ROOT / wing)} - set(sys.stdlib_module_names)
    used -= {"cjtrade_data", "cjtrade_tui", "compression"}  # the last is a part of Python from 3.14 on
    assert {{"backports": "backports-zstd"}.get(module, module.replace("_", "-")) for module in used} == declared


def test_every_dependency_stops_before_its_next_major():
    for requirement in ALL:
        if name_of(requirement) == "cjtrade-tui":
            continue
        _, low, high = _PARTS.fullmatch(requirement).groups()
        least, most = ([int(n) for n in version.split(".")] for version in (low, high))
        assert least < most <= [least[0] + 1], requirement


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    for requirement in ALL:
        [line] = [line for line in lines if f'"{requirement}"' in line]
        assert re.search(r"\"\]?,?  # \w.{10}", line), line
