"""What MkDocs does not do by itself for docs/: the changelog as a page, and links into the source.

A hook of ``mkdocs.yml``. On the page of a forge, ``../kiosk/config.py`` opens that file; a site has
no such file, so that it says where it stands instead.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

HOUSE: Final = Path(__file__).resolve().parents[1]
CHANGELOG: Final = "CHANGELOG.md"
_OUTWARD: Final = re.compile(r"\[([^\]]+)\]\(\.\./([^)]+)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the changelog, which stands outside of docs/."""
    from mkdocs.structure.files import File

    text = (HOUSE / CHANGELOG).read_text(encoding="utf-8")
    files.append(File.generated(config, CHANGELOG.lower(), content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links that leave docs/ into paths."""
    return _OUTWARD.sub(_inward, markdown)


def _inward(link: re.Match[str]) -> str:
    text, path = link[1], link[2]
    if path == CHANGELOG:
        return f"[{text}]({path.lower()})"
    return f"`{path}`" if text.strip("`") == path else f"{text} (`{path}`)"
