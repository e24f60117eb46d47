"""``python -m sovietlabour``."""

import sys

from sovietlabour.cli import main

sys.exit(main())
