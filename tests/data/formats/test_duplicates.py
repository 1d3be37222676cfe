"""A figure that is twice in a file is never twice in the store."""

import random

import polars as pl
import pytest

from cjtrade_data.formats.duplicates import REPEAT, DuplicateFilter
from cjtrade_data.formats.rows import REJECTED, Batch

HEADING = "t,i,j,k,v,q\n"
ROW = "2021,116,392,640399,52.051,13.235\n"


def test_a_file_joined_from_pages_that_overlap(given):
    frame, report = given(HEADING + ROW + "2021,116,156,640399,1,1\n" + ROW + ROW)
    assert frame["value"].to_list() == [52051.0, 1000.0]
    assert report.skipped == {REPEAT: 2}


def test_another_value_for_the_same_figure_is_rejected(given):
    frame, report = given(HEADING + ROW + ROW.replace("52.051", "53"))
    assert frame["value"].to_list() == [52051.0]
    assert [(r.line, r.column, r.value) for r in report.rejections] == [(3, "v", "53000.0")]
    assert "another value" in report.rejections[0].reason


def test_another_edition_is_another_figure(tmp_path, load):
    import zipfile

    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for edition in ("V202301", "V202401"):
            archive.writestr(f"BACI_HS92_Y2021_{edition}.csv", HEADING + ROW)
    assert load(path)[0].height == 2


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 7, 100])
def test_against_a_plain_dictionary(load, tmp_path, size):
    chance = random.Random(size)
    (tmp_path / "a.csv").write_text(HEADING + ROW)
    one = load(tmp_path / "a.csv")[0]
    seen, first = DuplicateFilter(), {}
    kept: list[tuple[str, float]] = []
    skipped = rejected = 0
    wanted = [0, 0]
    for _ in range(300 // size + 5):
        rows = [(f"HS:{chance.randrange(150):06d}", float(chance.randrange(2))) for _ in range(size)]
        frame = pl.concat([one] * size).with_columns(
            product=pl.Series([p for p, _ in rows]), value=pl.Series([v for _, v in rows])
        )
        out = seen.without_repeats(Batch(frame, size, {}, pl.DataFrame(schema=REJECTED)))
        kept += out.observations.select("product", "value").rows()
        skipped += out.skipped.get(REPEAT, 0)
        rejected += out.rejected.height
        for product, value in rows:
            if product in first:
                wanted[first[product] != value] += 1
            else:
                first[product] = value
    assert kept == list(first.items())
    assert [skipped, rejected] == wanted
