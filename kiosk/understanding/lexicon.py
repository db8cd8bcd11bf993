"""The words of one menu, compiled: which phrases name which entries.

Phrases are compared by their stems run together, so "cheese burgers" finds *cheeseburger* and
"pepper jack" finds *pepperjack*. Three kinds of hits, the better first: a name or alias; part of a
name ("caramel" for caramel syrup) that belongs to few entries; a near match by spelling or sound,
looked up only for words that nothing else explains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz, process

from kiosk.menu.model import Combo, Group, Item, Menu, Option
from kiosk.menu.sound import skeleton, spanish
from kiosk.understanding.normalise import Word, words
from kiosk.understanding.words import kind_of

__all__ = ["MAX_PHRASE", "PARTIAL", "Lexicon", "Meaning", "MeaningKind"]

MeaningKind = Literal["item", "option", "category", "group"]

MAX_PHRASE: Final = 9
"""Words of the longest phrase that is looked up."""
_MAX_OWNERS: Final = 12
"""A part of a name that this many entries share says nothing."""
_MIN_VERB: Final = 4
"""Letters of the shortest verb that is told from its participle."""
_WHOLE: Final = 4
"""Letters of the shortest name that the beginning of another may follow in one word."""
_SHORT: Final = 2
"""Words of a name that says too little without its group's noun."""
PARTIAL: Final = 0.9
"""What a part of a name is worth."""
_NEAR: Final = 86.0
"""Least similarity (rapidfuzz ratio, 0..100) of a near match by spelling."""
_NEAR_SOUND: Final = 62.0
"""Least similarity of a near match whose sound agrees."""
_ALIKE: Final = 92.0
"""What a near match is worth that sounds the same."""
_STOP: Final = frozenset((
    "and", "with", "the", "of", "a", "an", "in", "on", "or", "no", "for", "to", "n", "de", "con",
    "y", "al", "la", "el", "las", "los", "free", "style",
))  # fmt: skip
"""Words that neither begin nor end a part of a name."""
_SIZE_WORDS: Final = frozenset(
    ("small", "medium", "large", "regular", "extra", "big", "little", "kid", "size")
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase may name."""

    kind: MeaningKind
    id: str
    """Id of an item or combo, of an option, of a group, or the name of a category."""
    score: float = 1.0
    """1 for a name or alias, less for a part of one or a near match."""


def _key(phrase: Sequence[Word]) -> str:
    return "".join(word.stem for word in phrase)


def _surface(phrase: Sequence[Word]) -> str:
    return "".join(word.text for word in phrase)


class Lexicon:
    """All phrases of a menu. Compiled once; looking up is a dictionary access."""

    def __init__(self, menu: Menu) -> None:
        self.menu = menu
        self._exact: dict[str, dict[tuple[MeaningKind, str], Meaning]] = defaultdict(dict)
        self._parts: dict[str, dict[tuple[MeaningKind, str], Meaning]] = defaultdict(dict)
        self._surfaces: dict[str, set[tuple[MeaningKind, str]]] = defaultdict(set)
        self.items_with: dict[str, list[str]] = defaultdict(list)
        """Option id → items that have it, in menu order."""
        self._of_category: dict[str, list[str]] = {}
        """Category name → ids of its entries, in menu order."""
        self.name_words: dict[str, frozenset[str]] = {}
        """Entry or option id → stems of its name and aliases."""
        self.phrases: dict[str, set[str]] = defaultdict(set)
        """Entry or option id → its names and aliases, stems run together."""
        self.longest = 1
        self.verbs: set[str] = set()
        """Stems of verbs that bring an option about: "toast" where one is *toasted*."""
        self.units: set[str] = set()
        """Stems of words for one portion ("pump", "shot")."""
        self.qualifiers: dict[str, str] = {}
        """Normalised words → qualifiers that are the menu's own: "well done"."""
        for category, aliases in menu.categories.items():
            self._add("category", category, (category, *aliases))
        for entry in menu.entries():
            self._of_category.setdefault(entry.category, []).append(entry.id)
            self._add_entry(entry)
        self._categories_with: dict[str, list[str]] = defaultdict(list)
        """Stem → names of the categories that have the word, in menu order."""
        for category in self._of_category:
            for said in dict.fromkeys(word.stem for word in words(category)):
                self._categories_with[said].append(category)
        self._add_options()
        self._add_parts()
        self._add_verbs()
        self._near = [key for key in self._exact if len(key) > 3]
        self._by_sound: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """Skeleton → keys of names, each with the spelling that has it: English or by ear."""
        for key in self._near:
            for spelling in dict.fromkeys((key, spanish(key))):
                self._by_sound[skeleton(spelling)].append((key, spelling))

    # -- compiling -----------------------------------------------------------------------------

    def _add(self, kind: MeaningKind, name: str, phrases: Sequence[str]) -> None:
        stems: set[str] = set()
        for phrase in phrases:
            said = words(phrase)
            if not said or all(word.stem.isdigit() for word in said):
                continue  # a bare number is a quantity, or the answer to "how many pieces?"
            self.longest = max(self.longest, min(len(said), MAX_PHRASE))
            self._exact[_key(said)][kind, name] = Meaning(kind, name)
            self._surfaces[_surface(said)].add((kind, name))
            stems.update(word.stem for word in said)
            bare = [word for word in said if word.text not in ("the", "of", "and", "with")]
            if bare and len(bare) < len(said):
                self._exact[_key(bare)].setdefault((kind, name), Meaning(kind, name))
        self.name_words[name] = self.name_words.get(name, frozenset()) | stems
        self.phrases[name].update(key for phrase in phrases if (key := _key(words(phrase))))

    def _add_entry(self, entry: Item | Combo) -> None:
        phrases = [entry.name, *entry.aliases]
        if entry.number is not None:
            for lead in ("number", "numero", "no."):
                phrases += [f"{lead} {entry.number}"]
                phrases += [f"{lead} {entry.number} {tail}" for tail in ("meal", "combo")]
        self._add("item", entry.id, phrases)
        if isinstance(entry, Item):
            for group in entry.groups.values():
                self.units.update(word.stem for unit in group.unit for word in words(unit))
                self._add_qualifiers(group)
                for option in group.options:
                    if entry.id not in self.items_with[option]:
                        self.items_with[option].append(entry.id)

    def _add_qualifiers(self, group: Group) -> None:
        for name in group.qualifiers:
            said = " ".join(word.text for word in words(name.replace("_", " ")))
            if kind_of(said) in ("", "unknown"):  # no word of ordering means something else here
                self.qualifiers[said] = name

    def _add_options(self) -> None:
        done: set[str] = set()
        for item in self.menu.items.values():
            for group in item.groups.values():
                self._add_group(group.id, group.name)
                for option in group.options.values():
                    if option.id in done:
                        continue
                    done.add(option.id)
                    self._add("option", option.id, (option.name, *option.aliases))
        for item in self.menu.items.values():
            for group in item.groups.values():
                for option in group.options.values():
                    self._add_in_full(group, option)

    def _add_in_full(self, group: Group, option: Option) -> None:
        """A name with its group's noun, "buffalo sauce", where it names another option anyway; one
        of several words without it, "cilantro lime" of rice."""
        called, noun = words(option.name), words(group.name)[-1:]
        if len(called) > _SHORT and noun and called[-1].stem == noun[0].stem:
            short = called[:-1]
            self._exact[_key(short)].setdefault(("option", option.id), Meaning("option", option.id))
            self._surfaces[_surface(short)].add(("option", option.id))
        said = [*called, *noun]
        there = self._exact.get(_key(said), {})
        if any(kind == "option" for kind, _ in there):
            there.setdefault(("option", option.id), Meaning("option", option.id))
            self._surfaces[_surface(said)].add(("option", option.id))

    def _add_group(self, name: str, called: str) -> None:
        if ("group", name) not in self._exact.get(_key(words(called)), {}):
            self._add("group", name, (called,))

    def _add_parts(self) -> None:
        owners: dict[str, set[tuple[MeaningKind, str]]] = defaultdict(set)
        for meanings in list(self._exact.values()):
            for kind, name in meanings:
                if kind in ("item", "option"):
                    for part in self._parts_of(kind, name):
                        owners[part].add((kind, name))
        for part, named in owners.items():
            there = self._exact.get(part, {})
            generic = bool(there) and all(kind == "group" for kind, _ in there)
            if len(named) > (1 if generic else _MAX_OWNERS) or (there and not generic):
                continue
            for kind, name in sorted(named):
                self._parts[part][kind, name] = Meaning(kind, name, PARTIAL)

    def _add_verbs(self) -> None:
        for key, meanings in list(self._exact.items()):
            verb = key.removesuffix("ed")
            alone = self._exact.get(verb, {})
            named = any(kind != "option" for kind, _ in alone)
            if verb == key or len(verb) < _MIN_VERB or named or kind_of(verb):
                continue
            for kind, name in meanings:
                if kind != "option":
                    continue
                self.verbs.add(verb)
                meaning = Meaning(kind, name, PARTIAL)
                if alone:  # "warm" is how a milk comes, and what is done to a croissant
                    self._exact[verb][kind, name] = meaning
                    self._surfaces[verb].add((kind, name))
                else:
                    self._parts[verb][kind, name] = meaning

    def _parts_of(self, kind: MeaningKind, name: str) -> Iterable[str]:
        """Runs of words of the entry's own name that can stand for it."""
        sold = self.menu.sold(name) if kind == "item" else None
        called = sold.name if sold is not None else self.option_name(name)
        said = [word for word in words(called) if word.text not in ("the", "of")]
        for start in range(len(said)):
            for end in range(start + 1, len(said) + 1):
                run = said[start:end]
                if len(run) == len(said):
                    continue
                if any(run[i].text in _STOP for i in (0, -1)):
                    continue
                if kind == "item" and start and said[start - 1].text == "and":
                    continue  # "steak and cheese" is not what "the cheese" means
                if all(self._says_little(word, kind) for word in run):
                    continue
                yield _key(run)

    def _says_little(self, word: Word, kind: MeaningKind) -> bool:
        if word.text in _SIZE_WORDS or word.stem in _SIZE_WORDS or word.text in _STOP:
            return True
        if word.stem.isdigit() or len(word.stem) < 3:
            return True
        known = self._exact.get(word.stem, {})
        generic = any(k == "category" or (k == "group" and kind != "item") for k, _ in known)
        return generic or kind_of(word.text) in (
            "with", "on", "and", "all", "meal", "everything", "half", "neg", "only", "det",
        )  # fmt: skip

    def option_name(self, option: str) -> str:
        """Display name of an option, wherever it stands first."""
        for item in self.items_with.get(option, ()):
            found = self.menu.items[item].option(option)
            if found is not None:
                return found.name
        return option

    def counted(self, number: str) -> Iterable[str]:
        """Options that are numbers by name ("ten": *10 piece*)."""
        for option in self.items_with:
            if self.option_name(option).split()[0] == number:
                yield option

    # -- looking up ----------------------------------------------------------------------------

    def exact(self, phrase: Sequence[Word]) -> tuple[Meaning, ...]:
        """What the phrase names by a name or alias: as spelled, or else by its stems."""
        found = self._exact.get(_key(phrase))
        if not found:
            return ()
        named = {at: m for at, m in found.items() if m.kind in ("item", "option")}
        if not named:
            parts = () if any(kind == "category" for kind, _ in found) else self.part(phrase)
            return (*found.values(), *(part for part in parts if part.kind == "item"))
        spelled = self._surfaces.get(_surface(phrase), ())
        same = tuple(meaning for at, meaning in named.items() if at in spelled)
        kinds = tuple(m for m in found.values() if m.kind in ("group", "category"))
        return (*(same or named.values()), *kinds)

    def part(self, phrase: Sequence[Word]) -> tuple[Meaning, ...]:
        """Entries of whose names the phrase is a part, when they are few."""
        found = self._parts.get(_key(phrase))
        return tuple(found.values()) if found else ()

    def near(self, phrase: Sequence[Word]) -> tuple[Meaning, ...]:
        """Entries whose names look or sound almost like the phrase; scores under 0.9."""
        key = _key(phrase)
        if len(key) < 4 or len(key) > 40:
            return ()
        short = self._shortened(key) if len(phrase) == 1 else ()
        if short:
            return short
        best: dict[tuple[MeaningKind, str], Meaning] = {}
        spelled = process.extract(key, self._near, scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR)
        found = [(other, score) for other, score, _ in spelled]
        code = skeleton(key)
        for other, spelling in self._by_sound.get(code, ()) if len(code) > 1 else ():
            score = fuzz.ratio(key, spelling)
            if score >= _NEAR_SOUND:
                found.append((other, max(score, _ALIKE)))
        for other, score in found:
            for meaning in self._exact[other].values():
                at = (meaning.kind, meaning.id)
                value = score / 100 * 0.9
                if at not in best or best[at].score < value:
                    best[at] = Meaning(meaning.kind, meaning.id, value)
        top = max((m.score for m in best.values()), default=0.0)
        return tuple(m for m in best.values() if m.score >= top - 0.03)

    def _shortened(self, key: str) -> tuple[Meaning, ...]:
        """Names that the word is the beginning of: "mayo", "guac"; not what goes on after a name
        into the next word, as nobody shortens one: "burritoco"."""
        if any(key[:end] in self._exact for end in range(_WHOLE, len(key))):
            return ()
        longer = [other for other in self._near if other.startswith(key)]
        found = {
            at: Meaning(m.kind, m.id, PARTIAL)
            for other in longer
            if len(longer) <= _MAX_OWNERS
            for at, m in self._exact[other].items()
        }
        return tuple(found.values()) if len({m.id for m in found.values()}) == 1 else ()

    # -- what belongs together -----------------------------------------------------------------

    def in_categories(self, categories: Iterable[str]) -> tuple[str, ...]:
        """Ids of the entries of these categories."""
        return tuple(
            name for category in categories for name in self._of_category.get(category, ())
        )

    def in_categories_with(self, word: str) -> tuple[str, ...]:
        """Ids of the entries of categories whose name has the word: "pizza" in *House Pizzas*."""
        return self.in_categories(self._categories_with.get(word, ()))

    def in_groups(self, groups: Collection[str]) -> tuple[str, ...]:
        """Ids of every option that a group of one of these ids holds, of any item."""
        if not groups:
            return ()
        return tuple(
            dict.fromkeys(
                option
                for item in self.menu.items.values()
                for group in item.groups.values()
                if group.id in groups
                for option in group.options
            )
        )

    def holds(self, name: str, stems: Collection[str]) -> bool:
        """Whether all of the words are in names of the entry or option, in any order."""
        return self.name_words[name].issuperset(stems)

    def options_holding(self, stems: Collection[str]) -> tuple[str, ...]:
        """Ids of the options whose names hold all of the words: *pickled jalapenos* "jalapeno".

        What the words name where a dish has no option that is called just that.
        """
        return tuple(name for name in self.items_with if self.holds(name, stems))

    def called_after(self, dish: str, options: Iterable[str]) -> bool:
        """Whether others of their groups are called after the dish: *decaf coffee* beside *dark
        roast*, which by itself is a coffee, too."""
        return any(
            phrase != called and phrase.endswith(called)
            for group in self.groups_with(options)
            if group.exclusive
            for option in group.options
            for phrase in self.phrases[option]
            for called in self.phrases[dish]
        )

    def only_one_of(self, options: Iterable[str], others: Iterable[str]) -> bool:
        """Whether some group that takes a single choice has options of both: two sizes."""
        groups = [
            {group.id for group in self.groups_with(some) if group.exclusive}
            for some in (options, others)
        ]
        return bool(groups[0] & groups[1])

    def groups_with(self, options: Iterable[str]) -> Iterator[Group]:
        """Each group, of any item, that holds one of the options."""
        for option in options:
            for name in self.items_with.get(option, ()):
                group = self.menu.items[name].group_of(option)
                if group is not None:
                    yield group
