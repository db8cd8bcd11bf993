"""What a person sees of the lanes: who says what, what is wanted of them, and each order."""

from __future__ import annotations

from statistics import median
from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.status import Status

from kiosk.cli.order import ticket
from kiosk.drivethru import Alert, Caption, Visit
from kiosk.drivethru.shadow import Agreement

__all__ = ["Shown"]

_COLOURS: Final = {"guest": "cyan", "house": "green", "crew": "magenta", "fault": "yellow"}
_NAMES: Final = {"guest": "Guest", "house": "Kiosk", "crew": "Crew ", "fault": "Fault"}


class Shown:
    """A ``Crew`` before a terminal, or a file."""

    def __init__(self, *, quiet: bool, private: bool = False) -> None:
        """``quiet`` writes nothing; ``private`` nothing that was said: a log keeps it."""
        self._private = private
        self._console = Console(highlight=False, soft_wrap=True, quiet=quiet)

    def loading(self) -> Status:
        """To be entered while the engines load."""
        return self._console.status("Loading the recogniser, the voice and the language models")

    def overhear(self, caption: Caption) -> None:
        """See ``Crew``."""
        if self._private and caption.by != "fault":
            return
        colour, name = _COLOURS[caption.by], _NAMES[caption.by]
        self._console.print(f"[{colour}]{name}[/]  {escape(caption.text)}")

    def call(self, alert: Alert) -> None:
        """See ``Crew``; the terminal's bell rings."""
        self._console.bell()
        self._console.print(f"[bold yellow]{alert.lane}: {escape(alert.text)}[/]")

    def ready(self, lanes: list[str]) -> None:
        """The lanes are served from now on."""
        self._console.print(f"[dim]Lanes {', '.join(lanes)} are open; ctrl-c closes them.[/]")

    def agreement(self, so_far: Agreement) -> None:
        """How often the lanes in the shadow were right."""
        self._console.print(
            f"Shadow: {so_far.agreed} of {so_far.orders} orders as the crew took them down "
            f"({so_far.share:.0%}); {so_far.found} of {so_far.lines} portions."
        )

    def summary(self, visit: Visit) -> None:
        """What a car came to."""
        session = visit.session
        self._console.rule(f"{escape(session.menu.name)} · order {session.status}", align="left")
        self._console.print(Padding(ticket(session), (1, 2), expand=False))
        waits = [exchange.ms.get("first_audio") for exchange in visit.exchanges]
        heard = [wait for wait in waits if wait is not None]
        if heard:
            self._console.print(
                f"End of speech to first sound: median {median(heard):.0f} ms of {len(heard)}."
            )
        stages = [f"{stage} {at:.1f} s" for stage, at in visit.stages.items()]
        self._console.print(f"[dim]From the arrival on: {', '.join(stages)}.[/]")
