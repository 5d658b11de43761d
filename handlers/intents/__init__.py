"""One file for each thing people ask; a module names its INTENTS and answers them with `respond`."""

import importlib
import pkgutil

from handlers.desk import Respond


def discover() -> dict[str, Respond]:
    """Intent -> the function that answers it. Raises ValueError when two files claim the same intent."""
    found: dict[str, Respond] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for intent in module.INTENTS:
            if intent in found:
                raise ValueError(f"handlers/intents/{info.name}.py: another file already answers {intent!r}")
            found[intent] = module.respond
    return found
