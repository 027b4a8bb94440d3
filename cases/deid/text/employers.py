# ruff: noqa: E501 - patterns are read as one line
"""Employers and schools by what is said of them: "works at X", "travaille chez X", "trabaja en X", "attends X", "her employer, X"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cases.deid.text.addresses import CAPITAL
from cases.deid.text.cues import DEPARTMENTS
from cases.deid.text.spans import Hit
from cases.deid.text.strange import stranger, thing
from cases.deid.text.worded import MONTHS
from cases.deid.text.words import listed
from cases.deid.text.words.clinical import CLINICAL_CODES, EPONYM_AFTER, EPONYM_BEFORE, NOT_NAMES
from cases.deid.text.words.medicines import clinical
from cases.deid.text.words.people import OCCUPATIONS
from cases.deid.text.words.places import VILLAGES
from cases.deid.text.words.recognisable import OCCUPATIONS as RARE

# Read from the preposition and the capital letter backwards, so that nothing is tried at every word.
_NAMED = re.compile(
    rf"(?:(?<=[ ])(?:at|for|with|in|by|of|from|to|chez|pour|à|au|aux|dans|par|en|para|con|del|de|por|du|d'|is|est|es)|(?<=\w)[,:]|(?<=\w)[ ][:(]|(?<![^\W_])[Aa]ttend(?:s|ed|ing)|(?<=[ ])(?:owns|founded|(?:plays?|played|sings|sang|danced?|dances)(?:[ ][a-z]{2, 10}){0, 3}[ ](?:in|for|with|at)|manages|managed|runs|regenta|bar|café|pub|restaurante?|hotel|hôtel|salon|tienda|ferme|granja|garage|taller|camping|gîte))[ ]?"
    r"(?P<article>(?:the|la|le|les|el|los|las|l'|une?|un[oa]?)[ ]?)?"
    r"(?P<head>(?:société|entreprise|groupe|usine|empresa|fábrica|grupo|firm|firme|company|cabinet|bufete|despacho|taller|tienda|bar|restaurante?|garage|boulangerie|pharmacie|farmacia|panadería|banco|banque)[ ](?:de[ ]|d')?)?"
    rf"(?P<name>[{CAPITAL}])"
)
_CUE = re.compile(
    r"""(?<![\w-])(?:
    (?:works?|worked|working)(?:[ ](?:part-?time|full-?time|nights|days|shifts))?(?:[ ]as[ ](?:an?[ ])?\w{3,20}(?:[ ]\w{3,20})?)?[ ](?:at|for|with|in)
    |employed[ ](?:by|at|with|as[ ]an?[ ]\w{3,20}[ ](?:at|by|with))|employee[ ](?:of|at)|employer(?:[ ]is|[ ]?[,:(])?|hired[ ]by|retired[ ]from|sacked[ ]by|laid[ ]off[ ](?:by|from)|made[ ]redundant[ ](?:by|from)
    |(?:danced?|dances|sings|sang|plays?|played)[ ](?:with|for|in)
    |(?:conduit|conduisait|conduce|conducía|maneja|drives?|drove)(?:[ ][^\W\d_]{1,12}){1,3}[ ](?:à|pour|chez|en|para|for|at|de)
    |(?:teaches|taught|teaching|studies|studied|studying)(?:[ ][a-z]{3,15})?[ ]at|attends|attended|attending|enrolled[ ]at|(?:drives|drove|driving|delivers|cooks|cleans|sells|volunteers|volunteering|interns|flies)[ ](?:for|at)|manages|managed|runs|(?:captain|member|president|chairman|chair|treasurer|goalkeeper)[ ]of|(?:home[ ]care|care|catering|run|managed|sponsored)[ ]by|(?:pupil|student|freshman|undergraduate|graduate)[ ](?:at|of)|owns|founded|expelled[ ]from|goes[ ]to[ ]school[ ]at|apprenticed[ ]to
    |travaill(?:e|ait|ant|er|é)(?:[ ]comme[ ]\w{3,20})?[ ](?:chez|pour|à|au|dans)|(?:employée?|embauchée?|salariée?|licenciée?|retraitée?)[ ](?:chez|par|de|du|d'|à|au)|(?:employeur|entreprise|société|usine)(?:[ ]est|[ ]?[,:(])?
    |(?:conduit|livre|bosse|milite|nettoie|vend)[ ](?:pour|chez)|(?:joue|jouait|chante)(?:[ ][a-zé]{2,10}){0,4}[ ](?:dans|pour|avec|chez|à|au)|(?:capitaine|présidente?|membre|trésori(?:er|ère)|bénévole|licenciée?)[ ](?:de|du|des|d'|à|au|chez)|(?:soins|aide|portage|garde)[ ]à[ ]domicile[ ](?:par|de)|(?:tient|dirige|gère)[ ](?:le|la|l'|un|une)[ ]?\w{3,15}
    |(?:toca|juega|canta|jugaba)(?:[ ][a-zé]{2,10}){0,3}[ ](?:en|con|para)|(?:conduce|reparte|colabora|limpia|vende|milita)[ ](?:para|en)|(?:capitán|capitana|presidenta?e?|miembro|socio|socia|voluntari[oa]|tesorer[oa])[ ](?:de|del|en)|(?:ayuda|cuidados|atención)[ ]a[ ]domicilio[ ](?:de|por)|(?:regenta|dirige|lleva|gestiona)[ ](?:el|la|un|una)[ ]\w{3,15}
    |(?:scolarisée?|élève|étudiante?|inscrite?|étudie|enseigne)(?:[ ](?:en|de)[ ]\w{3,15})?[ ](?:à|au|chez|en)
    |trabaj(?:a|aba|ando|ar|ó|adora?)(?:[ ](?:como|de)[ ]\w{3,20})?[ ](?:en|para|con|de)|(?:emplead|contratad|despedid|jubilad|asalariad)[oa][ ](?:en|por|de|para)|(?:empresa|empleadora?)(?:[ ]es|[ ]?[,:(])?
    |(?:escolarizad[oa]|alumn[oa]|estudiante|estudia(?:ba)?|matriculad[oa]|da[ ]clases)(?:[ ]de[ ]\w{3,15})?[ ](?:en|de)|regenta
    |(?P<job>[^\W\d_]{3,20})(?:[ ][^\W\d_A-Z]{3,15})?[ ](?P<at>at|for|with|from|chez|en|para|à|au|dans|del|de|du|d')
    )[ ]?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_JOBS = (
    OCCUPATIONS
    | frozenset(name for name in RARE if " " not in name)
    | listed("""
teacher cleaner manager engineer clerk chef cook cashier apprentice apprenticeship job post shift shifts internship guard waiter waitress barista accountant analyst salesman saleswoman salesperson programmer developer builder plumber electrician mechanic carpenter painter lecturer librarian caretaker player footballer joueur joueuse footballeur jugador jugadora futbolista camionero camionera trucker postman postwoman labourer laborer foreman operator supervisor electrician gardener baker hairdresser barber professor headmaster headmistress principal director
cheminot cheminote chauffeur chauffeuse nageur nageuse basketteur basketteuse handballeur rugbyman cycliste danseur danseuse chanteur chanteuse musicien musicienne gardien gardienne licencié licenciée tonnelier brasseur vigneron boulanger boucher pâtissier apprenti hôtesse steward pilote
chofer chófer taxista portero portera remero remera ciclista bailarín bailaora bailaor cantante músico torero delantero defensa socio aprendiz azafata piloto pescador pescadora costurera dependienta dependiente conserje vigilante minero minera
groomer jockey drummer singer dancer chorister organist swimmer cyclist goalkeeper striker captain steward stewardess pilot dispatcher picker packer machinist fitter turner roofer brewer
ouvrier ouvrière employé employée cadre comptable vendeur vendeuse caissier caissière serveur serveuse cuisinier cuisinière mécanicien plombier électricien menuisier maçon peintre coiffeur coiffeuse ingénieur ingénieure commercial commerciale magasinier conducteur routier livreur agent professeur professeure enseignant enseignante stage apprenti apprentie emploi poste intérimaire gérant gérante directeur directrice contremaître soudeur
obrero obrera empleado empleada operario operaria contable vendedor vendedora cajero cajera camarero camarera cocinero cocinera mecánico fontanero electricista carpintero albañil pintor peluquero peluquera ingeniero ingeniera comercial mozo repartidor profesor profesora encargado encargada gerente peón aprendiz aprendiza empleo puesto prácticas director directora limpiadora administrativo administrativa soldador
""")
)
# Endings of trades, without the things that end so.
_TRADE = re.compile(
    r"(?<!tum)(?<!canc)(?<!ulc)(?<!transf)(?<!fev)(?<!blist)(?<!bord)(?<!numb)(?<!lett)(?:[^e]er|or|ist|ian|man|woman|eur|euse|ière|ien|ienne)\Z"
)
_LINK = r"(?:&|and|et|y|e|of|de|du|des|del|la|le|les|los|las|the|d'|l'|[+])"
_NAME = re.compile(rf"[{CAPITAL}][\w'’&+-]{{0,30}}(?:(?:[ ]{_LINK}){{0,2}}[ ](?:{_LINK}[ ])?[{CAPITAL}][\w'’&+-]{{0,30}}){{0,8}}")
_WORD = re.compile(r"[ ]([^\W\d_]+)")
# What a place of work is called, behind its name: "the Rowntree factory".
_BEHIND = re.compile(
    r"[ ](?:factory|works|plant|mill|mills|yard|shipyard|depot|shop|store|farm|mine|pit|colliery|warehouse|foundry|brewery|bakery|dairy|quarry|garage|hotel|pub|restaurant|supermarket|school|nursery|refinery|steelworks|branch|office)\b"
)
_ACRONYM = re.compile(rf"[{CAPITAL}]{{3}}")
_EMPLOYED = re.compile(
    r"(?:employed|hired|laid|retired|made|sacked|conduit|conduisait|conduce|conducía|maneja|drives?|drove|employe[erd]|employeur|employée?|embauchée?|salariée?|licenciée?|retraitée?|jubilad|emplead|contratad|despedid|works?[ ]for|travaill\w+[ ](?:chez|pour)|trabaj\w+[ ]para)",
    re.IGNORECASE,
)
# Schools by what they are called in English, where somebody is, goes or comes from.
_SCHOOL = re.compile(
    rf"\b(?i:at|to|from|attends|attended)[ ](?P<name>(?:(?:St\.?|[Tt]he)[ ])?[{CAPITAL}][\w'-]{{2,30}}(?:[ ][{CAPITAL}][\w'-]{{2,30}}){{0,2}}[ ](?:Primary|Infants?|Juniors?|Secondary|Comprehensive|Grammar|High|Elementary|Middle|Prep|Sixth[ ]Form|Nursery|Academy|College|Montessori)(?:[ ](?:School|Academy))?)(?![\w-])(?![ ](?i:care|school[ ]of|tumou?r|cancer|lymphoma|biliary|sclerosing|hyper|risk|dose|grade))"
)
_NO_EMPLOYERS = frozenset(
    [
        "i",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "english",
        "french",
        "spanish",
        "mathematics",
        "maths",
        "math",
        "science",
        "history",
        "physics",
        "chemistry",
        "biology",
        "music",
        "art",
        "a&e",
        "france",
        "spain",
        "españa",
        "espagne",
        "europe",
        "london",
        "paris",
        "madrid",
        "crohn",
        "ambulatory",
        "oncology",
        "day",
        "night",
        "home",
    ]
)


# What a place of work, study or leisure is called, right before its own name; and clubs.
_VENUE = re.compile(
    r"(?<![\w-])(?i:center parcs|restaurante?|bar|café|pub|hotel|hôtel|camping|supermercado|supermarché|magasin|tienda|guardería|ikastola|peluquería|librería|librairie|salon|salón de belleza|jardín(?: de infancia| infantil)?|crèche|nursery|escuela|escola|academia|club|gimnasio|iglesia|église|church|parroquia|mosquée|mezquita|empresa|entreprise|société|finca|granja|ferme|taller|garage|fábrica|usine|cooperativa|coopérative|équipe|equipo|brasserie|boulangerie|panadería|maternelle|kindergarten|playgroup|discoteca|teatro|théâtre|theatre|bodega|mine|mina|chantier)[ ]"
    rf"(?:(?:de|du|d'|del|des)[ ]?)?(?P<name>[{CAPITAL}])|(?<![\w-])(?P<club>(?:Stade(?! (?:[IV0-4]{{1,4}}[abcABC]?|[A-D])\b)|Racing|Real|Athletic|Atlético|Deportivo|Sporting|Olympique|Union Sportive|Club|FC|CF|RC|AS|CD|UD|SC)[ ](?:de[ ]|du[ ])?[{CAPITAL}])|\b(?i:at)[ ](?:the[ ])?(?P<where>[{CAPITAL}])"
)
_WHERE = re.compile(
    r",?[ ](?:where (?:s?he|they|I|his|her|their) |between shifts|during (?:his|her) shifts?|on (?:his|her) shift|after work|before work)\b"
)


# Who pays: "Previsión Cruz Blanca", "mutua Asepeyo", "insured with Aetna".
_INSURED = re.compile(
    rf"(?<![\w-])(?i:previsión|prevision|isapre|mutua|aseguradora|asegurad[oa] (?:en|con|por)|obra social|eps|e\.p\.s\.|ars|prepaga|medicina prepagada|póliza (?:de|con)|afiliad[oa] a|seguro médico (?:de|con)|seguro privado|mutuelle|assurée? (?:à|chez|par)|complémentaire(?: santé)?|insured (?:by|with|through)|insurance(?: is| with| through| provider)?|insurer|covered by|health plan|hmo|ppo|coverage (?:by|with|through)|claim to|denied by|appeal to)[ ]?:?[ ](?:(?:de|es|la|el|the)[ ])?(?P<name>[{CAPITAL}][a-z][\w'’&+-]{{1,25}}(?:[ ](?:(?:de|del|y|of|la)[ ])?[{CAPITAL}][\w'’&+-]{{1,25}}){{0,3}})"
)


def _insurers(text: str) -> Iterator[Hit]:
    for match in _INSURED.finditer(text):
        first = re.split(r"[ '&+-]", match["name"].lower())[0]
        after = _WORD.match(text, match.end())
        if (first not in NOT_NAMES and not clinical(first) and first not in DEPARTMENTS) and not (
            after and after[1].lower() in EPONYM_AFTER
        ):
            yield Hit(*match.span("name"), "institution", False, "insurer", 2)


def _venues(text: str) -> Iterator[Hit]:
    for match in _VENUE.finditer(text):
        start = match.start("name") if match["name"] else match.start("club") if match["club"] else match.start("where")
        name = _NAME.match(text, start)
        if name is None or (match["where"] and not _WHERE.match(text, name.end())):
            continue
        first, *rest = re.split(r"[ .'&-]", name[0].lower())
        if (first in NOT_NAMES and (not rest or rest[0] in NOT_NAMES)) or clinical(first) or first in DEPARTMENTS or len(name[0]) < 4:
            continue
        if (after := _WORD.match(text, name.end())) and after[1].lower() in EPONYM_AFTER:
            continue
        yield Hit(*name.span(), "institution", False, "venue", 2)


def _job(cue: re.Match[str]) -> bool:
    """Whether an unlisted word is a trade by its ending, with its article and "at": "a groomer at X"."""
    before = cue.string[max(0, cue.start() - 6) : cue.start()].lower()
    return (
        cue["at"].lower() in ("at", "chez", "with", "for")
        and _TRADE.search(cue["job"].lower()) is not None
        and re.search(r"(?:\ban?|\bthe|\bas|\bune?)[ ]\Z", before) is not None
    )


def find(text: str) -> Iterator[Hit]:
    """Yield soft hits of kind "institution" in folded text."""
    yield from _venues(text)
    yield from _insurers(text)
    for match in _SCHOOL.finditer(text):
        first = match["name"].removeprefix("The ").removeprefix("the ")
        first = first.split()[0].lower()
        if first not in NOT_NAMES and first not in DEPARTMENTS and not clinical(first):
            yield Hit(*match.span("name"), "institution", False, "school", 3)
    for match in _NAMED.finditer(text):
        begin = match.start("article") if match["article"] else match.start("head") if match["head"] else match.start("name")
        cue = _CUE.search(text, max(0, begin - 60), begin)
        if cue is None or (cue["job"] and cue["job"].lower() not in _JOBS and not _job(cue)):
            continue
        if cue["job"] and cue["job"].lower() in EPONYM_BEFORE:
            continue  # "técnica de Walsh"
        name = _NAME.match(text, match.start("name"))
        if name is None:
            continue
        end = name.end() - (name[0][-1] in ".'-")
        whole = text[name.start() : end]
        first = re.split(r"[ .'&-]", whole)[0].lower()
        alone = " " not in whole
        named_by = cue["job"] and cue["at"].lower() in ("with", "for")
        if named_by and not stranger(first) and (cue["job"].lower() not in _JOBS or thing(first)):
            continue  # "a farmer with Lyme"
        if (after := _WORD.match(text, end)) and after[1].lower() in EPONYM_AFTER:
            continue  # a trial, a study: "enrolled in the X trial"
        short = len(whole) < 4 and not (_ACRONYM.fullmatch(whole) and _EMPLOYED.match(cue[0]) and first not in CLINICAL_CODES)
        worked = _EMPLOYED.match(cue[0]) is not None and first in MONTHS
        if first in _NO_EMPLOYERS or (alone and not worked and (first in NOT_NAMES or first in DEPARTMENTS or clinical(first) or short)):
            continue
        if not alone and first in NOT_NAMES and whole.split()[1].lower() in NOT_NAMES:
            continue
        if cue["at"] in ("de", "del", "du", "d'") and ((alone and not stranger(first) and first not in VILLAGES) or clinical(first)):
            continue  # "médico de Familia"
        if (
            alone
            and cue[0].lower().startswith(("stud", "estud", "étud", "undergrad", "graduate"))
            and cue[0].rstrip().endswith(("of", "de"))
        ):
            continue  # "Estudiante de Derecho"
        if behind := _BEHIND.match(text, end):
            end = behind.end()
        kind = "town" if cue["at"] == "from" else "institution"
        yield Hit(name.start(), end, kind, False, "employer", 3)
