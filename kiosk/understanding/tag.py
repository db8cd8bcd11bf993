"""Words → tags: the best cut of an utterance into phrases of the menu and of ordering English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from kiosk.understanding.lexicon import Lexicon, Meaning
from kiosk.understanding.normalise import Word, number_of, stem
from kiosk.understanding.words import ALLERGENS, PHRASES

__all__ = ["Tag", "tag"]

_SURELY: Final = 0.79
"""Likeness from which a near match may take in words that mean something by themselves."""
_SYLLABLE: Final = 2
"""Letters of the longest word that a recogniser may have made of an end: "die it" for *diet*."""
_JOINED: Final = 3
"""Tags to either side that a misheard name may have been cut into."""

_BEFORE_OPTION: Final = frozenset(("neg", "with", "light", "extra"))
"""Kinds of tags that want an option."""
_LONGEST_PHRASE: Final = max(len(phrase.split()) for phrase in PHRASES)


@dataclass(frozen=True, slots=True)
class Tag:
    """A phrase of the utterance and what it may be."""

    kind: str
    """``menu`` (see ``meanings``), ``num``, ``unknown``, or a kind of :mod:`.words`."""
    value: str
    words: str
    """As said, normalised."""
    start: int
    end: int
    """Words ``start`` to ``end`` (excluded) of the utterance."""
    meanings: tuple[Meaning, ...] = ()
    mark: str = ""
    """Punctuation after it."""

    def of(self, kind: str) -> tuple[str, ...]:
        """Ids of its meanings of that kind, the best first."""
        return tuple(m.id for m in self.meanings if m.kind == kind)

    @property
    def score(self) -> float:
        """How surely the words name what they are taken for."""
        return max((m.score for m in self.meanings), default=1.0)

    @property
    def stems(self) -> str:
        """Its words in the singular, a number word as digits."""
        return " ".join(stem(word) for word in self.words.split())

    @property
    def count(self) -> int:
        """How many it says: a number, or one by an "a"; 0 where it says none."""
        return int(self.value) if self.kind == "num" else int(self.is_a)

    @property
    def is_a(self) -> bool:
        """An "a" or "an", or words that say as much ("an order of")."""
        return (self.kind, self.value) == ("det", "1")

    @property
    def generic(self) -> bool:
        """Names neither a dish nor an option: "the drink", "toppings"."""
        return not self.of("item") and not self.of("option")

    def __str__(self) -> str:
        if self.kind != "menu":
            return f"{self.kind} {self.value}".strip()
        return ", ".join(f"{m.kind} {m.id}" for m in self.meanings[:3])


_Worth = tuple[Tag, float]
"""A tag and what it adds to the worth of a cut."""


def _tagged(lexicon: Lexicon, said: Sequence[Word], start: int, end: int) -> _Worth | None:
    """The best tag for words ``start:end`` as one phrase, and what it is worth."""
    run = said[start:end]
    text = " ".join(word.text for word in run)
    base = Tag("unknown", "", text, start, end, (), run[-1].mark)
    size = len(run)
    whole = not any(word.mark for word in run[:-1])
    grammar = _grammar(lexicon, run, text, whole=whole)
    meanings = lexicon.exact(run) if whole else ()
    if meanings and not (grammar and _only_generic(meanings, text)):
        named = size - 1 if size > 1 and run[0].text == "the" else size
        worth = named * named * 1.05 + 0.95 * (size - named)  # "everything but the | barn sauce"
        return replace(base, kind="menu", meanings=meanings), worth
    parts = lexicon.part(run) if whole else ()
    if grammar is not None and not (parts and grammar[0] == "plain"):
        kind, value = grammar
        worth = 0.05 if kind == "filler" and size == 1 else size * size * 0.95
        return replace(base, kind=kind, value=value), worth
    if size == 1 and (single := _unit_or_number(lexicon, run[0], base)):
        return single, 0.9
    if parts:
        named = size > 1 and all(lexicon.exact([word]) for word in run)
        worth = size * 1.0 if named else size * size * 0.8  # "fish tacos": tacos with fish
        return replace(base, kind="menu", meanings=parts), worth
    return (base, 0.0) if size == 1 else None


def _grammar(
    lexicon: Lexicon, run: Sequence[Word], text: str, *, whole: bool
) -> tuple[str, str] | None:
    """Kind and value of the phrase, where it is one of ordering.

    Commas may stand in it only between all of its words ("no, thanks", "yes, please").
    """
    if text in lexicon.qualifiers:  # stands where "light" stands
        return "light", lexicon.qualifiers[text]
    grammar = PHRASES.get(text)
    if grammar is None:
        return None
    apart = all(word.mark == "," for word in run[:-1])
    if not whole and (not apart or grammar[0] in ("filler", "det", "neg", "with")):
        return None
    counts = len(run) > 1 and grammar[0] in ("filler", "det")
    if counts and any(m.kind == "option" for word in run for m in lexicon.exact([word])):
        return None  # "a bottle of" where bottles are an option
    return grammar


def _unit_or_number(lexicon: Lexicon, word: Word, base: Tag) -> Tag | None:
    if word.stem in lexicon.units:
        return replace(base, kind="unit")
    number = number_of(word)
    return None if number is None else replace(base, kind="num", value=str(number))


def _only_generic(meanings: tuple[Meaning, ...], text: str) -> bool:
    """A group's or category's name that is an everyday word of ordering ("side", "extra")."""
    return all(m.kind in ("group", "category") for m in meanings) and text in (
        "side", "sides", "extra", "extras", "on the side", "meal", "meals", "combos", "combo",
        "size",
    )  # fmt: skip


def tag(lexicon: Lexicon, said: Sequence[Word]) -> list[Tag]:
    """The cut with the highest worth: long phrases before short, the menu before grammar."""
    n = len(said)
    best: list[float] = [0.0] + [-1.0] * n
    back: list[Tag | None] = [None] * (n + 1)
    most = max(_LONGEST_PHRASE, lexicon.longest + 2)
    for start in range(n):
        for end in range(start + 1, min(n, start + most) + 1):
            found = _tagged(lexicon, said, start, end)
            if found is not None and best[start] + found[1] > best[end]:
                best[end] = best[start] + found[1]
                back[end] = found[0]
            if said[end - 1].mark in (".", "?"):
                break  # no phrase goes on past the end of a sentence
    out: list[Tag] = []
    at = n
    while at > 0:
        step = back[at]
        assert step is not None  # every single word has a tag
        out.append(step)
        at = step.start
    out.reverse()
    return _with_noughts(_with_near(lexicon, said, out))


def _with_noughts(tags: list[Tag]) -> list[Tag]:
    """With a refusal for a "0" before what it counts: "0 pickles"; "make it 0" refuses nothing."""
    return [
        replace(tag, kind="neg", value="")
        if (tag.kind, tag.value, tag.mark) == ("num", "0", "")
        and follows is not None
        and follows.kind in ("menu", "unit", "unknown")
        else tag
        for tag, follows in zip_longest(tags, tags[1:])
    ]


def _with_near(lexicon: Lexicon, said: Sequence[Word], tags: list[Tag]) -> list[Tag]:
    """Unknown words, and parts of names, given the near matches of the words around them."""
    out: list[Tag] = []
    i = 0
    while i < len(tags):
        known = tags[i].kind != "unknown" and not _part_of_name(tags[i])
        known = known or tags[i].stems in ALLERGENS
        known = known and not _stands_for_option(tags, i)
        found = None if known else _nearest(lexicon, said, tags, i, out)
        if found is None:
            out.append(tags[i])
            i += 1
            continue
        while out and out[-1].start >= found.start:
            out.pop()
        out.append(found)
        while i < len(tags) and tags[i].start < found.end:
            i += 1
    return out


def _nearest(
    lexicon: Lexicon, said: Sequence[Word], tags: list[Tag], at: int, out: list[Tag]
) -> Tag | None:
    """The likeliest name for the words of tag ``at`` with up to ``_JOINED`` tags to either side.

    Args:
        lexicon: the names.
        said: the words.
        tags: their cut.
        at: an unknown word, or a part of a name that may be more of it.
        out: what the tags before it have become.
    """
    best: Tag | None = None
    most = 0.0
    joined = 0 if tags[at].kind == "filler" else min(_JOINED, len(out))
    for before in range(joined + 1):
        if before and (out[-before].mark or _refuses_after(out, before)):
            break
        # words that mean something by themselves are taken in by a sure likeness only
        least = (
            _SURELY
            if tags[at].kind in ("menu", "filler")
            or not all(map(_joinable, out[len(out) - before :]))
            else 0.0
        )
        start = out[-before].start if before else tags[at].start
        for last in range(at, min(at + _JOINED, len(tags))):
            ends = last > at and not _joinable(tags[last])
            if ends and not _may_end_name(tags, at, last):
                break
            if before == 0 and last == at and tags[at].kind in ("menu", "filler"):
                continue
            found = lexicon.near(said[start : tags[last].end])
            if ends and not all(_ends_in(lexicon, meaning, tags[last]) for meaning in found):
                break
            more = [tag for tag in out[len(out) - before :] if tag.kind not in ("num", "neg")]
            worth = found[0].score + 0.02 * (last - at + len(more)) if found else 0.0
            if found and found[0].score >= least and worth > most:
                text = " ".join(word.text for word in said[start : tags[last].end])
                end = tags[last].end
                best = Tag("menu", "", text, start, end, found, tags[last].mark)
                most = worth
    return best


def _refuses_after(out: Sequence[Tag], before: int) -> bool:
    """Whether a "no" stands between that tag, which is a name, and what is strange: it refuses
    that, and is no part of a name."""
    name = out[-before].kind == "menu" and out[-before].score == 1.0
    return name and any(tag.kind == "neg" for tag in out[len(out) - before :])


def _stands_for_option(tags: Sequence[Tag], at: int) -> bool:
    """Whether only an option can stand where these words say nothing: "hold the let us"."""
    if tags[at].kind != "filler" or at == 0 or tags[at - 1].mark:
        return False
    before = tags[at - 2 if tags[at - 1].kind == "det" and at > 1 else at - 1]
    return before.kind in _BEFORE_OPTION


def _part_of_name(tag: Tag) -> bool:
    return tag.kind == "menu" and tag.score < 1.0


def _may_end_name(tags: Sequence[Tag], at: int, last: int) -> bool:
    """Whether a short name right after one unknown word may end its longer name.

    "Carmel macchiato", where a macchiato is a caramel macchiato; "die it coke".
    """
    between = [tag for tag in tags[at + 1 : last] if len(tag.words) > _SYLLABLE]
    follows = tags[at].kind == "unknown" and last <= at + 2 and not tags[at].mark
    return follows and not between and tags[last].kind == "menu"


def _ends_in(lexicon: Lexicon, meaning: Meaning, tag: Tag) -> bool:
    """Whether the tag names it, by itself or as a category, or is part of its name: "diet coke"."""
    named = {*tag.of("option"), *tag.of("item"), *lexicon.in_categories(tag.of("category"))}
    return meaning.id in named or {*tag.stems.split()} < lexicon.name_words[meaning.id]


def _joinable(tag: Tag) -> bool:
    """Whether a misheard name may have swallowed this word: "gelop in ozend"."""
    if tag.mark:
        return False
    heard = tag.kind in ("unknown", "filler", "num", "on", "neg", "it")
    return heard or _part_of_name(tag)
