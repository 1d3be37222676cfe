"""Servers on loopback, and a client of theirs whose clock does not wait."""

import pytest
from loopback import LIMITS, Clock, Server, client, running


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


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def conduct(tmp_path, clock):
    """A function that opens a Conduct for a service, by the clock that does not wait."""
    opened = []

    def open_one(service, limits=LIMITS, **options):
        opened.append(client(service, tmp_path, clock, limits, answers=f"answers-{len(opened)}", **options))
        return opened[-1]

    yield open_one
    for one in opened:
        one.__exit__()
