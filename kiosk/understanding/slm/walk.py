"""What may be written next: the notation of one turn as a small automaton over atoms.

An atom is a short text that is tokenised by itself. A language model that may only take the atoms
on offer can only attach: an item or option that nobody named, a line that is not there, a number
that was not said cannot be written at all. The shape of an answer::

    none
    2A-b+c*2=extra@left     add two A without b, with c
    A[B+c][D]               a meal A, its slots filled with B and D
    2#1-b                   add two like line 1, without b
    mod1:-b  mod1.drink:+c  change line 1, or what is in one of its slots
    swap1:A+c  swap1.side:B make line 1 an A; put B into a slot
    swap1:A[B+c]            make line 1 a meal, with B in its slot
    split1:1-b  split1:1A   one of line 1 without b, or made an A
    qty1:3  del1            line 1 becomes three; goes
    A!                      A with the defaults that were not named off ("only", "plain")

Capitals stand for items and meals, small letters for options, as the turn's sheet gives them out
(:mod:`.sheet`). Edits are parted by ``;``. Nothing here knows a menu, so that the worker that runs
the model need not either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

__all__ = ["END", "NOTHING", "Automaton", "Host", "State", "Ways"]

END: Final = ""
"""The atom that ends an answer: the model's own end token."""
NOTHING: Final = "none"
"""The atom, and the whole answer, of a turn that changes nothing."""

_Place = Literal[
    "edit", "number", "copy", "ref", "slot", "to", "part", "entry", "sign", "amount", "changed",
    "fill", "done",
]  # fmt: skip
"""``edit``: before an edit. ``number``: after the number of a new line. ``copy``: before the line
that is copied. ``ref``: after a verb. ``slot``: after "1.". ``to``: after "1:". ``part``: after
the number of units that are split off. ``entry``: after an item or a line, nothing need follow.
``sign``: after + or -. ``amount``: after an option. ``changed``: a change must follow. ``fill``:
after "[". ``done``: the edit is whole."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How one option may be written on one host."""

    on: bool
    off: bool
    amounts: tuple[str, ...] = ()
    """``*2``, ``=extra``, ``@left``; each at most once, in this order of kinds."""


@dataclass(frozen=True, slots=True)
class Host:
    """Something that changes are made on: an entry, a line of the cart, or what fills its slot."""

    options: Mapping[str, Ways]
    """By the option's letter."""
    fills: tuple[str, ...] = ()
    """Letters of the items that its slots can take; none where it is no meal."""
    most_fills: int = 0
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a line that is a meal: the letters that each slot can take."""
    bare: bool = False
    """Whether ``!`` may be written."""
    quantity: int = 1
    """Of a line: units of it."""


@dataclass(frozen=True, slots=True)
class State:
    """Where an answer stands."""

    place: _Place = "edit"
    verb: str = ""
    host: str = ""
    """Key of the host that the next change is made on: ``A``, ``#1``, ``#1.drink``."""
    outer: str = ""
    """Within brackets: the meal's key."""
    used: tuple[str, ...] = ()
    """Option letters that the host has had, and ``!``."""
    had: tuple[str, ...] = ()
    """``used`` of the meal, within brackets."""
    filled: int = 0
    """Slots of the meal that have been filled."""
    sign: str = ""
    edits: int = 0


