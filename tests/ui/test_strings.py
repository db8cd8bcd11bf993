"""Every word of the screen, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import kiosk.ui
from kiosk.ui.strings import LANGUAGES, catalogue

ROOM = Path(kiosk.ui.__file__).parent


def spoken() -> set[str]:
    """All that the source gives to ``tr``."""
    found = extract_from_dir(ROOM, [("**.py", "python")], keywords={"tr": None})
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_a_language_says_everything_and_nothing_else(language: str) -> None:
    with (ROOM / "strings" / f"{language}.po").open("rb") as written:
        said = {str(message.id): str(message.string) for message in read_po(written) if message.id}
    assert set(said) == spoken()
    assert all(said.values())


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_field_is_kept(language: str) -> None:
    def fields(words: str) -> list[str]:
        return sorted(re.findall(r"\{\w*\}", words))

    for message in spoken():
        assert fields(catalogue(language).gettext(message)) == fields(message)
