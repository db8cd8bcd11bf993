"""A process gives up the network for good: from then on neither it nor its children get a socket.

Engines parse weights and sound that others made; a worker whose engine was taken over by them has
nowhere to send what it hears. The one socket that it keeps is the link to its parent, which it had
before.

A seccomp filter does it: it needs no rights, no namespace and no container's consent, and it
cannot be taken off again. https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from typing import Final

__all__ = ["unplug"]

_ARCHITECTURES: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: how seccomp calls it (``linux/audit.h``), and the number of ``socket``."""
_IO_URING_SETUP: Final = 425
"""A ring opens sockets, too, past the filter; its number is the same everywhere."""
_OTHER_WORLD: Final = 0x4000_0000
"""From here on the numbers of x32 begin, where ``socket`` has another one."""

# Of a classic BPF program (linux/bpf_common.h, linux/seccomp.h).
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW: Final = 0x7FFF_0000
_DENY: Final = 0x0005_0000 | errno.EACCES
_AT_NUMBER, _AT_ARCHITECTURE = 0, 4
"""Where in ``struct seccomp_data`` they are."""

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
"""Of prctl; the first is what an ordinary user has to give up for the second."""


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def unplug() -> bool:
    """Take the network from this process; call it before there are threads.

    Returns whether it was possible: on another processor, or a kernel without seccomp, it is not.
    """
    known = _ARCHITECTURES.get(platform.machine())
    if known is None:
        return False
    code = _filter(*known)
    program = _Program(len(code) // 8, code)
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0) == 0)


def _filter(architecture: int, socket: int) -> bytes:
    """The program: every call is allowed but those that lead to a socket."""
    deny = 7  # the index of the last instruction; jumps count from the one behind themselves
    return b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in (
            (_LOAD, 0, 0, _AT_ARCHITECTURE),
            (_IF_EQUAL, 0, deny - 2, architecture),
            (_LOAD, 0, 0, _AT_NUMBER),
            (_IF_AT_LEAST, deny - 4, 0, _OTHER_WORLD),
            (_IF_EQUAL, deny - 5, 0, socket),
            (_IF_EQUAL, deny - 6, 0, _IO_URING_SETUP),
            (_RETURN, 0, 0, _ALLOW),
            (_RETURN, 0, 0, _DENY),
        )
    )
