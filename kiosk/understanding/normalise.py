"""Text as heard or typed → words in one spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

__all__ = [
    "MAX_CHARACTERS",
    "MAX_WORDS",
    "Word",
    "cut_short",
    "last_stem",
    "number_of",
    "stem",
    "words",
    "written",
]

MAX_CHARACTERS: Final = 2_000
"""Of one utterance that are read."""
MAX_WORDS: Final = 300
"""Of one utterance that are read: two minutes of speech."""
_MAX_DIGITS: Final = 5
"""Longer figures are no number of things: a telephone's, a card's."""

_TIMES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000}
_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS: Final = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_SPANISH: Final = (
    "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez",
)  # fmt: skip
_NUMBERS: Final = (
    {word: n for n, word in enumerate(_UNITS)}
    | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
    | {word: n for n, word in enumerate(_SPANISH, 1)}
)
_SLANG: Final = {
    "gonna": "going to",
    "wanna": "want to",
    "lemme": "let me",
    "gimme": "give me",
    "kinda": "kind of",
}
_NTH: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_TIMES_BEHIND: Final = re.compile(
    r"(?<=[a-z])\s+x\s*(\d+)(?=\s*(?:$|[,.;!?\n]|(?:and|plus|with|without|no|please)\b))"
)
_SPELLED: Final = (
    (re.compile(r"\bw\s*/\s*o\b"), "without"),
    (re.compile(r"\bw\s*/(?=\s|\w)"), "with "),
    (re.compile(r"\s*&\s*"), " and "),
    (re.compile(r"(?<=\d)\s*%"), " percent"),  # recognisers write "2% milk"
    (re.compile(r"#\s*(?=\d)|\bno\.\s*(?=\d)|\bnos\.?\s*(?=\d)"), "number "),
    (re.compile(r"(?<=\bnumber )(\d+)s\b"), r"\1"),
    (re.compile(r"\b(dr|mr|mrs|ms|st|jr|oz|lb|pc|pcs)\."), r"\1 "),
    (re.compile(r"\bdoz\b\.?"), "dozen"),
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\b([1-6])(?:st|nd|rd|th)\b"), lambda m: _NTH[int(m[1]) - 1]),
    (_TIMES_BEHIND, r" \1 of those"),  # "coke x2" counts what stands before it
    (re.compile(r"\b(\d+)\s*x\b|\bx\s*(\d+)\b"), r"\1\2"),
    (re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)"), " "),
    (re.compile(r"\bok\b"), "okay"),
    (re.compile(r"\b(gonna|wanna|lemme|gimme|kinda)\b"), lambda m: _SLANG[m[1]]),
    (re.compile(r"\bwith out\b"), "without"),
    (re.compile(r"\bdo(?:es)? not\b"), "dont"),
    (re.compile(r"\bdid not\b"), "didnt"),
    (re.compile(r"\b(do|does|did|is|are|was|ca|wo|would|should|could) nt\b"), r"\1nt"),
    (re.compile(r"\b(don|doesn|didn|isn|aren|wasn|can|won|wouldn|shouldn|couldn) t\b"), r"\1t"),
    (re.compile(r"\bdnt\b"), "dont"),
    (re.compile(r"\b(that|it|what|let|there|he|she|who|how|where) s\b"), r"\1s"),
    (re.compile(r"\b(i|you|we|they) (m|re|ll|ve|d)\b"), r"\1\2"),
    (re.compile(r"\bi am\b(?= \w)"), "im"),
    (re.compile(r"\b(you|we|they) are\b(?= \w)"), r"\1re"),
    (re.compile(r"\b(?:can not|cannot)\b"), "cant"),
    (re.compile(r"\bwill not\b"), "wont"),
    (re.compile(r"\bthat (is|will)\b"), r"thats"),
    (re.compile(r"\bthat ll\b|\bthatll\b"), "thats"),
    (re.compile(r"\b(normal|regular|usual) amount of\b"), r"\1"),
)
_WILL: Final = re.compile(
    "\\b(?!they|that|there|what|who|she|you)([a-z]{3,})['\N{RIGHT SINGLE QUOTATION MARK}]ll\\b"
)
"""A noun's will: "my wife'll"."""
_APOSTROPHE: Final = re.compile("['`\N{RIGHT SINGLE QUOTATION MARK}\N{ACUTE ACCENT}]")
_TOKEN: Final = re.compile(r"\d+(?:[.:]\d+)+|[^\W_]+|[.,;:!?]")
"""A figure with a point or colon in it is one word: a price, a measure or a time counts nothing."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an utterance."""

    text: str
    """Lower case, without accents and apostrophes."""
    stem: str
    """Singular; a number word as digits."""
    mark: str = ""
    """Punctuation right after it: ``,`` or ``.`` or ``?``; recognisers guess it, guests omit it."""


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("½", " half "))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word's singular as far as English spelling tells: the same for both numbers."""
    if word in _NUMBERS:
        return str(_NUMBERS[word])
    out = word
    if len(out) > 3 and out.endswith("s") and not out.endswith(("ss", "us", "is")):
        out = out[:-1]
    if len(out) > 4 and out.endswith(("che", "she", "xe", "sse", "oe")):
        out = out[:-1]
    if len(out) > 3 and out.endswith("ie"):
        out = out[:-2] + "y"
    return str(_NUMBERS[out]) if out in _NUMBERS else out


