"""World Bank WITS: Advanced Query, the page's Excel files, time series, a country's partners."""

import xlsxwriter
from every_row import every_row

QUERY = (
    "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,TradeFlowCode,"
    "TradeValue in 1000 USD\r\n"
)


def one(frame):
    assert frame.height == 1
    return frame.row(0, named=True)


def test_an_advanced_query_is_read_with_its_levels_and_units(given):
    frame, report = given(QUERY + "H0,KHM,10110,Cambodia,JPN,Japan,2010,Export,6,123.456\r\n")
    row = one(frame)
    assert report.findings[0].title == "World Bank WITS, Advanced Query"
    wanted = {
        "dataset": "wits",
        "measure": "exports",
        "reporter": "KHM",
        "partner": "JPN",
        "product": "HS:010110",
        "classification": "HS92",
        "product_level": 6,
        "value": 123456.0,
        "unit": "USD",
        "scale": "thousand",
        "decimals": 3,
        "valuation": "FOB",
        "basis": "",
        "period_start": "2010-01",
        "cell": "TradeValue in 1000 USD",
    }
    assert {name: row[name] for name in wanted} == wanted


@every_row(
    ("flow", "measure", "basis", "valuation"),
    [
        ("Import,5", "imports", "", "CIF"),
        ("Gross Imp.,1", "imports", "gross", "CIF"),
        ("Gross Exp.,2", "exports", "gross", "FOB"),
        ("Re-Exp.,3", "re_exports", "", "FOB"),
        (",6", "exports", "", "FOB"),
        (",5", "imports", "", "CIF"),
        (",2", "exports", "gross", "FOB"),
        (",1", "imports", "gross", "CIF"),
    ],
)
def test_gross_and_net_flows_are_kept_apart(given, flow, measure, basis, valuation):
    frame, _ = given(QUERY + f"H0,KHM,10110,Cambodia,JPN,Japan,2010,{flow},1\n")
    row = one(frame)
    assert (row["measure"], row["basis"], row["valuation"]) == (measure, basis, valuation)


@every_row(
    ("code", "area"),
    [
        ("ROM", "ROU"),
        ("ZAR", "COD"),
        ("SER", "SCG"),
        ("TMP", "TLS"),
        ("OAS", "OAS"),
        ("UNS", "UNS"),
        ("WLD", "WLD"),
        ("SUD", "SDN"),
        ("EUN", "EUU"),
        ("BLX", "BLX"),
    ],
    quick=3,
)
def test_codes_of_the_world_bank(given, code, area):
    frame, _ = given(QUERY + f"H0,KHM,TOTAL,Cambodia,{code},,2010,Export,6,1\n")
    assert (one(frame)["partner"], one(frame)["product"]) == (area, "")


def test_optional_columns_of_the_query(given):
    text = (
        QUERY.strip()
        + ",NetWeight in KGM,Quantity,QtyUnit\nH4,KHM,640399,Cambodia,WLD, World,2015,Export,6,1.5,20,30,Number\n"
    )
    row = one(given(text)[0])
    assert (row["net_weight"], row["quantity"], row["quantity_unit"], row["aggregate"]) == (20.0, 30.0, "Number", True)


@every_row(
    ("row", "column"),
    [
        ("H0,KHM,10110,Cambodia,QQQ,Nowhere,2010,Export,6,1", "PartnerISO3"),
        ("H0,KHM,10110,Cambodia,JPN,Japan,MMX,Export,6,1", "Year"),
        ("ZZ,KHM,10110,Cambodia,JPN,Japan,2010,Export,6,1", "Nomenclature"),
        ("H0,KHM,10110,Cambodia,JPN,Japan,2010,Sideways,9,1", "TradeFlowName"),
        ('H0,KHM,10110,Cambodia,JPN,Japan,2010,Export,6,"12,34,567"', "TradeValue in 1000 USD"),
    ],
)
def test_a_wrong_cell_rejects_its_row_and_is_named(given, row, column):
    _, report = given(QUERY + row + "\n")
    assert [(r.line, r.column) for r in report.rejections] == [(2, column)]


def workbook(path, sheets):
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    book.close()
    return path


