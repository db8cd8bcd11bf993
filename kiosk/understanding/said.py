"""What one utterance can mean, before anything is attached to anything.

The bounds of a turn: the language model may write only within them (:mod:`.slm.walk`), and no
rung's edits may leave them (:mod:`.ground`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz, process

from kiosk.menu.model import Menu
from kiosk.order.cart import Line
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import Word, words
from kiosk.understanding.parsing import half_dishes
from kiosk.understanding.reading import Context
from kiosk.understanding.tag import Tag, tag
from kiosk.understanding.words import PHRASES

__all__ = ["Said", "said"]

_POINTS_BACK: Final = frozenset(
    ("repeat_line", "det", "num", "one_of", "ones", "other", "it", "all", "nth", "fix", "add")
)
"""Kinds of tags that can mean once more what there is: "another", "two of those"."""
_PUTS_BACK: Final = frozenset(("everything", "everything_but"))
"""Kinds of tags that put on again what was taken off."""
_AMOUNTS: Final = frozenset(("extra", "light", "unit", "half"))
_NEAR: Final = 62.0
"""Least similarity (0..100) of a name that words unknown to the menu may have been meant as."""
_MOST_NEAR: Final = 3
_LONGEST_INNER: Final = 3
"""Words of a name inside a name."""
_LONGEST_RUN: Final = 12
"""Options in a row of which a dish is still understood."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one utterance and all that they may name."""

    text: str
    """As the guest said them, normalised."""
    tags: tuple[Tag, ...]
    entries: frozenset[str]
    """Ids of items and combos that may be meant."""
    options: frozenset[str]
    """Ids of options that may be meant, sizes included."""
    numbers: frozenset[int]
    """Numbers that were said; 1 always."""
    inner: frozenset[str]
    """Ids of names that share a word with what was said: meant only where the line cannot have
    what the words name first ("buffalo", the sauce, on a pizza)."""
    near: Mapping[str, tuple[str, ...]]
    """Words that no tag explains, and the ids of the names most like them. Not in ``entries`` and
    ``options``: whoever takes one of them guesses."""

    def kinds(self, *wanted: str) -> bool:
        """Whether a tag is of one of these kinds, or a name that is such a word too ("plain")."""
        return any(
            tag.kind in wanted or PHRASES.get(tag.words, ("",))[0] in wanted for tag in self.tags
        )


def said(lexicon: Lexicon, text: str, context: Context) -> Said:
    """What ``text`` can mean in ``context``."""
    spoken = words(text)
    tags = tuple(half_dishes(lexicon.menu, tag(lexicon, spoken)))
    return Said(
        text=" ".join(word.text for word in spoken),
        tags=tags,
        entries=frozenset(_entries(lexicon, tags, context)),
        options=frozenset(_options(lexicon, tags, context)),
        numbers=frozenset({1, *_numbers(tags)}),
        inner=frozenset(_inner(lexicon, spoken, tags)),
        near=_near(lexicon, tags),
    )


def _entries(lexicon: Lexicon, tags: Sequence[Tag], context: Context) -> Iterator[str]:
    menu = lexicon.menu
    named = [name for t in tags for name in _named(lexicon, t)]
    named += [*_asked_about(menu, context), *_understood(lexicon, tags)]
    yield from named
    if any(t.kind == "meal" for t in tags):
        for name in (*named, *(line.item for line in context.cart.lines)):
            yield from (combo.id for combo in menu.combos_of(name))
    if any(t.kind in ("item_only", "meal") for t in tags):
        for name in named:
            if name in menu.combos:
                yield from next(iter(menu.combos[name].slots.values())).choices
    if any(t.kind in ("item_only", "meal") or t.kind in _POINTS_BACK for t in tags):
        for line in context.cart.lines:
            yield line.item
            yield from (held.item for _, held in line.slots)


def _inner(lexicon: Lexicon, spoken: Sequence[Word], tags: Sequence[Tag]) -> Iterator[str]:
    for start in range(len(spoken)):
        for end in range(start + 1, min(len(spoken), start + _LONGEST_INNER) + 1):
            run = spoken[start:end]
            yield from (meaning.id for meaning in (*lexicon.exact(run), *lexicon.part(run)))
    telling = tuple(
        word.stem for t in tags if t.kind in ("menu", "unknown") for word in spoken[t.start : t.end]
    )
    for name, stems in lexicon.name_words.items():
        if any(stem.startswith(telling) for stem in stems):
            yield name


