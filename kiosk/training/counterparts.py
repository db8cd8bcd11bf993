"""Who may take whose place in a turn: entries that can have the same, options that mean the same.

A turn stays true under other names when nothing that is said of a thing tells it from the one in
its place: both are sold in one section, both have each option that is named or chosen anywhere in
the turn, or neither has it, and it stands in the same relation to what they come with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kiosk.menu.model import Combo, Item
from kiosk.order.cart import Line
from kiosk.order.edits import Add
from kiosk.order.rules import is_size_group
from kiosk.training.example import Example
from kiosk.training.renaming import Renaming, lines_of, options_of, parts_of
from kiosk.training.saying.dice import Dice
from kiosk.training.saying.names import Names
from kiosk.training.wording import Piece, pieces
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import Tag

__all__ = ["Scene"]

_RENAMED = 0.75
"""How often a thing that can be renamed is."""
_COUNTS = (2, 2, 3, 3, 4, 5, 6)
_OF_SO_MANY = frozenset((
    "all", "another", "both", "couple", "double", "each", "either", "half", "more", "one", "ones",
    "other", "pair", "rest", "same", "them", "those", "these", "total", "twice",
))  # fmt: skip
"""Words that may say something of a number that stands elsewhere."""

_DIRECTIONS = frozenset((
    "up", "upgrade", "upsize", "bump", "down", "downsize", "knock", "bigger", "larger", "smaller",
    "biggest", "largest", "smallest", "next",
))  # fmt: skip
"""Words by which one size is more or less than another."""

_Relation = tuple[object, ...]
"""How an option stands to an entry that can have it; equal for options that are as good."""


class Scene:
    """One turn: what its words name, what its lines and edits use, what has to stay."""

    def __init__(self, names: Names, turn: Example) -> None:
        self.names = names
        self.menu = names.menu
        self.turn = turn
        self.pieces = pieces(names.lexicon, turn.text)
        cart = turn.context().cart.lines
        had = list(parts_of(cart))
        brought = list(parts_of(lines_of(turn.edits)))
        said = [name for p in self.pieces for t in p.tags for name in t.of("item")]
        used = [line.item for line in (*had, *brought) if line.item]
        mains = [m for name in (*used, *said) if (m := self._main(name)) is not None]
        self.entries: tuple[str, ...] = tuple(dict.fromkeys((*used, *said, *mains)))
        """Items and combos that the turn is about, and what the combos are made around."""
        self.meant: list[str | None] = [self.meaning(p.tag, self.entries) for p in self.pieces]
        """For each piece the id that it names, where it names one thing only."""
        chosen = list(options_of((*had, *brought)))
        self.options: tuple[str, ...] = tuple(
            dict.fromkeys(
                (*chosen, *(o for p in self.pieces for t in p.tags for o in t.of("option")))
            )
        )
        """Options that the turn is about."""
        self.kept: set[str] = {*self._unclear(), *self._loosely_named(used, chosen)}
        """Ids that stay: something said of them cannot be said of another."""
        self._keep_unsaid(set(options_of(had)), brought)
        if not _DIRECTIONS.isdisjoint(turn.text.split()):
            self.kept.update(self.menu.sizes)

    def _main(self, name: str) -> str | None:
        """The item that a combo is made around, where it is always the same."""
        combo = self.menu.combos.get(name)
        first = next(iter(combo.slots.values())) if combo is not None else None
        return next(iter(first.choices)) if first is not None and len(first.choices) == 1 else None

    def meaning(self, tag: Tag | None, entries: Iterable[str]) -> str | None:
        """The one thing that the tag names where these entries are spoken of, or none."""
        if tag is None or tag.kind != "menu" or tag.of("category") or tag.of("group"):
            return None
        found = set(tag.of("item"))
        found |= {o for o in tag.of("option") if any(self._relation(e, o) for e in entries)}
        return found.pop() if len(found) == 1 else None

    def _relation(self, entry: str, option: str) -> _Relation:
        """How the option stands to the entry; empty where the entry cannot have it."""
        sold = self.menu.sold(entry)
        if isinstance(sold, Combo):
            sizes = (("size", option == sold.default_size),) if option in sold.sizes else ()
            held = {item for slot in sold.slots.values() for item in slot.choices}
            inside = {self._relation(item, option) for item in held}
            return (*sizes, *sorted(map(repr, inside - {()})))
        group = sold.group_of(option) if sold is not None else None
        if group is None:
            return ()
        beside = tuple(group.options) if group.exclusive else ()
        return (
            group.id,
            group.min,
            option in group.default,
            is_size_group(self.menu, group),
            beside,
        )

    # -- what has to stay ----------------------------------------------------------------------

    def _unclear(self) -> Iterator[str]:
        """All that is named by pieces that name no one thing, or with a word for its kind."""
        for at, piece in enumerate(self.pieces):
            name = self.meant[at]
            if name is None:
                for tag in piece.tags:
                    yield from (*tag.of("item"), *tag.of("option"))
                    yield from self.names.lexicon.in_groups(tag.of("group"))
                    yield from self._numbered(tag)
            elif any(_generic(p) for p in self.pieces[max(at - 1, 0) : at + 2]):
                yield name

    def _numbered(self, tag: Tag) -> Iterator[str]:
        """Options that a number alone may name: "the ten" of *10 piece*."""
        for option in self.names.lexicon.items_with if tag.kind == "num" else ():
            if words(self.names.lexicon.option_name(option))[0].stem == tag.value:
                yield option

    def _loosely_named(self, used: Sequence[str], chosen: Sequence[str]) -> Iterator[str]:
        """What is named by words that may stand for others of the turn too ("the burgers"), or
        only nearly named and not what the turn is about."""
        for piece, name in zip(self.pieces, self.meant, strict=True):
            if name is not None and (
                self.shares_name(piece.tags[0].stems, name, (*self.entries, *self.options))
                or (piece.tags[0].score < 1.0 and name not in (*used, *chosen))
            ):
                yield name

    def shares_name(self, phrase: str, name: str, others: Iterable[str]) -> bool:
        """Whether the words for ``name`` are part of what another is called."""
        key = "".join(word.stem for word in words(phrase))
        return any(
            key in called
            for other in others
            if name not in (other, self._main(other)) and self._main(name) != other
            for called in self.names.lexicon.phrases[other]
        )

    def _keep_unsaid(self, had: set[str], brought: Sequence[Line]) -> None:
        """Keep what nobody named: it follows from what things come with, or from other words."""
        said = {name for name in self.meant if name is not None}
        for option in options_of(brought):
            if option in said or option in had:
                continue
            self.kept.add(option)
            if not any(self._one_of(entry, option) for entry in self.entries):
                self.kept.update(self.entries)
        there = {line.item for line in parts_of(self.turn.context().cart.lines)} | said
        for line in brought:
            if line.item and line.item not in there and self._main(line.item) not in there:
                self.kept.add(line.item)

    def _one_of(self, entry: str, option: str) -> bool:
        """Whether the entry has one of the option's group, whatever it comes with."""
        sold = self.menu.sold(entry)
        group = sold.group_of(option) if isinstance(sold, Item) else None
        return (group is not None and group.exclusive) or (
            isinstance(sold, Combo) and option in sold.sizes
        )

    # -- who takes whose place -----------------------------------------------------------------

    def renamed(self, dice: Dice) -> Renaming:
        """Others in the places of some; nothing where nothing can be renamed."""
        out = Renaming()
        combos = [e for e in self.entries if e in self.menu.combos]
        around = {self._main(combo) for combo in combos}
        items = [e for e in self.entries if e not in self.menu.combos and e not in around]
        for entry in dice.some([*combos, *items], len(self.entries)):
            if dice.chance(_RENAMED):
                self._rename_entry(dice, out, entry)
        for option in dice.some(self.options, len(self.options)):
            if option not in self.kept and dice.chance(_RENAMED):
                found = list(self._other_options(out, option))
                if found:
                    out.options[option] = dice.one(found)
        out.quantities = self._counted_anew(dice)
        return out

    def _rename_entry(self, dice: Dice, out: Renaming, entry: str) -> None:
        """Give the entry's place to another that fits, and the places that go with it."""
        main = self._main(entry)
        if entry in self.kept or main in self.kept or main in out.entries:
            return
        taken: set[str | None] = {*self.entries, *out.entries.values(), *self.kept}
        fit = []
        for other in self.menu.entries():
            other_main = self._main(other.id)
            if taken.isdisjoint((other.id, other_main)) and self._alike(entry, other.id):
                if main is None and other_main is None:
                    fit.append({entry: other.id})
                elif main is not None and other_main is not None and self._alike(main, other_main):
                    fit.append({entry: other.id, main: other_main})
        if fit:
            out.entries.update(dice.one(fit))

    def _alike(self, one: str, two: str) -> bool:
        """Whether all that the turn says of one can be said of two, and nothing more."""
        a, b = self.menu.sold(one), self.menu.sold(two)
        if a is None or b is None or a.category != b.category or two not in self.names.entries:
            return False
        if isinstance(a, Combo) != isinstance(b, Combo):
            return False
        if isinstance(a, Combo) and isinstance(b, Combo):
            same = (list(a.slots), list(a.sizes)) == (list(b.slots), list(b.sizes))
            if not same or a.default_size != b.default_size:
                return False
        return all(self._relation(one, o) == self._relation(two, o) for o in self.options)

    def _other_options(self, out: Renaming, option: str) -> Iterator[str]:
        """Options that every entry of the turn can have just as it can have this one."""
        hosts = [entry for entry in self.entries if self._relation(entry, option)]
        taken = {*self.options, *out.options.values(), *self.kept}
        for other in self._beside(hosts, out, option):
            if other not in taken and all(
                self._relation(entry, option) == self._relation(out.entry(entry), other)
                for entry in self.entries
            ):
                yield other

    def _beside(self, hosts: Sequence[str], out: Renaming, option: str) -> Iterator[str]:
        """The other options of its group, that have a name of their own."""
        for host in hosts:
            item = self.menu.items.get(out.entry(host))
            group = item.group_of(option) if item is not None else None
            if item is not None and group is not None:
                yield from (o for o in group.options if self.names.options(item, o))
                return

    def _counted_anew(self, dice: Dice) -> dict[int, int]:
        """Another number for one line, where the number is said of that line and nothing else."""
        numbers = [p.tag.value for p in self.pieces if p.tag is not None and p.tag.kind == "num"]
        if not all(isinstance(edit, Add) for edit in self.turn.edits):
            return {}
        if any(word.strip(".,?!") in _OF_SO_MANY for word in self.turn.text.split()):
            return {}
        counts = [n for line in lines_of(self.turn.edits) if (n := line.quantity) > 1]
        once = [n for n in counts if counts.count(n) == 1 and numbers.count(str(n)) == 1]
        fit = [n for n in once if self._said_before_a_name(n)]
        if not fit or not dice.chance(0.5):
            return {}
        was = dice.one(fit)
        now = dice.one(_COUNTS)
        return {was: now} if now != was and str(now) not in numbers else {}

    def _said_before_a_name(self, number: int) -> bool:
        for at, piece in enumerate(self.pieces[:-1]):
            if piece.tag is not None and (piece.tag.kind, piece.tag.value) == ("num", str(number)):
                return self.meant[at + 1] in self.entries
        return False


def _generic(piece: Piece) -> bool:
    """A word for a kind of thing: "sandwich", "drinks"."""
    return any(tag.kind == "menu" and bool(tag.of("category")) for tag in piece.tags)
