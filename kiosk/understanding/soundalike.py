"""What else the words of a recogniser may have been: names of the menu that sound nearly so.

A recogniser writes words that it knows, so a name that it does not know comes as others of about
its sound, cut elsewhere: "can always" for *cannolis*, "eliminate" for *a lemonade*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from rapidfuzz import fuzz, process

from kiosk.menu.model import Menu
from kiosk.menu.sound import sound
from kiosk.understanding.normalise import Word, words, written
from kiosk.understanding.tag import Tag

__all__ = ["SoundAlikes"]

_LIKE: Final = 78.0
"""Least similarity of sounds (rapidfuzz ratio, 0..100)."""
_ASIDE: Final = 2
"""Words to either side of a strange one that may be of the same name."""
_MOST: Final = 6
"""Texts that are proposed."""
_AMOUNTS: Final = ("light", "extra", "decaf", "iced")
"""Words for how much of it, which are in no name."""
_NO: Final = "no"
_HARDLY: Final = 0.5
"""Confidence below which any word may be another."""
_SURELY: Final = 0.9
"""Confidence from which a word that means something is no other."""
_KNOWN: Final = 0.7
"""Confidence of words of which it is not known."""


class SoundAlikes:
    """The names of one menu by their sound. Compiled once."""

    def __init__(self, menu: Menu) -> None:
        groups = (group for item in menu.items.values() for group in item.groups.values())
        options = (option for group in groups for option in group.options.values())
        called = ((one.name, *one.aliases) for one in chain(menu.entries(), options))
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for name in dict.fromkeys((*chain.from_iterable(called), *_AMOUNTS)):
            spelt = [word.text for word in words(name)]
            names[_run_together(spelt)][" ".join(spelt)] = None
        self._names = {code: tuple(spelt) for code, spelt in names.items() if len(code) > 1}
        self._same = {_run_together([_NO]): (_NO,), **self._names}

    def mended(
        self, said: Sequence[Word], tags: Sequence[Tag], sure: Mapping[str, float]
    ) -> list[str]:
        """Texts in which strange words are a name, the likeliest first.

        Args:
            said: the words.
            tags: what they are taken for.
            sure: how surely words were heard, 0 to 1, where that is known.
        """
        found: dict[str, float] = {}
        for start, end in _stretches(said, tags, sure):
            for name, like in self._sounding(said[start:end]):
                text = _replaced(said, start, end, name)
                found[text] = max(like, found.get(text, 0.0))
        best = sorted(found.items(), key=lambda one: -one[1])
        return [text for text, _ in best[:_MOST]]

    def same(self, said: Sequence[Word], tags: Sequence[Tag]) -> list[str]:
        """Texts with a name, or "no", for words of no use that sound the same, however surely
        heard: "I know pickles"."""
        strange = (one for one in tags if one.kind in ("filler", "unknown"))
        return [
            _replaced(said, start, end, name)
            for one in strange
            for start, end in _around(said, one)
            for name in self._same.get(_run_together(word.text for word in said[start:end]), ())
        ]

    def _sounding(self, said: Sequence[Word]) -> list[tuple[str, float]]:
        """Names that sound like the words, and how much, but for those that are the words."""
        heard = _run_together(word.text for word in said)
        near = process.extract(
            heard, self._names.keys(), scorer=fuzz.ratio, limit=_MOST, score_cutoff=_LIKE
        )
        spelt = " ".join(word.text for word in said)
        return [
            (name, like) for code, like, _ in near for name in self._names[code] if name != spelt
        ]


def _run_together(spelt: Iterable[str]) -> str:
    return sound("".join(spelt))


def _stretches(
    said: Sequence[Word], tags: Sequence[Tag], sure: Mapping[str, float]
) -> Iterator[tuple[int, int]]:
    """Stretches of words that may be one name: a strange one, with some beside it."""
    for tag in tags:
        if _may_be_another(tag, min(sure.get(word, _KNOWN) for word in tag.words.split())):
            yield from _around(said, tag)


def _around(said: Sequence[Word], tag: Tag) -> Iterator[tuple[int, int]]:
    """Its words, alone and with some beside them in the same sentence."""
    for start in range(max(0, tag.start - _ASIDE), tag.start + 1):
        for end in range(tag.end, min(len(said), tag.end + _ASIDE) + 1):
            if not any(word.mark in (".", "?") for word in said[start : end - 1]):
                yield start, end


def _may_be_another(tag: Tag, sure: float) -> bool:
    partly = tag.kind == "menu" and tag.score < 1
    strange = sure < _HARDLY or ((partly or tag.kind == "filler") and sure < _SURELY)
    return strange or tag.kind == "unknown"


def _replaced(said: Sequence[Word], start: int, end: int, name: str) -> str:
    return written((*said[:start], *_instead(name, said[end - 1]), *said[end:]))


def _instead(name: str, last: Word) -> list[Word]:
    """A name for words of which that is the last: as many, and with the sign behind them."""
    out = words(name)
    plural = last.text.endswith("s") and not out[-1].text.endswith("s")
    text = f"{out[-1].text}s" if plural else out[-1].text
    return [*out[:-1], Word(text, out[-1].stem, last.mark)]
