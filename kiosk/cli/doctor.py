"""``kiosk doctor``: what this machine has, what it lacks, and what it will run."""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.doctor_audio import check_sound
from kiosk.cli.doctor_rungs import Advice, advise, measure_small_ms
from kiosk.cli.doctor_settings import faults, unknown_names
from kiosk.cli.options import AsJson
from kiosk.cli.speech import HIBARI
from kiosk.config import Settings, settings
from kiosk.errors import AudioError, KioskError, StoreError, UsageError
from kiosk.locations import cache_dir, data_dir
from kiosk.provision import Purpose, Shelf, State
from kiosk.speech.devices import Direction, device_name
from kiosk.store.database import FILE, check_version

__all__ = ["Device", "Engine", "Lack", "Machine", "Report", "WeightState", "doctor"]

_PROBES = {
    "llama-cpp-python": "import llama_cpp; print(llama_cpp.llama_supports_gpu_offload())",
    "sherpa-onnx": "import sherpa_onnx",
    "onnxruntime": "import onnxruntime",
    "soxr": "import soxr",
}
"""Native packages, and a line of Python that loads each and prints whether it uses a GPU."""

_VECTORS = re.compile(
    r"\b(?:avx2|avx512f|avx512_vnni|avx_vnni|amx_int8|fma|f16c|asimddp|i8mm|sve2?)\b"
)
"""The instruction sets that decide how fast the engines are, as /proc/cpuinfo names them."""


@dataclass(frozen=True)
class Machine:
    """The computer."""

    processor: str
    cores: int
    """Cores that this process may use."""
    vectors: tuple[str, ...]
    """Instruction sets that the engines make use of."""
    memory_mb: int
    memory_free_mb: int
    disk_free_mb: int
    """Free space where weights are kept."""
    system: str
    python: str

    @classmethod
    def read(cls) -> Machine:
        """This one."""
        cpuinfo = _text("/proc/cpuinfo")
        meminfo = dict(re.findall(r"^(\w+):\s+(\d+) kB", _text("/proc/meminfo"), re.MULTILINE))
        named = re.search(r"^model name\s*:\s*(.+)$", cpuinfo, re.MULTILINE)
        return cls(
            processor=named[1] if named else platform.machine(),
            cores=len(os.sched_getaffinity(0)),
            vectors=tuple(sorted(set(_VECTORS.findall(cpuinfo)))),
            memory_mb=int(meminfo.get("MemTotal", 0)) // 1024,
            memory_free_mb=int(meminfo.get("MemAvailable", 0)) // 1024,
            disk_free_mb=shutil.disk_usage(_standing(cache_dir())).free // 2**20,
            system=platform.platform(),
            python=platform.python_version(),
        )


@dataclass(frozen=True)
class Engine:
    """A native library, tried in a process of its own: a broken one ends its process."""

    name: str
    version: str | None
    """Of the package; none when it is not installed."""
    fault: str | None = None
    """Why it does not load."""
    gpu: bool = False
    """Built to hand work to a graphics processor."""


@dataclass(frozen=True)
class Device:
    """The microphone or speaker that the settings choose."""

    kind: str
    """``microphone`` or ``speaker``."""
    name: str | None
    """As PortAudio knows it; none when there is none."""
    fault: str | None = None
    """Why there is none."""


@dataclass(frozen=True)
class WeightState:
    """One weight of the manifest on this machine."""

    name: str
    purpose: str
    state: str
    """One of ``provision.State``: ready, missing, or wrong (not what the manifest says)."""
    needed: bool
    """Whether the kiosk as configured loads it."""


@dataclass(frozen=True)
class Lack:
    """Something that is not there, and what to do about it."""

    what: str
    way_out: str
    needed: bool = True
    """Whether the kiosk as configured cannot do without it."""


@dataclass(frozen=True)
class Report:
    """All of it; ``--json`` prints these fields."""

    machine: Machine
    engines: tuple[Engine, ...]
    audio: tuple[Device, ...]
    weights: tuple[WeightState, ...]
    runs: dict[str, str]
    """What the settings choose: menu, recogniser, voice, language model."""
    advice: Advice
    """The language models that suit the machine."""
    lacks: tuple[Lack, ...]

    @property
    def fit(self) -> bool:
        """Nothing that is needed is missing."""
        return not any(lack.needed for lack in self.lacks)


