"""The product's promise: a spoken order becomes a priced ticket with the network taken away."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

KIOSK = Path(sys.executable).with_name("kiosk")

WITHOUT_NETWORK = (["unshare", "-n"], ["unshare", "-rn"])
"""As root, and as anyone where the kernel lets users have namespaces of their own."""


@pytest.fixture(scope="module")
def offline() -> list[str]:
    """The words that start a program without any network."""
    for words in WITHOUT_NETWORK:
        if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    pytest.fail("this machine lets nobody run a program without a network (unshare -n)")


@pytest.fixture(scope="module")
def ticket(offline: list[str]) -> dict[str, object]:
    said = subprocess.run(
        [*offline, KIOSK, "demo", "--headless", "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout)


def test_the_cart_is_what_the_audio_asked_for(ticket):
    assert sorted(ticket["cart"]) == [
        "1 cheeseburger -onion",
        "1 coke +large",
        "1 double_cheeseburger -onion",
    ]
    assert ticket["status"] == "placed"


def test_the_ticket_adds_up(ticket):
    """3.99 + 5.49 + 2.39, and 8.25 % on the sum."""
    assert (ticket["subtotal"], ticket["tax"], ticket["total"]) == (1187, 98, 1285)
    assert ticket["currency"] == "USD"


def test_every_turn_went_through_the_real_stages(ticket):
    assert len(ticket["turns"]) >= 3
    for turn in ticket["turns"]:
        assert turn["heard"]
        assert turn["reply"]
        assert turn["ms"]
        assert all(took > 0 for took in turn["ms"].values()), turn["ms"]
