"""The sandbox: every upload is decoded in a process of its own that can reach nothing and dies with the file.

This is the parent's side and imports no decoder. `Sandbox` is the whole of it; `zygote` and `child` are the other side.
"""

from cases.deid.sandbox.parent import Sandbox, SandboxUnavailable

__all__ = ["Sandbox", "SandboxUnavailable"]
