"""What a set of spoken orders comes to, by condition and by voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kiosk.evaluation.figures import percentile, rate
from kiosk.evaluation.speech.hearing import Trial
from kiosk.evaluation.speech.spelling import compared
from kiosk.order.notation import format_cart

__all__ = ["SpeechScore"]

_CONFUSIONS: Final = 30
"""Confused words that are listed of each condition."""


@dataclass(frozen=True, slots=True)
class SpeechScore:
    """Every recording under every condition."""

    trials: Sequence[Trial]

    def report(self) -> dict[str, Any]:
        """The figures as ``--json`` prints them."""
        by_condition: dict[str, list[Trial]] = {}
        for trial in self.trials:
            by_condition.setdefault(trial.condition, []).append(trial)
        recordings = {trial.row.line: trial for trial in self.trials}.values()
        return {
            "recordings": len(recordings),
            "oracle": rate(sum(one.oracle for one in recordings), len(recordings)),
            "conditions": [
                {"condition": name, **_figures(trials), **_details(trials)}
                for name, trials in by_condition.items()
            ],
            "failed": [_failed(trial) for trial in self.trials if not trial.right],
        }


def _figures(trials: Sequence[Trial]) -> dict[str, Any]:
    ms = [each for trial in trials for each in trial.ms]
    silent = sum(bool(trial.silent) for trial in trials)
    return {
        "n": len(trials),
        "wer": compared((trial.row.said, trial.heard) for trial in trials).wer,
        "exact_match": rate(sum(trial.right for trial in trials), len(trials)),
        "oracle": rate(sum(trial.oracle for trial in trials), len(trials)),
        "silent_errors": silent,
        "silent_share": silent / len(trials),
        "asked": sum(trial.asked for trial in trials) / len(trials),
        "ms_p50": percentile(ms, 0.5),
        "ms_p95": percentile(ms, 0.95),
    }


def _details(trials: Sequence[Trial]) -> dict[str, Any]:
    by_voice: dict[str, list[Trial]] = {}
    for trial in trials:
        if trial.row.voice is not None:
            by_voice.setdefault(trial.row.voice, []).append(trial)
    confused = compared((trial.row.said, trial.heard) for trial in trials).confused
    return {
        "voices": [{"voice": name, **_figures(own)} for name, own in sorted(by_voice.items())],
        "confused": [
            {"said": said, "heard": heard, "n": n}
            for (said, heard), n in confused.most_common(_CONFUSIONS)
        ],
    }


def _failed(trial: Trial) -> dict[str, Any]:
    menu = trial.row.menu
    return {
        "file": trial.row.file,
        "line": trial.row.line,
        "condition": trial.condition,
        "voice": trial.row.voice,
        "menu": menu.id,
        "said": trial.row.said,
        "heard": trial.heard,
        "want": format_cart(menu, trial.row.want),
        "got": format_cart(menu, trial.got),
        "silent": list(map(str, trial.silent)),
        "oracle": trial.oracle,
    }
