"""Tokenizers in Python that misbehave on one document."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from documents import SPOILT


@dataclass
class Fussy:
    """Counts words, and fails where one of them is `SPOILT`."""

    def __call__(self, text: str) -> int:
        if SPOILT in text:
            raise ValueError("the milk is not counted")
        return len(text.split())


@dataclass
class Deadly:
    """Counts words, and kills its process where it meets `SPOILT` for the first time."""

    scene: Path

    def __call__(self, text: str) -> int:
        if SPOILT in text and not self.scene.exists():
            self.scene.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return len(text.split())
