"""Written orders become a folder of recordings: said by voices, at speeds that a seed draws."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final, Protocol

from kiosk.errors import AudioError
from kiosk.evaluation.speech.index import INDEX
from kiosk.evaluation.speech.texts import Order
from kiosk.files import write_whole
from kiosk.speech import wav
from kiosk.speech.audio import Audio

__all__ = ["Says", "Spoken", "cast", "render"]

_SPEEDS: Final = (0.8, 1.3)
"""Slowest and fastest, as times a voice's own speed."""


class Says(Protocol):
    """A voice."""

    async def say(self, text: str, speed: float) -> Audio:
        """The text as sound.

        Raises:
            KioskError: it cannot be said.
        """
        ...


Spoken = tuple[int, Order, str]
"""Number of an order, the order, and the name of the voice that says it."""


def cast(
    orders: Sequence[Order], voices: Sequence[str], *, limit: int | None, each: bool
) -> list[Spoken]:
    """Who says what.

    Args:
        orders: what is said.
        voices: names of those who can.
        limit: so many orders, spread evenly over all of them; none for all.
        each: every voice says every order; else they take turns.
    """
    count = min(limit or len(orders), len(orders))
    chosen = [n * len(orders) // count for n in range(count)]
    return [
        (n, orders[n], voice)
        for turn, n in enumerate(chosen)
        for voice in (voices if each else [voices[turn % len(voices)]])
    ]


async def render(
    out: Path,
    parts: Sequence[Spoken],
    voices: Mapping[str, Says],
    *,
    seed: int,
    step: Callable[[], None] = lambda: None,
) -> None:
    """Write the recordings and their index, which comes last: a folder without it is not whole.

    Args:
        out: the folder; what is in it stays, but for files of the same names.
        parts: who says what.
        voices: by name.
        seed: of the speeds.
        step: called after each recording.

    Raises:
        AudioError: a file cannot be written.
        StoreError: the index cannot be written.
        KioskError: as the voices.
    """
    _make(out)
    rows = []
    for number, order, voice in parts:
        chance = Random(f"speed {seed} {number} {voice}")  # noqa: S311 - by seed, no secret
        speed = round(chance.uniform(*_SPEEDS), 2)
        file = f"{number + 1:04}_{voice}.wav"
        wav.write(out / file, await voices[voice].say(order.said, speed))
        rows.append(
            {
                "file": file,
                "menu": order.menu_name,
                "said": order.said,
                "cart": order.lines,
                "voice": voice,
                "speed": speed,
            }
        )
        step()
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    write_whole(out / INDEX, text, lasting=False)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise AudioError(f"{folder}: cannot be made: {refused.strerror}") from refused
