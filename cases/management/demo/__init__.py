"""The demonstration: three fictitious circles, their cases, and pictures that the program draws itself."""
