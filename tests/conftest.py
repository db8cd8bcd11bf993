"""What holds for every test."""

from __future__ import annotations

import signal

from hypothesis import settings

settings.register_profile("kiosk", deadline=None)  # machines are noisy: time is the bench's affair
settings.load_profile("kiosk")

# A shell that starts a run in the background has it ignore ctrl-c, and all that it starts too.
signal.signal(signal.SIGINT, signal.default_int_handler)