def doctor(
    measure: Annotated[
        bool, typer.Option("--measure", help="Time the small language model to advise on it.")
    ] = False,
    audio: Annotated[
        bool, typer.Option("--audio", help="Say a sentence, and measure how it comes back.")
    ] = False,
    played: Annotated[
        Path | None, typer.Option(help="With --audio: a recording of what a speaker played.")
    ] = None,
    heard: Annotated[
        Path | None, typer.Option(help="With --audio: what a microphone heard of it.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What this machine has, lacks and will run, and which language models suit it.

    Exit status 1 when something is missing that the kiosk, as configured, cannot do without.
    """
    if not audio and (played is not None or heard is not None):
        raise UsageError("--played and --heard are for --audio")
    if audio:
        check_sound(played, heard, as_json=as_json)
        return
    report = examine(settings(), measure_small_ms() if measure else None)
    if as_json:
        told = {**dataclasses.asdict(report), "advice": report.advice.as_json(), "fit": report.fit}
        typer.echo(json.dumps(told, indent=2))
    else:
        typer.echo("\n".join(_lines(report)))
    raise typer.Exit(0 if report.fit else 1)


def examine(chosen: Settings, small_ms: float | None = None) -> Report:
    """Look at everything that a kiosk with the settings ``chosen`` needs.

    Args:
        chosen: the settings.
        small_ms: how long a turn of the small language model takes here, where it was measured.
    """
    machine = Machine.read()
    engines = tuple(_try_engine(name, probe) for name, probe in _PROBES.items())
    audio = (
        _device("microphone", chosen.input_device, "input"),
        _device("speaker", chosen.output_device, "output"),
    )
    weights, unlisted = _weights(chosen)
    gpu = any(engine.gpu for engine in engines)
    return Report(
        machine=machine,
        engines=engines,
        audio=audio,
        weights=weights,
        runs={
            "menu": str(chosen.menu),
            "recogniser": chosen.recogniser,
            "voice": chosen.voice,
            "language_model": chosen.language_model or "none: the rules alone",
            "larger_language_model": ", ".join(chosen.language_models[1:]) or "none",
        },
        advice=advise(machine.cores, machine.memory_mb, gpu=gpu, small_ms=small_ms),
        lacks=(
            *_lacking_engines(engines),
            *unlisted,
            *_lacking_weights(weights),
            *_lacking_settings(chosen),
            *_lacking_journal(),
            *_lacking_sound(audio),
        ),
    )


def _try_engine(name: str, probe: str) -> Engine:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Engine(name, None, "not installed")
    tried = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    if tried.returncode != 0:
        last = tried.stderr.strip().splitlines()[-1:] or [f"ended with {tried.returncode}"]
        return Engine(name, version, last[0])
    return Engine(name, version, gpu=tried.stdout.strip() == "True")


def _device(kind: str, chosen: str | None, direction: Direction) -> Device:
    try:
        return Device(kind, device_name(chosen, direction))
    except AudioError as fault:
        return Device(kind, None, str(fault))


def _weights(chosen: Settings) -> tuple[tuple[WeightState, ...], list[Lack]]:
    """Every weight of the manifest, and what keeps the chosen ones from being found in it."""
    try:
        shelf = Shelf()
    except KioskError as fault:
        return (), [Lack(fault.message, fault.hint or "make setup")]
    wanted = {chosen.recogniser, chosen.voice, *chosen.language_models} - {HIBARI}
    known = {weight.name for weight in shelf.manifest.weights}
    states = tuple(
        WeightState(
            weight.name,
            weight.purpose,
            shelf.state(weight),
            needed=weight.name in wanted or (weight.default and weight.purpose == Purpose.VAD),
        )
        for weight in shelf.manifest.weights
    )
    return states, [
        Lack(f"no weight is called {name}", "kiosk models list shows the names")
        for name in sorted(wanted - known)
    ]


def _lacking_weights(weights: tuple[WeightState, ...]) -> list[Lack]:
    return [
        Lack(f"{weight.purpose} {weight.name}: {weight.state}", f"kiosk models pull {weight.name}")
        for weight in weights
        if weight.needed and weight.state != State.READY
    ]


def _lacking_engines(engines: tuple[Engine, ...]) -> list[Lack]:
    return [
        Lack(f"{engine.name}: {engine.fault}", "make setup") for engine in engines if engine.fault
    ]


def _lacking_sound(audio: tuple[Device, ...]) -> list[Lack]:
    """Typing and touch take an order without any sound, so none of it is needed."""
    return [
        Lack(device.fault, f"connect a {device.kind}; typing and touch go on", needed=False)
        for device in audio
        if device.fault
    ]


def _lacking_settings(chosen: Settings) -> list[Lack]:
    return [
        *(Lack(fault.message, fault.hint or "put it right there") for fault in faults(chosen)),
        *(Lack(name, "it changes nothing", needed=False) for name in unknown_names()),
    ]


def _lacking_journal() -> list[Lack]:
    """A journal that this kiosk cannot go on with: it would keep orders in memory alone."""
    try:
        check_version(data_dir() / FILE)
    except StoreError as fault:
        return [Lack(fault.message, fault.hint or "look at the disk")]
    return []


def _lines(report: Report) -> list[str]:
    machine = report.machine
    engines = [
        f"{engine.name} {engine.version}{' (GPU)' if engine.gpu else ''}"
        for engine in report.engines
        if not engine.fault
    ]
    lines = [
        _row("machine", f"{machine.processor}, {machine.cores} cores, {machine.system}"),
        _row("", " ".join(machine.vectors) or "no vector instructions known"),
        _row(
            "room",
            f"{_gb(machine.memory_mb)} memory ({_gb(machine.memory_free_mb)} free), "
            f"{_gb(machine.disk_free_mb)} disk free",
        ),
        _row("engines", " · ".join([f"Python {machine.python}", *engines])),
        *(_row(device.kind, device.name or "none") for device in report.audio),
        _row("weights", ", ".join(w.name for w in report.weights if w.state == State.READY)),
        *(_row(f"runs {name.replace('_', ' ')}", what) for name, what in report.runs.items()),
        _row("suited", report.advice.models),
        _row("", report.advice.why),
        _row("in kiosk.toml", report.advice.lines[0]),
        *(_row("", line) for line in report.advice.lines[1:]),
    ]
    for lack in report.lacks:
        lines.append(_row("MISSING" if lack.needed else "without", lack.what))
        lines.append(_row("", f"→ {lack.way_out}"))
    lines.append("ready" if report.fit else "not ready")
    return lines


def _row(label: str, text: str) -> str:
    return f"{label:28}{text}"


def _gb(megabytes: int) -> str:
    return f"{megabytes / 1024:.1f} GB"


def _text(path: str) -> str:
    """A file of /proc; empty where the system has none."""
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _standing(folder: Path) -> Path:
    """The nearest folder at or above ``folder`` that exists."""
    return next(at for at in (folder, *folder.parents) if at.exists())
