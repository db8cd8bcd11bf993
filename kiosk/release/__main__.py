"""``kiosk-update``: bundles applied, and taken back. Also what a bundle's installer runs."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from kiosk.errors import KioskError
from kiosk.release.bundle import examine
from kiosk.release.folder import Releases
from kiosk.release.trial import Service
from kiosk.release.update import Update

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status, having said in one line what went wrong."""
    chosen = _parser().parse_args(arguments)
    os.umask(0o022)  # whoever installs it, the kiosk's own user has to read it
    releases = Releases(chosen.root.resolve())
    service = Service(chosen.home, user="kiosk")
    update = Update(releases, service, chosen.package, _say)
    try:
        match chosen.command:
            case "apply":
                update.apply(chosen.bundle, chosen.wait * 60)
            case "back":
                update.back(chosen.wait * 60)
            case "check":
                manifest = examine(chosen.bundle)
                _say(f"{manifest.release}: {len(manifest.files)} files, as its manifest says")
            case "list":
                for release in releases.all:
                    marks = {releases.current: "runs", releases.previous: "before"}
                    _say(f"{release.name} {marks.get(release, '')}".rstrip())
    except KioskError as fault:
        return _stop(str(fault))
    except OSError as fault:
        return _stop(f"{fault.filename or 'the disk'}: {fault.strerror}")
    except KeyboardInterrupt:
        return _stop("stopped; what ran before still does", status=130)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _stop(message: str, status: int = 2) -> int:
    sys.stderr.write(f"kiosk-update: {' '.join(message.split())}\n")
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk-update", description="Install a bundle as the release that this kiosk runs."
    )
    parser.add_argument(
        "--root", type=Path, default=Path("/opt/kiosk"), help="the releases (default: %(default)s)"
    )
    parser.add_argument(
        "--home", type=Path, default=Path("/var/lib/kiosk"), help="data (default: %(default)s)"
    )
    parser.add_argument(
        "--package", type=Path, default=Path("/usr/lib/kiosk"), help=argparse.SUPPRESS
    )
    commands = parser.add_subparsers(dest="command", required=True)
    bundle = argparse.ArgumentParser(add_help=False)
    bundle.add_argument("bundle", type=Path, metavar="BUNDLE")
    wait = argparse.ArgumentParser(add_help=False)
    wait.add_argument(
        "--wait", type=float, default=0, metavar="MINUTES", help="wait for an open order to end"
    )
    commands.add_parser("apply", parents=[bundle, wait], help="install a bundle and switch to it")
    commands.add_parser("back", parents=[wait], help="switch to the release before")
    commands.add_parser("check", parents=[bundle], help="compare a bundle with its manifest")
    commands.add_parser("list", help="the releases of this machine")
    return parser


if __name__ == "__main__":
    sys.exit(main())
