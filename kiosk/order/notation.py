"""Order notation: carts and edits as text, both ways.

::

    2 cheeseburger -onion +bacon
    1 coke ?size
    1 pizza +medium +pepperoni@left +vanilla*2 +foam=extra
    1 cheeseburger_meal [cheeseburger -pickle] [fries +large] ?drink

``parse(format(x)) == x`` for every cart line and edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, get_args

from kiosk.errors import NotationError
from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order import edits as e
from kiosk.order.cart import Cart, Choice, Line, Portion, Service, Target
from kiosk.order.rules import complete, normalise, open_choices

__all__ = [
    "canonical",
    "format_cart",
    "format_choice",
    "format_edit",
    "format_line",
    "format_target",
    "parse_cart",
    "parse_choice",
    "parse_edit",
    "parse_line",
    "same_cart",
]

MAX_TEXT: Final = 4_000
_NAME: Final = r"[a-z0-9][a-z0-9_]*"
_CHOICE: Final = re.compile(
    rf"(?P<sign>[+-])(?P<option>{_NAME})(?:\*(?P<count>\d{{1,3}}))?"
    rf"(?:=(?P<qualifier>{_NAME}))?(?:@(?P<portion>left|right|whole))?\Z"
)
_TARGET: Final = re.compile(rf"#(?P<ref>\d{{1,9}})(?:\.(?P<slot>{_NAME}))?\Z")
_TOKEN: Final = re.compile(r"\[|\]|[^\s\[\]]+")


def format_choice(choice: Choice) -> str:
    """``+vanilla*2=light@left``"""
    out = ("+" if choice.on else "-") + choice.option
    if choice.count != 1:
        out += f"*{choice.count}"
    if choice.qualifier:
        out += f"={choice.qualifier}"
    if choice.portion != "whole":
        out += f"@{choice.portion}"
    return out


def parse_choice(text: str) -> Choice:
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


def _in_order(item: Item, choices: Iterable[Choice]) -> list[Choice]:
    order = {o: n for n, o in enumerate(o for g in item.groups.values() for o in g.options)}
    return sorted(choices, key=lambda c: order.get(c.option, len(order)))


def format_line(menu: Menu, line: Line) -> str:
    """The line as text, with ``?group`` for what is still open."""
    return f"{line.quantity} {_body(menu, line)}"


def _body(menu: Menu, line: Line) -> str:
    parts = [line.item]
    entry = menu.sold(line.item)
    if line.size:
        parts.append(f"+{line.size}")
    if isinstance(entry, Item):
        parts += [format_choice(c) for c in _in_order(entry, line.choices)]
        parts += [f"?{o.name}" for o in open_choices(menu, line)]
    elif isinstance(entry, Combo):
        parts += [format_choice(c) for c in line.choices]
        waits = open_choices(menu, line)
        parts += [f"?{o.name}" for o in waits if o.kind == "size"]
        needs = {o.name for o in waits if o.kind == "slot"}
        for name in entry.slots:
            held = line.slot(name)
            if held is not None:
                count = f"{held.quantity} " if held.quantity != 1 else ""
                inner = _inner(menu, held, [o for o in waits if o.slot == name])
                parts.append(f"[{count}{inner}]")
            elif name in needs:
                parts.append(f"?{name}")
    return " ".join(parts)


def _inner(menu: Menu, held: Line, waits: Sequence[object]) -> str:
    item = menu.items[held.item]
    parts = [held.item, *(format_choice(c) for c in _in_order(item, held.choices))]
    names = {getattr(o, "name", "") for o in waits}
    parts += [f"?{o.name}" for o in open_choices(menu, held) if o.name in names]
    return " ".join(parts)


def format_cart(menu: Menu, cart: Cart) -> list[str]:
    """Every line, equal lines summed, in the order of the cart."""
    out: dict[Line, int] = {}
    for line in cart.lines:
        key = replace(line, quantity=1, ref=0)
        out[key] = out.get(key, 0) + line.quantity
    return [format_line(menu, replace(line, quantity=n)) for line, n in out.items()]


def canonical(menu: Menu, cart: Cart) -> Counter[str]:
    """The cart without order: each distinct line and how many of it."""
    out: Counter[str] = Counter()
    for line in cart.lines:
        out[_body(menu, line)] += line.quantity
    return out


def same_cart(menu: Menu, a: Cart, b: Cart) -> bool:
    """Whether two carts order the same things."""
    return canonical(menu, a) == canonical(menu, b)


class _Reader:
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
            out.append(parse_choice(token))
        return tuple(out)

    def opens(self) -> set[str]:
        out = set()
        while (token := self.peek()) is not None and token[0] == "?":
            self.at += 1
            out.add(token[1:])
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
        name = self.next("an item")
        entry = self.menu.sold(name)
        if entry is None:
            raise self.fail(f'"{name}" is not on the menu')
        if isinstance(entry, Item):
            line = Line(name, quantity, self.item_choices(entry))
            line = replace(line, choices=normalise(self.menu, entry, line.choices))
            self.check_open(line, self.opens())
            return line
        return self.combo(entry, quantity, whole=whole)

    def item_choices(self, item: Item) -> tuple[Choice, ...]:
        choices = self.choices()
        for choice in choices:
            if item.option(choice.option) is None:
                raise self.fail(f'{item.id} has no option "{choice.option}"')
        return choices

    def check_open(self, line: Line, said: set[str]) -> None:
        really = {o.name for o in open_choices(self.menu, line)}
        for name in said - really:
            raise self.fail(f'"?{name}" is not open on {line.item}')

    def combo(self, combo: Combo, quantity: int, *, whole: bool) -> Line:
        size: str | None = None
        loose: list[Choice] = []
        for choice in self.choices():
            if choice.plain and choice.option in combo.sizes:
                size = choice.option
            else:
                loose.append(choice)
        opens = self.opens()
        slots: dict[str, Line] = {}
        left = list(combo.slots)
        while self.peek() == "[":
            self.at += 1
            count = self.number("a quantity") if (self.peek() or "").isdigit() else 1
            name = self.next("an item")
            slot = next((s for s in left if name in combo.slots[s].choices), None)
            if slot is None:
                raise self.fail(f'"{name}" fits no free slot of {combo.id}')
            left = left[left.index(slot) + 1 :]
            choices = self.item_choices(self.menu.items[name])
            opens |= self.opens()
            if self.next('"]"') != "]":
                raise self.fail('"]" is missing')
            slots[slot] = Line(name, count, choices)
            opens |= self.opens()
        line = Line(combo.id, quantity, tuple(loose), tuple(slots.items()), size)
        if not whole:
            return line
        if loose:
            raise self.fail(f"{combo.id} has no option {loose[0].option}")
        off = frozenset(name for name in combo.slots if name in opens)
        filled = complete(self.menu, line, Availability())
        kept = tuple((s, h) for s, h in filled.slots if s not in off)
        line = replace(filled, slots=kept, size=size)
        self.check_open(line, opens)
        return line


def parse_line(menu: Menu, text: str) -> Line:
    """A cart line in normal form.

    Raises:
        NotationError: the text is not a line of this menu.
    """
    reader = _Reader(menu, text)
    line = reader.line(whole=True)
    reader.end()
    return line


def parse_cart(menu: Menu, lines: Iterable[str]) -> Cart:
    """A cart of these lines, numbered from 1.

    Raises:
        NotationError: a text is not a line of this menu.
    """
    cart = Cart()
    for text in lines:
        cart = cart.adding(parse_line(menu, text))
    return cart


def format_target(target: Target) -> str:
    """``#2`` or ``#2.drink``"""
    return f"#{target.ref}" + (f".{target.slot}" if target.slot else "")


