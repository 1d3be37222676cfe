"""The visitors' sshd as a service of systemd: the unit and the configuration of the README for administrators, started."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from booted import Booted
from processes import running, started
from ran import ran
from terminal import Terminal
from visitors import CONFIGURATION, UNIT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kiosk")]
BOOTS = [pytest.mark.slow, pytest.mark.needs("systemd-analyze", "unshare", "sshd", "ssh", "ssh-keygen")]
EXPOSURE = 3.0
"""Of 10, by systemd's own count; sshd itself has 9.6, and its network and its changes of user cost the rest."""


def systemd_analyze(*words):
    return ran(["systemd-analyze", *words])


@pytest.fixture
def unit(tmp_path):
    path = tmp_path / "cjtrade-tui.service"
    path.write_text(UNIT)
    return path


@pytest.mark.needs("systemd-analyze")
def test_the_unit_is_one_systemd_understands(unit):
    done = systemd_analyze("verify", "--man=no", str(unit))
    assert [line for line in done.stderr.splitlines() if "cjtrade-tui.service" in line] == []


@pytest.mark.needs("systemd-analyze")
def test_systemd_finds_the_unit_well_fenced(unit):
    done = systemd_analyze("security", "--offline=true", f"--threshold={EXPOSURE * 10:.0f}", str(unit))
    assert done.returncode == 0, done.stdout


@pytest.mark.needs("sshd", "ssh-keygen")
def test_the_configuration_lets_no_variable_in_and_no_connection_stay_unused(tmp_path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "host")], check=True)
    (tmp_path / "config").write_text(f"HostKey {tmp_path}/host\n{CONFIGURATION}")
    command = ["/usr/sbin/sshd", "-T", "-f", str(tmp_path / "config"), "-C", "user=visitor"]
    told = ran(command, check=True).stdout.splitlines()
    assert not any(line.startswith(("acceptenv", "subsystem")) for line in told)
    assert {"unusedconnectiontimeout 60", "permituserenvironment no", "permittunnel no", "disableforwarding yes"} <= {
        *told
    }


# Started


def boot(**changes):
    if os.getuid():
        pytest.skip("only root can start a systemd of his own")
    try:
        return Booted(**changes)
    except OSError as error:
        pytest.skip(f"this host lets nobody start a systemd of his own: {error}")


@pytest.fixture(scope="module")
def service():
    opened = boot()
    yield opened
    opened.close()


def field(pid, name):
    return re.search(rf"^{name}:\s+(\S+)", Path(f"/proc/{pid}/status").read_text(), re.M)[1]


class TestStarted:
    pytestmark = BOOTS

    def test_a_visitor_looks_and_the_fences_are_round_the_session(self, service):
        with Terminal(["ssh", "-tt", *service.options(), service.address]) as terminal:
            terminal.wait_for("325.65")
            pid = started(service.process.pid, b"--kiosk")
            assert Path(f"/proc/{pid}/cgroup").read_text().strip().endswith("/system.slice/cjtrade-tui.service")
            assert (field(pid, "Seccomp"), field(pid, "NoNewPrivs"), field(pid, "CapEff")) == ("2", "1", "0" * 16)
            limits = Path(f"/proc/{pid}/limits").read_text()
            assert re.search(r"Max processes +1200 +1200", limits) and re.search(r"Max file size +0 +0", limits)
            terminal.press("Q")
            assert terminal.exit_status() == 0

    def test_the_loader_obeys_no_variable_of_a_visitor(self, service):
        done = ran(
            ["ssh", "-o", "SetEnv=LD_DEBUG=all LD_DEBUG_OUTPUT=/tmp/cjtrade-ld", *service.options(), service.address]
        )
        assert done.stderr == "cjtrade-tui: this is a kiosk: it opens in a terminal (ssh -t) and runs no command\n"
        assert not list(Path("/tmp").glob("cjtrade-ld*"))

    def test_a_connection_without_a_session_is_closed(self, service):
        """`ssh -N`, and one that only wants to forward; the minute is the README's own."""
        done = subprocess.run(["ssh", "-N", *service.options(), service.address], timeout=200, check=False)
        assert done.returncode == 255

    def test_the_unit_alone_holds_what_runs_without_the_walls(self):
        opened = boot(program="/opt/cjtrade-tui/inside.py bare /var/tmp 1")
        try:
            done = ran(["ssh", *opened.options(), opened.address])
        finally:
            opened.close()
        answers = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
        closed = {
            "io_uring",
            "asynchronous reading",
            "a socket: netlink",
            "memory without a file",
            "shared memory",
            "a message queue",
            "semaphores",
            "memory to write and execute",
            "memory to execute, once written",
            "another personality",
            "a file",
            "a folder",
            "a link",
            "a pipe with a name",
        }
        assert closed <= answers.keys()
        assert {name for name in closed if answers[name] == "open"} == set()
        assert running(os.getpid(), b"inside.py") == []
