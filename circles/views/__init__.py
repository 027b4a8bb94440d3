"""Pages about circles, their people and their invitations."""
