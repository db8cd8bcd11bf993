"""Which letters a printer can print, and what stands for those that it cannot.

A receipt printer has a few hundred letters, 128 at a time, in numbered tables (code pages). What is
in none of its tables is written in Latin letters with a mark before the word, so that the kitchen
sees that the menu writes it otherwise; nothing is ever left out or printed as a question mark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from anyascii import anyascii

from kiosk.connect.printer.profiles import CAPABILITIES, get_profile
from kiosk.errors import UsageError

__all__ = ["MARK", "Letters", "pages_of"]

MARK: Final = "~"
"""Before a word that was put into Latin letters."""
_SELECT: Final = b"\x1bt"
"""ESC t n: the letters above 127 are those of table n from here on."""
_PLAIN: Final = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
        "\u2026": "...",
        "\u202f": " ",
        "\u00a0": " ",
    }
)
"""Typography that loses nothing when it is typed: never marked."""


def pages_of(profile: str, names: Sequence[str]) -> dict[int, str]:
    """Number in the printer → Python's codec, of the tables called ``names`` ("CP437"), in that
    order.

    Raises:
        UsageError: there is no such printer profile, or it has no such table.
    """
    if profile not in CAPABILITIES["profiles"]:
        known = ", ".join(sorted(CAPABILITIES["profiles"]))
        raise UsageError(f"no printer profile {profile!r}", hint=f"profiles: {known}")
    numbers: Mapping[str, str] = get_profile(profile).get_code_pages()
    pages = {}
    for name in names:
        codec = CAPABILITIES["encodings"].get(name, {}).get("python_encode")
        if name not in numbers or codec is None:
            usable = [n for n in numbers if "python_encode" in CAPABILITIES["encodings"].get(n, {})]
            raise UsageError(
                f"printer profile {profile!r} has no code page {name!r}",
                hint=f"code pages: {', '.join(sorted(usable))}",
            )
        pages[int(numbers[name])] = codec
    return pages


class Letters:
    """Text as one printer can print it: what is spelled can be encoded, a cell for a letter."""

    def __init__(self, pages: Mapping[int, str]) -> None:
        """``pages``: number of each table in the printer → Python's codec; the first one counts
        for more, for every change of tables costs three bytes."""
        self._pages = {
            number: {
                letter: bytes([code])
                for code in range(128, 256)
                if (letter := bytes([code]).decode(codec, errors="ignore")) and letter.isprintable()
            }
            for number, codec in pages.items()
        }

    def spell(self, text: str) -> str:
        """``text`` in letters that :meth:`encode` takes, on one line; control codes are spaces."""
        plain = unicodedata.normalize("NFC", text.translate(_PLAIN))
        words = "".join(map(_visible, plain)).split()
        return " ".join(self._word(word) for word in words)

    def has(self, text: str) -> bool:
        """Whether every letter of ``text`` can be printed as it is."""
        return all(self._page_of(letter) is not None for letter in text)

    def encode(self, text: str) -> bytes:
        """The bytes for a spelled text, with changes of tables where they are needed. Ends with no
        table in particular: each text chooses its own."""
        return b"".join(self._encoded(text))

    def _encoded(self, text: str) -> Iterator[bytes]:
        at: int | None = None
        for letter in text:
            page = self._page_of(letter, at)
            assert page is not None, f"{letter!r} was not spelled"
            if page == _ASCII:
                yield letter.encode("ascii")
                continue
            if page != at:
                at = page
                yield _SELECT + bytes([at])
            yield self._pages[at][letter]

    def _page_of(self, letter: str, at: int | None = None) -> int | None:
        """The table that holds ``letter``, that in use first; none where no table does."""
        if " " <= letter <= "~":
            return _ASCII
        if at is not None and letter in self._pages[at]:
            return at
        return next((n for n, page in self._pages.items() if letter in page), None)

    def _word(self, word: str) -> str:
        if self.has(word):
            return word
        latin = "".join(c if self._page_of(c) is not None else _latin(c) for c in word)
        return MARK + " ".join(latin.split())


_ASCII: Final = -1
"""In place of a table: what every table holds."""


def _visible(letter: str) -> str:
    """A space for what moves the print head or ends a line, nothing for what only steers others."""
    kind = unicodedata.category(letter)
    if kind in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    return "" if kind == "Cf" else letter


def _latin(letter: str) -> str:
    """``letter`` in ASCII; one that is in no script stands there by its number."""
    if latin := anyascii(letter).strip():
        return latin
    if unicodedata.category(letter).startswith("M"):
        return ""
    return f"[U+{ord(letter):04X}]"
