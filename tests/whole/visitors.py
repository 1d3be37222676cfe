"""A host that offers the program to visitors as its README for administrators says: installed where all can read it, in a real sshd."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from processes import descendants
from sshd import Sshd
from terminal import ROOT

OPT = "/opt/cjtrade-tui"
README = (ROOT / "tui" / "cjtrade_tui" / "kiosk" / "README.md").read_text("utf-8")
LEFT_OUT = shutil.ignore_patterns(
    "test",
    "site-packages",
    "idlelib",
    "ensurepip",
    "mypy",
    "mypyc",
    "*__mypyc*",
    "pip",
    "hypothesis",
    "frictionless",
    "*.pth",
)
INSIDE = Path(__file__).with_name("inside.py")


def block(name):
    """A part of the README for administrators."""
    return re.search(rf"<!-- {name} -->\n```\w*\n(.+?)```", README, re.S)[1]


CONFIGURATION = block("sshd configuration")
STANZA = CONFIGURATION[CONFIGURATION.index("Match User visitor") :]
UNIT = block("systemd unit")
PROGRAM = "-m cjtrade_tui --kiosk --idle 15"
KIOSK = [sys.executable, "-I", "-m", "cjtrade_tui", "--kiosk"]


def inside(change):
    """The kiosk's command with something changed in it."""
    start = "import sys; from cjtrade_tui.cli import start; from cjtrade_tui.kiosk import sandbox; sandbox.isolate = lambda: None"
    return [sys.executable, "-c", f"{start}\n{change}\nsys.argv = ['cjtrade-tui', '--kiosk']\nsys.exit(start.main())"]


class Host:
    """The installed program, a visitor's account, and an sshd of the stanza that also takes every variable and knows sftp.

    As root the account is made for the time of the tests; otherwise it is one's own. `open` is a folder in which
    everybody may write.
    """

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cjtrade-kiosk-"))
        self.folder.chmod(0o755)
        self.open = self.folder / "open"
        self.open.mkdir()
        self.open.chmod(0o1777)
        self.python = install(self.folder / "opt")
        shutil.copy(INSIDE, self.folder / "inside.py")
        self.user = ""
        if os.getuid() == 0:
            self.user = f"visitor{os.getpid()}"
            command = re.search(r"^sudo (useradd .+) visitor$", README, re.M)[1].replace(OPT, str(self.folder / "opt"))
            subprocess.run(["bash", "-c", f"{command} {self.user}"], check=True)
        self.servers = []
        self.sshd = self.serve("AcceptEnv *\nSubsystem sftp internal-sftp\n")

    def serve(self, settings="", program=PROGRAM, stanza=STANZA):
        """An sshd of the stanza below some settings, with another program than the kiosk if need be."""
        stanza = stanza.replace("Match User visitor", f"Match User {self.user or os.environ['USER']}")
        assert f"{OPT}/bin/python" in stanza and PROGRAM in stanza
        stanza = stanza.replace(f"{OPT}/bin/python", str(self.python)).replace(PROGRAM, program)
        folder = self.folder / f"sshd{len(self.servers)}"
        folder.mkdir()
        self.servers.append(Sshd(folder, self.user, settings + stanza))
        return self.servers[-1]

    def close(self):
        for sshd in self.servers:
            sshd.close()
            sshd.process.wait(5)
        if self.user:
            subprocess.run(["pkill", "-KILL", "-u", self.user], check=False)
            subprocess.run(["userdel", self.user], check=False, capture_output=True)
        shutil.rmtree(self.folder)


def install(folder, known_as=None):
    """A Python and a virtual environment with the program, as `pip install` leaves it; files are linked where they can be."""
    library = f"lib/python{sys.version_info.major}.{sys.version_info.minor}"
    base = folder / "base"
    for source, target in (
        (sysconfig.get_path("stdlib"), base / library),
        (sysconfig.get_path("purelib"), folder / library / "site-packages"),
        (ROOT / "tui" / "cjtrade_tui", folder / library / "site-packages" / "cjtrade_tui"),
        (ROOT / "data" / "cjtrade_data", folder / library / "site-packages" / "cjtrade_data"),
    ):
        shutil.copytree(source, target, copy_function=_link, ignore=LEFT_OUT)
    for place in (base / "bin", folder / "bin"):
        place.mkdir()
    shutil.copy(Path(sys.executable).resolve(), base / "bin" / "python")
    (folder / "bin" / "python").symlink_to("../base/bin/python")
    (folder / "pyvenv.cfg").write_text(f"home = {known_as or folder}/base/bin\n")
    for place in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        place.chmod(0o755)
    return folder / "bin" / "python"


def _link(source, target):
    try:
        if not Path(source).stat().st_mode & 0o004:
            raise PermissionError
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
        Path(target).chmod(0o644)


class Watch(threading.Thread):
    """Looks at a process again and again: its children, its sockets, and what it holds open to write."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.seen, self.over = pid, set(), threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.005):
            self.seen |= {f"child {p}" for p in descendants(self.pid)}
            with contextlib.suppress(OSError):
                for held in Path(f"/proc/{self.pid}/fd").iterdir():
                    self._look(held)

    def _look(self, held):
        with contextlib.suppress(OSError):
            place = str(held.readlink())
            inet = [
                line.split()[9]
                for kind in ("tcp", "tcp6", "udp", "udp6")
                for line in Path(f"/proc/{self.pid}/net/{kind}").read_text().splitlines()[1:]
            ]
            if place.startswith("socket:") and place[8:-1] in inet:
                self.seen.add(f"network {place}")
            flags = int(re.search(r"flags:\s+(\d+)", Path(f"/proc/{self.pid}/fdinfo/{held.name}").read_text())[1], 8)
            if flags & 3 and not place.startswith(("/dev/pts/", "/dev/null", "socket:", "anon_inode:", "pipe:")):
                self.seen.add(f"writes {place}")

    def end(self):
        self.over.set()
        self.join()
        return self.seen


def files(*folders):
    """Every file below some folders with its time and size."""
    return {p: (p.stat().st_mtime_ns, p.stat().st_size) for f in folders for p in Path(f).rglob("*") if p.is_file()}
