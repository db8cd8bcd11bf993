"""What long runs printed stands on the results page, and the rest of the page stays as it was."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kiosk.cli import run_command

PAGE = "# Results\n\n## Rung: rules\n\n## Failures\n\nnone\n"
CHAOS = '{"placed": 500, "delivered": {"printer": 500}, "lost": 0, "growth": 0.51234}'
SPEECH = (
    '{"conditions": [{"condition": "clean", "n": 5, "voices": [{"voice": "joe"}]},'
    ' {"condition": "car_10", "wer": null}]}'
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "RESULTS.md").write_text(PAGE)
    return tmp_path


def kept(docs: Path, monkeypatch: pytest.MonkeyPatch, printed: str, *words: str) -> int:
    """The exit status of keeping that."""
    monkeypatch.setattr("sys.stdin", io.StringIO(printed))
    return run_command(["eval", "keep", *words, "--docs", str(docs)])


def test_the_last_of_each_is_on_the_page(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept(docs, monkeypatch, '{"placed": 1}', "chaos") == 0
    assert kept(docs, monkeypatch, SPEECH, "speech", "--commit", "abc") == 0
    assert (
        kept(docs, monkeypatch, f"18 passed\n{CHAOS}\n\n", "chaos", "--command", "make chaos") == 0
    )
    page = (docs / "RESULTS.md").read_text()
    before, _, rest = page.partition("## Long runs\n\n")
    runs, _, after = rest.partition("## Failures\n")
    assert before + "## Failures\n" + after == PAGE
    assert (
        "| placed | 500 |\n| delivered | printer 500 |\n| lost | 0 |\n| growth | 0.5123 |" in runs
    )
    assert "placed | 1 " not in runs
    assert "`make chaos`, 20" in runs
    assert "| condition | n | wer |\n|---|---|---|\n| clean | 5 | - |\n| car_10 | - | - |" in runs
    assert "at abc, on " in runs


@pytest.mark.parametrize("run", ["speech", "stress"])
def test_of_spoken_orders_the_page_has_intervals_and_kinds_and_nobodys_words(
    docs: Path, monkeypatch: pytest.MonkeyPatch, run: str
) -> None:
    clean = {"condition": "clean", "n": 10, "exact_match": 0.5, "wer": 0.25}
    failed = [
        {"condition": "clean", "said": "a bun", "heard": "a ban", "oracle": True, "silent": []},
        {"condition": "car_5", "said": "a bun", "heard": "a ban", "oracle": True, "silent": ["?"]},
        {"condition": "car_5", "said": "a bun", "heard": "a fan", "oracle": True, "silent": []},
        {"condition": "car_5", "said": "a bun", "heard": "", "oracle": True, "silent": []},
        {"condition": "clean", "said": "a bun", "heard": "a bun", "oracle": False, "silent": []},
    ]
    printed = json.dumps({"conditions": [clean], "failed": failed})
    assert kept(docs, monkeypatch, printed, run) == 0
    page = (docs / "RESULTS.md").read_text()
    assert "| clean | 10 | 50.0 % (23.7\N{EN DASH}76.3) | 0.25 |" in page
    assert "| heard wrong | 3 of 5 | car_5 (2) |" in page
    assert "| wrong when typed too | 1 of 5 | clean (1) |" in page
    assert "| nothing heard | 1 of 5 | car_5 (1) |" in page
    assert "| wrong, and nobody told | 1 of 5 | car_5 (1) |" in page
    assert "a bun" not in page
    assert "a ban" not in page


@pytest.mark.parametrize(
    ("printed", "name", "says"),
    [
        ("no figures", "chaos", "does not end in a line of JSON"),
        ("", "chaos", "does not end in a line of JSON"),
        ("[1]", "chaos", "no JSON object"),
        (CHAOS, "order", 'no run is called "order"'),
    ],
)
def test_what_is_no_run_is_one_line(
    docs: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    printed: str,
    name: str,
    says: str,
) -> None:
    assert kept(docs, monkeypatch, printed, name) == 2
    assert says in capsys.readouterr().err
    assert (docs / "RESULTS.md").read_text() == PAGE


def test_a_damaged_file_is_one_line(
    docs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kept(docs, monkeypatch, CHAOS, "chaos") == 0
    (docs / "results" / "runs" / "chaos.json").write_text('{"printed": []}')
    assert kept(docs, monkeypatch, CHAOS, "fuzz") == 2
    assert "chaos.json" in capsys.readouterr().err
