"""What Python's garbage collector need not look at."""

from __future__ import annotations

import gc

__all__ = ["spare_what_stays"]


def spare_what_stays() -> None:
    """Leave everything that is in memory now out of every collection to come.

    Menus, lexicons and libraries are some 100,000 objects that stay until the process ends. A full
    collection goes through all of them, a tenth of a second in which no touch is answered.
    """
    gc.unfreeze()  # what stayed until now, and may be garbage since: a menu that was read again
    gc.collect()
    gc.freeze()
