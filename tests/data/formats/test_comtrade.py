"""UN Comtrade in every layout it has had, written by hand."""

import json

import polars as pl
from every_row import every_row

FIELDS = """
    typeCode freqCode refPeriodId refYear refMonth period reporterCode reporterISO reporterDesc flowCode flowDesc
    partnerCode partnerISO partnerDesc partner2Code partner2ISO partner2Desc classificationCode
    classificationSearchCode isOriginalClassification cmdCode cmdDesc aggrLevel isLeaf customsCode customsDesc
    mosCode motCode motDesc qtyUnitCode qtyUnitAbbr qty isQtyEstimated altQtyUnitCode altQtyUnitAbbr altQty
    isAltQtyEstimated netWgt isNetWgtEstimated grossWgt isGrossWgtEstimated cifvalue fobvalue primaryValue
    legacyEstimationFlag isReported isAggregate
""".split()
ROW = dict(
    zip(
        FIELDS,
        'C,A,20230101,2023,52,2023,116,KHM,Cambodia,X,Export,392,JPN,Japan,0,W00,World,H6,HS,True,640399,"Footwear, other",'
        "6,True,C00,TOTAL CPC,0,0,TOTAL MOT,6,2u,1200.0,False,-1,N/A,,False,900.5,False,,False,,1234567.891,1234567.891,0,"
        "True,False".replace('"Footwear, other"', "Footwear").split(","),
        strict=True,
    )
)
OLD = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,Reporter,"
    "Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),"
    "Trade Value (US$),Flag\r\n"
)


def csv_of(*rows, fields=FIELDS):
    """The row with what is other in it; another partner without the name of the first."""
    rows = [({"partnerDesc": ""} if "partnerCode" in row else {}) | row for row in rows]
    return "\n".join([",".join(fields), *(",".join((ROW | row)[f] for f in fields) for row in rows)]) + "\n"


def one(frame):
    assert frame.height == 1
    return frame.row(0, named=True)


