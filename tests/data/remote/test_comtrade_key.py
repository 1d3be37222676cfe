"""Where the Comtrade key comes from."""

import sys

import pytest

from cjtrade_data.remote.comtrade import comtrade_key

KEY = "0123456789abcdef"


@pytest.fixture
def ring(monkeypatch):
    """The keyring of a system, as a dictionary; None for one that is locked."""
    import keyring
    from keyring.backend import KeyringBackend

    class Ring(KeyringBackend):
        priority = 1
        kept = None

        def get_password(self, service, username):
            if self.kept is None:
                raise RuntimeError("locked")
            return self.kept.get((service, username))

        def set_password(self, service, username, password): ...
        def delete_password(self, service, username): ...

    before = keyring.get_keyring()
    monkeypatch.delenv("CJTRADE_COMTRADE_KEY", raising=False)
    one = Ring()
    keyring.set_keyring(one)
    yield one
    keyring.set_keyring(before)


def test_a_key_in_the_environment_needs_no_keyring(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("CJTRADE_COMTRADE_KEY", KEY)
    assert comtrade_key() == KEY
    monkeypatch.setenv("CJTRADE_COMTRADE_KEY", "")
    assert comtrade_key() == ""


def test_the_environment_comes_first(ring, monkeypatch):
    ring.kept = {("cjtrade-tui", "comtrade"): "from-the-keyring"}
    assert comtrade_key() == "from-the-keyring"
    monkeypatch.setenv("CJTRADE_COMTRADE_KEY", f" {KEY}\n")
    assert comtrade_key() == KEY


def test_no_key_is_no_key(ring):
    ring.kept = {}
    assert comtrade_key() == ""


def test_a_keyring_that_is_locked_is_no_key(ring):
    ring.kept = None
    assert comtrade_key() == ""


def test_a_text_that_is_no_key_is_refused_without_being_shown(ring):
    ring.kept = {("cjtrade-tui", "comtrade"): "no key at all"}
    with pytest.raises(ValueError, match="the keyring's entry for comtrade is not a key") as caught:
        comtrade_key()
    assert "no key at all" not in str(caught.value)
