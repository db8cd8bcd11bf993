"""The state of reading one utterance: its tags, the lines there are, what is being talked of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kiosk.order.cart import Line
from kiosk.order.edits import Edit
from kiosk.understanding.lexicon import Lexicon
from kiosk.understanding.parsing.places import CartLine, PartLine, Place
from kiosk.understanding.parsing.runs import Run
from kiosk.understanding.reading import Context, Doubt, DoubtKind, Trace
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import ALLERGENS

__all__ = ["Counted", "Parse", "Parsing", "Risk"]

Risk = Literal[
    "near", "part", "line guessed", "dish understood", "quantity after a correction",
    "qualifier dropped", "count dropped", "part before a name", "refusal moved", "word unused",
    "name unused", "ordered again", "which line", "amount shared", "copy changed", "share",
    "asked of several", "nothing came", "aside", "addressed", "breath taken back", "correction",
    "choice refused",
]  # fmt: skip
"""A decision that may be wrong."""

_OPENERS = frozenset(("and", "fix", "yes", "no", "act", "but", "done", "allergy"))
"""Kinds after which a clause begins."""


_POINTS = frozenset(("last", "nth", "other", "one_of"))
"""Kinds that point at something: where nothing is there, the guest is told."""
_WEIGHS = frozenset((
    "all", "be", "but", "det", "everything", "everything_but", "extra", "half", "instead",
    "instead_of", "it", "just", "light", "make", "on", "on_the_side", "ones", "only", "or",
    "plain", "repeat_line", "sub", "unit", "menu",
))  # fmt: skip
"""Kinds of grammar that change what is meant: a reading that leaves one over may be another."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A category of which several are ordered: "three small frappes, two mocha …"."""

    among: tuple[str, ...] = ()
    """Its entries."""
    before: tuple[int, int] = (0, 0)
    """First tag of the options said before it, and the tag after the last: of all of them."""
    left: int = 0
    """How many of them are yet to be named."""


@dataclass(slots=True)
class Parse:
    """What came of one utterance."""

    edits: list[Edit] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    trace: list[Trace] = field(default_factory=list)
    risks: Counter[Risk] = field(default_factory=Counter)
    """How often each was taken."""


