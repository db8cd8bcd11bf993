"""Tags → edits: the general grammar of ordering.

One pass from left to right. A *chunk* is a noun phrase with a dish as its head ("two large cokes");
a *run* is a list of changes ("no onions or pickles and extra cheese"). Chunks open lines, fill
slots of a meal, or name what a verb is about; runs attach to the line being talked about, or to
where a scope says ("on both", "on the second one"). No rule names a dish.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kiosk.menu.model import Combo, Menu
from kiosk.order.cart import Choice, Line
from kiosk.order.edits import Act, Ask, Clear, Edit, Serve, Undo
from kiosk.order.rules import open_choices
from kiosk.understanding import refer
from kiosk.understanding.lexicon import PARTIAL, Lexicon, Meaning, MeaningKind
from kiosk.understanding.normalise import stem
from kiosk.understanding.places import CartLine, NewLine, Place, SlotPlace
from kiosk.understanding.reading import Context, Doubt, Trace
from kiosk.understanding.runs import Run, apply_run, means_plain, read_run, starts_run
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import ALLERGENS, PHRASES

__all__ = ["Parse", "parse"]

_NO_OBJECT: Final = frozenset(("det", "request", "it", "make", "just", "ask", "yes", "done"))
"""What cannot be what a bare "no" refuses: "no the coke should be large"."""
_OPENERS: Final = frozenset(
    ("and", "hello", "thanks", "fix", "yes", "no", "act", "but", "done", "allergy")
)
_ADJECTIVES: Final = frozenset(
    ("light", "extra", "plain", "unit", "vegetarian", "only", "size_word")
)
NEAR_ENOUGH: Final = 0.7
"""A near match under this is offered, not taken."""


@dataclass(slots=True)
class Chunk:
    """A noun phrase: where it stands, how many, what."""

    start: int
    head: int
    """Tag of the dish."""
    end: int
    """First tag after it."""
    quantity: int | None
    determiner: str
    """``""``, ``0`` (the, some), ``1`` (a), ``1of`` (one of the), ``another``, ``num``, ``side``."""
    before: tuple[int, int]
    """Tags between quantity and head: its options."""
    strange: tuple[int, ...] = ()
    """Tags there that no option explains."""
    meal: bool = False
    """"meal" or "combo" stands right after the head."""


@dataclass
class Parse:
    """What came of one utterance."""

    edits: list[Edit] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    trace: list[Trace] = field(default_factory=list)
    risks: dict[str, int] = field(default_factory=dict)
    """Decisions that may be wrong, by name, and how often each was taken."""


def parse(lexicon: Lexicon, tags: Sequence[Tag], context: Context) -> Parse:
    """The edits that ``tags`` ask for in ``context``, and all that they leave open."""
    return _Parser(lexicon, tags, context).run()


class _Parser:
    def __init__(self, lexicon: Lexicon, tags: Sequence[Tag], context: Context) -> None:
        self.lexicon = lexicon
        self.menu: Menu = lexicon.menu
        self.context = context
        self.tags = _answers(lexicon, _prepare(lexicon, tags), context)
        self.out = Parse()
        self.places: list[Place] = []
        """Every place that was touched, in order; cart lines appear when they are."""
        self.cart: dict[int, CartLine] = {
            line.ref: CartLine(self.menu, line) for line in context.cart.lines
        }
        self.breath: list[Place] = []
        """Lines named in this utterance, the latest last."""
        self.cur: Place | None = None
        self.base: Place | None = None
        """The line that "one with … and one with …" divides."""
        self.scope_with = False
        """Inside "with …": what follows belongs to the current line."""
        self.negated = False
        """A "no" waits for its object."""
        self.fixing: str | None = None
        """A correction ("no wait") was just said; ``hard`` or ``soft``."""
        self.change: Place | None = None
        """"make it …": what follows replaces or changes this."""
        self.last_run: Run | None = None
        self.last_new: Place | None = None
        self.tentative: list[tuple[Doubt, Place]] = []
        """What is asked about, and the line that it would be: later words still describe it."""
        self.acts: list[Edit] = []
        self.late: list[Edit] = []
        self.base_words = ""
        """What the dish of the last new line was called, in stems."""
        self.accepts = False
        """A "yes" was said that what follows adds to."""
        self.pointed = False
        """The verb's object was "it" or "that", not a name."""
        self.awaited: int | None = None
        """A quantity said with a category, for the dish that follows."""
        self.at = 0

    # -- small things --------------------------------------------------------------------------

    def risk(self, name: str) -> None:
        self.out.risks[name] = self.out.risks.get(name, 0) + 1

    def note(self, tag: Tag, reason: str) -> None:
        self.out.trace.append(Trace(tag.words, _tag_name(tag), reason))

    def doubt(
        self, kind: str, words: str, options: Iterable[str] = (), line: Line | None = None
    ) -> None:
        found = Doubt(kind, words, tuple(options), line)  # type: ignore[arg-type]
        if found not in self.out.doubts:
            self.out.doubts.append(found)

    def tag(self, at: int) -> Tag | None:
        return self.tags[at] if 0 <= at < len(self.tags) else None

    def kind(self, at: int) -> str:
        tag = self.tag(at)
        return tag.kind if tag else ""

    def touch(self, place: Place) -> None:
        if place not in self.places:
            self.places.append(place)

    def clause_start(self, at: int) -> bool:
        before = self.tag(at - 1)
        return before is None or bool(before.mark) or before.kind in _OPENERS

    def latest(self) -> Place | None:
        """What "it" means: named in this breath, else touched last, else the cart's last line."""
        for place in (self.cur, *reversed(self.breath)):
            if place is not None and not place.gone:
                return place
        for ref in (*reversed(self.context.touched), *reversed(list(self.cart))):
            if ref in self.cart and not self.cart[ref].gone:
                return self.cart[ref]
        return None

    def known_places(self) -> list[Place]:
        """Every line there is, the one most in mind first."""
        out: list[Place] = [p for p in reversed(self.breath) if not p.gone]
        for ref in (*reversed(self.context.touched), *reversed(list(self.cart))):
            place = self.cart.get(ref)
            if place is not None and not place.gone and place not in out:
                out.append(place)
        return out

    # -- the pass ------------------------------------------------------------------------------

    def run(self) -> Parse:
        while self.at < len(self.tags):
            before = self.at
            self.step()
            if self.at == before:  # every branch moves on; this is the last resort
                self.leave(self.tags[self.at])
                self.at += 1
        if self.negated:
            self.unused_negation()
        self.finish()
        return self.out

    def step(self) -> None:
        tag = self.tags[self.at]
        if tag.kind in ("fix",) and self.on_fix(tag):
            return
        if tag.kind == "ask" and (self.clause_start(self.at) or _asks_anywhere(tag)):
            self.on_question(tag)
            return
        if self.allergy_ahead():
            self.on_allergy()
            return
        if self.pointing():
            return
        chunk = self.chunk_at(self.at)
        if chunk is not None:
            self.on_chunk(chunk)
            return
        if self.distribute():
            return
        if starts_run(self, self.at):
            self.on_run()
            return
        handler = getattr(self, f"on_{tag.kind}", None)
        if handler is not None:
            handler(tag)
        else:
            self.leave(tag)
            self.at += 1

    def leave(self, tag: Tag) -> None:
        """A tag that nothing used: silent when it is a word of grammar, told when it has content."""
        if tag.kind == "unknown" or (tag.kind == "menu" and not _generic(tag)):
            self.out.unplaced.append(tag.words)
            self.note(tag, "not placed")
            if self.negated and (allergen := ALLERGENS.get(_stems(tag))):
                self.negated = False
                self.out.unplaced.pop()
                self.doubt("allergy", tag.words, (allergen,))
            elif self.negated:
                self.unused_negation(tag.words)

    def unused_negation(self, words: str = "") -> None:
        self.negated = False
        self.doubt("unused_negation", f"no {words}".strip())

    # -- chunks --------------------------------------------------------------------------------

    def chunk_at(self, at: int) -> Chunk | None:
        """The noun phrase that begins at tag ``at``, when there is one."""
        quantity: int | None = None
        determiner = ""
        i = at
        while True:
            tag = self.tag(i)
            if tag is None or tag.kind not in ("num", "det", "side_of"):
                break
            if tag.mark and i > at:
                break
            if tag.kind == "num":
                if quantity is not None and determiner == "num":
                    break
                quantity, determiner = int(tag.value), "num"
            elif tag.kind == "side_of":
                determiner = determiner or "side"
            elif tag.value == "another":
                quantity, determiner = quantity or 1, "another"
            elif not determiner or determiner == "0":
                determiner = tag.value
                quantity = 1 if tag.value in ("1", "1of") and quantity is None else quantity
            i += 1
        first = i
        joined = False
        strange: list[int] = []
        while True:
            tag = self.tag(i)
            if tag is None:
                return None
            if tag.kind == "menu" and self.is_head(i, determiner, first):
                break
            if tag.kind == "menu" and tag.of("option"):
                pass
            elif tag.kind == "menu" and _generic(tag) and self.kind(i - 1) == "num":
                pass
            elif tag.kind == "menu" and (tag.score < 1.0 or _modifier_like(tag)) and i + 1 < len(self.tags):
                strange.append(i)
            elif tag.kind == "unknown" and determiner and not joined and not tag.mark:
                strange.append(i)
            elif tag.kind == "neg":
                if not determiner or not self.option_at(i + 1):
                    return None
            elif tag.kind in _ADJECTIVES:
                pass
            elif tag.kind == "num" and i > first and self.kind(i - 1) not in ("and", "or"):
                if not self.counts_inside(i):
                    return None
            elif tag.kind in ("and", "or") and i > first:
                joined = True
            else:
                return None
            if tag.mark and tag.kind != "menu":
                return None
            if tag.mark in (".", "?"):
                return None
            i += 1
        head = self.tags[i]
        if i > first and not self.fits(i, first, determiner, joined=joined):
            return None
        end = i + 1
        meal = False
        if self.kind(end) == "meal" and not head.mark and self.meals_of(head):
            meal, end = True, end + 1
        return Chunk(at, i, end, quantity, determiner, (first, i), tuple(strange), meal)

    def counts_inside(self, at: int) -> bool:
        """A number within a noun phrase: "a two topping pizza", "a latte with two pumps"."""
        follows = self.tag(at + 1)
        if follows is None:
            return False
        return follows.kind == "unit" or (follows.kind == "menu" and _generic(follows))

    def option_at(self, at: int) -> bool:
        """Whether an option, and no dish, is named there."""
        tag = self.tag(at)
        return tag is not None and bool(tag.of("option")) and not tag.of("item")

    def meals_of(self, head: Tag) -> bool:
        return any(self.menu.combos_of(item) for item in head.of("item"))

    def is_head(self, at: int, determiner: str, first: int) -> bool:
        """Whether the tag at ``at`` is a dish here (many words are a dish and an option)."""
        tag = self.tags[at]
        if not tag.of("item"):
            return bool(tag.of("category")) and not tag.of("option") and self.category_head(at)
        if _modifier_like(tag) and not tag.mark and self.head_follows(at + 1):
            return False
        options = tag.of("option")
        if not options:
            return not (tag.score < 1.0 and not tag.mark and self.head_follows(at + 1))
        if determiner in ("side", "another"):
            return True
        asked = self.context.asked
        if asked is not None and asked.kind in ("which", "offer"):
            if any(i in asked.options for i in tag.of("item")):
                return True
        if asked is not None and asked.open is not None:
            if any(o in asked.open.options for o in options) and not self.breath:
                return False
            if any(i in asked.open.options for i in tag.of("item")):
                return True
        before = self.tag(at - 1)
        if before is not None and before.kind in ("light", "extra", "neg", "with", "only", "add"):
            if before.kind != "add" or self.cur is not None:
                return not self.takes(options)
        if not tag.mark and self.head_follows(at + 1, options):
            return False
        if self.kind(at + 1) == "as_side":
            return True
        if self.kind(at + 1) == "on_the_side" and self.cur is None:
            return True
        if self.takes(options):
            counted = determiner in ("1", "num", "1of") and at == first
            return counted and not self.free_here(options) and not self.scope_with
        return True

    def head_follows(self, at: int, options: Sequence[str] = ()) -> bool:
        """Whether a plain dish stands right there (that can have one of ``options``)."""
        tag = self.tag(at)
        if tag is None or tag.kind != "menu":
            return False
        if tag.of("item") and not tag.of("option"):
            return not options or any(
                self.entry_can_have(item, option) for item in tag.of("item") for option in options
            )
        if tag.of("option") and not tag.of("item") and not tag.mark:
            return self.head_follows(at + 1, options)
        return bool(tag.of("category")) and not tag.of("option") and not options

    def takes(self, options: Sequence[str]) -> bool:
        """Whether the current line (or, with none, a line of the cart) can have one of them."""
        if self.cur is not None:
            return any(self.cur.can_have(option) for option in options)
        return False

    def free_here(self, options: Sequence[str]) -> bool:
        """Whether the current line has one of them free of charge."""
        if self.cur is None:
            return False
        return any(
            group.free > 0
            for _, item, _ in self.cur.items()
            for option in options
            if (group := item.group_of(option)) is not None
        )

    def category_head(self, at: int) -> bool:
        """A category's name as a dish ("a burger"): not when its item is named right after."""
        if self.kind(at + 1) == "menu" and self.tags[at + 1].of("item"):
            return False
        return True

    def entry_can_have(self, name: str, option: str) -> bool:
        entry = self.menu.sold(name)
        return entry is not None and NewLine(self.menu, Line(name)).can_have(option)

    def fits(self, head: int, first: int, determiner: str, *, joined: bool) -> bool:
        """Whether the tags from ``first`` to ``head`` are the dish's own options."""
        tag = self.tags[head]
        names = tag.of("item") or tuple(
            name for category in tag.of("category") for name in self.lexicon.category_of[category]
        )
        fit = all(
            any(self.entry_can_have(name, option) for name in names for option in t.of("option"))
            for t in self.tags[first:head]
            if t.of("option")
        )
        if determiner and not joined:
            return fit or not (self.neg_in(first, head) or self.stands_alone(first, head))
        if not fit:
            return False
        if determiner:
            return True
        if first < head and self.cur is not None and self.in_list(first):
            return not self.takes(self.tags[first].of("option"))
        if joined and self.cur is not None and not self.clause_start(first):
            return False
        return not (self.neg_in(first, head) and self.cur is not None)

    def stands_alone(self, first: int, head: int) -> bool:
        """Whether the options before a dish that cannot have them make one of their own."""
        tags = self.tags[first:head]
        if len(tags) < 2 or all(set(t.of("option")) <= self.menu.sizes for t in tags):
            return False
        run, _ = read_run(self, first, head)
        return self.understood_dish(run) is not None

    def in_list(self, at: int) -> bool:
        """Whether the tag goes on with a list of options: "with mayo | tomato …"."""
        before = self.tag(at - 1)
        if before is None or before.mark:
            return False
        if before.kind == "menu":
            return bool(before.of("option")) and not before.of("item")
        return before.kind in ("with", "add", "light", "extra", "only")

    def neg_in(self, first: int, head: int) -> bool:
        return any(t.kind == "neg" for t in self.tags[first:head])

    def on_chunk(self, chunk: Chunk) -> None:
        """A dish was named: a new line, a slot of a meal, a swap, a removal or a reference."""
        self.at = chunk.end
        head = self.tags[chunk.head]
        if chunk.strange:
            self.unknown_dish(chunk)
            return
        names = self.candidates(chunk)
        if head.score < NEAR_ENOUGH and names:
            self.negated = False
            self.supposed("unknown_dish", head.words, names[:3], chunk)
            return
        if len(names) != 1:
            if self.resolve_existing(chunk, names):
                return
            self.negated = False
            self.which(chunk, names)
            return
        if head.score < 1.0:
            self.risk("near" if head.score < 0.9 else "part")
        name = names[0]
        if head.score < 1.0 and not self.negated and self.misfit(chunk, name):
            self.supposed("unknown_dish", self.words_of(chunk), [name], chunk)
            return
        if self.negated:
            self.remove(chunk, name)
        elif self.change is not None:
            self.swap_change(chunk, name)
        elif self.fixing == "hard" and self.replaceable(name) is not None:
            self.replace_last(chunk, name)
        elif not self.fill_slot(chunk, name):
            self.open_line(chunk, name)
        self.fixing = None

    def misfit(self, chunk: Chunk, name: str) -> bool:
        """Part of a name with an option that the dish cannot have: "big mac" is no Mac Bites."""
        return any(
            t.of("option") and not any(self.entry_can_have(name, o) for o in t.of("option"))
            for t in self.tags[chunk.before[0] : chunk.before[1]]
        )

    def words_of(self, chunk: Chunk) -> str:
        return " ".join(t.words for t in self.tags[chunk.before[0] : chunk.head + 1])

    def unknown_dish(self, chunk: Chunk) -> None:
        head = self.tags[chunk.head]
        words = " ".join(self.tags[i].words for i in (*chunk.strange, chunk.head))
        near: list[str] = []
        for i in chunk.strange:
            near += [n for n in self.tags[i].of("item") if self.menu.items.get(n)]
        names = head.of("item")
        same = {e.category for n in names if (e := self.menu.sold(n)) is not None}
        near = [n for n in near if self.menu.items[n].category in same] + list(names)
        self.negated = False
        options = tuple(dict.fromkeys(near))[:3]
        self.supposed("unknown_dish", words, options, chunk)
        self.note(head, "with a word the menu does not have: another dish")

    def supposed(self, kind: str, words: str, options: Sequence[str], chunk: Chunk) -> None:
        """A dish that must be asked about; what else is said of it is kept for the answer."""
        self.cur = None
        if not options:
            self.doubt(kind, words)
            return
        place = NewLine(self.menu, self.spec(chunk, options[0]))
        self.doubt(kind, words, options, place.line)
        self.tentative.append((self.out.doubts[-1], place))
        self.cur = self.base = place
        self.scope_with = False

    def candidates(self, chunk: Chunk) -> list[str]:
        """Entries that the head can mean, given what stands around it."""
        head = self.tags[chunk.head]
        names = list(head.of("item"))
        asked = self.context.asked
        if not names:
            names = self.of_category(chunk, head)
        if asked is not None and len(names) > 1:
            pool = asked.options or (asked.open.options if asked.open else ())
            names = [n for n in names if n in pool] or names
        if len(names) > 1:
            items = [n for n in names if n in self.menu.items]
            names = items or names
        options = [
            t.of("option") for t in self.tags[chunk.before[0] : chunk.before[1]] if t.of("option")
        ]
        if len(names) > 1 and options:
            able = [
                n for n in names if all(any(self.entry_can_have(n, o) for o in os) for os in options)
            ]
            names = able or names
        if len(names) > 1:
            sold = [n for n in names if not self.unavailable(n)]
            names = sold or names
        if chunk.meal:
            names = self.as_meals(chunk, names)
        return names

    def unavailable(self, name: str) -> bool:
        entry = self.menu.sold(name)
        return entry is None or self.context.now.why_not(self.menu, entry) is not None

    def of_category(self, chunk: Chunk, head: Tag) -> list[str]:
        """The entries that a category's name and the words before it can mean."""
        names = [n for c in head.of("category") for n in self.lexicon.category_of[c]]
        for t in self.tags[chunk.before[0] : chunk.before[1]]:
            stems = set(t.words.split())
            named = [n for n in names if stems <= self.lexicon.name_words[n]]
            if named and not any(self.entry_can_have(n, o) for n in names for o in t.of("option")):
                names = named
        return names

    def as_meals(self, chunk: Chunk, names: list[str]) -> list[str]:
        combos = [
            next(iter(found)).id for n in names if (found := self.menu.combos_of(n))
        ]
        return list(dict.fromkeys(combos)) or names

    def resolve_existing(self, chunk: Chunk, names: list[str]) -> bool:
        """An ambiguous name that only one line of the order answers to, after "no" or a verb."""
        if not (self.negated or chunk.determiner in ("0", "1of")):
            return False
        there = [p for p in self.known_places() if p.line.item in names]
        if self.negated and not there and self.tags[chunk.head].of("category"):
            in_meal = any(p.slot_holding(n) for p in self.known_places() for n in names)
            self.negated = in_meal
            return not in_meal  # "no drinks" where none was ordered
        if len({p.line.item for p in there}) != 1:
            return False
        if self.negated:
            self.remove(chunk, there[0].line.item)
            return True
        self.cur = there[0]
        self.touch(there[0])
        return True

    def which(self, chunk: Chunk, names: list[str]) -> None:
        head = self.tags[chunk.head]
        if not names:
            self.leave(head)
            return
        if not head.of("item") and self.generic_here(chunk, names):
            return
        self.supposed("ambiguous", head.words, names[:12], chunk)
        self.note(head, f"could be any of {len(names)}")

    def generic_here(self, chunk: Chunk, names: list[str]) -> bool:
        """A category said beside the dish itself: "a coke for my drink", "a sandwich with tuna"."""
        before = self.tag(chunk.start - 1)
        if before is not None and not before.mark and self.breath:
            beside = before.kind in ("on", "menu") and self.breath[-1].line.item in names
            if beside:
                return True
        i = chunk.end
        while self.kind(i) in ("with", "det", "num", "request", "on", "it"):
            i += 1
        follows = self.tag(i)
        if follows is None or not set(follows.of("item")) & set(names):
            return False
        if chunk.quantity and chunk.quantity > 1:
            self.awaited = chunk.quantity
        self.at = i if self.kind(i - 1) == "with" else chunk.end
        return True

    def spec(self, chunk: Chunk, name: str) -> Line:
        """The line that the chunk describes, with ``name`` as its dish."""
        place = NewLine(self.menu, Line(name, max(1, chunk.quantity or 1)))
        self.take_before(chunk, place)
        return place.line

    def take_before(self, chunk: Chunk, place: Place) -> None:
        first, last = chunk.before
        if last > first:
            run, _ = read_run(self, first, last)
            apply_run(self, run, [place], touch=False)

    def open_line(self, chunk: Chunk, name: str) -> None:
        asked = self.context.asked
        head = self.tags[chunk.head]
        quantity = chunk.quantity or self.awaited or 1
        self.awaited = None
        place: Place = NewLine(self.menu, Line(name, 1))
        if asked is not None and asked.line is not None and name in asked.options and not self.breath:
            place = NewLine(self.menu, replace(asked.line, item=name, ref=0, slots=()))
            quantity = chunk.quantity or asked.line.quantity
        count = place.unchosen_count(quantity) if chunk.determiner == "num" and quantity > 1 else None
        if count is not None:
            place.choose((Choice(count),))
            quantity = 1
        if self.only_that(chunk, name):
            return
        part = self.part_of_base(chunk, name)
        if part is not None:
            self.take_before(chunk, part)
            self.touch(part)
            self.breath.append(part)
            self.cur = part
            if self.tags[self.at - 1].end == len(self.tags) or self.kind(self.at) == "num":
                self.at += self.kind(self.at) == "num" and self.kind(self.at + 1) in ("with", "neg")
            return
        answered = self.answered(chunk, name)
        if answered is not None:
            self.take_before(chunk, answered)
            self.enter(answered)
            self.note(head, "answers what was asked of it")
            return
        if self.same_line_again(chunk, name):
            assert self.cur is not None
            self.take_before(chunk, self.cur)
            return
        place.set_quantity(max(1, quantity))
        if quantity < 1:
            place.gone = True
        self.take_before(chunk, place)
        self.enter(place)
        self.last_new = place
        self.base_words = _stems(head)
        self.note(head, f"opens a line: {quantity} {name}")

    def only_that(self, chunk: Chunk, name: str) -> bool:
        """ "just the hamburger" where one is ordered: that one, not another."""
        return (
            chunk.determiner == "0"
            and self.tags[chunk.start].words == "the"
            and self.kind(chunk.start - 1) == "just"
            and any(place.line.item == name for place in self.cart.values())
        )

    def part_of_base(self, chunk: Chunk, name: str) -> Place | None:
        """ "three coffees, one black coffee with …": some of those just ordered."""
        base, count = self.base, chunk.quantity
        if base is None or base is not self.last_new or base.line.item != name or not count:
            return None
        before = self.kind(chunk.start - 1)
        if count >= base.quantity or before in ("and", "add", "request"):
            return None
        if _stems(self.tags[chunk.head]) == self.base_words:
            return None  # the dish named again in full is another line
        return base.split(count)

    def answered(self, chunk: Chunk, name: str) -> Place | None:
        """ "What size are the rings?" "Large rings": the line that waits for just these options."""
        asked = self.context.asked
        if asked is None or asked.open is None or chunk.determiner in ("num", "another", "side"):
            return None
        wanted = {o for t in self.tags[chunk.before[0] : chunk.before[1]] for o in t.of("option")}
        for place in (self.cart.get(asked.open.ref), *self.cart.values()):
            if place is None or place.gone or place.line.item != name or place in self.breath:
                continue
            if any(wanted & set(wants.options) for wants in open_choices(self.menu, place.line)):
                return place
        return None

    def same_line_again(self, chunk: Chunk, name: str) -> bool:
        """ "the large pie with pesto and ham pizza": the same dish named again, not another."""
        return (
            chunk.determiner == ""
            and self.scope_with
            and self.cur is not None
            and self.cur.line.item == name
            and chunk.before[1] > chunk.before[0]
        )

    def enter(self, place: Place) -> None:
        self.touch(place)
        self.breath.append(place)
        self.cur = place
        self.base = place
        self.scope_with = False
        self.last_run = None

    # -- meals ---------------------------------------------------------------------------------

    def fill_slot(self, chunk: Chunk, name: str) -> bool:
        """An item that fits an open slot of the meal being talked about fills it."""
        if name not in self.menu.items or chunk.determiner in ("side", "another"):
            if chunk.determiner != "side":
                return False
        asked = self.context.asked
        for place in self.meals_in_mind():
            slot = place.slot_for(name, unfilled=not (self.scope_with and place is self.cur))
            if asked is not None and asked.open is not None and isinstance(place, CartLine):
                wants = asked.open
                if wants.ref == place.line.ref and wants.kind == "slot" and name in wants.options:
                    slot = wants.name
            if slot is None:
                continue
            entry = place.entry
            assert isinstance(entry, Combo)
            count = chunk.quantity
            if count is not None and chunk.determiner in ("num", "1"):
                per = entry.slots[slot].quantity * place.quantity
                if count > per:
                    continue
                if count < place.quantity and chunk.determiner == "num":
                    place = self.split_meal(place, count)
                elif count < place.quantity and self.another_fits(chunk, slot, entry):
                    place = self.split_meal(place, count)
            inner = NewLine(self.menu, Line(name))
            self.take_before(chunk, inner)
            place.fill(slot, name, inner.line.choices)
            self.touch(place)
            if place not in self.breath:
                self.breath.append(place)
            self.cur = SlotPlace(place, slot, name)
            self.base = self.cur
            self.note(self.tags[chunk.head], f"fills the {slot} of {place.line.item}")
            return True
        return False

    def meals_in_mind(self) -> list[Place]:
        named: list[Place] = [p for p in reversed(self.breath) if not p.gone]
        if isinstance(self.cur, SlotPlace) and self.cur.parent not in named:
            named.insert(0, self.cur.parent)
        if named and any(isinstance(p.entry, Combo) for p in named):
            return [p for p in named if isinstance(p.entry, Combo)]
        if named and self.context.asked is None:
            return []
        return [p for p in self.known_places() if isinstance(p.entry, Combo)]

    def another_fits(self, chunk: Chunk, slot: str, combo: Combo) -> bool:
        """Whether another item for the same slot is named later: one each, not one for all."""
        return any(
            item in combo.slots[slot].choices
            for tag in self.tags[chunk.end :]
            for item in tag.of("item")
        )

    def split_meal(self, place: Place, count: int) -> Place:
        part = place.split(count)
        if part is not place:
            self.touch(part)
            self.breath.append(part)
        return part

    def on_meal(self, tag: Tag) -> None:
        """ "make it a meal", "as a meal"."""
        self.at += 1
        target = self.change or self.cur or self.latest()
        if isinstance(target, SlotPlace):
            target = target.parent
        if self.negated and target is not None:
            self.negated = False
            self.unmake(target)
            return
        if target is None or isinstance(target.entry, Combo):
            if target is None:
                self.leave(tag)
                self.doubt("ambiguous", tag.words, [c for c in self.menu.combos][:12])
            return
        combos = self.menu.combos_of(target.entry.id)
        if not combos:
            self.doubt("not_on_item", tag.words, (target.entry.id,))
            return
        target.swap(combos[0].id)
        self.touch(target)
        self.cur = target
        if target not in self.breath:
            self.breath.append(target)
        self.change = None
        self.scope_with = True
        self.note(tag, f"makes a {combos[0].id}")

    def on_item_only(self, tag: Tag) -> None:
        """ "just the sandwich": a meal undone."""
        self.at += 1
        self.negated = False
        for place in (self.change, self.cur, *self.known_places()):
            if place is not None and isinstance(place.entry, Combo):
                self.unmake(place)
                self.note(tag, "undoes the meal")
                return

    def unmake(self, place: Place) -> None:
        entry = place.entry
        if isinstance(entry, Combo):
            main = next(iter(entry.slots.values()))
            held = place.line.slot(main.id)
            item = held.item if held else main.default
            if item is not None:
                place.swap(item)
                self.touch(place)

    # -- verbs ---------------------------------------------------------------------------------

    def swap_change(self, chunk: Chunk, name: str) -> None:
        """ "make it a X": the dish replaces what the verb is about."""
        target = self.change
        self.change = None
        assert target is not None
        if self.pointed:
            target = self.of_the_same_kind(target, name)
        inner = NewLine(self.menu, Line(name))
        self.take_before(chunk, inner)
        if isinstance(target, SlotPlace):
            target.swap(name, inner.line.choices)
            place: Place = target.parent
        else:
            slot = target.slot_for(name, unfilled=False) or self.swap_slot(target, name)
            if slot is not None and not self.entry_fits_main(target, name):
                target.fill(slot, name, inner.line.choices)
            elif target.line.item != name:
                target.swap(name, inner.line.choices)
            elif inner.line.choices:
                target.choose(inner.line.choices)
            if chunk.determiner == "num" and chunk.quantity and chunk.quantity != target.quantity:
                target.set_quantity(chunk.quantity)
            place = target
        self.touch(place)
        self.cur = target
        if target not in self.breath:
            self.breath.append(target)
        self.note(self.tags[chunk.head], f"becomes {name}")

    def of_the_same_kind(self, target: Place, name: str) -> Place:
        """What "that" means in "make that a sprite": the line in mind, or the only drink there is."""
        entry = self.menu.sold(name)
        category = entry.category if entry is not None else ""
        if isinstance(entry, Combo) or target.entry.category == category:
            return target
        if self.swap_slot(target, name) is not None:
            return target
        alike = [p for p in self.known_places() if p.entry.category == category]
        return alike[0] if len(alike) == 1 else target

    def entry_fits_main(self, place: Place, name: str) -> bool:
        entry = place.entry
        return not isinstance(entry, Combo) or name in next(iter(entry.slots.values())).choices

    def swap_slot(self, place: Place, name: str) -> str | None:
        """The slot of a meal whose filling ``name`` can replace."""
        entry = place.entry
        if not isinstance(entry, Combo):
            return None
        return next((s.id for s in entry.slots.values() if name in s.choices), None)

    def replaceable(self, name: str) -> Place | None:
        """The line that a correction replaces: the one just named, when it is of this utterance."""
        if self.last_new is None or self.last_new.gone:
            return None
        return self.last_new

    def replace_last(self, chunk: Chunk, name: str) -> None:
        place = self.replaceable(name)
        assert place is not None
        inner = NewLine(self.menu, Line(name))
        self.take_before(chunk, inner)
        if place.line.item != name:
            place.swap(name, inner.line.choices)
        elif inner.line.choices:
            if self.last_run is not None:
                run, _ = read_run(self, *chunk.before)
                self.last_run.take_back(self, run)
            place.choose(inner.line.choices)
        if chunk.quantity and (chunk.determiner == "num" or place.quantity == 1):
            place.set_quantity(chunk.quantity)
        elif chunk.determiner == "1" and place.quantity > 1:
            self.risk("quantity after a correction")
        self.cur = place
        self.note(self.tags[chunk.head], f"corrects to {name}")

    def remove(self, chunk: Chunk, name: str) -> None:
        """ "no coke": a line goes, or some of it; a part of a meal becomes a question."""
        self.negated = False
        head = self.tags[chunk.head]
        line = self.spec(chunk, name)
        there = [p for p in self.known_places() if p.line.item == name]
        exact = [p for p in there if all(p.has(c.option) for c in line.choices if c.on)]
        options = head.of("option")
        new = self.last_new
        said_not = self.kind(chunk.start - 1) == "neg" and self.tags[chunk.start - 1].words == "not"
        if there and said_not and isinstance(new, NewLine) and new is self.cur and new not in there:
            self.put_in_place(there[0], new)  # "strawberry, not vanilla"
            return
        if not there and options and self.cur is not None:
            self.take_off(head, options)
            return
        if not there:
            meal = next((p for p in self.known_places() if p.slot_holding(name)), None)
            if meal is not None:
                slot = meal.slot_holding(name)
                assert slot is not None
                SlotPlace(meal, slot, name).set_quantity(0)
                self.touch(meal)
                return
            combo = next(
                (
                    p
                    for p in self.known_places()
                    if isinstance(p.entry, Combo) and name in next(iter(p.entry.slots.values())).choices
                ),
                None,
            )
            if combo is None:
                self.doubt("no_line", head.words, (name,))
                return
            there = [combo]
        place = (exact or there)[0]
        count = chunk.quantity if chunk.determiner in ("num", "1", "1of") else None
        left = place.quantity - count if count else 0
        place.set_quantity(max(0, left))
        self.touch(place)
        self.cur = None if place.gone else place
        self.note(head, "goes")

    def take_off(self, head: Tag, options: Sequence[str]) -> None:
        assert self.cur is not None
        off = tuple(Choice(o, on=False) for o in options if self.cur.can_have(o))
        if off:
            self.cur.choose(off)
            self.touch(self.cur)
        else:
            self.unused_negation(head.words)

    def on_make(self, tag: Tag) -> None:
        """ "make it a double", "change the fries to onion rings", "swap X for Y"."""
        found = refer.reference(self, self.at + 1)
        self.pointed = found is None or self.kind(self.at + 1) == "it" or "that" in tag.words
        self.at += 1
        if self.offered() and self.pointed:
            self.at += self.kind(self.at) == "it"  # what was asked for is not there to be changed
            return
        if found is None:
            target = self.latest()
            if target is not None and self.kind(self.at) not in ("into",):
                self.change = target
            elif target is not None:
                self.change = target
                self.at += 1
            return
        places, option = found.take(), found.option
        self.at = found.end
        if self.kind(self.at) in ("into", "with", "on", "instead_of") and self.tag(self.at):
            self.at += 1
        if option is not None:
            self.change_option(places, option)
            return
        self.change = places[-1] if places else None
        self.group_change(places)
        self.note(tag, "changes " + ", ".join(p.line.item for p in places))

    def offered(self) -> bool:
        """Whether something else was offered for a dish that could not be had."""
        asked = self.context.asked
        return asked is not None and asked.kind in ("offer", "which") and not self.breath

    def group_change(self, places: list[Place]) -> None:
        """A change of several lines: what follows goes to each; a dish only to the last."""
        self.cur = places[-1] if places else self.cur
        if len(places) > 1:
            self.change = None
            if starts_run(self, self.at):
                run, end = read_run(self, self.at, len(self.tags))
                apply_run(self, run, places)
                self.at = end
                return
            chunk = self.chunk_at(self.at)
            if chunk is not None and len(names := self.candidates(chunk)) == 1:
                for place in places:
                    self.change = place
                    self.swap_change(chunk, names[0])
                self.at = chunk.end

    def change_option(self, places: list[Place], option: str) -> None:
        """ "change the ranch to caesar": one option for another."""
        place = places[0] if places else None
        if place is None:
            return
        exclusive = any(
            group.exclusive
            for _, item, _ in place.items()
            if (group := item.group_of(option)) is not None
        )
        self.cur = place
        self.touch(place)
        if not starts_run(self, self.at):
            self.change = place
            return
        run, self.at = read_run(self, self.at, len(self.tags))
        if not exclusive:
            place.choose((Choice(option, on=False),))
        apply_run(self, run, [place])

    def on_sub(self, tag: Tag) -> None:
        """ "sub X for Y": whichever of the two is there now goes."""
        first = refer.reference(self, self.at + 1)
        if first is not None and self.kind(first.end) in ("on", "into", "with"):
            self.on_make(tag)
            return
        chunk = self.chunk_at(self.at + 1)
        if chunk is None:
            self.at += 1
            return
        self.at = chunk.end
        names = self.candidates(chunk)
        if self.kind(self.at) in ("on", "into", "instead_of") and len(names) == 1:
            old = refer.reference(self, self.at + 1)
            if old is not None and old.option is None:
                self.change = old.take()[-1]
                self.swap_change(chunk, names[0])
                self.at = old.end
                return
        meal = self.latest()
        if len(names) == 1 and meal is not None and self.swap_slot(meal, names[0]):
            self.change = meal
            self.swap_change(chunk, names[0])
            return
        self.on_chunk(chunk)

    def on_instead_of(self, tag: Tag) -> None:
        """ "X instead of Y": X was just taken; Y goes."""
        new = self.last_new if self.last_new is self.cur else None
        before = self.tag(self.at - 1)
        if before is not None and before.of("option"):
            new = None  # "with swiss instead of american": an option for an option
            if self.excluded_already(self.at + 1):
                self.at += 2 if self.kind(self.at + 1) == "menu" else 3
                return
        found = refer.reference(self, self.at + 1, but=new)
        self.at += 1
        if found is None:
            chunk = self.chunk_at(self.at)
            if chunk is not None:
                self.at = chunk.end
            return
        places, option, self.at = found.take(), found.option, found.end
        if option is not None:
            said = {o for c in self.last_run.changes for o in c.options} if self.last_run else set()
            if places and option not in said and not self.exclusive_with_run(places[0], option):
                places[0].choose((Choice(option, on=False),))
                self.touch(places[0])
            return
        if places and new is not None and isinstance(new, NewLine):
            self.put_in_place(places[-1], new)

    def excluded_already(self, at: int) -> bool:
        """Whether the option named there went when the last one was chosen: "white, not red"."""
        tag = self.tag(at + 1 if self.kind(at) == "det" else at)
        if tag is None or self.last_run is None or not self.last_run.changes:
            return False
        chosen = set(self.last_run.changes[-1].options)
        return any(
            group.exclusive and chosen & group.options.keys()
            for option in tag.of("option")
            for name in self.lexicon.items_with.get(option, ())
            if (group := self.menu.items[name].group_of(option)) is not None
        )

    def exclusive_with_run(self, place: Place, option: str) -> bool:
        return any(
            group.exclusive
            for _, item, _ in place.items()
            if (group := item.group_of(option)) is not None
        )

    def put_in_place(self, old: Place, new: NewLine) -> None:
        """The line just opened takes the place of ``old``."""
        if new in self.breath:
            self.breath.remove(new)
        new.gone = True
        if isinstance(old, SlotPlace):
            old.swap(new.line.item, new.line.choices)
            self.touch(old.parent)
        else:
            old.swap(new.line.item, new.line.choices)
            self.touch(old)
        self.cur = old
        self.last_new = None

    def on_instead(self, tag: Tag) -> None:
        """ "a sprite instead": it replaces what it is like."""
        self.at += 1
        new = self.last_new
        if not isinstance(new, NewLine) or new.gone:
            return
        category = new.entry.category
        for place in self.known_places():
            if place is new:
                continue
            if place.entry.category == category and not isinstance(place.entry, Combo):
                self.put_in_place(place, new)
                return
            slot = self.swap_slot(place, new.line.item)
            if slot is not None:
                held = place.line.slot(slot)
                self.put_in_place(SlotPlace(place, slot, held.item if held else new.line.item), new)
                return

    def on_repeat_line(self, tag: Tag) -> None:
        """ "another one": one more of the last line."""
        self.at += 1
        place = self.latest()
        if place is None:
            self.doubt("no_line", tag.words)
            return
        if isinstance(place, SlotPlace):
            place = place.parent
        place.set_quantity(place.quantity + 1)
        self.touch(place)
        self.cur = place
        self.note(tag, f"one more {place.line.item}")

    def on_fix(self, tag: Tag) -> bool:
        """ "no wait": what follows may correct what was just said."""
        self.at += 1
        self.negated = False
        hard = tag.value == "hard"
        if not hard and not self.breath:
            return True
        same = self.same_kind_follows()
        self.fixing = "hard" if hard or same else None
        if "make" in tag.words.split() and self.last_new is None and self.latest() is not None:
            self.change, self.pointed, self.fixing = self.latest(), True, None
            return True
        if self.fixing and self.last_run is not None and starts_run(self, self.at):
            run, _ = read_run(self, self.at, len(self.tags))
            if hard and run.changes and run.polarity == self.last_run.polarity:
                self.last_run.take_back(self, run)
        if self.fixing and self.kind(self.at) == "num" and self.chunk_at(self.at) is None:
            place = self.latest()
            n = int(self.tags[self.at].value)
            if place is not None and self.kind(self.at + 1) in ("", "done", "and", "yes"):
                place.set_quantity(n)
                self.touch(place)
                self.at += 1
        return True

    def same_kind_follows(self) -> bool:
        """ "a coke actually a sprite": the same sort of dish, right after."""
        chunk = self.chunk_at(self.at)
        if chunk is None or self.last_new is None or self.last_new.gone:
            return False
        names = self.tags[chunk.head].of("item")
        entry = self.menu.sold(names[0]) if names else None
        return entry is not None and entry.category == self.last_new.entry.category

    # -- references ----------------------------------------------------------------------------

    def pointing(self) -> bool:
        """A reference that begins a clause and takes what follows: "the second one no onions"."""
        kind = self.kind(self.at)
        if kind in ("menu", "det", "it", "nth", "all") and not self.negated and self.ought():
            return True
        counts = kind in ("num", "ones", "one_of") or (kind == "det" and self.tags[self.at].value == "1of")
        if (kind == "it" or counts) and self.orders_what_was_asked_about():
            return True
        if kind == "nth" and self.context.asked is not None and self.context.asked.options:
            return self.pick_nth()
        if self.negated and kind == "it" and self.kind(self.at + 1) in ("on", "with"):
            if starts_run(self, self.at + 2):
                self.at += 2
                self.on_run()
                return True
        if self.negated and kind in ("it", "all", "nth"):
            found = refer.reference(self, self.at)
            if found is not None and not starts_run(self, self.at + 1):
                for place in found.take():
                    place.set_quantity(0)
                    self.touch(place)
                self.at = found.end
                self.negated = False
                return True
        ahead = 1 if kind == "on" else 0
        kind = self.kind(self.at + ahead)
        if kind not in ("all", "one_of", "nth", "it", "other", "num", "det"):
            return False
        if kind in ("num", "det") and not refer.counted(self, self.at + ahead):
            return False
        found = refer.reference(self, self.at + ahead)
        if found is None or found.option is not None:
            return False
        end = found.end
        while ahead and self.kind(end) in ("request", "add", "with"):
            end += 1
        if not starts_run(self, end):
            return False
        places = found.take()
        run, self.at = read_run(self, end, len(self.tags))
        apply_run(self, run, places)
        self.cur = places[-1]
        return True

    def ought(self) -> bool:
        """ "the coke should be large"."""
        ends = [i for i in range(self.at + 1, self.at + 5) if self.kind(i) == "be"]
        found = refer.reference(self, self.at) if ends else None
        if found is None or self.kind(found.end) != "be":
            return False
        self.at = found.end + 1
        self.change = found.take()[-1]
        self.cur = self.change
        self.fixing = None
        return True

    def orders_what_was_asked_about(self) -> bool:
        """ "How much is the pie?" … "I'll take one"."""
        name = self.context.about
        tag = self.tags[self.at]
        before = self.kind(self.at - 1)
        if name is None or self.menu.sold(name) is None or self.breath or self.change is not None:
            return False
        if before not in ("", "request", "yes", "just", "add", "and", "make", "no") or self.chunk_at(self.at) is not None:
            return False
        quantity = int(tag.value) if tag.kind == "num" else 1
        self.enter(NewLine(self.menu, Line(name, max(1, quantity))))
        self.last_new = self.cur
        self.at += 1
        self.note(tag, f"is the {name} that was asked about")
        return True

    def pick_nth(self) -> bool:
        asked = self.context.asked
        assert asked is not None
        n = int(self.tags[self.at].value) - 1
        if n >= len(asked.options):
            return False
        name = asked.options[n]
        if self.menu.sold(name) is None:
            return False
        line = asked.line or Line(name)
        self.enter(NewLine(self.menu, replace(line, item=name, ref=0, slots=())))
        self.at += 1
        return True

    def distribute(self) -> bool:
        """ "… one with cheese and one without", "two with ham and three with pepperoni"."""
        if self.base is None or self.negated:
            return self.headless()
        kind = self.kind(self.at)
        count: int | None = None
        end = self.at + 1
        if kind in ("ones", "one_of") or (kind == "det" and self.tags[self.at].value == "1"):
            count = 1
        elif kind == "num":
            count = int(self.tags[self.at].value)
        elif kind == "nth" and self.base.quantity > 1:
            count = 1
        elif kind == "other":
            count = self.base.quantity
        if count is None:
            return False
        if self.kind(end) in ("ones", "it", "all") and not self.tags[self.at].mark:
            end += 1
        if self.divides_meal(count, end):
            return True
        if not starts_run(self, end) and not (self.kind(end) == "neg"):
            return False
        divided = self.base.quantity > 1 or self.cur is not self.base
        if not divided or count > self.base.quantity:
            return self.headless()
        sized = self.tag(end)
        if kind == "det" and sized is not None and not self.takes_all(sized):
            return False
        part = self.base.split(count)
        self.touch(part)
        self.cur = part
        if part not in self.breath:
            self.breath.append(part)
        run, self.at = read_run(self, end, len(self.tags))
        if not run.changes and run.dangling and self.last_run is not None:
            self.last_run.negated_on(part)
        apply_run(self, run, [part])
        return True

    def divides_meal(self, count: int, end: int) -> bool:
        """ "two number twos, one with a coke and one with a sprite"."""
        meal = self.base.parent if isinstance(self.base, SlotPlace) else self.base
        if meal is None or not isinstance(meal.entry, Combo) or self.kind(end) != "with":
            return False
        chunk = self.chunk_at(end + 1)
        names = self.candidates(chunk) if chunk is not None else []
        if chunk is None or len(names) != 1 or not self.swap_slot(meal, names[0]):
            return False
        part = self.split_meal(meal, count) if count < meal.quantity else meal
        self.touch(part)
        self.base = meal
        self.change = part
        self.swap_change(chunk, names[0])
        self.at = chunk.end
        return True

    def takes_all(self, tag: Tag) -> bool:
        options = tag.of("option")
        return tag.kind != "menu" or (self.base is not None and any(self.base.can_have(o) for o in options))

    def headless(self) -> bool:
        """ "a large with pepperoni": a line whose dish is understood."""
        tag = self.tags[self.at]
        if tag.kind not in ("det", "num") or self.negated:
            return False
        if self.change is not None and tag.kind == "det" and starts_run(self, self.at + 1):
            self.at += 1  # "make the fries a small"
            self.on_run()
            return True
        if tag.kind == "det" and tag.value not in ("1", "another"):
            return False
        follows = self.tag(self.at + 1)
        if follows is None or follows.kind != "menu" or not follows.of("option"):
            return False
        asked = self.context.asked
        if asked is not None and asked.open is not None and not self.breath:
            if any(o in asked.open.options for o in follows.of("option")):
                return False
        run, end = read_run(self, self.at + 1, len(self.tags))
        sized = any(o in self.menu.sizes for c in run.changes for o in c.options)
        if not sized and not (tag.kind == "num" and self.menu_counts(follows)):
            if self.breath or self.cart:
                return False
        name = self.understood_dish(run)
        if name is None:
            return False
        quantity = int(tag.value) if tag.kind == "num" else 1
        place = NewLine(self.menu, Line(name, max(1, quantity)))
        self.enter(place)
        apply_run(self, run, [place])
        self.at = end
        if self.kind(self.at) in ("one_of", "ones") or self.tags[self.at - 1].words == "one":
            self.at += self.kind(self.at) in ("one_of", "ones")  # "a large one of those"
        self.last_new = place
        self.last_run = run
        self.risk("dish understood")
        self.note(tag, f"a {name}, understood")
        return True

    def menu_counts(self, tag: Tag) -> bool:
        """Whether a number before the option cannot be how much of it."""
        cur = self.cur
        if cur is None:
            return True
        return not any(
            group.max_count > 1
            for _, item, _ in cur.items()
            for option in tag.of("option")
            if (group := item.group_of(option)) is not None
        )

    def understood_dish(self, run: Run) -> str | None:
        """The dish that options alone tell: the current one, the next named, or the only one."""
        wanted = [c.options for c in run.changes if c.options and not means_plain(c.words)]

        def able(name: str) -> bool:
            return all(any(self.entry_can_have(name, o) for o in options) for options in wanted)

        if self.cur is not None and not isinstance(self.cur, SlotPlace) and able(self.cur.line.item):
            return self.cur.line.item
        for tag in self.tags[self.at :]:
            for name in tag.of("item"):
                if able(name) and not tag.of("option"):
                    return name
        about = self.context.about
        if about is not None and about in self.menu.items and able(about):
            return about
        names = [n for n in self.menu.items if able(n)]
        barest = min((self.defaults_of(n) for n in names), default=0)
        names = [n for n in names if self.defaults_of(n) == barest]
        return names[0] if len(names) == 1 else None

    def defaults_of(self, name: str) -> int:
        """How many toppings the dish comes with: the plainest is what "a large with ham" means."""
        return sum(len(g.default) for g in self.menu.items[name].groups.values() if not g.exclusive)

    # -- runs ----------------------------------------------------------------------------------

    def on_run(self) -> None:
        """Changes to a line: find whose, and make them."""
        start = self.at
        run, end = read_run(self, start, len(self.tags))
        if self.negated:
            run.negate_first()
            self.negated = False
        places, end = refer.scope(self, run, end)
        self.at = max(end, start + 1)
        if run.dangling and not run.changes:
            self.negated = True
            if places:
                self.cur = places[-1]
            return
        if self.change is not None and not places:
            places = [self.change]
        self.change = None
        if not places:
            places = refer.default_targets(self, run)
        if not places and self.kind(self.at) in ("on", "with"):
            chunk = self.chunk_at(self.at + 1)
            if chunk is not None:  # "ham and olives on a small pizza"
                self.on_chunk(chunk)
                places = [self.cur] if self.cur is not None else []
        if not places:
            self.nowhere(run)
            return
        apply_run(self, run, places)
        self.cur = places[-1]
        if self.base is None:
            self.base = self.cur
        self.last_run = run
        self.fixing = None
        self.scope_with = run.opened_with or self.scope_with
        if run.trailing_negation:
            self.negated = True

    def nowhere(self, run: Run) -> None:
        """Changes with no line to make them on: a dish understood from them, or a question."""
        name = self.understood_dish(run) if run.changes and run.polarity else None
        if name is not None:
            place = NewLine(self.menu, Line(name))
            self.enter(place)
            apply_run(self, run, [place])
            self.last_new, self.last_run = place, run
            self.risk("dish understood")
            return
        for change in run.changes:
            tags = change.words
            if not change.on:
                self.doubt("unused_negation", f"no {tags}")
            else:
                self.doubt("no_line", tags, change.options)

    # -- single words --------------------------------------------------------------------------

    def on_neg(self, tag: Tag) -> None:
        self.at += 1
        follows = self.tag(self.at)
        if tag.words == "no" and (
            follows is None or tag.mark or follows.start > tag.end or follows.kind in _NO_OBJECT
        ):
            self.acts.append(Act("no"))  # "no, it's fine": an answer, not a refusal of what follows
            if follows is not None and self.last_new is not None:
                self.fixing = "hard"
            return
        self.negated = True

    def on_with(self, tag: Tag) -> None:
        self.at += 1
        about = self.context.about
        if self.kind(self.at) == "it" and about and self.cur is not None and self.cur.can_have(about):
            self.cur.choose((Choice(about),))  # "does oat milk cost extra?" … "a latte with that"
            self.at += 1
        self.scope_with = self.cur is not None

    def on_add(self, tag: Tag) -> None:
        self.at += 1

    def on_request(self, tag: Tag) -> None:
        self.at += 1
        self.scope_with = False

    def on_and(self, tag: Tag) -> None:
        self.at += 1

    def on_as_side(self, tag: Tag) -> None:
        self.at += 1

    def on_size_word(self, tag: Tag) -> None:
        """A size on a menu, or of a dish, that has none."""
        self.at += 1

    def on_num(self, tag: Tag) -> None:
        """A number by itself: how many of what was meant, or the answer to "how many pieces?"."""
        self.at += 1
        n = int(tag.value)
        asked = self.context.asked
        if asked is not None and asked.open is not None and asked.open.ref in self.cart:
            place = self.cart[asked.open.ref]
            count = place.unchosen_count(n)
            if count is not None:
                place.choose((Choice(count),), asked.open.slot)
                self.touch(place)
                return
        if self.change is not None or self.fixing:
            target = self.change or self.latest()
            self.change = None
            if target is not None:
                target.set_quantity(n)
                self.touch(target)
                self.cur = target
                return
        if self.kind(self.at) == "all" or self.kind(self.at) == "ones":
            target = self.latest()
            if target is not None:
                target.set_quantity(n)
                self.touch(target)
                self.at += 1
                return
        self.out.unplaced.append(tag.words)

    def on_menu(self, tag: Tag) -> None:
        self.leave(tag)
        self.at += 1

    def on_serve(self, tag: Tag) -> None:
        self.at += 1
        self.late.append(Serve(tag.value))  # type: ignore[arg-type]

    def on_done(self, tag: Tag) -> None:
        self.at += 1
        self.negated = False
        self.late.append(Act("done"))

    def on_yes(self, tag: Tag) -> None:
        self.at += 1
        if self.kind(self.at) in ("and", "add", "with", "neg", "but", "light", "extra"):
            self.accepts = True  # "yes and a coke", not "okay, just a coke then"
        if not self.breath and not self.negated:
            self.acts.append(Act("yes"))

    def on_no(self, tag: Tag) -> None:
        self.at += 1
        self.acts.append(Act("no"))

    def on_hello(self, tag: Tag) -> None:
        self.at += 1
        self.acts.append(Act("hello"))

    def on_thanks(self, tag: Tag) -> None:
        self.at += 1
        self.late.append(Act("thanks"))

    def on_act(self, tag: Tag) -> None:
        self.at += 1
        if tag.value == "clear":
            self.late.append(Clear())
        elif tag.value == "undo":
            self.undo()
        else:
            self.late.append(Act(tag.value))  # type: ignore[arg-type]

    def undo(self) -> None:
        """ "never mind": what was said in this breath goes first, else the last turn's change."""
        if self.last_new is not None and not self.last_new.gone:
            self.last_new.set_quantity(0)
            self.cur = None
            return
        asked = self.context.asked
        pending = asked is not None and asked.kind in ("offer", "which", "rephrase", "person")
        self.acts.append(Act("no") if pending else Undo())

    # -- questions -----------------------------------------------------------------------------

    def on_question(self, tag: Tag) -> None:
        """A question and what it is about, to the end of its clause."""
        self.at += 1
        about: list[str] = []
        topic = tag.value
        ended = bool(tag.mark and tag.mark != ",")
        while not ended and self.at < len(self.tags):
            t = self.tags[self.at]
            if t.kind in ("request", "done", "make") or (t.kind == "ask" and about):
                break
            if t.kind == "vegetarian":
                topic = "vegetarian"
            if t.kind == "meal" and about and (combos := self.menu.combos_of(about[-1])):
                about[-1] = combos[0].id
            allergen = ALLERGENS.get(_stems(t))
            if allergen and topic in ("contents?", "contents", "available") and not t.of("item"):
                if topic != "available":
                    topic = "allergens"
                    about.append(allergen)
            if t.kind == "menu":
                about += self.about(t, topic)
            elif t.kind == "unknown" and allergen is None:
                self.out.unplaced.append(t.words)
            ended = t.mark in (".", "?")
            self.at += 1
        topic = "contents" if topic == "contents?" else topic
        if not about and topic in ("price", "contents", "calories") and (p := self.latest()):
            about.append(p.line.item)
        self.late.append(Ask(topic, tuple(dict.fromkeys(about))))  # type: ignore[arg-type]
        self.note(tag, f"asks {topic} {' '.join(about)}".strip())

    def about(self, tag: Tag, topic: str) -> list[str]:
        """What a tag names in a question."""
        items = [i for i in tag.of("item") if i in self.menu.items] or list(tag.of("item"))
        if items:
            return items[:6]
        if tag.of("option"):
            return list(tag.of("option")[:1])
        return [*tag.of("category"), *tag.of("group")][:1]

    def allergy_ahead(self) -> bool:
        """An allergy named here, or right after the food it is to ("peanut allergy")."""
        if self.kind(self.at) == "allergy":
            return True
        tag = self.tags[self.at]
        follows = self.kind(self.at + 1) == "allergy" and not tag.mark
        return follows and tag.kind in ("menu", "unknown")

    def on_allergy(self) -> None:
        said: list[str] = []
        allergens: list[str] = []
        while self.at < len(self.tags):
            t = self.tags[self.at]
            if t.kind not in ("allergy", "menu", "unknown", "and", "or", "det", "on"):
                break
            if t.kind == "menu" and said and not ALLERGENS.get(_stems(t)):
                break  # what is ordered, or asked about, after it
            said.append(t.words)
            found = ALLERGENS.get(_stems(t))
            if found:
                allergens.append(found)
            self.at += 1
            if t.mark in (".", "?"):
                break
        self.negated = False
        self.doubt("allergy", " ".join(said), dict.fromkeys(allergens))

    # -- the end -------------------------------------------------------------------------------

    def finish(self) -> None:
        edits = self.out.edits
        for doubt, place in self.tentative:
            at = self.out.doubts.index(doubt)
            self.out.doubts[at] = replace(doubt, line=place.line)
        made: list[Edit] = []
        for place in self.places:
            made += place.edits()
        asked = self.context.asked.kind if self.context.asked else None
        answers = [a for a in self.acts if a in (Act("yes"), Act("no"))]
        for act in self.acts:
            if act in answers and act != answers[0]:
                continue  # "no, it's fine": the first word is the answer
            if isinstance(act, Act) and act.verb in ("yes", "no") and made:
                if asked != "offer" or (act.verb == "yes" and not self.accepts):
                    continue
            if act not in edits:
                edits.append(act)
        edits += made
        seen: set[Edit] = set()
        for late in self.late:
            if late not in seen:
                edits.append(late)
                seen.add(late)
        if not edits and not self.out.unplaced and not self.out.doubts:
            edits.append(Act("none"))


