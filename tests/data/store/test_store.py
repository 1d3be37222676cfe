"""What a reader may rely on: what was imported is there, once, and any change can be taken back."""

import polars as pl
import pytest
from trade import frame, observation, origin, values

from cjtrade_data.errors import StoreError
from cjtrade_data.store import store as stores
from cjtrade_data.store import writer as spools


def test_nothing_is_made_before_something_is_saved(store):
    assert store.manifest().imports == () and store.scan().collect().height == 0
    for change in (store.undo, lambda: store.remove(1)):
        with pytest.raises(StoreError):
            change()
    assert not store.folder.exists()


def test_what_is_imported_reads_back_as_it_was(store):
    rows = frame(
        observation(2019, 1.5), observation(2020, 2.5, partner="CHN"), observation(reporter="JPN", partner="VNM")
    )
    added = store.add([rows[:1], rows[1:]], origin())
    assert (added.rows, added.new, added.repeated, added.revised) == (3, 3, 0, 0)
    back = store.scan().collect().drop("import_number")
    assert back.sort("value").equals(rows.sort("value"))
    assert added.record.reporters == ("JPN", "VNM") and added.record.span == ("2019-12", "2020-12")


def test_a_pair_opens_its_reporters_files_only(store):
    store.add([frame(observation(), observation(reporter="JPN", partner="VNM"))], origin())
    for _, part in store.manifest().parts(("JPN",)):
        (store.folder / part.path).write_bytes(b"no Parquet")
    assert values(store, ("VNM",)) == [100.0]
    with pytest.raises(pl.exceptions.PolarsError):
        values(store, ("JPN",))


def test_the_same_file_again_changes_nothing_and_is_not_even_read(store):
    store.add([frame(observation())], origin())
    before = store.manifest()

    def never():
        raise AssertionError("read")
        yield

    again = store.add(never(), origin())
    assert again.record is None and again.same_file == before.imports[0]
    assert store.manifest() == before


def test_a_file_that_brings_nothing_new_changes_nothing(store):
    rows = frame(observation(2019), observation(2020))
    store.add([rows], origin())
    before = store.manifest()
    again = store.add([rows[1:]], origin("the-same-figures-in-another-file.csv.gz"))
    assert (again.record, again.repeated) == (None, 1)
    assert store.manifest() == before
    assert len(list((store.folder / "data").glob("*/*"))) == 2 and not (store.folder / "staging").exists()


def test_a_revision_within_an_edition_is_counted_and_both_are_kept(store):
    store.add([frame(observation(2019), observation(2020))], origin("a.csv"))
    added = store.add([frame(observation(2020, 90), observation(2021), observation(2019))], origin("b.csv"))
    assert (added.new, added.repeated, added.revised) == (1, 1, 1)
    assert values(store) == [90, 100, 100, 100, 100]
    assert all(part.overlaps for _, part in store.manifest().parts())


def test_a_figure_of_the_same_edition_is_no_revision_of_an_older_one_too(store):
    store.add([frame(observation(value=80, edition="V1"))], origin("a.csv"))
    first = store.add([frame(observation(value=90, edition="V2"))], origin("b.csv"))
    assert (first.new, first.revised, dict(first.revises)) == (1, 0, {"V1": 1})
    again = store.add([frame(observation(value=95, edition="V2"))], origin("c.csv"))
    assert (again.new, again.revised, dict(again.revises)) == (0, 1, {})


def test_another_edition_overlaps_nothing(store):
    store.add([frame(observation(edition="V1"))], origin("a.csv"))
    added = store.add([frame(observation(edition="V2"))], origin("b.csv"))
    assert (added.new, added.repeated, added.kept) == (1, 0, 1)
    assert not any(part.overlaps for _, part in store.manifest().parts())


def test_a_third_file_is_held_against_the_newest_value(store):
    for name, value in (("a.csv", 1), ("b.csv", 2)):
        store.add([frame(observation(value=value))], origin(name))
    for name, value, counts in (("c.csv", 2, (0, 1, 0)), ("d.csv", 1, (0, 0, 1))):
        added = store.add([frame(observation(value=value))], origin(name))
        assert (added.new, added.repeated, added.revised) == counts


def test_remove_takes_out_one_import_and_undo_brings_it_back(store):
    store.add([frame(observation(2019, 1))], origin("a.csv"))
    store.add([frame(observation(2020, 2))], origin("b.csv"))
    store.remove(1)
    assert values(store) == [2]
    store.undo()
    assert values(store) == [1, 2]
    with pytest.raises(StoreError, match=r"has no import 7; choose one of its imports: 1, 2"):
        store.remove(7)


