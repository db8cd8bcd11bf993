"""Make the Debian package: the kiosk whole, its user, its services and its settings.

The package holds an environment that is ready to run, made of the same wheels as a bundle: dpkg
knows every file, nothing is downloaded or compiled where it is installed, and nothing is left when
it is purged.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import bundle
import wheelhouse

PACKAGING = wheelhouse.HOUSE / "packaging"
PYTHON: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
SYSTEM_PYTHON = Path(f"/usr/bin/python{PYTHON}")
"""The system's own of the version that the wheels are for."""
HOME: Final = Path("usr/lib/kiosk")
"""Where the kiosk is in the package, laid out like a release."""

_ASSEMBLE: Final = """
import sys
from pathlib import Path
from kiosk.release.install import put_together
put_together(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
"""


def make() -> Path:
    """Build the package; returns its path."""
    if not SYSTEM_PYTHON.exists():
        raise SystemExit(f"deb: the system has no Python {PYTHON}, which the wheels are for")
    wheels = wheelhouse.gather()
    version = wheelhouse.project()["version"]
    root = wheelhouse.HOUSE / "out" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    (root / HOME).mkdir(parents=True)
    _run(
        [SYSTEM_PYTHON, "-P", "-c", _ASSEMBLE, root / HOME, wheels, version],
        PYTHONPATH=str(next(wheels.glob("kiosk-*.whl"))),
        PYTHONDONTWRITEBYTECODE="1",
    )
    settle(root)
    add_files(root)
    describe(root, version)
    wheelhouse.allow_as_usual(root)
    architecture = _dpkg_architecture()
    package = root.with_name(f"kiosk_{version}_{architecture}.deb")
    _run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "--build", root, package],
        SOURCE_DATE_EPOCH=str(wheelhouse.packed_at()),
    )
    return package


def settle(root: Path) -> None:
    """Make the environment one that stands where the package puts it, and compile it."""
    venv = root / HOME / "venv"
    for script in (venv / "bin").iterdir():
        if not script.is_symlink():
            script.unlink()
    (venv / "pyvenv.cfg").write_text(
        f"home = /usr/bin\ninclude-system-site-packages = false\nversion = {PYTHON}\n"
    )
    for note in venv.rglob("direct_url.json"):  # where the wheels were when this was made
        note.unlink()
    for cache in venv.rglob("__pycache__"):
        shutil.rmtree(cache)
    # Unchecked: dpkg answers for source and compiled file being of one version.
    _run(
        [
            *(SYSTEM_PYTHON, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"),
            *("-s", root, "-p", "/", venv / "lib"),
        ]
    )
    for record in venv.rglob("*.dist-info/RECORD"):
        keep_what_is_there(record)


def keep_what_is_there(record: Path) -> None:
    """Take out of a list of installed files what is gone: scripts, whose digests hang on where the
    package was made."""
    site = record.parent.parent
    with record.open(encoding="utf-8", newline="") as listed:
        rows = [row for row in csv.reader(listed) if (site / row[0]).exists()]
    with record.open("w", encoding="utf-8", newline="") as kept:
        csv.writer(kept, lineterminator="\n").writerows(rows)


def add_files(root: Path) -> None:
    """Commands, services, settings and documents."""
    debian, systemd = PACKAGING / "debian", PACKAGING / "systemd"
    units, documents = Path("usr/lib/systemd/system"), Path("usr/share/doc/kiosk")
    copies = {
        debian / "kiosk": Path("usr/bin/kiosk"),
        debian / "kiosk-update": Path("usr/sbin/kiosk-update"),
        debian / "kiosk.toml": Path("etc/kiosk/kiosk.toml"),
        debian / "copyright": documents / "copyright",
        **{page: documents / page.name for page in (wheelhouse.HOUSE / "docs").glob("*.md")},
        systemd / "kiosk-.service.d-sandbox.conf": units / "kiosk-.service.d" / "sandbox.conf",
        **{unit: units / unit.name for unit in systemd.glob("*.service")},
    }
    for source, place in copies.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, root / place)
        (root / place).chmod(0o755 if "bin" in place.parts[1] else 0o644)
    log = (wheelhouse.HOUSE / "CHANGELOG.md").read_bytes()
    (root / documents / "changelog.gz").write_bytes(
        gzip.compress(log, mtime=wheelhouse.packed_at())
    )


def describe(root: Path, version: str) -> None:
    """The package's own papers: what it is, its scripts, the sums of its files."""
    files = [file for file in sorted(root.rglob("*")) if file.is_file() and not file.is_symlink()]
    facts = {
        "VERSION": version,
        "ARCHITECTURE": _dpkg_architecture(),
        "SIZE": str(sum(file.stat().st_size for file in files) // 1024),
        "PYTHON": PYTHON,
        "VECTORS": " ".join(bundle.vectors()),
    }
    papers = root / "DEBIAN"
    papers.mkdir()
    for name in ("control.in", "postinst.in", "prerm", "postrm"):
        text = (PACKAGING / "debian" / name).read_text(encoding="utf-8")
        paper = papers / name.removesuffix(".in")
        paper.write_text(re.sub(r"@([A-Z_]+)@", lambda found: facts[found[1]], text))
        paper.chmod(0o644 if paper.name == "control" else 0o755)
    (papers / "conffiles").write_text("/etc/kiosk/kiosk.toml\n")
    sums = (f"{_md5(file)}  {file.relative_to(root)}\n" for file in files)
    (papers / "md5sums").write_text("".join(sums))


def _dpkg_architecture() -> str:
    return {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]


def _md5(file: Path) -> str:
    """As dpkg keeps it, against accidents, not against people."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _run(command: list[str | Path], **environment: str) -> None:
    if subprocess.run(command, env={**os.environ, **environment}, check=False).returncode:
        raise SystemExit(f"deb: {command[0]} failed; the reason is above")


if __name__ == "__main__":
    package = make()
    print(f"{package} ({package.stat().st_size / 1e6:.0f} MB)")
