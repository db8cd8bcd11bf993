"""A bundle may come from anybody: what is not to the byte what it says is refused in one line."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import zipfile
from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import BundleError
from kiosk.release.bundle import examine, unpack, write
from kiosk.release.install import check_space
from kiosk.release.manifest import MEMBER, Entry, Manifest, read
from tests.packaging.bundles import Workshop

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of nothing."""


def header(
    name: str, size: int = 0, kind: bytes = tarfile.REGTYPE, to: str = ""
) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size, made.type, made.linkname = size, kind, to
    return made


def forged(
    folder: Path, members: Iterable[tuple[tarfile.TarInfo, bytes]] = (), **about: Any
) -> Path:
    """A tar with a manifest for this machine, changed by ``about``, and these members after it."""
    written = json.dumps({"bundle": 1, **Workshop.facts(), **about}).encode()
    made = folder / "forged.tar"
    with tarfile.open(made, "w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(header(MEMBER, len(written)), BytesIO(written))
        for member, content in members:
            archive.addfile(member, BytesIO(content))
    return made


def listed(path: str, size: int = 0, sha256: str = EMPTY) -> dict[str, Any]:
    return asdict(Entry(path, size, sha256))


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "models/../../../etc/cron.d/kiosk",
        "models/parrot/../parrot.gguf",
        "models/..",
        "models/.ssh/id",
        "wheels/a\nb.whl",
        "venv/bin/python3",
        "bin/kiosk",
        "",
    ],
)
def test_a_file_stands_where_files_of_a_bundle_stand_or_nowhere(machine, tmp_path, path):
    bundle = forged(tmp_path, [(header(path or "x"), b"")], files=[listed(path)])
    assert "where none may stand" in machine.refuses("apply", bundle)
    assert not machine.root.exists()


@pytest.mark.parametrize(
    ("kind", "called"),
    [
        (tarfile.SYMTYPE, "a symbolic link"),
        (tarfile.LNKTYPE, "a hard link"),
        (tarfile.CHRTYPE, "a device"),
        (tarfile.BLKTYPE, "a device"),
        (tarfile.FIFOTYPE, "a pipe"),
        (tarfile.DIRTYPE, "a folder"),
        (tarfile.GNUTYPE_SPARSE, "what is no file"),
    ],
)
def test_only_files_come_in_a_bundle(machine, tmp_path, kind, called):
    member = header("models/parrot/parrot.gguf", kind=kind, to="/etc/passwd")
    bundle = forged(tmp_path, [(member, b"")], files=[listed("models/parrot/parrot.gguf")])
    assert called in machine.refuses("apply", bundle)
    assert not machine.root.exists()


def test_a_name_may_not_be_as_long_as_memory(machine, tmp_path):
    """tarfile itself would read such a name whole."""
    member = header("././@LongLink", 1 << 20, tarfile.GNUTYPE_LONGNAME)
    bundle = forged(tmp_path, [(member, bytes(1 << 20))], files=[listed("models/a/b")])
    assert "what is no file" in machine.refuses("apply", bundle)


def test_a_compressed_file_is_never_uncompressed(machine, tmp_path):
    bomb = tmp_path / "bomb.tar"
    with tarfile.open(bomb, "w:gz") as archive:
        archive.addfile(header(MEMBER, 50_000_000), BytesIO(bytes(50_000_000)))
    assert bomb.stat().st_size < 100_000
    assert "no tar file" in machine.refuses("apply", bomb)


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"files": [listed(f"models/a/{n}") for n in range(2001)]}, "more files than"),
        ({"files": [listed("models/a/b", 1 << 50)]}, "larger than"),
        ({"files": [listed(f"models/a/{n}", 30 << 30) for n in range(3)]}, "would take 90 GB"),
        ({"files": [listed("models/a/b", 30 << 30)]}, "ends before"),
        ({"files": [listed("models/a/b"), listed("models/a/b")]}, "twice"),
        ({"files": [listed("models/a/b", -1)]}, "larger than"),
        ({"files": [listed("models/a/b", sha256="00")]}, "no SHA-256"),
        ({"files": [{"path": "models/a/b"}]}, "lacks something"),
        ({"files": {}}, "more files than"),
        ({"bundle": 2}, "of no version"),
        ({"version": "1.0; rm -rf /"}, "is no version"),
        ({"version": "../1.0"}, "is no version"),
        ({"without": ["menu"]}, "settings that are not a bundle's"),
        ({"without": ["x=$(reboot)"]}, "lacks something"),
        ({"surprise": 1}, "lacks something"),
        ({"machine": 5}, "what it is for"),
    ],
)
def test_a_manifest_that_asks_for_too_much_is_refused(machine, tmp_path, about, says):
    assert says in machine.refuses("apply", forged(tmp_path, **about))
    assert not machine.root.exists()


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"machine": "vax"}, "it is for vax"),
        ({"python": "2.7"}, "it is for Python 2.7"),
        ({"vectors": ["avx9000"]}, "a processor with avx9000"),
    ],
)
def test_a_bundle_for_another_machine_says_so(machine, tmp_path, about, says):
    assert says in machine.refuses("apply", forged(tmp_path, **about))
    assert not machine.root.exists()


