"""systemd as process 1 of a namespace of its own, which starts the unit of the README for administrators by that README's commands.

The file system is this host's, but for what the commands would change: /etc and /opt are laid over, /run is empty. The network is
this host's. Where its cgroups are of version 1, systemd finds those of version 2 without controllers, and of the unit's limits
MemoryMax, TasksMax and CPUQuota do nothing.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import visitors
from sshd import free_port, options_of

SYSTEMD = "/usr/lib/systemd/systemd"
SPACES = ("--pid", "--fork", "--mount", "--uts", "--ipc", "--cgroup", "--kill-child")
MAKE_ROOM = """
set -e
mount --make-rprivate /
mount -t proc proc /proc
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/systemd/system /run/over/upper /run/over/work /run/sshd
mount -t overlay -o lowerdir=/etc,upperdir=/run/over/upper,workdir=/run/over/work overlay /etc
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir /opt/cjtrade-tui
mount --bind "$FOLDER/opt" /opt/cjtrade-tui
umount -R /sys/fs/cgroup
mount -t cgroup2 none /sys/fs/cgroup
for target in sysinit basic shutdown network umount local-fs; do
  printf '[Unit]\\nDefaultDependencies=no\\n' > /run/systemd/system/$target.target
done
ssh-keygen -A > /dev/null
eval "$ACCOUNT"
cp "$FOLDER/keys" /etc/cjtrade-tui/keys
cp "$FOLDER/sshd_config" /etc/cjtrade-tui/sshd_config
cp "$FOLDER/cjtrade-tui.service" /run/systemd/system/
/usr/sbin/sshd -t -f /etc/cjtrade-tui/sshd_config
export container=cjtrade SYSTEMD_UNIT_PATH=/run/systemd/system SYSTEMD_LOG_TARGET=console
exec "$SYSTEMD" --system --unit=cjtrade-tui.service
"""


class Booted:
    """The unit, started by systemd, at a free port; `program` runs instead of the kiosk, `settings` stand above its own.

    Raises OSError where this host lets nobody have a systemd of his own.
    """

    def __init__(self, program=visitors.PROGRAM, settings=""):
        self.folder = Path(tempfile.mkdtemp(prefix="cjtrade-booted-", dir="/var/tmp"))
        self.folder.chmod(0o755)
        self.port = free_port()
        visitors.install(self.folder / "opt", visitors.OPT)
        shutil.copy(visitors.INSIDE, self.folder / "opt" / "inside.py")
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.folder / "user")], check=True)
        shutil.copy(self.folder / "user.pub", self.folder / "keys")
        configuration = visitors.CONFIGURATION
        assert "Port 2222\n" in configuration and visitors.PROGRAM in configuration
        configuration = configuration.replace("Port 2222", f"Port {self.port}").replace(visitors.PROGRAM, program)
        (self.folder / "sshd_config").write_text(settings + configuration)
        (self.folder / "cjtrade-tui.service").write_text(visitors.UNIT)
        (self.folder / "boot.sh").write_text(MAKE_ROOM)
        self.cgroup = self._make_cgroup()
        self.console = (self.folder / "console").open("wb")
        self.process = subprocess.Popen(
            [
                "bash",
                "-c",
                'echo $$ > "$CGROUP/cgroup.procs" && exec unshare "$@"',
                "enter",
                *SPACES,
                "bash",
                str(self.folder / "boot.sh"),
            ],
            env=os.environ
            | {"FOLDER": str(self.folder), "CGROUP": str(self.cgroup), "ACCOUNT": account(), "SYSTEMD": SYSTEMD},
            stdin=subprocess.DEVNULL,
            stdout=self.console,
            stderr=self.console,
        )
        self._wait()

    address = "visitor@127.0.0.1"

    def options(self):
        return options_of(self.folder, self.port)

    def close(self):
        if self.process.poll() is None:
            for child in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
                os.kill(int(child), signal.SIGKILL)  # process 1 of the namespace: all of it ends
        self.process.wait(10)
        self.console.close()
        for group in sorted(self.cgroup.rglob("*"), reverse=True):
            if group.is_dir():
                group.rmdir()
        self.cgroup.rmdir()
        shutil.rmtree(self.folder)

    def _make_cgroup(self):
        top = next(p for p in (Path("/sys/fs/cgroup/unified"), Path("/sys/fs/cgroup")) if (p / "cgroup.procs").exists())
        cgroup = top / self.folder.name
        cgroup.mkdir()
        return cgroup

    def _wait(self):
        end = time.monotonic() + 30
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        said = (self.folder / "console").read_text(errors="replace")
        self.close()
        raise OSError(said)


def account():
    """The README's own commands that make the visitors' account, but for the installing."""
    lines = [line.removeprefix("sudo ") for line in visitors.block("visitors' account").splitlines()]
    return "\n".join(re.sub(r"&& sudo ", "&& ", line) for line in lines if "pip install" not in line)
