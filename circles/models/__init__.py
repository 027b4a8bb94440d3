"""Circles, memberships and invitations."""

from circles.models.circle import AlreadyMember, Circle, TooManyInvitations
from circles.models.invitation import Invitation, Unusable
from circles.models.membership import LastAdmin, Membership, Role

__all__ = ["AlreadyMember", "Circle", "Invitation", "LastAdmin", "Membership", "Role", "TooManyInvitations", "Unusable"]
