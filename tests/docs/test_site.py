"""``docs/`` is a site that leads nowhere else than it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import menu_reference

from tests.docs.sessions import HOUSE

MKDOCS = Path(sys.executable).with_name("mkdocs")


def test_the_site_is_built_without_a_warning_and_asks_no_other_server(tmp_path):
    built = subprocess.run(
        [MKDOCS, "build", "--strict", "--site-dir", tmp_path],
        cwd=HOUSE,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "changelog.html").exists()
    for page in tmp_path.glob("*.html"):
        loaded = re.findall(
            r'<(?:script|link|img)[^>]*(?:src|href)="(https?:[^"]+)"', page.read_text()
        )
        assert not loaded, page


def test_links_that_the_site_does_not_hold_lead_somewhere():
    """Into the source, and from the pages at the root of the checkout."""
    pages = [*(HOUSE / "docs").glob("*.md"), HOUSE / "README.md", HOUSE / "CHANGELOG.md"]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_reference_of_the_menu_file_is_that_of_its_schema():
    assert menu_reference.PAGE.read_text(encoding="utf-8") == menu_reference.page(), "make docs"
