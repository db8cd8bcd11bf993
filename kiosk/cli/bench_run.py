"""One run of ``kiosk bench``: the engines are loaded as in a kiosk, and each stage is timed."""

from __future__ import annotations

from asyncio import create_task, gather
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import time
from itertools import cycle
from os import getloadavg, getpid
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from kiosk.cli.bench_start import cold_start_s
from kiosk.cli.bench_touch import touched_ms
from kiosk.cli.collection import spare_what_stays
from kiosk.cli.demo import recorded_guest
from kiosk.cli.demo_guest import Conversation, Exchange
from kiosk.cli.demo_show import Show
from kiosk.cli.demo_sound import Sound
from kiosk.cli.doctor import Machine
from kiosk.cli.ladder import Step, climbed, configured, language_model
from kiosk.cli.speech import recogniser, voice_engine
from kiosk.dialog import Session, StandingClock
from kiosk.errors import KioskError
from kiosk.evaluation.bench import (
    ENGINE,
    LARGE_MODEL,
    RECOGNITION,
    RULES,
    SMALL_MODEL,
    SPOKEN_TURN,
    TOUCH,
    VOICE,
    Budget,
    Report,
    Stage,
    engine_ms,
    memory_mb,
    rules_ms,
)
from kiosk.menu import Menu, find_menu, load_menu
from kiosk.menu.availability import Availability
from kiosk.order.notation import parse_cart
from kiosk.speech import wav
from kiosk.speech.pipeline import Ears, Missed, Recording
from kiosk.speech.synthesise import Voice
from kiosk.understanding import Context, Rules
from kiosk.understanding.cascade import Cascade
from kiosk.understanding.reading import Rung, Understands
from kiosk.understanding.slm import Slm
from kiosk.workers import Health, Scheduler

__all__ = ["Bench"]

_BUDGETS: Final[Mapping[Rung, Budget]] = {"slm": SMALL_MODEL, "slm-large": LARGE_MODEL}
_MENU: Final = "burger"
"""What the recorded guest orders from."""
_NOON: Final = time(12)
_PATIENCE_S: Final = 60.0
"""Longest wait for the language model: here its time counts, not the guest's."""
_DOUBTFUL: Final = (
    "a ham berger for my kid no onions",
    "lemme do that thing with the rings and a large sprite",
    "two cheeseburgers one of them without pickles and the other plain",
    "make the second one a double and no onions on the first",
    "number four but swap the drink for a chocolate shake",
    "ten nuggets with two ranch and one honey mustard",
    "can the kid get apple slices with the nuggets and a chocolate milk",
    "a barn burger extra sauce on the side no tomato",
    "take the onions off everything but leave them on mine",
    "large fries and whatever diet drink you have with no ice",
)
"""Turns that the rules would put to the language model, or would rather."""
_CART: Final = ("1 cheeseburger", "1 hamburger", "1 coke +large")