def test_the_pages_excel_file(tmp_path, load):
    rows = [
        [
            "Reporter",
            "TradeFlow",
            "ProductCode",
            "Product Description",
            "Year",
            "Partner",
            "Trade Value 1000USD",
            "Quantity",
            "Quantity Unit",
        ],
        ["Cambodia", "Export", "010110", "Live horses", 2010, " World", 12.5, 3, "Kg"],
        ["Lao PDR", "Import", 640399, "Footwear", 2010, "Korea, Rep.", 0.07, "", ""],
    ]
    path = workbook(
        tmp_path / "WITS-By-HS6Product.xlsx", {"Metadata": [["World Bank"], ["notes", "x"]], "By-HS6Product": rows}
    )
    frame, report = load(path)
    assert [f.member for f in report.findings] == ["By-HS6Product"]
    found = frame.sort("line").select("reporter", "partner", "measure", "product", "value", "line").rows()
    assert found == [
        ("KHM", "WLD", "exports", "HS:010110", 12500.0, 2),
        ("LAO", "KOR", "imports", "HS:640399", 70.0, 3),
    ]


def test_time_series_of_partners(tmp_path, load):
    rows = [
        ["Reporter Name", "Partner Name", "Trade Flow", "Product Group", "Indicator", "2018", "2019"],
        ["Cambodia", "Japan", "Export", "All Products", "Export (US$ Thousand)", 1000.25, ""],
        ["Cambodia", " East Asia & Pacific", "Export", "Footwear", "Export Partner Share (%)", 1.5, 2.25],
    ]
    frame, report = load(workbook(tmp_path / "WITS-Partner-Timeseries.xlsx", {"Partner-Timeseries": rows}))
    found = frame.sort("line", "cell").select("measure", "partner", "product", "value", "cell", "aggregate").rows()
    assert found == [
        ("exports", "JPN", "", 1000250.0, "2018", False),
        ("share_of_world_exports", "EAS", "WITS:Footwear", 1.5, "2018", True),
        ("share_of_world_exports", "EAS", "WITS:Footwear", 2.25, "2019", True),
    ]
    assert report.skipped == {"no value": 1}


def test_time_series_made_without_a_product_group(given):
    frame, report = given(
        "Reporter Name,Partner Name,Trade Flow,Indicator,2018,2019\n"
        " World,Japan,Import,Import Partner Share (%),1.5,\nThailand, World,Import,Import (US$ Thousand),7.5,8\n"
    )
    assert frame.sort("line", "cell").select("measure", "reporter", "partner", "product", "value").rows() == [
        ("share_of_world_imports", "WLD", "JPN", "", 1.5),
        ("imports", "THA", "WLD", "", 7500.0),
        ("imports", "THA", "WLD", "", 8000.0),
    ]
    assert report.findings[0].title == "World Bank WITS, time series"


def test_years_that_a_program_took_for_numbers_are_the_years_of_the_edition(given):
    row = "Thailand, World,Import,Import (US$ Thousand),7.5,8\n"
    frame, report = given("Reporter Name,Partner Name,Trade Flow,Indicator,2018.0,X2019\n" + row)
    assert (sorted(frame["period_end"]), report.editions) == (["2018-12", "2019-12"], {"2018-2019"})


def test_a_country_at_a_glance_has_an_indicator_and_its_value_in_each_row(given):
    frame, report = given(
        "Reporter,Year,Partner,Product categories,Indicator Type,Indicator,Indicator Value\n"
        "Thailand,2021,Japan,All Products,Import,Trade (US$ Mil)-Top 5 Import Partner,35.612\n"
        "Thailand,2021,World,Wood,Export,Export(US$ Mil),7.25\nThailand,2021,...,...,Import,No. Of Import partners,201.00\n"
        "Thailand,2021,...,...,Others,LPI Rank,\n"
    )
    assert frame.sort("line").select("measure", "partner", "product", "value", "unit", "period_end").rows() == [
        ("imports", "JPN", "", 35_612_000.0, "USD", "2021-12"),
        ("exports", "WLD", "WITS:Wood", 7_250_000.0, "USD", "2021-12"),
        ("import_partners", "", "", 201.0, "count", "2021-12"),
    ]
    assert report.skipped == {"no value": 1} and report.findings[0].title == "World Bank WITS, country at a glance"


