"""Named points at which a test may pull the plug; without the setting FAULT they do nothing."""

import errno
import os
import signal

from django.conf import settings


def fault(name):
    """FAULT=`name`: the process dies here by kill -9. `stop:name`: it sleeps until it is woken (SIGSTOP).

    `enospc:name`: the disk is full (OSError). `break:name`: a bug (RuntimeError).
    """
    if not settings.FAULT:
        return
    if name == settings.FAULT:
        os.kill(os.getpid(), signal.SIGKILL)
    if f"stop:{name}" == settings.FAULT:
        os.kill(os.getpid(), signal.SIGSTOP)
    if f"enospc:{name}" == settings.FAULT:
        raise OSError(errno.ENOSPC, "no space left (asked for by FAULT)")
    if f"break:{name}" == settings.FAULT:
        raise RuntimeError("broken (asked for by FAULT)")
