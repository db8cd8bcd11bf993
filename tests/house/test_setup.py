"""Setting up a machine: what is there is used, what is missing is named, and built only once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import llama_wheel
import pytest

HOUSE = Path(__file__).resolve().parents[2]
PACKAGES = HOUSE / "scripts" / "system-packages"
BUILD = HOUSE / "scripts" / "llama_wheel.py"
VERSION = llama_wheel.pinned_version((HOUSE / "constraints.txt").read_text())


@pytest.fixture
def bare_machine(tmp_path):
    """A PATH with a shell, Python and apt-get, used by nobody in particular: no compiler,
    no cmake, no sudo."""
    for program in ("env", "bash"):
        (tmp_path / program).symlink_to(shutil.which(program))
    (tmp_path / "python3").symlink_to(Path(sys.executable).resolve())
    for program, does in (("apt-get", "exit 100"), ("id", "echo 1000")):
        (tmp_path / program).write_text(f"#!/bin/bash\n{does}\n")
        (tmp_path / program).chmod(0o755)
    return tmp_path


def test_a_complete_machine_is_left_alone():
    said = subprocess.run([PACKAGES], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")


def test_without_root_and_sudo_the_missing_packages_are_named(bare_machine):
    said = subprocess.run(
        [PACKAGES], env={"PATH": str(bare_machine)}, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    (line,) = said.stderr.splitlines()
    assert "no sudo" in line
    assert "apt-get install g++ cmake" in line


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("  [85/340] Building CXX object ggml/src/ggml.cpp.o", 0.25),
        ("[ 42%] Building CXX object ggml/src/ggml.cpp.o", 0.42),
        ("  -- Detecting CXX compiler ABI info", None),
    ],
)
def test_progress_is_read_from_what_the_compilers_say(line, share):
    assert llama_wheel.share_done(line) == share


BACKEND = f"""
import pathlib, platform, sys, zipfile

INFO = "llama_cpp_python-{VERSION}.dist-info"
METADATA = "Metadata-Version: 2.1\\nName: llama-cpp-python\\nVersion: {VERSION}\\n"
WHEEL = "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: false\\nTag: py3-none-any\\n"


def prepare_metadata_for_build_wheel(folder, config_settings=None):
    (pathlib.Path(folder) / INFO).mkdir()
    (pathlib.Path(folder) / INFO / "METADATA").write_text(METADATA)
    return INFO


def build_wheel(folder, config_settings=None, metadata_directory=None):
    objects = pathlib.Path(config_settings["build-dir"])
    if not objects.exists():
        objects.mkdir()
        print("[1/2] compiled", flush=True)
        sys.exit("the power went")
    name = f"llama_cpp_python-{VERSION}-py3-none-linux_{{platform.machine()}}.whl"
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
        for file, text in (("METADATA", METADATA), ("WHEEL", WHEEL), ("RECORD", "")):
            wheel.writestr(f"{{INFO}}/{{file}}", text)
    return name
"""
"""Builds like llama-cpp-python, in no time: the first build is interrupted half way."""


@pytest.fixture
def build(tmp_path):
    """Run the build script with a cache of its own and a small package in place of the big one."""
    source = tmp_path / f"llama_cpp_python-{VERSION}"
    source.mkdir()
    (source / "backend.py").write_text(BACKEND)
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    )
    (source / "PKG-INFO").write_text(
        f"Metadata-Version: 2.1\nName: llama-cpp-python\nVersion: {VERSION}\n"
    )
    with tarfile.open(f"{source}.tar.gz", "w:gz") as archive:
        archive.add(source, source.name)

    def run(**environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, BUILD],
            env={
                **os.environ,
                "XDG_CACHE_HOME": str(tmp_path / "cache"),
                "PIP_NO_INDEX": "1",
                "PIP_FIND_LINKS": str(tmp_path),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_an_interrupted_build_names_its_log_and_goes_on_at_the_next_run(build, tmp_path):
    stopped = build()
    assert stopped.returncode != 0
    log = tmp_path / "cache" / "kiosk" / "wheels" / f"llama-cpp-python-{VERSION}.log"
    assert f"the whole log is in {log}" in stopped.stderr
    assert "the power went" in log.read_text()

    finished = build()
    assert finished.returncode == 0, finished.stderr
    assert Path(finished.stdout.strip()).parent == log.parent
    assert "100%" in finished.stderr or "setup: llama.cpp" in finished.stderr


def test_a_wheel_is_built_once_for_each_recipe(build):
    build()
    made = build()
    again = build()
    assert again.stdout == made.stdout
    assert again.stderr == ""

    other = build(CMAKE_ARGS="-DGGML_CUDA=on")
    assert "building llama-cpp-python" in other.stderr


def test_a_wheel_that_does_not_say_how_it_was_built_is_built_again(build):
    build()
    wheel = Path(build().stdout.strip())
    note = llama_wheel.note_of(wheel)
    assert json.loads(note.read_text()) == llama_wheel.recipe()
    note.unlink()
    assert "building llama-cpp-python" in build().stderr
