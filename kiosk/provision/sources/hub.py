"""A file on the Hugging Face hub: huggingface-hub finds it, the bytes come like any address's.

The hub tells a large file's size and SHA-256 before the first byte, so that one which is not the
manifest's is refused at once. ``HF_ENDPOINT`` and ``HF_HUB_OFFLINE`` are honoured.
"""

from __future__ import annotations

from kiosk.provision.manifest import File, HubSource
from kiosk.provision.partial import Partial
from kiosk.provision.sources import url
from kiosk.provision.sources.deadline import ANSWER_S, within
from kiosk.provision.sources.error import SourceError

__all__ = ["fetch"]

_SHA256_DIGITS = 64


def fetch(source: HubSource, partial: Partial) -> None:
    """Append what is missing.

    Raises:
        SourceError: the hub is unreachable or off, or has another file under this name.
        ModelError: the disk is full.
    """
    url.fetch(within(ANSWER_S, lambda: _location(source, partial.file)), partial)


def _location(source: HubSource, file: File) -> str:
    """Where the hub keeps the file's bytes.

    Raises:
        SourceError: as ``fetch``.
    """
    # Imported here: it takes longer to load than the rest of the package together.
    import huggingface_hub as hub
    from huggingface_hub.errors import HfHubHTTPError

    address = hub.hf_hub_url(source.repo, source.path, revision=source.revision)
    try:
        found = hub.get_hf_file_metadata(address, timeout=ANSWER_S)
    except HfHubHTTPError as bad:
        raise SourceError(f"refused with HTTP status {bad.response.status_code}") from bad
    except Exception as bad:  # the HTTP library below differs between versions of the hub's
        raise SourceError(f"unreachable ({bad})") from bad
    if found.etag and len(found.etag) == _SHA256_DIGITS and found.etag != file.sha256:
        raise SourceError(f"has another file under this name (SHA-256 {found.etag[:12]}…)")
    return found.location
