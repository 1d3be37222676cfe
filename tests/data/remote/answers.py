"""Answers in the shapes the services document, with figures made up for the tests."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from loopback import Reply

SAMPLE = Path(__file__).parents[1] / "formats" / "samples" / "comtrade_47_fields.json"
COMTRADE = json.loads(SAMPLE.read_text("utf-8"))["data"][0]
"""Cambodia's exports to Japan in 2023."""
_AREAS = {116: ("KHM", "Cambodia"), 392: ("JPN", "Japan")}


def comtrade(rows):
    return json.dumps({"elapsedTime": "0.21 secs", "count": len(rows), "data": rows, "error": ""})


def comtrade_for(query, value=1893012345.5):
    """What the service would say to a request: a total and two chapters a flow, for 2022 and 2023 alone."""
    rows = []
    for period in query["period"].split(","):
        for flow in query["flowCode"].split(",") if period in ("2022", "2023") else ():
            for code, level, part in (("TOTAL", 0, 1.0), ("61", 2, 0.75), ("03", 2, 0.25)):
                reporter, partner = int(query["reporterCode"]), int(query["partnerCode"])
                amount = value * part
                rows.append(
                    COMTRADE
                    | {
                        "refYear": int(period),
                        "period": period,
                        "refPeriodId": int(period) * 10_000 + 101,
                        "reporterCode": reporter,
                        "reporterISO": _AREAS[reporter][0],
                        "reporterDesc": _AREAS[reporter][1],
                        "partnerCode": partner,
                        "partnerISO": _AREAS[partner][0],
                        "partnerDesc": _AREAS[partner][1],
                        "flowCode": flow,
                        "flowDesc": "Export" if flow == "X" else "Import",
                        "cmdCode": code,
                        "aggrLevel": level,
                        "primaryValue": amount,
                        "fobvalue": amount if flow == "X" else None,
                        "cifvalue": amount if flow == "M" else None,
                    }
                )
    return comtrade(rows)


def imf(dataset, dimensions, rows, version="1.0.0"):
    """SDMX-CSV 2.0 as the IMF sends it: SCALE is 6 though the values are in single units."""
    head = f"STRUCTURE[;],STRUCTURE_ID,ACTION,{dimensions},TIME_PERIOD,OBS_VALUE,SCALE,UNIT,STATUS"
    lines = [f"dataflow,IMF.STA:{dataset}({version}),R,{row},6,USD," for row in rows]
    return "\n".join([head, *lines]) + "\n"


IMTS = imf(
    "IMTS",
    "COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY",
    [
        "KHM,XG_FOB_USD,JPN,M,2023-M01,98765432.1",
        "KHM,XG_FOB_USD,JPN,M,2023-M02,87654321",
        "KHM,MG_CIF_USD,JPN,M,2023-M01,45678901",
        "JPN,MG_CIF_USD,KHM,M,2023-M01,152345678.25",
        "JPN,XG_FOB_USD,KHM,M,2023-M01,41234567",
        "KHM,XG_FOB_USD,G001,M,2023-M01,1987654321",
    ],
)
_ER = "COUNTRY,INDICATOR,TYPE_OF_TRANSFORMATION,FREQUENCY"
ER = imf(
    "ER",
    _ER,
    ["KHM,XDC_USD,PA_RT,A,2022,4102.04", "KHM,XDC_USD,PA_RT,A,2023,4110.65", "JPN,XDC_USD,PA_RT,A,2023,140.49"],
    "4.0.1",
)
ER_MONTHS = imf("ER", _ER, ["KHM,XDC_USD,PA_RT,M,2023-M01,4107.5", "JPN,XDC_USD,PA_RT,M,2023-M01,130.28"], "4.0.1")
DIP = imf(
    "DIP",
    "COUNTRY,DV_TYPE,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY",
    [
        "KHM,O,INWD_D_NETLA_FALL_ALL,JPN,A,2022,2345678901",
        "JPN,O,OTWD_D_NETAL_FALL_ALL,KHM,A,2022,2456789012.5",
        "JPN,SCC,OTWD_D_NETAL_FALL_ALL,KHM,A,2022,2345678901",
    ],
    "12.0.1",
)


def imf_for(path):
    """What the service would say to a request."""
    if "/IMTS/" in path:
        return IMTS
    if "/DIP/" in path:
        return DIP
    return ER_MONTHS if ".M?" in path else ER


PAGE = {"page": 1, "pages": 1, "per_page": 1000, "total": 3, "sourceid": "2", "lastupdated": "2026-10-07"}
_NAMES = {
    "NY.GDP.MKTP.CD": "GDP (current US$)",
    "SP.POP.TOTL": "Population, total",
    "NY.GDP.DEFL.ZS": "GDP deflator (base year varies by country)",
}
_VALUES = {
    "NY.GDP.MKTP.CD": (42335646895.66, 39819408541.1, 4204494802431.58),
    "SP.POP.TOTL": (17423880, 17201724, 124516650),
    "NY.GDP.DEFL.ZS": (126.4079, 123.0517, 106.2248),
}


def worldbank(code="NY.GDP.MKTP.CD", values=None, **page):
    """A page with Cambodia in 2023 and 2022, Japan in 2023, and a year of Japan without a value."""
    at = [
        ("KH", "KHM", "Cambodia", "2023"),
        ("KH", "KHM", "Cambodia", "2022"),
        ("JP", "JPN", "Japan", "2023"),
        ("JP", "JPN", "Japan", "2022"),
    ]
    rows = [
        {
            "indicator": {"id": code, "value": _NAMES[code]},
            "country": {"id": two, "value": name},
            "countryiso3code": three,
            "date": year,
            "value": value,
            "unit": "",
            "obs_status": "",
            "decimal": 0,
        }
        for (two, three, name, year), value in zip(at, (*(values or _VALUES[code]), None), strict=True)
    ]
    return json.dumps([PAGE | page, rows])


CSV = "application/vnd.sdmx.data+csv;version=2.0.0"
KEY = "0123456789abcdef"


def services(request, **pages):
    """What the three services say to any request."""
    parts = urlsplit(request.path)
    if "/dataflow/" in parts.path:
        return Reply(imf_for(request.path), type=CSV)
    if "/indicator/" in parts.path:
        return Reply(worldbank(parts.path.rpartition("/")[2], **pages))
    if parts.path.startswith("/data/v1/get") and request.headers["Ocp-Apim-Subscription-Key"] != KEY:
        return Reply(json.dumps({"statusCode": 401, "message": "Access denied due to invalid subscription key."}), 401)
    return Reply(comtrade_for({k: v[0] for k, v in parse_qs(parts.query).items()}))


def with_tag(reply):
    reply.headers = {"ETag": f'"{hash(reply.body)}"'}
    return reply
