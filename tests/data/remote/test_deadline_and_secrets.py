"""A request has one deadline, whatever drips; and what is secret is nowhere kept, shown or logged, however it comes back."""

import gc
import json
import socket
import threading
import time
import warnings
from dataclasses import replace

import loopback
import pytest
from loopback import GOOD, Reply, request

from cjtrade_data.credentials import without_credentials, without_key
from cjtrade_data.remote import refresh as remote
from cjtrade_data.remote.client import Limits
from cjtrade_data.remote.request import JSON, Request
from cjtrade_data.remote.service_errors import ServiceError

SERVICE = replace(loopback.SERVICE, pause=0)
KEY = "0123456789abcdefABCD"
SECRET = (("Ocp-Apim-Subscription-Key", KEY),)
HURRY = Limits(silence=5.0, whole=1.0)


def drip(handler, start, piece):
    """Send the start, and then a piece every tenth of a second, for a minute."""
    try:
        handler.wfile.write(start)
        for _ in range(600):
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


DRIPS = {
    "a status line": (b"HTTP/1.1 2", b"0"),
    "headers": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A: ", b"x"),
    "many headers": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", b"X-A: b\r\n"),
    "a body": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[", b"1"),
    "a packed body": (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 99999\r\n\r\n",
        b"",
    ),
    "words of an error": (b"HTTP/1.1 500 No\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n", b"x"),
}


@pytest.mark.parametrize("what", DRIPS)
def test_what_drips_is_given_up_at_the_deadline_headers_included(server, conduct, what):
    server.answer = lambda handler: drip(handler, *DRIPS[what])
    with pytest.raises(ServiceError, match="took longer than 1 seconds; try again later"):
        conduct(SERVICE, HURRY, clock=time.monotonic, sleep=time.sleep).get(request(server))
    assert len(server.asked) == 1


def test_a_deadline_holds_over_tls_too(tls_server, conduct, tmp_path, monkeypatch):
    authority = tmp_path / "authority.pem"
    tls_server.authority.cert_pem.write_to_path(str(authority))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    tls_server.answer = lambda handler: drip(handler, *DRIPS["headers"])
    with pytest.raises(ServiceError, match="took longer than 1 seconds"):
        conduct(SERVICE, HURRY, clock=time.monotonic).get(request(tls_server))


def test_a_greeting_of_tls_that_never_ends_is_given_up(conduct, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    listening = socket.create_server(("127.0.0.1", 0))

    def answer():
        one, _ = listening.accept()
        one.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")
        with one:
            drip(type("Peer", (), {"wfile": type("File", (), {"write": one.sendall, "flush": one.fileno})}), b"", b"\0")

    threading.Thread(target=answer, daemon=True).start()
    asked = Request(f"https://127.0.0.1:{listening.getsockname()[1]}/", "what was wanted", JSON[0], JSON)
    with listening, pytest.raises(ServiceError, match="took longer than 1 seconds"):
        conduct(SERVICE, HURRY, clock=time.monotonic).get(asked)
    with warnings.catch_warnings():  # asyncio leaves the socket of a greeting that is given up to the collector
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.mark.parametrize("mark", ['"caf\xe9"', '"a\x7fb"', '"\u0e01"', "x" * 5_000])
@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_a_mark_that_no_header_may_hold_spoils_no_later_refresh(server, conduct, header, mark, tmp_path):
    raw = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{header}: {mark}\r\nContent-Length: 14\r\nConnection: close\r\n\r\n"
    server.answer = lambda handler: handler.wfile.write(raw.encode() + GOOD.encode())
    asking = conduct(SERVICE)
    for _ in range(2):
        asking.cache.keep(asking.get(request(server)))
    assert not {"If-None-Match", "If-Modified-Since"} & set(server.asked[1].headers)


def test_a_mark_that_an_older_version_kept_is_not_sent_back(server, conduct, tmp_path):
    server.answer = lambda _: Reply(GOOD, headers={"ETag": '"v1"'})
    asking = conduct(SERVICE)
    asking.cache.keep(asking.get(request(server)))
    (kept_answer,) = (tmp_path / "cache").iterdir()
    head, _, body = kept_answer.read_text().partition("\n")
    for etag in ("caf\xe9", "a\nb", 5, "", None):
        kept_answer.write_text(json.dumps(json.loads(head) | {"etag": etag}) + f"\n{body}")
        assert asking.get(request(server)).path.read_text() == GOOD and not server.asked[-1].headers["If-None-Match"]


@pytest.mark.parametrize("kept", [5, "soon", "2026-01-01T00:00:00", None])
def test_a_strange_time_in_the_cache_is_as_good_as_no_cache(server, conduct, tmp_path, kept):
    server.answer = lambda r: Reply(status=304) if r.headers["If-None-Match"] else Reply(GOOD, headers={"ETag": '"v1"'})
    asking = conduct(SERVICE)
    asking.cache.keep(asking.get(request(server)))
    (kept_answer,) = (tmp_path / "cache").iterdir()
    head, _, body = kept_answer.read_text().partition("\n")
    kept_answer.write_text(json.dumps(json.loads(head) | {"retrieved": kept}) + f"\n{body}")
    with pytest.raises(ServiceError, match="kept from before is gone"):
        asking.get(request(server))


def test_a_length_of_thousands_of_digits_is_no_length(server, conduct):
    server.answer = lambda _: Reply(GOOD, length="9" * 5_000)
    with pytest.raises(ServiceError):
        conduct(SERVICE).get(request(server))


FORMS = {
    "as it is": KEY,
    "in other case": KEY.swapcase(),
    "escaped for JSON": "".join(f"\\u{ord(c):04x}" for c in KEY),
    "escaped for an address": "".join(f"%{ord(c):02X}" for c in KEY),
    "escaped in part": KEY.replace("9", "\\u0039"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_key_in_a_body_is_taken_out_before_anything_is_kept(server, conduct, tmp_path, form):
    server.answer = lambda _: Reply(f'{{"asked with": "{FORMS[form]}"}}', headers={"ETag": '"v1"'})
    asking = conduct(SERVICE)
    answer = asking.get(request(server, secret=SECRET))
    asking.cache.keep(answer)
    assert json.loads(answer.path.read_text()) == {"asked with": "(key)"} and answer.bytes == answer.path.stat().st_size
    assert not (tmp_path / "cache").exists() or not list((tmp_path / "cache").iterdir())


HEADERS = {
    "ETag": Reply(GOOD, headers={"ETag": f'"{KEY}"'}),
    "Content-Type": Reply(GOOD, type=f"text/{KEY}"),
    "Content-Encoding": Reply(GOOD, headers={"Content-Encoding": KEY}),
    "Location": Reply(status=302, headers={"Location": f"https://{KEY}.example/"}),
    "an error": Reply(json.dumps({"message": "x" * 110 + KEY}), status=400),
    "any header": Reply(GOOD, headers={"X-Key": KEY}),
}


@pytest.mark.parametrize("where", HEADERS)
def test_a_key_in_a_header_or_an_error_is_nowhere_told_kept_or_logged(server, conduct, caplog, tmp_path, where):
    caplog.set_level(0)
    server.answer = lambda _: HEADERS[where]
    asking = conduct(SERVICE)
    told = ""
    try:
        asking.cache.keep(asking.get(request(server, secret=SECRET)))
    except ServiceError as error:
        told = str(error)
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    for text in (told, caplog.text, kept.decode("latin-1")):
        assert KEY[:10] not in text.lower()
    assert "127.0.0.1" in caplog.text


def test_the_words_behind_a_status_are_logged_without_the_key(server, conduct, caplog):
    caplog.set_level(0)
    head = f"HTTP/1.1 200 {KEY}\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n"
    server.answer = lambda handler: handler.wfile.write(head.encode() + GOOD.encode())
    conduct(SERVICE).get(request(server, secret=SECRET))
    assert "127.0.0.1" in caplog.text and KEY not in caplog.text


def test_credentials_of_an_address_are_in_no_log_and_no_cache(server, conduct, caplog, tmp_path):
    caplog.set_level(0)
    server.answer = lambda _: Reply(GOOD, headers={"ETag": '"v1"'})
    there = server.base.replace("//", "//me:pass@word@", 1)
    asked = replace(request(server), url=f"{there}/data?subscription-key={KEY}&x=1")
    asking = conduct(SERVICE)
    for _ in range(2):
        asking.cache.keep(asking.get(asked))
    assert server.asked[1].headers["If-None-Match"] == '"v1"'
    kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()).decode()
    assert all(secret not in caplog.text + kept for secret in (KEY, "pass@word", "me:"))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:word@host/a?b=1", "https://(credentials)@host/a?b=1"),
        ("https://a@b@host/", "https://(credentials)@host/"),
        ("https://host/a?Subscription-Key=x&c=2", "https://host/a?Subscription-Key=(key)&c=2"),
        ("https://host/a?api_token=x;sig=y#z", "https://host/a?api_token=(key);sig=(key)#z"),
        ("https://host/KHM+JPN?c[TIME_PERIOD]=ge:2020", "https://host/KHM+JPN?c[TIME_PERIOD]=ge:2020"),
    ],
)
def test_an_address_is_shown_without_credentials(address, shown):
    assert without_credentials(address) == shown


def test_an_address_that_is_refused_is_told_without_its_password():
    with pytest.raises(ValueError, match="not one of https") as caught:
        remote.base_for("imf", "http://me:password@host")
    assert "password" not in str(caught.value)


def test_no_key_means_nothing_is_taken_out():
    assert without_key("abc", "") == "abc"
