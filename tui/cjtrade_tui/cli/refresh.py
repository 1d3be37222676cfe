"""`cjtrade-tui refresh`: this year's numbers from the web services, into the reader's own store.

The one command that asks web services; nothing else in the program does, and it never starts of itself.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cjtrade_data.credentials import without_credentials
from cjtrade_data.errors import StoreError
from cjtrade_data.remote import refresh as remote
from cjtrade_data.remote.cache import AnswerCache
from cjtrade_data.remote.client import PoliteClient
from cjtrade_data.remote.comtrade import comtrade_key
from cjtrade_data.remote.request import Ask, Request
from cjtrade_data.remote.service_errors import ServiceError
from cjtrade_data.store.store import Store
from cjtrade_tui.cli.output import put_json, put_lines
from cjtrade_tui.cli.progress import ProgressLine

YEARS = 5
"""Years back that are asked for where --since says nothing else."""


def run(options: argparse.Namespace) -> int:
    """Refresh what is asked for; exit status 0, or 2 where a service failed, each with one line on standard error.

    A service that fails leaves the store as it was; the others are refreshed all the same.
    Raises StoreError where the store cannot be changed.
    """
    codes = [options.source] if options.source else list(remote.ADAPTERS)
    wishes = {code: _ask(code, options) for code in codes}
    if options.dry_run:
        _print_plan(wishes, options.json)
        return 0
    store, done, failed = Store(options.store), [], []
    for code, ask in wishes.items():
        progress = _ServiceLine(remote.ADAPTERS[code].SERVICE.name)
        try:
            with progress:
                done.append(_refresh(code, ask, store, progress))
        except (ServiceError, StoreError) as fault:
            failed.append({"service": code, "reason": fault.reason, "mend": fault.mend})
            print(f"cjtrade-tui: {fault}", file=sys.stderr)
    if options.json:
        put_json({"refreshed": [asdict(one) for one in done], "failed": failed})
    else:
        _print_summary(done)
    return 2 if failed else 0


def _ask(code: str, options: argparse.Namespace) -> Ask:
    if options.base and not options.source:
        raise ValueError("--base wants a SOURCE: each service has an address of its own")
    year = datetime.now(UTC).year
    key = comtrade_key() if code == "comtrade" else ""
    reporter, partner = options.pair
    first = options.since or year - YEARS + 1
    return Ask(reporter, partner, first, year, remote.base_for(code, options.base or ""), key)


def _refresh(code: str, ask: Ask, store: Store, progress: _ServiceLine) -> remote.Refreshed:
    from platformdirs import user_cache_path

    adapter = remote.ADAPTERS[code]
    cache = AnswerCache(user_cache_path("cjtrade-tui", appauthor=False) / "services")
    with (
        remote.working_folder() as folder,
        PoliteClient(adapter.SERVICE, Path(folder), cache, progress, progress.wait) as conduct,
    ):
        return remote.refresh(adapter, ask, store, conduct)


class _ServiceLine(ProgressLine):
    """What a service is asked for, and how much of it has come."""

    def __call__(self, request: Request, done: int, total: int | None) -> None:
        amount = f"{done:,} of {total:,} bytes" if total else f"{done:,} bytes"
        self.draw(lambda _: f"{self.name}: {request.subject}, {amount}")

    def wait(self, reason: str, seconds: float) -> None:
        """Say why nothing goes on for a while."""
        self.draw(lambda _: f"{self.name}: again in {seconds:.0f} s: {reason}")


def _print_plan(wishes: dict[str, Ask], as_json: bool) -> None:
    planned: list[dict[str, Any]] = [
        {
            "service": code,
            "subject": request.subject,
            "url": without_credentials(request.url),
            "key": bool(request.secret),
        }
        for code, ask in wishes.items()
        for request in remote.ADAPTERS[code].requests(ask)
    ]
    if as_json:
        put_json({"requests": planned})
        return
    for one in planned:
        put_lines(
            [f"{one['service']}: {one['subject']}{', with your key' if one['key'] else ''}", f"    GET {one['url']}"]
        )
    put_lines([f"{len(planned)} requests; none was made"])


def _print_summary(done: Sequence[remote.Refreshed]) -> None:
    for one in done:
        unchanged = f" ({one.unchanged} unchanged since the last time)" if one.unchanged else ""
        record = f"; import {one.record}" if one.record is not None else "; the store is as it was"
        line = (
            f"{one.name}: {one.requests} requests{unchanged}, {one.rows:,} rows: {one.new:,} new, {one.same:,} same,"
            f" {one.revised:,} revised; as of {one.vintage}{record}"
        )
        put_lines([line, *(f"    {note}" for note in one.notes)])
