"""What a service is asked, and what came back: plain values without a network."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from ..credentials import without_key

CSV = ("application/vnd.sdmx.data+csv", "text/csv", "application/csv")
JSON = ("application/json", "text/json")


@dataclass(frozen=True, slots=True)
class Service:
    """A web service: what it is called, the address all requests start with, and the seconds to leave between two.

    `dataset` is that of its observations; `largest` is the bytes an answer may have; `key_mend` and `quota_mend` say
    what to do where it wants a key, or denies access.
    """

    code: str
    name: str
    dataset: str
    base: str
    pause: float
    largest: int = 64_000_000
    keyed: bool = False
    key_mend: str = "it used to want none: update cjtrade-tui or report it"
    quota_mend: str = "wait an hour, and see whether a proxy stands between"


@dataclass(frozen=True, slots=True)
class Request:
    """One GET: `subject` says in a few words what for. `secret` are headers that are never shown, logged or kept."""

    url: str
    subject: str
    accept: str
    types: tuple[str, ...]
    secret: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def clean(self, text: str) -> str:
        """A text that came back, without what is secret."""
        for _, secret in self.secret:
            text = without_key(text, secret)
        return text


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """The body of an answer in a file; `validators` are what a later request may ask by whether it has changed."""

    request: Request
    path: Path
    bytes: int
    sha256: str
    retrieved: datetime
    from_cache: bool = False
    validators: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person wants to have refreshed: a pair (ISO 3166 alpha-3), from which year on, and to which.

    `key` is the subscription key of a service that has one; `base` replaces the address of the service.
    """

    reporter: str = "KHM"
    partner: str = "JPN"
    first: int = 2020
    last: int = 2026
    base: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in an answer: rows with a value, its vintage as the publisher states it, and what to tell.

    `follow` are requests that the answer makes necessary, as the further pages of it.
    """

    rows: int
    vintage: str = ""
    notes: tuple[str, ...] = ()
    follow: tuple[Request, ...] = ()
