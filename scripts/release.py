"""Make a release of the commit that is checked out: wheel, sources, Debian package, offline bundle.

They come into dist/, with their sums. The same commit gives the same bytes, whenever it is made; on
another machine all but llama.cpp, which is compiled for the processor.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import bundle
import deb
import wheelhouse

from kiosk.errors import KioskError

DIST = wheelhouse.HOUSE / "dist"
"""Where a release stands, and nothing else."""


def check(version: str) -> None:
    """Refuse what could not be made again, or is not told to those who use it."""
    if changed := _git("status", "--porcelain").splitlines():
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise SystemExit(f"release: no commit holds {changed[0][3:]}{more} as it stands here")
    log = (wheelhouse.HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", log, re.MULTILINE):
        raise SystemExit(f'release: CHANGELOG.md has no heading "## [{version}] - " with a date')


def make(version: str) -> list[Path]:
    """Build all that there is, into an empty dist/.

    Raises:
        ModelError: a weight is missing, or does not match.
    """
    os.environ["SOURCE_DATE_EPOCH"] = _git("log", "-1", "--format=%ct").strip()
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    sources = DIST / f"kiosk-{version}.tar.gz"
    _git("archive", f"--prefix=kiosk-{version}/", f"--output={sources}", "HEAD")
    made = [sources]
    for built in (deb.make(), bundle.make("both")):
        made.append(built.replace(DIST / built.name))
    (wheel,) = wheelhouse.gather().glob("kiosk-*.whl")
    made.append(Path(shutil.copyfile(wheel, DIST / wheel.name)))
    return sorted(made)


def sum_up(files: list[Path]) -> Path:
    """Write what ``sha256sum -c`` reads."""
    lines = []
    for file in files:
        with file.open("rb") as opened:
            lines.append(f"{hashlib.file_digest(opened, 'sha256').hexdigest()}  {file.name}\n")
    sums = DIST / "SHA256SUMS"
    sums.write_text("".join(lines), encoding="ascii")
    return sums


def _git(*words: str) -> str:
    asked = subprocess.run(
        ["git", "-C", wheelhouse.HOUSE, *words], capture_output=True, text=True, check=False
    )
    if asked.returncode:
        raise SystemExit(f"release: git {words[0]}: {asked.stderr.strip().splitlines()[0]}")
    return asked.stdout


def main() -> None:
    version = wheelhouse.project()["version"]
    check(version)
    try:
        made = make(version)
    except KioskError as fault:
        raise SystemExit(f"release: {fault}") from None
    for file in (*made, sum_up(made)):
        print(f"{file} ({file.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
