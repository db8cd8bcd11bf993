"""Engines that behave as native libraries do, well and badly. They run in real child processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.errors import AudioError, ModelError


class Counter:
    """Counts calls, so that a test sees whether it talks to the same engine as before."""

    def __init__(self, start: int = 0) -> None:
        self._count = start

    def count(self) -> int:
        self._count += 1
        return self._count

    def double(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        return samples * 2

    def pid(self) -> int:
        return os.getpid()

    def opens_a_socket(self, family: int) -> str:
        """What an engine would do that was taken over by its weights."""
        try:
            socket.socket(family).close()
        except OSError as refused:
            return str(refused.strerror)
        return "opened"

    def a_child_opens_a_socket(self) -> str:
        """The same, by another program."""
        tries = "import socket; socket.socket()"
        ran = subprocess.run([sys.executable, "-c", tries], stderr=subprocess.PIPE, check=False)
        return ran.stderr.decode().splitlines()[-1]

    def nap(self, seconds: float) -> str:
        time.sleep(seconds)
        return "rested"

    def count_to(self, end: int, log: str) -> Iterator[int]:
        for number in range(1, end + 1):
            time.sleep(0.01)
            yield number
            Path(log).write_text(str(number))

    def exit(self) -> None:
        """What a recogniser does on a bad file."""
        os.write(2, b"unknown model type\n")
        os._exit(255)

    def print_to_stdout(self) -> None:
        os.write(1, b"native chatter\n")

    def corrupt_file(self) -> None:
        raise AudioError("order.wav holds no sound")

    def bug(self) -> None:
        raise IndexError("list index out of range")


class WrongWeights:
    """Cannot be loaded, and says why."""

    def __init__(self) -> None:
        raise ModelError("whisper-base does not match the manifest")


class Unlucky:
    """Ends the process while it loads, from the second time on."""

    def __init__(self, marker: str) -> None:
        if Path(marker).exists():
            os._exit(1)
        Path(marker).touch()
