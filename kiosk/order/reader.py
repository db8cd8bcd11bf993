"""Reads order notation: the tokens of one line or edit, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar, get_args

from kiosk.errors import NotationError
from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order import edits as e
from kiosk.order.cart import Choice, Line, Portion, Service, Target
from kiosk.order.rules import allows, barred, complete, normal_form, open_choices, too_many

__all__ = ["BARE", "Reader", "slot_that_takes"]

MAX_TEXT: Final = 4_000
_NAME: Final = r"[a-z0-9][a-z0-9_]*"
_CHOICE: Final = re.compile(
    rf"(?P<sign>[+-])(?P<option>{_NAME})(?:\*(?P<count>\d{{1,3}}))?"
    rf"(?:=(?P<qualifier>{_NAME}))?(?:@(?P<portion>left|right|whole))?\Z"
)
_TARGET: Final = re.compile(rf"#(?P<ref>\d{{1,9}})(?:\.(?P<slot>{_NAME}))?\Z")
_TOKEN: Final = re.compile(r"\[|\]|[^\s\[\]]+")
Word = TypeVar("Word", bound=str)
Needs = tuple[str | None, str]
"""Slot, where the choice is open in one, and the name after the ``?``."""

BARE: Final[dict[str, e.Edit]] = {
    "clear": e.Clear(),
    "undo": e.Undo(),
    "redo": e.Redo(),
    **{verb: e.Act(verb) for verb in get_args(e.ActVerb)},
}
"""Edits that are a verb alone."""


def _choice(text: str) -> Choice:
    """The choice that ``text`` writes.

    Raises:
        NotationError: it is not a choice.
    """
    found = _CHOICE.match(text)
    if not found:
        raise NotationError(f'"{text}" is not an option (write +bacon, -onion or +vanilla*2)')
    portion: Portion = found["portion"] or "whole"  # type: ignore[assignment]
    count = int(found["count"] or 1)
    if count < 1:
        raise NotationError(f'"{text}": a count starts at 1')
    return Choice(found["option"], found["sign"] == "+", found["qualifier"], count, portion)


def slot_that_takes(combo: Combo, left: Iterable[str], item: str) -> str | None:
    """The first of the slots ``left`` that ``item`` can fill, or none."""
    return next((slot for slot in left if item in combo.slots[slot].choices), None)


class Reader:
    """One text being read; every fault names the text and what is wrong with it."""

    def __init__(self, menu: Menu, text: str) -> None:
        if len(text) > MAX_TEXT:
            raise NotationError(f"a line of {len(text)} characters is too long")
        self.menu = menu
        self.text = text
        self.tokens = _TOKEN.findall(text)
        self.at = 0

    def fail(self, why: str) -> NotationError:
        return NotationError(f"{self.text!r}: {why}")

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self, what: str) -> str:
        token = self.peek()
        if token is None:
            raise self.fail(f"{what} is missing")
        self.at += 1
        return token

    def number(self, what: str) -> int:
        token = self.next(what)
        if not (token.isascii() and token.isdigit() and len(token) <= 9):
            raise self.fail(f'"{token}" is not {what}')
        return int(token)

    def target(self) -> Target:
        token = self.next("a line number")
        found = _TARGET.match(token)
        if not found:
            raise self.fail(f'"{token}" is not a line number (write #2 or #2.drink)')
        return Target(int(found["ref"]), found["slot"])

    def choices(self) -> tuple[Choice, ...]:
        out = []
        while (token := self.peek()) is not None and token[0] in "+-":
            self.at += 1
            out.append(_choice(token))
        return tuple(out)

    def opens(self, slot: str | None = None) -> set[Needs]:
        out = set()
        while (token := self.peek()) is not None and token[0] == "?":
            self.at += 1
            out.add((slot, token[1:]))
        return out

    def end(self) -> None:
        token = self.peek()
        if token is not None:
            raise self.fail(f'"{token}" was not expected')

    def line(self, *, whole: bool) -> Line:
        """A line; ``whole`` gives it in normal form and refuses what its item cannot have."""
        quantity = self.number("a quantity")
        if quantity < 1:
            raise self.fail("a quantity starts at 1")
        entry = self.menu.sold(self.sold())
        if isinstance(entry, Combo):
            line, opens = self.combo(entry, quantity)
        else:
            assert entry is not None  # held by sold()
            line, opens = Line(entry.id, quantity, self.choices()), self.opens()
        return self.checked(line, opens) if whole else line

    def sold(self) -> str:
        name = self.next("an item")
        if self.menu.sold(name) is None:
            raise self.fail(f'"{name}" is not on the menu')
        return name

    def combo(self, combo: Combo, quantity: int) -> tuple[Line, set[Needs]]:
        size: str | None = None
        loose: list[Choice] = []
        for choice in self.choices():
            if choice.plain and choice.option in combo.sizes:
                size = choice.option
            else:
                loose.append(choice)
        opens: set[Needs] = set()
        slots: list[tuple[str, Line]] = []
        left = list(combo.slots)
        while (token := self.peek()) is not None and token[0] in "[?":
            if token[0] == "?":
                opens |= self.opens()
                left = [slot for slot in left if (None, slot) not in opens]
                continue
            name, held = self.slot(combo, left)
            opens |= self.opens(name)
            if self.next('"]"') != "]":
                raise self.fail('"]" is missing')
            slots.append((name, held))
            left.remove(name)
        return Line(combo.id, quantity, tuple(loose), tuple(slots), size), opens

    def slot(self, combo: Combo, left: Sequence[str]) -> tuple[str, Line]:
        self.at += 1
        count = self.number("a quantity") if (self.peek() or "").isdigit() else 1
        named, colon, name = self.next("an item").rpartition(":")
        slot = named if colon else slot_that_takes(combo, left, name)
        if slot is None or slot not in left or name not in combo.slots[slot].choices:
            raise self.fail(f'"{name}" fits no free slot of {combo.id}')
        return slot, Line(name, count, self.choices())

    def check_slot(self, combo: Combo, name: str, held: Line) -> None:
        item = self.menu.items[held.item]
        self.check_known(item, held)
        for choice in held.choices:
            if barred(self.menu, combo, combo.slots[name], item, choice):
                raise self.fail(f'{item.id} cannot have "{choice.option}" in {combo.id}')

    def checked(self, line: Line, opens: set[Needs]) -> Line:
        """The line in normal form, where it is one that this menu can sell."""
        entry = self.menu.sold(line.item)
        if isinstance(entry, Combo):
            if line.choices:
                raise self.fail(f'{line.item} has no option "{line.choices[0].option}"')
            for name, held in line.slots:
                self.check_slot(entry, name, held)
            leave = {name for slot, name in opens if slot is None}
            line = complete(self.menu, line, Availability(), leave)
        elif entry is not None:
            self.check_known(entry, line)
            line = normal_form(self.menu, line)
        for held in (line, *(held for _, held in line.slots)):
            self.check_options(held)
        waits = {(o.slot, o.name) for o in open_choices(self.menu, line)}
        for _, name in opens - waits:
            raise self.fail(f'"?{name}" is not open on {line.item}')
        return line

    def check_known(self, item: Item, line: Line) -> None:
        for choice in line.choices:
            if item.option(choice.option) is None:
                raise self.fail(f'{item.id} has no option "{choice.option}"')

    def check_options(self, line: Line) -> None:
        item = self.menu.items.get(line.item)
        if item is None:
            return
        for choice in line.choices:
            group = item.group_of(choice.option)
            if choice.on and group is not None and not allows(group, choice):
                raise self.fail(f'{item.id} cannot have "{choice.option}" like that')
        if over := too_many(item, line.choices):
            raise self.fail(f"{item.id} has too many of {over.id}")

    def edit(self) -> e.Edit:
        verb = self.next("a verb")
        edit: e.Edit
        match verb:
            case "add":
                edit = e.Add(self.line(whole=False))
            case "mod":
                edit = e.Modify(self.target(), self.choices())
            case "qty":
                edit = e.Quantity(self.target().ref, self.number("a quantity"))
            case "swap":
                edit = e.Swap(self.target(), self.sold(), self.choices())
            case "split":
                ref, count = self.target().ref, self.number("a quantity")
                token = self.peek()
                item = self.sold() if token is not None and token[0] not in "+-" else None
                edit = e.Split(ref, count, self.choices(), item)
            case "del":
                edit = e.Delete(self.target())
            case "serve":
                edit = e.Serve(self.one_of(get_args(Service), "dine_in or take_away"))
            case "ask":
                topic = self.one_of(get_args(e.Topic), "a topic")
                about, self.at = tuple(self.tokens[self.at :]), len(self.tokens)
                edit = e.Ask(topic, about)
            case _ if verb in BARE:
                edit = BARE[verb]
            case _:
                raise self.fail(f'"{verb}" is not a verb')
        return edit

    def one_of(self, words: tuple[Word, ...], what: str) -> Word:
        token = self.next(what)
        if token not in words:
            raise self.fail(f'"{token}" is not {what}')
        return words[words.index(token)]
