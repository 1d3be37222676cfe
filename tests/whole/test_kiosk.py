"""Kiosk: visitors look, ask and copy, over a real sshd with the README's own stanza, and get at nothing else."""

import base64
import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from processes import started
from ran import ran
from sshd import free_port
from terminal import Terminal
from visitors import KIOSK, STANZA, Host, Watch, files, inside

SSH = pytest.mark.needs("sshd", "ssh", "ssh-keygen", "scp", "sftp", "ssh-agent")
SOON = 2.0
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kiosk")]


@pytest.fixture(scope="module")
def host():
    opened = Host()
    yield opened
    opened.close()


def visit(host, *options, **environment):
    return Terminal(["ssh", "-tt", *options, *host.sshd.options(), host.sshd.address], **environment)


# Through sshd


@SSH
def test_a_visitor_looks_asks_and_copies(host):
    with visit(host) as terminal:
        terminal.wait_for("325.65")
        sent = terminal.press_until("y", rb"\x1b\]52;c;[A-Za-z0-9+/=]+\x07")
        copied = base64.b64decode(re.search(rb"\x1b\]52;c;([^\x07]+)", sent)[1]).decode()
        assert copied.startswith("Cambodia's exports to Japan reached 237.22 million dollars")
        terminal.press("/exports 2016")
        terminal.wait_for("827.19")
        terminal.press("\x1b")
        terminal.wait_for("q quit")
        terminal.press("p")
        terminal.wait_for("Pinned: the tray holds 1")
        terminal.press("P")
        terminal.wait_for("y copy")
        assert not any("save" in line for line in terminal.screen.display)
        terminal.press("Q")
        assert terminal.exit_status() == 0


@SSH
def test_a_command_is_not_run(host):
    done = ran(["ssh", *host.sshd.options(), host.sshd.address, f"id; touch {host.open}/escaped"])
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == "cjtrade-tui: this is a kiosk: it opens in a terminal (ssh -t) and runs no command\n"
    with Terminal(
        ["ssh", "-tt", *host.sshd.options(), host.sshd.address, f"touch {host.open}/escaped; sh -i"]
    ) as terminal:
        terminal.wait_for("325.65")
    assert not (host.open / "escaped").exists()


@SSH
@pytest.mark.parametrize("command", ["scp", "scp -O", "sftp"])
def test_no_file_goes_in_or_out(host, command, tmp_path):
    (tmp_path / "secret").write_text("x")
    address, options = host.sshd.address, host.sshd.options()
    before = files(host.open)
    if command == "sftp":
        done = [
            ran(
                ["sftp", "-b", "-", *options, address],
                input=f"put {tmp_path}/secret {host.open}/secret\nget /etc/passwd {tmp_path}/out\n",
            )
        ]
    else:
        done = [
            subprocess.run([*command.split(), *options, *pair], capture_output=True, check=False, timeout=60)
            for pair in (
                [f"{tmp_path}/secret", f"{address}:{host.open}/secret"],
                [f"{address}:/etc/passwd", f"{tmp_path}/out"],
            )
        ]
    assert all(d.returncode for d in done)
    assert files(host.open) == before and not (tmp_path / "out").exists()


@pytest.fixture
def service():
    """A service on this host that a visitor would like to reach; True in `reached` once someone has."""
    server = socket.create_server(("127.0.0.1", 0))
    reached = []

    def accept():
        with contextlib.suppress(OSError):  # the end of the test
            reached.append(server.accept())

    waiting = threading.Thread(target=accept, daemon=True)
    waiting.start()
    yield server.getsockname()[1], reached
    server.shutdown(socket.SHUT_RDWR)
    waiting.join()
    server.close()


def patient_connection(port):
    end = time.monotonic() + 20
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 5)
        except OSError:
            assert time.monotonic() < end, "ssh never listened"
            time.sleep(0.05)


@SSH
def test_no_connection_is_forwarded_into_the_host(host, service):
    port, reached = service
    local, socks, options = free_port(), free_port(), host.sshd.options()
    command = ["ssh", "-N", "-L", f"{local}:127.0.0.1:{port}", "-D", str(socks), *options, host.sshd.address]
    client = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        request = b"\x05\x01\x00" + b"\x05\x01\x00\x01\x7f\x00\x00\x01" + port.to_bytes(2, "big")
        for where, words in ((local, b"hello"), (socks, request)):
            connection = patient_connection(where)
            with contextlib.suppress(OSError), connection:
                connection.sendall(words)
                while connection.recv(100):
                    pass
        straight = subprocess.run(
            ["ssh", "-W", f"127.0.0.1:{port}", *options, host.sshd.address],
            input=b"x",
            capture_output=True,
            check=False,
        )
        assert straight.returncode and not reached
    finally:
        client.kill()
        client.wait()


