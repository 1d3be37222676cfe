"""How services are asked: politely, verified, within limits; whatever they do is one line and no traceback."""

import gzip
import json
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from loopback import GOOD, SERVICE, Reply, request

from cjtrade_data.remote.client import Limits
from cjtrade_data.remote.request import CSV, JSON, Request
from cjtrade_data.remote.service_errors import ServiceError


def refusal(conduct, asked, service=SERVICE, **options):
    """The one line that comes of asking."""
    with pytest.raises(ServiceError) as caught:
        conduct(service, **options).get(asked)
    line = str(caught.value)
    assert line.startswith("The service: ") and "; " in line and "\n" not in line
    assert caught.value.__cause__ is None and (caught.value.__suppress_context__ or not caught.value.__context__)
    return line


def test_an_answer_is_in_a_file_with_its_checksum(server, conduct):
    server.answer = lambda _: Reply(GOOD)
    answer = conduct(SERVICE).get(request(server))
    assert answer.path.read_text() == GOOD and answer.bytes == len(GOOD) and not answer.from_cache
    assert server.asked[0].headers["User-Agent"] == "cjtrade-tui" and server.asked[0].headers["Accept"] == JSON[0]


def test_two_requests_are_as_far_apart_as_the_service_wants(server, conduct, clock):
    server.answer = lambda _: Reply(GOOD)
    asking = conduct(SERVICE)
    for _ in range(3):
        asking.get(request(server))
    assert clock.slept == [1.5, 1.5] and asking.requests == 3


# Being busy


@pytest.mark.parametrize(
    ("reply", "wait"),
    [
        ({"headers": {"Retry-After": "7"}}, 7.0),
        ({"body": json.dumps({"statusCode": 429, "message": "Rate limit is exceeded. Try again in 2 seconds."})}, 2.0),
        ({"headers": {"Retry-After": "0"}}, 0.0),
    ],
)
def test_a_busy_service_is_asked_again_after_the_time_it_names(server, conduct, clock, reply, wait):
    server.answer = lambda _: Reply(status=429, **reply) if len(server.asked) == 1 else Reply(GOOD)
    told = []
    asking = conduct(replace(SERVICE, pause=0), waiting=lambda *what: told.append(what))
    assert asking.get(request(server)).path.read_text() == GOOD
    assert clock.slept == [wait] and [seconds for _, seconds in told] == [wait] and "too often (429" in told[0][0]


def test_retry_after_may_be_a_date(server, conduct, clock):
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    server.answer = lambda _: (
        Reply(status=503, headers={"Retry-After": then}) if len(server.asked) == 1 else Reply(GOOD)
    )
    conduct(replace(SERVICE, pause=0)).get(request(server))
    assert 15 < clock.slept[0] <= 20


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_service_that_stays_busy_or_broken_is_given_up_after_four_tries(server, conduct, clock, status):
    server.answer = lambda _: Reply(status=status)
    line = refusal(conduct, request(server), replace(SERVICE, pause=0))
    assert f"({status})" in line and "try again" in line and len(server.asked) == 4
    assert (
        len(clock.slept) == 3
        and clock.slept[0] >= 2
        and all(a < b for a, b in zip(clock.slept, clock.slept[1:], strict=False))
    )


def test_a_service_that_wants_an_hours_rest_is_not_waited_for(server, conduct, clock):
    server.answer = lambda _: Reply(status=429, headers={"Retry-After": "3600"})
    line = refusal(conduct, request(server))
    assert "60 minutes" in line and len(server.asked) == 1 and clock.slept == []


# Refusals


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "refused the request (400)"),
        (401, "wants a key (401)"),
        (403, "denies access (403)"),
        (404, "does not have what was asked for (404)"),
        (204, "refused the request (204)"),
        (304, "refused the request (304)"),
        (418, "refused the request (418)"),
    ],
)
def test_a_refusal_is_told_once_and_not_tried_again(server, conduct, status, words):
    server.answer = lambda _: Reply(status=status)
    assert words in refusal(conduct, request(server)) and len(server.asked) == 1


def test_the_services_own_words_are_told_without_what_a_terminal_would_obey(server, conduct):
    said = "No such\x1b]0;owned\x07 series\u202e. " + "x" * 500
    server.answer = lambda _: Reply(json.dumps({"message": said}), status=400)
    line = refusal(conduct, request(server))
    assert "No such]0;owned series. xxx" in line and len(line) < 300
    assert all(c.isprintable() for c in line) and "\u202e" not in line


