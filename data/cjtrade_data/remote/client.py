"""How a web service is asked: politely, over verified TLS, within limits, and never anywhere else than told.

Each answer is streamed to a file. A service that is busy is asked again after the time it names; one that sends its
reader to another host, sends a page instead of data, or sends without end is refused in one line.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import random
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx2
import tenacity

from ..credentials import without_credentials
from ..model.digits import is_digits
from .cache import CONDITIONS, AnswerCache, is_validator
from .request import Request, Service, ServiceAnswer
from .service_errors import PassingError, ServiceError, refused_connection, refused_status, requested_wait, words_of

_PIECE = 65_536
_HOPS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
Progress = Callable[[Request, int, int | None], None]
"""Told of a request under way: bytes so far, and bytes there will be where the service says so."""
Waiting = Callable[[str, float], None]
"""Told why a service is to be asked again, and the seconds until then."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of silence and of a whole answer, how often a busy service is asked, and how long it may ask to wait."""

    silence: float = 30.0
    whole: float = 300.0
    tries: int = 4
    wait: float = 60.0


LIMITS = Limits()


class PoliteClient:
    """Asks one service; a context manager that holds the connection.

    `sleep` and `clock` (seconds, monotonic) are what waiting goes by.
    """

    def __init__(
        self,
        service: Service,
        folder: Path,
        cache: AnswerCache,
        progress: Progress = lambda *_: None,
        waiting: Waiting = lambda *_: None,
        limits: Limits = LIMITS,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.service, self.folder, self.cache, self.progress, self.limits = service, folder, cache, progress, limits
        self.requests, self._waiting = 0, waiting
        self._sleep, self._clock, self._next = sleep, clock, clock()
        logging.getLogger("httpcore2").setLevel(logging.INFO)  # below that it tells what headers hold
        self._loop = asyncio.Runner()
        self._client = httpx2.AsyncClient(
            follow_redirects=False,
            timeout=limits.silence,
            verify=_authorities(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")),
            headers={"User-Agent": "cjtrade-tui", "Accept-Encoding": "gzip"},
        )

    def __enter__(self) -> PoliteClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.run(self._client.aclose())
        self._loop.close()

    def get(self, request: Request) -> ServiceAnswer:
        """The answer to `request`, in a file of its own. Raises ServiceError."""
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(PassingError),
            stop=tenacity.stop_after_attempt(self.limits.tries),
            wait=self._wait,
            before_sleep=lambda state: self._waiting(_fault(state).reason, state.upcoming_sleep),
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._once, request)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds: as long as the service asks for, else later and later."""
        later = min(2.0**state.attempt_number, self.limits.wait) * random.uniform(1.0, 1.25)
        return later if (asked := _fault(state).wait) is None else asked

    def _once(self, request: Request) -> ServiceAnswer:
        conditions = self.cache.conditions(request)
        log = logging.getLogger("httpx2")
        log.addFilter(cleaned := _Cleaned(request))
        try:
            return self._loop.run(self._in_time(request, conditions))
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            # Without the chain: the request that httpx2 keeps in its errors carries the key.
            raise refused_connection(self.service.name, request.host, self.limits.silence, error) from None
        except TimeoutError:
            reason = f"the answer took longer than {self.limits.whole:,.0f} seconds"
            raise self._fault(reason, "try again later") from None
        except OSError as error:
            reason = f"the answer cannot be saved ({error.strerror or type(error).__name__})"
            raise self._fault(reason, "make room in the temporary folder") from None
        finally:
            log.removeFilter(cleaned)

    def _fault(self, reason: str, mend: str) -> ServiceError:
        return ServiceError(self.service.name, reason, mend)

    async def _in_time(self, request: Request, conditions: Mapping[str, str]) -> ServiceAnswer:
        """The answer, given up after so many seconds wherever it is: also while headers drip in, which no timeout of httpx2
        ends."""
        async with asyncio.timeout(self.limits.whole):
            return await self._follow(request, conditions)

    async def _follow(self, request: Request, conditions: Mapping[str, str]) -> ServiceAnswer:
        """The answer, through as many redirects within the same host as are decent."""
        here = httpx2.URL(request.url)
        for _ in range(_HOPS + 1):
            self._keep_distance()
            headers = {"Accept": request.accept, **conditions, **dict(request.secret)}
            async with self._client.stream("GET", here, headers=headers) as response:
                if response.status_code not in _REDIRECTS:
                    return await self._take(request, response, bool(conditions))
                there = here.join(_header(request, response, "Location"))
            if (there.scheme, there.host, there.port) != (here.scheme, here.host, here.port):
                raise self._fault(
                    f"{here.host} sends the request on to another host, {there.host or '(none)'}",
                    "nothing was sent there; if the service has moved, update cjtrade-tui",
                )
            here = there
        raise self._fault(f"{here.host} redirects without end", "try again later")

    def _keep_distance(self) -> None:
        early = self._next - self._clock()
        if early > 0:
            self._sleep(early)
        self._next = self._clock() + self.service.pause
        self.requests += 1

    async def _take(self, request: Request, response: httpx2.Response, conditional: bool) -> ServiceAnswer:
        path = self.folder / f"answer-{self.requests}"
        if response.status_code == 304 and conditional:
            return self._recall(request, path)
        if response.status_code != 200:
            raise await self._refusal(request, response)
        self._check_type(request, response)
        length = response.headers.get("Content-Length", "")
        expected = int(length) if is_digits(length) and len(length) < 20 else None
        if expected is not None and expected > self.service.largest:
            raise self._too_large(f"{expected:,} bytes")
        mark, size = await self._save(request, response, path, expected)
        validators = tuple((n, v) for n in CONDITIONS if is_validator(v := _header(request, response, n)))
        if repeated := _without_secret(request, path):
            (mark, size), validators = repeated, ()
        if "no-store" in response.headers.get("Cache-Control", ""):
            validators = ()
        return ServiceAnswer(request, path, size, mark, datetime.now(UTC), validators=validators)

    def _recall(self, request: Request, path: Path) -> ServiceAnswer:
        try:
            return self.cache.recall(request, path)
        except (OSError, KeyError, ValueError):
            raise PassingError(self.service.name, "the answer kept from before is gone", "try again", 0.0) from None

    async def _save(
        self, request: Request, response: httpx2.Response, path: Path, expected: int | None
    ) -> tuple[str, int]:
        """Stream the body into `path`; its checksum and bytes, unpacked."""
        mark, size = hashlib.sha256(), 0
        packed = _header(request, response, "Content-Encoding").strip().lower() or "identity"
        with path.open("xb") as file:
            async for piece in self._unpacked(response.aiter_raw(), packed):
                size += len(piece)
                if size > self.service.largest:
                    raise self._too_large(f"more than {self.service.largest:,} bytes")
                mark.update(piece)
                file.write(piece)
                self.progress(request, size, expected if packed == "identity" else None)
        return mark.hexdigest(), size

    async def _unpacked(self, chunks: AsyncIterator[bytes], packed: str) -> AsyncIterator[bytes]:
        """The body in pieces of bounded size, however much it grows when unpacked."""
        if packed not in ("identity", "gzip", "x-gzip"):
            raise self._fault(f"the answer is packed as '{packed[:20]}'", "report it")
        if packed == "identity":
            async for chunk in chunks:
                yield chunk
            return
        unpacker = zlib.decompressobj(31)
        try:
            async for chunk in chunks:
                rest, piece = chunk, b""
                while rest or len(piece) == _PIECE:
                    piece = unpacker.decompress(rest, _PIECE)
                    rest = unpacker.unconsumed_tail
                    yield piece
        except zlib.error:
            raise PassingError(self.service.name, "the answer is damaged (gzip)", "try again later") from None
        if not unpacker.eof:
            raise PassingError(self.service.name, "the answer broke off", "try again later")

    def _check_type(self, request: Request, response: httpx2.Response) -> None:
        stated = _header(request, response, "Content-Type").partition(";")[0].strip().lower()
        if stated in request.types:
            return
        host = request.host
        if stated in ("text/html", "application/xhtml+xml"):
            raise self._fault(
                f"{host} answered with a web page instead of data",
                "a login page or a proxy may stand between: open the address in a browser",
            )
        raise self._fault(
            f"{host} answered with '{stated[:60] or 'no type'}' instead of {request.types[0]}",
            "update cjtrade-tui or report it",
        )

    def _too_large(self, size: str) -> ServiceError:
        return self._fault(
            f"the answer is too large ({size}; at most {self.service.largest:,} are taken)",
            "ask for fewer years with --since",
        )

    async def _refusal(self, request: Request, response: httpx2.Response) -> ServiceError:
        """What a status other than 200 means, with the service's own words where it has any."""
        start = b""
        async for piece in response.aiter_raw():
            start += piece
            if len(start) > 4_096:
                break
        if response.headers.get("Content-Encoding"):
            start = b""
        text = start[:4_096].decode("utf-8", "replace")
        wait = requested_wait(response.headers.get("Retry-After", ""), text, datetime.now(UTC))
        words = request.clean(words_of(request.clean(text)))
        return refused_status(self.service, request.host, response.status_code, words, wait, self.limits.wait)


def _header(request: Request, response: httpx2.Response, name: str) -> str:
    """A header of the answer, without the key, which a service may repeat anywhere."""
    return request.clean(response.headers.get(name, ""))


def _without_secret(request: Request, path: Path) -> tuple[str, int] | None:
    """Take the key out of a body that repeats it: its new checksum and bytes, None where it does not."""
    if not request.secret:
        return None
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    if (clean := request.clean(text)) == text:
        return None
    content = clean.encode("utf-8", "surrogateescape")
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest(), len(content)


def _fault(state: tenacity.RetryCallState) -> PassingError:
    fault = state.outcome.exception() if state.outcome else None
    assert isinstance(fault, PassingError)
    return fault


class _Cleaned(logging.Filter):
    """Takes what is secret out of what httpx2 logs: the address it asks, and the words a service puts behind its status."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        self._request = request

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self._request.clean(without_credentials(record.getMessage())), ()
        return True


@cache
def _authorities(*_environment: str | None) -> ssl.SSLContext:
    """Who may vouch for a host: the authorities this computer trusts, and those in SSL_CERT_FILE and SSL_CERT_DIR.

    Loading them takes some 80 ms, so it is done once.
    """
    context = httpx2.create_ssl_context()
    context.load_default_certs()
    return context
