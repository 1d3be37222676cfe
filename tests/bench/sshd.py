"""A real sshd on loopback, with keys and settings of its own in a folder that goes away, and a byte counter before it."""

import getpass
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path


class Sshd:
    """Listens on a free port of 127.0.0.1 for a throw-away key of `user`; `sent` counts its bytes.

    `settings` are added to its configuration; `said` is where its log goes.
    """

    def __init__(self, folder: Path, user: str = "", settings: str = "") -> None:
        self.folder, self.sent, self.user = folder, 0, user or getpass.getuser()
        self.said = folder / "log"
        self.port, self.front = free_port(), free_port()
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
        shutil.copy(folder / "user.pub", folder / "authorized_keys")
        (folder / "config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized_keys\n"
            f"PidFile {folder}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
            f"MaxStartups 200\n{settings}\n"
        )
        Path("/run/sshd").mkdir(exist_ok=True)
        program = shutil.which("sshd") or "/usr/sbin/sshd"
        with self.said.open("wb") as log:
            self.process = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "config")], stderr=log)
        self._relay = socket.create_server(("127.0.0.1", self.front))
        threading.Thread(target=self._accept, daemon=True).start()
        time.sleep(0.5)

    def command(self, words: str, compress: bool, counted: bool = True) -> list[str]:
        """The ssh command line that runs `words` in a terminal on the other end; through the counter, or past it."""
        options = ["-tt", "-o", f"Compression={'yes' if compress else 'no'}", *self.options(counted)]
        return ["ssh", *options, self.address, words]

    @property
    def address(self) -> str:
        return f"{self.user}@127.0.0.1"

    def options(self, counted: bool = False) -> list[str]:
        """What ssh, scp and sftp all take to come here."""
        return options_of(self.folder, self.front if counted else self.port)

    def close(self) -> None:
        self.process.terminate()
        self._relay.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._relay.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.port))
            for a, b, counted in ((client, server, False), (server, client, True)):
                a.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pipe, args=(a, b, counted), daemon=True).start()

    def _pipe(self, a: socket.socket, b: socket.socket, counted: bool) -> None:
        try:
            while data := a.recv(65536):
                if counted:
                    self.sent += len(data)
                b.sendall(data)
        except OSError:
            pass
        finally:
            b.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def options_of(folder: Path, port: int) -> list[str]:
    """What ssh, scp and sftp take to reach a port of loopback with the key of `user` in a folder."""
    told = {"Port": port, "StrictHostKeyChecking": "no", "UserKnownHostsFile": folder / "known", "LogLevel": "ERROR"}
    settings = [f"{name}={value}" for name, value in {**told, "BatchMode": "yes"}.items()]
    return ["-i", str(folder / "user"), *(word for setting in settings for word in ("-o", setting))]
