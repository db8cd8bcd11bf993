"""How much memory processes take together, from what Linux tells of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

__all__ = ["memory_mb"]


def memory_mb(pids: Iterable[int]) -> float | None:
    """Resident memory in MB (2^20 bytes); none where /proc does not tell.

    Each page counts once, in equal shares to the processes that map it (``Pss``), files that are
    mapped included: a language model's weights are all in it.
    """
    total_kb = 0
    for pid in pids:
        try:
            told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        except OSError:
            return None
        share = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
        if share is None:
            return None
        total_kb += int(share[1])
    return total_kb / 1024
