"""Files as people have them: made by hand after the publishers' layouts, each with something that a tidy file has not."""

import pytest
from every_row import every_row

from cjtrade_data.formats import FormatError

COMTRADE = (
    "typeCode,freqCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,aggrLevel,primaryValue"
)


def comtrade(*rows):
    return "\n".join((COMTRADE, *rows)) + "\n"


def told(frame, *columns):
    return frame.sort("line", "cell").select(columns).rows()


def test_a_german_excel_with_byte_order_mark_semicolons_decimal_commas_and_lost_zeros(given):
    rows = comtrade("C,A,2023,704,X,392,H6,TOTAL,0,24.123.456¤78", "C,A,2023,704,X,392,H6,10121,6,12.345¤5")
    frame, _ = given(rows.replace(",", ";").replace("¤", ","), encoding="utf-8-sig")
    assert told(frame, "product", "value") == [("", 24123456.78), ("HS:010121", 12345.5)]


def test_utf_16_with_tabs_thousands_in_the_heading_and_groups_of_the_publisher(given):
    frame, report = given(
        "Economy\tEconomy Label\tPartner\tPartner Label\tFlow Label\tProduct\tProduct Label\tYear\t"
        "US$ at current prices in thousands\n"
        "704\tViet Nam\t392\tJapan\tExports\tTOTAL\tTotal all products\t2022\t24230500.5\n"
        "704\tViet Nam\t5700\tASEAN\tExports\tTOTAL\tTotal all products\t2022\t34000000\n",
        encoding="utf-16",
    )
    assert told(frame, "partner", "value") == [("JPN", 24230500500.0)]
    assert report.skipped == {"a group of economies of the publisher's own": 1}


def test_flags_and_confidential_codes_of_eurostat_are_no_trade_of_the_pair(given):
    frame, report = given(
        "DATAFLOW,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "X,A,DE,VN,TOTAL,1,VALUE_IN_EUROS,2023,14500000000,p\nX,A,DE,VN,85,1,VALUE_IN_EUROS,2023,:,c\n"
        "X,A,DE,VN,99SSSSSS,1,VALUE_IN_EUROS,2023,77,c\n"
    )
    flows = frame.filter(frame["measure"] == "imports")
    assert told(flows, "product", "unit", "value") == [("", "EUR", 14500000000.0)]
    assert report.skipped == {"no value": 1}


def test_a_second_row_of_headings_is_told_and_totals_stand_apart_from_their_parts(given):
    frame, report = given(
        "WITS - By-HS6Product,,,,,,\nReporter,TradeFlow,ProductCode,Year,Partner,Trade Value 1000USD,Quantity Unit\n"
        ',,,,,US$ Thousand,\nVietnam,Export,Total,2022,Japan,"24,230,513.12",\nVietnam,Export,85,2022,Japan,"3,000,000.5",\n'
    )
    assert told(frame, "product", "product_level", "value") == [("", 0, 24230513120.0), ("HS:85", 2, 3000000500.0)]
    assert report.skipped == {"a second row of headings": 1}


IMF = (
    '"Exports, FOB to Partner Countries",,\n"Viet Nam",,\n"US Dollars, Millions",,\n,2021,Jan 2022\n'
    'World,"336,167",25000.5\nAdvanced Economies,220000,1\n"Korea, Rep. of","21,948",..\n'
    '"China, P.R.: Hong Kong",11997,3\nSource: Direction of Trade Statistics,,\n'
)


def test_a_table_of_the_imf_says_flow_country_and_unit_above(given):
    frame, report = given(IMF)
    assert told(frame, "partner", "period_end", "value") == [
        ("WLD", "2021-12", 336167000000.0),
        ("WLD", "2022-01", 25000500000.0),
        ("XAE", "2021-12", 220000000000.0),
        ("XAE", "2022-01", 1000000.0),
        ("KOR", "2021-12", 21948000000.0),
        ("HKG", "2021-12", 11997000000.0),
        ("HKG", "2022-01", 3000000.0),
    ]
    assert set(frame["reporter"]) == {"VNM"} and set(frame["valuation"]) == {"FOB"} and report.rejected == 0
    assert set(frame.filter(frame["aggregate"])["partner"]) == {"WLD", "XAE"}


