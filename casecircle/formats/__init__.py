"""How dates are written in each language: one module a language, as Django’s FORMAT_MODULE_PATH asks."""
