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
