"""Lines as guests may put them, on any menu."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from kiosk.menu import Item, Menu
from kiosk.order.cart import Choice, Line, Portion


def option_ids(menu: Menu) -> list[str]:
    groups = (group for item in menu.items.values() for group in item.groups.values())
    return sorted({option for group in groups for option in group.options})


@st.composite
def choices_of(draw: st.DrawFn, menu: Menu, items: list[Item]) -> tuple[Choice, ...]:
    """Up to four choices, most of them of ``items``, some of anything on the menu."""
    ours = [option for item in items for group in item.groups.values() for option in group.options]
    anything = option_ids(menu)
    choice = st.builds(
        Choice,
        st.sampled_from([*ours, *ours[:3], *anything[:10]]),
        on=st.booleans(),
        qualifier=st.sampled_from([None, None, None, "light", "extra", "on_the_side"]),
        count=st.sampled_from([1, 1, 1, 2, 3, 7]),
        portion=st.sampled_from(["whole", "whole", *get_args(Portion)]),
    )
    return tuple(draw(st.lists(choice, max_size=4)))


@st.composite
def said_lines(draw: st.DrawFn, menu: Menu) -> Line:
    """A line as a guest may put it, sense or nonsense."""
    entry = draw(st.sampled_from(menu.entries()))
    quantity = draw(st.sampled_from([1, 1, 2, 3, 25]))
    if isinstance(entry, Item):
        return Line(entry.id, quantity, draw(choices_of(menu, [entry])))
    slots = []
    for slot in entry.slots.values():
        if draw(st.booleans()):
            item = menu.items[draw(st.sampled_from(list(slot.choices)))]
            slots.append((slot.id, Line(item.id, choices=draw(choices_of(menu, [item])))))
    size = draw(st.sampled_from([None, *entry.sizes]))
    return Line(entry.id, quantity, slots=tuple(slots), size=size)
