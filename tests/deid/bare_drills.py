"""The same attacks in a zygote that loaded no model: walls are all that is looked at, and this one starts in half the time."""

from cases.deid.sandbox import child
from tests.deid.drills import *  # noqa: F403

child.load_engines = lambda: child.Engines(None, None, {})