def test_indicators_in_columns_become_figures_of_their_own(given):
    frame, report = given(
        "Partner Name,Year,Reporter Name,Product Group,Export (US$ Thousand),Import (US$ Thousand),AHS Simple Average (%)\n"
        "Japan,2018,Cambodia,All Products,10.5,20,7.25\n"
    )
    found = frame.sort("measure").select("measure", "value", "unit", "valuation", "title").rows()
    assert found == [
        ("WITS:AHS Simple Average (%)", 7.25, "percent", "", "AHS Simple Average (%)"),
        ("exports", 10500.0, "USD", "FOB", ""),
        ("imports", 20000.0, "USD", "CIF", ""),
    ]
    assert report.read == 3


SUMMARY = "Reporter,Partner,Product categories,Indicator Type,Indicator,2019,2018\n"


@every_row(
    ("indicator", "measure", "unit", "value"),
    [
        ("Exports (in US$ Mil)", "exports", "USD", 1.25e6),
        ("Duty Free Imports (US$ Thousand)", "duty_free_imports", "USD", 1250.0),
        ("GNI per capita, Atlas method (current US$)", "gni_per_head", "USD", 1.25),
        ("Simple Average (%)", "tariff_simple_average", "percent", 1.25),
        ("HH Market concentration index", "market_concentration", "index", 1.25),
    ],
)
def test_the_unit_stands_in_the_indicator(given, indicator, measure, unit, value):
    frame, _ = given(SUMMARY + f'Cambodia,World,All Products,Export,"{indicator}",      1.25,\n')
    row = one(frame)
    assert (row["measure"], row["unit"], row["value"], row["decimals"]) == (measure, unit, value, 2)


def test_counts_are_exact_and_nowhere_is_no_partner(given):
    frame, _ = given(SUMMARY + "Cambodia,...,...,Export,No. Of Export partners,  159.00,\n")
    row = one(frame)
    assert (row["partner"], row["product"], row["value"], row["decimals"], row["rounding"]) == (
        "",
        "",
        159.0,
        0,
        "exact",
    )


@every_row("group", ["Plastic or Rubbe\u00ff", "Wood\u00ff", "All Products\u00ff", "Plastics", "1"])
def test_a_product_group_that_wits_does_not_have_is_no_figure(given, group):
    frame, report = given(SUMMARY + f"Cambodia,World,{group},Export,Exports (in US$ Mil),5,4\n")
    assert frame.height == 0
    told = {(r.line, r.column, r.reason, r.mend) for r in report.rejections}
    assert told == {(2, "Product group", "is not a product group of WITS", "correct the name")}


@every_row(
    ("group", "product"),
    [
        ("wood", "WITS:Wood"),
        (" Plastic  or Rubber ", "WITS:Plastic or Rubber"),
        ("Total", ""),
        ("...", ""),
        ("Ores and Metals", "WITS:Ores and Metals"),
    ],
)
def test_product_groups_of_wits(given, group, product):
    frame, _ = given(SUMMARY + f"Cambodia,World,{group},Export,Exports (in US$ Mil),5,\n")
    assert one(frame)["product"] == product


def test_an_indicator_without_a_unit_is_no_figure(given):
    _, report = given(SUMMARY + "Cambodia,World,All Products,Export,Exports,5,\n")
    assert report.rejections[0].column == "Indicator"
    assert report.skipped == {"no value": 1}


def test_a_column_of_flows_says_of_which_a_value_is(given):
    head = "Reporter,Partner,Year,Flow,Value (USD million)\n"
    frame, report = given(
        head
        + 'Cambodia,Japan,2022,Export,"$1,173"\nCambodia,Japan,2022,Import,774.989\nCambodia,Japan,2022,Re-Export,1\n'
        "Cambodia,Japan,2022,Transit,2\nCambodia,Japan,2021,Export,n.a.\n"
    )
    assert dict(zip(frame["measure"], frame["value"], strict=True)) == {
        "exports": 1.173e9,
        "imports": 774_989_000.0,
        "re_exports": 1e6,
    }
    assert report.skipped == {"no value": 1}
    assert [(r.line, r.value, r.reason[:21]) for r in report.rejections] == [(5, "Transit", "is not a trade flow, ")]


@every_row(
    ("heading", "dataset"),
    [("Exports (USD million)", "figures"), ("Export (US$ Thousand)", "wits"), ("Export (US$ Mil)", "wits")],
)
def test_a_table_that_somebody_made_is_not_said_to_be_the_world_banks(given, heading, dataset):
    frame, _ = given(f"Reporter,Partner,Year,{heading}\nCambodia,Japan,2022,1173\n")
    assert (one(frame)["dataset"], one(frame)["measure"]) == (dataset, "exports")