def number_of(word: Word) -> int | None:
    """The number that a word writes, or none."""
    if word.stem.isascii() and word.stem.isdigit() and len(word.stem) <= _MAX_DIGITS:
        return int(word.stem)
    return None


def cut_short(text: str) -> bool:
    """Whether ``words`` leaves the end of it unread."""
    return len(text) > MAX_CHARACTERS or len(words(text, MAX_WORDS + 1)) > MAX_WORDS


def words(text: str, most: int = MAX_WORDS) -> list[Word]:
    """The words of the first 2,000 characters of ``text``, ``most`` of them at the most."""
    folded = _fold(text[:MAX_CHARACTERS])
    folded = _APOSTROPHE.sub("", _WILL.sub(r"\1 will", folded.replace("-", " ")))
    for pattern, to in _SPELLED:
        folded = pattern.sub(to, folded)
    out: list[Word] = []
    for said in _TOKEN.findall(folded):
        if said in ".,;:!?":
            if out and out[-1].mark in ("", ","):
                mark = "?" if said == "?" else "." if said in ".!" else ","
                out[-1] = replace(out[-1], mark=mark)
        elif out and said in _TIMES and number_of(out[-1]) and not out[-1].mark:
            ones = out.pop()
            out.append(Word(f"{ones.text} {said}", str(int(ones.stem) * _TIMES[said])))
        elif said in _TIMES:
            out.append(Word(said, str(_TIMES[said])))
        elif out and _compound(out[-1], said):
            tens = out.pop()
            out.append(Word(f"{tens.text} {said}", str(int(tens.stem) + _NUMBERS[said])))
        else:
            out.append(Word(said, stem(said)))
            _join_hundreds(out)
        if len(out) >= most:
            break
    return out


def written(said: Iterable[Word]) -> str:
    """A text of which these are the words."""
    return " ".join(word.text + word.mark for word in said)


def last_stem(text: str) -> str:
    """The stem of the last word of ``text``; empty where it has none, as a name of signs has."""
    return next((word.stem for word in reversed(words(text))), "")


def _join_hundreds(out: list[Word]) -> None:
    """Two hundred (and) five: what is less than a hundred, said in words, goes on with it."""
    last = out[-1]
    and_ = 1 if len(out) > 2 and out[-2].text == "and" and not out[-2].mark else 0
    if len(out) < 2 + and_ or last.text.isdigit() or not 0 < (number_of(last) or 0) < 100:
        return
    hundreds = out[-2 - and_]
    if not hundreds.text.endswith("hundred") or hundreds.mark:
        return
    said = " ".join(word.text for word in out[-2 - and_ :])
    total = (number_of(hundreds) or 0) + (number_of(last) or 0)
    out[-2 - and_ :] = [Word(said, str(total), last.mark)]


def _compound(before: Word, said: str) -> bool:
    """Whether ``said`` goes on with a number: twenty + five."""
    return not before.mark and before.text.split()[-1] in _TENS and 1 <= _NUMBERS.get(said, 0) <= 9
