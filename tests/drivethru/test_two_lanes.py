"""Two lanes on one box: one set of engines, two conversations at the same time."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from kiosk.drivethru import Sound, Visit
from kiosk.drivethru.guest import Guest
from kiosk.order.notation import format_cart
from kiosk.provision import require
from kiosk.speech.pipeline import Ears
from kiosk.speech.shared import Listener, SharedRecogniser
from kiosk.workers import Worker
from tests.drivethru.conftest import PATIENT, UNHURRIED, Box, Heard, each

LINES = {
    "left": ["Can I get two cheeseburgers with no onions?", "That's all.", "Yes, that's right."],
    "right": ["I would like a large Coke please.", "That's it.", "Yes, that is right."],
}


def test_two_cars_at_once_are_not_mixed(box: Box) -> None:
    guests = {name: Guest([box.said(line) for line in lines]) for name, lines in LINES.items()}
    crews = {name: Heard() for name in LINES}
    gone: list[Visit] = []

    async def serve() -> dict[str, Visit | None]:
        lanes = {}
        async with AsyncExitStack() as stack:
            box.opened = False  # time passes as it does while the listeners are loaded
            for name, guest in guests.items():
                listener = Worker("listener", Listener, require("silero-vad")["model"])
                listener.patience = UNHURRIED
                await stack.enter_async_context(listener)
                box.listeners.append(listener)
                ears = Ears(SharedRecogniser(box.recogniser, listener), box.scheduler)
                sound = Sound(ears, box.voice, guest, guest)
                house = box.house(crews[name], patience=PATIENT)
                lanes[name] = box.lane(guest, house, gone, sound)
            box.opened = True
            async with asyncio.TaskGroup() as serving:
                for lane in lanes.values():
                    serving.create_task(lane.serve(each(["arrived"])))
            box.opened = False
        box.opened = True
        box.listeners.clear()
        return {name: lane.visit for name, lane in lanes.items()}

    visits = box.runner.run(serve())
    carts = {}
    for name, visit in visits.items():
        assert visit is not None
        assert visit.session.status == "placed"
        carts[name] = format_cart(box.menu, visit.session.cart)
    assert carts == {"left": ["2 cheeseburger -onion"], "right": ["1 coke +large"]}
    assert gone == []
    for name, guest in guests.items():  # each was spoken to in its own speaker
        heard = [caption for caption in crews[name].captions if caption.by == "guest"]
        assert len(heard) == len(LINES[name])
        assert guest.played().samples.any()
