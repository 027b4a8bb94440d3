"""Pages inside a circle, one resource a class."""
