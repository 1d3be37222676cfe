"""The rows of one test: each is run, each that fails is named, none hides another."""

import pytest
from every_row import every_row


def outcome(test, **fixtures):
    with pytest.raises(pytest.fail.Exception) as caught:
        test(**fixtures)
    return str(caught.value)


def test_every_row_that_fails_is_named_with_what_is_wrong():
    @every_row(("a", "b"), [(1, 1), (1, 2), (2, 2), (0, 0)], ids=lambda n: f"={n}")
    def body(a, b):
        assert a == b
        assert 1 / a

    told = outcome(body)
    assert told.startswith("2 of 4 rows:\n=1-=2\n    assert 1 == 2")
    assert "=0-=0\n    ZeroDivisionError: division by zero" in told and "test_every_row.py:" in told


async def test_a_test_that_awaits_has_rows_too():
    seen = []

    @every_row("n", [1, 2, 3])
    async def body(n):
        seen.append(n)
        assert n != 2

    with pytest.raises(pytest.fail.Exception, match="1 of 3 rows:\n2\n"):
        await body()
    assert seen == [1, 2, 3]


def test_a_row_has_its_own_folder_and_what_it_sets_ends_with_it(tmp_path, monkeypatch):
    @every_row("n", [1, 2])
    def body(n, tmp_path, monkeypatch):
        assert not list(tmp_path.iterdir())
        (tmp_path / "x").touch()
        monkeypatch.setitem(settings, n, n)
        assert settings == {n: n}

    settings = {}
    body(tmp_path=tmp_path, monkeypatch=monkeypatch)
    assert settings == {}


def test_rows_of_rows_are_all_run():
    seen = []

    @every_row("a", "xy")
    @every_row("b", "12")
    def body(a, b):
        seen.append(a + b)

    body()
    assert seen == ["x1", "x2", "y1", "y2"]


def test_a_test_whose_rows_are_all_skipped_is_skipped():
    @every_row("n", [1, 2])
    def body(n):
        if n or seen:
            pytest.skip(f"not {n}")

    seen = []
    with pytest.raises(pytest.skip.Exception, match="not 1"):
        body()


def test_the_names_of_the_rows_are_as_many_as_the_rows():
    with pytest.raises(ValueError, match="zip"):
        every_row("n", [1, 2], ids=["one"])(lambda n: None)()


def test_of_many_rows_some_are_run_when_quick_and_all_when_slow():
    seen = []

    @every_row("n", lambda: range(7), quick=3)
    def body(n):
        seen.append(n)

    quick, slow = body.pytestmark[0].args[1]
    body(every=quick)
    assert seen == [0, 3, 6]
    body(every=slow.values[0])
    assert seen[3:] == list(range(7)) and [mark.name for mark in slow.marks] == ["slow"]
