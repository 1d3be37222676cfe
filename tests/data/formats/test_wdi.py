"""World Bank: the bulk file, DataBank wide and long, series or countries as columns, the API."""

import io
import json
import zipfile

import pytest
from every_row import every_row

BULK = (
    '\ufeff"Data Source","World Development Indicators",\r\n\r\n"Last Updated Date","2024-06-28",\r\n\r\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022","2023",\r\n'
    '"Cambodia","KHM","GDP (current US$)","NY.GDP.MKTP.CD","26961061152.4","",29504829319.3,\r\n'
    '"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD","97","101","",\r\n'
    '"Africa Eastern and Southern","AFE","GDP (current US$)","NY.GDP.MKTP.CD","1","","",\r\n'
)


def found(frame):
    return frame.sort("line", "cell").select("measure", "reporter", "period_end", "value", "unit").rows()


def test_bulk_file_with_the_lines_above(given):
    frame, report = given(BULK, "API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv")
    assert report.editions == {"2024-06-28"}
    assert found(frame) == [
        ("gdp", "KHM", "2021-12", 26961061152.4, "USD"),
        ("gdp", "KHM", "2023-12", 29504829319.3, "USD"),
        ("gdp", "WLD", "2021-12", 97.0, "USD"),
        ("gdp", "WLD", "2022-12", 101.0, "USD"),
        ("gdp", "AFE", "2021-12", 1.0, "USD"),
    ]
    assert frame.sort("line")["line"][0] == 6
    assert frame.sort("line")["aggregate"].to_list() == [False, False, True, True, True]
    assert report.skipped == {"no value": 4}


def test_a_first_country_without_a_value_is_no_heading(given):
    aruba = '"Aruba","ABW","GDP (current US$)","NY.GDP.MKTP.CD","","","",\r\n'
    _, report = given(BULK.replace('"Cambodia"', aruba + '"Cambodia"'))
    assert report.skipped == {"no value": 7} and report.imported == 5


def test_bulk_zip_with_its_metadata(given):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("Metadata_Country_API.csv", '"Country Code","Region"\n"KHM","East Asia & Pacific"\n')
        archive.writestr("API_NY.GDP.MKTP.CD_DS2.csv", BULK.encode())
    frame, report = given(memory.getvalue(), "API.zip")
    assert frame.height == 5
    assert [f.member for f in report.findings] == ["API_NY.GDP.MKTP.CD_DS2.csv"]


FOOTER = "\n\n\nData from database: World Development Indicators\nLast Updated: 01/28/2025\n"


def test_databank_wide_with_a_footer_of_single_cells(given):
    frame, report = given(
        "Country Name,Country Code,Series Name,Series Code,2021 [YR2021],2022 [YR2022]\n"
        'Cambodia,KHM,"Population, total",SP.POP.TOTL,16589023,..\n' + FOOTER
    )
    assert found(frame) == [("population", "KHM", "2021-12", 16589023.0, "persons")]
    assert report.editions == {"2025-01-28"}
    assert report.skipped == {"no value": 1, "a blank line": 3, "a remark below the data": 2}


def test_the_date_at_the_end_of_a_long_file_packed_or_not(given):
    import gzip

    heading = "Country Name,Country Code,Series Name,Series Code,2021 [YR2021],2022 [YR2022]\n"
    rows = "".join(f'Cambodia,KHM,"Series {n}",XX.{n},{n},..\n' for n in range(4000))
    text = heading + rows + FOOTER
    for content, name in ((text, "a.csv"), (gzip.compress(text.encode()), "a.csv.gz")):
        frame, report = given(content, name)
        assert report.editions == {"2025-01-28"}
        assert frame.height == 4000


