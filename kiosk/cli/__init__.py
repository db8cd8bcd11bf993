"""The command line: one file per command, each imported when it is called for.

``main`` is the entry point. Whatever goes wrong ends in one clear line on stderr and exit
status 2; status 1 is kept for "it ran, and what was asked about does not hold".
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from kiosk.errors import KioskError

__all__ = ["app", "main"]

COMMANDS = {
    "demo": (
        "kiosk.cli.demo:demo",
        "Take a recorded guest's spoken order to a priced ticket, offline.",
    ),
    "screen": (
        "kiosk.cli.terminal:screen",
        "Take orders on a screen in this terminal: by touch, by typing and by voice.",
    ),
    "drivethru": (
        "kiosk.cli.drivethru:drivethru",
        "Take orders at the speaker box of a drive-thru.",
    ),
    "board": (
        "kiosk.cli.board:board",
        "Show the order that is being taken on this machine, large, for the guest to check.",
    ),
    "crew": ("kiosk.cli.crew:app", "Set what the crew's screens need."),
    "serve": ("kiosk.cli.serve:serve", "Serve the screen to a browser."),
    "connect": ("kiosk.cli.connect:app", "Printers, brokers and tills that orders go to."),
    "order": ("kiosk.cli.order:order", "Order by typing."),
    "transcribe": ("kiosk.cli.speech:transcribe", "Write down what is said in a recording."),
    "say": ("kiosk.cli.speech:say", "Say a text, to the speaker or into a file."),
    "menu": ("kiosk.cli.menu:app", "Check a menu, show it, or import one."),
    "report": ("kiosk.cli.report:report", "Sum up a day of orders."),
    "journal": ("kiosk.cli.journal:app", "Look after the orders of this machine."),
    "models": ("kiosk.cli.models:app", "List, pull and verify the weights of the models."),
    "eval": ("kiosk.cli.evaluate:app", "Measure how well guests are understood."),
    "bench": (
        "kiosk.cli.bench:bench",
        "Time every stage with the engines that a kiosk loads, and weigh all of them together.",
    ),
    "tco": ("kiosk.cli.tco:tco", "What an order costs on a box of one's own, and by the token."),
    "train": ("kiosk.cli.train:app", "Make training data, fine-tune, export the adapter."),
    "doctor": (
        "kiosk.cli.doctor:doctor",
        "What this machine has, lacks and will run, and which language models suit it.",
    ),
}
"""Name, where it is (a function, or a ``Typer`` of sub-commands), and its line in ``--help``."""

DEFAULT = "screen"
"""What ``kiosk`` alone does."""


class Deferred(TyperCommand):
    """A command whose module is imported when the command is called, not to list it."""

    def __init__(self, name: str, target: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self._target = target

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Hand over to the real command; from here on typer deals with that one."""
        return self.load().make_context(*args, **kwargs)

    def load(self) -> TyperCommand | TyperGroup:
        """Import the module and build its command."""
        module, attribute = self._target.split(":")
        target = getattr(import_module(module), attribute)
        if isinstance(target, typer.Typer):
            return get_group(target)
        alone = typer.Typer(add_completion=False)
        alone.command(self.name)(target)
        command = get_command(alone)
        assert isinstance(command, TyperCommand)
        return command


class Commands(TyperGroup):
    """The group of all commands of ``COMMANDS``."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, (target, summary) in COMMANDS.items():
            self.add_command(Deferred(name, target, summary))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Fall back to the default command."""
        return super().parse_args(ctx, args or [DEFAULT])


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"kiosk {version('kiosk')}")
        raise typer.Exit


@app.callback()
def kiosk(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take restaurant orders by voice and touch, whole on this machine.

    Without a command, the kiosk's screen opens on the configured menu.
    """
    from kiosk import logs
    from kiosk.config import settings

    logs.configure(settings().log_level)


def main() -> None:
    """Run the command line of this process and exit with its status."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Run one command; returns the exit status, having said in one line what went wrong."""
    try:
        status = app(arguments, prog_name="kiosk", standalone_mode=False)
        sys.stdout.flush()
    except KioskError as fault:
        return _stop(str(fault))
    except typer.TyperException as misuse:
        return _stop(_usage(misuse))
    except typer.Abort:
        return _stop("stopped", status=130)
    except Exception as unforeseen:
        if os.environ.get("KIOSK_DEBUG"):
            raise
        return _stop(_unforeseen(unforeseen))
    if status == 130:
        return _stop("stopped", status=130)
    return status if isinstance(status, int) else 0


def _usage(misuse: typer.TyperException) -> str:
    context = getattr(misuse, "ctx", None)
    path = context.command_path if context is not None else "kiosk"
    return f"{misuse.format_message().rstrip('.')} (try: {path} --help)"


def _unforeseen(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.errno in {errno.ENOSPC, errno.EDQUOT}:
        _drop_output()
        where = f": {fault.filename}" if fault.filename else ""
        return f"the disk is full{where} (free some space and try again)"
    return f"{type(fault).__name__}: {fault} (KIOSK_DEBUG=1 shows where)"


def _drop_output() -> None:
    """Forget what stdout still holds: Python would try again to write it at exit, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(message: str, *, status: int = 2) -> int:
    typer.echo(f"kiosk: {' '.join(message.split())}", err=True)
    return status
