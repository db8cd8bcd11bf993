"""The grammar of one turn: all that its words and its cart can say in order notation, and no more.

Written in GBNF, llama.cpp's own form. Within it a model can only attach: an item or option that
nobody named, a line that is not there, a number that was not said cannot be written at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kiosk.menu.model import Combo, Group, Item
from kiosk.order.cart import Line
from kiosk.understanding.ground import DENIALS, only_refused
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.reading import Context
from kiosk.understanding.said import Said

__all__ = ["turn_grammar"]

_MOST_EDITS: Final = 8
_MOST_SLOTS: Final = 4


def turn_grammar(lexicon: Lexicon, said: Said, context: Context) -> str | None:
    """GBNF for this turn; none where nothing could be written."""
    return _Turn(lexicon, said, context).grammar()


class _Turn:
    def __init__(self, lexicon: Lexicon, said: Said, context: Context) -> None:
        self.menu = lexicon.menu
        self.said = said
        self.cart = context.cart
        near = frozenset(name for names in said.near.values() for name in names)
        self.entries = [e for e in self.menu.entries() if e.id in said.entries | near]
        self.mentions = _mentions(said, near)
        self.denied = said.kinds(*DENIALS)
        self.others_off = said.kinds("only", "plain", "everything_but")
        self.refused = only_refused(lexicon, said.tags)
        self.most_edits = min(_MOST_EDITS, 1 + sum(1 for t in said.tags if t.meanings) + len(near))
        """One for every name that was said and one more: an unsure model goes on for ever."""
        self.rules: dict[str, str] = {}
        self.described: dict[tuple[str, bool], str] = {}
        """Rules of entries by id, and whether a meal's slots belong to it."""

    def grammar(self) -> str | None:
        edits = [*self.adding(), *(edit for line in self.cart.lines for edit in self.of(line))]
        if not edits:
            return None
        self.rules["quantity"] = _any(_quoted(str(n)) for n in sorted(self.said.numbers) if n > 0)
        self.rules["edit"] = _any(edits)
        self.rules["root"] = f'"none" | edit ("; " edit){{0,{self.most_edits - 1}}}'
        return "\n".join(f"{name} ::= {body}" for name, body in self.rules.items())

    def rule(self, body: str) -> str:
        """A name for ``body``."""
        name = f"rule{len(self.rules)}"
        self.rules[name] = body
        return name

    # -- edits ---------------------------------------------------------------------------------

    def adding(self) -> Iterator[str]:
        for entry in self.entries:
            yield f'"add " quantity " " {self.entry(entry)}'

    def of(self, line: Line) -> Iterator[str]:
        """Every edit that can be made on a line of the cart."""
        at = f"#{line.ref}"
        entry = self.menu.sold(line.item)
        assert entry is not None  # carts hold what the menu sells
        others = [other for other in self.entries if other.id != line.item]
        changes = self.changes(entry, line)
        if changes:
            yield f"{_quoted(f'mod {at}')} {changes}"
        if self.said.kinds("num", "det", "repeat_line", "all"):
            yield f"{_quoted(f'qty {at} ')} quantity"
        yield from (f"{_quoted(f'swap {at} ')} {self.entry(o, slots=False)}" for o in others)
        if line.quantity > 1:
            yield from self.splits(at, others, changes)
        if isinstance(entry, Combo):
            yield from self.refills(at, entry)
        if self.denied:
            yield _quoted(f"del {at}")

    def splits(self, at: str, others: Iterable[Item | Combo], changes: str | None) -> Iterator[str]:
        """Some of a line, changed or made another item."""
        if changes:
            yield f"{_quoted(f'split {at} ')} quantity {changes}"
        for other in others:
            if isinstance(other, Item):
                yield f'{_quoted(f"split {at} ")} quantity " " {self.entry(other)}'

    def refills(self, at: str, combo: Combo) -> Iterator[str]:
        """Another item in a slot of a meal."""
        for slot in combo.slots.values():
            for other in self.entries:
                if other.id in slot.choices:
                    yield f"{_quoted(f'swap {at}.{slot.id} ')} {self.entry(other, slots=False)}"

    # -- what they are made of -----------------------------------------------------------------

    def entry(self, entry: Item | Combo, *, slots: bool = True) -> str:
        """A rule: the entry with all that was said and it can have."""
        key = entry.id, slots and isinstance(entry, Combo)
        if key not in self.described:
            body = _quoted(entry.id)
            if changes := self.changes(entry, None):
                body += f" {changes}?"
            if slots and isinstance(entry, Combo) and (fills := list(self.fills(entry))):
                body += f" ({_any(fills)}){{0,{min(len(fills), _MOST_SLOTS)}}}"
            self.described[key] = self.rule(body)
        return self.described[key]

    def fills(self, combo: Combo) -> Iterator[str]:
        for item in self.entries:
            if isinstance(item, Item) and any(item.id in s.choices for s in combo.slots.values()):
                yield f'" [" {self.entry(item)} "]"'

    def changes(self, entry: Item | Combo, line: Line | None) -> str | None:
        """A rule: one option or more, each mention at most once and in the order in which they
        were made; none where nothing fits."""
        groups = list(self.groups(entry, line))
        sizes = entry.sizes if isinstance(entry, Combo) else {}
        steps = []
        for mention in self.mentions:
            choices = [_quoted(f" +{size}") for size in mention if size in sizes]
            choices += [way for group in groups for way in self.ways(group, mention)]
            if choices:
                steps.append(f"({_any(dict.fromkeys(choices))})")
        steps += [f"({off})" for off in self.defaults(groups)]
        if not steps:
            return None
        beginnings = []
        rest = ""
        for step in reversed(steps):
            beginnings.append(f"{step} {rest}")
            rest = self.rule(f"{step}? {rest}")
        return self.rule(_any(reversed(beginnings)))

    def groups(self, entry: Item | Combo, line: Line | None) -> Iterator[Group]:
        """The modifier groups of an item, or of all that a meal of the cart holds."""
        if isinstance(entry, Item):
            yield from entry.groups.values()
            return
        for _, held in line.slots if line is not None else ():
            yield from self.menu.items[held.item].groups.values()

    def defaults(self, groups: Iterable[Group]) -> Iterator[str]:
        """What "only ketchup" turns off: options that nobody mentioned."""
        mentioned = {option for mention in self.mentions for option in mention}
        for group in groups:
            if self.others_off and not group.exclusive:
                yield from (_quoted(f" -{o}") for o in group.default if o not in mentioned)

    def ways(self, group: Group, mention: Iterable[str]) -> Iterator[str]:
        """The ways in which the group can have what was mentioned."""
        for option in (option for option in mention if option in group.options):
            if option not in self.refused:
                for how in ("", *self.amounts(group), *self.halves(group)):
                    yield _quoted(f" +{option}{how}")
            if self.denied:
                yield _quoted(f" -{option}")

    def amounts(self, group: Group) -> Iterator[str]:
        for name in group.qualifiers:
            if self.said.kinds(name):
                yield f"={name}"
        for number in sorted(self.said.numbers):
            if 1 < number <= group.max_count:
                yield f"*{number}"

    def halves(self, group: Group) -> Iterator[str]:
        if group.portions and self.said.kinds("half"):
            yield from ("@left", "@right")


def _mentions(said: Said, near: frozenset[str]) -> list[tuple[str, ...]]:
    """The options that each phrase may name, in the order of the words; then those that come from
    the conversation, which have no place in it."""
    spoken = [ids for tag in said.tags if (ids := tag.of("option"))]
    named = {option for ids in spoken for option in ids}
    return [*spoken, *((option,) for option in sorted((said.options | near) - named))]


def _any(alternatives: Iterable[str]) -> str:
    return " | ".join(alternatives)


def _quoted(text: str) -> str:
    """A literal; ids are letters, digits and underscores, so nothing needs escaping."""
    return f'"{text}"'
