"""Another client of the IMF agrees: sdmx1, where it is installed."""

import csv
import io
import warnings
from urllib.parse import urlsplit

import pytest
from answers import DIP, ER, IMTS

from cjtrade_data.formats import read
from cjtrade_data.remote import imf
from cjtrade_data.remote.request import Ask

sdmx = pytest.importorskip("sdmx", reason="sdmx1 is not installed: pip install sdmx1")


def test_sdmx1_asks_the_imf_at_the_same_addresses():
    client = sdmx.Client("IMF_DATA3")
    for series, request in zip(imf.SERIES, imf.requests(Ask(first=2022)), strict=True):
        key = request.url.partition("/+/")[2].partition("?")[0]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # sdmx1 needs the agency, and says that it does not
            other = client.get(
                "data", resource_id=series.dataset, key=key, context="dataflow", agency_id="IMF.STA", dry_run=True
            )
        assert other.url == request.url.partition("?")[0]
        assert urlsplit(other.url).scheme == "https"


@pytest.mark.parametrize("text", [IMTS, ER, DIP], ids=["IMTS", "ER", "DIP"])
def test_sdmx1_reads_the_same_values_from_an_answer(text, tmp_path):
    from sdmx.model import v30

    heading = next(csv.reader(io.StringIO(text)))
    time = heading.index("TIME_PERIOD")
    structure = v30.DataStructureDefinition(id="DSD")
    for name in heading[3 : time + 1]:
        structure.dimensions.append(v30.Dimension(id=name))
    for name in heading[time + 2 :]:
        structure.attributes.append(v30.DataAttribute(id=name))
    structure.measures.append(v30.Measure(id="OBS_VALUE"))
    message = sdmx.read_sdmx(io.BytesIO(text.encode()), format="CSV", structure=structure)
    theirs = sorted(float(obs.value) for data in message.data for obs in data.obs)
    path = tmp_path / "answer"
    path.write_text(text)
    ours = sorted(v for batch in read(path).batches() for v in batch.observations["value"])
    assert ours == theirs
