"""English: in what the kiosk thinks, and what its voice speaks."""

from kiosk.dialog.languages.english.english import ENGLISH

__all__ = ["ENGLISH"]
