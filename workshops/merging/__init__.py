"""Ideas that say the same: found, put together, and taken apart again."""
