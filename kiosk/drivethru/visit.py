"""One car at the lane: its order, what was said, and how long each stage of it took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kiosk.dialog import Session, Turn
from kiosk.dialog.record import record
from kiosk.drivethru.mouth import Saying
from kiosk.drivethru.ports import Ordered
from kiosk.speech import pipeline

__all__ = ["Exchange", "Stage", "Visit"]

Stage = Literal["greeting", "first_item", "total", "gone"]
"""What a manager times, each from the car's arrival on: the first word of the greeting, the first
thing in the order, the first time that the total is told, the car's departure."""


@dataclass(slots=True)
class Exchange:
    """Something said, and its answer."""

    heard: str
    """As the recogniser wrote it."""
    turn: Turn
    spoken: pipeline.Turn
    """Where in the source's sound it was, and what the guest waited for."""
    waited_s: float
    """From the end of speech until the words had been answered in text."""
    ended: float
    """When the speech ended, by the loop's clock."""
    saying: Saying | None = None
    """The answer aloud; none where it was not said."""

    @property
    def ms(self) -> dict[str, float]:
        """Times by stage. ``turn_end`` is the silence that ends a turn, ``recognise`` the
        recogniser's work (it begins within that silence), ``answer`` from the end of speech to the
        reply's text, ``first_audio`` to its first audible sample; that is missing where there was
        none."""
        ms = {
            "turn_end": self.spoken.ms["turn_end"],
            "recognise": self.spoken.heard.ms,
            **self.turn.ms,
            "answer": self.waited_s * 1000,
        }
        if self.saying is not None and self.saying.first_sound is not None:
            ms["first_audio"] = (self.saying.first_sound - self.ended) * 1000
        return ms


@dataclass(slots=True)
class Visit:
    """One car, from its arrival until it is gone."""

    session: Session
    arrived: float
    """By the loop's clock."""
    exchanges: list[Exchange] = field(default_factory=list)
    ordered: Ordered | None = None
    """What the crew says of it, where the lane was in the shadow and they did."""
    greeting: Saying | None = None
    """None where the guest spoke first."""
    faults: list[str] = field(default_factory=list)
    """What did not work meanwhile, one sentence each."""
    called: list[str] = field(default_factory=list)
    """For what the crew was called, one sentence each."""
    talked_over: int = 0
    """Times that the guest stopped the kiosk's voice with words of their own."""
    encouraged: int = 0
    """Times that they only said that they listened."""

    _reached: dict[Stage, float] = field(default_factory=dict)

    def reached(self, stage: Stage, now: float) -> None:
        """Note that a stage came, the first time that it does; ``now`` is of the loop's clock."""
        self._reached.setdefault(stage, now)

    @property
    def stages(self) -> dict[Stage, float]:
        """Seconds from the arrival on; a stage that did not come is missing."""
        reached: dict[Stage, float] = {}
        if self.greeting is not None and self.greeting.first_sound is not None:
            reached["greeting"] = self.greeting.first_sound
        reached |= self._reached
        return {stage: at - self.arrived for stage, at in reached.items()}

    def record(self, audio: Mapping[str, Any]) -> dict[str, Any]:
        """What ``--json`` prints of it."""
        told = record(
            self.session,
            [exchange.turn for exchange in self.exchanges],
            audio=dict(audio),
            stages={f"{stage}_s": round(at, 2) for stage, at in self.stages.items()},
            talked_over=self.talked_over,
            encouraged=self.encouraged,
            called=self.called,
            faults=self.faults,
        )
        for turn, exchange in zip(told["turns"], self.exchanges, strict=True):
            saying = exchange.saying
            turn["heard"] = exchange.heard
            turn["sounded"] = saying.sounded if saying is not None else ""
            turn["cut"] = saying is not None and saying.cut
            turn["at_s"] = [round(exchange.spoken.start_s, 2), round(exchange.spoken.end_s, 2)]
            turn["ms"] = {stage: round(took, 1) for stage, took in exchange.ms.items()}
        return told
