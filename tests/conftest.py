"""`@pytest.mark.needs("tmux")`: a test of the real program of that name, left out where it is absent, but never in CI."""

import gc
import os
import shutil

import pytest


def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs"):
        missing = [name for name in marker.args if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")]
        if missing and os.environ.get("CI"):
            pytest.fail(f"CI has no {', '.join(missing)}: .ci/run is to install what the tests need")
        if missing:
            pytest.skip(f"{', '.join(missing)} is not installed")


def pytest_configure():
    """The tables and modules stay to the end: looking through them for garbage took 6 % of the time."""
    gc.set_threshold(20_000, 20, 50)
