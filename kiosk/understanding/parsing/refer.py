"""References: which lines "it", "both", "one of them", "the second one", "the coke" point at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.menu.model import Combo
from kiosk.understanding.parsing.naming import (
    called,
    matching,
    most_in_mind,
    names_of,
    part_with,
    past_the,
)
from kiosk.understanding.parsing.places import CartLine, PartLine, Place, SlotPlace
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.telling import in_order, told_apart
from kiosk.understanding.tag import Tag
from kiosk.understanding.words.pointing import ALL_THE

__all__ = ["Reference", "counted", "reference", "some_of"]


_WHOLE = frozenset(("everything", "anything"))
"""How words end that mean all there is, whatever the last turn was about."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference points at."""

    places: tuple[Place, ...]
    end: int
    """First tag after the reference."""
    option: str | None = None
    """The option that was named, when it was one ("the ranch")."""
    count: int | None = None
    """So many of the place, not all of it."""
    guess: bool = False
    """Another line is as well told by the same words."""

    def take(self, p: Parsing) -> list[Place]:
        """The places, with the part that is meant split off and counted before the rest."""
        if self.guess:
            p.risk("which line")
        if self.count is None or not self.places:
            return list(self.places)
        whole = self.places[0]
        if isinstance(whole, SlotPlace):  # "one of the burgers", of two meals
            meal = whole.parent
            part = meal.split(self.count)
            p.touch(part, before=meal)
            return [SlotPlace(part, whole.slot, whole.line.item)]
        part = whole.split(self.count)
        if part is whole and self.count < whole.quantity:
            p.risk("share")  # some of a share: no line can be told apart for them
        if part is not whole and whole in p.breath:
            p.touch(part, before=whole)
            p.breath.insert(p.breath.index(whole), part)
        return [part]


def reference(  # noqa: PLR0911 - one return a kind
    p: Parsing, at: int, but: Place | None = None
) -> Reference | None:
    """What the words from tag ``at`` point at among the lines that there are, ``but`` apart.

    None when at nothing.
    """
    definite, at = at, past_the(p, at)
    tag = p.tag(at)
    if tag is None:
        return None
    if (marked := _marked_out(p, at, definite=at > definite)) is not None:
        return marked
    match tag.kind:
        case "it":
            return _it(p, at, but)
        case "last":
            return _last(p, at + 1)
        case "all":
            return _everyone(p, at)
        case "one_of":
            return _some_named(p, tag, at + 1) or _one_of(p, tag, at + 1)
        case "ones":
            return _some(p, 1, at + 1)
        case "num" | "det":
            return _counted(p, at, tag)
        case "nth":
            return _nth(p, int(tag.value), at + 1)
        case "other":
            return _other(p, at + 1)
        case "meal":
            combo = next((x for x in p.known_places() if isinstance(x.entry, Combo)), None)
            return Reference((combo,), at + 1) if combo is not None else None
        case "menu":
            found = _named(p, at, but)
            return _in_meal(p, found) if found is not None else None
    return None


def _in_meal(p: Parsing, found: Reference) -> Reference:
    """With the meal that is named after it: "the fries on the number four"."""
    part = found.places[0]
    tag = p.tag(past_the(p, found.end + 1))
    if found.option is not None or p.kind(found.end) != "on" or tag is None:
        return found
    names = names_of(p, tag) if tag.kind == "menu" else ()
    meals = [place for place in in_order(p) if place.line.item in names]
    for meal in meals:
        slot = meal.slot_holding(part.line.item)
        if slot is not None:
            one = SlotPlace(meal, slot, part.line.item)
            return replace(found, places=(one,), end=past_the(p, found.end + 1) + 1)
    return found


def _every(p: Parsing, at: int) -> Reference | None:
    """ "All the tacos": every line of them."""
    tag, named = p.tag(at), p.tag(at + 1)
    if tag is None or named is None or tag.words not in ALL_THE:
        return None
    kinds = matching(p, named) if named.kind == "menu" and not tag.mark else []
    return Reference(tuple(kinds), at + 2) if kinds else None