def test_the_47_fields(given):
    frame, report = given(csv_of({}))
    row = one(frame)
    assert report.findings[0].title == "UN Comtrade (fields of 2023 and later)"
    wanted = {
        "dataset": "comtrade",
        "measure": "exports",
        "reporter": "KHM",
        "partner": "JPN",
        "product": "HS:640399",
        "classification": "HS22",
        "product_level": 6,
        "period_start": "2023-01",
        "period_end": "2023-12",
        "value": 1234567.891,
        "unit": "USD",
        "scale": "one",
        "decimals": 3,
        "valuation": "FOB",
        "quantity": 1200.0,
        "quantity_unit": "2u",
        "net_weight": 900.5,
        "status": "reported",
        "aggregate": False,
        "line": 2,
        "cell": "primaryValue",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_columns_in_another_order_and_case(given):
    fields = [f.upper() for f in reversed(FIELDS)]
    text = ",".join(fields) + "\n" + ",".join(ROW[f] for f in reversed(FIELDS)) + "\n"
    frame, _ = given(text)
    assert one(frame)["value"] == 1234567.891


def test_the_download_whose_rows_end_in_a_comma_more_than_the_heading(given):
    lines = csv_of({}, {"partnerCode": "156", "partnerISO": "CHN"}).splitlines()
    frame, report = given("\n".join([lines[0], *(line + "," for line in lines[1:])]) + "\n")
    assert sorted(frame["partner"]) == ["CHN", "JPN"]
    assert report.rejected == 0


def test_western_letters_in_latin_1(given):
    frame, report = given(
        csv_of({"partnerDesc": "Türkiye", "partnerCode": "792", "partnerISO": "TUR"}), encoding="latin-1"
    )
    assert one(frame)["partner"] == "TUR"
    assert report.rejected == 0


@every_row(
    ("change", "reason"),
    [
        ({"partner2Code": "156", "partner2ISO": "CHN"}, "a part by second partner"),
        ({"customsCode": "C01"}, "a part by customs procedure"),
        ({"motCode": "2100"}, "a part by mode of transport"),
        ({"mosCode": "1"}, "a part by mode of supply"),
        ({"typeCode": "S"}, "services, not goods"),
        (
            {"flowCode": "MIP", "flowDesc": "Import of goods for inward processing"},
            "trade for processing, a part of the flow",
        ),
        ({"primaryValue": ""}, "no value"),
        ({"primaryValue": "NA"}, "no value"),
        ({"primaryValue": "NaN"}, "no value"),
    ],
    quick=3,
)
def test_parts_are_never_added_to_their_total(given, change, reason):
    frame, report = given(csv_of({}, change))
    assert frame.height == 1
    assert report.skipped == {reason: 1}


@every_row(
    ("change", "cell"),
    [
        ({"primaryValue": "1.2.3"}, "primaryValue"),
        ({"primaryValue": "inf"}, "primaryValue"),
        ({"cmdCode": "goods of many kinds" * 9, "aggrLevel": ""}, "cmdCode"),
        ({"primaryValue": "-5"}, "primaryValue"),
        ({"primaryValue": "1e400"}, "primaryValue"),
        ({"flowCode": "Q", "flowDesc": ""}, "flowCode"),
        ({"flowCode": "M"}, "flowCode"),
        ({"reporterCode": "9999", "reporterISO": "ZZZ", "reporterDesc": ""}, "reporterCode"),
        ({"partnerCode": "392", "partnerISO": "CHN"}, "partnerCode"),
        ({"period": "202313", "refMonth": "13"}, "period"),
        ({"period": "2022"}, "period"),
        ({"refMonth": "4"}, "period"),
        ({"classificationCode": "H9"}, "classificationCode"),
        ({"cmdCode": "64A"}, "cmdCode"),
        ({"qty": "many"}, "qty"),
    ],
    quick=3,
)
def test_a_row_that_cannot_be_right_is_rejected_with_its_cell(given, change, cell):
    frame, report = given(csv_of({}, change))
    assert frame.height == 1
    rejection = report.rejections[0]
    assert (rejection.line, rejection.column) == (3, cell)
    assert rejection.reason.startswith("is ") and not rejection.mend.startswith("is ")
    shown = next(iter(change.values()))
    assert shown in rejection.value


def test_a_month_is_read_as_that_month(given):
    frame, _ = given(csv_of({"freqCode": "M", "refMonth": "2", "period": "202302"}))
    assert (one(frame)["period_start"], one(frame)["period_end"]) == ("2023-02", "2023-02")


def test_a_year_without_the_period_field(given):
    fields = [f for f in FIELDS if f not in ("period", "refPeriodId")]
    frame, _ = given(csv_of({}, fields=fields))
    assert (one(frame)["period_start"], one(frame)["period_end"]) == ("2023-01", "2023-12")


@every_row(
    ("lost", "level", "code"),
    [
        ("10110", "6", "HS:010110"),
        ("101", "4", "HS:0101"),
        ("1", "2", "HS:01"),
        ("10110.0", "6", "HS:010110"),
        ("TOTAL", "0", ""),
        ("'010110", "6", "HS:010110"),
    ],
)
def test_lost_zeros_come_back(given, lost, level, code):
    frame, _ = given(csv_of({"cmdCode": lost, "aggrLevel": level}))
    assert one(frame)["product"] == code
    assert one(frame)["product_level"] == (len(code) - 3 if code else 0)


def test_sitc_codes_lose_no_zero_and_get_none(given):
    frame, _ = given(csv_of({"classificationCode": "S3", "cmdCode": "851", "aggrLevel": "3"}))
    assert (one(frame)["product"], one(frame)["product_level"]) == ("SITC:851", 3)


@every_row(
    ("number", "letters", "area", "group"),
    [
        ("490", "S19", "OAS", False),
        ("0", "W00", "WLD", True),
        ("899", "_X", "UNS", False),
        ("58", "BEL", "BLX", False),
        ("280", "DEU", "FRG", False),
        ("97", "EUR", "EUU", True),
        ("842", "USA", "USA", False),
        ("699", "IND", "IND", False),
        ("116", "", "KHM", False),
        ("", "ROM", "ROU", False),
    ],
    quick=3,
)
def test_areas_stay_what_they_are(given, number, letters, area, group):
    frame, _ = given(csv_of({"partnerCode": number, "partnerISO": letters}))
    assert (one(frame)["partner"], one(frame)["aggregate"]) == (area, group)


def test_valuation_is_what_the_rows_own_fields_say(given):
    inward = {"flowCode": "M", "flowDesc": "Import", "fobvalue": "", "cifvalue": "1234567.891"}
    fob = {"flowCode": "M", "flowDesc": "Import"}
    neither = {"flowCode": "M", "flowDesc": "Import", "fobvalue": ""}
    apart = [{"partnerCode": code, "partnerISO": ""} for code in ("156", "704", "764")]
    frame, _ = given(csv_of({}, *(row | partner for row, partner in zip((inward, fob, neither), apart, strict=True))))
    assert frame.sort("line")["valuation"].to_list() == ["FOB", "CIF", "FOB", "CIF"]


@every_row(
    ("flow", "column", "valuation"), [("X", "fobvalue", "FOB"), ("M", "fobvalue", "FOB"), ("M", "cifvalue", "CIF")]
)
def test_who_takes_one_of_the_values_alone_has_it_under_its_name(given, flow, column, valuation):
    fields = ["refYear", "reporterCode", "flowCode", "partnerCode", "cmdCode", column]
    frame, report = given(csv_of({"flowCode": flow, column: "77.5"}, fields=fields))
    assert one(frame)["valuation"] == valuation and one(frame)["value"] == 77.5
    assert report.findings[0].title == "UN Comtrade (fields of 2023 and later)"


def test_a_value_a_dollar_below_zero_is_rejected(given):
    _, report = given(csv_of({"primaryValue": "-1", "fobvalue": ""}))
    assert [(r.column, r.value) for r in report.rejections] == [("primaryValue", "-1")]


def test_an_export_valued_cif_is_marked_cif(given):
    outward = {"fobvalue": "", "cifvalue": "1234567.891"}
    both = {"fobvalue": "1234567.891", "cifvalue": "1234567.891", "partnerCode": "156", "partnerISO": ""}
    neither = {"fobvalue": "", "cifvalue": "", "partnerCode": "704", "partnerISO": ""}
    frame, _ = given(csv_of(outward, both, neither))
    by_line = frame.sort("line").select("measure", "valuation").rows()
    assert by_line == [("exports", "CIF"), ("exports", "FOB"), ("exports", "FOB")]


@every_row(
    ("flow", "measure", "valuation"),
    [
        ("RX Re-export", "re_exports", "FOB"),
        ("DX Domestic Export", "domestic_exports", "FOB"),
        ("RM Re-import", "re_imports", "CIF"),
        ("FM Foreign Import", "foreign_imports", "CIF"),
    ],
)
def test_re_exports_and_their_like_are_measures_of_their_own(given, flow, measure, valuation):
    code, _, name = flow.partition(" ")
    frame, _ = given(csv_of({"flowCode": code, "flowDesc": name, "fobvalue": "", "cifvalue": ""}))
    assert (one(frame)["measure"], one(frame)["valuation"]) == (measure, valuation)


@every_row(
    ("is_reported", "is_aggregate", "status"),
    [("False", "True", "derived"), ("True", "True", "reported"), ("True", "False", "reported")],
)
def test_what_the_un_has_summed_and_nobody_reported_is_derived(given, is_reported, is_aggregate, status):
    frame, _ = given(csv_of({"isReported": is_reported, "isAggregate": is_aggregate}))
    assert (one(frame)["status"], one(frame)["formula"]) == (
        status,
        "sum of parts by UN Comtrade" * (status == "derived"),
    )


def test_the_22_columns_of_the_2010s(given):
    frame, report = given(
        OLD + 'H2,2005,2005,2005,6,1,1,Import,116,Cambodia,KHM,392,Japan,JPN,870323,"Cars, 1500 to 3000 cc",5,'
        "Number of items,12,0,98765,0\r\n"
    )
    row = one(frame)
    assert report.findings[0].title == "UN Comtrade (columns of the 2010s)"
    assert (row["measure"], row["valuation"], row["value"], row["classification"]) == (
        "imports",
        "CIF",
        98765.0,
        "HS02",
    )
    assert (row["quantity"], row["quantity_unit"], row["net_weight"]) == (12.0, "u", None)


@every_row(
    ("code", "name", "measure"),
    [
        ("1", "Import", "imports"),
        ("2", "Export", "exports"),
        ("3", "Re-Export", "re_exports"),
        ("4", "Re-Import", "re_imports"),
        ("3", "", "re_exports"),
        ("4", "", "re_imports"),
    ],
)
def test_flow_codes_before_2023(given, code, name, measure):
    frame, _ = given(
        OLD + f"H2,2005,2005,2005,6,1,{code},{name},116,Cambodia,KHM,392,Japan,JPN,870323,Cars,1,,,,5,0\r\n"
    )
    assert one(frame)["measure"] == measure
    assert one(frame)["valuation"] == ("CIF" if "import" in measure else "FOB")


def test_headings_as_r_mangles_them(given):
    mangled = "X," + OLD.strip().replace(" (US$)", "..US..").replace(" (kg)", "..kg.").replace(" ", ".")
    frame, _ = given(
        mangled + "\n1,H2,2005,2005,2005,6,1,2,Export,116,Cambodia,KHM,0,World,WLD,90111,Coffee,8,kg,5,5,700,0\n"
    )
    assert (one(frame)["product"], one(frame)["value"], one(frame)["partner"]) == ("HS:090111", 700.0, "WLD")


API = """
    pfCode yr period periodDesc aggrLevel IsLeaf rgCode rgDesc rtCode rtTitle rt3ISO ptCode ptTitle pt3ISO ptCode2
    cstCode motCode cmdCode cmdDescE qtCode qtDesc TradeQuantity NetWeight TradeValue estCode
""".split()
API_ROW = "H4,2014,201407,July 2014,4,0,2,Exports,116,Cambodia,KHM,392,Japan,JPN,,,,6403,Footwear,1,No Quantity,0,,5550,0".split(
    ","
)


def test_the_api_before_2023(given):
    as_csv, report = given(",".join(API) + "\n" + ",".join(API_ROW) + "\n")
    assert report.findings[0].title == "UN Comtrade (the API before 2023)"
    record = dict(zip(API, API_ROW, strict=True)) | {"TradeValue": 5550, "ptCode2": None}
    as_json, _ = given(json.dumps({"validation": {"status": {"name": "Ok"}}, "dataset": [record]}), "data.json")
    for frame in (as_csv, as_json):
        row = one(frame)
        assert (row["measure"], row["period_start"], row["product"], row["value"]) == (
            "exports",
            "2014-07",
            "HS:6403",
            5550.0,
        )


def test_the_web_page_of_before_2010_with_names_alone(given):
    frame, _ = given(
        "Period,Trade Flow,Reporter,Partner,Code,Trade Value,NetWeight (kg),Quantity Unit,Trade Quantity,Flag\n"
        '2003,Import,Viet Nam,"China, Hong Kong SAR",6403,"$1,234,567",12,Number of pairs,4,0\n'
        '2003,Re-Export,Lao People\'s Dem. Rep.,"Other Asia, nes",TOTAL,"$5",,No Quantity,,0\n'
    )
    found = frame.sort("line").select(
        "measure", "reporter", "partner", "product", "classification", "value", "quantity_unit"
    )
    assert found.rows() == [
        ("imports", "VNM", "HKG", "HS:6403", "HS", 1234567.0, "2u"),
        ("re_exports", "LAO", "OAS", "", "", 5.0, ""),
    ]


def test_its_columns_tell_that_the_web_pages_spreadsheet_is_in_dollars(given):
    frame, _ = given(
        "Period,Trade Flow,Reporter,Partner,Code,Trade Value,NetWeight (kg),Quantity Unit,Trade Quantity,Flag\n"
        "2003,Import,Viet Nam,Japan,6403,1234567,12,Number of pairs,4,0\n"
    )
    assert one(frame)["value"] == 1234567.0


def test_labels_that_r_or_pandas_left_out(given):
    for nothing in ("NA", "nan"):
        frame, _ = given(
            csv_of(dict.fromkeys(("partner2Code", "motCode", "customsCode", "mosCode", "refMonth"), nothing))
        )
        assert one(frame)["partner"] == "JPN"


def test_json_of_the_service(given):
    record = {name: ROW[name] for name in FIELDS} | {
        "primaryValue": 68047133397.0,
        "fobvalue": 68047133397.0,
        "motCode": 0,
    }
    frame, _ = given(json.dumps({"elapsedTime": "0.1", "count": 1, "data": [record], "error": ""}), "x.json")
    assert (one(frame)["value"], one(frame)["decimals"], one(frame)["line"]) == (68047133397.0, 0, 1)


def test_tab_separated_bulk_file(given):
    fields = [f for f in FIELDS if not f.endswith(("Desc", "ISO", "Abbr"))]
    frame, _ = given(csv_of({"qtyUnitCode": "8"}, fields=fields).replace(",", "\t"), "COMTRADE-FINAL-CA116202301H6.txt")
    assert (one(frame)["partner"], one(frame)["quantity_unit"]) == ("JPN", "kg")


def test_several_files_in_one_with_the_heading_again(given):
    frame, report = given(csv_of({}) + csv_of({"partnerCode": "156", "partnerISO": "CHN"}))
    assert frame.height == 2
    assert report.skipped == {"the heading again": 1}


def test_world_and_partners_can_be_told_apart(given):
    frame, _ = given(csv_of({}, {"partnerCode": "0", "partnerISO": "W00"}))
    assert frame.filter(~pl.col("aggregate"))["value"].sum() == 1234567.891


def test_a_product_has_the_name_that_comtrade_gives_it_and_all_goods_have_none(given):
    frame, _ = given(
        "typeCode,period,reporterISO,flowCode,partnerISO,classificationCode,cmdCode,cmdDesc,primaryValue\n"
        f"C,2020,KHM,X,JPN,H5,610910,{'T-shirts of cotton ' * 20},5\nC,2020,KHM,X,JPN,H5,TOTAL,All Commodities,9\n"
    )
    of_goods, all_goods = frame.sort("product_level", descending=True)["title"].to_list()
    assert of_goods.startswith("T-shirts of cotton") and len(of_goods) == 200 and all_goods == ""
