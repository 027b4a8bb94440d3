"""Who together: circles, memberships, invitations."""
