"""What python-escpos knows of receipt printers: their letters, their widths.

It makes a temporary folder for each process that imports it, and leaves it there; a box that looks
at its printer every minute would fill its disk. Here the folder goes when the import is done.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack

__all__ = ["CAPABILITIES", "get_profile"]

with ExitStack() as _afterwards:
    _afterwards.callback(setattr, tempfile, "tempdir", tempfile.tempdir)
    tempfile.tempdir = _afterwards.enter_context(tempfile.TemporaryDirectory())
    from escpos.capabilities import CAPABILITIES, get_profile
