"""``python -m newsspider``."""

import sys

from newsspider.cli.main import main

sys.exit(main())
