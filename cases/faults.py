"""Named points at which a test may pull the plug; without the setting FAULT they do nothing."""

import errno
import os
import signal

from django.conf import settings


def fault(name):
    """With FAULT=`name` the process dies here by kill -9; with FAULT=`enospc:name` the disk is full here (OSError)."""
    if not settings.FAULT:
        return
    if name == settings.FAULT:
        os.kill(os.getpid(), signal.SIGKILL)
    if f"enospc:{name}" == settings.FAULT:
        raise OSError(errno.ENOSPC, "no space left (asked for by FAULT)")
