"""Every word of the screen, in the languages that it can be drawn in.

The source speaks English: ``tr("Start over")``. The other languages stand beside this file as
gettext catalogues, read when they are first chosen; a test finds what they do not say yet. One
process draws one screen for one guest, so the language of the moment is the process's.
"""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["HERE", "LANGUAGES", "catalogue", "language", "speak", "tr", "tr_of"]

LANGUAGES: Final = {"en": "English", "es": "Español"}
"""Each by its code, as its speakers call it."""
HERE: Final = Path(__file__).parent
"""The folder of the catalogues."""


class _Spoken:
    """The language of the moment."""

    code = "en"


def language() -> str:
    """Code of the language that is spoken now."""
    return _Spoken.code


def speak(code: str) -> None:
    """From now on every word comes in that language, one of :data:`LANGUAGES`."""
    catalogue(code)
    _Spoken.code = code


def tr(message: str, **values: object) -> str:
    """``message`` in the language of the moment, its ``{fields}`` filled."""
    words = catalogue(_Spoken.code).gettext(message)
    return words.format(**values) if values else words


def tr_of(context: str, message: str) -> str:
    """``message`` where it is said of ``context``: English has one word there for two things."""
    return catalogue(_Spoken.code).pgettext(context, message)


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """The words of one language; English stands in the source."""
    if code == "en":
        return gettext.NullTranslations()
    compiled = BytesIO()
    with (HERE / f"{code}.po").open("rb") as written:
        write_mo(compiled, read_po(written, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
