"""A small validator for the words of JSON Schema that our schema uses; an unknown word is an error, so that none is passed over."""

import re

KINDS = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int, "number": (int, float)}
NOTES = {"$schema", "$defs", "title", "description"}
KNOWN = NOTES | {
    *("$ref", "type", "const", "enum", "anyOf", "pattern", "minimum", "required", "properties", "additionalProperties"),
    *("items", "minItems", "maxItems"),
}


def faults(value, schema, root=None, at="$"):
    """Where `value` is not as the schema says, as a list of paths with the word that is broken; empty when it is."""
    root = root or schema
    unknown = set(schema) - KNOWN
    if unknown:
        raise ValueError(f"unknown words in the schema: {sorted(unknown)}")
    if "$ref" in schema:
        return faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    if "anyOf" in schema:
        tries = [faults(value, one, root, at) for one in schema["anyOf"]]
        return [] if any(not found for found in tries) else min(tries, key=len)
    return [*_own(value, schema, at), *_within(value, schema, root, at)]


def _own(value, schema, at):
    kind = schema.get("type")
    if kind and (not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind in ("integer", "number"))):
        yield f"{at}: type"
        return
    checks = {
        "const": lambda word: value == word,
        "enum": lambda word: value in word,
        "pattern": lambda word: re.search(word, value) is not None,
        "minimum": lambda word: value >= word,
        "required": lambda word: set(word) <= set(value),
        "minItems": lambda word: len(value) >= word,
        "maxItems": lambda word: len(value) <= word,
    }
    for word, check in checks.items():
        if word in schema and not check(schema[word]):
            yield f"{at}: {word}"


def _within(value, schema, root, at):
    if isinstance(value, list) and "items" in schema:
        for place, one in enumerate(value):
            yield from faults(one, schema["items"], root, f"{at}[{place}]")
    if isinstance(value, dict):
        for key, one in value.items():
            inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", True))
            if inner is False:
                yield f"{at}.{key}: additionalProperties"
            elif inner is not True:
                yield from faults(one, inner, root, f"{at}.{key}")
