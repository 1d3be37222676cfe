"""`@every_row("question", QUESTIONS)`: one test of many rows that names every row which fails, not the first alone."""

import csv
import inspect
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial, update_wrapper
from pathlib import Path
from typing import Any

import pytest

_LINES = 8
"""Lines shown of what is wrong with a row."""


def every_row(
    arguments: str | Collection[str],
    rows: Iterable[Any] | Callable[[], Iterable[Any]],
    ids: Callable[[Any], object] | Iterable[object] = repr,
    quick: int = 1,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A test that runs its body for each of `rows`, in the form `pytest.mark.parametrize` takes them.

    `tmp_path` is a folder of its own in each row and what `monkeypatch` sets ends with the row; any other fixture is
    made once for all rows.

    Args:
        arguments: the name of the argument that is a row, or the names of those that a row is unpacked into.
        rows: what to run the test with; a function where it takes time to find, which is called when the test runs.
        ids: what a row is called in a report: a function of each of its values, or a name for each row.
        quick: run every so manieth row only, and all of them under `-m slow`.
    """
    names = [name.strip() for name in arguments.split(",")] if isinstance(arguments, str) else list(arguments)
    found = rows if callable(rows) else partial(iter, list(rows))

    def named() -> list[tuple[str, Any]]:
        values = [row if len(names) > 1 else (row,) for row in found()]
        called = ["-".join(str(ids(value)) for value in row) for row in values] if callable(ids) else map(str, ids)
        return list(zip(called, values, strict=True))

    def decorate(test: Callable[..., Any]) -> Callable[..., Any]:
        def calls(fixtures: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
            every = fixtures.pop("every", 1) if quick > 1 else 1
            for number, (name, row) in enumerate(named()[::every]):
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

        run = update_wrapper(in_turn_awaited if inspect.iscoroutinefunction(test) else in_turn, test)
        left = [p for name, p in inspect.signature(test).parameters.items() if name not in names]
        sampled = [inspect.Parameter("every", inspect.Parameter.KEYWORD_ONLY)] if quick > 1 else []
        run.__signature__ = inspect.Signature([*left, *sampled])  # type: ignore[attr-defined]
        del run.__wrapped__  # type: ignore[attr-defined]
        return (
            pytest.mark.parametrize("every", [quick, pytest.param(1, marks=pytest.mark.slow)])(run) if sampled else run
        )

    return decorate


def rows_of(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a CSV file with a head, as text."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


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
