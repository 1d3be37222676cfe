"""What can go wrong between this program and a web service, as one line for the person who asked."""

from __future__ import annotations

from ..safe_text import safe_text


class ServiceError(ValueError):
    """A service gave no usable answer: which one, what happened, what to do. Nothing was stored of it."""

    def __init__(self, service: str, reason: str, mend: str) -> None:
        self.service, self.reason, self.mend = service, reason, mend
        super().__init__(safe_text(f"{service}: {reason}; {mend}"))


class PassingError(ServiceError):
    """A fault that may be over in a moment; `wait` is the seconds the service asks to be left alone, if it does."""

    def __init__(self, service: str, reason: str, mend: str, wait: float | None = None) -> None:
        super().__init__(service, reason, mend)
        self.wait = wait


def changed(service: str, what: str) -> ServiceError:
    """The fault of an answer that is not of the shape its service documents."""
    return ServiceError(service, f"the answer is not what it used to be: {what}", "update cjtrade-tui or report it")
