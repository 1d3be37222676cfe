"""`cjtrade-tui refresh` as a person runs it, against servers on loopback; and nothing else that speaks to a network."""

import ast
import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jsonschema
import pytest
from answers import KEY, services, worldbank
from loopback import Reply, Server, running
from ran import ran
from terminal import PROGRAM, ROOT, Terminal

from cjtrade_data.store.store import Store
from cjtrade_tui.cli.main import main
from cjtrade_tui.cli.schema import FOLDER

CSV = "application/vnd.sdmx.data+csv;version=2.0.0"


@pytest.fixture
def server():
    opened = running(Server())
    opened.answer = services
    yield opened
    opened.shutdown()
    opened.server_close()


@pytest.fixture
def place(tmp_path, server, monkeypatch):
    """The environment of a person whose three services are all the one server."""
    environment = {
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "TMPDIR": str(tmp_path),
        "NO_PROXY": "127.0.0.1",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "CJTRADE_COMTRADE_KEY": "",
        **{f"CJTRADE_{code}_BASE": server.base for code in ("IMF", "COMTRADE", "WORLDBANK")},
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(tempfile, "tempdir", None)
    return environment


def process(*words):
    """The program in a process of its own: (status, standard output, standard error)."""
    done = ran([*PROGRAM, "refresh", *words], stdin=subprocess.DEVNULL, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def refresh(place, capfd):
    """The same without the wait for a process to start."""

    def run(*words):
        capfd.readouterr()
        status = main(["refresh", *words])
        return status, *capfd.readouterr()

    return run


def store(place):
    return Store(Path(place["XDG_DATA_HOME"]) / "cjtrade-tui" / "store")


@pytest.mark.slow
def test_refresh_worldbank_fetches_gdp_population_and_deflators_into_the_store(place):
    told = "World Bank: 3 requests, 9 rows: 9 new, 0 same, 0 revised; as of 2026-10-07; import 1\n"
    assert process("worldbank") == (0, told, "")
    rows = store(place).scan().collect()
    assert set(rows["measure"]) == {"gdp", "population", "WDI:NY.GDP.DEFL.ZS"} and rows.height == 9


def test_refreshed_again_it_says_that_nothing_is_new(refresh):
    assert refresh("worldbank")[0] == 0
    assert "0 new, 9 same, 0 revised; as of 2026-10-07; the store is as it was" in refresh("worldbank")[1]


def test_json_is_one_document(refresh, server):
    server.answer = lambda r: services(r) if "GDP" in r.path else Reply(status=404)
    status, out, _ = refresh("worldbank", "--json")
    found = json.loads(out)
    assert status == 2 and found["refreshed"] == []
    assert found["failed"][0]["service"] == "worldbank" and "404" in found["failed"][0]["reason"]
    server.answer = services
    schema = json.loads((FOLDER / "refresh.json").read_text())
    jsonschema.validate(found, schema)
    found = json.loads(refresh("worldbank", "--json", "--since", "2022")[1])
    jsonschema.validate(found, schema)
    assert found["failed"] == [] and found["refreshed"][0]["new"] == 9
    assert all("date=2022:" in path for path in server.paths[-3:])


def test_a_dry_run_shows_no_credentials(refresh, server):
    there = server.base.replace("//", "//me:password@", 1)
    for form in ([], ["--json"]):
        status, out, err = refresh("imf", "--dry-run", "--base", f"{there}/x?api_key=abc123", *form)
        assert status == 0 and "password" not in out + err and "abc123" not in out + err and "(credentials)@127" in out


def test_another_store_may_be_named(refresh, place, tmp_path):
    assert refresh("worldbank", "--store", str(tmp_path / "mine"))[0] == 0
    assert len(Store(tmp_path / "mine").manifest().imports) == 1 and not Path(place["XDG_DATA_HOME"]).exists()


def test_a_store_that_cannot_be_written_is_one_line(refresh, tmp_path):
    (tmp_path / "file").write_text("")
    status, out, err = refresh("worldbank", "--store", str(tmp_path / "file" / "store"))
    assert status == 2 and out == "" and err.count("\n") == 1 and err.startswith("cjtrade-tui: ")


def test_a_dry_run_shows_every_request_and_makes_none(refresh, server, place, monkeypatch):
    monkeypatch.setenv("CJTRADE_COMTRADE_KEY", KEY)
    status, out, err = refresh("--dry-run", "--since", "2023")
    assert status == 0 and server.asked == []
    assert out.count("GET http://127.0.0.1") == 9 and "9 requests; none was made" in out
    assert "with your key" in out and KEY not in out + err
    assert not Path(place["XDG_DATA_HOME"]).exists() and not Path(place["XDG_CACHE_HOME"]).exists()
    monkeypatch.delenv("CJTRADE_COMTRADE_KEY")
    plan = json.loads(refresh("comtrade", "--dry-run", "--json")[1])
    assert {one["key"] for one in plan["requests"]} == {False}


FAULTS = {
    "401": (
        lambda r: Reply('{"statusCode": 401, "message": "invalid subscription key"}', 401),
        "(401: invalid subscription key)",
    ),
    "login page": (lambda r: Reply("<html>", type="text/html"), "a web page instead of data"),
    "error as 200": (
        lambda r: Reply('[{"message":[{"id":"120","key":"x","value":"No such indicator"}]}]'),
        "No such indicator",
    ),
    "2 GB": (lambda r: Reply("", length=2 << 30), "too large (2,147,483,648 bytes"),
    "elsewhere": (
        lambda r: Reply(status=301, headers={"Location": "http://evil.example/"}),
        "another host, evil.example",
    ),
    "new shape": (lambda r: Reply(worldbank().replace("countryiso3code", "iso3")), "it has no 'countryiso3code'"),
    "NaN": (lambda r: Reply(worldbank().replace("39819408541.1", "NaN")), "NaN where a number should be"),
    "half": (lambda r: Reply(worldbank()[:-50]), "no JSON, or only a part"),
}


def assert_one_line_and_nothing_left(told, words, place):
    status, out, err = told
    assert status == 2 and out == ""
    assert re.fullmatch(r"cjtrade-tui: World Bank: [^\n]+; [^\n]+\n", err) and words in err
    assert not Path(place["XDG_DATA_HOME"]).exists() and not Path(place["XDG_STATE_HOME"]).exists()
    assert not list(Path(place["TMPDIR"]).glob("cjtrade-refresh-*"))


@pytest.mark.parametrize(("answer", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line_and_status_2_and_nothing_is_stored(refresh, place, server, answer, words):
    server.answer = answer
    assert_one_line_and_nothing_left(refresh("worldbank"), words, place)


@pytest.mark.slow
def test_a_process_that_fails_says_one_line_too(place, server):
    server.answer = FAULTS["2 GB"][0]
    assert_one_line_and_nothing_left(process("worldbank"), FAULTS["2 GB"][1], place)


def test_a_server_that_is_not_there_is_one_line(refresh, place, server):
    server.shutdown()
    server.server_close()
    assert_one_line_and_nothing_left(refresh("worldbank"), "World Bank: 127.0.0.1 refuses connections; ", place)
    told = refresh("worldbank", "--base", "https://no-such-host.invalid")
    assert_one_line_and_nothing_left(told, "the address no-such-host.invalid cannot be found", place)


def test_a_certificate_nobody_vouches_for_is_one_line(refresh, place):
    import trustme

    opened = running(Server(trustme.CA().issue_cert("127.0.0.1")))
    opened.answer = services
    told = refresh("worldbank", "--base", opened.base)
    opened.shutdown()
    opened.server_close()
    assert_one_line_and_nothing_left(told, "the certificate of 127.0.0.1 cannot be trusted", place)
    assert opened.asked == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["eurostat"], "there is no 'eurostat': choose imf"),
        (["--since", "23"], "'23' is no year to start from"),
        (["--since", "2999"], "'2999' is no year to start from"),
        (["--pair", "KHM"], "'KHM' is no pair: write two"),
        (["--pair", "KHM:KHM"], "is no pair"),
        (["comtrade", "--pair", "QQQ:JPN", "--dry-run"], "UN Comtrade has no area 'QQQ'"),
        (["imf", "--base", "http://example.org"], "is not one of https"),
        (["--base", "https://example.org"], "--base wants a SOURCE"),
        (["imf", "--monthly"], "unrecognized arguments"),
    ],
)
def test_a_wrong_word_is_one_line_and_asks_nothing(refresh, server, words, told):
    status, out, err = refresh(*words)
    assert status == 2 and out == "" and told in err and err.count("\n") == 1 and server.asked == []


@pytest.mark.parametrize("bad", ["two words of it", "short", "0123456789\n\u00e9abcdef"])
def test_a_key_that_cannot_be_one_is_refused_without_being_shown(refresh, server, bad, monkeypatch):
    monkeypatch.setenv("CJTRADE_COMTRADE_KEY", bad)
    status, out, err = refresh("comtrade")
    assert status == 2 and "CJTRADE_COMTRADE_KEY is not a key" in err
    assert bad not in out + err and err.count("\n") == 1 and server.asked == []


@pytest.mark.slow
def test_a_key_reaches_the_service_and_no_other_place(refresh, server, tmp_path, monkeypatch):
    def tagged(request):
        reply = services(request)
        reply.headers = {"ETag": '"1"'}
        return reply

    monkeypatch.setenv("CJTRADE_COMTRADE_KEY", KEY)
    server.answer = tagged
    done = refresh("comtrade", "--since", "2022")
    assert done[0] == 0 and [r.headers["Ocp-Apim-Subscription-Key"] for r in server.asked] == [KEY, KEY]
    server.answer = lambda r: Reply(json.dumps({"message": f"bad key {KEY}"}), status=401)
    refused = refresh("comtrade", "--json")
    assert refused[0] == 2 and "refuses the key" in refused[2]
    assert not any(KEY in text for text in (*done[1:], *refused[1:], *server.paths))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not [path for path in files if KEY.encode() in path.read_bytes()]


@pytest.mark.slow
def test_progress_is_one_line_on_a_terminal_and_gone_in_the_end(place, server):
    server.answer = lambda r: services(r) if len(server.asked) > 1 else Reply(status=429, headers={"Retry-After": "1"})
    with Terminal([*PROGRAM, "refresh", "worldbank"], columns=100, rows=10) as terminal:
        assert terminal.exit_status() == 0
        shown = [line.rstrip() for line in terminal.screen.display if line.strip()]
    assert shown == ["World Bank: 4 requests, 9 rows: 9 new, 0 same, 0 revised; as of 2026-10-07; import 1"]
    assert b"World Bank: again in 1 s: 127.0.0.1 is asked too often (429)" in terminal.sent
    assert b"World Bank: population, " in terminal.sent and b"\x1b[" not in terminal.sent


@pytest.mark.slow
def test_ctrl_c_ends_it_and_leaves_nothing_behind(place, server):
    server.answer = lambda r: time.sleep(20)
    one = subprocess.Popen([*PROGRAM, "refresh", "worldbank"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 20
    while not server.asked and time.monotonic() < until:
        time.sleep(0.02)
    one.send_signal(signal.SIGINT)
    assert one.communicate(timeout=20) == (b"", b"") and one.returncode == 130
    assert not Path(place["XDG_DATA_HOME"]).exists() and not list(Path(place["TMPDIR"]).glob("cjtrade-refresh-*"))


@pytest.mark.slow
def test_without_a_source_all_three_are_refreshed_and_one_that_fails_does_not_stop_the_others(refresh, place, server):
    server.answer = lambda r: Reply(status=403) if "/preview/" in r.path else services(r)
    status, out, err = refresh("--since", "2023")
    assert status == 2 and [line.split(":")[0] for line in out.splitlines()] == ["IMF", "World Bank"]
    assert err.startswith("cjtrade-tui: UN Comtrade: 127.0.0.1 denies access (403)")
    assert [record.origin.publisher for record in store(place).manifest().imports] == [
        "International Monetary Fund",
        "World Bank",
    ]


# Off by default


WINGS = (ROOT / "data" / "cjtrade_data", ROOT / "tui" / "cjtrade_tui")
REMOTE = ROOT / "data" / "cjtrade_data" / "remote"


@pytest.mark.slow
def test_only_the_modules_of_refresh_name_the_network():
    for path in sorted(p for wing in WINGS for p in wing.rglob("*.py")):
        names = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names |= {node.module or "", *(f"{node.module or ''}.{alias.name}" for alias in node.names)}
        roots = {name.split(".")[0] for name in names}
        if path.parent != REMOTE:
            assert not roots & {"httpx2", "httpcore2", "tenacity", "keyring", "urllib3", "requests", "http"}, path
        if path.parent != REMOTE and path != ROOT / "tui" / "cjtrade_tui" / "cli" / "refresh.py":
            assert not [name for name in names if "remote" in name.split(".")], path


QUIET = """
import sys
import cjtrade_tui.app.app, cjtrade_data.store.store
from cjtrade_tui.cli.main import main
from cjtrade_tui.cli.schema import FOLDER
from cjtrade_data import open_book
open_book().figures
main(["show", "flows"]), main(["store", "list"]), main(["lookup", "exports", "feb", "2024"])
print(" ".join(sys.modules), file=sys.stderr)
"""


@pytest.mark.slow
def test_nothing_else_loads_what_speaks_to_a_network(place):
    done = ran([sys.executable, "-c", QUIET], check=True)
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "polars" in loaded and not loaded & {"httpx2", "httpcore2", "tenacity", "keyring", "cjtrade_data.remote"}
