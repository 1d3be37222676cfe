"""`cjtrade-tui serve`: the same app in a browser, a real Chromium without a screen."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pyte
import pytest
from ran import ran
from sshd import free_port
from terminal import PROGRAM, ROOT, Screen, known

pytestmark = pytest.mark.slow

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,800",
)
WATCH = """
window.received = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (message) => {
      if (typeof message.data !== "string") window.received.push(...new Uint8Array(message.data));
    });
  }
};
"""
"""Keeps what the page's terminal is given: what it draws is pixels."""


class Served:
    """`cjtrade-tui serve` on a free port, in a home of its own."""

    def __init__(self, home, *words, **environment):
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", "--port", str(self.port), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"HOME": str(home), "XDG_STATE_HOME": str(home), "XDG_DATA_HOME": str(home)} | environment,
        )

    def __enter__(self):
        self.greeting = self.process.stdout.readline()
        self.until(lambda: self.ask().status == 200)
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def ask(self, path="/", **headers):
        try:
            return urllib.request.urlopen(urllib.request.Request(self.address + path, headers=headers), timeout=10)
        except urllib.error.HTTPError as error:
            return error

    def sessions(self):
        """The processes of the sessions under the server."""
        return children(self.process.pid)

    @staticmethod
    def until(holds, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if holds():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        raise TimeoutError


def children(process):
    found = ran(["ps", "-o", "pid=", "--ppid", str(process)])
    return [int(pid) for pid in found.stdout.split()]


def alive(process):
    return Path(f"/proc/{process}").exists() and "Z" not in Path(f"/proc/{process}/stat").read_text().split(")")[1][:3]


class Tab:
    """A tab of Chromium at the page; `lines` is what its terminal was told to show."""

    def __init__(self, browser, address):
        from selenium.webdriver.common.action_chains import ActionChains

        self.browser, self.act = browser, ActionChains
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        browser.execute_cdp_cmd(
            "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
        )
        browser.get(address)

    @property
    def lines(self):
        columns, rows = 200, 100
        screen = Screen(columns, rows)
        pyte.ByteStream(screen).feed(known(bytes(self.browser.execute_script("return window.received"))))
        return screen.display

    def wait_for(self, words):
        end = time.monotonic() + 60
        while not any(words in line for line in self.lines):
            assert time.monotonic() < end, "\n".join(line.rstrip() for line in self.lines if line.strip())
            time.sleep(0.2)

    def press(self, *keys):
        chain = self.act(self.browser)
        for key in keys:
            chain.send_keys(key)
        chain.perform()

    def clipboard(self):
        return self.browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")


@pytest.fixture
def chromium(tmp_path):
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = shutil.which("chromium")
    browser = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield browser
    browser.quit()


@pytest.mark.needs("chromium", "chromedriver")
def test_in_a_browser_one_opens_switches_tabs_asks_and_copies(tmp_path, chromium):
    # what the server sits in is not what the browser is: no tmux, no poor terminal
    with Served(tmp_path, TMUX="/nowhere,1,0", TERM="vt100", LANG="C") as served:
        assert served.greeting == f"cjtrade-tui is at {served.address} (Ctrl+C ends it)\n"
        tab = Tab(chromium, served.address)
        tab.wait_for("237.22")
        tab.press("2")
        tab.wait_for("China")
        tab.press("1")
        tab.wait_for("237.22")
        chromium.save_screenshot(str(tmp_path / "flows.png"))
        tab.press("y")
        tab.wait_for("Sent to your browser")
        served.until(lambda: "237.22" in tab.clipboard(), 20)
        assert "The Phnom Penh Post" in tab.clipboard()
        tab.press("/")
        tab.press(*"exports feb 2024")
        tab.wait_for("120.34")
        chromium.save_screenshot(str(tmp_path / "asked.png"))
        assert (tmp_path / "asked.png").stat().st_size > 20_000  # letters and colours, not an empty page
        severe = [entry for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
        assert not severe, severe
        asked = chromium.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert len(asked) >= 3 and all(address.startswith(served.address) for address in asked)


@pytest.mark.needs("chromium", "chromedriver")
def test_a_tab_that_is_closed_ends_its_session_and_q_says_so(tmp_path, chromium):
    with Served(tmp_path, "people") as served:
        tab = Tab(chromium, served.address)
        tab.wait_for("5 People")
        served.until(lambda: len(served.sessions()) == 1)
        tab.press("q")
        served.until(lambda: chromium.find_element("id", "ended").is_displayed())
        served.until(lambda: not served.sessions())
        chromium.refresh()
        tab.wait_for("5 People")
        [session] = served.sessions()
        chromium.get("about:blank")
        served.until(lambda: not alive(session))


@pytest.mark.needs("chromium", "chromedriver")
def test_no_session_outlives_a_server_that_is_killed(tmp_path, chromium):
    with Served(tmp_path) as served:
        Tab(chromium, served.address).wait_for("237.22")
        [session] = served.sessions()
        served.process.kill()
        served.until(lambda: not alive(session), 20)
        assert not list(tmp_path.rglob("errors.log"))


async def test_a_browser_that_takes_nothing_more_and_goes_leaves_no_session(tmp_path):
    """The session then waits for a pipe that nobody reads."""
    import aiohttp

    with Served(tmp_path) as served:
        async with aiohttp.ClientSession() as client:
            socket = await client.ws_connect(f"{served.address}/ws?width=200&height=60", max_msg_size=0)
            await socket.receive()
            [session] = served.sessions()
            for _ in range(300):
                await socket.send_json(["stdin", "123456"])
            await asyncio.sleep(5)
            client.connector._close()
        await asyncio.to_thread(served.until, lambda: not alive(session), 60)


def test_another_site_in_the_same_browser_reaches_nothing(tmp_path):
    with Served(tmp_path) as served:
        assert served.ask("/", Host="evil.example").status == 403
        assert served.ask("/ws", Origin="http://evil.example").status == 403
        assert served.ask("/", Host=f"127.0.0.1:{served.port}").status == 200
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(20) == 0 and served.process.stderr.read() == ""


def test_other_hosts_than_loopback_are_warned_of(tmp_path):
    with Served(tmp_path, "--host", "0.0.0.0") as served:
        served.process.send_signal(signal.SIGTERM)
        served.process.wait(20)
        told = served.process.stderr.read()
    assert told.count("\n") == 1 and "whoever reaches 0.0.0.0" in told and "password" in told


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--port", "0"], "takes 1 to 65535, not 0"),
        (["--port", "x"], "takes 1 to 65535, not x"),
        (["nowhere"], "there is no tab or command 'nowhere'"),
        (["flows", "--view", "sideways", "--frob"], "--frob"),
        (["flows", "--view", "sideways"], "'sideways'"),
        (["flows", "--period", "2035"], "the nearest is 2025"),
        (["flows", "--filter", "sum"], "flows levels has no --filter"),
        (["--tables", "/nowhere"], "/nowhere"),
        (["--host", "no.such.host.invalid"], "cannot listen at no.such.host.invalid:8000"),
    ],
)
def test_what_cannot_be_served_is_one_line(words, why):
    done = ran([*PROGRAM, "serve", *words])
    assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1 and why in done.stderr


def test_a_port_that_is_taken_is_one_line():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        done = ran([*PROGRAM, "serve", "--port", str(port)])
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and f"cannot listen at localhost:{port}" in done.stderr


@pytest.mark.parametrize("module", ["textual_serve", "aiohttp"])
def test_without_the_extra_one_line_names_it(module):
    done = ran(
        [
            sys.executable,
            "-c",
            f"import sys; sys.modules[{module!r}] = None; sys.argv[1:] = ['serve'];"
            "from cjtrade_tui.cli.start import main; sys.exit(main())",
        ]
    )
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == "cjtrade-tui: serve is not installed: install it with pip install 'cjtrade-tui[serve]'\n"
