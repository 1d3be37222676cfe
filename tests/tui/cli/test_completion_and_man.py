"""Completion and the manual page are made of the parsers: they know every command, tab and option."""

import shutil

import pytest
from ran import ran

from cjtrade_data.model.tabs import TABS
from cjtrade_tui.cli.completion import SHELLS
from cjtrade_tui.cli.main import main
from cjtrade_tui.cli.parser import COMMANDS


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_told_of_every_command_and_tab(shell, capfd):
    assert main(["completion", shell]) == 0
    script = capfd.readouterr().out
    assert all(word in script for word in (*TABS, *(command.name for command in COMMANDS), "frequency", "parquet"))


@pytest.mark.needs("bash")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [("cjtrade-tui br", "brief"), ("cjtrade-tui show fl", "flows"), ("cjtrade-tui flows --freq", "--frequency")],
)
def test_bash_completes_what_is_typed(typed, completed, capfd):
    main(["completion", "bash"])
    words = typed.split()
    script = f"""{capfd.readouterr().out}
COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _shtab_cjtrade_tui; echo "${{COMPREPLY[@]}}"
"""
    done = ran(["bash", "-c", script], check=True)
    assert completed in done.stdout.split()


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("zsh", ["-fc", "autoload -U compinit; fpath=($PWD $fpath); compinit -u -D; echo $_comps[cjtrade-tui]"]),
        ("fish", ["--no-config", "-c", "source _cjtrade-tui; complete -C 'cjtrade-tui show flows --freq'"]),
    ],
)
def test_a_real_shell_loads_what_it_is_given(shell, words, tmp_path, capfd):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not on this machine")
    main(["completion", shell])
    (tmp_path / "_cjtrade-tui").write_text(capfd.readouterr().out)
    done = ran([shell, *words], cwd=tmp_path, check=True)
    assert done.stdout.startswith(("_cjtrade-tui", "--frequency")) and not done.stderr


def test_the_manual_page_has_every_command_and_option(capfd):
    assert main(["man"]) == 0
    page = capfd.readouterr().out.replace("\\-", "-")
    assert page.startswith(".TH CJTRADE-TUI")
    assert "\ncjtrade-tui - Cambodia-Japan trade flows" in page and "\n.SH EXIT STATUS\n0; 1 nothing found" in page
    assert all(command.name in page and command.summary in page for command in COMMANDS)
    assert all(f"cjtrade-tui {example}" in page.replace("\\(aq", "'") for example in ("brief", "man > cjtrade-tui.1"))
