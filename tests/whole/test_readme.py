"""Every command of the README does what it says."""

import re
import shlex
import subprocess
import sys

import pytest
from ran import ran
from terminal import ROOT, Terminal

README = (ROOT / "README.md").read_text("utf-8")


def block(name):
    return re.search(rf"<!-- {name} command -->\n```sh\n(.+?)\n```", README, re.S)[1]


SHOWN = list(re.findall(r"^\.venv/bin/cjtrade-tui .+$", README, re.M))


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A fresh clone with what is not committed yet laid over it."""
    folder = tmp_path_factory.mktemp("clone") / "cjtrade-tui"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    listed = ran(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


@pytest.mark.slow
@pytest.mark.xdist_group("clone")
def test_the_first_command_opens_the_program_from_a_fresh_clone(clone):
    with Terminal(["bash", "-c", block("run")], cwd=clone) as terminal:
        terminal.wait_for("325.65", seconds=240)
        text = "\n".join(terminal.screen.display)
        assert all(words in text for words in ("237.22", "+15.3%", "88.43", "-4.3%", "+9.3%", "148.79"))
        terminal.press("q")
        assert terminal.exit_status() == 0


@pytest.mark.slow
@pytest.mark.xdist_group("clone")
def test_the_second_command_tests_the_program_from_a_fresh_clone(clone):
    """All of it is what CI runs; here pytest is asked for one file of it."""
    import os

    done = ran(
        ["bash", "-c", block("test")],
        cwd=clone,
        timeout=400,
        env=os.environ | {"PYTEST_ADDOPTS": "-k test_period -p no:cacheprovider -n 0"},
    )
    assert done.returncode == 0 and " passed" in done.stdout, done.stdout + done.stderr


def test_ci_runs_the_readmes_own_test_command():
    extract = next(line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line.startswith("test_command="))
    done = ran(["bash", "-c", f'{extract}\necho "$test_command"'], cwd=ROOT, check=True)
    assert done.stdout.strip() == block("test")


@pytest.mark.slow
@pytest.mark.parametrize("command", SHOWN)
def test_each_example_prints_figures(command):
    words = shlex.split(command)
    done = ran([sys.executable, "-m", "cjtrade_tui", *words[1:]])
    assert done.returncode == 0 and done.stderr == "" and len(done.stdout.splitlines()) > 2


def test_the_samples_are_what_the_program_prints():
    samples = re.findall(r"^\$ cjtrade-tui (.+)\n((?:.+\n)+)", README, re.M)
    assert len(samples) >= 2
    for command, printed in samples:
        words = [sys.executable, "-m", "cjtrade_tui", *shlex.split(command)]
        done = ran(words)
        missing = [line for line in printed.splitlines() if line != "```" and line not in done.stdout]
        assert not missing, (command, missing, done.stdout)


def test_the_examples_were_found():
    assert len(SHOWN) >= 5


def test_the_lines_of_the_readme_print_japans_share_by_year():
    snippet = re.search(r"```python\n(.+?)```", README, re.S)[1]
    done = ran([sys.executable, "-c", snippet], check=True)
    assert "2016 WITS 2017-11 6.04 %" in done.stdout


def test_every_key_of_the_program_is_in_the_readme():
    sys.path.insert(0, str(ROOT / "tui"))
    from cjtrade_tui.navigation.commands import COMMANDS

    keys = README.split("## Keys")[1].split("## ")[0]
    for command in COMMANDS:
        if command.help:
            assert f"`{command.show.split()[0]}`" in keys or command.show.split("-")[0] in keys, command


def test_its_parts_stand_in_the_order_promised():
    headings = re.findall(r"^## (.+)$", README, re.M)
    assert headings == [
        "Two commands",
        "A tour by screen",
        "Coverage and gaps",
        "Keys",
        "Command line",
        "Data and sources",
        "Glossary",
        "Use over SSH",
        "Development",
    ]
    assert README.index("](screenshots/") < README.index("## Two commands")


def test_every_file_it_links_is_there():
    links = re.findall(r"\]\((?![a-z]+:|#)([^)]+)\)", README)
    assert len(links) > 5 and not [link for link in links if not (ROOT / link).exists()]