def _answers(lexicon: Lexicon, tags: list[Tag], context: Context) -> list[Tag]:
    """Words that name one of the things just asked about mean that: "the italian one"."""
    asked = context.asked
    pool = (asked.options or (asked.open.options if asked.open else ())) if asked else ()
    if len(pool) < 2:
        return tags
    out: list[Tag] = []
    for tag in tags:
        stems = {stem(word) for word in tag.words.split()}
        own = tag.words not in PHRASES and not set(pool) & {m.id for m in tag.meanings}
        if tag.kind in ("menu", "unknown") and own:
            named = [name for name in pool if stems <= lexicon.name_words[name]]
            if len(named) == 1:
                kind: MeaningKind = "item" if lexicon.menu.sold(named[0]) else "option"
                tag = replace(tag, kind="menu", meanings=(Meaning(kind, named[0], PARTIAL),))  # noqa: PLW2901 - one loop, one word at a time
        if tag.words == "one" and out and out[-1].meanings and out[-1].meanings[0].id in pool:
            continue
        out.append(tag)
    return out


def _split_words(tags: Sequence[Tag]) -> list[Tag]:
    """Phrases taken apart where what follows says so: "wait no | pickles", "take the coke off"."""
    out: list[Tag] = []
    taken: int | None = None
    for n, tag in enumerate(tags):
        follows = tags[n + 1] if n + 1 < len(tags) else None
        menu = follows is not None and follows.kind == "menu" and follows.start == tag.end
        if tag.kind == "fix" and tag.words.endswith(" no") and menu and not tag.mark:
            out.append(replace(tag, words=tag.words.removesuffix(" no"), end=tag.end - 1))
            out.append(replace(tag, kind="neg", value="", words="no", start=tag.end - 1))
            continue
        if tag.words in ("take", "leave") and tag.kind == "filler":
            taken = len(out)
        if tag.words in ("off", "out", "away") and taken is not None and len(out) - taken <= 4:
            out[taken] = replace(out[taken], kind="neg", value="")
            taken = None
            continue
        out.append(tag)
    return out


