"""SDMX in its four dresses: the same three figures out of each."""

import json

import pytest
from every_row import every_row

from cjtrade_data.formats import FormatError

WANTED = [
    ("exports", "KHM", "JPN", "2023-01", "2023-01", 1500.25, "USD", "FOB"),
    ("exports", "KHM", "JPN", "2023-04", "2023-06", 2e6, "USD", "FOB"),
    ("exports", "KHM", "WLD", "2022-01", "2022-12", 3.0, "USD", "FOB"),
]
CSV2 = (
    "STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,UNIT\n"
    "dataflow,IMF.STA:IMTS(1.0.0),R,KHM,XG_FOB_USD,JPN,M,2023-M01,1500.25,6,USD\n"
    "dataflow,IMF.STA:IMTS(1.0.0),R,KHM,XG_FOB_USD,JPN,Q,2023-Q2,2000000,6,USD\n"
    "dataflow,IMF.STA:IMTS(1.0.0),R,KHM,XG_FOB_USD,G001,A,2022,3,6,USD\n"
    "dataflow,IMF.STA:IMTS(1.0.0),R,KHM,XG_FOB_USD,G001,A,2021,,6,USD\n"
)
CSV1 = (
    "DATAFLOW,FREQ,REF_AREA,INDICATOR,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
    "IMF:DOT(1.0),M,KH,TXG_FOB_USD,JP,2023-01,1500.25,0\nIMF:DOT(1.0),Q,KH,TXG_FOB_USD,JP,2023-Q2,2,6\n"
    "IMF:DOT(1.0),A,KH,TXG_FOB_USD,W00,2022,3,0\n"
)
GENERIC = """<?xml version="1.0" encoding="UTF-8"?>
<message:GenericData xmlns:message="m" xmlns:generic="g" xmlns:common="c">
<message:Header><message:Prepared>2024-05-01T00:00:00</message:Prepared>
<message:Structure><common:Structure><Ref agencyID="IMF" id="DOT" version="1.0"/></common:Structure></message:Structure></message:Header>
<message:DataSet>
<generic:Series><generic:SeriesKey><generic:Value id="REF_AREA" value="KH"/><generic:Value id="INDICATOR" value="TXG_FOB_USD"/>
<generic:Value id="COUNTERPART_AREA" value="JP"/></generic:SeriesKey>
<generic:Attributes><generic:Value id="UNIT_MULT" value="0"/></generic:Attributes>
<generic:Obs><generic:ObsDimension value="2023-01"/><generic:ObsValue value="1500.25"/>
<generic:Attributes><generic:Value id="OBS_STATUS" value="E"/></generic:Attributes></generic:Obs>
<generic:Obs><generic:ObsDimension value="2023-Q2"/><generic:ObsValue value="2000000"/></generic:Obs></generic:Series>
<generic:Series><generic:SeriesKey><generic:Value id="REF_AREA" value="KH"/><generic:Value id="INDICATOR" value="TXG_FOB_USD"/>
<generic:Value id="COUNTERPART_AREA" value="W00"/></generic:SeriesKey>
<generic:Obs><generic:ObsDimension value="2022"/><generic:ObsValue value="3"/></generic:Obs></generic:Series>
</message:DataSet></message:GenericData>"""
SPECIFIC = """<mes:StructureSpecificData xmlns:mes="m" xmlns:ss="s"><mes:Header><mes:Prepared>2024-05-01</mes:Prepared></mes:Header>
<mes:DataSet><Series REF_AREA="KH" INDICATOR="TXG_FOB_USD" COUNTERPART_AREA="JP" UNIT_MULT="3">
<Obs TIME_PERIOD="2023-01" OBS_VALUE="1.50025"/><Obs TIME_PERIOD="2023-Q2" OBS_VALUE="2000"/></Series>
<Series REF_AREA="KH" INDICATOR="TXG_FOB_USD" COUNTERPART_AREA="W00"><Obs TIME_PERIOD="2022" OBS_VALUE="3"/></Series>
</mes:DataSet></mes:StructureSpecificData>"""
JSON1 = json.dumps(
    {
        "header": {"prepared": "2024-05-01T00:00:00Z"},
        "structure": {
            "dimensions": {
                "observation": [
                    {"id": "REF_AREA", "values": [{"id": "KHM"}]},
                    {"id": "INDICATOR", "values": [{"id": "TXG_FOB_USD"}]},
                    {"id": "COUNTERPART_AREA", "values": [{"id": "JPN"}, {"id": "W00"}]},
                    {"id": "TIME_PERIOD", "values": [{"id": "2023-01"}, {"id": "2023-Q2"}, {"id": "2022"}]},
                ]
            },
            "attributes": {"observation": [{"id": "UNIT_MULT", "values": [{"id": "0"}, {"id": "6"}]}]},
        },
        "dataSets": [{"observations": {"0:0:0:0": [1500.25, 0], "0:0:0:1": [2, 1], "0:0:1:2": [3, None]}}],
    }
)