@SSH
@pytest.mark.parametrize("what", ["0:127.0.0.1:9", "0", "{folder}/socket:127.0.0.1:9"])
def test_nothing_listens_on_the_host_for_a_visitor(host, what):
    command = ["ssh", "-N", "-o", "ExitOnForwardFailure=yes", "-R", what.format(folder=host.open), *host.sshd.options()]
    done = subprocess.run([*command, host.sshd.address], capture_output=True, timeout=20, check=False)
    assert done.returncode == 255 and not (host.open / "socket").exists()


@SSH
@pytest.mark.parametrize(("accepted", "obeyed"), [("*", True), ("LANG LC_*", False)])
def test_the_loader_obeys_a_visitor_only_where_the_administrator_accepts_its_variables(host, accepted, obeyed):
    """Why the README for administrators says what AcceptEnv may name: the loader comes before `env -i`."""
    place = host.open / "loader"
    place.mkdir()
    place.chmod(0o1777)
    sshd = host.serve(f"AcceptEnv {accepted}\n")
    variables = f"SetEnv=LD_DEBUG=all LD_DEBUG_OUTPUT={place}/said"
    subprocess.run(["ssh", "-o", variables, *sshd.options(), sshd.address], capture_output=True, check=False)
    written = list(place.iterdir())
    shutil.rmtree(place)
    assert bool(written) == obeyed


@SSH
@pytest.mark.parametrize("options", [["-N"], ["-N", "-L", "127.0.0.1:{port}:127.0.0.1:9"]])
def test_a_connection_without_a_session_is_closed(host, options):
    assert "UnusedConnectionTimeout 60" in STANZA
    sshd = host.serve(stanza=STANZA.replace("UnusedConnectionTimeout 60", "UnusedConnectionTimeout 2"))
    command = ["ssh", *(o.format(port=free_port()) for o in options), *sshd.options(), sshd.address]
    assert subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 255


@SSH
def test_no_tunnel_is_made(host):
    if not Path("/dev/net/tun").exists() or os.getuid():
        pytest.skip("the near end can make no tunnel here")
    command = ["ssh", "-N", "-w", "any:any", "-o", "ExitOnForwardFailure=yes", *host.sshd.options(), host.sshd.address]
    assert subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 255


@SSH
def test_neither_agent_nor_display_nor_any_variable_gets_in(host, tmp_path):
    agent = ran(["ssh-agent", "-s"], check=True).stdout
    sock, agent_pid = (re.search(rf"{name}=([^;]+);", agent)[1] for name in ("SSH_AUTH_SOCK", "SSH_AGENT_PID"))
    evil = {
        "TEXTUAL_LOG": "/tmp/escaped",
        "TEXTUAL_DRIVER": "antigravity:x",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL": "devtools",
        "PYTHONPATH": "/tmp",
        "PYTHONSTARTUP": "/tmp/x",
        "PYTHONINSPECT": "1",
        "PYTHONWARNINGS": "all:0:antigravity.x:0:0",
        "PYTHONHOME": "/tmp",
        "PYTHONBREAKPOINT": "os.system",
        "BROWSER": "touch /tmp/escaped",
        "CJTRADE_WIRE": "0",
        "CJTRADE_WHOLE_PLOTEXT": "1",
        "XDG_STATE_HOME": "/tmp",
        "XDG_CACHE_HOME": "/tmp",
        "HOME": "/tmp",
        "LESS": "+!sh",
        "PAGER": "sh",
        "EDITOR": "sh",
        "VISUAL": "sh",
        "LESSOPEN": "|sh",
        "COLUMNS": "20",
        "LINES": "4",
        "ENV": "/tmp/x",
        "BASH_ENV": "/tmp/x",
        "LD_PRELOAD": "/tmp/x.so",
        "SSH_ORIGINAL_COMMAND": "sh",
        "TMUX": "/tmp/x,1,0",
        "TMPDIR": "/tmp",
        "POLARS_TEMP_DIR": "/tmp",
        "BASH_FUNC_env%%": "() { sh; }",
        "SHELL": "/bin/bash",
        "IFS": "/",
    }
    settings = ["-o", "SetEnv=" + " ".join(f'"{k}={v}"' for k, v in evil.items())]
    try:
        with visit(host, TERM=f'x"; touch {host.open}/escaped; "') as terminal:
            terminal.wait_for("this is a kiosk")
        with visit(host, "-A", "-X", *settings, SSH_AUTH_SOCK=sock, DISPLAY=":0") as terminal:
            terminal.wait_for("325.65")
            pid = started(host.sshd.process.pid, b"--kiosk")
            held = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
            assert {name.split(b"=")[0] for name in held if name} <= {b"TERM", b"LANG", b"LC_CTYPE"}
            assert not list(Path("/tmp").glob("ssh-*/agent.*" if host.user else "nothing")) or all(
                p.owner() != host.user for p in Path("/tmp").glob("ssh-*/agent.*")
            )
            terminal.press("Q")
            assert terminal.exit_status() == 0
    finally:
        os.kill(int(agent_pid), signal.SIGTERM)
    assert not (host.open / "escaped").exists() and not Path("/tmp/escaped").exists()


