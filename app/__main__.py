"""python -m app is klebepunkt."""

import sys

from app.cli import main

sys.exit(main())
