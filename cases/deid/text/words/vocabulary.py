# ruff: noqa: E501 - lists are read as one line
"""Words of every day in three languages and of pharmacy: a capital word that is none of them, and no eponym, is probably a name.

vocabulary.txt.gz: forms from the word lists of pyspellchecker (MIT, counted in OpenSubtitles) that the spelling dictionaries of English
(SCOWL, MIT and BSD), French (Grammalecte, MPL 2.0) and Spanish (RLA-ES, MPL 1.1) accept in lower case; further forms of Spanish verbs,
some by their endings and some by hand; and the English words for peoples and languages, which have a capital. drugs.txt: one-word names of medicines and substances
gathered by drug-named-entity-recognition (MIT), without those that are names of people. Both sorted, lower case, without accents.
"""

import gzip
import re
from pathlib import Path

from cases.deid.text.words import listed, plain

_HERE = Path(__file__).parent


class _Sorted:
    """Membership in sorted lines of ASCII, looked up where they lie: a set of half a million words would take forty megabytes."""

    def __init__(self, lines: bytes):
        self.lines = b"\n" + lines

    def __contains__(self, word: str) -> bool:
        wanted = word.encode()
        low, high = 0, len(self.lines) - 1  # each stands on a line break
        while low < high:
            middle = self.lines.rfind(b"\n", low, (low + high) // 2 + 1)
            end = self.lines.find(b"\n", middle + 1)
            line = self.lines[middle + 1 : end]
            if line == wanted:
                return True
            if line < wanted:
                low = end
            else:
                high = middle
        return False


WORDS = _Sorted(gzip.decompress((_HERE / "vocabulary.txt.gz").read_bytes()))
DRUGS = _Sorted((_HERE / "drugs.txt").read_bytes())

# What doctors write and spelling dictionaries do not know.
_CLINICAL = listed("""
sats obs temps resps bms bps pls plz thx tks tnx bjr slt svp stp cdt xfer abx cryo trimetoprim trimethoprim orthogeriatrics spirometry pemphigus penfigo pressors refiere refieren dechocage ebola hartmanns apixaban orthoptics dermoscopy dermatoscopie dermatoscopia capillaroscopy elastography histopath endoscopist sonographer echocardiographer prehab rehab prehabilitation hospitalist intensivist oculoplastics neonates
perineum tibialis supraspinatus infraspinatus subscapularis gastrocnemius soleus peroneus quadriceps biceps triceps psoas iliopsoas piriformis trapezius latissimus sartorius gracilis rectus vastus semitendinosus levator orbicularis frontalis masseter temporalis platysma scalenus sternocleidomastoid pronator supinator extensor flexor abductor adductor
anisocoria papilledema papilloedema photophobia phonophobia dysdiadochokinesia dysmetria hemiballism opsoclonus myoclonus hyperreflexia clonus fasciculations bradykinesia hypomimia retropulsion festination
parvovirus adenovirus rotavirus norovirus enterovirus coxsackievirus rhinovirus cytomegalovirus metapneumovirus papillomavirus poxvirus arbovirus flavivirus alphavirus zika dengue chikungunya mpox monkeypox covid sars mers marburg lassa nipah hendra influenza parainfluenza
procalcitonin calprotectin troponin ferritin fibrinogen haptoglobin ceruloplasmin transferrin albumin prealbumin creatinine bilirubin amylase lipase aldolase myoglobin osmolality osmolarity lactate
hospitalisation teleconsult telederm uroflow nephro pneumo cardio neuro gyneco gastro hepato dermato rhumato infectio endocrino onco hemato ortho trauma radio anesth anest reanim pedia psy psiq oftalmo otorrino uro digest coro scanner irm tac eco fibro colo gastro mri ecg angio scinti doppler petscan petct
""")
_PARTS = re.compile(r"[-'’]")
# Forms of verbs that the list leaves out.
_CONJUGATED = re.compile(
    r"[^\W\d_]{3,}(?:riais|ariamos|eriamos|iriamos|asteis|isteis|abais|areis|ereis|ireis|erions|eriez|assions|assiez)\Z"
)


def ordinary(low: str) -> bool:
    """Whether a lower-case word, or each part of a hyphenated one, is a word of the dictionaries, accents or not; a plural too."""
    return all(_ordinary(part) for part in _PARTS.split(plain(low.replace("œ", "oe").replace("æ", "ae"))) if len(part) > 2)


# "mirad", "fijaos", "decidme": what is asked of several people in Spain, with what is tied to it.
_ASKED = re.compile(r"([^\W\d_]+[aei])d?(?:(?<=d)|(?:me|nos|os|lo|la|le|los|las|les|melo|selo|oslo))\Z")


def _ordinary(part: str) -> bool:
    if not part.isascii():
        return False
    if (asked := _ASKED.fullmatch(part)) and asked[1] + "r" in WORDS:
        return True
    if part in WORDS or part in _CLINICAL:
        return True
    if _CONJUGATED.fullmatch(part):
        return True
    if part.endswith("es") and part[:-2] in WORDS:
        return True  # "dolores"
    return part.endswith("s") and (part[:-1] in WORDS or part[:-1] in _CLINICAL)


def medicine(low: str) -> bool:
    """Whether a lower-case word is the name of a medicine or substance in the register."""
    word = plain(low)
    return word.isascii() and word in DRUGS