def test_more_than_the_disk_has_room_for_is_refused_before_it_is_written(tmp_path):
    free = shutil.disk_usage(tmp_path).free
    entry = Entry("models/parrot/parrot.gguf", free + 1, EMPTY)
    with pytest.raises(BundleError, match="are free"):
        check_space(Manifest(**{**Workshop.facts(), "files": (entry,)}), tmp_path / "opt")


def test_what_is_in_it_beyond_its_manifest_is_refused(machine, tmp_path):
    bundle = forged(tmp_path, [(header("models/parrot/parrot.gguf"), b"")])
    assert "more in it" in machine.refuses("apply", bundle)


def test_one_wrong_byte_anywhere_is_found(machine, workshop):
    sound = workshop.bundle("1.0", weights={"parrot/parrot.gguf": b"GGUF" * 1000})
    content = bytearray(sound.read_bytes())
    at = content.index(b"GGUF" * 1000) + 1234
    content[at] ^= 1
    damaged = workshop.folder / "damaged.tar"
    damaged.write_bytes(content)
    assert "parrot.gguf has the wrong SHA-256" in machine.refuses("apply", damaged)
    assert not machine.root.exists()


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9])
def test_a_copy_that_broke_off_is_found(machine, workshop, share):
    content = workshop.bundle("1.0").read_bytes()
    short = workshop.folder / "short.tar"
    short.write_bytes(content[: int(len(content) * share)])
    assert "not whole" in machine.refuses("apply", short)
    assert not machine.root.exists()


def test_a_bundle_that_is_not_there(machine, tmp_path):
    assert "No such file" in machine.refuses("apply", tmp_path / "none.tar")


WHEEL = "wheels/kiosk-1.0-py3-none-any.whl"


def with_wheel(folder: Path, content: bytes) -> Path:
    """A bundle of one wheel, all of which is what its manifest says."""
    entry = listed(WHEEL, len(content), _sha256(content))
    return forged(folder, [(header(WHEEL, len(content)), content)], files=[entry])


def test_a_wheel_that_is_none_leaves_the_machine_as_it_was(machine, tmp_path):
    assert "it is no wheel" in machine.refuses("apply", with_wheel(tmp_path, b"PK, or not"))
    assert list((machine.root / "releases").iterdir()) == []


def test_a_wheel_that_would_fill_the_disk_is_not_unpacked(machine, tmp_path):
    with zipfile.ZipFile(bomb := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kiosk/zeros", bytes(50_000_000))
    assert "would take 0.1 GB" in machine.refuses("apply", with_wheel(tmp_path, bomb.getvalue()))
    assert list((machine.root / "releases").iterdir()) == []


def test_a_bundle_without_its_installer_of_wheels(machine, tmp_path):
    with zipfile.ZipFile(wheel := BytesIO(), "w") as archive:
        archive.writestr("kiosk/__init__.py", "")
    assert "no pip among them" in machine.refuses("apply", with_wheel(tmp_path, wheel.getvalue()))
    assert list((machine.root / "releases").iterdir()) == []


NAMES = st.from_regex(r"models/[a-z]{1,20}/[a-z0-9.]{1,30}", fullmatch=True).filter(
    lambda name: "/." not in name
)


@given(st.dictionaries(NAMES, st.binary(max_size=2000), max_size=5))
@settings(max_examples=30)
def test_what_is_packed_is_unpacked_and_the_same_gives_the_same_bytes(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("packed")
    files = {}
    for number, (path, content) in enumerate(contents.items()):
        files[path] = folder / str(number)
        files[path].write_bytes(content)
    entries = tuple(
        Entry(path, len(contents[path]), _sha256(contents[path])) for path in sorted(contents)
    )
    manifest = Manifest(**{**Workshop.facts(), "files": entries})
    assert read(manifest.written) == manifest
    for name in ("one", "two"):
        with (folder / name).open("wb") as opened:
            write(opened, manifest, files)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    with tarfile.open(folder / "one") as archive:  # and any tar can read it
        assert len(archive.getnames()) == len(contents) + 1

    assert unpack(folder / "one", folder / "out") == manifest
    assert {path: (folder / "out" / path).read_bytes() for path in contents} == contents


@given(data=st.data())
@settings(max_examples=200)
def test_whatever_is_changed_in_it_is_refused_and_nothing_else_is_raised(tmp_path_factory, data):
    """But for what a tar itself does not care about: owner, time and the padding."""
    folder = tmp_path_factory.getbasetemp()
    (folder / "weight").write_bytes(b"GGUF" * 100)
    entry = Entry("models/parrot/parrot.gguf", 400, _sha256(b"GGUF" * 100))
    manifest = Manifest(**{**Workshop.facts(), "files": (entry,)})
    made = BytesIO()
    write(made, manifest, {entry.path: folder / "weight"})
    content = bytearray(made.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "changed.tar").write_bytes(content)
    try:
        found = examine(folder / "changed.tar")
    except BundleError:
        return
    assert found.files == manifest.files


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
