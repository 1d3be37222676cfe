"""A program run to its end, with what it says as text."""

import subprocess


def ran(words, check=False, **more):
    return subprocess.run(words, capture_output=True, text=True, check=check, **more)
