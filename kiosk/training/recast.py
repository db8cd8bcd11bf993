"""The same turn with other names, and now and then with a word of politeness or a slip of the ear.

What people say of food hardly depends on which food it is. So each turn that was written by hand
is said again of other things that fit as well (:mod:`.counterparts`): in the words, the order
before, the question and the edits alike. Only what the engine carries out to the same order of
those other things is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kiosk.errors import NotationError
from kiosk.order.cart import Cart
from kiosk.order.notation import format_line, parse_cart, same_cart
from kiosk.order.rules import normal_form, open_choices
from kiosk.training.counterparts import Scene
from kiosk.training.example import Example, cart_after, want_of
from kiosk.training.misheard import meant_ids, misheard
from kiosk.training.renaming import Renaming
from kiosk.training.saying.dice import Dice, Split
from kiosk.training.saying.listing import NUMBERS
from kiosk.training.saying.names import Names, names_of, plural, singular
from kiosk.training.saying.talk import closing
from kiosk.training.turns import is_sayable
from kiosk.training.wording import run_together
from kiosk.understanding.normalise import words
from kiosk.understanding.reading import Asked
from kiosk.understanding.tag import Tag, tag

__all__ = ["RECAST", "recasts"]

RECAST = "recast"
"""The tag of an example that was made from another."""
_TRIES = 4
"""Draws for each recast that is asked for."""
_OPENINGS = "(um|uh|okay|okay so|hi|hey|so|alright|hello|well|hmm|oh|good morning)"
_FILLERS = "(um|uh|er|uhh|hmm|like|you know|let's see)"
_ASIDE = frozenset(("filler", "act"))
"""Kinds of tags that ask for nothing."""
_CLOSED = frozenset(("all", "everything", "it", "now", "please", "thanks", "you"))
"""Last words after which no closing is said."""


class _Misfit(Exception):  # noqa: N818 - another draw is tried, nothing is at fault
    """The turn does not stand under these names."""


def recasts(turn: Example, count: int, seed: int, split: Split = "train") -> Iterator[Example]:
    """Up to ``count`` different examples that are true because ``turn`` is; the same by seed.

    ``dev`` closes with phrases that ``train`` never uses.
    """
    names = names_of(turn.menu)
    scene = Scene(names, turn)
    seen: set[tuple[tuple[str, ...], str]] = {(turn.cart, turn.text)}
    mannered = False
    for n in range(count * _TRIES):
        if len(seen) > count:
            return
        dice = Dice(f"recast {seed} {turn.menu} {turn.text} {n}", split)
        try:
            renamed = _renamed(dice, scene)
        except _Misfit:
            continue
        if renamed == turn and mannered:
            continue  # the same words with one filler and with another teach nothing more
        made = _spoken(dice, names, renamed)
        if (made.cart, made.text) not in seen and is_sayable(made):
            mannered |= renamed == turn
            seen.add((made.cart, made.text))
            yield made


# -- other names -----------------------------------------------------------------------------------


def _renamed(dice: Dice, scene: Scene) -> Example:
    """The turn under other names.

    Raises:
        _Misfit: it is another turn then.
    """
    turn, menu, to = scene.turn, scene.menu, scene.renamed(dice)
    if not to:
        return turn
    before = turn.context().cart
    try:
        cart = _cart(scene, to, before)
        edits = tuple(to.edit(edit) for edit in turn.edits)
        after = cart_after(menu, cart, edits)
        meant = cart_after(menu, before, turn.edits)
    except NotationError as bad:
        raise _Misfit from bad
    if not to.quantities and not same_cart(menu, _cart(scene, to, meant), after):
        raise _Misfit
    if _opens(scene, before) != _opens(scene, cart) or _opens(scene, meant) != _opens(scene, after):
        raise _Misfit
    return replace(
        turn,
        cart=tuple(format_line(menu, line) for line in cart.lines),
        asked=_asked(scene, cart, turn.asked),
        text=_text(dice, scene, to),
        edits=edits,
        want=want_of(menu, after),
        tags=tuple(sorted({*turn.tags, RECAST})),
    )


def _cart(scene: Scene, to: Renaming, cart: Cart) -> Cart:
    """The cart under other names, as the engine would hold it.

    Raises:
        NotationError: a line of it cannot be had.
        _Misfit: a slot of a meal does not take what would fill it.
    """
    menu = scene.menu
    renamed = to.cart(cart)
    for line in renamed.lines:
        for slot, held in line.slots:
            if held.item not in menu.combos[line.item].slots[slot].choices:
                raise _Misfit
    lines = tuple(normal_form(menu, line) for line in renamed.lines)
    parse_cart(menu, [format_line(menu, line) for line in lines])
    return replace(cart, lines=lines)


def _opens(scene: Scene, cart: Cart) -> list[tuple[int, str | None, str]]:
    """What each line still needs."""
    return [
        (needs.ref, needs.slot, needs.name)
        for line in cart.lines
        for needs in open_choices(scene.menu, line)
    ]


def _asked(scene: Scene, cart: Cart, asked: Asked | None) -> Asked | None:
    """The same question of the other things; the same choices are open as before."""
    if asked is None or asked.open is None:
        return asked
    at = (asked.open.ref, asked.open.slot, asked.open.name)
    waits = (needs for line in cart.lines for needs in open_choices(scene.menu, line))
    found = next(needs for needs in waits if (needs.ref, needs.slot, needs.name) == at)
    return Asked("open", open=found)


# -- their words -----------------------------------------------------------------------------------


def _text(dice: Dice, scene: Scene, to: Renaming) -> str:
    """The words with the other names in their places.

    Raises:
        _Misfit: a name has no form that fits, or the words then say something else.
    """
    parts: list[str] = []
    for at, piece in enumerate(scene.pieces):
        name = scene.meant[at]
        number = piece.tag is not None and piece.tag.kind == "num" and int(piece.tag.value)
        if name in to.entries:
            parts.append(_called(dice, scene, to, name, piece.tags[0]) + piece.mark)
        elif name in to.options:
            before = scene.pieces[at - 1].text if at else ""
            parts.append(_option(dice, scene, to, name, piece.tags[0], before) + piece.mark)
        elif number and number in to.quantities and scene.meant[at + 1 : at + 2] != [None]:
            now = to.quantities[number]
            parts.append((str(now) if piece.text[0].isdigit() else NUMBERS[now]) + piece.mark)
        else:
            parts.append(piece.text)
    text = run_together(parts)
    _check(scene, to, text)
    return text


def _called(dice: Dice, scene: Scene, to: Renaming, was: str, said: Tag) -> str:
    """A way to call the entry in the place of ``was``, in the same number, and it alone."""
    now = to.entries[was]
    others = (*map(to.entry, scene.entries), *map(to.option, scene.options))
    own = [p for p in scene.names.entries[now] if not scene.shares_name(p, now, others)]
    name = scene.names.entries.get(was, (said.words,))[0]
    if _is_plural(said.words) and not _is_plural(name):
        return _likely(dice, [plural(phrase) for phrase in own])
    return _likely(dice, [p for p in own if _is_plural(p) == _is_plural(said.words)])


def _likely(dice: Dice, phrases: Sequence[str]) -> str:
    """One of the phrases, most often the first.

    Raises:
        _Misfit: there are none.
    """
    if not phrases:
        raise _Misfit
    return phrases[0] if dice.chance(0.7) else dice.one(phrases)


def _option(dice: Dice, scene: Scene, to: Renaming, was: str, said: Tag, before: str) -> str:
    """A way to call the option in the place of ``was``, for one thing of it after "a"."""
    now = to.options[was]
    items = [scene.menu.items[e] for e in map(to.entry, scene.entries) if e in scene.menu.items]
    phrases = next(
        (found for i in items if i.option(now) and (found := scene.names.options(i, now))), ()
    )
    fit = [p for p in phrases if before not in ("a", "an", "one", "each") or not _is_plural(p)]
    alike = [phrase for phrase in fit if _is_plural(phrase) == _is_plural(said.words)]
    return _likely(dice, alike or fit)


def _is_plural(phrase: str) -> bool:
    return singular(phrase) != phrase


def _check(scene: Scene, to: Renaming, text: str) -> None:
    """Whether the words are cut as before, and each name is found as what it is now.

    Raises:
        _Misfit: they are not: "extra" before "bacon cheeseburger", where such a one is sold.
    """
    before = [found for piece in scene.pieces for found in piece.tags]
    after = tag(scene.names.lexicon, words(text))
    entries = [to.entry(entry) for entry in scene.entries]
    if [found.kind for found in before] != [found.kind for found in after]:
        raise _Misfit
    for one, two in zip(before, after, strict=True):
        name = scene.meaning(one, scene.entries)
        if name is not None and (name in to.entries or name in to.options):
            if scene.meaning(two, entries) != to.entry(to.option(name)):
                raise _Misfit
        elif one.kind != "num" and (one.words, one.meanings) != (two.words, two.meanings):
            raise _Misfit


# -- manners of speech -----------------------------------------------------------------------------


def _spoken(dice: Dice, names: Names, turn: Example) -> Example:
    """The turn, now and then with a word that changes nothing, or as it was misheard."""
    text, tags = turn.text, [*turn.tags, RECAST]
    if dice.chance(0.4):
        text = _mannered(dice, text, ordering=bool(turn.edits))
        if _asking(names, text) != _asking(names, turn.text):
            text = turn.text
    if turn.edits and dice.chance(0.12):
        heard = misheard(dice, names.lexicon, text, meant_ids(names.lexicon, text))
        tags += ["misheard"] if heard != text else []
        text = heard
    return replace(turn, text=text, tags=tuple(sorted(set(tags))))


def _mannered(dice: Dice, text: str, *, ordering: bool) -> str:
    """An opening, a closing or a filler more."""
    said = text.split()
    closed = not ordering or said[-1].strip(".,!?") in _CLOSED
    match dice.weighted({"opening": 3, "closing": 0 if closed else 3, "filler": 4}):
        case "opening":
            said.insert(0, dice.say(_OPENINGS))
        case "closing":
            said.append(closing(dice))
        case _:
            said.insert(dice.one(range(1, len(said) + 1)) - 1, dice.say(_FILLERS))
    return " ".join(said)


def _asking(names: Names, text: str) -> Sequence[tuple[str, str, str]]:
    """What is said apart from politeness and thinking aloud."""
    tags = tag(names.lexicon, words(text))
    return [(t.kind, t.value, t.words) for t in tags if t.kind not in _ASIDE]
