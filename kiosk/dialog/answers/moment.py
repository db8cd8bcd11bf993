"""What a question is about, at one moment of one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kiosk.dialog.replies import Wording
from kiosk.menu.availability import Availability
from kiosk.menu.model import Combo, Item, Menu, Option
from kiosk.order.cart import Cart, Choice, Line

__all__ = ["Moment", "choices_named"]

_HANDFUL: Final = 5
"""So many names are read out; the rest are counted. More is not remembered by who listens."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The menu and the order as they stand when a question is asked."""

    words: Wording
    """Those of the answer."""
    cart: Cart
    latest: str | None
    """Id of the item or meal that "it" means."""
    now: Availability

    @property
    def menu(self) -> Menu:
        """As the guest reads it."""
        return self.words.menu

    def entries(self, about: Sequence[str]) -> list[Item | Combo]:
        """The items and meals that are named."""
        return [entry for name in about if (entry := self.menu.sold(name)) is not None]

    def category(self, about: Sequence[str]) -> str | None:
        """The category that is named, by its name or the name in snake_case, as the guest reads
        it."""
        said = " ".join(about).replace("_", " ").lower()
        translated = self.menu.category_names.get(self.words.language.code, {})
        names = {**{name: name for name in self.menu.categories}, **translated}
        return next((shown for name, shown in names.items() if name.lower() == said), None)

    def sold_in(self, category: str) -> list[Item | Combo]:
        """What of the category can be had now, in menu order."""
        return [e for e in self.menu.entries() if e.category == category and self.sold(e)]

    def it(self) -> Item | Combo | None:
        """What the conversation is about."""
        return self.menu.sold(self.latest) if self.latest else None

    def held(self) -> Iterator[tuple[Item, Line]]:
        """Every item of the cart with its line, those in meals too."""
        for line in self.cart.lines:
            for each in (line, *(held for _, held in line.slots)):
                if each.item in self.menu.items:
                    yield self.menu.items[each.item], each

    def having(self, option: str) -> Item | None:
        """An item that has ``option``: "it", the cart's latest, or else the menu's first."""
        ours = [item for item, _ in self.held()]
        every = (self.it(), *ours[::-1], *self.menu.items.values())
        return next((i for i in every if isinstance(i, Item) and i.option(option)), None)

    def sold(self, entry: Item | Combo | Option) -> bool:
        """Whether it can be had now."""
        return self.now.why_not(self.menu, entry) is None

    def each(self, about: Sequence[str], one: Callable[[Item | Combo], str]) -> str:
        """``one`` for each entry that is named, or for "it"."""
        it = self.it()
        entries = [it] if not about and it is not None else self.entries(about)
        if not entries:
            return self.unsaid(about)
        return " ".join(one(entry) for entry in entries[:_HANDFUL])

    def unsaid(self, about: Sequence[str]) -> str:
        """The menu has no answer."""
        if not about:
            return self.words.say("unsaid")
        what = self.words.listed([self.words.name(name) for name in about], "or")
        return self.words.say("unsaid_of", what=what)

    def handful(self, names: Sequence[str]) -> str:
        """The first few, and how many more there are."""
        if len(names) <= _HANDFUL + 1:
            return self.words.listed(names)
        more = self.words.language.number(len(names) - _HANDFUL)
        return self.words.part("and_more", names=", ".join(names[:_HANDFUL]), n=more)


def choices_named(menu: Menu, about: Sequence[str], entry: Item | Combo) -> tuple[Choice, ...]:
    """The options that are named and that ``entry`` has."""
    if isinstance(entry, Combo):
        return tuple(Choice(name) for name in about if name in entry.sizes)
    return tuple(Choice(name) for name in about if entry.option(name) and not menu.sold(name))
