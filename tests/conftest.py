"""`@pytest.mark.needs("tmux")`: a test of the real program of that name, left out where it is absent, but never in CI.

Properties (`@given`) are tried with few examples when the tests are quick, and once more with many under `-m slow`.
"""

import gc
import os
import re
import shutil
from pathlib import Path

import pytest
from bundled import BOOK
from hypothesis import is_hypothesis_test, settings

FEW, MANY = 12, 300
"""Examples of a property, unless it says how many it can afford."""


@pytest.fixture(scope="session")
def book():
    return BOOK


@pytest.fixture
def tables(tmp_path):
    """A copy of the bundled tables, to be damaged."""
    return Path(shutil.copytree(BOOK.folder, tmp_path / "tables"))


@pytest.fixture
def store(tmp_path):
    from cjtrade_data.store.store import Store

    return Store(tmp_path / "store")


def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs"):
        missing = [name for name in marker.args if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")]
        if missing and os.environ.get("CI"):
            pytest.fail(f"CI has no {', '.join(missing)}: .ci/run is to install what the tests need")
        if missing:
            pytest.skip(f"{', '.join(missing)} is not installed")


def pytest_configure(config):
    gc.set_threshold(1_000_000, 10, 10)  # looking through tables and modules for garbage took 6 % of the time
    is_quick = config.option.markexpr == "not slow"
    settings.register_profile("ours", settings.default, max_examples=FEW if is_quick else MANY, deadline=None)
    settings.load_profile("ours")


def pytest_ignore_collect(collection_path, config):
    """A file whose tests are all slow is not read where the tests are quick, unless it is asked for by its name."""
    if config.option.markexpr != "not slow" or collection_path.suffix != ".py":
        return None
    return bool(re.search(r"^pytestmark = .*mark\.slow\b", collection_path.read_text("utf-8"), re.M)) or None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Slow properties are tried again; quick tests of a file run in one worker, which has read what they share."""
    for item in items:
        if config.option.markexpr == "slow" and is_hypothesis_test(getattr(item, "function", None)):
            item.add_marker(pytest.mark.slow)
        elif config.option.markexpr == "not slow":
            is_of_a_package = item.path.with_name("__init__.py").exists()
            item.add_marker(pytest.mark.xdist_group(item.path.parent.name if is_of_a_package else item.path.stem))


def pytest_collection_finish():
    """Modules and tests stay to the end: each worker looked through them six times for garbage as it left."""
    gc.freeze()
