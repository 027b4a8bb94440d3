"""A QR code as an inline SVG of our own: no `data:` image, no style, nothing marked safe."""

import qrcode
from django import template

register = template.Library()
QUIET = 4  # modules of margin, as ISO/IEC 18004 asks


@register.inclusion_tag("mfa/totp/_qr.html")
def qr_code(text, label):
    """The modules of `text` as one path, a run of dark modules a rectangle; `label` is what a screen reader says."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make()
    return {"path": "".join(_runs(code.get_matrix())), "size": code.modules_count + 2 * QUIET, "label": label}


def _runs(rows):
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield f"M{start + QUIET} {y + QUIET}h{x - start}v1h-{x - start}z"
            x += 1
