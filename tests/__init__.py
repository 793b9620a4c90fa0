"""Before anything else is loaded: what keeps a run short.

Compiled code is kept, whatever the environment says. Without it each process of a run, also each
server that a test starts, compiles all of it again. And the garbage collector looks at everything
more rarely than by default, though not so rarely that a run needs more memory.
"""

import gc
import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
gc.set_threshold(3_000, 10, 10)
