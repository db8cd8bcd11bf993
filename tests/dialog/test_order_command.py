"""``kiosk order`` as a person and a script meet it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
KIOSK = Path(sys.executable).with_name("kiosk")


def kiosk_order(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KIOSK, "order", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=HOME,
        env={**os.environ, "COLUMNS": "120"},
    )


def test_a_whole_order_as_json():
    ran = kiosk_order(
        *("--menu", "menus/burger.yaml"),
        *("--say", "two cheeseburgers no onions on either and a large coke"),
        *("--say", "actually make one of them a double"),
        *("--say", "that's all"),
        *("--say", "yes"),
        "--json",
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["status"] == "placed"
    assert told["cart"] == [
        "1 cheeseburger -onion",
        "1 coke +large",
        "1 double_cheeseburger -onion",
    ]
    assert (told["subtotal"], told["tax"], told["total"]) == (1187, 98, 1285)
    assert (told["menu"], told["currency"]) == ("burger", "USD")
    assert [turn["asks"] for turn in told["turns"]] == [
        "anything_else",
        "anything_else",
        "confirm",
        None,
    ]
    first = told["turns"][0]
    assert first["guest"] == "two cheeseburgers no onions on either and a large coke"
    assert first["edits"] == ["add 2 cheeseburger -onion", "add 1 coke +large"]
    assert first["rung"] == "rules"
    assert first["unplaced"] == []
    assert set(first["ms"]) >= {"understanding", "dialog"}


def test_what_a_person_sees():
    ran = kiosk_order("--menu", "burger", "--say", "a barn burger no onions and fries")
    assert ran.returncode == 0
    for seen in ("Kiosk", "Guest", "a barn burger no onions", "No onions", "Size?", "Total"):
        assert seen in ran.stdout


def test_why_it_was_understood_so_is_shown_on_request():
    ran = kiosk_order("--menu", "burger", "--say", "a large coke", "--explain")
    assert "add 1 coke +large" in ran.stdout
    assert "because" in ran.stdout


def test_the_time_and_what_is_sold_out_are_the_operators_to_say():
    ran = kiosk_order("--menu", "burger", "--at", "07:30", "--say", "pancakes", "--json")
    assert json.loads(ran.stdout)["cart"] == ["1 pancakes"]
    ran = kiosk_order("--menu", "burger", "--unavailable", "coke", "--say", "a coke", "--json")
    turn = json.loads(ran.stdout)["turns"][0]
    assert turn["refuses"] == [{"id": "coke", "reason": "86"}]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--menu", "nowhere.yaml"), "nowhere.yaml"),
        (("--menu", "pyproject.toml"), "pyproject.toml"),
        (("--menu", "burger", "--at", "noon"), "noon"),
        (("--menu", "burger", "--at", "07:30+02:00"), "07:30+02:00"),
        (("--menu", "burger", "--unavailable", "unicorn"), "unicorn"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_status_2(arguments, told):
    ran = kiosk_order(*arguments, "--say", "a coke")
    assert ran.returncode == 2
    (line,) = ran.stderr.splitlines()
    assert line.startswith("kiosk: ")
    assert told in line


def test_a_conversation_on_a_terminal_is_left_with_ctrl_d():
    ours, theirs = pty.openpty()
    kiosk = subprocess.Popen(
        [KIOSK, "order", "--menu", "burger"], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen = b""

    def until(words: bytes) -> None:
        nonlocal seen
        while words not in seen:
            seen += os.read(ours, 4096)

    try:
        until(b"Guest")
        os.write(ours, b"two apple pies\n")
        until(b"Total")
        until(b"Guest")
        os.write(ours, b"\x04")
        assert kiosk.wait(timeout=60) == 0
    finally:
        kiosk.kill()
        kiosk.wait()
        os.close(ours)
    assert b"$3.98" in seen
