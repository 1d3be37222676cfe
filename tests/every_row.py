"""`@every_row("question", QUESTIONS)`: one test of many rows that names every row which fails, not the first alone."""

from __future__ import annotations

import functools
import inspect
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

_LINES = 8
"""Lines shown of what is wrong with a row."""


def every_row(
    arguments: str | Collection[str], rows: Iterable[Any], ids: Callable[[Any], object] | Iterable[object] = repr
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A test that runs its body for each of `rows`, in the form `pytest.mark.parametrize` takes them.

    `tmp_path` is a folder of its own in each row and what `monkeypatch` sets ends with the row; any other fixture is
    made once for all rows.

    Args:
        arguments: the name of the argument that is a row, or the names of those that a row is unpacked into.
        rows: what to run the test with.
        ids: what a row is called in a report: a function of each of its values, or a name for each row.
    """
    names = [name.strip() for name in arguments.split(",")] if isinstance(arguments, str) else list(arguments)
    rows = list(rows)
    values = rows if len(names) > 1 else [(row,) for row in rows]
    called = ["-".join(str(ids(value)) for value in row) for row in values] if callable(ids) else list(map(str, ids))

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        def calls(fixtures: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
            for number, (name, row) in enumerate(zip(called, values, strict=True)):
                own = {"tmp_path": _folder(fixtures["tmp_path"], number)} if "tmp_path" in fixtures else {}
                yield name, {**fixtures, **own, **dict(zip(names, row, strict=True))}

        def in_turn(**fixtures: Any) -> None:
            report = _Report()
            for name, given in calls(fixtures):
                with report.row(name), _patches(given):
                    test(**given)
            report.close()

        async def in_turn_awaited(**fixtures: Any) -> None:
            report = _Report()
            for name, given in calls(fixtures):
                with report.row(name), _patches(given):
                    await test(**given)
            report.close()

        run = functools.update_wrapper(in_turn_awaited if inspect.iscoroutinefunction(test) else in_turn, test)
        left = [p for name, p in inspect.signature(test).parameters.items() if name not in names]
        run.__signature__ = inspect.Signature(left)  # type: ignore[attr-defined]
        del run.__wrapped__  # type: ignore[attr-defined]
        return run

    return decorate


def _folder(above: Any, number: int) -> Any:
    folder = above / str(number)
    folder.mkdir()
    return folder


@contextmanager
def _patches(given: dict[str, Any]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if "monkeypatch" in given:
            given["monkeypatch"] = patch
        yield


class _Report:
    """What became of each row."""

    def __init__(self) -> None:
        self.rows = 0
        self.failed: list[str] = []
        self.skipped: list[str] = []

    @contextmanager
    def row(self, name: str) -> Iterator[None]:
        self.rows += 1
        try:
            yield
        except pytest.skip.Exception as reason:
            self.skipped.append(str(reason))
        except (Exception, pytest.fail.Exception) as error:
            lines = [*str(error).splitlines(), ""]
            place = traceback.extract_tb(error.__traceback__)[-1]
            kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
            shown = "\n    ".join(lines[:_LINES])
            self.failed.append(f"{name}\n    {kind}{shown.rstrip()}\n    ({place.filename}:{place.lineno})")

    def close(self) -> None:
        """Fail with all rows that failed; skip where none was run."""
        if self.failed:
            pytest.fail(f"{len(self.failed)} of {self.rows} rows:\n" + "\n".join(self.failed), pytrace=False)
        if self.rows == len(self.skipped):
            pytest.skip(self.skipped[0] if self.skipped else "no rows")
