"""What a set of played conversations comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kiosk.evaluation.figures import by_rung, percentile, rate
from kiosk.evaluation.scenarios.differences import changes, differences
from kiosk.evaluation.scenarios.file import ScenarioSet
from kiosk.evaluation.scenarios.play import Played, play
from kiosk.menu.model import Menu
from kiosk.order.notation import format_cart
from kiosk.understanding.reading import Understands

__all__ = ["Conversation", "ScenarioScore", "play_all"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A played scenario and where it came from."""

    menu: Menu
    played: Played

    @property
    def final(self) -> bool:
        """Whether it ended as stated: outcome and cart."""
        return not self.end_faults()

    def end_faults(self) -> list[str]:
        """What is wrong at the end."""
        played, scenario = self.played, self.played.scenario
        if played.broke is not None:
            return [f"broke: {played.broke}"]
        out = []
        if played.status != scenario.outcome:
            out.append(f"ended {played.status}, not {scenario.outcome}")
        if scenario.cart is not None:
            out += map(str, differences(self.menu, scenario.cart, played.cart))
        return out

    def faults(self) -> list[str]:
        """All that is wrong, turn by turn and at the end."""
        out = [
            f'"{turn.guest}": {check.why}'
            for turn in self.played.turns
            for check in turn.checks
            if not check.held
        ]
        return out + [f"at the end: {fault}" for fault in self.end_faults()]

    def report(self) -> dict[str, object]:
        """As ``--json`` lists what failed."""
        return {
            "name": self.played.scenario.name,
            "menu": self.menu.id,
            "tags": list(self.played.scenario.tags),
            "final": self.final,
            "silent": [str(d) for turn in self.played.turns for d in turn.silent],
            "why": self.faults(),
            "turns": [
                {
                    "guest": turn.guest,
                    "reply": turn.reply.text,
                    "asks": turn.reply.asks,
                    "cart": format_cart(self.menu, turn.cart),
                }
                for turn in self.played.turns
            ],
        }


@dataclass(frozen=True, slots=True)
class ScenarioScore:
    """Every conversation of every file."""

    conversations: Sequence[Conversation]

    def report(self) -> dict[str, object]:
        """The figures as ``--json`` prints them."""
        turns = [turn for one in self.conversations for turn in one.played.turns]
        checks = [check for turn in turns for check in turn.checks]
        asked = sum(turn.reply.asks is not None for turn in turns)
        ms = [turn.ms for turn in turns]
        wanted, got, both = self._changes()
        held_out = [one for one in self.conversations if one.played.scenario.held_out]
        return {
            "n": len(self.conversations),
            "final": _final(self.conversations),
            "turns": rate(sum(check.held for check in checks), len(checks)),
            "modifier_recall": rate(both, wanted),
            "modifier_precision": rate(both, got),
            "silent_errors": _silent(self.conversations),
            "questions_per_order": asked / max(1, len(self.conversations)),
            "ms_p50": percentile(ms, 0.5),
            "ms_p95": percentile(ms, 0.95),
            "rungs": by_rung(
                (turn.rung, all(check.held for check in turn.checks), turn.ms) for turn in turns
            ),
            "held_out": {
                "n": len(held_out),
                "final": _final(held_out),
                "silent_errors": _silent(held_out),
            },
            "tags": {tag: _share(ones) for tag, ones in sorted(self._by_tag().items())},
            "failed": [one.report() for one in self.conversations if one.faults()],
        }

    def _changes(self) -> tuple[int, int, int]:
        """Option changes in the stated last carts, in the carts as they ended, and in both."""
        wanted = got = both = 0
        for one in self.conversations:
            if one.played.scenario.cart is None:
                continue
            want, have = changes(one.played.scenario.cart), changes(one.played.cart)
            wanted += want.total()
            got += have.total()
            both += (want & have).total()
        return wanted, got, both

    def _by_tag(self) -> dict[str, list[Conversation]]:
        out: dict[str, list[Conversation]] = {}
        for one in self.conversations:
            for tag in one.played.scenario.tags:
                out.setdefault(tag, []).append(one)
        return out


def _silent(conversations: Sequence[Conversation]) -> int:
    return sum(bool(turn.silent) for one in conversations for turn in one.played.turns)


async def play_all(
    sets: Iterable[ScenarioSet], rung: Callable[[Menu], Understands], *, seed: int = 0
) -> ScenarioScore:
    """Every scenario of every file, each in a session of its own."""
    out = []
    for one in sets:
        understanding = rung(one.menu)
        for scenario in one.scenarios:
            played = await play(one.menu, scenario, understanding, seed=seed)
            out.append(Conversation(one.menu, played))
    return ScenarioScore(out)


def _final(conversations: Sequence[Conversation]) -> float:
    return rate(sum(one.final for one in conversations), len(conversations))


def _share(conversations: Iterable[Conversation]) -> dict[str, object]:
    ones = list(conversations)
    return {"n": len(ones), "final": _final(ones)}
