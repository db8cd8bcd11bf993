"""Build llama-cpp-python once per machine and print the path of the wheel.

The build takes minutes, so its wheel is kept in the user's cache, where ``make clean`` does not
reach. It is compiled for the processor it is built on (llama.cpp's default, and the fastest), so
a note beside the wheel says which processor and options that was; another one builds again.
An interrupted build goes on where it stopped. Only the standard library is used: this runs before
anything is installed.
"""

from __future__ import annotations

import fcntl
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

CONSTRAINTS = Path(__file__).resolve().parent.parent / "constraints.txt"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kiosk"

# Ninja counts steps ("[12/340]"), Make gives per cent ("[ 42%]").
_STEP = re.compile(r"^\s*\[(\d+)/(\d+)\]")
_PERCENT = re.compile(r"^\s*\[\s*(\d+)%\]")
# The instruction sets that a native build makes use of, on x86-64 and on ARM.
_VECTORS = re.compile(r"\b(?:avx\w*|fma|f16c|bmi2|asimd\w*|sve\w*|i8mm)\b")
# llama.cpp's AMX kernels end the process in virtual machines that report the tiles but do not let
# a program have them; what they would gain, a batch of the few tokens of an order does not show.
_NO_TILES = "-mno-amx-tile -mno-amx-int8 -mno-amx-bf16"


def pinned_version(constraints: str) -> str:
    """The version of llama-cpp-python that the project's constraints pin."""
    pin = re.search(r"^llama[-_]cpp[-_]python==(\S+)$", constraints, re.MULTILINE)
    if pin is None:
        raise SystemExit("setup: constraints.txt does not pin llama-cpp-python")
    return pin[1]


def recipe() -> dict[str, str]:
    """What decides the bytes of a build besides its version."""
    cpuinfo = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    tiles = re.search(r"\bamx_tile\b", cpuinfo) is not None
    flags = [f"-DCMAKE_{lang}_FLAGS='{_NO_TILES}'" for lang in ("C", "CXX")] if tiles else []
    return {
        "cmake_args": " ".join([*flags, os.environ.get("CMAKE_ARGS", "")]).strip(),
        "vectors": " ".join(sorted(set(_VECTORS.findall(cpuinfo)))),
    }


def note_of(wheel: Path) -> Path:
    """The file beside ``wheel`` that records its recipe."""
    return wheel.with_suffix(".json")


def cached(wheels: Path, version: str, wanted: dict[str, str]) -> Path | None:
    """The wheel in ``wheels`` that can be used here, if any."""
    for wheel in wheels.glob(f"llama_cpp_python-{version}-*_{platform.machine()}.whl"):
        note = note_of(wheel)
        if note.exists() and json.loads(note.read_text(encoding="utf-8")) == wanted:
            return wheel
    return None


def share_done(line: str) -> float | None:
    """How much of the compilation a line of build output reports as done, 0..1."""
    if step := _STEP.match(line):
        return int(step[1]) / int(step[2])
    if percent := _PERCENT.match(line):
        return int(percent[1]) / 100
    return None


class Progress:
    """One line that is redrawn on a terminal; elsewhere a line every 20 seconds."""

    def __init__(self) -> None:
        self.share = 0.0
        self._began = time.monotonic()
        self._shown = -60.0
        self._redraws = sys.stderr.isatty()

    def show(self) -> None:
        """Report the state now, if it is time to."""
        elapsed = time.monotonic() - self._began
        if not self._redraws and elapsed - self._shown < 20:
            return
        self._shown = elapsed
        bar = "#" * round(self.share * 30)
        minutes, seconds = divmod(round(elapsed), 60)
        text = f"setup: llama.cpp [{bar:30}] {self.share:4.0%}  {minutes}:{seconds:02}"
        start, end = ("\r", "") if self._redraws else ("", "\n")
        print(start + text, end=end, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the redrawn line standing."""
        if self._redraws:
            print(file=sys.stderr)


def run_logged(command: list[str], log: Path, progress: Progress, cmake_args: str = "") -> None:
    """Run ``command`` with its output in ``log`` and its progress on the terminal."""
    environment = {
        "CMAKE_BUILD_PARALLEL_LEVEL": str(os.cpu_count() or 1),
        **os.environ,
        "CMAKE_ARGS": cmake_args,
    }
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",  # whoever reads no more leaves the compiler waiting for ever
    )

    def follow() -> None:
        assert process.stdout is not None
        with log.open("a", encoding="utf-8", buffering=1) as kept:
            for line in process.stdout:
                kept.write(line)
                share = share_done(line)
                if share is not None:
                    progress.share = share

    reader = threading.Thread(target=follow)
    reader.start()
    while reader.is_alive():
        progress.show()
        reader.join(timeout=1)
    status = process.wait()
    if status != 0:
        progress.close()
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        print("\n".join(tail), file=sys.stderr)
        raise SystemExit(f"setup: llama-cpp-python did not build; the whole log is in {log}")


def source(version: str, work: Path, log: Path, progress: Progress) -> Path:
    """The unpacked source in ``work``, fetched unless an earlier run has it.

    It stands at one fixed path, and so does the build folder: CMake can then go on.
    """
    unpacked = work / "source"
    if unpacked.exists():
        return unpacked
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary=llama-cpp-python"]
    run_logged([*pip, "-d", str(work), f"llama-cpp-python=={version}"], log, progress)
    (archive,) = work.glob("*.tar.gz")
    shutil.unpack_archive(archive, work / "unpacking")
    (top,) = (work / "unpacking").iterdir()
    top.rename(unpacked)
    return unpacked


def build(version: str, wheels: Path, wanted: dict[str, str]) -> Path:
    """Compile, and move the finished wheel into ``wheels`` with its note."""
    work = CACHE / "build" / f"llama-cpp-python-{version}"
    work.mkdir(parents=True, exist_ok=True)
    log = wheels / f"llama-cpp-python-{version}.log"
    log.write_text("", encoding="utf-8")
    print(f"setup: building llama-cpp-python {version}, once, some minutes", file=sys.stderr)
    progress = Progress()
    unpacked = source(version, work, log, progress)
    run_logged(
        [
            *(sys.executable, "-m", "pip", "wheel", "-v", "--no-deps"),
            *("--config-settings", f"build-dir={work / 'objects'}"),
            *("-w", str(work), str(unpacked)),
        ],
        log,
        progress,
        wanted["cmake_args"],
    )
    progress.close()
    (made,) = work.glob("*.whl")
    kept = wheels / made.name
    note_of(kept).write_text(json.dumps(wanted), encoding="utf-8")
    shutil.move(made, kept)
    shutil.rmtree(work)
    return kept


def main() -> None:
    version = pinned_version(CONSTRAINTS.read_text(encoding="utf-8"))
    wheels = CACHE / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    wanted = recipe()
    with (wheels / ".lock").open("w") as lock:  # two checkouts set up at once build it once
        fcntl.flock(lock, fcntl.LOCK_EX)
        wheel = cached(wheels, version, wanted) or build(version, wheels, wanted)
    print(wheel)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit("\nsetup: stopped; the next run goes on from here") from None
