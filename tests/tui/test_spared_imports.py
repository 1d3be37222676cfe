"""What a start is spared is there for whoever asks for it."""

import subprocess
import sys

CODE = """
import sys
import cjtrade_tui.cli.start
import dataclasses
print("inspect" in sys.modules)

@dataclasses.dataclass
class Undescribed:
    number: int

import inspect
print(inspect is sys.modules["inspect"], Undescribed.__doc__, dataclasses.inspect.Parameter is inspect.Parameter)
"""


def test_dataclasses_have_inspect_when_they_need_it_and_nobody_before():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == ["True Undescribed(number: int) True"]
    assert done.stdout.startswith("False" if sys.version_info < (3, 13) else "")
