"""Answers that are kept: asked whether anything has changed, and nothing of a key in them."""

import os
from dataclasses import replace

import pytest
from loopback import GOOD, SERVICE, Reply, request


def test_an_unchanged_answer_is_not_sent_again(server, conduct):
    server.answer = lambda r: (
        Reply(status=304) if r.headers["If-None-Match"] == '"v1"' else Reply(GOOD, headers={"ETag": '"v1"'})
    )
    first = conduct(SERVICE)
    first.cache.keep(first.get(request(server)))
    again = conduct(SERVICE).get(request(server))
    assert again.from_cache and again.path.read_text() == GOOD and len(server.asked) == 2
    assert again.sha256 == first.get(request(server)).sha256


def test_the_date_of_an_answer_serves_as_well(server, conduct):
    date = "Wed, 25 Nov 2026 08:00:00 GMT"
    server.answer = lambda r: (
        Reply(status=304) if r.headers["If-Modified-Since"] == date else Reply(GOOD, headers={"Last-Modified": date})
    )
    asking = conduct(SERVICE)
    asking.cache.keep(asking.get(request(server)))
    assert asking.get(request(server)).from_cache


def test_a_changed_answer_replaces_the_kept_one(server, conduct):
    server.answer = lambda _: Reply(f"[{len(server.asked)}]", headers={"ETag": f'"{len(server.asked)}"'})
    asking = conduct(SERVICE)
    for _ in range(2):
        asking.cache.keep(asking.get(request(server)))
    answer = asking.get(request(server))
    assert not answer.from_cache and server.asked[2].headers["If-None-Match"] == '"2"'


@pytest.mark.parametrize("headers", [{}, {"ETag": '"v1"', "Cache-Control": "private, no-store"}])
def test_nothing_is_kept_that_has_no_mark_or_must_not_be(server, conduct, headers, tmp_path):
    server.answer = lambda _: Reply(GOOD, headers=headers)
    asking = conduct(SERVICE)
    asking.cache.keep(asking.get(request(server)))
    assert not (tmp_path / "cache").exists()


def test_a_damaged_cache_is_as_good_as_none(server, conduct, tmp_path):
    server.answer = lambda r: Reply(status=304) if r.headers["If-None-Match"] else Reply(GOOD, headers={"ETag": '"v1"'})
    asking = conduct(SERVICE)
    asking.cache.keep(asking.get(request(server)))
    (path,) = (tmp_path / "cache").iterdir()
    head = path.read_bytes().partition(b"\n")[0]
    for damaged in (head + b"\n[]", head, b"[" * 100_000):
        path.write_bytes(damaged)
        assert asking.get(request(server)).path.read_text() == GOOD


def test_a_full_cache_lets_the_oldest_go(server, conduct, tmp_path):
    server.answer = lambda r: Reply("1" * 200, headers={"ETag": f'"{r.path}"'})
    asking = conduct(SERVICE)
    asking.cache.most = 1_000
    for number in range(4):
        asking.cache.keep(asking.get(replace(request(server), url=f"{server.base}/{number}")))
        for path in (tmp_path / "cache").iterdir():
            os.utime(path, (path.stat().st_mtime - 10,) * 2)
    kept = [bool(asking.cache.conditions(replace(request(server), url=f"{server.base}/{n}"))) for n in range(4)]
    assert kept == [False, False, True, True] and len(list((tmp_path / "cache").iterdir())) == 2


def test_the_cache_is_its_owners_alone_and_has_no_key(server, conduct, tmp_path):
    server.answer = lambda _: Reply(GOOD, headers={"ETag": '"v1"'})
    asking = conduct(SERVICE)
    asked = request(server, secret=(("Ocp-Apim-Subscription-Key", "0123456789abcdef"),))
    asking.cache.keep(asking.get(asked))
    assert server.asked[0].headers["Ocp-Apim-Subscription-Key"] == "0123456789abcdef"
    files = list((tmp_path / "cache").iterdir())
    assert len(files) == 1 and not any(b"0123456789abcdef" in path.read_bytes() for path in files)
    assert (tmp_path / "cache").stat().st_mode & 0o77 == 0 and not any(p.stat().st_mode & 0o77 for p in files)
    assert "0123456789abcdef" not in repr(asked)
