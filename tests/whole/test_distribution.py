"""What is built to be handed on: a wheel that runs with its data, and an sdist that can test itself."""

import os
import subprocess
import sys
import tarfile
import zipfile

import pytest
from ran import ran
from terminal import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("clone")]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder with the sdist and the wheel that is made of it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", folder, ROOT], check=True, capture_output=True)
    return folder


def test_a_wheel_installed_elsewhere_runs_with_its_data(built, tmp_path):
    target = tmp_path / "elsewhere"
    wheel = next(built.glob("*.whl"))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel]
    subprocess.run(install, check=True)
    code = f"import sys; sys.path.insert(0, {str(target)!r}); import cjtrade_data; from cjtrade_tui.cli.main import main; print(cjtrade_data.__file__); sys.exit(main(['show', 'flows']))"
    done = ran([sys.executable, "-c", code], cwd=tmp_path, check=True)
    assert str(target) in done.stdout and "237.22 million USD" in done.stdout


def test_a_wheel_has_the_readme_whole_and_says_that_it_is_typed(built):
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        [name] = [n for n in wheel.namelist() if n.endswith(".dist-info/METADATA")]
        metadata = wheel.read(name).decode()
        assert {"cjtrade_data/py.typed", "cjtrade_tui/py.typed"} <= set(wheel.namelist())
    assert (ROOT / "README.md").read_text("utf-8").strip() in metadata.replace("\r\n", "\n")


def test_an_sdist_runs_its_own_tests(built, tmp_path):
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()
    tests = ["tests/data/model", "tests/data/wording", "tests/tui/tray", "tests/test_structure.py"]
    done = ran(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", *tests],
        cwd=source,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(source / "data"), str(source / "tui")))},
    )
    assert done.returncode == 0, done.stdout + done.stderr