def _it(p: Parsing, at: int, but: Place | None) -> Reference | None:
    """The line in mind, or what is named after "that": "that tuna"."""
    tag = p.tags[at]
    if tag.words in ("that", "this") and not tag.mark and p.kind(at + 1) == "menu":
        named = _named(p, at + 1, but)
        if named is not None and named.option is None:
            return named
    place = p.latest()
    if isinstance(place, PartLine) and "last" in tag.words.split() and not place.whole.gone:
        place = place.whole  # "two with ham and for the last one …": what is left
    return Reference((place,), at + 1) if place is not None else None


def _last(p: Parsing, at: int) -> Reference | None:
    """ "The last two", "my last drink"."""
    places = in_order(p)
    tag = p.tag(at)
    if tag is None or p.tags[at - 1].mark or not places:
        return None
    if tag.kind == "num":
        count = int(tag.value)
        return Reference(tuple(places[-count:]), at + 1) if count <= len(places) else None
    names = names_of(p, tag) if tag.kind == "menu" else ()
    alike = [place for place in places if place.line.item in names]
    return Reference((alike[-1],), at + 1) if alike else None


def _marked_out(p: Parsing, at: int, *, definite: bool) -> Reference | None:
    """The line that is told by what is on it, or by its number on the menu: "the three"."""
    if definite and (every := _every(p, at - 1)) is not None:
        return every
    apart = told_apart(p, at)
    if apart is not None:
        return Reference((apart[0][0],), apart[1], guess=len(apart[0]) > 1)
    tag = p.tags[at]
    if not definite or tag.kind != "num":
        return None
    numbered = (x for x in p.known_places() if str(x.entry.number or "") == tag.value)
    meal = next(numbered, None)
    return Reference((meal,), at + 1) if meal is not None else None


def counted(p: Parsing, at: int) -> bool:
    """Whether "two of them" or "one of the cokes" begins there: some of what there is."""
    tag = p.tags[at]
    follows = p.tag(at + 1)
    if follows is None:
        return False
    if tag.kind == "num":
        if follows.kind in ("all", "it") and not tag.mark:
            return True
        of = follows.kind in ("det", "on") and follows.words.startswith("of ")
        return of and (_named(p, at + 2) is not None or _those_few(p, at))
    return tag.kind == "det" and tag.value == "1of" and _named(p, at + 1) is not None


def _those_few(p: Parsing, at: int) -> bool:
    """ "Two of those pepperoni": fewer than there are, and no dish is named."""
    tag, many = p.tag(at + 2), _many(p)
    if p.tags[at + 1].words != "of those" or tag is None or many is None or tag.of("item"):
        return False
    told = tag.kind in ("with", "neg", "light", "extra", "only", "just", "plain")
    told = told or any(map(many.can_have, tag.of("option")))
    return told and int(p.tags[at].value) < many.quantity


def _counted(p: Parsing, at: int, tag: Tag) -> Reference | None:
    count = int(tag.value) if tag.kind == "num" else 1
    if not counted(p, at):
        if tag.kind == "num" and tag.value == "1" and p.kind(at + 1) != "menu":
            return _some(p, 1, at + 1)
        return None
    start = at + 1
    follows = p.tags[start]
    if follows.kind in ("all", "it"):
        return _some(p, count, start + 1)
    found = _named(p, start + 1 if follows.kind in ("det", "on") else start)
    if found is None:
        return _some(p, count, start + 1)
    return Reference(found.places[:1], found.end, found.option, count)


def _some(p: Parsing, count: int, end: int) -> Reference | None:
    """``count`` of the line in mind, apart from the rest."""
    many = _many(p)
    if many is None:
        return None
    return Reference((p.left_of(many, count),), end, count=count)


def _one_of(p: Parsing, tag: Tag, end: int) -> Reference | None:
    """ "One of them", "half of them": of the line in mind."""
    many = _many(p)
    return _some(p, some_of(tag, many), end) if many is not None else None


