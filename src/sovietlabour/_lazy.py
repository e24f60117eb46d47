"""Libraries and types that are imported when they are first used, so that importing the package costs nothing."""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__all__ = ["axes", "literals", "models", "pa", "pd", "typed"]

if TYPE_CHECKING:
    import pandas as pd
    import pandera.typing as typed
    import pyarrow as pa
    from matplotlib import axes

    from sovietlabour import _literals as literals
    from sovietlabour import models
else:

    class _Later(ModuleType):
        """A module that is imported when something of it is asked for; without it, that is `Any`, as in a stub."""

        def __getattr__(self, name: str) -> Any:
            try:
                return getattr(import_module(self.__name__), name)
            except ModuleNotFoundError:
                return Any

    pd, pa, typed, axes = map(_Later, ("pandas", "pyarrow", "pandera.typing", "matplotlib.axes"))
    literals, models = map(_Later, ("sovietlabour._literals", "sovietlabour.models"))
