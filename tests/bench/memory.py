"""How much memory a server takes, its worker processes included (Linux: /proc)."""

from pathlib import Path


def resident_bytes(pid: int) -> int:
    """Memory of the process and of all below it. Pages they share are counted once each."""
    return _own(pid) + sum(resident_bytes(child) for child in _children(pid))


def _own(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found
