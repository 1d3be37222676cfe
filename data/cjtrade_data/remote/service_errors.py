"""What can go wrong between this program and a web service, as one line for the person who asked, and what to do about it;
and whether an answer is one: JSON without NaN, CSV with its columns, finite numbers."""

import csv
import json
import math
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, NoReturn

import httpx2

from ..errors import OneLineError
from ..model.digits import is_digits
from .request import Service

_AGAIN = re.compile(r"try again in ([0-9]{1,6}) second", re.I)
_LATER = "try again later"


class ServiceError(OneLineError):
    """A service gave no usable answer: which one, what happened, what to do. Nothing was stored of it."""


class PassingError(ServiceError):
    """A fault that may be over in a moment; `wait` is the seconds the service asks to be left alone, if it does."""

    def __init__(self, service: str, reason: str, mend: str, wait: float | None = None) -> None:
        super().__init__(service, reason, mend)
        self.wait = wait


def changed(service: str, what: str) -> ServiceError:
    """The fault of an answer that is not of the shape its service documents."""
    return ServiceError(service, f"the answer is not what it used to be: {what}", "update cjtrade-tui or report it")


def refused_connection(service: str, host: str, silence: float, error: Exception) -> ServiceError:
    """The fault behind an exception of httpx2: DNS, a refusal, a certificate, a timeout, an answer that broke off."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return ServiceError(
                service,
                f"the certificate of {host} cannot be trusted ({cause.verify_message})",
                "nothing was sent; ask who runs this network, or name its authority in SSL_CERT_FILE",
            )
        if isinstance(cause, socket.gaierror):
            return ServiceError(service, f"the address {host} cannot be found", "see whether this computer is online")
        if isinstance(cause, ConnectionRefusedError):
            return ServiceError(service, f"{host} refuses connections", f"see to a firewall or proxy, or {_LATER}")
    if isinstance(error, httpx2.TimeoutException):
        return PassingError(service, f"{host} did not answer within {silence:g} seconds", _LATER)
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol) or "location header" in str(error):
        return ServiceError(service, f"'{host}', or where it sends on to, is no address", "see to CJTRADE_..._BASE")
    if isinstance(error, httpx2.RemoteProtocolError | httpx2.ReadError):
        return PassingError(service, f"the answer of {host} broke off", _LATER)
    return PassingError(service, f"the connection to {host} failed ({type(error).__name__})", _LATER)


def _causes(error: BaseException | None) -> list[BaseException]:
    """The exception, what it was raised from, and so on."""
    found: list[BaseException] = []
    while error is not None and error not in found and len(found) < 20:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def refused_status(
    service: Service, host: str, status: int, words: str, wait: float | None, most: float
) -> ServiceError:
    """The fault of a status that is not 200; `words` are the service's own, `wait` the seconds it asks to wait."""
    name, said = service.name, f": {words[:120].rstrip('. ')}" if words else ""
    if status == 401:
        what = "refuses the key" if service.keyed else "wants a key"
        return ServiceError(name, f"{host} {what} (401{said})", service.key_mend)
    if status == 403:
        return ServiceError(name, f"{host} denies access (403{said})", service.quota_mend)
    if status == 404:
        return ServiceError(
            name, f"{host} does not have what was asked for (404{said})", "update cjtrade-tui or report it"
        )
    if status == 429 and wait is not None and wait > most:
        return ServiceError(name, f"{host} asks to wait {_span(wait)} (429{said})", f"try again in {_span(wait)}")
    if status == 429:
        return PassingError(name, f"{host} is asked too often (429{said})", "try again in a few minutes", wait)
    if status >= 500 and wait is not None and wait > most:
        return ServiceError(name, f"{host} is down for {_span(wait)} ({status}{said})", f"try again in {_span(wait)}")
    if status in (500, 502, 503, 504):
        return PassingError(name, f"{host} is out of order ({status}{said})", _LATER, wait)
    return ServiceError(name, f"{host} refused the request ({status}{said})", "update cjtrade-tui or report it")


def requested_wait(header: str, text: str, now: datetime) -> float | None:
    """The seconds that Retry-After (seconds, or a date) or the words of the answer ask for; None where neither does."""
    header = header.strip()
    if is_digits(header):
        return float(header[:9])
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):
        asked = _AGAIN.search(text)
        return float(asked[1]) if asked else None


def words_of(text: str) -> str:
    """What the start of an answer says in words, on one line; nothing of a web page."""
    words = text.strip()
    try:
        told = json.loads(words)
        words = str(told.get("message") or told.get("error") or "") if isinstance(told, dict) else ""
    except (ValueError, RecursionError):
        if words.startswith(("<", "{", "[")):
            words = ""
    return " ".join(words.split())


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7_200 else f"{seconds / 3_600:.0f} hours"


_BROKEN = "try again; if it stays so, report it"


def read_json(service: str, path: Path) -> Any:
    """The document in a file. Raises ServiceError for what is no JSON, NaN and infinities included."""

    def refuse(constant: str) -> NoReturn:
        raise ServiceError(service, f"the answer holds {constant} where a number should be", _BROKEN)

    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=refuse)
    except ServiceError:
        raise
    except (ValueError, RecursionError):
        raise ServiceError(service, "the answer is no JSON, or only a part of it", _BROKEN) from None


def fields(service: str, row: object, wanted: Mapping[str, type | tuple[type, ...]]) -> dict[str, Any]:
    """`row` itself if it is an object with these fields, of these types. Raises ServiceError naming what is not so."""
    if not isinstance(row, dict):
        raise changed(service, "a row of it is no object")
    for name, kind in wanted.items():
        if name not in row:
            raise changed(service, f"it has no '{name}'")
        value = row[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise changed(service, f"its '{name}' is {_shown(value)}")
        if isinstance(value, float) and not math.isfinite(value):
            raise ServiceError(service, f"the answer holds {value} as '{name}'", _BROKEN)
    return row


def rows_of_csv(service: str, path: Path, wanted: Sequence[str]) -> Iterator[dict[str, str]]:
    """The records of a CSV file by column. Raises ServiceError where columns are missing or a record is cut short."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        try:
            header = next(reader, [])
            missing = [name for name in wanted if name not in header]
            if missing:
                raise changed(service, f"it has no column {missing[0]}")
            for record in reader:
                if len(record) != len(header):
                    raise ServiceError(service, f"line {reader.line_num} of the answer is cut off", _BROKEN)
                yield dict(zip(header, record, strict=True))
        except (csv.Error, UnicodeDecodeError):
            raise ServiceError(service, f"the answer is no CSV after line {reader.line_num}", _BROKEN) from None


def finite(service: str, text: str, what: str) -> bool:
    """Whether a cell holds a number, False where it is empty. Raises ServiceError for anything else."""
    if not text.strip():
        return False
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise ServiceError(service, f"the answer holds {_shown(text)} as the value of {what}", _BROKEN)
    return True


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:36]} ..."
