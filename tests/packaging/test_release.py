"""A release can be made again, byte for byte, and is refused where it could not."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import deb
import pytest
import release
import wheelhouse

HOUSE = Path(__file__).resolve().parents[2]
VERSION = wheelhouse.project()["version"]


@contextmanager
def strict_hands() -> Iterator[None]:
    """A maker whose files nobody else may read."""
    usual = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(usual)


def made_twice(folder: Path, make: Callable[[Path], Path]) -> tuple[str, str]:
    """The digests of what two makers get."""

    def made(name: str) -> str:
        (folder / name).mkdir()
        return hashlib.sha256(make(folder / name).read_bytes()).hexdigest()

    first = made("one")
    with strict_hands():
        return first, made("other")


@pytest.mark.slow
def test_the_wheel_is_the_same_whoever_makes_it(tmp_path: Path) -> None:
    first, second = made_twice(tmp_path, wheelhouse.own)
    assert first == second


@pytest.mark.slow
def test_the_package_is_the_same_whoever_makes_it(tmp_path: Path) -> None:
    first, second = made_twice(tmp_path, lambda folder: shutil.copy(deb.make(), folder / "deb"))
    assert first == second


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone of the project with a release in its CHANGELOG."""
    folder = tmp_path / "checkout"
    git("clone", "-q", "--shared", HOUSE, folder)
    log = folder / "CHANGELOG.md"
    log.write_text(f"# Changelog\n\n## [{VERSION}] - 2026-11-23\n", encoding="utf-8")
    commit(folder)
    return folder


def git(*words: str | Path) -> None:
    who = ("-c", "user.name=maintainers", "-c", "user.email=maintainers@example.com")
    subprocess.run(["git", *who, *words], check=True)


def commit(checkout: Path) -> None:
    git("-C", checkout, "commit", "-q", "--all", "--message", "A change")


def refused(checkout: Path) -> str:
    """What ``make release`` says in its one line when it refuses."""
    ran = subprocess.run(
        [sys.executable, checkout / "scripts" / "release.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode, ran.stdout
    assert not (checkout / "dist").exists()
    (line,) = ran.stderr.splitlines()
    return line


def test_what_no_commit_holds_is_not_released(checkout: Path) -> None:
    (checkout / "kiosk" / "surprise.py").touch()
    assert refused(checkout) == "release: no commit holds kiosk/surprise.py as it stands here"
    (checkout / "README.md").unlink()
    assert refused(checkout).startswith("release: no commit holds README.md and 1 more")


@pytest.mark.parametrize(
    "heading", ["## [Unreleased]", f"## [{VERSION}]", "## [9.9.9] - 2026-11-23"]
)
def test_a_version_that_users_are_not_told_of_is_not_released(checkout: Path, heading: str) -> None:
    (checkout / "CHANGELOG.md").write_text(f"# Changelog\n\n{heading}\n", encoding="utf-8")
    commit(checkout)
    said = refused(checkout)
    assert said == f'release: CHANGELOG.md has no heading "## [{VERSION}] - " with a date'


def test_the_sums_are_what_sha256sum_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "DIST", tmp_path)
    for name in ("kiosk.deb", "kiosk.whl"):
        (tmp_path / name).write_bytes(name.encode())
    release.sum_up(sorted(tmp_path.iterdir()))
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)
