"""The languages that the kiosk speaks: every sentence of it, and the grammar that they need."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kiosk.dialog.languages.english import ENGLISH
from kiosk.dialog.languages.language import MANY, Choosing, Dish, Language, On
from kiosk.dialog.languages.spanish import SPANISH

__all__ = ["ENGLISH", "LANGUAGES", "MANY", "SPANISH", "Choosing", "Dish", "Language", "On"]

LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {language.code: language for language in (ENGLISH, SPANISH)}
)
"""By their codes."""
