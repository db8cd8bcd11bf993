"""``kiosk eval speech``: recordings, real engines, figures; and folders that strangers made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.cli import run_command
from kiosk.evaluation.speech.index import read_set
from kiosk.evaluation.speech.measure import planned
from kiosk.evaluation.speech.spelling import compared, spelled
from kiosk.speech import wav
from kiosk.speech.audio import Audio
from kiosk.speech.voices import HibariVoice

ORDERS = [
    (
        "two.wav",
        "Two hamburgers and a large lemonade, please.",
        ["2 hamburger", "1 lemonade +large"],
    ),
    ("cheese.wav", "One cheeseburger, please.", ["3 cheeseburger"]),
]
"""The second is labelled wrong: what is heard rightly must be told as an error all the same."""


def row(file: str, said: str = "", cart: list[str] | None = None, **more: object) -> dict[str, Any]:
    return {"file": file, "menu": "burger", "said": said, "cart": cart or [], **more}


def written(folder: Path, *rows: dict[str, Any] | str) -> Path:
    """The folder with its index."""
    lines = [one if isinstance(one, str) else json.dumps(one) for one in rows]
    (folder / "index.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def hiss(path: Path, seconds: float = 1.0, rate: int = 16_000) -> Path:
    noise = np.random.default_rng(1).normal(0, 0.05, round(seconds * rate))
    wav.write(path, Audio(noise.astype(np.float32), rate))
    return path


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two orders said aloud, and a recording in which nobody speaks."""
    folder = tmp_path_factory.mktemp("recorded")
    voice = HibariVoice(threads=1)
    for file, said, _ in ORDERS:
        wav.write(folder / file, voice.speak(said))
    wav.write(folder / "nobody.wav", Audio.silence(2.0, 16_000))
    return written(
        folder,
        *(row(file, said, cart, voice="hibari") for file, said, cart in ORDERS),
        row("nobody.wav", "An apple pie.", ["1 apple_pie"], condition="unplugged"),
    )


def measured(folder: Path, conditions: str = "clean") -> dict[str, Any]:
    """What the command tells machines."""
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("typer.echo", lambda text, **_: said.append(text))
        asked = ["--conditions", conditions, "--json"]
        assert run_command(["eval", "speech", str(folder), *asked]) == 0
    return json.loads(said[0])


@pytest.fixture(scope="module")
def report(recorded: Path) -> dict[str, Any]:
    """What machines are told, once for all tests that look at it."""
    return measured(recorded, "clean,car_20,unplugged")


def test_every_condition_has_its_figures(report: dict[str, Any]) -> None:
    clean, car, unplugged = report["conditions"]
    assert [part["condition"] for part in report["conditions"]] == ["clean", "car_20", "unplugged"]
    for part in (clean, car):
        assert part["n"] == 2
        assert part["wer"] < 0.2
        assert part["exact_match"] == part["oracle"] == 0.5
        assert part["silent_errors"] == 1, "one burger instead of three, and not a word about it"
        assert 0 < part["ms_p50"] <= part["ms_p95"]
    assert [one["voice"] for one in clean["voices"]] == ["hibari"]
    assert unplugged["n"] == 1, "what was recorded in a condition is heard in no other"


def test_what_went_wrong_is_listed(report: dict[str, Any]) -> None:
    (failed,) = [one for one in report["failed"] if one["condition"] == "clean"]
    assert failed["file"] == "cheese.wav"
    assert failed["want"] == ["3 cheeseburger"]
    assert failed["got"] == ["1 cheeseburger"]
    assert "cheeseburger" in failed["heard"].lower()


def test_a_guest_who_is_not_heard_is_prompted_and_nothing_is_ordered(
    report: dict[str, Any],
) -> None:
    unplugged = report["conditions"][2]
    assert (unplugged["exact_match"], unplugged["wer"]) == (0.0, 1.0)
    assert (unplugged["asked"], unplugged["silent_errors"]) == (1.0, 0)
    (failed,) = [one for one in report["failed"] if one["condition"] == "unplugged"]
    assert (failed["heard"], failed["got"], failed["oracle"]) == ("", [], True)


def test_what_was_not_taken_at_all_is_no_silent_error(tmp_path: Path) -> None:
    wav.write(tmp_path / "aside.wav", HibariVoice(threads=1).speak("Is it raining over there?"))
    folder = written(tmp_path, row("aside.wav", "An apple pie.", ["1 apple_pie"]))
    (clean,) = measured(folder)["conditions"]
    assert (clean["exact_match"], clean["silent_errors"]) == (0.0, 0)