def test_what_the_imf_marks_as_its_estimate_is_one(given):
    frame, report = given(IMF.replace("11997,3", '"1,997.25 e",3').replace("Advanced Economies", "Eastern Germany"))
    told_of = frame.filter(frame["partner"].is_in(["HKG", "DDR"]))
    assert told(told_of, "partner", "value", "decimals", "status") == [
        ("DDR", 220000000000.0, 0, "reported"),
        ("DDR", 1000000.0, 0, "reported"),
        ("HKG", 1997250000.0, 2, "estimated"),
        ("HKG", 3000000.0, 0, "reported"),
    ]
    assert report.rejected == 0


def test_what_the_imf_revised_or_has_for_the_time_being_is_a_figure_with_its_mark(given):
    frame, _ = given(IMF.replace("11997,3", '"1,997.25 r",3 p'))
    assert told(frame.filter(frame["partner"] == "HKG"), "value", "status", "note") == [
        (1997.25e6, "reported", "status R"),
        (3e6, "reported", "status P"),
    ]


@every_row(
    ("without", "said"),
    [
        ('"Viet Nam",,\n', "does not say above the table whose trade it is"),
        ('"US Dollars, Millions",,\n', "in which unit"),
    ],
)
def test_a_table_of_the_imf_without_country_or_unit_is_refused(given, without, said):
    with pytest.raises(FormatError, match=said):
        given(IMF.replace(without, ""))


SERIES = "{}  Monthly Data  (a thousand yen),,,,\nYears/Months,Exp-Total,Imp-Total,Exp-110,Imp-110\n,,,,\n"


def test_the_series_of_japans_customs_end_with_the_last_month_published(given):
    rows = "2023/01,9 ,8 ,2 ,0 \n2023/02,7 ,6 ,0 ,1 \n2023/03,0 ,0 ,0 ,0 \n"
    frame, report = given("《世界》,,,,\n" + SERIES.format("WORLD") + rows, encoding="cp932")
    vietnam = frame.filter(frame["partner"] == "VNM")
    assert told(vietnam, "measure", "period_end", "value") == [
        ("exports", "2023-01", 2000.0),
        ("imports", "2023-01", 0.0),
        ("exports", "2023-02", 0.0),
        ("imports", "2023-02", 1000.0),
    ]
    assert set(frame["partner"]) == {"WLD", "VNM"} and report.skipped["a period that was not over"] == 4


def test_the_sum_of_a_region_is_not_the_world(given):
    frame, report = given(SERIES.format("ASIA") + "2023/01,9,8,2,1\n", encoding="cp932")
    assert set(frame["partner"]) == {"VNM"} and report.skipped["the total of a region, not of a country"] == 2


def test_thousands_apart_by_blanks_and_remarks_below(given):
    frame, report = given(
        "measure;reporter;partner;period_start;period_end;value;unit\n"
        "exports;Viet Nam;Japan;2022-01;2022-12;24 230 513 123;USD\n"
        "imports;Viet Nam;Japan;2022-01;2022-12;23\u202f373\u202f000\u202f000,5;USD\n"
        "Note: provisional;;;;;;\nSource: customs\n"
    )
    assert told(frame, "measure", "value") == [("exports", 24230513123.0), ("imports", 23373000000.5)]
    assert report.rejected == 0


def test_quarters_names_and_areas_of_trade_map(given):
    frame, _ = given(
        "Unit : US Dollar thousand\nImporters\tExported value in 2023-Q1\tExported value in 2023-Q4\t\n"
        'Japan\t100\t130\t\n"Taipei, Chinese"\t90\t\t\nArea Nes\t1\t1\t\n',
        "Trade_Map_-_List_of_importing_markets_for_a_product_exported_by_Viet_Nam_(8542_circuits).txt",
    )
    assert told(frame, "partner", "period_start", "period_end", "product") == [
        ("JPN", "2023-01", "2023-03", "HS:8542"),
        ("JPN", "2023-10", "2023-12", "HS:8542"),
        ("TWN", "2023-01", "2023-03", "HS:8542"),
        ("UNS", "2023-01", "2023-03", "HS:8542"),
        ("UNS", "2023-10", "2023-12", "HS:8542"),
    ]


def test_revisions_and_re_exports_keep_their_names(given):
    frame, _ = given(
        comtrade(*(f"C,A,{y},704,{f},392,{c},85,2,9" for y, c in ((2016, "H4"), (2017, "H5")) for f in ("X", "RX")))
    )
    assert told(frame, "measure", "classification") == [
        (measure, system) for system in ("HS12", "HS17") for measure in ("exports", "re_exports")
    ]


