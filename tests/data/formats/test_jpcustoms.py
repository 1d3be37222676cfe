"""Japan's customs: months as columns, thousand yen cut off, months to come as zeros."""

import pytest

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPANS = ("Year", *MONTHS)
HEADING = "Exp or Imp,Year,HS,Country,Unit1,Unit2," + ",".join(f"Quantity1-{s},Quantity2-{s},Value-{s}" for s in SPANS)


def row(flow, year, hs, country, units, values):
    """`values` are (first quantity, second quantity, thousand yen) of the year and of each month."""
    cells = ",".join(f"{a},{b},{c}" for a, b, c in values)
    return f"{flow},{year},{hs},{country},{units},{cells}"


def spread(year, months):
    return [(0, 0, year), *((0, 0, v) for v in months), *((0, 0, 0) for _ in range(12 - len(months)))]


def test_a_full_year_and_one_under_way(given):
    full = row(2, 2022, "'640399012'", 120, "NO,KG", [(12, 120, 24), *((1, 10, 2) for _ in MONTHS)])
    now = row(2, 2023, "'640399012'", 120, "NO,KG", spread(9, [4, 0, 5]))
    other = row(2, 2023, "'010121000'", 106, "  ,NO", spread(3, [0, 3]))
    frame, report = given("\n".join([HEADING, full, now, other]) + "\n", encoding="cp932")
    assert report.rejected == 0
    assert report.skipped == {"a period that was not over": 9 + 9}
    shoes = frame.filter(frame["product"] == "HS:640399012", frame["line"] == 2).sort("period_end", "period_start")
    assert shoes.height == 13
    year = shoes.filter(shoes["cell"] == "Value-Year").row(0, named=True)
    wanted = {
        "measure": "imports",
        "reporter": "JPN",
        "partner": "KHM",
        "classification": "JPHS",
        "product_level": 9,
        "period_start": "2022-01",
        "period_end": "2022-12",
        "value": 24000.0,
        "unit": "JPY",
        "scale": "thousand",
        "decimals": 0,
        "rounding": "down",
        "valuation": "CIF",
        "quantity": 12.0,
        "quantity_unit": "NO",
        "net_weight": 120.0,
    }
    assert {name: year[name] for name in wanted} == wanted
    to_date = frame.filter(frame["line"] == 3, frame["cell"] == "Value-Year").row(0, named=True)
    assert (to_date["period_start"], to_date["period_end"], to_date["value"]) == ("2023-01", "2023-03", 9000.0)
    february = frame.filter(frame["line"] == 3, frame["cell"] == "Value-Feb")["value"].to_list()
    assert february == [0.0]
    assert set(frame.filter(frame["line"] == 4)["partner"]) == {"TWN"}


def test_exports_are_fob_and_a_lost_zero_comes_back(given):
    frame, _ = given(HEADING + "\n" + row(1, 2022, "10121000", 304, "  ,KG", spread(7, [7] * 12)) + "\n")
    assert set(frame["valuation"]) == {"FOB"}
    assert set(frame["measure"]) == {"exports"}
    assert set(frame["product"]) == {"HS:010121000"}


def test_by_commodity_alone_is_the_world(given):
    heading = HEADING.replace("Country,", "")
    text = row(2, 2023, "'000000011'", 0, " ,KG", spread(5, [5] * 12)).replace(",0, ,KG", ", ,KG")
    frame, _ = given(heading + "\n" + text + "\n")
    assert set(frame["partner"]) == {"WLD"}
    assert frame["aggregate"].all()


def test_only_the_year_is_in_the_file(given):
    heading = "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Quantity2-Year,Value-Year"
    frame, _ = given(heading + "\n2,2025,'240412000',105,  ,KG,0,10,100\n")
    assert frame.select("period_start", "period_end", "value").rows() == [("2025-01", "2025-12", 100000.0)]


def test_april_was_once_misspelt(given):
    frame, _ = given(
        HEADING.replace("-Apr", "-Apl") + "\n" + row(1, 2008, "'051199000'", 312, " ,KG", spread(12, [1] * 12)) + "\n"
    )
    assert "2008-04" in frame["period_end"].to_list()


def test_parts_by_customs_office_are_not_added(given):
    heading = HEADING.replace("Year,HS", "Year,Custom,HS")
    text = row(1, "2017,104", "010121000", 103, " ,NO", spread(1, [1] * 12))
    frame, report = given(heading + "\n" + text + "\n")
    assert frame.height == 0
    assert report.skipped == {"a part by customs office": 13}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (row(3, 2022, "'640399012'", 120, " ,KG", spread(1, [1])), "Exp or Imp"),
        (row(1, 2022, "'640399012'", 999, " ,KG", spread(1, [1])), "Country"),
        (row(1, 2022, "'6403'", 120, " ,KG", spread(1, [1])), "HS"),
        (row(1, "22", "'640399012'", 120, " ,KG", spread(1, [1])), "Year"),
    ],
)
def test_a_wrong_row_is_rejected_and_its_column_named(given, text, column):
    frame, report = given(f"{HEADING}\n{text}\n")
    assert frame.height == 0
    assert {r.column for r in report.rejections} == {column}
