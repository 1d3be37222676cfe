"""`python -m cjtrade_tui` is `cjtrade-tui`."""

import sys

from cjtrade_tui.cli.start import main

sys.exit(main())
