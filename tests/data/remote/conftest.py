"""Servers on loopback, and a client of theirs whose clock does not wait."""

import pytest
from loopback import Server, running

from cjtrade_data.remote.cache import AnswerCache
from cjtrade_data.remote.client import Limits, PoliteClient


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    opened = running(Server())
    yield opened
    opened.shutdown()
    opened.server_close()


@pytest.fixture
def tls_server(monkeypatch):
    """A server with a certificate that nobody has reason to trust, and the authority that made it."""
    import trustme

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    authority = trustme.CA()
    opened = running(Server(authority.issue_cert("127.0.0.1")))
    opened.authority = authority
    yield opened
    opened.shutdown()
    opened.server_close()


LIMITS = Limits(silence=2.0)


class Clock:
    """A clock that only goes on by sleeping."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def conduct(tmp_path, clock):
    """A function that opens a Conduct for a service, by the clock that does not wait."""
    opened = []

    def open_one(service, limits=LIMITS, **options):
        folder = tmp_path / f"answers-{len(opened)}"
        folder.mkdir()
        one = PoliteClient(
            service,
            folder,
            AnswerCache(tmp_path / "cache"),
            limits=limits,
            **{"sleep": clock.sleep, "clock": clock} | options,
        )
        opened.append(one)
        return one

    yield open_one
    for one in opened:
        one.__exit__()
