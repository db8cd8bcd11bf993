"""How names sound: codes that names which may be taken for each other share.

Two, for two uses. :func:`sound` is fine: what shares it is hard to tell apart by ear, so an owner
is warned. :func:`skeleton` is coarse: what shares it may have been misheard for each other, so it
only proposes, and the spelling decides. Each is worse at the other's work: by the coarse one
*side* sounds like *sweet tea*, by the fine one half of what recognisers garble is not found.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["skeleton", "sound", "spanish", "words"]

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
    """The fine code of ``text``, word by word; figures and other scripts stand for themselves.

    Consonants by where they are formed, as Soundex and Metaphone group them, every vowel as ``A``,
    letters that English does not sound left out. "Coke" and "cook" are ``KAK``; "knight" and
    "night" are ``NAT``.
    """
    return " ".join(filter(None, map(_word, words(text).split())))


def _word(word: str) -> str:
    code = _DOUBLED.sub(r"\1", word)
    for spelling, sounded in _SPELLINGS:
        code = spelling.sub(sounded, code)
    return _DOUBLED.sub(r"\1", code)


@lru_cache(maxsize=8192)
def skeleton(text: str) -> str:
    """The coarse code of small letters run together: consonant classes, vowels only at the start.

    After Soundex (Russell, 1918) with the changes that recognisers' errors ask for: c, k, q and g
    fall together, silent h and w, ph as f.
    """
    out = ""
    text = text.replace("ph", "f").replace("gh", "").replace("ck", "k").replace("x", "ks")
    last = ""
    for n, c in enumerate(text):
        if c in "hw":
            continue
        code = "" if c in "aeiouy" else _CLASS.get(c, c)
        if code and code != last:
            out += code
        elif n == 0:
            out = "a"
        last = code
    return out


_CLASS: Final = {
    **dict.fromkeys("bp", "b"),
    **dict.fromkeys("fv", "f"),
    **dict.fromkeys("ckqg", "k"),
    **dict.fromkeys("szj", "s"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("mn", "m"),
}


def spanish(text: str) -> str:
    """A Spanish name as an English ear would write it: *jalapeno* as "halapeno"."""
    for spelling, heard in (("ll", "y"), ("j", "h"), ("qu", "k"), ("z", "s")):
        text = text.replace(spelling, heard)
    return text
