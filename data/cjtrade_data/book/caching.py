"""Caching: what is worked out from an object that never changes is kept with it."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Value = TypeVar("Value")


class HasCache:
    """An object that never changes: what is worked out from it is worked out once."""

    def __init__(self) -> None:
        self.cache: dict[Hashable, Any] = {}

    def cached(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """What `compute` gives, computed when it is first asked for; of a frame a copy."""
        if key not in self.cache:
            self.cache[key] = compute()
        found: Any = self.cache[key]
        return cast("Value", found.clone() if hasattr(found, "clone") else found)


Owner = TypeVar("Owner", bound=HasCache)


def cached(compute: Callable[Concatenate[Owner, Given], Value]) -> Callable[Concatenate[Owner, Given], Value]:
    """A function of an object with a cache, or a method of it, computed once for all hashable arguments, however they are
    given."""
    names = compute.__code__.co_varnames[1 : compute.__code__.co_argcount]
    usual = dict(zip(names[::-1], (compute.__defaults__ or ())[::-1], strict=False))

    @wraps(compute)
    def once(owner: Owner, /, *given: Given.args, **named: Given.kwargs) -> Value:
        told = (usual | dict(zip(names, given, strict=False)) | named).items() if usual or named else given
        return owner.cached((compute, *told), lambda: compute(owner, *given, **named))

    return once
