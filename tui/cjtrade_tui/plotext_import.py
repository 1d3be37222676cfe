"""plotext, imported in a third of its time: what it imports and nothing here uses is left out.

plotext writes its manual into docstrings when it is imported, and imports unittest for its own tests: two thirds of its
250 ms. Modules of those names that have nothing in them spare both; everything that draws is as it was.
CJTRADE_WHOLE_PLOTEXT=1 imports it whole.
"""

import os
import sys
from types import ModuleType
from typing import Any

_OF_PLOTEXT = {"plotext._doc.doc": "docs", "plotext._tests.run": "test"}
"""Modules that are left out, and the one name that plotext takes from each."""


def plotext() -> Any:
    """The module, imported when it is first asked for."""
    if "plotext" not in sys.modules and os.environ.get("CJTRADE_WHOLE_PLOTEXT") != "1":
        for module, name in _OF_PLOTEXT.items():
            stand_in = ModuleType(module)
            setattr(stand_in, name, None)
            sys.modules.setdefault(module, stand_in)
    import plotext

    return plotext
