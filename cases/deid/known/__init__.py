"""Known identifiers: what a file's metadata and name give away is looked for in its pixels and in the case's words, then forgotten.

Each is a short string: a word of a name ("dupont"; "?okoro" where it may also be an ordinary word), a day ("1956-03-12"), a number
or code ("8801234"), or a coordinate ("48.8582"). They are never stored in the clear, and never leave with a receipt or a report.
"""

from cases.deid.known.matching import label, label_film, stands
from cases.deid.known.sifting import LONGEST, MOST, gathered, joined, of_name

__all__ = ["LONGEST", "MOST", "gathered", "joined", "label", "label_film", "of_name", "stands"]