def test_a_web_page_of_an_error_is_not_quoted(server, conduct):
    server.answer = lambda _: Reply("<html>secret page</html>", status=404, type="text/html")
    assert "secret" not in refusal(conduct, request(server))


@pytest.mark.parametrize("types", [JSON, CSV])
def test_a_login_page_instead_of_data_is_called_one(server, conduct, types):
    server.answer = lambda _: Reply("<html>Please log in</html>", type="text/html; charset=utf-8")
    assert "answered with a web page instead of data; a login page or a proxy" in refusal(
        conduct, request(server, types)
    )


def test_another_type_than_asked_for_is_refused(server, conduct):
    server.answer = lambda _: Reply("<a/>", type="application/xml")
    assert "answered with 'application/xml' instead of application/json" in refusal(conduct, request(server))


# Redirects


def test_a_redirect_within_the_host_is_followed(server, conduct):
    server.answer = lambda r: Reply(GOOD) if r.path == "/new" else Reply(status=302, headers={"Location": "/new"})
    assert conduct(SERVICE).get(request(server)).path.read_text() == GOOD


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host_is_refused_and_never_visited(server, conduct, status, monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "getaddrinfo", spying(socket.getaddrinfo, asked))
    server.answer = lambda _: Reply(status=status, headers={"Location": "https://evil.example/data"})
    secret = (("Ocp-Apim-Subscription-Key", "0123456789abcdef"),)
    line = refusal(conduct, request(server, secret=secret))
    assert "another host, evil.example" in line and "nothing was sent there" in line
    assert "evil.example" not in asked


def spying(function, seen):
    def spied(host, *rest, **options):
        seen.append(host)
        return function(host, *rest, **options)

    return spied


@pytest.mark.parametrize(
    "there", ["http://127.0.0.1:1/data", "https://127.0.0.1/data", "//evil.example", "file:///etc/passwd"]
)
def test_another_port_or_scheme_is_another_host(server, conduct, there):
    server.answer = lambda _: Reply(status=302, headers={"Location": there})
    assert "another host" in refusal(conduct, request(server)) and len(server.asked) == 1


@pytest.mark.parametrize("there", ["http://[", "http://127.0.0.1:port/", "http://exa mple/"])
def test_a_redirect_to_no_address_is_refused(server, conduct, there):
    server.answer = lambda _: Reply(status=302, headers={"Location": there})
    line = refusal(conduct, request(server))
    assert ("is no address" in line or "another host" in line) and len(server.asked) == 1


def test_an_address_that_is_none_is_refused(conduct):
    assert "is no address" in refusal(conduct, Request("https://exam\0ple.org/", "", JSON[0], JSON))


def test_redirects_without_end_have_one(server, conduct):
    server.answer = lambda _: Reply(status=302, headers={"Location": "/again"})
    assert "redirects without end" in refusal(conduct, request(server)) and len(server.asked) == 4


# Size


def test_an_answer_of_two_gigabytes_is_refused_by_its_length(server, conduct):
    server.answer = lambda _: Reply(GOOD, length=2_000_000_000)
    line = refusal(conduct, request(server))
    assert "too large (2,000,000,000 bytes; at most 200,000 are taken)" in line


def endless(handler, piece, headers=()):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Transfer-Encoding", "chunked")
    for name, value in headers:
        handler.send_header(name, value)
    handler.end_headers()
    for _ in range(100_000):
        handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        handler.server.sent = getattr(handler.server, "sent", 0) + len(piece)


def test_an_answer_without_end_is_refused_where_it_becomes_too_large(server, conduct):
    server.answer = lambda handler: endless(handler, b" " * 10_000)
    assert "more than 200,000 bytes" in refusal(conduct, request(server))
    time.sleep(0.05)
    assert server.sent < 20_000_000


def test_a_gzip_bomb_is_refused_before_it_fills_memory_or_disk(server, conduct, tmp_path):
    import tracemalloc

    bomb = gzip.compress(gzip_of_zeros := b"\0" * 100_000_000, 9)
    del gzip_of_zeros
    assert len(bomb) < SERVICE.largest
    server.answer = lambda _: Reply(bomb, headers={"Content-Encoding": "gzip"})
    tracemalloc.start()
    line = refusal(conduct, request(server))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than 200,000 bytes" in line and peak < 10_000_000
    assert sum(p.stat().st_size for p in tmp_path.rglob("answer-*")) <= SERVICE.largest


