"""What the tests of formats share: a file written, imported, and held to its account."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from cjtrade_data.formats import ImportReport, read
from cjtrade_data.model.observation import OBSERVATION, check_observations

SAMPLES = Path(__file__).parent / "samples"
Imported = tuple[pl.DataFrame, ImportReport]


def imported(path: Path) -> Imported:
    """All observations of a file and its report, which must add up."""
    reading = read(path)
    frames = [check_observations(batch.observations) for batch in reading.batches()]
    report = reading.report
    assert report.read == report.imported + sum(report.skipped.values()) + report.rejected
    frame = pl.concat([pl.DataFrame(schema=OBSERVATION), *frames])
    assert frame.height == report.imported
    return frame, report


@pytest.fixture
def load() -> Callable[[Path], Imported]:
    return imported


@pytest.fixture
def given(tmp_path: Path) -> Callable[..., Imported]:
    """Write a file (text, or bytes as they are) and import it."""

    def write(content: str | bytes, name: str = "data.csv", encoding: str = "utf-8") -> Imported:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return imported(path)

    return write


@pytest.fixture
def sample() -> Callable[[str], Path]:
    """A file of `samples`: laid out as its publisher does, with numbers of our own."""
    return SAMPLES.joinpath
