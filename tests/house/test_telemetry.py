"""No library of ours keeps a diary for its maker, or leaves things about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_onnx_runtime_notes_nothing_of_this_machine(tmp_path: Path) -> None:
    """Left alone it keeps the machine's number, and what it is about to send, in these folders."""
    places = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run(
        [sys.executable, "-c", "import kiosk, onnxruntime"],
        check=True,
        env={**os.environ, **places, "ORT_DISABLE_TELEMETRY": "0"},
    )
    assert list(tmp_path.iterdir()) == []


def test_a_look_at_the_printers_leaves_no_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", "import kiosk.connect.printer"],
        check=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert list(tmp_path.iterdir()) == []
