"""Before anything else is loaded: compiled code is kept, whatever the environment says.

Without it each process of a run, also each server that a test starts, compiles all of it again.
"""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
