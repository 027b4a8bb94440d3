"""The project: settings, URLs, middleware."""