class Parsing:
    """One pass over one utterance. The rooms of this package read it and move it on."""

    making: Place | None = None
    """The line that "make one a …" took a share of."""
    copied: Place | None = None
    """The line that was copied from another last: what is said of it takes the place of what it
    holds."""

    feared: tuple[str, ...] = ()
    """Options that are what an allergy named in this breath is to: "without them"."""
    scratched = False
    """ "Scratch that" was just said: of the line that what follows replaces nothing is kept."""

    def __init__(self, lexicon: Lexicon, tags: list[Tag], context: Context) -> None:
        self.lexicon = lexicon
        self.menu = lexicon.menu
        self.context = context
        self.tags = tags
        """Without fillers (see :mod:`.prepare`)."""
        self.at = 0
        """The tag that is read next."""
        self.out = Parse()

        self.cart: dict[int, CartLine] = {
            line.ref: CartLine(self.menu, line) for line in context.cart.lines
        }
        """The lines that were there before, by number."""
        self.places: list[Place] = []
        """Every place that was touched, in order: their edits are the result."""
        self.breath: list[Place] = []
        """Places named in this utterance, the latest last."""
        self.cur: Place | None = None
        """What is being talked about: a bare option goes there."""
        self.base: Place | None = self._asked_about()
        """The line that "one with … and one with …" divides."""
        self.base_words = ""
        """What the dish of the last new line was called, in stems."""
        self.last_new: Place | None = None
        """The line opened last: what a correction replaces."""
        self.sided: Place | None = None
        """The last line that was said to be a side."""
        self.last_run: Run | None = None
        """The changes made last: what a correction takes back."""

        self.scope_with = False
        """Inside "with …": what follows belongs to the current line."""
        self.negated = False
        """A "no" waits for its object."""
        self.correcting = False
        """ "no wait" was just said: what follows may replace the last line."""
        self.change: Place | None = None
        """ "make it …": what follows replaces or changes this."""
        self.pointed = False
        """The object of "make" was "it" or "that", not a name."""
        self.awaited: int | None = None
        """A quantity said with a category, for the dish that follows."""
        self.counted = Counted()
        """The category that was said with a quantity: what follows names some of it."""
        self.shares = frozenset[int]()
        """Tags of numbers that tell how many of the line just named the options after them are."""
        self.accepts = False
        """A "yes" was said that what follows adds to."""

        self.supposed: list[tuple[Doubt, Place]] = []
        """What is asked about, and the line that it would be: later words still describe it."""
        self.acts: list[Edit] = []
        """Acts that stand before the edits: answers."""
        self.late: list[Edit] = []
        """Acts that stand after them: questions, "that's all"."""

    def _asked_about(self) -> Place | None:
        """The line that an open question is about, when there are several of it to divide."""
        wants = self.context.wants
        place = self.cart.get(wants.ref) if wants is not None else None
        return place if place is not None and place.quantity > 1 else None

    # -- what is reported ------------------------------------------------------------------------

    def risk(self, name: Risk) -> None:
        """A decision that lowers the confidence."""
        self.out.risks[name] += 1

    def note(self, tag: Tag, reason: str) -> None:
        """A row of ``--explain``."""
        self.out.trace.append(Trace(tag.words, str(tag), reason))

    def doubt(
        self, kind: DoubtKind, words: str, options: Iterable[str] = (), line: Line | None = None
    ) -> Doubt:
        """Something to be asked about; said once however often it comes up."""
        found = Doubt(kind, words, tuple(options), line)
        if found not in self.out.doubts:
            self.out.doubts.append(found)
        return found

    def leave(self, tag: Tag) -> None:
        """A tag that nothing used: silent when it is grammar, told when it has content."""
        says = tag.kind in _POINTS or tag.value == "times"
        says = says or (tag.kind == "menu" and not tag.generic)
        if tag.kind != "unknown" and not says:
            if tag.kind in _WEIGHS:
                self.risk("word unused")
            return
        self.note(tag, "not placed")
        allergen = ALLERGENS.get(tag.stems) if self.negated else None
        if allergen is not None:
            self.negated = False
            self.doubt("allergy", tag.words, (allergen,))
            return
        self.out.unplaced.append(tag.words)
        if self.negated:
            self.unused_negation(tag.words)

    def unused_negation(self, words: str = "") -> None:
        """A "no" that no edit uses."""
        self.negated = False
        self.doubt("unused_negation", f"no {words}".strip())

    # -- the tags --------------------------------------------------------------------------------

    def tag(self, at: int) -> Tag | None:
        """The tag there, or none past either end."""
        return self.tags[at] if 0 <= at < len(self.tags) else None

    def kind(self, at: int) -> str:
        """Its kind, empty past either end."""
        tag = self.tag(at)
        return tag.kind if tag else ""

    def clause_start(self, at: int) -> bool:
        """Whether a clause can begin there."""
        before = self.tag(at - 1)
        return before is None or bool(before.mark) or before.kind in _OPENERS

    # -- the lines -------------------------------------------------------------------------------

    def touch(self, place: Place, before: Place | None = None) -> None:
        """Its edits are part of the result, before those of another place when that is given."""
        place = place.owner
        place = place.whole if isinstance(place, PartLine) else place
        if place in self.places:
            return
        at = self.places.index(before) if before in self.places else len(self.places)
        self.places.insert(at, place)

    def mention(self, place: Place) -> None:
        """It was named in this breath."""
        if place not in self.breath:
            self.breath.append(place)

    def enter(self, place: Place) -> None:
        """A line that this utterance opens, or goes on with as if it had."""
        self.touch(place)
        self.breath.append(place)
        self.cur = self.base = place
        self.scope_with = False
        self.last_run = None

    def latest(self) -> Place | None:
        """What "it" means: named in this breath, else asked about, else touched last, else the
        cart's last line."""
        asked = [x for x in self.cart.values() if x.line.item == self.context.about]
        for place in (self.cur, *reversed(self.breath), *asked, *self._cart_places()):
            if place is not None and not place.gone:
                return place
        return None

    def left_of(self, place: Place, count: int) -> Place:
        """The rest of the line that ``place`` is a share of, where so many are left of it.

        "No onions on two, no tomato on one": of three, the one is none of the two.
        """
        rest = place.whole if isinstance(place, PartLine) else self.base
        if rest is None or rest is place or rest.gone or rest.line.item != place.line.item:
            return place
        if rest.quantity < count or place not in self.breath:
            return place
        self.risk("share")
        return rest

    def known_places(self) -> list[Place]:
        """Every line there is, the one most in mind first."""
        out = [place for place in reversed(self.breath) if not place.gone]
        out += [p for p in dict.fromkeys(self._cart_places()) if not p.gone and p not in out]
        return out

    def _cart_places(self) -> Iterator[Place]:
        """Lines of the cart: what was asked about, touched last, then the rest from the end."""
        wants = self.context.wants
        about = (wants.ref,) if wants is not None else ()
        for ref in (*about, *reversed(self.context.touched), *reversed(list(self.cart))):
            if ref in self.cart:
                yield self.cart[ref]
