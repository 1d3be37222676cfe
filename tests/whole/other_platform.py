"""`python other_platform.py win32|darwin WORDS...`: the program as it would run there, as far as that can be told here.

What Python, its modules and the packages load from is this system's; they are loaded first. Then the modules and the
attributes of `os` and `signal` that the other system does not have are taken away, `sys.platform` is the other one's, and
files behave as there: on Windows none that is open can be replaced or deleted, no folder opened, and only a file that may
be written is flushed; on macOS there is no /proc and no /sys. In place of words,
`tour` goes through the app and `fail` fails.
"""

import asyncio
import builtins
import errno
import fcntl
import os
import shutil
import signal
import sys
import types
import warnings
from importlib import import_module

LOADED = tuple(
    """
    ctypes ctypes.util email.utils filelock highspy http.client ijson json logging.handlers multiprocessing
    narwhals numpy platform plotext polars python_calamine rapidfuzz select selectors socket ssl subprocess
    tempfile textual.app textual.drivers.headless_driver textual.pilot textual.widgets unittest.mock
    urllib.request uuid webbrowser zipfile zoneinfo importlib.metadata importlib.resources rich.console rich.style
    concurrent.futures.thread backports.zstd
""".split()
)
GONE = {
    "win32": tuple(
        """
        termios tty pty fcntl resource pwd grp spwd crypt nis syslog readline curses _curses posix
        _posixsubprocess textual.drivers.linux_driver
    """.split()
    ),
    "darwin": ("spwd",),
}
OS_UNIX = """
    WCONTINUED WCOREDUMP WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED
    WSTOPSIG WTERMSIG WUNTRACED chown chroot confstr confstr_names ctermid environb fchdir fchmod fchown fork forkpty
    fpathconf fstatvfs get_blocking getegid geteuid getenvb getgid getgrouplist getgroups getloadavg getpgid getpgrp
    getpriority getsid getuid initgroups killpg lchown lockf login_tty major makedev minor mkfifo mknod nice openpty
    pathconf posix_spawn posix_spawnp pread preadv pwrite pwritev readv register_at_fork sendfile set_blocking setegid
    seteuid setgid setgroups setpgid setpriority setregid setreuid setsid setuid statvfs sync sysconf sysconf_names
    tcgetpgrp tcsetpgrp ttyname uname wait wait3 wait4 waitid writev O_ACCMODE O_ASYNC O_CLOEXEC O_DIRECTORY O_DSYNC
    O_NDELAY O_NOCTTY O_NOFOLLOW O_NONBLOCK O_SYNC
""".split()
OS_LINUX = """
    copy_file_range eventfd eventfd_read eventfd_write fdatasync getrandom getresgid getresuid getxattr listxattr
    memfd_create pidfd_open pipe2 posix_fadvise posix_fallocate removexattr sched_get_priority_max sched_getaffinity
    sched_getparam sched_getscheduler sched_rr_get_interval sched_setaffinity sched_setparam sched_setscheduler
    setns setresgid setresuid setxattr splice unshare O_DIRECT O_LARGEFILE O_NOATIME O_PATH O_RSYNC O_TMPFILE
""".split()
SIGNAL_WINDOWS = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM", "SIG_DFL", "SIG_IGN", "NSIG"}
SIGNAL_FUNCTIONS = set(
    """
    default_int_handler getsignal raise_signal set_wakeup_fd signal strsignal valid_signals
""".split()
)
SIGNAL_LINUX = "SIGCLD SIGPOLL SIGPWR SIGRTMAX SIGRTMIN SIGSTKFLT sigtimedwait sigwaitinfo pidfd_send_signal".split()


def become(platform):
    """Take away what the other system does not have, from what is loaded later and asks for it."""
    for name in LOADED:
        import_module(name)
    from filelock import FileLock

    assert FileLock
    keep_locking()
    sys.platform = platform
    for name in [name for name in sys.modules if name.startswith("platformdirs")]:
        del sys.modules[name]
    for name in GONE[platform]:
        sys.modules[name] = None
    for name in (OS_UNIX + OS_LINUX) if platform == "win32" else OS_LINUX:
        vars(os).pop(name, None)
    for module in (signal, sys.modules["_signal"]):
        for name in list(vars(module)):
            foreign = name in SIGNAL_LINUX or (
                platform == "win32"
                and not name.startswith("_")
                and (name.isupper() or callable(getattr(module, name)))
                and name not in SIGNAL_WINDOWS | SIGNAL_FUNCTIONS | {"Signals", "Handlers"}
            )
            if foreign:
                delattr(module, name)
    (files_of_windows if platform == "win32" else files_of_macos)()
    warnings.simplefilter("ignore", EncodingWarning)
    warnings.filterwarnings("error", category=EncodingWarning, module="cjtrade")


