"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("kiosk", deadline=None)  # machines are noisy: time is the bench's affair
settings.load_profile("kiosk")
