"""What was saved is still there after kill -9 at any step, a full disk and damaged files."""

import os
import random
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from trade import frame, observation, origin, values

from cjtrade_data.errors import StoreError
from cjtrade_data.store import store as stores
from cjtrade_data.store.store import Store

CHANGES = {
    "add": "store.add([frame(observation(2021, 2)), frame(observation(2022, 3, reporter='LAO'))], origin('b.csv'))",
    "remove": "store.remove(1)",
    "undo": "store.undo()",
}
AFTER = {"add": [1, 2, 3], "remove": [], "undo": []}
# Each change runs in a process of its own that counts its calls into the system and kills itself at the n-th. It is
# forked from one that has imported Polars, since importing it dozens of times would take the minute that the test has not.
KILLER = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import filelock, polars
from trade import frame, observation, origin
from cjtrade_data.store.store import Store
from cjtrade_data.store import writer

def child(folder, limit):
    store, calls = Store(folder), 0
    def count(frame, event, called):
        nonlocal calls
        if event == "c_call" and getattr(called, "__module__", None) in ("posix", "_io", None):
            if called.__name__ in WATCHED:
                calls += 1
                if calls == limit:
                    os.kill(os.getpid(), signal.SIGKILL)
    WATCHED = {"open", "write", "fsync", "close", "replace", "rename", "mkdir", "unlink", "rmdir", "flush", "write_parquet"}
    sys.setprofile(count)
    CHANGE
    sys.setprofile(None)
    return calls

for line in sys.stdin:
    folder, limit = line.rsplit(" ", 1)
    pid = os.fork()
    if not pid:
        print(child(folder, int(limit)), flush=True)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        print("killed", os.WTERMSIG(status), flush=True)
    elif status:
        print("failed", status, flush=True)
