"""From a wish to rows in the store: ask a service, check every answer, read them, and save all of it or nothing."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import polars as pl

from ..credentials import without_credentials, without_key
from ..formats import FormatError, read
from ..formats.vocabulary import publishers
from ..store.atomic_write import clear_leftovers
from ..store.store import Origin, Store
from . import comtrade, imf, worldbank
from .client import PoliteClient
from .request import Ask, Checked, Service, ServiceAnswer
from .service_errors import ServiceError, changed

ADAPTERS: dict[str, ModuleType] = {module.SERVICE.code: module for module in (imf, comtrade, worldbank)}
"""The module of each service, by its code, in the order in which all are refreshed: its `SERVICE`, the `requests` that serve a
wish, the `check` of an answer to one, and `normalise`, which takes observations, the request they answer and the vintage."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh came to. `rows` = `new` + `same` + `revised`; `unchanged` answers came from the cache.

    `record` is the number of the import in the store, None where there was nothing new.
    """

    service: str
    name: str
    requests: int
    unchanged: int
    rows: int
    new: int
    same: int
    revised: int
    vintage: str
    record: int | None
    notes: tuple[str, ...] = field(default=())


def base_for(code: str, given: str = "") -> str:
    """The address of a service if it is replaced, by `given` or CJTRADE_<CODE>_BASE; else "".

    Raises ValueError for one that is neither https nor http on this very machine.
    """
    base = (given or os.environ.get(f"CJTRADE_{code.upper()}_BASE", "")).rstrip("/")
    if not base:
        return ""
    try:
        parts = urlsplit(base)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or not (
        parts.scheme == "https" or (parts.scheme == "http" and host in ("localhost", "127.0.0.1", "::1"))
    ):
        raise ValueError(
            f"the address '{without_credentials(base)}' is not one of https; write https://HOST, or leave it out"
        )
    return base


def refresh(adapter: ModuleType, ask: Ask, store: Store, conduct: PoliteClient) -> Refreshed:
    """Ask one service and save what it answers as one import of `store`.

    Raises ServiceError or StoreError; the store is then as it was.
    """
    try:
        return _refresh(adapter, ask, store, conduct)
    except ServiceError as fault:
        clean = without_key(fault.reason, ask.key)
        if clean != fault.reason:
            raise ServiceError(fault.place, clean, fault.mend) from None
        raise


def _refresh(adapter: ModuleType, ask: Ask, store: Store, conduct: PoliteClient) -> Refreshed:
    name, _ = adapter.SERVICE.name, store.folder  # a store on S3 is refused before anything is asked
    store.require_whole((ask.reporter, ask.partner))
    answers = list(_answers(adapter, ask, conduct))
    if not sum(checked.rows for _, checked in answers):
        pair = f"{ask.reporter} and {ask.partner}"
        raise ServiceError(name, f"has nothing for {pair} since {ask.first}", "see to the pair and --since")
    rows = pl.concat(_observations(adapter, answers))
    if ask.key:
        rows = rows.with_columns(pl.col(pl.String).str.replace_all(ask.key, "(key)", literal=True))
    vintage = max(checked.vintage for _, checked in answers) or max(f"{a.retrieved:%Y-%m-%d}" for a, _ in answers)
    added = store.add([rows], _origin(adapter.SERVICE, ask, vintage, answers))
    same, revised = (
        rows.height if added.same_file else added.repeated + added.kept,
        added.revised + sum(added.revises.values()),
    )
    return Refreshed(
        adapter.SERVICE.code,
        name,
        conduct.requests,
        sum(answer.from_cache for answer, _ in answers),
        rows.height,
        rows.height - same - revised,
        same,
        revised,
        vintage,
        added.record.number if added.record else None,
        tuple(note for _, checked in answers for note in checked.notes),
    )


def _observations(adapter: ModuleType, answers: Sequence[tuple[ServiceAnswer, Checked]]) -> Iterator[pl.DataFrame]:
    """The rows of all answers as the readers of `formats` give them. A row they reject makes all of it worthless."""
    name = adapter.SERVICE.name
    for answer, checked in answers:
        if not checked.rows:
            continue
        subject = answer.request.subject
        try:
            reading = read(answer.path)
            for batch in reading.batches():
                if reading.report.rejections:
                    bad = reading.report.rejections[0]
                    raise changed(name, f"{subject}, row {bad.line}: '{bad.value[:40]}' {bad.reason}")
                rows = batch.observations.with_columns(file=pl.lit(f"{name}: {subject}"))
                yield adapter.normalise(rows, answer.request, checked.vintage)
        except FormatError as error:
            raise changed(name, f"{subject} {error.reason}") from None
        if reading.report.imported != checked.rows:
            raise changed(name, f"{subject} has {checked.rows} values, of which {reading.report.imported} can be read")


def _answers(adapter: ModuleType, ask: Ask, conduct: PoliteClient) -> Iterator[tuple[ServiceAnswer, Checked]]:
    """Every answer, checked, with the pages that follow from one right behind it."""
    waiting = adapter.requests(ask)
    vintages: dict[str, str] = {}
    while waiting:
        request = waiting.pop(0)
        answer = conduct.get(request)
        checked = adapter.check(request, answer.path)
        first = request.url.partition("&page=")[0]
        if vintages.setdefault(first, checked.vintage) != checked.vintage:
            raise ServiceError(adapter.SERVICE.name, f"{request.subject} was updated while it was read", "try again")
        conduct.cache.keep(answer)
        waiting[:0] = checked.follow
        yield answer, checked


def _origin(service: Service, ask: Ask, vintage: str, answers: Sequence[tuple[ServiceAnswer, Checked]]) -> Origin:
    """One origin for all answers.

    Its checksum is of what they say and of when: a figure that was revised and then set back is a revision again.
    """
    publisher = publishers()[service.dataset]
    marks = "\n".join(f"{answer.sha256} {answer.retrieved.isoformat()}" for answer, _ in answers)
    return Origin(
        f"refresh {service.code} {ask.reporter}:{ask.partner}",
        hashlib.sha256(marks.encode()).hexdigest(),
        sum(answer.bytes for answer, _ in answers),
        service.code,
        publisher=publisher.name,
        title=f"{service.name}, {ask.reporter} with {ask.partner} since {ask.first}",
        url=service.base,
        vintage=vintage,
        licence=publisher.licence,
        terms=publisher.terms,
        note=f"retrieved {max(answer.retrieved for answer, _ in answers):%Y-%m-%d}",
    )


@contextmanager
def working_folder() -> Iterator[str]:
    """A folder for answers under way, readable by its owner alone and gone when left; those of refreshes that were killed
    are cleared away, a day later."""
    clear_leftovers(Path(tempfile.gettempdir()), f"{_WORKING}*")
    with tempfile.TemporaryDirectory(prefix=_WORKING) as folder:
        yield folder


_WORKING = "cjtrade-refresh-"