@dataclass(frozen=True, slots=True)
class Automaton:
    """The notation of one turn."""

    entries: tuple[str, ...]
    """Letters of what can be added."""
    hosts: Mapping[str, Host]
    """Of entries by letter; of lines as ``#1``; of their slots as ``#1.drink``."""
    numbers: tuple[int, ...]
    """That were said; 1 always."""
    most_edits: int
    counting: bool
    """Whether the quantity of a line may be set."""

    def moves(self, state: State) -> dict[str, State]:
        """Each atom that may come next, and the state after it; none after the end."""
        return dict(self._moves(state))

    def accepts(self, atoms: tuple[str, ...]) -> bool:
        """Whether the atoms are a whole answer, without its end."""
        state = State()
        for atom in atoms:
            after = self.moves(state).get(atom)
            if after is None:
                return False
            state = after
        return END in self.moves(state)

    @property
    def lines(self) -> tuple[str, ...]:
        """Numbers of the lines of the cart."""
        return tuple(key[1:] for key in self.hosts if key[0] == "#" and "." not in key)

    def _moves(self, s: State) -> Iterator[tuple[str, State]]:
        match s.place:
            case "edit":
                yield from self._edits(s)
            case "number":
                yield from self._entries(s, self.entries)
                yield from self._copies(s)
            case "copy":
                yield from (
                    (ref, replace(s, place="entry", host=f"#{ref}", used=())) for ref in self.lines
                )
            case "ref":
                yield from self._refs(s)
            case "slot":
                yield from self._slots(s)
            case "to" | "part":
                yield from self._to(s)
            case "fill":
                yield from self._entries(s, self.hosts[s.outer].fills)
            case "sign":
                yield from self._options(s)
            case "amount":
                yield from self._amounts(s)
                yield from self._after_entry(s)
            case "entry":
                yield from self._after_entry(s)
            case "changed":
                yield from self._changes(s)
            case "done":
                yield from self._ends(s)

    def _edits(self, s: State) -> Iterator[tuple[str, State]]:
        if s.edits == 0:
            yield NOTHING, State("done", edits=self.most_edits)
        begun = State(edits=s.edits + 1)
        yield from (
            (str(n), replace(begun, place="number", verb="add")) for n in self.numbers if n > 1
        )
        yield from self._entries(replace(begun, verb="add"), self.entries)
        yield from self._copies(replace(begun, verb="add"))
        verbs = ["mod", "swap", "split"]
        verbs += ["qty"] * self.counting + ["del"]
        for verb in verbs:
            after = replace(begun, place="ref", verb=verb)
            if any(True for _ in self._refs(after)):
                yield verb, after

    def _entries(self, s: State, letters: tuple[str, ...]) -> Iterator[tuple[str, State]]:
        for letter in letters:
            yield letter, replace(s, place="entry", host=letter, used=())

    def _copies(self, s: State) -> Iterator[tuple[str, State]]:
        if self.lines:
            yield "#", replace(s, place="copy")

    def _refs(self, s: State) -> Iterator[tuple[str, State]]:
        for ref in self.lines:
            host = self.hosts[f"#{ref}"]
            after = replace(s, host=f"#{ref}", place="done" if s.verb == "del" else "to")
            if s.verb in ("del", "qty") or self._can_change(s.verb, host):
                yield ref if s.verb == "del" else f"{ref}:", after
            if s.verb in ("mod", "swap") and host.slots:
                within = replace(after, place="slot")
                if any(True for _ in self._slots(within)):
                    yield f"{ref}.", within

    def _can_change(self, verb: str, host: Host) -> bool:
        if verb == "mod":
            return bool(host.options) or host.bare
        if verb == "split":
            return host.quantity > 1 and bool(host.options or host.bare or self.entries)
        return bool(self.entries)

    def _slots(self, s: State) -> Iterator[tuple[str, State]]:
        for slot, letters in self.hosts[s.host].slots.items():
            key = f"{s.host}.{slot}"
            inner = self.hosts.get(key)
            if s.verb == "swap" and letters:
                yield f"{slot}:", replace(s, place="to", host=key)
            elif s.verb == "mod" and inner is not None and inner.options:
                yield f"{slot}:", replace(s, place="changed", host=key)

    def _to(self, s: State) -> Iterator[tuple[str, State]]:
        match s.verb:
            case "mod":
                yield from self._changes(s)
            case "qty":
                yield from ((str(n), replace(s, place="done")) for n in self.numbers)
            case "swap":
                ref, _, slot = s.host.partition(".")
                letters = self.hosts[ref].slots[slot] if slot else self.entries
                yield from self._entries(s, letters)
            case "split" if s.place == "to":
                most = self.hosts[s.host].quantity
                yield from ((str(n), replace(s, place="part")) for n in self.numbers if n <= most)
            case _:
                yield from self._entries(s, self.entries)
                yield from self._changes(s)

    def _changes(self, s: State) -> Iterator[tuple[str, State]]:
        host = self.hosts[s.host]
        free = [ways for letter, ways in host.options.items() if letter not in s.used]
        if host.bare and not s.used:
            yield "!", replace(s, place="entry", used=("!",))
        if any(ways.on for ways in free):
            yield "+", replace(s, place="sign", sign="+")
        if any(ways.off for ways in free):
            yield "-", replace(s, place="sign", sign="-")

    def _options(self, s: State) -> Iterator[tuple[str, State]]:
        for letter, ways in self.hosts[s.host].options.items():
            if letter not in s.used and (ways.on if s.sign == "+" else ways.off):
                yield letter, replace(s, place="amount", used=(*s.used, letter))

    def _amounts(self, s: State) -> Iterator[tuple[str, State]]:
        letter = next(name for name in reversed(s.used) if name[0] not in "*=@")
        given = "".join(name[0] for name in s.used[s.used.index(letter) + 1 :])
        for amount in self.hosts[s.host].options[letter].amounts:
            later = "*=@".index(amount[0]) > max(("*=@".index(kind) for kind in given), default=-1)
            if later and (s.sign == "+" or amount[0] == "@"):
                yield amount, replace(s, used=(*s.used, amount))

    def _after_entry(self, s: State) -> Iterator[tuple[str, State]]:
        yield from self._changes(s)
        if s.outer:
            meal = replace(s, place="entry", host=s.outer, outer="", used=s.had, had=())
            yield "]", replace(meal, filled=s.filled + 1)
            return
        host = self.hosts[s.host]
        if s.filled < host.most_fills and host.fills and s.verb in ("add", "swap"):
            yield "[", replace(s, place="fill", outer=s.host, had=s.used)
        yield from self._ends(s)

    def _ends(self, s: State) -> Iterator[tuple[str, State]]:
        yield END, replace(s, place="done", edits=self.most_edits)
        if s.edits < self.most_edits:
            yield ";", State(edits=s.edits)