def _prepare(lexicon: Lexicon, tags: Sequence[Tag]) -> list[Tag]:
    """Tags without fillers; a generic noun that only repeats the name before it is taken in."""
    out: list[Tag] = []
    tags = _split_words(tags)
    for n, tag in enumerate(tags):
        before = out[-1] if out else None
        follows = tags[n + 1] if n + 1 < len(tags) else None
        if tag.words == "hold on" and not tag.mark and follows and follows.of("option"):
            tag = replace(tag, kind="neg")  # noqa: PLW2901 - "hold on pesto" leaves it off
        if tag.kind == "filler":
            if before is not None and tag.mark:
                out[-1] = replace(before, mark=tag.mark)
            continue
        if before is not None and not before.mark and _repeats(lexicon, before, tag):
            out[-1] = replace(
                before, words=f"{before.words} {tag.words}", end=tag.end, mark=tag.mark
            )
            continue
        out.append(tag)
    return out


def _repeats(lexicon: Lexicon, before: Tag, tag: Tag) -> bool:
    if before.kind != "menu" or tag.kind != "menu":
        return False
    options, items = before.of("option"), before.of("item")
    shared = tag.of("option")
    if len(shared) > 1 and any(option in shared for option in options):
        return True
    if items and set(items) == set(tag.of("item")):
        return True
    if tag.of("item"):
        return False
    joined = "".join(stem(word) for word in f"{before.words} {tag.words}".split())
    tail = "".join(stem(word) for word in tag.words.split())
    if shared and any(
        phrase != tail and phrase.endswith(tail) and phrase != joined
        for option in options
        for phrase in lexicon.phrases[option]
    ):
        return True
    for category in tag.of("category"):
        if any(item in lexicon.category_of[category] for item in items):
            return True
    for group in tag.of("group"):
        for option in options:
            for name in lexicon.items_with.get(option, ()):
                found = lexicon.menu.items[name].group_of(option)
                if found is not None and found.id == group:
                    return True
    return False


def _asks_anywhere(tag: Tag) -> bool:
    """A phrase that begins a question wherever it stands ("does the", "how much is")."""
    said = tag.words.split()
    plain = tag.value in ("price", "contents?", "calories", "available", "options", "contents")
    return plain and len(said) > 1 and said[0] in ("how", "does", "do", "whats", "what")


def _modifier_like(tag: Tag) -> bool:
    """A name that is also a word of amount ("double")."""
    return PHRASES.get(tag.words, ("", ""))[0] in ("extra", "light")


def _generic(tag: Tag) -> bool:
    """Names a category or group and nothing else: "the drink", "toppings"."""
    return not tag.of("item") and not tag.of("option")


def _stems(tag: Tag) -> str:
    return " ".join(stem(word) for word in tag.words.split())


def _tag_name(tag: Tag) -> str:
    if tag.kind != "menu":
        return f"{tag.kind} {tag.value}".strip()
    return ", ".join(f"{m.kind} {m.id}" for m in tag.meanings[:3])