@SSH
def test_a_killed_ssh_session_leaves_nothing_of_a_visitor_running(host):
    with visit(host) as terminal:
        terminal.wait_for("325.65")
        pid = started(host.sshd.process.pid, b"--kiosk")
        session = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        os.kill(session, signal.SIGKILL)
        end = time.monotonic() + SOON
        while Path(f"/proc/{pid}/exe").exists():
            assert time.monotonic() < end, "it outlived its session"
            time.sleep(0.02)


@SSH
def test_a_visit_of_many_keys_over_ssh_leaves_the_host_as_it_was(host):
    before = files(host.open, "/tmp/.X11-unix")
    with visit(host) as terminal:
        terminal.wait_for("325.65")
        watch = Watch(started(host.sshd.process.pid, b"--kiosk"))
        chance = random.Random(5)
        for _ in range(40):
            terminal.press("".join(chance.choice("12345jkvfrum[]\x1a\r?ypPwn:/") for _ in range(5)) + "\x1b")
        assert watch.end() == set()
    assert files(host.open, "/tmp/.X11-unix") == before


def test_started_by_its_name_it_goes_on_in_an_interpreter_that_heeds_nothing(quiet_home):
    (quiet_home / "HOME" / "sitecustomize.py").write_text("")
    with Terminal(
        [str(Path(sys.executable).with_name("cjtrade-tui")), "--kiosk"],
        PYTHONPATH=str(quiet_home / "HOME"),
        PYTHONINSPECT="1",
    ) as terminal:
        terminal.wait_for("325.65")
        assert b"-I" in Path(f"/proc/{terminal.pid}/cmdline").read_bytes().split(b"\0")
        terminal.press("Q")
        assert terminal.exit_status() == 0 and b">>>" not in terminal.sent


@pytest.mark.parametrize(
    "words",
    [
        ["--tables", "/etc"],
        ["--store", "/etc"],
        ["--pair", "VNM:JPN"],
        ["import", "/etc/passwd"],
        ["refresh"],
        ["store", "list"],
        ["check", "exports"],
        ["show", "flows"],
        ["doctor"],
        ["lookup", "exports"],
        ["export", "sources"],
        ["--idle", "0"],
    ],
)
def test_what_a_kiosk_does_not_do_is_refused_in_one_line(words):
    done = ran([*KIOSK, *words])
    assert done.returncode == 2 and done.stdout == "" and len(done.stderr.splitlines()) == 1


def test_nothing_of_the_host_is_named_when_the_program_itself_fails(quiet_home):
    with Terminal(
        inside(
            "from cjtrade_tui.pages import build\nmade = build.plain\n"
            "def fail(book, selection): return open('/etc/nowhere') if selection.view else made(book, selection)\n"
            "build.plain = fail"
        )
    ) as terminal:
        terminal.wait_for("325.65")
        terminal.press("v")
        assert terminal.exit_status() == 1
    assert b"cjtrade-tui: failed unexpectedly (RefusedError)\r\n" in terminal.sent and b"/etc" not in terminal.sent
    assert files(quiet_home) == {}