def test_people_are_shown_a_table_and_the_failures(
    recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--conditions", "clean", "--limit", "1"]
    assert run_command(["eval", "speech", str(recorded), *asked]) == 0
    said = capsys.readouterr().out
    assert "50.0 %" in said
    assert "cheese.wav" in said
    assert "silent: missing: cheeseburger" in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", "Invalid JSON"),
        ("[1, 2]", "object"),
        (row("hiss.wav") | {"menu": "nowhere"}, "there is no such menu"),
        (row("hiss.wav") | {"menu": "../menu.yaml"}, "outside"),
        (row("hiss.wav") | {"menu": "m" * 300}, "menu: File name too long"),
        (row("hiss.wav", "a cake", ["1 cake"]), '"cake" is not on the menu'),
        (row("hiss.wav") | {"cart": "1 coke"}, "cart"),
        ({"file": "hiss.wav", "menu": "burger", "cart": []}, "said"),
        (row("gone.wav"), "no such sound file"),
        (row(f"{'o' * 300}.wav"), "File name too long"),
        (row("../hiss.wav"), "outside the folder"),
        (row("/etc/hostname"), "outside the folder"),
        (row("out.wav"), "outside the folder"),
        (row("a\0b.wav"), "name of a file"),
        (row("words.wav"), "not a sound file"),
        (row("empty.wav"), "holds no sound"),
        (row("slow.wav"), "3000 Hz"),
        (row("long.wav"), "121 s"),
        (row("hiss.wav", condition="Loud!"), "condition"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, line: dict[str, Any] | str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    for name in (folder / "hiss.wav", tmp_path / "hiss.wav"):
        hiss(name)
    (folder / "out.wav").symlink_to(tmp_path / "hiss.wav")
    (folder / "words.wav").write_text("words")
    wav.write(folder / "empty.wav", Audio.silence(0, 16_000))
    hiss(folder / "slow.wav", rate=3_000)
    hiss(folder / "long.wav", seconds=121)
    written(folder, row("hiss.wav"), line)
    assert run_command(["eval", "speech", str(folder)]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"kiosk: {folder}/index.jsonl:2: ")
    assert told in said


@pytest.mark.parametrize(
    ("index", "conditions", "told"),
    [
        (None, "", "index.jsonl"),
        ("", "", "no recordings"),
        ("\xff\xfe", "", "not UTF-8"),
        (json.dumps(row("hiss.wav")), "car_10,drizzle_3", '"drizzle_3" is not a condition'),
        (json.dumps(row("hiss.wav", condition="lane")), "car_10", "under car_10"),
    ],
)
def test_a_folder_that_cannot_be_measured_is_one_line(
    tmp_path: Path,
    index: str | None,
    conditions: str,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hiss(tmp_path / "hiss.wav")
    if index is not None:
        (tmp_path / "index.jsonl").write_bytes(index.encode("latin-1"))
    asked = ["--conditions", conditions] if conditions else []
    assert run_command(["eval", "speech", str(tmp_path), *asked]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert told in said


def test_clean_recordings_are_heard_under_every_condition_and_others_as_they_are(
    tmp_path: Path,
) -> None:
    hiss(tmp_path / "hiss.wav")
    lane = [row("hiss.wav", condition=name) for name in ("car_10", "lane")]
    spoken = read_set(written(tmp_path, row("hiss.wav"), *lane))

    def under(*names: str) -> dict[str, list[bool]]:
        out: dict[str, list[bool]] = {}
        for name, _, condition in planned(spoken, names):
            out.setdefault(name, []).append(condition is not None)
        return out

    everything = under()
    assert list(everything)[:2] == ["clean", "car_20"]
    assert everything["car_10"] == [True, False], "mixed, and as it was recorded"
    assert everything["lane"] == [False]
    assert under("pink_7") == {"pink_7": [True]}


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Two cheeseburgers, please.", "2 cheeseburgers please"),
        ("um, a number two", "A #2."),
        ("twenty-five nuggets & fries", "25 nuggets and fries"),
        ("two percent milk and a Doctor Pepper", "2% milk and a Dr. Pepper"),
        ("Jalapeños, that's all, okay?", "jalapenos thats all ok"),
    ],
)
def test_what_differs_in_spelling_alone_is_no_error(said: str, heard: str) -> None:
    assert spelled(said) == spelled(heard)
    assert compared([(said, heard)]).wer == 0


def test_errors_are_counted_over_all_words_and_named() -> None:
    found = compared([("no ice at all", "no eyes at all"), ("a coke", "a"), ("fries", "the fries")])
    assert found.wer == pytest.approx(3 / 7)
    assert found.confused == {("ice", "eyes"): 1, ("coke", ""): 1, ("", "the"): 1}
    assert compared([]).wer == 0
