"""What hostile native code tries from inside a session: `inside.py walls|bare PLACE VICTIM`, one line an attempt, `NAME open` or `NAME errno`.

With `walls` the kiosk's own are up first. The functions of the C library are found before that: from then on a call of them is
native code, which Python's audit hook does not see. VICTIM is the session of another visitor, PLACE a folder all may write.
"""

import ctypes
import errno
import os
import platform
import signal
import sys
import time

libc = ctypes.CDLL(None)
for name in """
    syscall socket socketpair sendto bind connect mmap mprotect ptrace process_vm_readv kill fcntl prlimit
    setpriority open fork _exit memfd_create shmget msgget semget personality prctl mkdir symlink mkfifo chmod
    utimensat truncate rename unlink inotify_init inotify_add_watch execl signal __errno_location
""".split():
    getattr(libc, name)
libc.__errno_location.restype = ctypes.POINTER(ctypes.c_int)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
X86 = platform.machine() == "x86_64"
HERE = -100
ABSTRACT = b"\x01\x00\x00cjtrade-nobody"
PIPE = os.pipe()
PAIR = (ctypes.c_int * 2)()
ROOM = (ctypes.c_char * 256)()
ROOM_AT = (ctypes.c_void_p * 2)(ctypes.addressof(ROOM), 1)


def failed():
    return libc.__errno_location()[0]


def call(x86, arm, *words):
    return libc.syscall(
        ctypes.c_long(x86 if X86 else arm), *(ctypes.c_long(w) if isinstance(w, int) else w for w in words)
    )


def datagram():
    """A datagram out of a pair of sockets to a name of its own choice: refused as such, or because nobody is there."""
    if libc.socketpair(1, 2, 0, PAIR) < 0:
        return -1
    return 0 if libc.sendto(PAIR[0], b"x", 1, 0, ABSTRACT, len(ABSTRACT)) >= 0 or failed() == errno.ECONNREFUSED else -1


def named(function):
    """A stream of a pair of sockets that is given a name."""
    return -1 if libc.socketpair(1, 1, 0, PAIR) < 0 else function(PAIR[0], b"\x01\x00\x00cjtrade-mine", 15)


def memory_of(victim):
    """A byte of another; that there is none at the address is an answer too."""
    return 0 if libc.process_vm_readv(victim, ROOM_AT, 1, ROOM_AT, 1, 0) >= 0 or failed() == errno.EFAULT else -1


def child(pid):
    if pid == 0:
        libc._exit(0)
    return pid


def executable(protection):
    page = libc.mmap(None, 4096, protection, 0x22, -1, 0)
    return -1 if page == ctypes.c_void_p(-1).value else libc.mprotect(page, 4096, 5)


def attempts(place, victim):
    name = place.encode()
    terminal = next(
        (t for fd in ("0", "1", "2") if (t := link(f"/proc/{victim}/fd/{fd}")).startswith("/dev/pts/")), "/dev/none"
    )
    return {
        **{
            f"a socket: {what}": lambda n=numbers: libc.socket(*n)
            for what, numbers in {
                "TCP": (2, 1, 0),
                "TCP over IPv6": (10, 1, 0),
                "UDP": (2, 2, 0),
                "UDP over IPv6": (10, 2, 0),
                "MPTCP": (2, 1, 262),
                "Unix": (1, 1, 0),
                "Unix datagrams": (1, 2, 0),
                "netlink": (16, 3, 0),
            }.items()
        },
        "a datagram to another": datagram,
        "a name for a socket": lambda: named(libc.bind),
        "io_uring": lambda: call(425, 425, 1, (ctypes.c_char * 120)()),
        "asynchronous reading": lambda: call(206, 0, 1, ctypes.byref(ctypes.c_long())),
        "trace another": lambda: libc.ptrace(0x4206, victim, None, None),
        "read another's memory": lambda: memory_of(victim),
        "a handle on another": lambda: call(434, 434, victim, 0),
        "signal another": lambda: libc.kill(victim, 0),
        "signal all": lambda: libc.kill(-1, 0),
        "signal another's thread": lambda: call(234, 131, victim, victim, 0),
        "signals of a pipe for another": lambda: libc.fcntl(PIPE[0], 8, victim),
        "another's limits": lambda: libc.prlimit(victim, 7, None, ROOM),
        "slow another": lambda: libc.setpriority(0, victim, 19),
        "another's environment": lambda: libc.open(b"/proc/%d/environ" % victim, 0),
        "another's command line": lambda: libc.open(b"/proc/%d/cmdline" % victim, 0),
        "another's files": lambda: libc.open(b"/proc/%d/maps" % victim, 0),
        "another's terminal": lambda: libc.open(terminal.encode(), 1),
        "fork": lambda: child(libc.fork()),
        "clone": lambda: child(call(56, 220, 17, 0, 0, 0, 0)),
        "memory without a file": lambda: libc.memfd_create(b"x", 0),
        "shared memory": lambda: libc.shmget(0, 4096, 0o1600),
        "a message queue": lambda: libc.msgget(0, 0o1600),
        "semaphores": lambda: libc.semget(0, 1, 0o1600),
        "memory to write and execute": lambda: executable(7),
        "memory to execute, once written": lambda: executable(3),
        "another personality": lambda: libc.personality(0x0040000),
        "longer life": lambda: libc.prctl(1, 0, 0, 0, 0),
        "a file": lambda: libc.open(name + b"/file", 0o101, 0o600),
        "a folder": lambda: libc.mkdir(name + b"/folder", 0o700),
        "a link": lambda: libc.symlink(b"/etc/passwd", name + b"/link"),
        "a pipe with a name": lambda: libc.mkfifo(name + b"/pipe", 0o600),
        "other rights": lambda: libc.chmod(name + b"/mine", 0o777),
        "another time": lambda: libc.utimensat(HERE, name + b"/mine", None, 0),
        "another length": lambda: libc.truncate(name + b"/mine", 0),
        "another name": lambda: libc.rename(name + b"/mine", name + b"/yours"),
        "removal": lambda: libc.unlink(name + b"/yours"),
        "accounts": lambda: libc.open(b"/etc/passwd", 0),
        "a watch on files": lambda: libc.inotify_add_watch(libc.inotify_init(), b"/etc", 2),
        "a program": lambda: libc.execl(b"/bin/echo", b"echo", b"a program open", None),
    }


def link(path):
    try:
        return os.readlink(path)  # noqa: PTH115
    except OSError:
        return ""


def main(mode, place, victim):
    tried = attempts(place, int(victim))
    if mode == "walls":
        from cjtrade_tui.kiosk import sandbox

        sandbox.set_limits()
        sandbox.restrict()
    if place == "stay":
        libc.signal(signal.SIGHUP, ctypes.c_void_p(1))
        print("staying", flush=True)
        time.sleep(600)
    for name, attempt in tried.items():
        done = attempt()
        print(name, "open" if done is not None and done >= 0 else errno.errorcode[failed()], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
