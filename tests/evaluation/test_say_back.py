"""Names that the kiosk's own ears do not find again are listed."""

from __future__ import annotations

import numpy as np

from kiosk.evaluation.say_back import names_of, say_back
from kiosk.menu import find_menu, load_menu
from kiosk.speech.audio import SPEECH_RATE, Audio, Samples

MENU = load_menu(find_menu("burger"))


async def heard_as(**instead: str) -> set[str]:
    """Ids that do not come back to ears that hear all names rightly but these."""
    said: list[str] = []

    async def say(text: str) -> Audio:
        said.append(text)
        return Audio(np.zeros(160, np.float32), SPEECH_RATE)

    async def hear(samples: Samples) -> str:
        text = said[-1]
        for name, heard in instead.items():
            text = text.replace(name, heard)
        return text

    return {one.name.id async for one in say_back(MENU, say, hear) if not one.came_back}


async def test_every_name_comes_back_to_ears_that_hear_well() -> None:
    assert await heard_as() == set()


async def test_a_name_that_is_heard_as_nothing_on_the_menu_is_lost() -> None:
    assert await heard_as(Lettuce="gribble nashty") == {"lettuce"}


async def test_a_name_that_is_heard_as_another_is_lost() -> None:
    assert "sprite" in await heard_as(Sprite="Lemonade")


def test_each_dish_and_option_is_said_once() -> None:
    ids = [name.id for name in names_of(MENU)]
    assert len(set(ids)) == len(ids)
    assert {"cheeseburger", "cheeseburger_meal", "onion"} <= set(ids)
