"""Circles, memberships and invitations."""

from circles.models.circle import Circle
from circles.models.invitation import Invitation
from circles.models.membership import Membership

__all__ = ["Circle", "Invitation", "Membership"]