@every_row(
    ("content", "name", "said"),
    [
        ('{"count":2,"data":[{"period":"2023","reporterCode":704,"flowC', "a.json", "breaks off"),
        ('{"count":0,"data":[],"error":"Result too large."}', "a.json", "the service answered 'Result too large.'"),
        (
            "Classification,Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (HK$ mn)\nHS,2020,Import,704,392,TOTAL,9\n",
            "a.csv",
            "the nearest is UN Comtrade, but the unit of 'Trade Value (HK$ mn)' is not known",
        ),
    ],
)
def test_what_is_cut_too_large_or_in_an_unknown_unit_is_refused_in_one_line(given, content, name, said):
    with pytest.raises(FormatError) as refused:
        given(content, name)
    assert said in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_that_breaks_off_in_a_row_says_so(given):
    frame, report = given(comtrade("C,A,2023,704,X,392,H6,TOTAL,0,9", "C,A,2022,704,X,3").rstrip("\n"))
    assert frame.height == 1 and [r.reason for r in report.rejections] == [
        "is not whole: the file seems to break off here"
    ]


def test_codes_for_what_is_kept_secret_and_areas_that_are_no_country(given):
    frame, _ = given(
        comtrade(*(f"C,A,2023,704,X,392,H6,{c},{n},5" for c, n in (("TOTAL", 0), ("9999", 4), ("9999AA", 6))))
        + "".join(f"C,A,2023,704,X,{area},H6,TOTAL,0,3\n" for area in (899, 490, 837, 97))
    )
    assert set(frame["product"]) == {"", "HS:9999", "HS:9999AA"}
    assert dict(frame.select("partner", "aggregate").unique().rows())["OAS"] is False
    assert {"UNS", "OAS", "BUN"} < set(frame["partner"]) and frame.filter(frame["aggregate"])["partner"].n_unique() == 1


LINES = (
    "datasetCode,typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
    "classificationCode,cmdCode,customsCode,mosCode,motCode,altQty,netWgt,primaryValue\n"
)


def line(code, value, customs="C01", transport="2100", weight="5"):
    return f"1,C,A,2023,52,2023,704,X,392,0,H6,{code},{customs},0,{transport},1,{weight},{value}\n"


def test_tariff_lines_are_added_to_hs6_whatever_the_length_of_national_codes(given):
    rows = line("854231001", 700) + line("85423100", 300, transport="1000") + line("8542310010", 50, weight="")
    frame, report = given(LINES + rows + line("010121", 9, "C00", "0"))
    assert told(frame, "product", "product_level", "value", "status", "formula", "net_weight") == [
        ("HS:854231", 6, 1050.0, "derived", "sum of 3 tariff lines", None),
        ("HS:010121", 6, 9.0, "derived", "sum of 1 tariff lines", 5.0),
    ]
    assert report.read == 4 and report.skipped == {"a tariff line that was added to its HS6 product": 2}


def test_a_tariff_line_beside_its_own_total_is_rejected_and_not_counted_twice(given):
    rows = line("85423100", 1000, "C00", "0") + line("85423100", 700) + line("85423100", 300, transport="1000")
    frame, report = given(LINES + rows + line("85423200", 8))
    assert told(frame, "product", "value") == [("HS:854232", 8.0)]
    assert {r.reason for r in report.rejections} == {"has rows of which one may hold the others"}


def test_a_tariff_line_has_six_digits_and_sums_are_as_coarse_as_their_coarsest_line(given):
    rows = "".join(line(code, value) for code, value in (("01", 90), ("8542", 80)))
    lines = line("85423100", "700.25") + line("85423100", "300", transport="1000") + line("854232", "8.125")
    frame, report = given(LINES + rows + lines)
    assert told(frame, "product", "value", "decimals") == [("HS:854231", 1000.25, 0), ("HS:854232", 8.125, 3)]
    assert report.skipped["not a tariff line"] == 2


def test_a_tariff_line_that_is_whole_twice_may_hold_itself_and_is_rejected(given):
    frame, report = given(LINES + line("85423100", 700, "C00", "0") * 2 + line("85423200", 8, "C00", "0"))
    assert told(frame, "product", "value") == [("HS:854232", 8.0)] and report.rejected == 1