@every_row(
    ("text", "name"),
    [(CSV2, "a.csv"), (CSV1, "a.csv"), (GENERIC, "a.xml"), (SPECIFIC, "a.xml"), (JSON1, "a.json")],
    ids=["CSV 2.0", "CSV 1.0", "generic ML", "structure-specific ML", "JSON 1.0"],
)
def test_each_form_of_sdmx_gives_the_same_figures(given, text, name):
    frame, report = given(text, name)
    columns = ("measure", "reporter", "partner", "period_start", "period_end", "value", "unit", "valuation")
    assert sorted(frame.select(columns).rows()) == sorted(WANTED)
    assert report.rejected == 0 and set(frame.filter(frame["aggregate"])["partner"]) == {"WLD"}


@every_row(
    ("unit", "multiplier", "amounts"),
    [
        ("USD", "6", [2e6]),
        ("USD_MN", "", [2e6]),
        ("Millions of US dollars", "0", [2e6]),
        ("USD_THS", "", [2e3]),
        ("USD_BN", "", [2e9]),
        ("Billions of US dollars", "0", [2e9]),
        ("USD_MN", "6", [2e6]),
        ("", "", [2.0]),
        ("PURE_NUMB_M", "", []),
    ],
)
def test_a_unit_of_millions_counts_and_one_that_is_not_known_is_refused(given, unit, multiplier, amounts):
    heading = "DATAFLOW,REF_AREA,INDICATOR,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE\n"
    frame, report = given(f"{heading}IMF:DOT(1.0),KH,TXG_FOB_USD,JP,2023,2,{multiplier},{unit}\n")
    assert frame["value"].to_list() == amounts and report.rejected == 1 - len(amounts)


@every_row(
    ("text", "name"),
    [
        (CSV2.replace(",R,", ",D,"), "a.csv"),
        (GENERIC.replace("<message:DataSet>", '<message:DataSet message:action="Delete">'), "a.xml"),
        (SPECIFIC.replace("<mes:DataSet>", '<mes:DataSet ss:action="Delete">'), "a.xml"),
        (JSON1.replace('"dataSets": [{', '"dataSets": [{"action": "Delete", '), "a.json"),
    ],
    ids=["CSV 2.0", "generic ML", "structure-specific ML", "JSON 1.0"],
)
def test_what_a_message_takes_back_is_no_figure(given, text, name):
    frame, report = given(text, name)
    assert frame.is_empty() and report.skipped["taken back by its publisher"] in (3, 4)


@every_row(
    ("level", "parts"),
    [
        ("dataSet", {"attributes": [1]}),
        ("dimensionGroup", {"dimensionGroupAttributes": {"0:0:": [1]}}),
        ("series", {"series": {"0:0:0": {"attributes": [1], "observations": {"0": [2]}}}}),
        ("observation", {"series": {"0:0:0": {"observations": {"0": [2, 1]}}}}),
    ],
)
def test_json_may_say_the_multiplier_of_a_file_a_group_a_series_or_a_value(given, level, parts):
    dimensions = {"REF_AREA": ["KHM"], "INDICATOR": ["TXG_FOB_USD"], "COUNTERPART_AREA": ["JPN", "W00"]}
    structure = {
        "dimensions": {
            "series": [{"id": id, "values": [{"id": v} for v in values]} for id, values in dimensions.items()],
            "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2023-Q2"}]}],
        },
        "attributes": {level: [{"id": "UNIT_MULT", "values": [{"id": "0"}, {"id": "6"}]}]},
    }
    series = {"0:0:0": {"observations": {"0": [2]}}}
    frame, _ = given(json.dumps({"structure": structure, "dataSets": [{"series": series} | parts]}), "a.json")
    assert frame.select("partner", "period_end", "value").rows() == [("JPN", "2023-06", 2e6)]


@every_row(
    ("power", "value", "scale"),
    [
        ("", 2.5, "one"),
        ("0", 2.5, "one"),
        ("1", 25.0, "one"),
        ("2", 250.0, "one"),
        ("3", 2_500.0, "thousand"),
        ("6", 2_500_000.0, "million"),
        ("9", 2_500_000_000.0, "billion"),
        ("12", 2_500_000_000_000.0, "trillion"),
        ("9: Billions", 2_500_000_000.0, "billion"),
    ],
)
def test_unit_mult_is_the_power_of_ten_of_a_value(given, power, value, scale):
    frame, report = given(
        "DATAFLOW,FREQ,REF_AREA,INDICATOR,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
        f"IMF:DOT(1.0),A,KH,TXG_FOB_USD,JP,2023,2.5,{power}\n"
    )
    assert frame.select("value", "scale").rows() == [(value, scale)], report.rejections
    assert frame["decimals"].to_list() == [{"1": 0, "2": -1}.get(power, 1)]