def test_undo_goes_back_change_by_change_to_the_empty_store(store):
    for number in (1, 2, 3):
        store.add([frame(observation(2018 + number, number))], origin(f"{number}.csv"))
    for left in ([1, 2], [1], []):
        assert store.undo().change == f"undid: imported {len(left) + 1}.csv"
        assert values(store) == left
    with pytest.raises(StoreError, match="no change to undo"):
        store.undo()
    store.add([frame(observation(2019, 1))], origin("1.csv"))
    assert [i.number for i in store.manifest().imports] == [4]


def test_files_go_when_no_kept_version_names_them(store, monkeypatch):
    monkeypatch.setattr(stores, "KEPT_VERSIONS", 2)
    store.add([frame(observation(value=1))], origin("a.csv"))
    store.remove(1)
    for name in ("b.csv", "c.csv", "d.csv"):
        store.add([frame(observation(value=2, line=len(name) + ord(name[0]), product=f"HS:{name}"))], origin(name))
    assert not list((store.folder / "data").glob("*/00000001-*"))
    assert len(list((store.folder / "versions").glob("*.json"))) == 4
    for _ in range(2):
        store.undo()
    with pytest.raises(StoreError, match="no longer kept"):
        store.undo()


def test_a_long_import_is_cut_into_sorted_files_and_none_is_lost(store, monkeypatch):
    monkeypatch.setattr(spools, "PART_ROWS", 50)
    rows = [observation(1990 + i % 30, i, reporter=("VNM", "LAO")[i % 3 == 0], line=i) for i in range(400)]
    batches = [frame(*rows[i : i + 17]) for i in range(0, 400, 17)]
    seen = []
    added = store.add(batches, origin(), lambda done, of: seen.append((done, of)))
    assert values(store) == [float(i) for i in range(400)]
    sizes = [p.rows for p in added.record.parts]
    assert max(sizes) <= 50 + 17 and len(sizes) > 6
    for path in store.paths(added.record.parts):
        one = pl.read_parquet(path, hive_partitioning=False)
        assert one.equals(one.sort(spools.ORDER, maintain_order=True)) and one["reporter"].n_unique() == 1
    assert seen[-1] == (400, 400) and seen == sorted(seen)


def test_files_carry_statistics_and_zstd(store):
    record = store.add([frame(observation())], origin()).record
    import duckdb

    path = store.paths(record.parts)[0]
    meta = duckdb.sql(f"select distinct compression from parquet_metadata('{path}')").fetchall()
    stats = duckdb.sql(
        f"select stats_min_value from parquet_metadata('{path}') where path_in_schema = 'partner'"
    ).fetchall()
    assert meta == [("ZSTD",)] and stats == [("JPN",)]


def test_rows_that_are_no_observations_leave_the_store_as_it_was(store):
    store.add([frame(observation())], origin("a.csv"))
    before = store.manifest()
    for wrong in (observation(value=float("nan")), observation(status="guessed")):
        with pytest.raises(ValueError, match="not observations"):
            store.add([frame(observation(2022)), frame(wrong)], origin("b.csv"))
    assert store.manifest() == before and not (store.folder / "staging").exists()


def test_ctrl_c_in_an_import_leaves_the_store_as_it_was(store):
    store.add([frame(observation())], origin("a.csv"))
    before = store.manifest()

    def interrupted():
        yield frame(observation(2022))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add(interrupted(), origin("b.csv"))
    assert store.manifest() == before and not (store.folder / "staging").exists()


@pytest.mark.parametrize("code", ["../../etc", "A/B", "CON ", "日本", "..", "."])
def test_a_reporter_that_is_no_code_cannot_leave_the_folder(store, code):
    store.add([frame(observation(reporter=code))], origin())
    written = [p.resolve() for p in store.folder.rglob("*.parquet")]
    assert written and all(store.folder.resolve() / "data" in p.parents for p in written)
    assert values(store, (code,)) == [100.0]


def test_a_store_of_a_newer_layout_is_not_touched(store, monkeypatch):
    from cjtrade_data.store import manifest

    monkeypatch.setattr(manifest, "SCHEMA", 2)
    store.add([frame(observation())], origin())
    monkeypatch.undo()
    for act in (store.manifest, store.undo, lambda: store.add([], origin("b.csv"))):
        with pytest.raises(StoreError, match="newer cjtrade-tui"):
            act()
