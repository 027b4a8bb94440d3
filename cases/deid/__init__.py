"""De-identification: bytes, paths or text in, Clean out. Pure Python: no Django, no database, no clock."""

from cases.deid.clean import REFUSALS, Clean, Finding, Mask, Receipt, Refused
from cases.deid.limits import Limits

__all__ = ["REFUSALS", "Clean", "Finding", "Limits", "Mask", "Receipt", "Refused"]
