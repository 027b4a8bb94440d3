"""Markdown to HTML that is safe to store: escaped first, then reduced to a short list of elements; no images, no raw HTML."""

from html import unescape

import nh3
from markdown_it import MarkdownIt

ELEMENTS = {
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "*": set()}

# Headings stay text: a comment stands inside a page that has its own. Reference definitions would hide their words.
_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
_PARSER.disable(["image", "html_block", "html_inline", "heading", "lheading", "reference"])


def to_html(text):
    """HTML of a Markdown text. Links go to http and https only and carry rel="nofollow noopener noreferrer"."""
    return nh3.clean(
        _PARSER.render(text),
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        attribute_filter=_outward,
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
        strip_comments=True,
    )


def shown(text):
    """The words a reader sees of a Markdown text: without its markup, and with references such as `&#64;` as what they stand for."""
    return unescape(nh3.clean(to_html(text), tags=set()))


def _outward(_element, attribute, value):
    """Drop an address without a scheme: `//evil.example` leads elsewhere too, and `/accounts/` would look like a button of ours."""
    return None if attribute == "href" and not value.lower().startswith(("http://", "https://")) else value
