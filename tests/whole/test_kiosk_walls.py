"""A kiosk's walls, each tried from inside: by Python, and by native code in a session over a real sshd."""

import ctypes
import json
import shutil
import sys
import time
from pathlib import Path

import pytest
from inside import attempts
from processes import started
from ran import ran
from terminal import Terminal
from visitors import CONFIGURATION, STANZA, Host

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kiosk")]

OUTWARD = {
    "write a file": "open({home!r} + '/x', 'w')",
    "append to the tray": "open({home!r} + '/tray', 'a')",
    "read a file": "open('/etc/passwd')",
    "read its own history": "open('/proc/self/environ')",
    "list a folder": "__import__('os').listdir('/')",
    "leave by dots": "open(__import__('cjtrade_tui').__path__[0] + '/../../../../../../../../etc/passwd')",
    "make a folder": "__import__('os').mkdir({home!r} + '/x')",
    "rename": "__import__('os').rename({home!r} + '/tray', {home!r} + '/y')",
    "remove": "__import__('os').remove({home!r} + '/tray')",
    "run a shell": "__import__('os').system('true')",
    "run a program": "__import__('subprocess').run(['true'])",
    "become a program": "__import__('os').execv('/bin/true', ['true'])",
    "fork": "__import__('os').fork()",
    "spawn": "__import__('os').posix_spawn('/bin/true', ['true'], {{}})",
    "call home": "__import__('socket').create_connection(('127.0.0.1', 9))",
    "send a packet": "__import__('socket').socket(2, 2)",
    "ask a name server": "__import__('socket').getaddrinfo('example.org', 80)",
    "signal another": "__import__('os').kill(1, 0)",
    "call home by another protocol": "__import__('socket').socket(2, 1, 262)",
    "ask the system's log": "__import__('socket').socket(1, 2).connect('/dev/log')",
    "talk to a service of the host": "__import__('socket').socket(1, 1).connect('/run/dbus/system_bus_socket')",
    "listen": "__import__('socket').socket(1, 1).bind('\\0cjtrade')",
    "load the C library": "__import__('ctypes').CDLL(None)",
    "find a function": "__import__('ctypes').pythonapi.PyRun_SimpleString",
    "find one of the drawing library": "__import__('plotext')._kernel.tools.kernel.system",
    "look into memory": "__import__('ctypes').c_long.from_address(id(0))",
    "read a text in memory": "__import__('ctypes').string_at(id(0), 8)",
    "import ctypes again": "__import__('sys').modules.pop('ctypes'); import ctypes",
    "call by cffi": "import _cffi_backend",
    "memory to execute": "__import__('mmap').mmap(-1, 4096, prot=7)",
    "a native module from elsewhere": "loader('/dev/shm/evil.so')",
    "a native module from memory": "loader('/proc/self/fd/9')",
    "execute a descriptor": "__import__('os').execve(1, ['x'], {{}})",
    "a child with a terminal": "__import__('os').forkpty()",
    "link": "__import__('os').symlink('/etc/passwd', {home!r} + '/link')",
    "other rights": "__import__('os').chmod({home!r} + '/tray', 0o777)",
    "type for another": "__import__('fcntl').ioctl(0, 0x5412, b'x')",
    "higher limits": "__import__('resource').setrlimit(7, (1, 1))",
    "signal a thread": "__import__('signal').pthread_kill(__import__('threading').get_ident(), 0)",
    "trace": "__import__('sys').settrace(print)",
    "a hook of its own": "seen = []; sys.addaudithook(lambda *event: seen.append(event)); sys.audit('compile'); seen or refuse()",
    "a new terminal": "__import__('os').openpty()",
    "all objects": "__import__('gc').get_objects()",
    "all stacks": "__import__('sys')._current_frames()",
    "unpickle": "__import__('pickle').loads(b'cposix\\nsystem\\n(S\\'true\\'\\ntR.')",
    "a database": "__import__('sqlite3').connect({home!r} + '/x')",
    "what a later Python may report": "__import__('sys').audit('os.something_new')",
    "keep a temporary file": "__import__('tempfile').mkstemp()",
}
WALLED = """
import errno, json, pickle, pty, sqlite3, sys, _imp
from importlib.machinery import ModuleSpec
from cjtrade_tui.kiosk import sandbox

def loader(path):
    _imp.create_dynamic(ModuleSpec("evil", None, origin=path))

def refuse():
    raise PermissionError

attempts = json.loads(sys.argv[1])
sandbox.restrict()
for name, attempt in attempts.items():
    try:
        exec(attempt)
        answer = "open"
    except PermissionError:
        answer = "refused"
    except OSError as error:
        answer = "refused" if error.errno == errno.ENOSYS or "usable temporary" in str(error) else repr(error)
    except BaseException as error:
        answer = repr(error)
    print(json.dumps({name: answer}), flush=True)
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """What became of each of `OUTWARD`, and which files it left in a home where there was a tray."""
    home = tmp_path_factory.mktemp("home")
    (home / "tray").write_text("{}")
    tried = json.dumps({name: code.format(home=str(home)) for name, code in OUTWARD.items()})
    done = ran([sys.executable, "-I", "-c", WALLED, tried])
    answers = {}
    for line in done.stdout.splitlines():
        answers |= json.loads(line)
    return answers, sorted(p.name for p in home.rglob("*"))


@pytest.mark.parametrize("attempt", OUTWARD)
def test_behind_the_wall_python_cannot(attempt, python):
    assert python[0].get(attempt) == "refused"


def test_behind_the_wall_python_left_all_files_alone(python):
    assert python[1] == ["tray"]


@pytest.mark.parametrize(
    "event",
    [
        ("import", "evil", "/dev/shm/evil.so", None, None, None),
        ("import", "_ctypes", "/opt/python/_ctypes.so", None, None, None),
        ("import", "mmap", None, None, None, None),
        ("open", "/etc/passwd", "r", 0),
        ("open", "/opt/python/x", None, 1),
        ("os.listdir", "/opt/pythonic"),
        ("socket.__new__", None, 2, 2, 0),
        ("ctypes.cdata", 140_000),
        ("ctypes.call_function", 140_000, ()),
        ("mmap.__new__", -1, 4096, 0, 0),
    ],
    ids=lambda event: " ".join(str(part) for part in event[:3]),
)
def test_the_hook_alone_refuses_what_the_kernel_would_too(event):
    from cjtrade_tui.kiosk import sandbox

    with pytest.raises(sandbox.RefusedError):
        sandbox._hook(("/opt/python/",))(event[0], event[1:])


# Native code, in a session over ssh

SSH = pytest.mark.needs("sshd", "ssh", "ssh-keygen")
MAY_BE_CLOSED = ("trace another", "read another's memory", "io_uring", "netlink", "IPv6", "MPTCP")
"""What a host may itself refuse to everybody."""


@pytest.fixture(scope="module")
def host():
    opened = Host()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def native(host):
    """What became of each attempt of `inside.py`, behind the walls and without any, while another visitor is there."""
    found = {}
    with Terminal(["ssh", "-tt", *host.sshd.options(), host.sshd.address]) as victim:
        victim.wait_for("325.65")
        pid = started(host.sshd.process.pid, b"--kiosk")
        for mode in ("walls", "bare"):
            mine = host.open / "mine"
            mine.unlink(missing_ok=True)
            mine.write_text("x")
            if host.user:
                shutil.chown(mine, host.user)
            sshd = host.serve(program=f"{host.folder}/inside.py {mode} {host.open} {pid}")
            done = ran(["ssh", *sshd.options(), sshd.address])
            found[mode] = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
            found[mode, "files"] = sorted(p.name for p in host.open.iterdir())
        victim.press("v")
    return found


@SSH
@pytest.mark.parametrize("attempt", attempts("", 0))
def test_behind_the_wall_native_code_cannot(attempt, native):
    assert native["walls"].get(attempt) in ("EPERM", "EACCES", "ENOSYS")


@SSH
def test_behind_the_wall_native_code_left_all_files_alone(native):
    assert native["walls", "files"] == ["mine"]


@SSH
@pytest.mark.parametrize("attempt", attempts("", 0))
def test_without_the_walls_the_attempt_would_have_done_something(attempt, native):
    """Else the refusal above would be no merit of the walls."""
    if native["bare"].get(attempt) != "open" and attempt.endswith(MAY_BE_CLOSED):
        pytest.skip(f"this host itself refuses it: {native['bare'][attempt]}")
    assert native["bare"].get(attempt) == "open"


def ended(pid):
    end = time.monotonic() + 20
    while Path(f"/proc/{pid}/exe").exists():
        assert time.monotonic() < end, "it outlived its session"
        time.sleep(0.05)


@SSH
def test_code_that_ignores_the_end_of_its_session_ends_with_it(host):
    sshd = host.serve(program=f"{host.folder}/inside.py walls stay 0")
    with Terminal(["ssh", "-tt", *sshd.options(), sshd.address]) as terminal:
        terminal.wait_for("staying")
        pid = started(sshd.process.pid, b"stay")
    ended(pid)


@SSH
def test_a_session_that_says_nothing_for_long_is_closed_whatever_runs_in_it(host):
    line = "ChannelTimeout *=20m\n"
    assert line in CONFIGURATION.removesuffix(STANZA)
    sshd = host.serve(line.replace("20m", "3s"), program=f"{host.folder}/inside.py walls stay 0")
    with Terminal(["ssh", "-tt", *sshd.options(), sshd.address]) as terminal:
        terminal.wait_for("staying")
        pid = started(sshd.process.pid, b"stay")
        terminal.exit_status(seconds=30)
    ended(pid)


# The filter itself


@pytest.mark.parametrize(("column", "machine"), enumerate((0xC000003E, 0xC00000B7)), ids=["x86-64", "arm64"])
def test_the_numbers_of_the_system_calls_are_those_of_libseccomp(column, machine):
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("libseccomp is not installed")
    from cjtrade_tui.kiosk import kernel

    for name, numbers in kernel.CALLS.items():
        number = library.seccomp_syscall_resolve_name_arch(machine, name.encode())
        assert numbers[column] == (number if number >= 0 else None), name
