"""The one-way arrows of docs/ARCHITECTURE.md, held by import-linter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")


def test_the_arrows_hold():
    said = subprocess.run(
        [LINT, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_every_room_stands_in_the_order_of_rooms_or_alone():
    contracts = (HOUSE / "pyproject.toml").read_text().split("[tool.importlinter]")[1]
    for room in (HOUSE / "kiosk").iterdir():
        if (room / "__init__.py").exists():
            assert f'kiosk.{room.name}"' in contracts or f"kiosk.{room.name} " in contracts
