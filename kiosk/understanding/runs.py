"""Runs of changes: "no onions or pickles and extra cheese on the side"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kiosk.menu.model import Group, Item
from kiosk.order.cart import Choice, Portion
from kiosk.understanding.normalise import words
from kiosk.understanding.places import Place, SlotPlace
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import PHRASES

if TYPE_CHECKING:
    from kiosk.understanding.parse import _Parser

__all__ = ["Change", "Run", "apply_run", "read_run", "starts_run"]

MIN_BEGINNING = 4
"""Letters from which the beginning of a word stands for it."""
_JOINTS = frozenset(("and", "or", "with", "add", "but"))


@dataclass(slots=True)
class Change:
    """One change as it was said."""

    options: tuple[str, ...]
    """Ids that the words can mean; empty for ``plain``, ``everything`` and ``only``."""
    words: str
    kind: str = "option"
    on: bool = True
    soft: bool = False
    """Off only because it stands in a list that began with "no"."""
    qualifier: str | None = None
    count: int = 1
    portion: Portion = "whole"
    score: float = 1.0
    joined: bool = False
    """An "and" or a comma stands before it."""
    of_group: tuple[str, ...] = ()
    """All options of the group that the words also name ("no salsa")."""


@dataclass
class Run:
    """Changes said together."""

    changes: list[Change] = field(default_factory=list)
    dangling: bool = False
    """It ends in a "no" whose object is not an option."""
    opened_with: bool = False
    only: bool = False
    before: list[tuple[Place, object]] = field(default_factory=list)
    """Where it was applied, and the state before."""

    @property
    def polarity(self) -> bool:
        """Whether it puts something on."""
        return any(change.on for change in self.changes)

    @property
    def trailing_negation(self) -> bool:
        """A "no" at its end that waits for a dish."""
        return self.dangling

    def negate_first(self) -> None:
        """A "no" from before it."""
        for n, change in enumerate(self.changes):
            if change.kind != "option" or (n > 0 and not change.joined):
                break
            change.on = False
            change.soft = n > 0

    def negated_on(self, part: Place) -> None:
        """ "… and one without": what the run before put on goes off on ``part``."""
        off = tuple(
            Choice(option, on=False)
            for change in self.changes
            for option in change.options
            if part.has(option) and change.on
        )
        on = tuple(
            Choice(option)
            for change in self.changes
            for option in change.options[:1]
            if not change.on
        )
        if off or on:
            part.choose(off or on)

    def take_back(self, p: _Parser, instead: Run) -> None:
        """As if its last change of the kind that ``instead`` makes had not been said."""
        kinds = {g.id for c in instead.changes for g in _groups(p, c.options)}
        said = [c for c in self.changes if kinds & {g.id for g in _groups(p, c.options)}]
        if not said:
            return
        self.changes.remove(said[-1])
        places = [place for place, _ in self.before]
        for place, state in reversed(self.before):
            place.restore(state)
        self.before.clear()
        apply_run(p, self, places)


def starts_run(p: _Parser, at: int) -> bool:
    """Whether changes to a line begin at tag ``at``."""
    tag = p.tag(at)
    if tag is None:
        return False
    if tag.kind == "menu":
        return bool(tag.of("option")) and not (tag.of("item") and p.is_head(at, "", at))
    if tag.kind in ("plain", "everything", "everything_but"):
        return True
    if tag.kind in ("half", "on_the_side"):
        return True
    if tag.kind == "num":
        return _counts(p, at)
    if tag.kind in ("neg", "light", "extra", "only"):
        return _leads_to_option(p, at + 1)
    if tag.kind == "just":
        return _just_these(p, at + 1)
    if tag.kind in _JOINTS:
        follows = p.tag(at + 1)
        if follows is not None and follows.kind in ("det",) and p.chunk_at(at + 1) is None:
            return starts_run(p, at + 2)
        return tag.kind != "and" and p.chunk_at(at + 1) is None and starts_run(p, at + 1)
    if tag.kind == "det" and tag.value in ("0", "1"):
        return p.chunk_at(at) is None and _bare_option(p, at + 1)
    return False


def _just_these(p: _Parser, at: int) -> bool:
    """ "just ketchup": an option right there that is no size, on a line that is there."""
    tag = p.tag(at)
    if tag is None or tag.kind != "menu" or not (p.cur is not None or p.cart):
        return False
    return bool(tag.of("option")) and not _sizes_only(p, tag) and not p.is_head(at, "", at)


def _bare_option(p: _Parser, at: int) -> bool:
    tag = p.tag(at)
    if tag is None:
        return False
    if tag.kind in ("light", "extra"):
        return _bare_option(p, at + 1)
    return tag.kind == "menu" and bool(tag.of("option")) and not _sizes_only(p, tag)


def _sizes_only(p: _Parser, tag: Tag) -> bool:
    return all(option in p.menu.sizes for option in tag.of("option"))


def _leads_to_option(p: _Parser, at: int) -> bool:
    """Whether an option follows, past amounts and determiners."""
    while (tag := p.tag(at)) is not None and tag.kind in ("light", "extra", "det", "unit", "neg", "only"):
        if tag.mark in (".", "?"):
            return False
        at += 1
    if tag is None:
        return False
    if tag.kind == "menu" and not tag.of("option") and not tag.of("item"):
        return bool(group_options(p, tag))
    if tag.kind == "menu":
        return bool(tag.of("option")) and not (tag.of("item") and p.is_head(at, "", at))
    return tag.kind in ("everything",) or (tag.kind == "num" and _counts(p, at))


def group_options(p: _Parser, tag: Tag) -> tuple[str, ...]:
    """Every option of the groups that the tag names, of any item."""
    named = tag.of("group")
    return tuple(
        dict.fromkeys(
            option
            for item in p.menu.items.values()
            for group in item.groups.values()
            if group.id in named
            for option in group.options
        )
    )


def _counts(p: _Parser, at: int) -> bool:
    """ "two pumps of vanilla", "three sugars": a number that counts an option."""
    follows = p.tag(at + 1)
    if follows is None:
        return False
    if follows.kind == "unit":
        return True
    if follows.kind != "menu" or not follows.of("option"):
        return False
    if p.chunk_at(at) is not None:
        return False
    return any(group.max_count > 1 for group in _groups(p, follows.of("option")))


def _groups(p: _Parser, options: Sequence[str]) -> Iterator[Group]:
    for option in options:
        for name in p.lexicon.items_with.get(option, ()):
            group = p.menu.items[name].group_of(option)
            if group is not None:
                yield group


def read_run(p: _Parser, at: int, stop: int) -> tuple[Run, int]:
    """The run from tag ``at``, and the first tag after it (``stop`` at the latest)."""
    return _Reader(p, at, stop).read()


class _Reader:
    def __init__(self, p: _Parser, at: int, stop: int) -> None:
        self.p = p
        self.at = at
        self.stop = stop
        self.inside = stop < len(p.tags)
        """Between a quantity and its dish: nothing there opens a line of its own."""
        self.run = Run()
        self.on = True
        self.soft = False
        self.qualifier: str | None = None
        self.count = 1
        self.portion: Portion = "whole"
        self.portioned_from = 0
        self.joined = False

    def read(self) -> tuple[Run, int]:
        while self.at < self.stop:
            tag = self.p.tags[self.at]
            if not self.takes(tag):
                break
            self.at += 1
            if tag.mark in (".", "?"):
                break
            if tag.mark:
                self.joined = True
        if self.qualifier is not None and self.run.changes:
            last = self.run.changes[-1]
            if last.qualifier is None and last.on:
                last.qualifier = self.qualifier
        return self.run, self.at

    def takes(self, tag: Tag) -> bool:
        """Uses the tag; false where the run ends before it."""
        kind = tag.kind
        if kind == "menu":
            return self.option(tag)
        if kind in _JOINTS:
            return self.joint(tag)
        if kind == "neg":
            return self.negation()
        if kind in ("light", "extra"):
            return self.amount(tag)
        if kind == "on_the_side":
            return self.aside()
        if kind == "half":
            return self.half(tag)
        if kind in ("plain", "everything", "everything_but"):
            self.run.changes.append(Change((), tag.words, kind.removesuffix("_but")))
            self.on = kind != "everything_but"
            self.soft = False
            return True
        if kind == "only" or (kind == "just" and _just_these(self.p, self.at + 1)):
            return self.only()
        if kind == "just":
            return self.inside
        if kind == "num":
            return self.number(tag)
        if kind == "unit":
            return self.unit()
        if kind == "det":
            return self.determiner(tag)
        return False

    def option(self, tag: Tag) -> bool:
        groups = self.of_group(tag)
        options = tag.of("option") or groups
        if not options:
            return self.inside and not tag.of("item")
        if not self.inside:
            if tag.of("item") and self.p.is_head(self.at, "", self.at):
                return False
            if self.p.chunk_at(self.at) is not None:
                return False
        self.run.changes.append(
            Change(
                options, tag.words, "option", self.on, self.soft, self.qualifier, self.count,
                self.portion, tag.score, self.joined, groups,
            )
        )  # fmt: skip
        self.qualifier = None
        self.count = 1
        self.joined = False
        if not self.on:
            self.soft = True
        return True

    def of_group(self, tag: Tag) -> tuple[str, ...]:
        """ "no sauce", "light sauce": whichever of the group is on."""
        before = self.p.tag(self.at - 1)
        if before is None or before.kind not in ("neg", "light", "extra"):
            return ()
        return group_options(self.p, tag)

    def joint(self, tag: Tag) -> bool:
        if not self.inside and not (starts_run(self.p, self.at + 1) and self.free(self.at + 1)):
            return False
        if tag.kind == "and":
            self.joined = True
        elif tag.kind == "or" and not self.on:
            self.or_list()
        elif tag.kind in ("with", "add"):
            self.on, self.soft = True, False
            self.portioned_from = len(self.run.changes)
            self.run.opened_with = True
        elif tag.kind == "but":
            excepts = tag.words.startswith(("except", "other", "apart"))
            plain = any(c.kind == "plain" or not c.on for c in self.run.changes)
            self.on, self.soft = (not excepts or plain), False
        return True

    def or_list(self) -> None:
        """ "no onions, pickles or mustard": the whole list is refused."""
        for change in reversed(self.run.changes):
            if change.on:
                break
            change.soft = False
        self.soft = False

    def free(self, at: int) -> bool:
        """Whether no noun phrase begins there."""
        return self.p.chunk_at(at) is None

    def negation(self) -> bool:
        if self.inside or _leads_to_option(self.p, self.at + 1):
            self.on, self.soft, self.qualifier = False, False, None
            return True
        if self.run.changes:
            return False
        self.run.dangling = True
        return True

    def amount(self, tag: Tag) -> bool:
        follows = _leads_to_option(self.p, self.at + 1) or self.inside
        if not follows:
            if not self.run.changes or self.run.changes[-1].qualifier:
                return False
            last = self.run.changes[-1]
            if last.on and last.kind == "option" and not self.p.chunk_at(self.at):
                last.qualifier = tag.kind
                return True
            return False
        self.qualifier = tag.kind
        before = self.p.tag(self.at - 1)
        refused = before is not None and before.kind == "neg" and not self.on
        if not refused:  # "no extra cheese" refuses the extra
            self.on, self.soft = True, False
        return True

    def aside(self) -> bool:
        listed = [c for c in self.run.changes if c.on and c.kind == "option"]
        if not listed:
            self.qualifier = "on_the_side"
            return _leads_to_option(self.p, self.at + 1)
        listed[-1].qualifier = "on_the_side"
        for later, change in zip(reversed(listed), reversed(listed[:-1]), strict=False):
            sized = any(o in self.p.menu.sizes for o in change.options)
            if not later.joined or change.qualifier is not None or sized:
                break
            change.qualifier = "on_the_side"
        return True

    def half(self, tag: Tag) -> bool:
        side: Portion = "right" if tag.value == "right" or "other" in tag.words else "left"
        if tag.value == "" and side == "left" and self.portion == "left":
            side = "right"
        if tag.words == "half and half":
            return True
        follows = self.p.tag(self.at + 1)
        pre = follows is not None and follows.kind in (
            "menu", "with", "neg", "light", "extra", "det",
        )  # fmt: skip
        said = tag.words.startswith(("on ", "on the")) and self.run.changes
        if pre and not tag.mark and not (said and self.portion == "whole"):
            self.portion = side
            return True
        for change in self.run.changes[self.portioned_from :]:
            change.portion = side
        self.portioned_from = len(self.run.changes)
        return True

    def only(self) -> bool:
        if not _leads_to_option(self.p, self.at + 1):
            return False
        self.run.only = True
        self.on, self.soft = True, False
        return True

    def number(self, tag: Tag) -> bool:
        if not _counts(self.p, self.at) and not self.inside:
            return False
        self.count = int(tag.value)
        return True

    def unit(self) -> bool:
        before = self.p.tag(self.at - 1)
        follows = self.p.tag(self.at + 1)
        names_next = follows is not None and follows.kind == "menu" and follows.of("option")
        if not names_next and self.run.changes and before is not None and before.kind == "num":
            self.run.changes[-1].count = self.count
            self.count = 1
        return True

    def determiner(self, tag: Tag) -> bool:
        if self.inside:
            return True
        if tag.value not in ("0", "1") or not self.free(self.at):
            return False
        if not _bare_option(self.p, self.at + 1):
            return False
        if self.soft and tag.words in ("some", "a", "an"):
            self.on, self.soft = True, False
        return True


# -- applying ------------------------------------------------------------------------------------


def apply_run(p: _Parser, run: Run, places: Sequence[Place], *, touch: bool = True) -> None:
    """Makes the changes of ``run`` on each of ``places``; ``touch`` enters them in the order."""
    for place in places:
        run.before.append((place, place.state()))
        choices: list[Choice] = []
        refused: Change | None = None
        for change in run.changes:
            if not change.on and not change.soft:
                refused = change
            choices += _choices(p, change, refused, place, single=len(places) == 1)
        if run.only:
            named = {c.option for c in choices}
            choices = [*_bare(place, keep=named, beside=named), *choices]
        if choices:
            place.choose(tuple(choices))
        if touch and all(place is not supposed for _, supposed in p.tentative):
            p.touch(place.parent if isinstance(place, SlotPlace) else place)
            if place not in p.breath:
                p.breath.append(place)


def _choices(
    p: _Parser, change: Change, first: Change | None, place: Place, *, single: bool
) -> list[Choice]:
    if change.kind == "plain":
        return _bare(place, keep=set())
    if change.kind == "everything":
        return [Choice(c.option) for c in place.line.choices if not c.on]
    options = [o for o in change.options if place.can_have(o)]
    if not options:
        options = [o for o in change.of_group if place.can_have(o)]
    if not options:
        options = [o for o in _shorter(p, change.words) if place.can_have(o)]
    if not options:
        options = _longer(p, change.words, place)
    if not options and means_plain(change.words):
        return _bare(place, keep=set())
    if not options:
        if single:
            p.doubt("not_on_item", change.words, (change.options[0], place.line.item))
        return []
    on = change.on or (change.soft and not _still_refused(change, first, place, options))
    if len(options) > 1:
        picked = _pick(p, change, place, options, on=on)
        if not picked:
            return []
        options = picked
    if change.score < 1.0:
        p.risk("near" if change.score < 0.9 else "part")
    if not on and change.qualifier is not None:
        return _without_extra(change, place, options[0])
    if not on:
        return [Choice(o, on=False) for o in options]
    return [_choice(p, change, place, options[0])]


def _shorter(p: _Parser, said: str) -> list[str]:
    """What the words name without the last: "barbecue sauce" where the sauce is "barbecue"."""
    run = words(said)
    while len(run) > 1:
        run = run[:-1]
        found = [m.id for m in p.lexicon.exact(run) if m.kind == "option"]
        if found:
            return found
    return []


def _longer(p: _Parser, said: str, place: Place) -> list[str]:
    """Options of the place whose names begin with the word: "warm" where it is "warmed"."""
    key = "".join(w.stem for w in words(said))
    if len(key) < MIN_BEGINNING:
        return []
    found = [
        option
        for _, item, _ in place.items()
        for group in item.groups.values()
        for option in group.options
        if any(phrase.startswith(key) for phrase in p.lexicon.phrases[option])
    ]
    return found if len(found) == 1 else []


def means_plain(said: str) -> bool:
    """Whether the words, an option of some dish, are also how guests say "nothing on it"."""
    return PHRASES.get(said, ("", ""))[0] == "plain"


def _still_refused(
    change: Change, first: Change | None, place: Place, options: Sequence[str]
) -> bool:
    """Whether "no" reaches this far into its list: to what comes by default, or is of a kind."""
    if any(place.is_default(o) or place.has(o) for o in options):
        return True
    if place.has_defaults_beside(options[0]) or not change.joined or first is None:
        return False
    groups = {
        group.id
        for _, item, _ in place.items()
        for o in (*first.options, options[0])
        if (group := item.group_of(o)) is not None
    }
    return len(groups) == 1


def _without_extra(change: Change, place: Place, option: str) -> list[Choice]:
    """ "no extra cheese": what is there stays, the extra does not come."""
    if place.has(option):
        return [Choice(option)]
    return [Choice(option, on=False, qualifier=change.qualifier)]


def _pick(
    p: _Parser, change: Change, place: Place, options: list[str], *, on: bool
) -> list[str]:
    """Which of several options the words mean here; none, with a doubt, when that is open."""
    have = [o for o in options if place.has(o)]
    if not on:
        return have or options[:1]
    if len(have) == 1:
        return have
    asked = p.context.asked
    pool = (asked.options or (asked.open.options if asked.open else ())) if asked else ()
    named = [o for o in options if o in pool]
    if len(named) == 1:
        return named
    p.doubt("ambiguous", change.words, options)
    return []


def _choice(p: _Parser, change: Change, place: Place, option: str) -> Choice:
    group = next(
        (g for _, item, _ in place.items() if (g := item.group_of(option)) is not None), None
    )
    out = Choice(option, True, change.qualifier, change.count, change.portion)
    if group is None:
        return Choice(option)
    if out.qualifier == "extra" and "extra" not in group.qualifiers and group.max_count > 1:
        out = replace(out, qualifier=None, count=max(2, out.count))
    elif out.qualifier is not None and out.qualifier not in group.qualifiers:
        p.risk("qualifier dropped")
        out = replace(out, qualifier=None)
    if out.count > 1 and group.max_count == 1:
        qualifier = "extra" if "extra" in group.qualifiers else out.qualifier
        out = replace(out, count=1, qualifier=qualifier)
        p.risk("count dropped")
    return out


def _bare(place: Place, keep: set[str], beside: set[str] | None = None) -> list[Choice]:
    """Every default topping off, but what the item is named for and ``keep``.

    ``beside``: only of groups that hold one of these.
    """
    for _, item, _ in place.items():
        return [
            Choice(option, on=False)
            for group in item.groups.values()
            if not group.exclusive and (beside is None or beside & group.options.keys())
            for option in group.default
            if option not in keep and not _named_for(item, group, option)
        ]
    return []


def _named_for(item: Item, group: Group, option: str) -> bool:
    """Whether the item's name holds the option's: the cheese of a cheeseburger."""
    called = group.options[option]
    stems = {w.stem for name in (called.name, *called.aliases) for w in words(name)}
    name = " ".join(w.stem for w in words(item.name))
    return any(len(stem) >= 4 and stem in name for stem in stems)