def keep_locking():
    """filelock locks as this system does: it asks an `os` that stays whole."""
    whole = types.ModuleType("os")
    vars(whole).update(vars(os))
    for name, module in list(sys.modules.items()):
        if name.startswith("filelock") and getattr(module, "os", None) is os:
            module.os = whole


def files_of_windows():
    access, status, real_open = os.open, fcntl.fcntl, builtins.open
    listed, link, synced = os.listdir, os.readlink, os.fsync

    def held(path, mapped):
        """Whether this process has the file open, or its pages mapped."""
        path = os.path.realpath(path)
        with real_open("/proc/self/maps", encoding="utf-8") as maps:
            if mapped and any(line.rstrip().endswith(f" {path}") for line in maps):
                return True
        for number in listed("/proc/self/fd"):
            try:
                if link(f"/proc/self/fd/{number}") == path:
                    return True
            except OSError:
                continue
        return False

    def guarded(act, *mapped):
        def done(*paths, **options):
            for path, also in zip(paths, mapped, strict=False):
                if held(path, also):
                    raise PermissionError(errno.EACCES, "The process cannot access the file: it is in use", str(path))
            return act(*paths, **options)

        return done

    def opened(path, flags, *rest, **options):
        if os.path.isdir(path):  # noqa: PTH112
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return access(path, flags, *rest, **options)

    def flushed(handle):
        if status(handle, fcntl.F_GETFL) & 3 == os.O_RDONLY:
            raise OSError(errno.EBADF, "Bad file descriptor")
        synced(handle)

    os.open, os.fsync = opened, flushed
    os.replace, os.rename = guarded(os.replace, False, True), guarded(os.rename, False, True)
    os.unlink, os.remove = guarded(os.unlink, True), guarded(os.remove, True)
    shutil._use_fd_functions = False


def files_of_macos():
    def hook(event, arguments):
        if event in ("open", "os.listdir", "os.scandir") and str(arguments[0]).startswith(("/proc", "/sys/")):
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", arguments[0])

    sys.addaudithook(hook)


def stand_ins():
    """What asks Windows itself: folders are those its variables name, Textual's driver is one without a terminal."""
    from platformdirs import windows
    from textual import app
    from textual.drivers.headless_driver import HeadlessDriver

    windows._RESOLVE_WIN_FOLDER = windows.get_win_folder_from_env_vars
    app.WINDOWS = True
    module = types.ModuleType("textual.drivers.windows_driver")
    module.WindowsDriver = type("WindowsDriver", (HeadlessDriver,), {})
    sys.modules[module.__name__] = module


async def tour():
    """Through the tabs, a card, a question, the palette and the tray; prints what was seen."""
    from cjtrade_tui.app.app import Explorer

    explorer = Explorer()
    print("driver", explorer.driver_class.__name__)

    async def until(pilot, holds):
        for _ in range(4000):
            await pilot.pause(0.005)
            if holds():
                return
        raise TimeoutError(repr(explorer.screen))

    async with explorer.run_test(size=(100, 30)) as pilot:
        for tab in range(1, 8):
            await pilot.press(str(tab))
            await until(pilot, lambda: explorer.settled)
            print(explorer.page.tab)
        await pilot.press("1")
        await until(pilot, lambda: explorer.settled and explorer.page.tab == "flows")
        for key in ("enter", "slash", "colon", "P"):
            await pilot.press(key)
            await until(pilot, lambda: len(explorer.screen_stack) > 1)
            print(type(explorer.screen).__name__)
            await pilot.press("escape")
            await until(pilot, lambda: len(explorer.screen_stack) == 1)
        await pilot.press("p")
        await until(pilot, explorer.tray.read)
        await pilot.press("y", "ctrl+z")
        print("pinned", len(explorer.tray.read()))
    assert explorer.failure is None, explorer.failure


def main():
    platform, *words = sys.argv[1:]
    become(platform)
    if platform == "win32":
        stand_ins()
    if words == ["tour"]:
        asyncio.run(tour())
        return 0
    sys.argv = ["cjtrade-tui", *words]
    from cjtrade_tui.cli import main as command_line
    from cjtrade_tui.cli import start

    if words == ["fail"]:
        command_line.main = lambda *_: 1 // 0
    return start.main()


if __name__ == "__main__":
    sys.exit(main())