def test_a_packed_answer_is_unpacked_whole(server, conduct):
    text = json.dumps(list(range(30_000)))
    server.answer = lambda _: Reply(gzip.compress(text.encode()), headers={"Content-Encoding": "gzip"})
    answer = conduct(SERVICE).get(request(server))
    assert answer.path.read_text() == text and answer.bytes == len(text)


@pytest.mark.parametrize("packed", [gzip.compress(b"x" * 1000)[:-9], b"not gzip at all"], ids=["cut off", "no gzip"])
def test_a_damaged_packed_answer_is_refused(server, conduct, packed):
    server.answer = lambda _: Reply(packed, headers={"Content-Encoding": "gzip"})
    line = refusal(conduct, request(server), replace(SERVICE, pause=0))
    assert "broke off" in line or "damaged" in line


def test_a_packing_that_was_not_asked_for_is_refused(server, conduct):
    server.answer = lambda _: Reply(b"...", headers={"Content-Encoding": "br"})
    assert "packed as 'br'" in refusal(conduct, request(server))


# The connection


def test_an_answer_that_breaks_off_is_tried_again_and_then_refused(server, conduct):
    server.answer = lambda _: Reply(GOOD, length=1_000)
    line = refusal(conduct, request(server))
    assert "broke off" in line and len(server.asked) == 4


def test_silence_is_given_up_after_the_time_set(server, conduct):
    server.answer = lambda handler: time.sleep(0.4)
    line = refusal(conduct, request(server), limits=Limits(silence=0.1, tries=2))
    assert "did not answer within 0.1 seconds" in line and len(server.asked) == 2


def test_a_refused_connection_is_called_one(conduct):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    asked = Request(f"http://127.0.0.1:{port}/", "", JSON[0], JSON)
    assert "127.0.0.1 refuses connections; see to a firewall" in refusal(conduct, asked)


def test_a_host_that_cannot_be_found_is_named(conduct):
    asked = Request("https://no-such-host.invalid/", "", JSON[0], JSON)
    assert "the address no-such-host.invalid cannot be found; see whether this computer is online" in refusal(
        conduct, asked
    )


def test_a_certificate_nobody_vouches_for_is_refused_before_anything_is_sent(tls_server, conduct):
    tls_server.answer = lambda _: Reply(GOOD)
    line = refusal(conduct, request(tls_server))
    assert "the certificate of 127.0.0.1 cannot be trusted" in line and "nothing was sent" in line
    assert tls_server.asked == []


def test_a_certificate_of_a_named_authority_is_accepted(tls_server, conduct, tmp_path, monkeypatch):
    tls_server.answer = lambda _: Reply(GOOD)
    tls_server.authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    assert conduct(SERVICE).get(request(tls_server)).path.read_text() == GOOD


def test_what_is_no_http_is_refused(server, conduct):
    server.answer = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
    assert "broke off" in refusal(conduct, request(server))


def test_a_full_disk_is_called_one(server, conduct, monkeypatch):
    server.answer = lambda _: Reply(GOOD)
    asking = conduct(SERVICE)
    asking.folder = asking.folder / "gone"
    with pytest.raises(ServiceError, match="cannot be saved"):
        asking.get(request(server))


# What is secret


def test_a_service_that_repeats_the_key_does_not_get_it_into_the_line(server, conduct):
    key = "0123456789abcdef"
    escaped = "".join(f"\\u{ord(c):04x}" for c in key)
    server.answer = lambda _: Reply(f'{{"message": "bad key {escaped}"}}', status=400)
    assert "bad key (key)" in refusal(conduct, request(server, secret=(("X-Key", key),)))


@pytest.mark.parametrize("status", [200, 401, 404, 500])
def test_the_key_is_in_no_log_however_talkative(server, conduct, caplog, status):
    caplog.set_level(0)
    server.answer = lambda _: Reply(GOOD, status=status)
    asked = request(server, secret=(("Ocp-Apim-Subscription-Key", "0123456789abcdef"),))
    if status == 200:
        conduct(SERVICE).get(asked)
    else:
        refusal(conduct, asked)
    assert "127.0.0.1" in caplog.text and "0123456789abcdef" not in caplog.text