def _spec(menu: Menu, line: Line) -> str:
    """A line as it was said: no open choices, no defaults added."""
    parts = [str(line.quantity), line.item]
    if line.size:
        parts.append(f"+{line.size}")
    parts += [format_choice(c) for c in line.choices]
    for _, held in line.slots:
        count = [str(held.quantity)] if held.quantity != 1 else []
        inner = " ".join([*count, held.item, *(format_choice(c) for c in held.choices)])
        parts.append(f"[{inner}]")
    return " ".join(parts)


def format_edit(menu: Menu, edit: e.Edit) -> str:
    """The edit as text."""
    match edit:
        case e.Add(line):
            return f"add {_spec(menu, line)}"
        case e.Modify(target, choices):
            return " ".join(["mod", format_target(target), *map(format_choice, choices)])
        case e.Quantity(ref, quantity):
            return f"qty #{ref} {quantity}"
        case e.Swap(target, item, choices):
            return " ".join(["swap", format_target(target), item, *map(format_choice, choices)])
        case e.Split(ref, count, choices, item):
            named = [item] if item else []
            return " ".join(["split", f"#{ref}", str(count), *named, *map(format_choice, choices)])
        case e.Delete(target):
            return f"del {format_target(target)}"
        case e.Serve(service):
            return f"serve {service}"
        case e.Clear():
            return "clear"
        case e.Undo():
            return "undo"
        case e.Ask(topic, about):
            return " ".join(["ask", topic, *about])
        case e.Act(verb):
            return verb


def parse_edit(menu: Menu, text: str) -> e.Edit:
    """The edit that ``text`` writes.

    Raises:
        NotationError: the text is not an edit on this menu.
    """
    reader = _Reader(menu, text)
    edit = _read_edit(reader, reader.next("a verb"))
    reader.end()
    return edit


def _read_edit(reader: _Reader, verb: str) -> e.Edit:
    match verb:
        case "add":
            return e.Add(reader.line(whole=False))
        case "mod":
            return e.Modify(reader.target(), reader.choices())
        case "qty":
            return e.Quantity(reader.target().ref, reader.number("a quantity"))
        case "swap":
            return e.Swap(reader.target(), _sold(reader), reader.choices())
        case "split":
            ref, count = reader.target().ref, reader.number("a quantity")
            token = reader.peek()
            item = _sold(reader) if token is not None and token[0] not in "+-" else None
            return e.Split(ref, count, reader.choices(), item)
        case "del":
            return e.Delete(reader.target())
        case "serve":
            service = reader.next("dine_in or take_away")
            if service not in get_args(Service):
                raise reader.fail(f'"{service}" is neither dine_in nor take_away')
            return e.Serve(service)  # type: ignore[arg-type]
        case "ask":
            topic = reader.next("a topic")
            if topic not in get_args(e.Topic):
                raise reader.fail(f'"{topic}" is not a topic')
            about, reader.at = tuple(reader.tokens[reader.at :]), len(reader.tokens)
            return e.Ask(topic, about)  # type: ignore[arg-type]
        case "clear":
            return e.Clear()
        case "undo":
            return e.Undo()
        case _ if verb in get_args(e.ActVerb):
            return e.Act(verb)  # type: ignore[arg-type]
    raise reader.fail(f'"{verb}" is not a verb')


def _sold(reader: _Reader) -> str:
    name = reader.next("an item")
    if reader.menu.sold(name) is None:
        raise reader.fail(f'"{name}" is not on the menu')
    return name