def _some_named(p: Parsing, tag: Tag, at: int) -> Reference | None:
    """ "One of those | cokes", "half of the | cokes": of the line that is named there."""
    if tag.mark or p.kind(at) != "menu" or tag.words.split()[-1] in ("them", "em", "one", "ones"):
        return None
    found = _named(p, at)
    if found is None or found.option is not None:
        return None
    return replace(found, places=found.places[:1], count=some_of(tag, found.places[0]))


def _many(p: Parsing) -> Place | None:
    """The line in mind of which some can be meant."""
    places = p.known_places()
    return next((place for place in places if place.quantity > 1), next(iter(places), None))


def some_of(tag: Tag, place: Place) -> int:
    """How many of the place "one of them" or "half of them" means."""
    return max(1, place.quantity // 2) if tag.value == "half" else 1


def _everyone(p: Parsing, at: int) -> Reference | None:
    end = at + 1
    tag = p.tag(end)
    while tag is not None and tag.kind == "det" and tag.value == "0":
        end += 1
        tag = p.tag(end)
    if tag is not None and tag.kind == "menu" and not p.tags[at].mark:
        kinds = matching(p, tag)
        if kinds:  # "both drinks" of one: there must be another
            two = _says_both(p.tags[at])
            few = sum(place.quantity for place in kinds) < 2
            return Reference(tuple(kinds), end + 1, guess=two and few)
    end = at + 1
    breath = [x for x in p.breath if not x.gone and not isinstance(x, SlotPlace)]
    whole = [x.whole for x in breath if isinstance(x, PartLine)]
    breath += [x for x in dict.fromkeys(whole) if x not in breath]
    if _more_than(p, breath):
        return Reference(tuple(x for x in in_order(p) if x.line.item == breath[0].line.item), end)
    if _one_is_not_both(p, at, breath):
        return Reference(tuple(in_order(p)), end, guess=len(in_order(p)) > 2)
    if breath:
        last = breath[-1]
        if last.quantity > 1 and len(breath) == 1:
            return Reference((last,), end)
        alike = [x for x in breath if x.line.item == last.line.item]
        return Reference(tuple(alike if len(alike) > 1 else breath), end)
    return _every_one_touched(p, at, end)


def _every_one_touched(p: Parsing, at: int, end: int) -> Reference | None:
    """For "all" with nothing named: what the last turn was about, if it was about several."""
    touched = [p.cart[r] for r in p.context.touched if r in p.cart and not p.cart[r].gone]
    many = sum(x.quantity for x in touched) > 1 and p.tags[at].words.split()[-1] not in _WHOLE
    places: list[Place] = list(touched if many else p.cart.values())
    items = {place.line.item for place in places}
    alike: list[Place] = [x for x in p.cart.values() if not x.gone and x.line.item in items]
    more = len(alike) > len(places)
    if more and not _says_both(p.tags[at]):
        places = alike  # "all of them" are no fewer than there are of the sort
    return Reference(tuple(places), end, guess=more) if places else None


def _more_than(p: Parsing, breath: Sequence[Place]) -> bool:
    """Whether "both" must reach past the only line named so far: one is not both."""
    one = len(breath) == 1 and breath[0].quantity == 1 and isinstance(breath[0], CartLine)
    return one and sum(x.line.item == breath[0].line.item for x in in_order(p)) > 1


def _one_is_not_both(p: Parsing, at: int, breath: Sequence[Place]) -> bool:
    """Whether "both" means one named in this breath, and others of the order beside it."""
    one = len(breath) == 1 and breath[0].quantity == 1
    return _says_both(p.tags[at]) and one and len(in_order(p)) > 1


def _says_both(tag: Tag) -> bool:
    """Whether it says that there are two, which "all" does not."""
    return not {"both", "either"}.isdisjoint(tag.words.split())


def _nth(p: Parsing, n: int, end: int) -> Reference | None:
    places = in_order(p)
    tag = p.tag(end)
    if tag is not None and not p.tags[end - 1].mark:
        if tag.kind == "num" and n == 1 and 1 < int(tag.value) <= len(places):
            return Reference(tuple(places[: int(tag.value)]), end + 1)  # "the first two"
        names = names_of(p, tag) if tag.kind == "menu" else ()
        alike = [place for place in places if place.line.item in names]
        if alike:
            places, end = alike, end + 1
    if len(places) == 1 and places[0].quantity >= n:
        return Reference((places[0],), end, count=1)
    last = [x for x in places if isinstance(x, CartLine) and x.line.ref in p.context.touched]
    if not p.breath and len(last) == 1 and last[0].quantity >= max(n, 2):
        return Reference((last[0],), end, count=1, guess=len(places) >= n)
    if len(places) >= n:
        return Reference((places[n - 1],), end)
    return None


def _other(p: Parsing, end: int) -> Reference | None:
    place = p.latest()
    if place is None:
        return None
    rest = [x for x in p.known_places() if x is not place]
    alike = [x for x in rest if x.line.item == place.line.item] or rest
    if not p.breath and len(alike) == 1 and alike[0].line.item == place.line.item:
        both = {*alike[0].line.choices} & {*place.line.choices}
        told = [x for x in (place, *alike) if {*x.line.choices} - both]
        if len(told) == 1:  # something was said of the one already
            alike = [x for x in (place, *alike) if x not in told]
            p.risk("which line")
    alike.sort(key=lambda x: x is not p.base)  # what is left of those that were shared out
    count = None
    if p.kind(end) == "num":  # "the other two"
        count, end = int(p.tags[end].value), end + 1
    end += end < len(p.tags) and not p.tags[end - 1].mark and _says_what(p, end, alike)
    return Reference((alike[0],), end, count=count) if alike else None


def _says_what(p: Parsing, at: int, places: Sequence[Place]) -> bool:
    """Whether the tag says what is pointed at: the "bagel" of "the other bagel"."""
    return bool(places) and places[0].line.item in names_of(p, p.tags[at])


def _named(p: Parsing, at: int, but: Place | None = None) -> Reference | None:
    """A dish, a category or an option of what there is, with the options said before it."""
    wanted: list[Tag] = []
    i = at
    while (tag := p.tag(i)) is not None and tag.kind == "menu":
        names = names_of(p, tag)
        if names:
            found = most_in_mind(p, names, wanted, but)
            if found is not None:
                end = _past_one(p, i + 1)
                if isinstance(found, SlotPlace) and end > i + 1:
                    found = found.parent  # "the sprite one", of meals
                return _all_of_kind(p, tag, found, wanted, end)
            part = None if tag.of("option") or wanted else called(p, tag, but)
            if part is not None:
                return Reference((part,), i + 1, guess=True)
        if not tag.of("option") or tag.mark:
            break
        wanted.append(tag)
        i += 1
    tag = p.tag(at)
    if tag is None or tag.kind != "menu":
        return None
    for option in tag.of("option"):
        places = [x for x in p.known_places() if x is not but and not isinstance(x, SlotPlace)]
        having = [place for place in places if place.has(option)]
        if having:
            told = [place for place in having if not place.is_default(option)] or having
            end = _past_one(p, at + 1)
            alone = option if end == at + 1 or p.kind(end) == "into" else None
            return Reference((part_with(told[0], option),), end, alone, guess=len(told) > 1)
    named = called(p, tag, but)
    return Reference((named,), at + 1, guess=True) if named is not None else None


def _all_of_kind(p: Parsing, tag: Tag, found: Place, wanted: Sequence[Tag], end: int) -> Reference:
    """ "The sodas": every line that the name fits; of dishes that are called so, one is a guess."""
    alike = [
        place
        for place in in_order(p)
        if place.line.item in names_of(p, tag)
        and all(any(map(place.has, w.of("option"))) for w in wanted)
    ]
    several = found in alike and len(alike) > 1 and tag.words != tag.stems
    if several and tag.of("category") and not tag.of("item"):
        return Reference(tuple(alike), end)
    return Reference((found,), end, guess=several)


def _past_one(p: Parsing, at: int) -> int:
    """Past the "one" of "the iced one"."""
    tag = p.tag(at)
    return at + 1 if tag is not None and tag.words in ("one", "ones") else at