"""


@pytest.fixture(params=CHANGES)
def change(request):
    return request.param


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_kill_9_at_any_step_of_a_change_leaves_the_store_before_or_after_it(change, tmp_path):
    first = Store(tmp_path / "first")
    first.add([frame(observation(2020, 1))], origin("a.csv"))
    code = KILLER.replace("CHANGE", CHANGES[change])
    here = str(Path(__file__).parent)
    ends = {"before": 0, "after": 0}
    with subprocess.Popen([sys.executable, "-c", code, here], stdin=-1, stdout=-1, text=True, bufsize=1) as killer:

        def run(limit):
            folder = tmp_path / str(limit)
            shutil.copytree(first.folder, folder)
            killer.stdin.write(f"{folder} {limit}\n")
            killer.stdin.flush()
            return Store(folder), killer.stdout.readline().strip()

        store, steps = run(0)
        assert values(store) == AFTER[change]
        steps = int(steps)
        assert steps > 15, "the calls are not being counted"
        for limit in range(1, steps + 1):
            store, told = run(limit)
            assert told == "killed 9"
            found = values(store)
            assert found in ([1], AFTER[change]), limit
            assert not list(store.verify())
            ends["before" if found == [1] else "after"] += 1
            assert values(_next_change(store)) == sorted([*found, 9]), limit
            assert not (store.folder / "staging").exists()
            shutil.rmtree(store.folder)
        killer.stdin.close()
    assert ends["before"] > 10 and ends["after"] > 0, ends


def _next_change(store):
    store.add([frame(observation(2030, 9))], origin("next.csv"))
    return store


def _add_on_a_full_disk(store):
    digits = random.Random(1)
    rows = [observation(1900 + i % 100, i, line=i, note=str(digits.random())) for i in range(40_000)]
    with pytest.raises(StoreError, match="no room on the disk; nothing was changed: free some"):
        store.add([frame(*rows)], origin("large.csv"))


@pytest.mark.slow
@pytest.mark.parametrize("limit", [100, 4000, 60_000])
def test_a_disk_that_takes_no_more_leaves_the_store_as_it_was(limit, tmp_path):
    store = Store(tmp_path)
    store.add([frame(observation(2020, 1))], origin("a.csv"))
    before = store.manifest()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        _add_on_a_full_disk(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.manifest() == before and values(store) == [1] and not list(store.verify())
    assert not (tmp_path / "staging").exists()
    assert values(_next_change(store)) == [1, 9]


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 400 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], check=False).returncode
    ):
        pytest.skip("cannot mount here")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_file_system_leaves_the_store_as_it_was(small_disk):
    store = Store(small_disk / "store")
    store.add([frame(observation(2020, 1))], origin("a.csv"))
    before = store.manifest()
    _add_on_a_full_disk(store)
    assert store.manifest() == before and values(store) == [1] and not list(store.verify())
    assert values(_next_change(store)) == [1, 9]


def test_a_file_system_full_to_the_last_byte_leaves_the_store_as_it_was(small_disk):
    store = Store(small_disk / "store")
    store.add([frame(observation(2020, 1))], origin("a.csv"))
    before = store.manifest()
    ballast = small_disk / "ballast"
    free = shutil.disk_usage(small_disk).free
    failed = 0
    for left in range(0, 80_000, 4096):
        ballast.write_bytes(b"x" * (free - left))
        try:
            store.add([frame(observation(2021, 2))], origin("b.csv"))
        except StoreError:
            failed += 1
            assert store.manifest() == before and values(store) == [1]
            continue
        break
    assert failed > 2 and values(store) == [1, 2] and not list(store.verify())


@pytest.fixture
def three(store):
    for number, reporter in enumerate(("VNM", "LAO", "THA"), 1):
        store.add([frame(observation(2019 + number, number, reporter=reporter))], origin(f"{number}.csv"))
    return store


def test_verify_tells_which_file_any_flipped_byte_is_in(three):
    for _, part in three.manifest().parts():
        path = three.folder / part.path
        whole = path.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 40)):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            assert [d.path for d in three.verify()] == [part.path]
        path.write_bytes(whole[:-1])
        assert [(d.path, d.reason) for d in three.verify()] == [(part.path, "is not what was saved")]
        path.unlink()
        assert [(d.path, d.reason) for d in three.verify()] == [(part.path, "is missing")]
        path.write_bytes(whole)
    assert not list(three.verify())


def test_a_damaged_file_hinders_neither_the_others_nor_its_removal_and_new_import(three):
    damaged = three.manifest().imports[1]
    (three.folder / damaged.parts[0].path).write_bytes(b"PAR1 no more")
    assert values(three, ("VNM", "THA")) == [1, 3]
    three.remove(damaged.number)
    assert values(three) == [1, 3] and not list(three.verify())
    three.add([frame(observation(2021, 2, reporter="LAO"))], origin("2.csv"))
    assert values(three) == [1, 2, 3]


def test_a_new_file_is_taken_though_one_it_overlaps_is_damaged(three):
    part = three.manifest().imports[0].parts[0]
    (three.folder / part.path).write_bytes(b"PAR1 no more")
    assert three.add([frame(observation(2020, 1))], origin("again.csv")).new == 1


def test_a_damaged_manifest_loses_nothing_since_its_copy_serves(three):
    path, now = three.folder / "manifest.json", three.manifest()
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert three.manifest() == now, at
    assert [d.path for d in three.verify()] == ["manifest.json"]
    for content in (b"", whole[:-9], b"[]\n", b'{"checksum":1}'):
        path.write_bytes(content)
        assert three.manifest() == now
    path.unlink()
    assert three.manifest() == now and values(three) == [1, 2, 3]
    three.remove(2)
    assert not list(three.verify()) and values(three) == [1, 3]


def test_a_manifest_that_is_damaged_with_all_its_copies_is_told_and_nothing_is_written_over_it(three):
    for path in (three.folder / "manifest.json", *(three.folder / "versions").glob("*.json")):
        path.write_bytes(b"{}")
    for act in (three.manifest, three.undo, lambda: three.add([frame(observation())], origin("x.csv"))):
        with pytest.raises(StoreError, match="damaged, and so are all its copies; restore it from a backup"):
            act()
    assert len(list(three.folder.rglob("*.parquet"))) == 3


@pytest.mark.slow
def test_two_processes_at_once_lose_nothing(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from trade import *\nfrom cjtrade_data.store.store import Store\n"
        "for i in range(8): Store(sys.argv[2]).add([frame(observation(2000 + i, int(sys.argv[3]) + i))], origin(f'{sys.argv[3]}-{i}.csv'))"
    )
    here = str(Path(__file__).parent)
    both = [subprocess.Popen([sys.executable, "-c", code, here, tmp_path, start]) for start in ("10", "20")]
    assert [process.wait() for process in both] == [0, 0]
    store = Store(tmp_path)
    assert [i.number for i in store.manifest().imports] == list(range(1, 17))
    assert values(store) == [*range(10, 18), *range(20, 28)] and not list(store.verify())


def test_who_cannot_have_the_store_is_told_in_one_line(three, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr(stores, "PATIENCE", 0.05)
    with FileLock(three.folder / "lock"), pytest.raises(StoreError, match="another process is changing it; try again"):
        three.remove(1)
    assert values(three) == [1, 2, 3]


def test_a_reader_sees_one_version_while_another_process_changes_the_store(three):
    scan, seen = three.scan(), three.snapshot()
    three.remove(1)
    three.add([frame(observation(2031, 5))], origin("5.csv"))
    assert sorted(scan.collect()["value"]) == values(seen) == [1, 2, 3] and values(three) == [2, 3, 5]
    seen.remove(2)
    assert values(three) == [3, 5], "a change starts from what the store is, not from what was seen"


@pytest.mark.slow
def test_kill_9_at_any_moment_of_a_long_import_leaves_the_store_before_or_after_it(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from trade import *\nfrom cjtrade_data.store.store import Store\nfrom cjtrade_data.store import writer as spool\n"
        "spool.PART_ROWS = 20000\n"
        "import polars as pl\n"
        "one = frame(*(observation(1990 + i % 30, i, reporter=('VNM', 'LAO')[i % 2], line=i) for i in range(1000)))\n"
        "print('ready', flush=True)\n"
        "Store(sys.argv[2]).add((one.with_columns(product=pl.lit(f'HS:{n}')) for n in range(200)), origin('long.csv'))"
    )
    here = str(Path(__file__).parent)
    ends = []
    for step in range(12):
        store = Store(tmp_path / str(step))
        store.add([frame(observation(2020, -1))], origin("a.csv"))
        with subprocess.Popen([sys.executable, "-c", code, here, store.place], stdout=-1, text=True) as process:
            process.stdout.readline()
            try:
                process.wait(0.1 * (step + 1))
            except subprocess.TimeoutExpired:
                process.kill()
        found = store.scan().collect().height
        assert found in (1, 200_001) and not list(store.verify())
        ends.append(found)
        _next_change(store)
    assert 1 in ends
