"""Answers kept on disk so that a service need only say that nothing has changed.

Own, and small, because the caches made for httpx2 keep the request with the answer, and a request may carry a key.
Here an answer is kept under its address alone, only if the service gave a validator, and only once it was found good.
"""

import hashlib
import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ..credentials import without_credentials
from ..store.atomic_write import private_folder, write_whole
from .request import Request, ServiceAnswer

CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
"""Headers of an answer, and those of a request that ask by them."""
MOST = 200_000_000
"""Bytes of answers kept; the oldest go first."""


def is_validator(value: object) -> bool:
    """Whether a validator can be sent back: printable ASCII, not too long. Any other byte is no header's."""
    return isinstance(value, str) and value.isascii() and value.isprintable() and 0 < len(value) <= 1_000


class AnswerCache:
    """A folder of answers, each a line of JSON with what is known of it and then the body. A cache that cannot be read or
    written is as good as an empty one."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self.folder, self.most = folder, most

    def conditions(self, request: Request) -> dict[str, str]:
        """The headers that ask whether the kept answer still holds; none where no sound one is kept."""
        entry, body = self._kept(request)
        if entry.get("sha256") != hashlib.sha256(body).hexdigest():
            return {}
        return {h: entry[n] for n, h in CONDITIONS.items() if is_validator(entry.get(n))}

    def recall(self, request: Request, path: Path) -> ServiceAnswer:
        """Copy the kept answer to `path`. Raises OSError, KeyError or ValueError where there is none."""
        entry, body = self._kept(request)
        retrieved = datetime.fromisoformat(str(entry["retrieved"]))
        if retrieved.tzinfo is None:
            raise ValueError("a time without a zone")
        path.write_bytes(body)
        return ServiceAnswer(request, path, len(body), entry["sha256"], retrieved, from_cache=True)

    def keep(self, answer: ServiceAnswer) -> None:
        """Keep an answer that was found good, if the service gave a validator for it and does not repeat the key in it."""
        if answer.from_cache or not answer.validators:
            return
        body = answer.path.read_bytes()
        text = body.decode("utf-8", "replace")
        if answer.request.clean(text) != text:
            return
        entry = {
            "url": without_credentials(answer.request.url),
            "sha256": answer.sha256,
            "retrieved": answer.retrieved.isoformat(),
        }
        with suppress(OSError):
            private_folder(self.folder)
            head = json.dumps(entry | dict(answer.validators)).encode()
            write_whole(self._path(answer.request), head + b"\n" + body)
            self._drop_oldest()

    def _kept(self, request: Request) -> tuple[dict[str, str], bytes]:
        """What is known of the kept answer and its body; nothing where none is kept."""
        try:
            head, _, body = self._path(request).read_bytes().partition(b"\n")
            entry = json.loads(head)
        except (OSError, ValueError, RecursionError):
            return {}, b""
        is_it = isinstance(entry, dict) and entry.get("url") == without_credentials(request.url)
        return (entry, body) if is_it else ({}, b"")

    def _path(self, request: Request) -> Path:
        name = hashlib.sha256(f"{request.url}\n{request.accept}".encode()).hexdigest()[:40]
        return self.folder / f"{name}.answer"

    def _drop_oldest(self) -> None:
        total = 0
        for path in sorted(self.folder.glob("*.answer"), key=lambda p: p.stat().st_mtime, reverse=True):
            total += path.stat().st_size
            if total > self.most:
                path.unlink(missing_ok=True)
