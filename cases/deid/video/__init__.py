"""Video: decode, look at every frame, burn the masks in, encode anew, verify.

The names below load PyAV, OpenCV and the engines on first use, so that a process that must not hold a decoder
can import `cases.deid.video.boxes` beside them. A sandbox calls `load_engines()` before it sets its limits.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.deid.video.burning import burn, verify
    from cases.deid.video.inspection import VideoInspection, inspect, load_engines

__all__ = ["VideoInspection", "burn", "inspect", "load_engines", "verify"]

_HOMES = {
    "VideoInspection": "inspection",
    "inspect": "inspection",
    "load_engines": "inspection",
    "burn": "burning",
    "verify": "burning",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    for home in sorted(set(_HOMES.values())):  # all of them at once: nothing is imported later, under limits
        import_module(f"{__name__}.{home}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