@dataclass(slots=True)
class Bench:
    """Every stage on this machine, on ``menus/burger.yaml``."""

    rounds: int
    """Conversations that are held, and turns that are put to the language model; at least 1."""
    faults: list[str] = field(default_factory=list)
    """What did not work, or was not measured: one sentence each."""

    @property
    def steps(self) -> int:
        """How many things ``run`` begins."""
        return 3 + len(configured()) + self.rounds

    async def run(self, step: Callable[[str], None]) -> Report:
        """All figures.

        Args:
            step: is told of everything that begins.

        Raises:
            ModelError: weights of the recogniser or the voice are missing, or do not load.
            WorkerError: one of their processes is down for good, or a new kiosk does not start.
            AudioError: the recorded guest is not there.
        """
        load, _, _ = getloadavg()
        menu = load_menu(find_menu(_MENU))
        scheduler = Scheduler()
        hearing, speaking = recogniser(scheduler), voice_engine(scheduler)
        step("cold start")
        cold_s = await cold_start_s(_MENU)
        step("plain code")
        stages = [Stage(RULES, rules_ms(menu)), Stage(ENGINE, engine_ms(menu))]
        async with hearing, speaking, self._language_models(scheduler) as steps:
            rules = Rules(menu)
            thought: dict[Budget, list[float]] = {}
            for rung in steps:
                step(_BUDGETS[rung.rung].name)
                thought[_BUDGETS[rung.rung]] = await self._language_ms(menu, rung, rules)
            readers = [rung.reader(rules) for rung in climbed(steps)]
            ears = Ears(hearing, scheduler)
            recognised: list[float] = []
            spoken: list[Exchange] = []
            for number in range(self.rounds):
                step(f"spoken order {number + 1}")
                recognised += await _recognised_ms(ears)
                session = Session(
                    menu, Cascade(rules, readers), clock=StandingClock(_NOON), seed=number
                )
                # A new voice knows no phrase yet: the next guest's orders are other ones, too.
                voice = Voice(speaking, scheduler)
                spoken += await self._conversation(session, rules, ears, voice)
            step("touch")
            async with self._at_work(menu, ears, readers):
                touched = await self._touched_ms(menu, Cascade(rules, readers))
            processes = [hearing.health, speaking.health, *(rung.model.health for rung in steps)]
            memory = memory_mb([getpid(), *_pids(processes)])
        stages += _stages(
            {
                **thought,
                RECOGNITION: recognised,
                VOICE: _times(spoken, "voice"),
                SPOKEN_TURN: _times(spoken, "first_audio"),
                TOUCH: touched,
            }
        )
        return Report(asdict(Machine.read()), stages, memory, cold_s, load=load, faults=self.faults)

    @asynccontextmanager
    async def _language_models(self, scheduler: Scheduler) -> AsyncIterator[list[Step]]:
        """The configured ones while entered, without those that are not to be had."""
        steps = []
        if not configured():
            self.faults.append("language models: not measured: none is set")
        for name, rung in configured():
            try:
                steps.append(language_model(name, rung, scheduler))
            except KioskError as missing:
                self.faults.append(f"{_BUDGETS[rung].name}: not measured: {missing}")
        try:
            yield steps
        finally:
            for step in steps:
                await step.model.stop()

    async def _language_ms(self, menu: Menu, step: Step, rules: Rules) -> list[float]:
        """Milliseconds of each turn that is put to the model, which is loaded before."""
        slm = step.reader(rules, _PATIENCE_S)
        context = Context(cart=parse_cart(menu, _CART), touched=(1, 2), now=Availability(_NOON))
        await slm.read(_DOUBTFUL[-1], context)
        took = []
        for number in range(self.rounds):
            began = perf_counter()
            await slm.read(_DOUBTFUL[number % len(_DOUBTFUL)], context)
            took.append(_since(began))
            health = step.model.health
            if health.state != "ready" or health.restarts:
                self.faults.append(f"{_BUDGETS[step.rung].name}: not measured: {health.last_error}")
                return []
        return took

    async def _conversation(
        self, session: Session, rules: Rules, ears: Ears, voice: Voice
    ) -> list[Exchange]:
        """The demo's order, heard as fast as the engines take it."""
        with TemporaryDirectory() as folder:
            sound = Sound(Path(folder), self.faults.append, voice)
            conversation = Conversation(
                session, rules, ears, sound, Show(quiet=True), self.faults.append
            )
            return await conversation.hold(recorded_guest())

    @asynccontextmanager
    async def _at_work(self, menu: Menu, ears: Ears, readers: Sequence[Slm]) -> AsyncIterator[None]:
        """Recogniser and language models have something to do all the time, while entered."""
        context = Context(cart=parse_cart(menu, _CART), touched=(1, 2), now=Availability(_NOON))

        async def listen() -> None:
            while True:
                await _recognised_ms(ears)

        async def think(slm: Slm) -> None:
            for turn in cycle(_DOUBTFUL):
                await slm.read(turn, context)

        busy = [create_task(work) for work in (listen(), *map(think, readers))]
        try:
            yield
        finally:
            for task in busy:
                task.cancel()
            for ended in await gather(*busy, return_exceptions=True):
                if isinstance(ended, KioskError):
                    self.faults.append(f"{TOUCH.name}: not all engines were at work: {ended}")

    async def _touched_ms(self, menu: Menu, understands: Understands) -> list[float]:
        """Of guests who order by touch alone."""
        spare_what_stays()  # as in front of a guest
        guests = -(-self.rounds // 2)
        try:
            return await touched_ms(
                lambda: Session(menu, understands, clock=StandingClock(_NOON)), guests
            )
        except KioskError as unseen:
            self.faults.append(f"{TOUCH.name}: not measured: {unseen}")
            return []


async def _recognised_ms(ears: Ears) -> list[float]:
    """Milliseconds that recognising the guest's first turn takes: 4 s of speech."""
    first = Recording(wav.read(recorded_guest()[0]))
    async with aclosing(ears.turns(first)) as turns:
        return [turn.heard.ms async for turn in turns if not isinstance(turn, Missed)]


def _stages(times: Mapping[Budget, Sequence[float]]) -> list[Stage]:
    return [Stage(budget, ms) for budget, ms in times.items() if ms]


def _times(spoken: list[Exchange], stage: str) -> list[float]:
    return [exchange.turn.ms[stage] for exchange in spoken if stage in exchange.turn.ms]


def _pids(processes: list[Health]) -> list[int]:
    return [health.pid for health in processes if health.pid is not None]


def _since(began: float) -> float:
    return (perf_counter() - began) * 1000
