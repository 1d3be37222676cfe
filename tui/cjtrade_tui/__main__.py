"""`python -m cjtrade_tui` is `cjtrade-tui`."""

import sys

from cjtrade_tui.cli import main

sys.exit(main())
