"""Spanish: shown to guests who read it. Their own words are understood in English."""

from kiosk.dialog.languages.spanish.spanish import SPANISH

__all__ = ["SPANISH"]
