"""Words → tags: the best cut of an utterance into phrases of the menu and of ordering English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kiosk.understanding.lexicon import MAX_PHRASE, Lexicon, Meaning
from kiosk.understanding.normalise import Word, number_of
from kiosk.understanding.words import PHRASES

__all__ = ["Tag", "tag"]

SURELY: Final = 0.79
"""Likeness from which a near match may take in words that mean something by themselves."""

_LONGEST_PHRASE: Final = min(max(len(phrase.split()) for phrase in PHRASES), MAX_PHRASE)


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


def _tagged(
    lexicon: Lexicon, said: Sequence[Word], start: int, end: int
) -> tuple[Tag, float] | None:
    """The best tag for words ``start:end`` as one phrase, and what it is worth."""
    run = said[start:end]
    if any(word.mark in (".", "?", ",") for word in run[:-1]):
        broken = any(word.mark != "," for word in run[:-1])
    else:
        broken = False
    text = " ".join(word.text for word in run)
    size = len(run)
    base = Tag("unknown", "", text, start, end, (), run[-1].mark)
    grammar = PHRASES.get(text) if not broken else None
    if grammar is not None and size > 1 and grammar[0] in ("filler", "det"):
        if any(m.kind == "option" for word in run for m in lexicon.exact([word])):
            grammar = None  # "a bottle of" where bottles are an option
    commas = any(word.mark for word in run[:-1])
    meanings = () if broken or commas else lexicon.exact(run)
    if meanings and not (grammar and _only_generic(meanings, text)):
        return replace(base, kind="menu", meanings=meanings), size * size * 1.05
    if grammar is not None and not (commas and grammar[0] in ("filler", "det", "neg", "with")):
        kind, value = grammar
        worth = 0.05 if kind == "filler" and size == 1 else size * size * 0.95
        return replace(base, kind=kind, value=value), worth
    if size == 1 and run[0].stem in lexicon.units:
        return replace(base, kind="unit"), 0.9
    if size == 1:
        n = number_of(run[0])
        if n is not None:
            return replace(base, kind="num", value=str(n)), 0.9
    parts = () if broken or commas else lexicon.part(run)
    if parts:
        named = size > 1 and all(lexicon.exact([word]) for word in run)
        worth = size * 1.0 if named else size * size * 0.8  # "fish tacos": tacos with fish
        return replace(base, kind="menu", meanings=parts), worth
    return (base, 0.0) if size == 1 else None


def _only_generic(meanings: tuple[Meaning, ...], text: str) -> bool:
    """A group's or category's name that is an everyday word of ordering ("side", "extra")."""
    return all(m.kind in ("group", "category") for m in meanings) and text in (
        "side", "sides", "extra", "extras", "on the side", "meal", "combo", "size",
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
            if found is None:
                continue
            value = best[start] + found[1]
            if value > best[end]:
                best[end] = value
                back[end] = found[0]
    out: list[Tag] = []
    at = n
    while at > 0:
        step = back[at]
        assert step is not None  # every single word has a tag
        out.append(step)
        at = step.start
    out.reverse()
    return _with_near(lexicon, said, out)


def _with_near(lexicon: Lexicon, said: Sequence[Word], tags: list[Tag]) -> list[Tag]:
    """Unknown words, alone or in runs, given their near matches."""
    out: list[Tag] = []
    i = 0
    while i < len(tags):
        part = tags[i].kind == "menu" and tags[i].score < 1.0
        if tags[i].kind != "unknown" and not part:
            out.append(tags[i])
            i += 1
            continue
        i = _near_run(lexicon, said, tags, i, out)
    return out


def _near_run(
    lexicon: Lexicon, said: Sequence[Word], tags: list[Tag], i: int, out: list[Tag]
) -> int:
    """Adds the tag for the unknown at ``i``, joined with neighbours where that is nearer."""
    choice: tuple[float, int, int, tuple[Meaning, ...]] | None = None
    for before in range(4):
        if before > len(out) or (before and out[-before].mark):
            break
        near = (*out[len(out) - before :], tags[i])
        known = any(not _joinable(t) for t in near[:-1]) or tags[i].kind == "menu"
        for after in range(1, 4):
            j = i + after - 1
            if j >= len(tags) or (after > 1 and not _joinable(tags[j])):
                break
            start = out[-before].start if before else tags[i].start
            found = lexicon.near(said[start : tags[j].end])
            if before == 0 and after == 1 and tags[i].kind == "menu":
                continue
            if found and not (known and found[0].score < SURELY):
                score = found[0].score + 0.02 * (after + before - 1)
                if choice is None or score > choice[0]:
                    choice = (score, before, j, found)
    if choice is None:
        out.append(tags[i])
        return i + 1
    _, before, j, found = choice
    start = out[-before].start if before else tags[i].start
    del out[len(out) - before :]
    end = tags[j].end
    text = " ".join(word.text for word in said[start:end])
    out.append(Tag("menu", "", text, start, end, found, tags[j].mark))
    return j + 1


def _joinable(tag: Tag) -> bool:
    """Whether a misheard name may have swallowed this word: "gelop in ozend"."""
    if tag.mark:
        return False
    return tag.kind in ("unknown", "filler", "num", "on", "neg") or (
        tag.kind == "menu" and tag.score < 1.0
    )