def test_a_multiplier_that_is_no_power_of_ten_is_rejected(given):
    _, report = given(CSV1.replace(",2,6", ",2,5"))
    assert [r.column for r in report.rejections] == ["UNIT_MULT"]


@every_row(
    ("indicator", "expected"),
    [
        ("XG_FOB_USD", ("exports", "FOB")),
        ("MG_CIF_USD", ("imports", "CIF")),
        ("MG_FOB_USD", ("imports", "FOB")),
        ("TMG_FOB_USD", ("imports", "FOB")),
        ("TBG_USD", ("trade_balance", "FOB/CIF")),
    ],
)
def test_an_indicator_says_the_flow_and_how_it_is_valued(given, indicator, expected):
    frame, _ = given(CSV1.replace("TXG_FOB_USD", indicator))
    assert set(frame.select("measure", "valuation").rows()) == {expected}


@every_row(
    ("text", "start", "end"),
    [
        ("2023-Q1", "2023-01", "2023-03"),
        ("2023Q4", "2023-10", "2023-12"),
        ("2023-S2", "2023-07", "2023-12"),
        ("2023-M02", "2023-02", "2023-02"),
        ("2023-A1", "2023-01", "2023-12"),
        ("2023-02-28", "", "2023-02"),
    ],
)
def test_periods_of_every_length(given, text, start, end):
    frame, _ = given(CSV1.replace("2023-01", text))
    row = frame.row(0, named=True)
    assert (row["period_start"] or "", row["period_end"]) == (start, end)


@every_row(("kind", "status"), [("O", "reported"), ("SCC", "derived"), ("", "reported")])
def test_what_the_imf_takes_from_the_counterpart_is_derived(given, kind, status):
    frame, _ = given(CSV2.replace("SCALE,UNIT", "DERIVATION_TYPE,UNIT").replace(",6,USD", f",{kind},USD"))
    assert set(frame["status"]) == {status}


def test_an_observation_without_a_value_is_skipped(given):
    assert given(CSV2)[1].skipped == {"no value": 1}


def test_what_a_message_says_of_itself(given):
    frame, report = given(GENERIC, "a.xml")
    assert report.editions == {"2024-05-01"}
    assert set(frame["source"]) == {"IMF:DOT(1.0)"}
    assert frame.sort("line")["status"].to_list() == ["estimated", "reported", "reported"]
    assert set(frame["dataset"]) == {"imf"}


def test_other_keys_tell_measures_apart(given):
    text = (
        "DATAFLOW,FREQ,REF_AREA,INDICATOR,SECTOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
        "OECD:X(1.0),A,JPN,DEBT,S13,2020,5,PT\nOECD:X(1.0),A,JPN,DEBT,S1,2020,6,PT\n"
    )
    frame, _ = given(text)
    assert sorted(frame.select("measure", "value", "unit").rows()) == [
        ("SDMX:DEBT.S1", 6.0, "percent"),
        ("SDMX:DEBT.S13", 5.0, "percent"),
    ]


@pytest.mark.parametrize(
    ("change", "column"),
    [(("KHM,XG", "QQQ,XG"), "COUNTRY"), (("2023-Q2", "2023-Q9"), "TIME_PERIOD"), (("1500.25", "1.500,25"), "")],
)
def test_a_wrong_observation_is_rejected_and_its_column_named(given, change, column):
    _, report = given(CSV2.replace(*change, 1))
    assert [r.column for r in report.rejections] == [column]


