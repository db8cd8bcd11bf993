"""What training asks of the machine: its cores, and memory that stays where it is."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Final

__all__ = ["cores", "keep_memory"]

# <malloc.h>
_TRIM_THRESHOLD: Final = -1
_TOP_PAD: Final = -2
_MMAP_MAX: Final = -4
_MOST: Final = 2**31 - 1


def keep_memory() -> None:
    """Keep what is freed for the next step, instead of giving it back to the system page by page.

    A step asks for the same hundreds of megabytes each time; a fifth of its time would go into
    having them cleared. Without glibc, nothing is done.
    """
    if not sys.platform.startswith("linux"):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:
        return
    mallopt(_MMAP_MAX, 0)
    mallopt(_TRIM_THRESHOLD, _MOST)
    mallopt(_TOP_PAD, 256 << 20)


def cores() -> int:
    """Cores that this process may run on: on fewer, more threads would wait for each other."""
    if sys.platform.startswith("linux"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