def test_quarters_of_the_wto_are_quarters(given):
    frame, _ = given(
        "Indicator,Reporting Economy,Partner Economy,Product/Sector Code,Period,Unit,Year,Value\n"
        "Merchandise exports by product group - quarterly (Million US dollar),Viet Nam,World,TO,Second quarter,"
        "Million US dollar,2023,85000\n"
    )
    assert told(frame, "period_start", "period_end", "value") == [("2023-04", "2023-06", 85000000000.0)]


def test_oecd_stat_has_its_value_and_power_under_names_of_its_own(given):
    frame, _ = given(
        '"LOCATION","Country","FLOW","Flow","PARTNER","Partner","COMMODITY","Commodity","TIME","Time","Unit Code","Unit",'
        '"PowerCode Code","PowerCode","Value","Flag Codes"\n"JPN","Japan","EXPORTS","Exports","VNM","Viet Nam","TOTAL","Total",'
        '"2022","2022","USD","US Dollar","3","Thousands",18000000.5,\n'
    )
    assert told(frame, "measure", "reporter", "partner", "product", "unit", "value") == [
        ("exports", "JPN", "VNM", "", "USD", 18000000500.0)
    ]


def test_a_tsv_of_eurostat_has_a_series_a_row_and_flags_behind_its_values(given):
    frame, report = given(
        "freq,flow,partner,product,indicators,reporter\\TIME_PERIOD\t2022 \t2023 \n"
        "A,1,VN,TOTAL,VALUE_IN_EUROS,DE\t15000000000 \t14500000000 p\n"
        "A,2,JP,85,VALUE_IN_EUROS,DE\t: c\t230.5 \n",
        "ds.tsv",
    )
    assert frame.sort("line", "period_end").select(
        "measure", "partner", "product", "period_end", "value", "unit"
    ).rows() == [
        ("imports", "VNM", "", "2022-12", 15000000000.0, "EUR"),
        ("imports", "VNM", "", "2023-12", 14500000000.0, "EUR"),
        ("exports", "JPN", "HS:85", "2023-12", 230.5, "EUR"),
    ]
    assert report.skipped == {"no value": 1}


def test_a_heading_of_tariff_lines_without_rows_has_no_figures(given):
    assert given(LINES)[1].read == 0


ROW_OF_2022 = "Classification,Year,Trade Flow,Reporter,Partner,Commodity Code,Trade Value (US$)\nHS,2022,Import,704,392,TOTAL,24232650"


def test_a_text_that_ends_within_a_line_says_that_its_last_value_may_be_cut(given):
    said = "the last line has no end: see that the file is whole, and its last value too"
    assert given(ROW_OF_2022[:-4])[1].notes == [said]
    assert given(f"{ROW_OF_2022}\n")[1].notes == []


def test_a_spreadsheets_words_for_true_are_understood(given):
    head, row = ROW_OF_2022.split("\n")
    frame, _ = given(f"{head},isAggregate,isReported\n{row},WAHR,FALSCH\n")
    assert frame["status"].to_list() == ["derived"]


HEAD = ROW_OF_2022.split("\n", maxsplit=1)[0]


@every_row(
    ("content", "said"),
    [
        (
            f"{ROW_OF_2022}\n\nTable 2\n{HEAD.replace('US$', 'US$ million')}\nHS,2022,Export,704,392,TOTAL,9\n",
            "line 5 begins another table, with 'Trade Value (US$ million)' for 'Trade Value (US$)'",
        ),
        (f"{HEAD},Trade Value (US$)\nHS,2022,Import,704,392,TOTAL,9,8\n", "has two columns 'Trade Value (US$)'"),
    ],
)
def test_what_is_two_tables_or_two_columns_of_one_name_is_refused_in_one_line(given, content, said):
    with pytest.raises(FormatError) as refused:
        given(content)
    assert said in str(refused.value) and "\n" not in str(refused.value)


def test_files_joined_with_their_byte_order_marks_are_one_table(given):
    content = f"\ufeff{ROW_OF_2022}\n"
    frame, report = given(content + content.replace("Import", "Export"))
    assert frame["measure"].to_list() == ["imports", "exports"] and report.skipped["the heading again"] == 1


def test_the_same_heading_again_and_the_same_column_twice_do_no_harm(given):
    twice = ROW_OF_2022.replace("\n", ",Year\n") + ",2022\n"
    assert given(twice + twice.replace("Import", "Export"))[0]["value"].to_list() == [24232650, 24232650]
