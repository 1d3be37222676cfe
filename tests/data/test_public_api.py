"""data never knows of screens, and its door is what it says it is."""

import re
import sys
from pathlib import Path

import pytest
from every_row import every_row
from ran import ran

import cjtrade_data

WING = Path(cjtrade_data.__file__).parent
FACE = ("textual", "rich", "plotext", "cjtrade_tui")


@every_row("path", sorted(WING.glob("**/*.py")), ids=lambda p: p.name)
def test_no_module_of_the_data_wing_names_the_face(path):
    assert not re.search(rf"^\s*(from|import) ({'|'.join(FACE)})\b", path.read_text("utf-8"), re.M)


def loaded(code):
    done = ran([sys.executable, "-c", f"{code}; import sys; print(' '.join(sys.modules))"], check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


def test_importing_the_package_loads_neither_polars_nor_anything_that_draws():
    assert not loaded("import cjtrade_data") & {"polars", *FACE}


def test_using_the_whole_wing_loads_nothing_that_draws():
    code = "from cjtrade_data import open_book; from cjtrade_data.frames import flows, partners, investment, people, sources; flows.pair_totals(open_book())"
    modules = loaded(code)
    assert "polars" in modules and not modules & set(FACE)


def test_the_door_exports_what_it_lists():
    assert all(getattr(cjtrade_data, name) for name in cjtrade_data.__all__)
    with pytest.raises(AttributeError):
        _ = cjtrade_data.nothing_of_the_kind


@pytest.mark.slow
def test_the_examples_in_the_docstrings_are_true():
    import doctest
    from importlib import import_module

    for path in sorted(WING.rglob("*.py")):
        if path.stem not in ("__init__", "__main__"):
            name = ".".join(("cjtrade_data", *path.relative_to(WING).with_suffix("").parts))
            result = doctest.testmod(import_module(name))
            assert not result.failed, path.name
