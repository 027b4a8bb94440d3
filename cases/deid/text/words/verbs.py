# ruff: noqa: E501 - lists are read as one line
"""What people do: of a word known as a name, or known as no other word, these tell that it is a person who does it."""

import re

from cases.deid.text.words import listed

PERSONAL = listed("""
collapses collapsed vomits vomited coughs coughed sneezes faints fainted drives drove swims swam runs ran cycles cycled limps limped shakes shook skips skipped misses missed quits quit rings emails texts writes confirms confirmed offers offered proposes proposed pinned closed operated drained stented ablated biopsied scoped prescribed prescribes referred refers discharged counselled reckons reckoned suspects suspected favours favoured favors favored votes voted leans leant tolerates tolerated manages managed cycles farms farmed sings sang dances danced teaches taught studies studied cleans cleaned cooks cooked drinks eats sleeps walks shops smokes vapes injects crawls babbles sits rolls feeds fed settled cries screams wakes woke wets soils limps bruises itches sweats aches hurts bled bleeds broke fractured twisted cut hit banged slipped tripped tumbled injured swallowed inhaled ingested overdosed hears heard sees fears feared dreads trusts trusted consents consented signed signs chose chooses opted opts declines asked wonders wondered argues argued disagrees disagreed objects objected thanks thanked apologised apologized promised promises insists waits waited hopes expects expected joined joins left leaves travels travelled traveled flew flies emigrated migrated settled divorced separated died passed grew lies works relies depends struggles struggled copes coped complains scored scores looks looked seems seemed appears appeared remains remained reviewed reviews repeats repeated requests requested ordered orders queries queried advises suggests recommends
vomit vomissait tousse toussait siffle sifflait mange mangeait boite boitait tolère tolérait supporte supportait évoque évoquait opère opérait suit suivait relit relira valide validait suggère suggérait préconise évacue récuse récusait tombe tombait chute chutait part partait partira rentre rentrait sort sortait sortira étudie étudiait conduit conduisait court courait nage nageait loge logeait élève élevait crache saigne saignait respire tremble gratte se urine dort pleure crie refuse boude gémit bave bâille convulse perd perdait grossit maigrit grandit pèse mesure consomme prend boit vapote injecte avale ingère travaille bricole jardine chasse pêche cuisine enseigne chante danse monte pilote livre vend garde héberge accompagne amène ramène apporte emmène attend attendait revoit reverra revoyait rappellera rappelait hésite hésitait doute doutait propose proposait proposera défend défendait tient tenait tiendra aimerait voudrait préférerait souhaiterait pourrait devrait saurait irait viendrait reste restait demeure semble semblait paraît reçoit recevait subit subissait présente présentait souffre souffrait décède guérit récidive rechute
puso puso dijo hizo vio tuvo estuvo quiso pudo supo trajo vino dio pidió fui anduvo condujo tradujo
vomita vomitaba tolera toleraba soporta soportaba tose tosía respira respiraba convive convivía cojea cojeaba anda andaba corre corría nada nadaba trabaja estudia estudiaba conduce conducía maneja manejaba vende vendía limpia cocina enseña canta baila pesca caza cría cuida cuidaba acompaña acompañaba lleva llevaba trae espera esperaba duda dudaba propone proponía defiende sangra sangraba orina tiembla rasca llora grita gime babea bosteza convulsiona pierde perdía engorda adelgaza crece pesa mide consume toma tomaba bebe fuma traga ingirió ingiere inhaló sigue seguía continúa quedó queda quedaba está evoluciona parece parecía mejora empeora recae sufre sufría sufrió padece padecía presenta presentaba muestra recibe recibía acepta aceptó aceptaba rehúsa rehusó consiente firma firmó votó vota aconseja sugiere sugirió recomienda plantea planteó comenta confirma confirmó descarta descartó sospecha sospechaba sospechó valora valoraba revisa revisó verá vendrá irá quisiera querría podría debería prefería
""")  # fmt: skip
PERFECT = listed("""
evoked proposed asked refused moved lost gained been had gone come felt fallen started stopped seen written agreed
évoqué opéré posé vu revu demandé proposé conseillé pesé saisi signalé retiré suggéré récusé validé relu drainé biopsié ponctionné prescrit adressé fait eu perdu pris repris reçu refusé accepté quitté arrêté rendu été vomi toussé chuté maigri grossi convulsé saigné présenté consulté signé écrit prévenu appelé rappelé amené laissé trouvé noté voulu pu dû su trouvé repensé avalé
evocado operado puesto visto pedido propuesto aconsejado pesado retirado sugerido descartado validado drenado biopsiado pinchado prescrito remitido hecho tenido perdido tomado recibido rechazado aceptado dejado estado sido vomitado tosido caído adelgazado engordado convulsionado sangrado presentado consultado firmado escrito avisado llamado traído encontrado notado querido podido
""")  # fmt: skip
# What medicines and things undergo or do, after "is", "was" or by itself: "Movicol was stopped", "Airvo worked".
THINGS_DO = listed("""
given started stopped held tried restarted increased reduced switched changed effective ineffective positive negative raised normal unremarkable inserted placed fitted removed pending sent done planned indicated contraindicated added continued discontinued withheld administered prescribed applied used useful useless available unavailable ordered injected infused titrated tapered weaned tolerated considered approved licensed licenced recommended suggested needed required working helping better worse enough fine out in on off seated loose broken blocked patent leaking infected worked works helped helps failed fails caused causes gave gives made makes did does contains cleared
donné arrêté débuté commencé introduit suspendu remplacé augmenté diminué poursuivi continué ajouté prescrit administré injecté posé retiré efficace inefficace positif négatif normal indiqué contre-indiqué disponible utile inutile prévu mis essayé toléré
dado suspendido iniciado comenzado retirado sustituido aumentado reducido mantenido añadido prescrito administrado inyectado puesto colocado eficaz ineficaz positivo negativo normal indicado contraindicado disponible útil inútil previsto probado tolerado pautado
""")  # fmt: skip
_SPANISH = re.compile(r"[^\W\d_]{2,}(?:ó|aba|ía|aron|ieron|aban|ían)\Z")
_FRENCH = re.compile(r"[^\W\d_]{2,}(?:ait|aient)\Z")
_IS = listed(
    "is was has had isn't wasn't hasn't hadn't est était avait es era está estaba ha había fue can can't could couldn't will won't would wouldn't may might should does doesn't did didn't"
)


def personal(low: str, after: str) -> bool:
    """Whether the lower-case word `low` behind a name, followed by `after`, is what people rather than medicines and devices do."""
    if low in _IS:
        return bool(after) and after not in THINGS_DO
    return low in PERSONAL or ((_SPANISH.match(low) or _FRENCH.match(low)) is not None and low not in THINGS_DO)
