"""Fine-tuning of our own that is taken into Whisper where it is converted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import ModelError
from kiosk.locations import models_dir
from kiosk.provision import Shelf, State, load, require_adapter
from kiosk.provision.whisper import ct2
from kiosk.provision.whisper.adapter import adapted
from tests.provision.ct2_writer import Floats, weights, write

MATRIX = "encoder/layer_0/ffn/linear_0"


@pytest.fixture
def arrays(tmp_path: Path) -> ct2.Arrays:
    return ct2.read(write(tmp_path, weights(seed=7))["model"])


def thin(arrays: ct2.Arrays, rank: int = 2) -> dict[str, Floats]:
    rows, columns = arrays[f"{MATRIX}/weight"].shape
    dice = np.random.default_rng(5)
    return {
        f"{MATRIX}.a": dice.standard_normal((rank, columns)).astype(np.float16),
        f"{MATRIX}.b": dice.standard_normal((rows, rank)).astype(np.float16),
    }


def test_what_was_learnt_is_added_to_its_matrix_and_to_no_other(
    arrays: ct2.Arrays, tmp_path: Path
) -> None:
    learnt = thin(arrays)
    np.savez(tmp_path / "learnt.npz", **learnt)
    tuned = adapted(arrays, tmp_path / "learnt.npz")
    product = learnt[f"{MATRIX}.b"].astype(np.float32) @ learnt[f"{MATRIX}.a"].astype(np.float32)
    grown = tuned[f"{MATRIX}/weight"] - arrays[f"{MATRIX}/weight"]
    np.testing.assert_allclose(grown, product, rtol=1e-4, atol=1e-5)
    other = "decoder/layer_0/ffn/linear_0/weight"
    np.testing.assert_array_equal(tuned[other], arrays[other])


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda learnt: {**learnt, f"{MATRIX}.a": learnt[f"{MATRIX}.a"][:, 1:]}, "another size"),
        (lambda learnt: {**learnt, f"{MATRIX}.a": learnt[f"{MATRIX}.a"][1:]}, "the same rank"),
        (lambda learnt: {f"{MATRIX}.a": learnt[f"{MATRIX}.a"]}, "both of its sides"),
        (lambda learnt: {f"x/{name}": side for name, side in learnt.items()}, "no variable x/"),
    ],
)
def test_an_adapter_of_another_model_is_refused(arrays, tmp_path, damage, why) -> None:
    np.savez(tmp_path / "learnt.npz", **damage(thin(arrays)))
    with pytest.raises(ModelError, match=why):
        adapted(arrays, tmp_path / "learnt.npz")


@pytest.mark.parametrize("content", [b"", b"PK no archive", b"\x93NUMPY"])
def test_what_is_no_adapter_is_refused(arrays, tmp_path, content) -> None:
    file = tmp_path / "learnt.npz"
    file.write_bytes(content)
    with pytest.raises(ModelError, match="not an adapter"):
        adapted(arrays, file)


def test_the_shipped_adapter_fits_whisper_base() -> None:
    file = require_adapter("whisper-base")
    assert file is not None
    assert (file.parent / f"{file.stem}.md").is_file(), "every adapter has its card"
    adapted(ct2.read(models_dir() / "whisper-base" / "source" / "model.bin"), file)


def test_a_conversion_without_the_adapter_that_is_shipped_now_is_made_again() -> None:
    shelf = Shelf()
    weight = shelf.manifest.weight("whisper-base")
    assert shelf.state(weight) is State.READY
    manifest = load()
    other = [a.model_copy(update={"sha256": "0" * 64}) for a in manifest.adapters]
    changed = Shelf(manifest.model_copy(update={"adapters": tuple(other)}))
    assert changed.state(weight) is State.WRONG
