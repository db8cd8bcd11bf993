"""The promise of the bundle: a machine that never sees a network is set up, and takes an order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import bundle as bundles
import pytest

HOUSE = Path(__file__).resolve().parents[2]


def without_network(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command where there is no interface but a loopback that is down, and no variable."""
    alone = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    tried = subprocess.run([*alone, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.fail(f"this machine allows no network namespace: {tried.stderr.strip()}")
    path = "/usr/sbin:/usr/bin:/sbin:/bin"
    named = [f"{name}={text}" for name, text in {"PATH": path, **variables}.items()]
    return subprocess.run(
        [*alone, "env", "-i", *named, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


def test_there_is_no_network_where_these_tests_install():
    interfaces = without_network("cat", "/proc/net/dev").stdout.splitlines()[2:]
    assert [line.split(":")[0].strip() for line in interfaces] == ["lo"]


@pytest.mark.parametrize("rungs", ["rules", pytest.param("both", marks=pytest.mark.slow)])
def test_a_machine_that_never_saw_a_network_takes_an_order(tmp_path, rungs):
    bundle = bundles.make(rungs)
    subprocess.run(["tar", "-xf", bundle, "install.sh"], cwd=tmp_path, check=True)
    places = ("--root", tmp_path / "opt", "--home", tmp_path / "home")
    installed = without_network(
        *("sh", tmp_path / "install.sh", bundle, *places),
        PYTHON=f"{sys.base_prefix}/bin/python3",
        HOME=str(tmp_path),
    )
    assert installed.returncode == 0, installed.stderr
    kiosk = tmp_path / "opt" / "current" / "bin" / "kiosk"

    says = ("--say", "can I get a cheeseburger without onions", "--say", "that's all")
    ordered = without_network(
        *(kiosk, "order", "--menu", "burger", *says, "--say", "yes", "--json"),
        KIOSK_HOME=str(tmp_path / "home"),
    )
    assert ordered.returncode == 0, ordered.stderr
    order = json.loads(ordered.stdout)
    assert (order["status"], order["cart"]) == ("placed", ["1 cheeseburger -onion"])

    heard = without_network(
        *(kiosk, "demo", "--headless", "--json", "--out", tmp_path / "said"),
        KIOSK_HOME=str(tmp_path / "home"),
    )
    assert heard.returncode == 0, heard.stderr
    assert json.loads(heard.stdout)["status"] == "placed"


def test_the_installer_says_what_it_needs(tmp_path):
    script = HOUSE / "packaging" / "bundle" / "install.sh"
    (tmp_path / "notes.txt").write_text("milk, eggs")
    for words, says in (
        ([], "name the bundle"),
        ([tmp_path / "none.tar"], "is not there"),
        ([tmp_path / "notes.txt"], "is no bundle"),
    ):
        said = subprocess.run(["sh", script, *words], capture_output=True, text=True, check=False)
        (line,) = said.stderr.splitlines()
        assert (said.returncode, says in line) == (2, True), line
