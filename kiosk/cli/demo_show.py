"""What a person sees of the demo: the conversation as it happens, its times, and the ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.status import Status

from kiosk.cli.order import ticket
from kiosk.dialog import Session, Turn
from kiosk.dialog.replies import Wording
from kiosk.money import format_money

__all__ = ["Show"]

_STAGES = {
    "turn_end": "turn end",
    "recognise": "recognise",
    "understanding": "understand",
    "dialog": "reply",
    "voice": "voice",
}
"""The stages that a guest waits for, by their names in ``--json``."""


class Show:
    """Writes the demo to a terminal, or to a file; ``quiet`` writes nothing."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = Console(highlight=False, soft_wrap=True, quiet=quiet)

    def loading(self) -> Status:
        """To be entered while the engines load."""
        return self._console.status("Loading the recogniser and the voice")

    def loaded(self, ms: Mapping[str, float]) -> None:
        """The engines are ready: ``load`` in all, ``load_…`` each by itself."""
        each = [
            f"{stage.removeprefix('load_')} {took / 1000:.1f} s"
            for stage, took in ms.items()
            if stage != "load"
        ]
        whole = f"{ms['load'] / 1000:.1f} s"
        self._console.print(f"[dim]Loaded side by side in {whole}: {', '.join(each)}.[/]\n")

    def guest(self, words: str) -> None:
        """What was heard."""
        self._console.print(f"[cyan]Guest[/]  {escape(words)}")

    def kiosk(self, words: str) -> None:
        """What is answered."""
        self._console.print(f"[green]Kiosk[/]  {escape(words)}")

    def turn(self, session: Session, turn: Turn) -> None:
        """What a turn came to, and how long each stage of it took."""
        menu, ms = session.menu, turn.ms
        if session.cart.lines:
            total = format_money(session.totals.total, menu.currency, menu.locale)
            cart = f"{Wording(menu).described(session.cart.lines)} · {total} with tax"
            self._detail(f"cart: {cart}")
        stages = [f"{name} {ms[stage]:.0f}" for stage, name in _STAGES.items() if stage in ms]
        self._detail(f"ms: {' · '.join(stages)}")
        if "first_audio" in ms:
            self._detail(
                f"{ms['first_audio']:.0f} ms from the guest's last sound to the kiosk's first; "
                f"the whole reply was made in {ms['synthesis']:.0f} ms"
            )
        self._console.print()

    def ticket(self, session: Session) -> None:
        """The order, as the kitchen and the guest read it."""
        self._console.rule(f"{escape(session.menu.name)} · order {session.status}", align="left")
        self._console.print(Padding(ticket(session), (1, 2), expand=False))

    def summary(self, turns: Sequence[Mapping[str, float]], whole_ms: float, folder: Path) -> None:
        """All turns together, from the times of each, and where the replies are."""
        waits = [ms["first_audio"] for ms in turns if "first_audio" in ms]
        if waits:
            self._console.print(
                f"End of speech to first sound: median {median(waits):.0f} ms of {len(waits)} "
                f"turns. The replies are in {escape(str(folder))}."
            )
        self._console.print(f"All of it took {whole_ms / 1000:.1f} s, offline.")

    def _detail(self, text: str) -> None:
        self._console.print(f"       {escape(text)}", style="dim")
