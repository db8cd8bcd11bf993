"""Tags → a run of changes: how far "no", "extra", "on the side" and "half" reach in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

from kiosk.order.cart import Portion
from kiosk.understanding.normalise import words
from kiosk.understanding.parsing.group_words import names_group
from kiosk.understanding.parsing.heads import is_head
from kiosk.understanding.parsing.nouns import corrects, noun_phrase
from kiosk.understanding.parsing.runs import Change, Run
from kiosk.understanding.parsing.starts import (
    JOINTS,
    aside_of_group,
    bare_option,
    counts,
    just_these,
    leads_to_option,
    starts_run,
)
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = ["read_run"]

_NO_VERBS: Final = frozenset(("no", "not", "without", "with", "and", "but"))
"""First words of a refusal that is no verb."""


def read_run(p: Parsing, at: int, stop: int | None = None) -> tuple[Run, int]:
    """The run from tag ``at``, and the first tag after it (``stop`` at the latest)."""
    return _Reader(p, at, len(p.tags) if stop is None else stop).read()


class _Reader:
    def __init__(self, p: Parsing, at: int, stop: int) -> None:
        self.p = p
        self.at = at
        self.stop = stop
        self.inside = stop < len(p.tags)
        """Between a quantity and its dish: nothing there opens a line of its own."""
        self.run = Run()
        self.on = True
        """Whether what is named next goes on."""
        self.soft = False
        """Off only because the list began so."""
        self.qualifier: str | None = None
        self.count = 1
        self.portion: Portion = "whole"
        self.half_with = False
        """Whether what lies on a half is told with a "with"."""
        self.portioned_from = 0
        """The first change that "on the left half" after a list is about."""
        self.joined = False
        self.joint_before = ""
        """The "and", "or" or comma before what is named next."""
        self.refusing = False
        """A "no" was read whose object has not come yet."""

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
                self.joint_before = ","
        if self.p.kind(self.at) == "instead":
            for change in self.run.changes:  # "no ham, onions and olives instead": they come
                change.on, change.soft = change.on or change.soft, False
        if self.refusing:
            self.run.dangling = True  # it is not lost: what follows the run is its object
        if self.qualifier is not None and self.run.changes:
            last = self.run.changes[-1]
            if last.qualifier is None and last.on:
                last.qualifier = self.qualifier
        return self.run, self.at

    def takes(self, tag: Tag) -> bool:
        """Uses the tag; false where the run ends before it."""
        read = _READ.get(tag.kind)
        return read is not None and read(self, tag)

    def turn(self, *, on: bool) -> None:
        self.on, self.soft = on, False

    def option(self, tag: Tag) -> bool:
        groups = self.of_group(tag)
        options = tag.of("option") or groups
        if groups and self.p.kind(self.at - 1) == "neg" and (none := self.none_of(tag)):
            options, groups = none, ()
            self.turn(on=True)
        if not options:
            return self.inside and not tag.of("item")
        if not self.inside:
            if tag.of("item") and is_head(self.p, self.at):
                return False
            if not self.free(self.at):
                return False
        self.run.changes.append(
            Change(
                options,
                tag.words,
                on=self.on,
                soft=self.soft,
                qualifier=self.qualifier,
                count=self.count,
                measured=self.measured(tag),
                portion=self.portion,
                score=tag.score,
                joined=self.joined,
                both=self.joint_before == "and",
                either=self.joint_before == "or",
                apart=self.joint_before == ",",
                before_name=self.before_name(tag),
                of_group=groups,
            )
        )
        if self.portion != "whole" and not self.halved(self.run.changes[-1]):
            self.p.risk("word unused")  # "half buffalo" of wings that come in one sauce
        self.qualifier = None
        self.count = 1
        self.joined = False
        self.joint_before = ""
        self.refusing = False
        if not self.on:
            self.soft = True
        return True

    def measured(self, tag: Tag) -> bool:
        by_name = words(tag.words)[0].stem in self.p.lexicon.units
        return by_name or self.p.kind(self.at - 1) == "unit"

    def before_name(self, tag: Tag) -> bool:
        follows = self.p.tag(self.at + 1)
        return (
            tag.score < 1.0
            and not tag.mark
            and follows is not None
            and follows.kind == "menu"
            and follows.start == tag.end
        )

    def of_group(self, tag: Tag) -> tuple[str, ...]:
        """ "no sauce", "light sauce": whichever of the group is on."""
        before = self.p.kind(self.at - 1) in ("neg", "light", "extra")
        if not (before or aside_of_group(self.p, self.at) or names_group(self.p, self.at)):
            return ()
        return self.p.lexicon.in_groups(tag.of("group"))

    def none_of(self, tag: Tag) -> tuple[str, ...]:
        """ "Minus the ice" where *no ice* is an option of its own."""
        said = words(f"no {tag.words}")
        return tuple(m.id for m in self.p.lexicon.exact(said) if m.kind == "option")

    def joint(self, tag: Tag) -> bool:
        if not self.inside and not (starts_run(self.p, self.at + 1) and self.free(self.at + 1)):
            return False
        if self.run.changes and self.p.change is not None and self.another_verb(tag):
            return False
        self.joint_before = tag.kind
        if tag.kind == "and":
            self.joined = True
        elif tag.kind == "or" and not self.on:
            self.or_list()
        elif tag.kind in ("with", "add", "keep"):
            self.turn(on=True)
            self.portioned_from = len(self.run.changes)
            self.run.opened_with = True
            self.beyond_halves(tag)
        elif tag.kind == "but":
            excepts = tag.words.startswith(("except", "other", "apart"))
            plain = any(c.kind == "plain" or not c.on for c in self.run.changes)
            self.turn(on=not excepts or plain)
        return True

    def beyond_halves(self, tag: Tag) -> None:
        """ "Half moss half dill with extra curd": what comes "with" both is on the whole, unless
        the first half had something "with" it, too."""
        if not tag.words.startswith("with") or not self.run.changes:
            return
        if self.run.changes[-1].portion == self.portion == "right" and not self.half_with:
            self.portion = "whole"
        self.half_with = self.portion != "whole"

    def another_verb(self, tag: Tag) -> bool:
        """ "Make one crispy and put cheese on the other": what follows may be of another line."""
        follows = self.p.tag(self.at + 1)
        refuses = tag.kind == "and" and follows is not None and follows.kind == "neg"
        if refuses and follows is not None:
            return follows.words.split()[0] not in _NO_VERBS
        return tag.kind == "add"

    def or_list(self) -> None:
        """ "no onions, pickles or mustard": the whole list is refused."""
        for change in reversed(self.run.changes):
            if change.on:
                break
            change.soft = False
        self.soft = False

    def free(self, at: int) -> bool:
        """Whether no noun phrase begins there."""
        return noun_phrase(self.p, at) is None

    def negation(self, tag: Tag) -> bool:
        if tag.words == "not" and not self.run.changes and self.contrasts():
            self.at += 1
            return True
        if self.run.changes and corrects(self.p, self.at):
            if tag.words == "not":  # "wheat, not white"
                self.at += 1
                return True
            self.run.changes.pop()
            self.turn(on=True)
            return True
        if self.inside or leads_to_option(self.p, self.at + 1):
            self.turn(on=False)
            self.qualifier = None
            self.refusing = True
            return True
        if self.run.changes:
            return False
        self.run.dangling = True
        return True

    def contrasts(self) -> bool:
        """ "(Oat in both,) not almond": another, of which one can be, was chosen just before."""
        follows, before = self.p.tag(self.at + 1), self.p.last_run
        if follows is None or before is None or not before.changes or not before.changes[-1].on:
            return False
        chosen = before.changes[-1].options
        groups = self.p.lexicon.groups_with(follows.of("option"))
        return any(g.exclusive and g.options.keys() & {*chosen} for g in groups)

    def amount(self, tag: Tag) -> bool:
        called = self.p.lexicon.qualifiers.get(tag.words, tag.kind)
        behind = called != tag.kind and bool(tag.mark)  # "bacon well done, extra pickles"
        follows = leads_to_option(self.p, self.at + 1) or self.inside
        if behind or not follows:
            if not self.run.changes or self.run.changes[-1].qualifier:
                return False
            last = self.run.changes[-1]
            if last.on and last.kind == "option" and self.free(self.at):
                last.qualifier = called
                return True
            return False
        self.beyond_halves(tag)
        self.qualifier = called
        refused = self.p.kind(self.at - 1) == "neg" and not self.on
        if not refused:  # "no extra cheese" refuses the extra
            self.turn(on=True)
        return True

    def aside(self, tag: Tag) -> bool:
        """ "on the side": of all that was just listed."""
        changes = self.run.changes
        refused = [n for n, c in enumerate(changes, 1) if not (c.on or c.soft)]
        since = refused[-1] if refused and refused[-1] < len(changes) else 0
        listed = [c for c in changes[since:] if (c.on or c.soft) and c.kind == "option"]
        if not listed:
            self.qualifier = "on_the_side"
            return leads_to_option(self.p, self.at + 1)
        listed[-1].put_aside()
        for later, change in zip(reversed(listed), reversed(listed[:-1]), strict=False):
            sized = any(o in self.p.menu.sizes for o in change.options)
            if not later.joined or later.apart or change.qualifier is not None or sized:
                break
            change.put_aside()
        return True

    def half(self, tag: Tag) -> bool:
        if self.run.changes and not self.halved(self.run.changes[-1]):
            return False  # "half chicken | half steak" of four
        side: Portion = "right" if tag.value == "right" or "other" in tag.words else "left"
        named = self.p.kind(self.at - 1) == "half" and tag.value in ("left", "right")
        if named and self.halved_last():
            self.run.changes[-1].portion = side  # "on half of it, the right half"
            return True
        if tag.value == "" and side == "left" and self.portion == "left":
            side = "right"
        if tag.words == "half and half":
            return True
        if tag.value == "whole":
            self.portion = "whole"
            if self.run.changes:
                self.run.changes[-1].portion = "whole"
            self.portioned_from = len(self.run.changes)
            return True
        ahead = ("menu", "with", "neg", "light", "extra", "det", "just", "only", "add")
        pre = self.p.kind(self.at + 1) in ahead
        before = self.p.tag(self.at - 1)
        begins = before is not None and (bool(before.mark) or before.kind == "and")
        said = tag.words.startswith("on ") and self.run.changes and not begins
        if pre and not tag.mark and not (said and self.portion == "whole"):
            self.portion = side
            return True
        listed = self.run.changes[self.portioned_from :]
        refused = [change for change in listed if not change.on]
        if len({change.qualifier for change in listed}) > 1 or (refused and len(listed) > 1):
            self.p.risk("share")  # "extra onions and bacon on half": both, or the bacon alone
        for change in listed:
            change.portion = side
        self.portioned_from = len(self.run.changes)
        return True

    def halved_last(self) -> bool:
        """Whether what was named last lies on a half, which was told right after it."""
        return bool(self.run.changes) and self.run.changes[-1].portion != "whole"

    def halved(self, change: Change) -> bool:
        """Whether it can lie on a half, or is no option."""
        groups = list(self.p.lexicon.groups_with(change.options))
        return not groups or any(group.portions for group in groups)

    def each(self, tag: Tag) -> bool:
        """ "mustard and mayo both on the side": said again of what was listed."""
        return self.p.kind(self.at + 1) == "on_the_side" and len(self.run.changes) > 1

    def sweeping(self, tag: Tag) -> bool:
        """ "plain", "with everything", "everything but"."""
        kind: Literal["plain", "everything"] = "plain" if tag.kind == "plain" else "everything"
        of_group = self.p.lexicon.in_groups(tag.of("group"))
        self.run.changes.append(Change((), tag.words, kind, of_group=of_group))
        self.turn(on=tag.kind != "everything_but")
        return True

    def just(self, tag: Tag) -> bool:
        return self.only(tag) if just_these(self.p, self.at + 1) else self.inside

    def only(self, tag: Tag) -> bool:
        if not leads_to_option(self.p, self.at + 1):
            if not self.only_that(tag):
                return False
            self.run.only = True
            return True
        self.run.only = self.portion == "whole"  # "on the other half just onions"
        self.turn(on=True)
        return True

    def only_that(self, tag: Tag) -> bool:
        """ "Ketchup only": after all that is on it, where a clause ends."""
        ends = bool(tag.mark) or self.p.kind(self.at + 1) in ("", "on", "and", "done")
        listed = [c for c in self.run.changes if c.kind == "option"]
        of_size = any(o in self.p.menu.sizes for c in listed for o in c.options)
        return ends and self.run.polarity and not of_size and len(listed) == len(self.run.changes)

    def number(self, tag: Tag) -> bool:
        if self.at in self.p.shares or not (counts(self.p, self.at) or self.inside):
            return False
        self.count = int(tag.value)
        return True

    def unit(self, tag: Tag) -> bool:
        follows = self.p.tag(self.at + 1)
        names_next = follows is not None and follows.of("option")
        if not names_next and self.p.kind(self.at - 1) == "num":
            if self.run.changes:
                self.run.changes[-1].count = self.count
            else:
                self.run.loose, self.run.unit = self.count, tag.stems
            self.count = 1
        return True

    def determiner(self, tag: Tag) -> bool:
        if self.inside:
            return True
        if tag.value not in ("0", "1") or not self.free(self.at):
            return False
        if tag.value == "1" and self.joint_before == "and" and self.of_another():
            return False
        if not bare_option(self.p, self.at + 1):
            return False
        if self.soft and tag.words in ("some", "a", "an"):
            self.turn(on=True)
        return True

    def of_another(self) -> bool:
        """ "Two cans and | a bottle": what excludes all that was named is another one's."""
        follows = self.p.tag(self.at + 1)
        listed = {option for change in self.run.changes for option in change.options}
        groups = self.p.lexicon.groups_with(follows.of("option")) if follows is not None else ()
        return any(g.exclusive and listed and listed <= g.options.keys() for g in groups)


_READ: Final[Mapping[str, Callable[[_Reader, Tag], bool]]] = {
    "menu": _Reader.option,
    **dict.fromkeys(JOINTS, _Reader.joint),
    "neg": _Reader.negation,
    "light": _Reader.amount,
    "extra": _Reader.amount,
    "on_the_side": _Reader.aside,
    "all": _Reader.each,
    "half": _Reader.half,
    "plain": _Reader.sweeping,
    "everything": _Reader.sweeping,
    "everything_but": _Reader.sweeping,
    "only": _Reader.only,
    "just": _Reader.just,
    "num": _Reader.number,
    "unit": _Reader.unit,
    "det": _Reader.determiner,
}
"""What is done with a tag, by its kind; a run ends before any other."""
