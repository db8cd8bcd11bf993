"""Every package that the project names is in docs/licences.md, with the licence that it has; no
installation gets the GPL with it that did not ask for it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGE = (HOUSE / "docs" / "licences.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in row.strip("|").split("|")]
    for row in PAGE.splitlines()
    if row.startswith("|") and not row.startswith(("| package |", "|---"))
]
ALWAYS = {row[0]: row[-1] for row in ROWS if len(row) == 3}
EXTRAS = {(row[0], row[1]): row[-1] for row in ROWS if len(row) == 4}
LICENCES = {**ALWAYS, **{name: licence for (name, _), licence in EXTRAS.items()}}


def named(requirements: Iterable[str]) -> set[str]:
    names = {canonicalize_name(Requirement(text).name) for text in requirements}
    return names - {PROJECT["name"]}  # an extra that takes others in


def test_the_page_has_what_every_installation_gets():
    assert {canonicalize_name(name) for name in ALWAYS} == named(PROJECT["dependencies"])


def test_the_page_has_what_the_extras_add():
    extras = PROJECT["optional-dependencies"].items()
    assert {(canonicalize_name(name), extra) for name, extra in EXTRAS} == {
        (name, extra) for extra, requirements in extras for name in named(requirements)
    }


@pytest.mark.parametrize("name", sorted(LICENCES, key=str.lower))
def test_the_page_tells_the_licence_that_the_package_itself_states(name):
    told = LICENCES[name]
    stated = licence_of(name)
    if re.search("licen[cs]e", stated, re.IGNORECASE):  # prose and classifiers know families alone
        assert told.split("-")[0] in stated
    else:
        assert told == stated


def test_what_every_installation_gets_is_free_of_the_gpl():
    found = {name: licence_of(name) for name in brought_along(PROJECT["dependencies"])}
    assert len(found) > len(ALWAYS)
    assert not [f"{name}: {licence}" for name, licence in found.items() if is_gpl(licence)]


@pytest.mark.parametrize(
    ("licence", "gpl"),
    [
        ("GPL-3.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("AGPL-3.0-only", True),
        ("LGPL-2.1-or-later", False),
        ("GNU Lesser General Public License v2 (LGPLv2)", False),
        ("MPL-2.0", False),
    ],
)
def test_the_gpl_is_known_by_its_names(licence, gpl):
    assert is_gpl(licence) is gpl


def is_gpl(licence: str) -> bool:
    lesser = re.sub(r"LGPL|Lesser General Public", "", licence)
    return "GPL" in lesser or "General Public" in lesser


def licence_of(name: str) -> str:
    """As the installed package states it: an SPDX expression, or else its classifiers."""
    metadata = distribution(name).metadata
    if expression := metadata.get("License-Expression"):
        return expression
    classifiers = metadata.get_all("Classifier") or []
    families = [line.split(" :: ")[-1] for line in classifiers if line.startswith("License")]
    return "; ".join(families) or (metadata.get("License") or "").splitlines()[0]


def brought_along(requirements: Iterable[str]) -> set[str]:
    """These and all that they need on this machine, by name."""
    found: set[tuple[str, str]] = set()
    waiting = [each for text in requirements for each in with_extras(Requirement(text))]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) not in found:
            found.add((name, extra))
            waiting += needed_by(name, extra)
    return {name for name, _ in found}


def needed_by(name: str, extra: str) -> Iterator[tuple[str, str]]:
    try:
        stated = distribution(name).requires or []
    except PackageNotFoundError as missing:
        raise AssertionError(f"{name} is needed and not installed") from missing
    for text in stated:
        needed = Requirement(text)
        if needed.marker is None or needed.marker.evaluate({"extra": extra}):
            yield from with_extras(needed)


def with_extras(needed: Requirement) -> Iterator[tuple[str, str]]:
    for extra in ("", *needed.extras):
        yield canonicalize_name(needed.name), extra
