"""One version of everything, and the same wherever it is named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_lock_holds_every_dependency_at_a_version_that_the_project_allows():
    lock = dict(
        line.split("==") for line in (HOUSE / "constraints.txt").read_text().split() if line
    )
    locked = {canonicalize_name(name): version for name, version in lock.items()}
    project = PROJECT["project"]
    extras = [text for some in project["optional-dependencies"].values() for text in some]
    for needed in map(Requirement, [*project["dependencies"], *extras]):
        if needed.name in (project["name"], "pip"):
            continue  # its other extras, which are here, too; pip is the one that Python brings
        assert needed.specifier.contains(locked[canonicalize_name(needed.name)]), needed


def test_the_newest_release_in_the_changelog_is_not_newer_than_the_package():
    log = (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in log
    for release in re.findall(r"^## \[(\d\S*)\]", log, re.MULTILINE)[:1]:
        assert release == PROJECT["project"]["version"]
