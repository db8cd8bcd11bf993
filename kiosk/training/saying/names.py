"""What guests call things: names, aliases, parts of names, in one number or the other."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Final

from kiosk.menu.model import Combo, Group, Item, Menu
from kiosk.order.rules import is_size_group
from kiosk.training.invented import ADJECTIVES
from kiosk.training.menus import menu_of
from kiosk.training.saying.dice import Dice
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.normalise import words
from kiosk.understanding.tag import Tag, tag

__all__ = ["Names", "article", "names_of", "plural", "singular"]

_ES = ("s", "x", "ch", "sh", "z")
_DESCRIBES: Final = frozenset(
    (*ADJECTIVES, "french", "bottled", "side", "mac", "root", "apple", "chocolate")
)
"""Words that no one calls a dish by: a "french"."""


def plural(phrase: str) -> str:
    """The phrase with its last word in the plural; what ends in an s is taken to be one."""
    head, _, last = phrase.rpartition(" ")
    if last.endswith("s") and not last.endswith("ss"):
        return phrase
    if last.endswith(_ES):
        last += "es"
    elif last.endswith("y") and len(last) > 2 and last[-2] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


def singular(phrase: str) -> str:
    """The phrase with its last word in the singular, as far as spelling tells."""
    last = phrase.rpartition(" ")[2]
    if len(last) < 4 or not last.endswith("s") or last.endswith(("ss", "us", "is")):
        return phrase
    if last.endswith(("oes", "ches", "shes", "xes")):
        return phrase[:-2]
    return phrase[:-3] + "y" if last.endswith("ies") and len(last) > 4 else phrase[:-1]


def article(phrase: str) -> str:
    """``a`` or ``an``, as its first letter asks."""
    return "an" if phrase[0] in "aeiou" else "a"


class Names:
    """The names of one menu that mean one thing only, as the lexicon understands them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.menu: Menu = lexicon.menu
        self._tags: dict[str, Tag | None] = {}
        self._options: dict[tuple[str, str], tuple[str, ...]] = {}

    @cached_property
    def entries(self) -> dict[str, tuple[str, ...]]:
        """Phrases for each entry that has any, its name first, in the singular where it has one."""
        return {
            entry.id: found
            for entry in self.menu.entries()
            if (found := tuple(filter(lambda p: self.names_entry(p, entry.id), _called(entry))))
        }

    @cached_property
    def categories(self) -> dict[str, tuple[str, ...]]:
        """Words for one thing of a category: "drink"; categories that have none are absent."""
        out: dict[str, tuple[str, ...]] = {}
        for category, aliases in self.menu.categories.items():
            said = [singular(_spoken(name)) for name in (category, *aliases)]
            fit = [
                phrase
                for phrase in dict.fromkeys(said)
                if " " not in phrase
                and (found := self._one_tag(phrase)) is not None
                and found.of("category") == (category,)
                and found.generic
            ]
            if fit:
                out[category] = tuple(fit)
        return out

    def names_entry(self, phrase: str, entry: str) -> bool:
        """Whether the phrase names that entry and nothing else."""
        found = self._one_tag(phrase)
        return found is not None and {(m.kind, m.id) for m in found.meanings} == {("item", entry)}

    def _one_tag(self, phrase: str) -> Tag | None:
        if phrase not in self._tags:
            self._tags[phrase] = self._looked_up(phrase)
        return self._tags[phrase]

    def _looked_up(self, phrase: str) -> Tag | None:
        tags = tag(self.lexicon, words(phrase))
        exact = len(tags) == 1 and tags[0].kind == "menu" and tags[0].score >= 0.9
        return tags[0] if exact else None

    def options(self, item: Item, option: str) -> tuple[str, ...]:
        """Phrases for an option of ``item``; none where each would mean something else too."""
        key = (item.id, option)
        if key not in self._options:
            self._options[key] = tuple(self._option_phrases(item, option))
        return self._options[key]

    def _option_phrases(self, item: Item, option: str) -> list[str]:
        known = item.option(option)
        assert known is not None, f"{item.id} has no option {option}"
        out: list[str] = []
        for name in (known.name, *known.aliases):
            phrase = _spoken(name)
            for form in dict.fromkeys((phrase, singular(phrase))):
                found = self._one_tag(form)
                if found is None or found.of("item") or found.of("category"):
                    continue
                if [o for o in found.of("option") if item.option(o) is not None] == [option]:
                    out.append(form)
        return out

    # -- choosing ------------------------------------------------------------------------------

    def entry(self, dice: Dice, entry: str, *, many: bool = False) -> str:
        """Some way to call the entry, most often its name."""
        phrases = self.entries[entry]
        phrase = phrases[0] if dice.chance(0.6) else dice.one(phrases)
        return plural(phrase) if many else phrase

    def option(self, dice: Dice, item: Item, option: str) -> str:
        """Some way to call the option, most often its name."""
        phrases = self.options(item, option)
        return phrases[0] if dice.chance(0.6) else dice.one(phrases)

    def size_group(self, item: Item) -> Group | None:
        """The group that sizes the item, or none."""
        found = (g for g in item.groups.values() if is_size_group(self.menu, g) or g.id == "size")
        return next((g for g in found if g.exclusive and g.min and not g.nested), None)


@lru_cache(maxsize=32)
def names_of(menu: str) -> Names:
    """The names of a menu, as :func:`~kiosk.training.menus.menu_of` knows it; found once.

    Raises:
        MenuError: there is no such menu.
    """
    return Names(Lexicon(menu_of(menu)))


def _spoken(name: str) -> str:
    """A name as a recogniser writes it: lower case, no punctuation."""
    return " ".join(word.text for word in words(name))


def _called(entry: Item | Combo) -> list[str]:
    """Its name and aliases, then parts of its name: "zorbel" for a zorbel wrap."""
    name = _spoken(entry.name)
    out = [name, *map(_spoken, entry.aliases)]
    said = name.split()
    if isinstance(entry, Item) and len(said) > 1:
        out += [" ".join(said[start:]) for start in range(1, len(said))]
        starts = [said[:end] for end in range(1, len(said))]
        out += [" ".join(start) for start in starts if start[-1] not in _DESCRIBES]
    elif isinstance(entry, Combo) and entry.number is not None:
        out += [f"number {entry.number}"] * 2
    return list(dict.fromkeys(out))
