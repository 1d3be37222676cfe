"""The README as an index page shows it: there are no files beside it there, so its links name those of the release."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE = re.compile(r"(!?)(\[[^\]]*\]\()(?![a-z]+:|#)([^)]+\))")


class CustomMetadataHook(MetadataHookInterface):
    """Sets `readme`, with the links made absolute below the address that pyproject.toml calls Source."""

    def update(self, metadata: dict[str, Any]) -> None:
        release = f"v{metadata['version']}"

        def absolute(link: re.Match[str]) -> str:
            picture, words, path = link.groups()
            return f"{picture}{words}{metadata['urls']['Source']}/{'raw' if picture else 'blob'}/{release}/{path}"

        text = _RELATIVE.sub(absolute, (Path(self.root) / "README.md").read_text("utf-8"))
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