def _named(lexicon: Lexicon, t: Tag) -> Iterator[str]:
    yield from t.of("item")
    yield from lexicon.in_categories(t.of("category"))


def _asked_about(menu: Menu, context: Context) -> Iterator[str]:
    """What the question that is being answered named."""
    asked = context.asked
    if context.about is not None:
        yield context.about
    if asked is None:
        return
    names = [*asked.options, *(asked.open.options if asked.open else ())]
    if asked.line is not None:
        names.append(asked.line.item)
    yield from (name for name in names if menu.sold(name) is not None)


def _understood(lexicon: Lexicon, tags: Sequence[Tag]) -> Iterator[str]:
    """Dishes that nobody named, told by options that only they have: "a large with ham"."""
    menu = lexicon.menu
    told = [t.of("option") for t in tags if t.of("option")][:_LONGEST_RUN]
    for start, end in combinations(range(len(told) + 1), 2):
        able = [
            item
            for item in menu.items.values()
            if all(any(item.option(o) for o in options) for options in told[start:end])
        ]
        bare = [sum(len(g.default) for g in i.groups.values() if not g.exclusive) for i in able]
        barest = [item.id for item, n in zip(able, bare, strict=True) if n == min(bare)]
        if len(barest) > 1:
            said = [option for options in told[start:end] for option in options]
            barest = [name for name in barest if lexicon.called_after(name, said)]
        if len(barest) == 1:
            yield barest[0]


def _options(lexicon: Lexicon, tags: Sequence[Tag], context: Context) -> Iterator[str]:
    menu = lexicon.menu
    groups = {name for t in tags for name in t.of("group")}
    for t in tags:
        yield from t.of("option")
        if t.kind == "num":
            yield from lexicon.counted(t.value)
        if t.kind == "size_word":
            yield from menu.sizes
    for item in menu.items.values():
        for name in groups & item.groups.keys():
            yield from item.groups[name].options
    if context.asked is not None and context.asked.open is not None:
        yield from (o for o in context.asked.open.options if menu.sold(o) is None)
    if context.asked is not None and context.asked.line is not None:
        yield from _had(context.asked.line)
    if any(t.kind in _POINTS_BACK or t.kind in _PUTS_BACK for t in tags):
        for line in context.cart.lines:
            yield from _had(line)


def _had(line: Line) -> Iterator[str]:
    yield from (choice.option for choice in line.choices)
    if line.size is not None:
        yield line.size
    for _, held in line.slots:
        yield from _had(held)


def _numbers(tags: Sequence[Tag]) -> Iterator[int]:
    again = sum(1 for t in tags if t.kind == "repeat_line" or t.value == "another")
    yield from range(1, again + 2)
    for t in tags:
        if t.kind == "num":
            yield int(t.value)
        if t.kind in _AMOUNTS:
            yield 2


def _near(lexicon: Lexicon, tags: Sequence[Tag]) -> dict[str, tuple[str, ...]]:
    """For each run of words that no tag explains, the names most like it."""
    out: dict[str, tuple[str, ...]] = {}
    run: list[Tag] = []
    for t in (*tags, None):
        if t is not None and t.kind == "unknown" and not (run and run[-1].mark):
            run.append(t)
            continue
        if run:
            spoken = " ".join(part.words for part in run)
            out[spoken] = _like(lexicon, spoken)
        run = [t] if t is not None and t.kind == "unknown" else []
    return out


def _like(lexicon: Lexicon, spoken: str) -> tuple[str, ...]:
    key = "".join(word.stem for word in words(spoken))
    menu = lexicon.menu
    names = {
        (name, phrase): phrase
        for name, phrases in lexicon.phrases.items()
        if menu.sold(name) is not None or name in lexicon.items_with
        for phrase in phrases
    }
    found = process.extract(key, names, scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR)
    return tuple(dict.fromkeys(name for _, _, (name, _) in found))[:_MOST_NEAR]
