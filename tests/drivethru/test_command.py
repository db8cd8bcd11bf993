"""``kiosk drivethru`` on a recording, as a person at the terminal uses it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kiosk.cli import run_command
from kiosk.config import settings
from kiosk.locations import cache_dir, checkout
from kiosk.speech import wav
from kiosk.speech.audio import Audio, level_db
from tests.speech.test_devices import CARDS, NO_CARDS


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_LANGUAGE_MODEL", "")
    settings.cache_clear()


@pytest.fixture
def drive_by(tmp_path: Path) -> Path:
    """The demo's guest at one stretch, with pauses that are long for the slowest machine."""
    turns = [wav.read(turn) for turn in sorted((checkout() / "demo" / "audio").glob("turn*.wav"))]
    pause = Audio.silence(18.0, turns[0].rate)
    tape = tmp_path / "drive-by.wav"
    wav.write(tape, Audio.join([part for turn in turns for part in (pause, turn)]))
    return tape


def test_a_recording_becomes_an_order_and_a_recording_of_the_kiosk(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, drive_by: Path
) -> None:
    spoken = tmp_path / "spoken.wav"
    status = run_command(["drivethru", "--in", str(drive_by), "--out", str(spoken), "--json"])
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert (told["menu"], told["status"]) == ("burger", "placed")
    assert sorted(told["cart"]) == [
        "1 cheeseburger -onion",
        "1 coke +large",
        "1 double_cheeseburger -onion",
    ]
    assert (told["subtotal"], told["tax"], told["total"]) == (1187, 98, 1285)
    assert told["audio"] == {"in": str(drive_by), "out": str(spoken)}
    assert set(told["stages"]) == {"greeting_s", "first_item_s", "total_s"}
    played = wav.read(spoken)
    assert played.duration_s >= wav.read(drive_by).duration_s
    for turn in told["turns"]:
        assert turn["heard"]
        assert turn["reply"]
        began, ended = turn["at_s"]
        assert 0 < began < ended
        assert turn["ms"]["first_audio"] > turn["ms"]["recognise"] > 0
        assert not turn["cut"]
        # Where the guest speaks nobody else does, and the reply sounds when it was said to.
        assert loudness(played, began, ended) == -120
        first = ended + turn["ms"]["first_audio"] / 1000
        assert loudness(played, first, first + 0.5) > -50


def loudness(audio: Audio, begins_s: float, ends_s: float) -> float:
    return level_db(audio.samples[round(begins_s * audio.rate) : round(ends_s * audio.rate)])


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--in", "nobody.wav"], "nobody.wav: no such sound file"),
        (["--in", "nobody.wav", "--out", "nowhere/out.wav"], "nowhere/out.wav: cannot be written"),
        (["--in", "nobody.wav", "--menu", "sushi"], "sushi"),
        (["--out", "out.wav"], "--in"),
        (["--in", "nobody.wav", "--ordered", "1 coke"], "--ordered is for --shadow"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    complaint: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status = run_command(["drivethru", *arguments])
    out, err = capsys.readouterr()
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert complaint in err
    assert list(tmp_path.iterdir()) == []


def kiosk(cards: str, tmp_path: Path, **more: str) -> subprocess.Popen[str]:
    """``kiosk drivethru`` on these sound cards, with its data in a folder of its own."""
    config = tmp_path / "asound.conf"
    config.write_text(cards)
    home = tmp_path / "home"
    home.mkdir()
    (home / "cache").symlink_to(cache_dir())
    environment = {
        "ALSA_CONFIG_PATH": str(config),
        "KIOSK_HOME": str(home),
        "KIOSK_LANGUAGE_MODEL": "",
    }
    return subprocess.Popen(
        [sys.executable, "-c", "from kiosk.cli import main; main()", "drivethru"],
        env=os.environ | environment | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_without_devices_it_says_so_in_one_line(tmp_path: Path) -> None:
    out, err = kiosk(NO_CARDS, tmp_path).communicate(timeout=300)
    assert (out, err) == ("", "kiosk: this machine has no microphone\n")


def test_on_devices_the_lane_opens_and_ctrl_c_closes_it(tmp_path: Path) -> None:
    np.zeros(44_100, "<f4").tofile(tmp_path / "recorded.raw")
    running = kiosk(CARDS.format(folder=tmp_path), tmp_path)
    assert running.stdout is not None
    assert running.stdout.readline() == "Lanes 1 are open; ctrl-c closes them.\n"
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=300)
    # The card of a file gives sound as fast as it is read: Python may warn of a flooded loop.
    assert (running.returncode, out, err.splitlines()[-1]) == (130, "", "kiosk: stopped")


def test_systemd_is_told_that_it_is_up_and_alive(tmp_path: Path) -> None:
    np.zeros(44_100, "<f4").tofile(tmp_path / "recorded.raw")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(300)
        told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
        running = kiosk(CARDS.format(folder=tmp_path), tmp_path, **told)
        assert systemd.recv(100) == b"READY=1"
        assert systemd.recv(100) == b"WATCHDOG=1"
        assert systemd.recv(100) == b"WATCHDOG=1"
        os.killpg(running.pid, signal.SIGINT)
        running.communicate(timeout=300)
        while (last := systemd.recv(100)) == b"WATCHDOG=1":
            pass
        assert last == b"STOPPING=1"