def test_a_document_type_is_refused(given):
    with pytest.raises(FormatError, match="document type"):
        given('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + SPECIFIC, "a.xml")


PORTAL = "DATASET,SERIES_CODE,OBS_MEASURE,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,SCALE,2022,2023-M01\n"
DOTS = '"Country Name","Country Code","Indicator Name","Indicator Code","Counterpart Country Name","Counterpart Country Code","Attribute","2022","2023M1",\n'


@pytest.mark.parametrize(
    "text",
    [
        PORTAL
        + 'IMF.STA:IMTS(1.0.0),KHM.XG_FOB_USD.CHN.M,OBS_VALUE,Cambodia,"Exports of goods, Free on board (FOB), US dollar",'
        '"China, People\'s Republic of",Monthly,Units,10,2.5\n',
        DOTS + '"Cambodia","522","Goods, Value of Exports, Free on board (FOB), US Dollars","TXG_FOB_USD",'
        '"China, P.R.: Mainland","924","Value","10","2.5",\n'
        '"Cambodia","522","Goods, Value of Exports, Free on board (FOB), US Dollars","TXG_FOB_USD",'
        '"China, P.R.: Mainland","924","Status","","E",\n',
    ],
    ids=["portal", "before 2025"],
)
def test_imf_files_with_periods_as_columns(given, text):
    frame, report = given(text)
    assert report.findings[0].dataset == "imf"
    found = frame.sort("period_end").select("measure", "reporter", "partner", "period_end", "value", "valuation").rows()
    assert found == [
        ("exports", "KHM", "CHN", "2022-12", 10.0, "FOB"),
        ("exports", "KHM", "CHN", "2023-01", 2.5, "FOB"),
    ]
    assert report.rejected == 0


@every_row(
    ("scale", "value"),
    [("Units", 2.5), ("", 2.5), ("Thousands", 2_500.0), ("Millions", 2_500_000.0), ("Billions", 2_500_000_000.0)],
)
def test_values_of_the_imfs_portal_are_in_the_unit_of_their_scale(given, scale, value):
    row = "IMF.STA:IMTS(1.0.0),KHM.XG_FOB_USD.JPN.A,OBS_VALUE,Cambodia,{},Japan,Annual,{},{},\n"
    flow = '"Exports of goods, Free on board (FOB), US dollar"'
    assert given(PORTAL + row.format(flow, scale, 2.5))[0]["value"].to_list() == [value]


def test_values_that_cannot_be_in_the_unit_of_their_scale_are_refused(given):
    row = "IMF.STA:IMTS(1.0.0),KHM.XG_FOB_USD.{0}.A,OBS_VALUE,Cambodia,XG_FOB_USD,{0},Annual,Millions,{1},\n"
    with pytest.raises(FormatError, match="too large for what its column SCALE says"):
        given(PORTAL + row.format("JPN", 250000) + row.format("G001", 22471000000))


def test_a_mark_beside_a_value_of_the_imf_is_its_status(given):
    row = (
        "IMF.STA:IMTS(1.0.0),KHM.XG_FOB_USD.JPN.A,OBS_VALUE,Cambodia,Trade balance (US dollar),Japan,Annual,Units,{},\n"
    )
    frame, report = given(PORTAL + row.format("-1700.5 r") + row.format("1900 e").replace("Japan", "Viet Nam"))
    assert frame.sort("line").select("value", "status", "note").rows() == [
        (-1700.5, "reported", "status R"),
        (1900.0, "estimated", ""),
    ]
    assert report.rejected == 0


def test_other_columns_of_the_portal_tell_series_apart(given):
    heading = PORTAL.replace("INDICATOR,COUNTERPART_COUNTRY", "INDICATOR,SECTOR")
    row = "IMF.STA:X(1.0),KHM.D.{0}.A,OBS_VALUE,Cambodia,Debt,{0},Annual,Units,{1},\n"
    frame, report = given(heading + row.format("Government", 5) + row.format("Banks", 6))
    assert sorted(frame.select("measure", "value").rows()) == [("IMF:Debt.Banks", 6.0), ("IMF:Debt.Government", 5.0)]
    assert report.rejected == 0


@every_row(
    "adjustment,transport,measure",
    [("N", "_T", "exports"), ("NSA", "_Z", "exports"), ("Y", "_T", "SDMX:X._T.Y"), ("N", "SEA", "SDMX:X._T.SEA")],
)
def test_a_series_that_is_neither_split_nor_adjusted_is_the_flow_itself(given, adjustment, transport, measure):
    frame, _ = given(
        "DATAFLOW,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,PRODUCT,ADJUSTMENT,TRANSPORT,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n"
        f"OECD:X(1.0),JPN,VNM,X,_T,{adjustment},{transport},USD,2023-01,1300\n"
    )
    assert frame["measure"].to_list() == [measure]


def test_a_flow_that_eurostat_labels_in_words_is_one(given):
    head = (
        "STRUCTURE,STRUCTURE_ID,reporter,REPORTER,partner,product,PRODUCT,flow,FLOW,indicators,TIME_PERIOD,OBS_VALUE\n"
    )
    row = "dataflow,ESTAT:DS-045409(1.0),FR,France (incl. Mayotte),KH,{},X,1,IMPORT,VALUE_IN_EUROS,2023,5\n"
    frame, _ = given(head + row.format("TOTAL") + row.format("64"))
    found = frame.sort("line").select("measure", "reporter", "product", "unit").rows()
    assert found == [("imports", "FRA", "", "EUR"), ("imports", "FRA", "HS:64", "EUR")]
