"""What several tests of the whole program need."""

import pytest


@pytest.fixture
def own_folders(tmp_path, monkeypatch):
    """A cache and a state that no other test and no user of this computer has."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
