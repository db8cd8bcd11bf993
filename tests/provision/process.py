"""A pull in a process of its own, for what cannot be done to the tests' own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kiosk.provision import Manifest

_PULL = """
import json, sys
from pathlib import Path
from kiosk.errors import KioskError
from kiosk.provision import Manifest, pull
manifest = Manifest.model_validate_json(sys.argv[1])
names = [weight.name for weight in manifest.weights]
try:
    pulled = pull(names, manifest=manifest, folder=Path(sys.argv[2]))
except KioskError as fault:
    sys.exit(str(fault))
print(json.dumps([weight.origins for weight in pulled]))
"""


def begun(
    manifest: Manifest, folder: Path, *before: str, **environment: str
) -> subprocess.Popen[str]:
    """Start pulling everything in a manifest; ``before`` is run first, a line of Python each."""
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            "\n".join((*before, _PULL)),
            manifest.model_dump_json(by_alias=True),
            str(folder),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )


def pulled(
    manifest: Manifest, folder: Path, *before: str, **environment: str
) -> list[dict[str, str]]:
    """Pull everything in a manifest; gives back the origins of each weight's files.

    Raises:
        RuntimeError: with what it said when it failed.
    """
    with begun(manifest, folder, *before, **environment) as process:
        said, complaint = process.communicate(timeout=60)
    if process.returncode:
        raise RuntimeError(complaint.strip())
    return list(json.loads(said))
