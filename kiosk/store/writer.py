"""The one thread that writes: what it is given it does in order, each thing whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from kiosk.errors import StoreError
from kiosk.store.ballast import Ballast
from kiosk.store.database import fault, is_full, open_to_write

__all__ = ["Writer"]

T = TypeVar("T")


class Writer:
    """Holds the one connection that writes, and the thread that waits for the disk."""

    def __init__(self, path: Path, ballast: Ballast) -> None:
        """
        Raises:
            StoreError: as ``open_to_write``.
        """
        self._path = path
        self._ballast = ballast
        self._db = open_to_write(path)
        self._lasting = True
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")

    def call(self, job: Callable[[sqlite3.Connection], T], *, lasting: bool = True) -> Future[T]:
        """Do ``job`` in a transaction of its own, after all that was asked for before.

        Args:
            job: may run twice, and then nothing of the first time is left.
            lasting: wait until it would survive a power cut; without, it survives the process.

        Returns:
            What the job returns; or, as its exception, the ``StoreError`` that says why nothing was
            written, or what the job itself raised.

        Raises:
            StoreError: the journal is closed.
        """
        try:
            return self._thread.submit(self._do, job, lasting)
        except RuntimeError as closed:
            raise StoreError(f"{self._path}: it is closed") from closed

    def close(self) -> None:
        """Do what was asked for, and no more."""
        self._thread.shutdown()
        self._db.close()

    def _do(self, job: Callable[[sqlite3.Connection], T], lasting: bool) -> T:
        try:
            try:
                return self._transaction(job, lasting)
            except sqlite3.Error as refused:
                if not (is_full(refused) and self._ballast.drop()):
                    raise
                return self._transaction(job, lasting)
        except sqlite3.Error as refused:
            raise fault(self._path, refused) from refused

    def _transaction(self, job: Callable[[sqlite3.Connection], T], lasting: bool) -> T:
        if lasting != self._lasting:
            # In WAL mode FULL waits for the disk at every commit, NORMAL only now and then.
            self._db.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            self._lasting = lasting
        self._db.execute("BEGIN IMMEDIATE")
        try:
            result = job(self._db)
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return result
