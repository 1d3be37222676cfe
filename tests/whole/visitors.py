"""A host that offers the program to visitors as the README says: installed where all can read it, its stanza in a real sshd."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from sshd import Sshd
from terminal import ROOT

OPT = "/opt/cjtrade-tui/bin/python"
README = (ROOT / "README.md").read_text("utf-8")
STANZA = re.search(r"<!-- sshd stanza -->\n```\n(.+?)```", README, re.S)[1]
UNIT = re.search(r"<!-- systemd unit -->\n```ini\n(.+?)```", README, re.S)[1]
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


class Host:
    """The installed program, a visitor's account, and an sshd that takes every variable and knows sftp, to be safe all the same.

    As root the account is made for the time of the tests; otherwise it is one's own.
    """

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="cjtrade-kiosk-"))
        self.folder.chmod(0o755)
        self.python = install(self.folder / "opt")
        self.user = ""
        if os.getuid() == 0:
            self.user = f"visitor{os.getpid()}"
            subprocess.run(
                ["useradd", "--system", "--create-home", "--shell", "/bin/sh", "--password", "*", self.user], check=True
            )
        stanza = STANZA.replace("Match User visitor", f"Match User {self.user or os.environ['USER']}")
        assert OPT in stanza
        settings = f"AcceptEnv *\nSubsystem sftp internal-sftp\n{stanza.replace(OPT, str(self.python))}"
        (self.folder / "sshd").mkdir()
        self.sshd = Sshd(self.folder / "sshd", self.user, settings)

    @property
    def home(self):
        return Path(f"~{self.user}").expanduser()

    def close(self):
        self.sshd.close()
        self.sshd.process.wait(5)
        if self.user:
            subprocess.run(["pkill", "-KILL", "-u", self.user], check=False)
            subprocess.run(["userdel", "--remove", self.user], check=False, capture_output=True)
        shutil.rmtree(self.folder)


def install(folder):
    """A Python and a virtual environment with the program, as `pip install` leaves it; files are linked where they can be."""
    library = f"lib/python{sys.version_info.major}.{sys.version_info.minor}"
    base, venv = folder / "base", folder / "venv"
    for source, target in (
        (sysconfig.get_path("stdlib"), base / library),
        (sysconfig.get_path("purelib"), venv / library / "site-packages"),
        (ROOT / "tui" / "cjtrade_tui", venv / library / "site-packages" / "cjtrade_tui"),
        (ROOT / "data" / "cjtrade_data", venv / library / "site-packages" / "cjtrade_data"),
    ):
        shutil.copytree(source, target, copy_function=_link, ignore=LEFT_OUT)
    for place in (base / "bin", venv / "bin"):
        place.mkdir()
    shutil.copy(Path(sys.executable).resolve(), base / "bin" / "python")
    (venv / "bin" / "python").symlink_to(base / "bin" / "python")
    (venv / "pyvenv.cfg").write_text(f"home = {base}/bin\n")
    for place in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        place.chmod(0o755)
    return venv / "bin" / "python"


def _link(source, target):
    try:
        if not Path(source).stat().st_mode & 0o004:
            raise PermissionError
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
        Path(target).chmod(0o644)