@pytest.mark.parametrize(
    "text",
    [
        "Country Name,Country Code,Series Name,Series Code,Time,Time Code,Value\n"
        'Cambodia,KHM,GDP (current US$),NY.GDP.MKTP.CD,2021,YR2021,5.5\nCambodia,KHM,"x (% of GDP)",NE.X,2021,YR2021,..\n',
        "Time,Time Code,Country Name,Country Code,GDP (current US$) [NY.GDP.MKTP.CD],x (% of GDP) [NE.X.ZS]\n"
        "2021,YR2021,Cambodia,KHM,5.5,..\n",
        "Series Name,Series Code,Time,Time Code,Cambodia [KHM],Japan [JPN]\nGDP (current US$),NY.GDP.MKTP.CD,2021,YR2021,5.5,..\n",
    ],
    ids=["long", "series as columns", "countries as columns"],
)
def test_each_layout_of_databank_gives_the_same_figures(given, text):
    frame, report = given(text + FOOTER)
    assert found(frame) == [("gdp", "KHM", "2021-12", 5.5, "USD")]
    assert report.skipped["no value"] == 1
    assert report.editions == {"2025-01-28"}


def test_the_answer_of_the_service_is_read(given):
    record = {
        "indicator": {"id": "PA.NUS.FCRF", "value": "Official exchange rate (LCU per US$, period average)"},
        "country": {"id": "KH", "value": "Cambodia"},
        "countryiso3code": "KHM",
        "date": "2022",
        "value": 4102.04,
        "unit": "",
        "obs_status": "",
        "decimal": 2,
    }
    page = {"page": 1, "pages": 1, "per_page": 50, "total": 2, "sourceid": "2", "lastupdated": "2024-06-28"}
    frame, report = given(json.dumps([page, [record, record | {"date": "2023", "value": None}]]), "answer.json")
    assert found(frame) == [("exchange_rate", "KHM", "2022-12", 4102.04, "KHR per USD")]
    assert report.skipped == {"no value": 1}


@every_row(
    ("name", "unit", "scale"),
    [
        ("Exports (% of GDP)", "percent", "one"),
        ("GDP (constant 2015 US$)", "USD of 2015", "one"),
        ("GDP growth (annual %)", "percent", "one"),
        ("GDP deflator (base year varies by country)", "index", "one"),
        ("Mortality (per 1,000 live births)", "per 1,000 live births", "one"),
        ("Net barter terms of trade index (2015 = 100)", "index", "one"),
        ("GDP (current LCU)", "local currency", "one"),
        ("Merchandise exports (current US$, millions)", "USD", "million"),
        ("Exports Merchandise, Customs, current US$, millions, seas. adj.", "USD", "million"),
        ("Receipts (US$ thousand)", "USD", "thousand"),
        ("Energy use (kg of oil equivalent) per $1,000 GDP (constant 2017 PPP)", "constant 2017 PPP", "one"),
    ],
)
def test_units_are_what_the_series_name_states(name, unit, scale):
    from cjtrade_data.formats.indicators import series

    assert series("XX.YY.ZZ", name, "KHM")[:3] == ("WDI:XX.YY.ZZ", unit, scale)


def test_a_series_in_millions_is_not_read_in_dollars(given):
    frame, _ = given(
        "Country Name,Country Code,Series Name,Series Code,2021 [YR2021]\n"
        'Cambodia,KHM,"Exports Merchandise, Customs, current US$, millions, seas. adj.",DXGSRMRCHSACD,19300.5\n'
    )
    assert frame.select("value", "unit", "scale", "decimals").rows() == [(19300.5e6, "USD", "million", 1)]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Narnia,NRN,GDP (current US$),NY.GDP.MKTP.CD,5", "Country Code"),
        ("Cambodia,KHM,GDP,not a code,5", "Series Code"),
        ("Cambodia,KHM,GDP (current US$),NY.GDP.MKTP.CD,5;5", "2021 [YR2021]"),
    ],
)
def test_a_wrong_cell_rejects_its_row_and_is_named(given, row, column):
    _, report = given(f"Country Name,Country Code,Series Name,Series Code,2021 [YR2021]\n{row}\n")
    assert [(r.line, r.column) for r in report.rejections] == [(2, column)]
