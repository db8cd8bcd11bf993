"""References: which lines "it", "both", "one of them", "the second one", "the coke" point at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.menu.model import Combo
from kiosk.understanding.places import CartLine, Place, SlotPlace
from kiosk.understanding.runs import Run, starts_run
from kiosk.understanding.tag import Tag

if TYPE_CHECKING:
    from kiosk.understanding.parse import _Parser

__all__ = ["Found", "counted", "default_targets", "reference", "scope"]



@dataclass(frozen=True, slots=True)
class Found:
    """What a reference points at."""

    places: tuple[Place, ...]
    end: int
    """First tag after the reference."""
    option: str | None = None
    """The option that was named, when it was one ("the ranch")."""
    count: int | None = None
    """So many of the place, not all of it."""

    def take(self) -> list[Place]:
        """The places, with the part that is meant split off."""
        if self.count is not None and self.places:
            return [self.places[0].split(self.count)]
        return list(self.places)


def reference(p: _Parser, at: int, but: Place | None = None) -> Found | None:
    """What the words from tag ``at`` point at among lines that there are; none when at nothing."""
    tag = p.tag(at)
    while tag is not None and tag.kind == "det" and tag.value == "0" and not tag.mark:
        at += 1
        tag = p.tag(at)
    if tag is None:
        return None
    if tag.kind == "it":
        place = p.latest()
        return Found((place,), at + 1) if place is not None else None
    if tag.kind == "all":
        return _everyone(p, at)
    if tag.kind in ("one_of", "ones"):
        return _some(p, 1, at + 1)
    if tag.kind in ("num", "det"):
        return _counted(p, at, tag)
    if tag.kind == "nth":
        return _nth(p, int(tag.value), at + 1)
    if tag.kind == "other":
        return _other(p, at + 1)
    if tag.kind == "meal":
        combo = next((x for x in p.known_places() if isinstance(x.entry, Combo)), None)
        return Found((combo,), at + 1) if combo is not None else None
    if tag.kind == "menu":
        return _named(p, at, but)
    return None


def counted(p: _Parser, at: int) -> bool:
    """Whether "two of them" or "one of the cokes" begins there: some of what there is."""
    tag = p.tags[at]
    follows = p.tag(at + 1)
    if follows is None:
        return False
    if tag.kind == "num":
        if follows.kind in ("all", "it") and not tag.mark:
            return True
        return follows.kind == "det" and follows.words.startswith("of") and bool(_named(p, at + 2, None))
    return tag.kind == "det" and tag.value == "1of" and bool(_named(p, at + 1, None))


def _counted(p: _Parser, at: int, tag: Tag) -> Found | None:
    count = int(tag.value) if tag.kind == "num" else 1
    if not counted(p, at):
        if tag.kind == "num" and tag.value == "1" and p.kind(at + 1) != "menu":
            return _some(p, 1, at + 1)
        return None
    start = at + 1
    follows = p.tags[start]
    if follows.kind in ("all", "it"):
        return _some(p, count, start + 1)
    found = _named(p, start + 1 if follows.kind == "det" else start, None)
    if found is None:
        return None
    return Found(found.places[:1], found.end, count=count)


def _some(p: _Parser, count: int, end: int) -> Found | None:
    """``count`` of the line in mind, apart from the rest."""
    places = p.known_places()
    many = [place for place in places if place.quantity > 1]
    return Found(tuple((many or places)[:1]), end, count=count) if places else None


def _everyone(p: _Parser, at: int) -> Found | None:
    end = at + 1
    tag = p.tag(end)
    while tag is not None and tag.kind == "det" and tag.value == "0":
        end += 1
        tag = p.tag(end)
    if tag is not None and tag.kind == "menu" and not p.tags[at].mark:
        kinds = _matching(p, tag)
        if kinds:
            return Found(tuple(kinds), end + 1)
    end = at + 1
    breath = [x for x in p.breath if not x.gone and not isinstance(x, SlotPlace)]
    if breath:
        last = breath[-1]
        if last.quantity > 1 and len(breath) == 1:
            return Found((last,), end)
        alike = [x for x in breath if x.line.item == last.line.item]
        return Found(tuple(alike if len(alike) > 1 else breath), end)
    touched = [p.cart[r] for r in p.context.touched if r in p.cart and not p.cart[r].gone]
    many = sum(x.quantity for x in touched) > 1
    places: list[Place] = list(touched if many else p.cart.values())
    return Found(tuple(places), end) if places else None


def _matching(p: _Parser, tag: Tag) -> list[Place]:
    """Every line that the name fits."""
    names = set(tag.of("item"))
    for category in tag.of("category"):
        names.update(p.lexicon.category_of[category])
    return [x for x in reversed(p.known_places()) if x.line.item in names]


def _nth(p: _Parser, n: int, end: int) -> Found | None:
    places: list[Place] = [x for x in p.cart.values() if not x.gone]
    places += [x for x in p.breath if not isinstance(x, CartLine | SlotPlace) and x not in places]
    tag = p.tag(end)
    if tag is not None and tag.kind == "menu" and not p.tags[end - 1].mark:
        alike = [x for x in _matching(p, tag) if x in places]
        if alike:
            places, end = alike, end + 1
    if len(places) >= n:
        return Found((places[n - 1],), end)
    if len(places) == 1 and places[0].quantity >= n:
        return Found((places[0],), end, count=1)
    return None


def _other(p: _Parser, end: int) -> Found | None:
    place = p.latest()
    if place is None:
        return None
    rest = [x for x in p.known_places() if x is not place]
    alike = [x for x in rest if x.line.item == place.line.item] or rest
    count = None
    if p.kind(end) == "num":  # "the other two"
        count, end = int(p.tags[end].value), end + 1
    return Found((alike[0],), end, count=count) if alike else None


def _named(p: _Parser, at: int, but: Place | None) -> Found | None:
    """A dish, a category or an option of what there is, with the options said before it."""
    wanted: list[Tag] = []
    i = at
    while (tag := p.tag(i)) is not None and tag.kind == "menu":
        names = set(tag.of("item"))
        for category in tag.of("category"):
            names.update(p.lexicon.category_of[category])
        if names:
            found = _the(p, names, wanted, but)
            if found is not None:
                return Found((found,), i + 1)
        if not tag.of("option") or tag.mark:
            break
        wanted.append(tag)
        i += 1
    tag = p.tag(at)
    if tag is None or tag.kind != "menu":
        return None
    for option in tag.of("option"):
        for place in p.known_places():
            if place is not but and place.has(option) and not isinstance(place, SlotPlace):
                return Found((place,), at + 1, option)
    return None


def _the(p: _Parser, names: set[str], wanted: Sequence[Tag], but: Place | None) -> Place | None:
    fits = [x for x in p.known_places() if x is not but and x.line.item in names]
    exact = [x for x in fits if all(any(x.has(o) for o in t.of("option")) for t in wanted)]
    if exact or fits:
        return (exact or fits)[0]
    for place in p.known_places():
        if place is but or isinstance(place, SlotPlace):
            continue
        for name in names:
            slot = place.slot_holding(name)
            if slot is not None:
                return SlotPlace(place, slot, name)
    return None


def scope(p: _Parser, run: Run, end: int) -> tuple[list[Place], int]:
    """The lines that a scope right after the run names ("on both"), and the tag after it."""
    kind = p.kind(end)
    if kind in ("all", "one_of", "nth", "other") and not (kind == "nth" and _begins(p, end)):
        if kind != "all" and _begins(p, end):
            return [], end
        found = reference(p, end)
        if found is not None and found.option is None:
            return found.take(), found.end
    if kind != "on":
        return [], end
    at = end + 1
    if p.kind(at) in ("ones",) or (p.kind(at) == "num" and p.kind(at + 1) not in ("menu",)):
        target = default_targets(p, run)
        count = 1 if p.kind(at) == "ones" else int(p.tags[at].value)
        if target:
            after = at + 1
            if p.kind(after) in ("all", "it"):
                after += 1
            return [target[0].split(count)], after
    found = reference(p, at)
    if found is not None and found.option is None:
        return found.take(), found.end
    return [], end


def _begins(p: _Parser, at: int) -> bool:
    """Whether a clause of its own begins with the reference there."""
    return starts_run(p, at + 1)


def default_targets(p: _Parser, run: Run) -> list[Place]:
    """Whose changes these are when no scope says so."""
    asked = p.context.asked
    wanted = [c for c in run.changes if c.kind == "option"]

    def able(place: Place) -> bool:
        if not wanted:
            return True
        return any(place.can_have(o) for c in wanted for o in c.options)

    if asked is not None and asked.open is not None and not p.breath:
        place = _asked_place(p, run)
        if place is not None:
            return [place]
    if p.cur is not None and not p.cur.gone:
        if able(p.cur):
            return [p.cur]
        if isinstance(p.cur, SlotPlace) and able(p.cur.parent):
            return [p.cur.parent]
    places = [x for x in p.known_places() if able(x)]
    off = [x for x in places if any(not c.on and x.has(o) for c in wanted for o in c.options)]
    if off:
        return [off[0]]
    if places:
        if p.cur is not None or (len(places) > 1 and not p.breath):
            p.risk("line guessed")
        return [places[0]]
    if p.cur is not None and not p.cur.gone:
        return [p.cur]
    return []


def _asked_place(p: _Parser, run: Run) -> Place | None:
    asked = p.context.asked
    assert asked is not None and asked.open is not None
    wants = asked.open
    place = p.cart.get(wants.ref)
    if place is None or place.gone:
        return None
    named = [o for c in run.changes for o in c.options]
    if not any(o in wants.options for o in named):
        return None
    if wants.slot is not None:
        held = place.line.slot(wants.slot)
        if held is not None:
            return SlotPlace(place, wants.slot, held.item)
    return place
