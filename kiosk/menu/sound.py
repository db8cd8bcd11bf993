"""A phonetic code: names that a recogniser may take for each other have the same one.

Consonants by where they are formed, as Soundex and Metaphone group them, every vowel as ``A``,
letters that English does not sound left out. "Coke" and "cook" are ``KAK``; "knight" and "night"
are ``NAT``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["sound", "words"]

_SPELLINGS: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"^(kn|gn|pn)", "N"),
        (r"^wr", "R"),
        (r"^(wh|w)", "W"),
        (r"^y", "Y"),
        (r"^h", "H"),
        (r"ch|sh|ti(?=o)|ci(?=[ao])|j|dge|zh", "X"),
        (r"ph|v|f", "F"),
        (r"igh|gh", "i"),
        (r"th|d|t", "T"),
        (r"mb$|m", "M"),
        (r"c(?=[eiy])|z|s", "S"),
        (r"ck|c|qu|q|k|g", "K"),
        (r"x", "KS"),
        (r"b|p", "P"),
        (r"n", "N"),
        (r"l", "L"),
        (r"r", "R"),
        (r"(?<=[A-Z])e$|[hw]", ""),
        (r"[aeiouy]+", "A"),
    )
)
"""Spelling → code, applied in this order; what a rule wrote is in capitals and stays."""
_APOSTROPHE: Final = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_DOUBLED: Final = re.compile(r"(.)\1+")


def words(text: str) -> str:
    """``text`` as it is spoken: small letters without accents, one space between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", _APOSTROPHE.sub("", plain)))


def sound(text: str) -> str:
    """The code of ``text``, word by word; figures and other scripts stand for themselves."""
    return " ".join(filter(None, map(_word, words(text).split())))


def _word(word: str) -> str:
    code = _DOUBLED.sub(r"\1", word)
    for spelling, sounded in _SPELLINGS:
        code = spelling.sub(sounded, code)
    return _DOUBLED.sub(r"\1", code)
