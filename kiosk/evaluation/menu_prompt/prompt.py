"""The prompt: what to do, the whole menu, worked examples; then the cart and the guest's words.

All but the last message is the same for every turn of a menu.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.evaluation.menu_prompt.answer import as_json, manners
from kiosk.menu.model import Combo, Item, Menu
from kiosk.order.cart import Cart
from kiosk.order.notation import parse_cart
from kiosk.order.rules import is_size_group
from kiosk.understanding.reading import Asked, Context

__all__ = ["Message", "messages"]

Message = dict[str, str]
"""``role`` and ``content``, as chat templates take them."""

_TASK: Final = """\
You take orders at {name}. You are given the current order as JSON and what the guest says next. \
Answer with the whole order as it is after that, as JSON: keep what the guest does not change, add \
what the guest adds, change what the guest changes, leave out what the guest cancels. What the \
guest takes back in the same breath ("no wait") does not count. If the guest orders and changes \
nothing, answer with the current order.

Each line: "item", "quantity", and only where it differs from the default: "add" (options that are \
chosen, sizes too; an option twice for two of it), "remove" (default options that are left out)\
{manners}{meals} Use the ids of the menu, never others. If only some units of a line are changed, \
they become a line of their own. Do not choose a size that the guest did not say.

{menu}"""
_MEALS: Final = """, and for a meal "parts" (what fills its slots, in order, each with changes of \
its own; a slot of which nothing is said has its default)."""


def messages(menu: Menu, text: str, context: Context) -> list[Message]:
    """The chat of one turn."""
    chat = [_message("system", _task(menu))]
    for cart, said, after in _examples(menu):
        chat.append(_message("user", _turn(said, Context(cart))))
        chat.append(_message("assistant", as_json(after)))
    return [*chat, _message("user", _turn(text, context))]


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _turn(text: str, context: Context) -> str:
    asked = _question(context.asked)
    return "\n".join([f"Current order: {as_json(context.cart)}", *asked, f"Guest: {text}"])


def _question(asked: Asked | None) -> Iterator[str]:
    """What the kiosk just asked, so that a bare "large" can be understood."""
    if asked is None:
        return
    if asked.open is not None:
        yield f"You asked: {asked.open.name} of {asked.open.item}?"
    elif asked.kind == "anything_else":
        yield "You asked: anything else?"
    elif asked.kind == "confirm":
        yield "You asked: is that right?"


# -- the menu --------------------------------------------------------------------------------------


def _task(menu: Menu) -> str:
    ways = ", ".join(f'"{way}"' for way in manners(menu))
    return _TASK.format(
        name=menu.name,
        manners=f", {ways} (options that are had that way)" if ways else "",
        meals=_MEALS if menu.combos else ".",
        menu="\n".join(_sheet(menu)),
    )


def _sheet(menu: Menu) -> Iterator[str]:
    """Every entry by its id, with its name; no prices."""
    groups: dict[str, dict[str, None]] = {}
    for group in (group for item in menu.items.values() for group in item.groups.values()):
        options = (_called(option.id, option.name) for option in group.options.values())
        groups.setdefault(group.id, {}).update(dict.fromkeys(options))
    if groups:
        yield "Option groups (id: options):"
    for name, called in groups.items():
        yield f"- {name}: {', '.join(called)}"
    yield "Items (id: name; groups):"
    for item in menu.items.values():
        yield f"- {item.id}: {'; '.join([item.name, *_of_item(item)])}"
    if menu.combos:
        yield "Meals (id: name; slots):"
    told: dict[str, str] = {}
    for combo in menu.combos.values():
        yield f"- {combo.id}: {'; '.join([combo.name, *_of_combo(combo, told)])}"


def _called(name: str, title: str) -> str:
    """The id, with the name where it says more."""
    return name if title.lower().replace(" ", "_") == name else f"{name} ({title})"


def _of_item(item: Item) -> Iterator[str]:
    if item.number:
        yield f"number {item.number}"
    for group in item.groups.values():
        yield f"{group.id} (default {', '.join(group.default)})" if group.default else group.id


def _of_combo(combo: Combo, told: dict[str, str]) -> Iterator[str]:
    """``told``: slots that stand higher up, and of which meal."""
    if combo.number:
        yield f"number {combo.number}"
    if combo.sizes:
        default = f" (default {combo.default_size})" if combo.default_size else ""
        yield f"sizes {' or '.join(combo.sizes)}{default}"
    for slot in combo.slots.values():
        default = f" (default {slot.default})" if slot.default and len(slot.choices) > 1 else ""
        text = f"{slot.id}: {' or '.join(slot.choices)}{default}"
        before = told.setdefault(text, combo.id)
        yield text if before == combo.id else f"{slot.id} as in {before}"


# -- worked examples -------------------------------------------------------------------------------


def _examples(menu: Menu) -> Iterator[tuple[Cart, str, Cart]]:
    """Cart, words, cart after: of this menu's own entries, as far as it has such."""
    plain = next((found for item in menu.items.values() for found in _with_default(item)), None)
    if plain is None:
        return
    item, default = plain
    others = (other for other in menu.items.values() if other is not item)
    sized = next((found for other in others for found in _sized(menu, other)), None)
    if sized is None:
        return
    other, size = sized
    left, drink = _title(item, default), other.name.lower()
    held = [f"2 {item.id} -{default}", f"1 {other.id} +{size}"]
    first = parse_cart(menu, held)
    yield (
        Cart(),
        f"can i get two {_plural(item)} no {left} and a {_title(other, size)} {drink}",
        first,
    )
    for meal, said in _meal(menu):
        held.append(meal)
        yield first, f"and {said}", parse_cart(menu, held)
    yield (
        parse_cart(menu, held),
        f"actually put the {left} back on one of them and forget the {drink}",
        parse_cart(menu, [f"1 {item.id} -{default}", f"1 {item.id}", *held[2:]]),
    )


def _meal(menu: Menu) -> Iterator[tuple[str, str]]:
    """The first meal that leaves a choice, that choice made: in notation and in words."""
    for combo in menu.combos.values():
        needed = [s for s in combo.slots.values() if len(s.choices) > 1 and s.default is None]
        if combo.number and len(needed) == 1:
            (slot,) = needed
            taken = next(iter(slot.choices))
            said = f"a number {combo.number} with a {menu.items[taken].name.lower()}"
            yield f"1 {combo.id} [{slot.id}:{taken}]", said
            return


def _with_default(item: Item) -> Iterator[tuple[Item, str]]:
    """An option that the item has unless the guest says otherwise."""
    for group in item.groups.values():
        if not group.exclusive:
            yield from ((item, option) for option in group.default)


def _sized(menu: Menu, item: Item) -> Iterator[tuple[Item, str]]:
    for group in item.groups.values():
        if is_size_group(menu, group):
            yield item, list(group.options)[-1]


def _plural(item: Item) -> str:
    name = item.name.lower()
    return name if name.endswith("s") else f"{name}s"


def _title(item: Item, option: str) -> str:
    found = item.option(option)
    assert found is not None  # one of its own
    return found.name.lower()
