"""Imports that take long and of which nothing here is used, and how a start is spared them: all such tricks stand here.

plotext writes its manual into docstrings when it is imported, and imports unittest for its own tests: two thirds of its
250 ms. Modules of those names that have nothing in them spare both; everything that draws is as it was.
CJTRADE_WHOLE_PLOTEXT=1 imports it whole.

dataclasses imports inspect, 8 of its 10 ms, for classes without a docstring alone, before Python 3.13.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Any

_OF_PLOTEXT = {"plotext._doc.doc": "docs", "plotext._tests.run": "test"}
"""Modules that are left out, and the one name that plotext takes from each."""


class _Later(ModuleType):
    """Stands for a module that is imported when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        from importlib import import_module

        self.step_aside()
        return getattr(import_module(self.__name__), name)

    def step_aside(self) -> None:
        """From here on who imports the module gets itself."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]


if "inspect" not in sys.modules:  # for dataclasses alone: all others import inspect as ever
    inspect = sys.modules["inspect"] = _Later("inspect")
    import dataclasses  # noqa: F401

    inspect.step_aside()


def plotext() -> Any:
    """The module, imported when it is first asked for."""
    if "plotext" not in sys.modules and os.environ.get("CJTRADE_WHOLE_PLOTEXT") != "1":
        for module, name in _OF_PLOTEXT.items():
            stand_in = ModuleType(module)
            setattr(stand_in, name, None)
            sys.modules.setdefault(module, stand_in)
    import plotext

    return plotext
