# ruff: noqa: E501 - lists are read as one line
"""Words that point at a person: relations, occupations, what people do and say, greetings; and words that do so without being a name."""

from cases.deid.text.words import listed
from cases.deid.text.words.recognisable import OCCUPATIONS as RARE

# They stand right before a name.
CLINICIAN_TITLES = listed("""
dr dra drs doctor doctora docteur docteure pr prof professor professeur professeure profesor profesora nurse surgeon dctor dtor
""")
TITLES = CLINICIAN_TITLES | listed("""
sister matron reverend rev father abbé père padre fray rabbi imam captain sergeant officer capitaine capitán sargento lord lady dame lieutenant teniente coronel colonel
mr mrs ms miss mme mmes mlle monsieur madame mademoiselle sr sra srta señor señora señorita don doña dña dn sir mx me maître
hermana sor
""")

# Somebody's: a name follows, beside or between commas or brackets, or stands before it in the same way.
RELATIONS = listed("""
wife husband partner spouse son daughter mother father mum mom mummy mommy dad daddy brother sister twin sibling aunt auntie uncle cousin niece nephew grandmother grandfather grandma grandpa gran granny nana grandad granddad grandson granddaughter stepmother stepfather stepson stepdaughter stepmum stepdad
mother-in-law father-in-law sister-in-law brother-in-law son-in-law daughter-in-law fiancé fiancée fiance fiancee boyfriend girlfriend ex-wife ex-husband widow widower neighbour neighbor colleague friend flatmate roommate housemate landlord landlady boss employer manager supervisor teacher headteacher coach tutor guardian carer caregiver caretaker lodger godson goddaughter godmother godfather classmate baby toddler infant
épouse époux mari femme conjoint conjointe compagnon compagne concubin concubine partenaire fils fille fillette mère père maman papa frère sœur soeur jumeau jumelle tante tata oncle tonton cousin cousine nièce neveu grand-mère grand-père mamie papi mémé pépé petit-fils petite-fille belle-mère beau-père belle-sœur beau-frère belle-fille beau-fils gendre bru fiancé veuf veuve
voisin voisine collègue ami amie copain copine colocataire propriétaire patron patronne employeur directeur directrice instituteur institutrice maître maîtresse entraîneur tuteur tutrice curateur curatrice nourrice filleul filleule parrain marraine camarade bébé aidant aidante
esposa esposo marido mujer pareja cónyuge hijo hija madre padre mamá papá mami papi hermano hermana gemelo gemela melliza mellizo tía tío prima primo sobrina sobrino abuela abuelo abuelita nieto nieta suegra suegro cuñada cuñado nuera yerno madrastra padrastro hijastro hijastra novio novia prometida prometido exmarido exmujer viuda viudo
vecina vecino compañera compañero colega amiga amigo casera casero jefe jefa empleador empleadora directora director maestra maestro profesora profesor entrenador entrenadora tutor tutora cuidador cuidadora niñera ahijada ahijado padrino madrina bebé
""")

# Who does what: a name may stand right behind, or before with a comma between.
OCCUPATIONS = listed("""
interpreter translator physio physiotherapist dietitian dietician podiatrist paramedic midwife pharmacist psychologist psychotherapist counsellor counselor therapist optician optometrist audiologist chiropractor osteopath caseworker keyworker worker matron registrar houseman anaesthetist anesthetist gynaecologist gynecologist urologist nephrologist haematologist hematologist dermatologist endocrinologist gastroenterologist geriatrician paediatrician pediatrician psychiatrist rheumatologist ophthalmologist orthopaedist microbiologist secretary receptionist technician radiographer phlebotomist orderly porter councillor councilman councilwoman cllr ibode iade ipa instrumentiste panseuse instrumentista circulante conseiller conseillère concejal concejala postman student trainee fellow chaplain vicar priest solicitor lawyer officer driver
gp np pa hca snr sho spr f1 f2 cns ot slt mp
interprète traducteur traductrice kiné kinésithérapeute diététicienne diététicien podologue ambulancier ambulancière sage-femme pharmacien pharmacienne psychologue psychiatre orthophoniste ergothérapeute opticien infirmier infirmière ide idec aide-soignant aide-soignante as ash externe interne chef cadre assistante assistant sociale secrétaire technicien technicienne manipulateur manipulatrice brancardier auxiliaire anesthésiste réanimateur gynécologue urologue néphrologue dermatologue endocrinologue gériatre pédiatre rhumatologue ophtalmologue ophtalmo dentiste chirurgien chirurgienne médecin généraliste traitant référent stagiaire étudiant étudiante aumônier curé avocat avocate notaire gendarme chauffeur domicile
intérprete traductora traductor fisio fisioterapeuta dietista nutricionista podólogo podóloga ambulanciero matrona comadrona farmacéutico farmacéutica psicólogo psicóloga psiquiatra logopeda óptico enfermero enfermera due auxiliar celador celadora residente mir adjunto adjunta trabajador trabajadora social secretaria secretario técnico técnica anestesista ginecólogo ginecóloga urólogo uróloga nefrólogo nefróloga dermatólogo dermatóloga endocrino endocrinólogo endocrinóloga geriatra pediatra reumatólogo reumatóloga oftalmólogo oftalmóloga dentista cirujano cirujana médico médica cabecera internista intensivista estudiante becaria becario capellán cura abogado abogada notario policía conductor
surgeon physician nurse cardiologist neurologist oncologist radiologist pathologist dentist resident intern attending consultant cardiologue neurologue radiologue oncologue hématologue pneumologue cardiólogo cardióloga neurólogo neuróloga radiólogo radióloga oncólogo oncóloga hematólogo hematóloga neumólogo neumóloga
""")

# What only a person does: whoever stands before it is one.
SPEAKS = listed("""
says said thinks thought believes feels felt wants wanted asks asked tells told wishes wished hopes hoped worries worried agrees agreed refuses refused declines declined insists insisted complains complained prefers preferred admits denies denied remembers remembered recalls recalled understands understood knows knew
rang phoned texted emailed e-mailed wrote messaged replied answered spoke talked cooks smokes smoked drinks drank retired married smiled cried laughed screamed enjoys enjoyed hates liked noticed forgot
dit disait pense pensait croit veut voulait souhaite souhaitait demande demandait raconte racontait affirme refuse accepte préfère craint espère insiste reconnaît nie sait comprend téléphone téléphonait écrit répond habite habitait fume fumait boit pleure sourit rit aime déteste
dice decía piensa pensaba cree quiere quería desea pide pedía pregunta cuenta contaba comenta comentó refiere refería afirma rechaza acepta prefiere teme espera insiste reconoce niega niegan sabe entiende dijo pidió preguntó contó quiso pensó creyó telefoneó escribió respondió vive vivía fuma fumaba bebe bebía llora lloraba sonríe sonrió ríe odia
""")
# What things do as well when they open a sentence ("Symptoms returned", "Dolor viene"): there a known name is asked for.
MOVES = listed("""
explains explained describes described mentions mentioned states stated reports reported admitted called visited drove lives lived works worked sleeps slept walks walked plays played moved attends attended loves likes came went returned arrived brought lost gave took sat stood woke fell lifted carried wishes needs needed helped saw sees takes gets got keeps kept tried sent presented presents eats ate
décrit décrivait explique expliquait signale rapporte précise ajoute appelle rappelle vit vivait travaille travaillait dort dormait marche marchait joue vient revient arrive propose conseille recommande opère opérera voit verra prend mange
describe explica explicaba explicó precisa añade llama llamó trabaja trabajaba duerme dormía camina caminaba juega jugaba viene vino volvió llegó trajo acudió acude nota notó notaba olvidó cayó propone aconseja recomienda opera operará ve verá toma come presenta tiene tenía recibe mandó envió operó ayudó dio
""")
# Said of everything: it tells a person only of a word known as a name.
DOES = listed("""
is was has had does did will would can could may should notes noted suggests suggested recommends recommended advises advised shows showed found finds started stopped signed ordered operates operated reviewed examined uses are were have
est était a avait va allait peut pouvait doit devait sera serait fait faisait trouve passe passera tousse vomit sont étaient ont
es era está estaba ha había va iba puede podía debe debía será hace hacía encuentra pasa pasará tose vomita son fueron están fue
""")

# A name follows them directly.
BEFORE = tuple(
    tuple(phrase.split())
    for phrase in """
chase, chase up, chasing, remind, nudge, ask for, asked for, asking for, relancer, relance, relancé, biper, bipé, demander, insistir a, preguntar por, pregunta por, preguntad por, recordar a, recordad a, consult on, regarding, concerning, with regard to, re, concernant, à propos de, au sujet de, acerca de, pensé à, pensais à, pensé en, thinking of, thought of, el caso, le cas, appt w, appt with, appointment w, consult with, consult w, reviewed w, reviewed with, discussed w, discussed with, spoke w, seen w, seen with, d/w, appointment with, appt with, booked with, consultation with, interview with, interview of, entretien avec, revu avec, revue avec, vu ac, vue ac, vu avec, vue avec, rendez-vous avec, rdv avec, consultation avec, staff avec, revisado con, revisada con, valorado con, valorada con, hablado c, comentado c, visto c, cita con, consulta con, sesión con, entrevista con, entrevista a,
spoke to, spoke with, speak to, speak with, speaking to, speaking with, spoken to, spoken with, talked to, talked with, talking to, talk to, according to, thanks to, thank you, thank, grateful to, listened to, listen to, explained to, said to, apologised to, apologized to, wrote to, written to, write to, writing to, reply to, replied to, forwarded to, message from, text from, email from, e-mail from, letter from, letter to, call from, call to, called to, heard from, note from, photo of, photo from, picture of, picture from, photograph of, photograph by, photo by, picture by, story of, case of, consent of, consent from, on behalf of, in memory of, named after, nursed by, looked after by, cared for by, helped by, found by, brought by, brought in by, accompanied by, driven by, raised by, fostered by, adopted by, married to, engaged to, related to, lives with, living with, lived with, stays with, staying with, met with, meeting with, meet, told, telling, asked, asking, rang, phoned, texted, emailed, e-mailed, messaged, informed, reassured, counselled, counseled, consulted, contacted, met, visited, called, interviewed, trust, quoting, quote, bleeped, paged, bleep, page,
this is, it is me, i am, i'm, my name is, named, called, little, poor, dear, hi, hello, hey, bonjour, cher, chère, coucou, hola, estimado, estimada, querido, querida, buenos días, buenas tardes, signed, signé, firmado, sincerely, faithfully, regards, wishes, cheers, cordialement, confraternellement, sentiments, amicalement, bises, saludo, saludos, atentamente, cordialmente, abrazo, gracias, merci, cc, copy to, copie à, copie, con copia a, copia a, fao, attn, attention, à l'attention de, a la atención de, introducing, presenting,
opéré par, suivi par, adressé par, moved in with, moved to live with, pris en charge par, l'a opéré, l'a vu, l'a vue,
selon, d'après, aux dires de, au dire de, parlé à, parlé avec, parler à, parler avec, discuté avec, discuter avec, échangé avec, échanger avec, échangé, entretien avec, appel de, appel à, coup de fil de, mail de, message de, courrier de, lettre de, lettre à, mot de, grâce à, merci à, remercie, remercions, dit à, disait à, demandé à, demander à, demandons à, écrit à, écrire à, téléphoné à, téléphoner à, répondu à, répondre à, expliqué à, expliquer à, conseillé à, proposé à, annoncé à, prévenu, prévenir, informé, informer, rassuré, contacté, contacter, consulté, consulter, rencontré, rencontrer, appelé, appeler, rappelé, rappeler, auprès de, chez, marié à, mariée à, marié avec, mariée avec, pacsé avec, pacsée avec, vit avec, vivant avec, vivait avec, habite avec, habite chez, vit chez, hébergé chez, hébergée chez, accompagné de, accompagnée de, accompagné par, accompagnée par, conduit par, conduite par, photo de, photo par, photographie de, histoire de, cas de, consentement de, nom de, au nom de, de la part de, voici, voilà, c'est, je suis, je m'appelle, il s'appelle, s'appelle, s'appelait, s'appeler, m'appelle, la jeune, le jeune, le pauvre, la pauvre, la famille, les parents de, famille de, patient de, patiente de, enfant de, patients de, collègue de, équipe de, malade de, élève de,
según, de acuerdo con, en palabras de, a decir de, hablé con, hablado con, hablar con, hablamos con, habló con, hablando con, comentar con, comentamos con, comenté con, consultar con, consultamos a, quedé con, reunión con, llamada de, llamada a, mensaje de, correo de, carta de, carta a, nota de, gracias a, agradecemos a, agradezco a, dije a, dijo a, decir a, dijimos a, digo a, pido a, pidió a, pedí a, pedir a, pedimos a, preguntar a, preguntamos a, pregunté a, pregunta a, escribir a, escribí a, escribimos a, responder a, explicar a, expliqué a, explicamos a, aconsejar a, proponer a, propusimos a, avisar a, avisé a, avisamos a, avisado a, informar a, informé a, informamos a, llamar a, llamé a, llamamos a, llamó a, la hizo, lo hizo, la operó, lo operó, la vio, lo vio, la atendió, lo atendió, la trajo, lo trajo, le atendió, le operó, visitar a, visité a, ver a, vi a, vimos a, visto a, conocí a, casado con, casada con, vive con, viviendo con, vivía con, convive con, acompañado de, acompañada de, acompañado por, acompañada por, traído por, traída por, cuidado por, cuidada por, foto de, fotografía de, imagen de, historia de, caso de, consentimiento de, nombre de, en nombre de, de parte de, este es, esta es, soy, me llamo, se llama, se llamaba, llamarse, el joven, la joven, el pobre, la pobre, la familia, los padres de, familia de, paciente de, colega de, equipo de, alumna de, alumno de, como dice, como explica, como decía, como dit, comme dit, comme l'explique, comme le dit, comme disait, dixit, as per, per
""".replace("\n", " ").split(",")
    if phrase.strip()
)

# What somebody has, after "'s": "Okwudili's notes".
POSSESSED = (
    RELATIONS
    | OCCUPATIONS
    | listed("""
family parents children kids notes chart file records letter letters results scan scans bloods consent request opinion view views team care phone number address birthday flat house home room bed bedside bedroom school job work employer story words question questions concern concerns wish wishes decision case condition death life pain symptoms operation medication medications tablets insurance clinic husband's
""")
)

# Words that open a sentence or follow a cue with a capital, do what people do, and are nobody's name.
NOBODY = (
    RELATIONS
    | OCCUPATIONS
    | listed("""
comme como as que qui although though because whereas moreover furthermore besides additionally meanwhile nevertheless thus hence instead indeed again clinically overall despite since unless whether once
ainsi aussi alors lorsque quand bien puisque toutefois néanmoins pourtant cliniquement depuis lors outre enfin dès tandis malgré également parallèlement sinon
además aunque asimismo también incluso cuando mientras porque pues así clínicamente pese sino tampoco igualmente paralelamente ahora antes durante finalmente solo sólo apenas quizá quizás primaria atención unidad metabólica
nobody everybody somebody anybody everyone someone anyone none one nothing something everything people parents families relatives children kids staff team teams police court school insurance insurer medicare medicaid medical doctors nurses surgeons patients experts authors others many few several several most neither either both whoever those these literature evidence research society guidelines guideline experience consensus nursing theatre theatres switchboard lab labs imaging radiology pathology histology micro therapy mother's father's pt pts ward god yesterday today tomorrow tonight overnight recently initially eventually currently previously subsequently apparently finally however therefore otherwise unfortunately fortunately please thanks thank sorry well yes ok okay maybe perhaps also still never always often sometimes usually once twice later soon
january february tuesday weekend night morning afternoon evening noon midnight week month year christmas easter ramadan english french spanish german italian portuguese polish arabic american british irish scottish welsh european african asian indian chinese caucasian hispanic latino black white catholic protestant muslim jewish hindu sikh buddhist christian jehovah
personne chacun chacune certains certaines quelqu'un rien tout ceci cela ça celui celle ceux celles autrui parents famille équipe police école tribunal assurance médecins infirmières patients auteurs autres beaucoup plusieurs aucun dieu hier aujourd'hui demain récemment initialement actuellement auparavant finalement cependant malheureusement heureusement merci désolé oui parfois souvent toujours jamais encore ensuite puis enfin matin soir nuit semaine weekend français anglais espagnol allemand italien portugais arabe européen africain asiatique catholique musulman juif
alguno alguna algunas cualquier otro otra otras ninguna uno unos unas nosotros nosotras vosotros vosotras ellos ellas ella usted ustedes ambos ambas quién quiénes cuál cuáles cuánto cuántos cuánta cuántas aquello aquellos aquellas varias muchas poca poco pocos mucho tal tales mismo misma mismos demás quienquiera
nadie alguien cualquiera ninguno nada algo todo esto eso aquello quien quienes padres familia equipo policía colegio juzgado seguro médicos enfermeras pacientes autores otros muchos varios algunos dios ayer hoy mañana recientemente inicialmente actualmente previamente finalmente desgraciadamente afortunadamente gracias perdón sí veces siempre nunca todavía después luego entonces tarde noche semana fin francés inglés español alemán italiano portugués árabe europeo africano asiático católico musulmán judío
reason reasons question questions plan problem pain onset course outcome outcomes follow-up diagnosis treatment surgery sample samples biopsy exam exams test tests rx tx dx hx sx pmh fh sh obs
""")
)

# Small words around a name.
PEOPLE = RELATIONS | OCCUPATIONS | frozenset(job for job in RARE if " " not in job)
WHOSE = listed(
    "my your his her our their the a an mon ma mes ton ta son sa ses notre votre leur le la les un une l' mi tu su sus nuestro nuestra el los las una"
)
ELDER = listed(
    "elder eldest older oldest younger youngest middle little big aîné aînée cadet cadette grand grande petit petite jumelle mayor menor mediano mediana pequeño pequeña"
)
PATIENT = listed("patient patiente paciente lady gentleman man woman boy girl child")
OF = listed("of de du d' del")
CLITICS = listed("m' l' t' s' n' nous vous lui leur me te se le lo les nos os ne no")
AUXILIARIES = listed("a avait ai est était ont ha había he")
TO = listed("to with w avec ac con c")
REFLEXIVES = listed(
    "siente sentía queja quejaba encuentra encontraba niega acuerda recuerda despierta despertó cansa marea mareó sent sentait plaint plaignait souvient réveille inquiète trouve rappelle lève levait"
)
ARTICLES = listed("the le la les l' un une el los las lo una del du al au de d' of en in sur on")
# What only people have done or not done: "X hasn't eaten", "X n'a rien mangé", "X no ha comido".
DONE = listed("""
eaten slept spoken called walked smoked drunk complained told said drank talked phoned cried travelled traveled worked
mangé dormi parlé bu fumé dit appelé marché pleuré voyagé travaillé téléphoné
comido dormido hablado bebido fumado dicho llamado caminado llorado viajado trabajado
""")
HAVE = listed("has hasn't had hadn't a avait ha había n' no")
ADVERBS = listed("also then now still just never always later really only aussi toujours encore jamais ya también todavía siempre nunca")
CASES = listed("case family household boy girl boys girls twins baby brothers sisters siblings child children lady couple referral kids")
TALK = (
    "spoke",
    "speak",
    "talk",
    "discuss",
    "met",
    "meet",
    "appt",
    "appointment",
    "chat",
    "phoned",
    "habl",
    "coment",
    "consult",
    "qued",
    "reun",
    "cita",
    "vist",
    "vu",
    "parl",
    "discut",
    "échang",
    "rdv",
    "rendez",
    "entretien",
    "staff",
)
MOODS = listed("""
aware happy keen anxious worried informed adamant reluctant upset scared afraid willing content relieved devastated tearful exhausted frightened grateful delighted convinced
d'accord inquiet inquiète prévenu prévenue ravi ravie rassuré rassurée angoissé angoissée épuisé épuisée content contente au
enterado enterada al preocupado preocupada contento contenta nervioso nerviosa dispuesto dispuesta conforme asustado asustada avisado avisada agotado agotada
""")
AND = listed("and et y e & und")
YEARS = listed("ans an años año years year yo yrs yr mois meses months semanas weeks")
BRIEF = listed("mois meses months semanas weeks")
AGED = listed("aged age âgé âgée edad")
CLOSINGS = listed(
    "sincerely faithfully regards wishes cheers cordialement confraternellement sentiments amicalement bises saludo saludos atentamente cordialmente abrazo gracias thanks merci thank"
)
# Things follow, improve and replace one another; people do the rest.
BY_THINGS = listed("""
followed preceded replaced caused complicated improved relieved triggered induced worsened confirmed completed covered explained suggested produced limited controlled treated detected stained mediated supported substituted potentiated inhibited aggravated evoked
suivi suivie suivis suivies remplacé remplacée causé causée compliqué compliquée amélioré améliorée soulagé soulagée déclenché provoqué provoquée confirmé confirmée complété complétée couvert contrôlé contrôlée traité traitée induit limité détecté expliqué
seguido seguida sustituido sustituida causado causada complicado complicada mejorado aliviado desencadenado provocado confirmado confirmada completado completada cubierto controlado controlada tratado tratada inducido limitado detectado explicado producido producida mediado
""")
BY = listed("by par por")
# Given names that towns bear too.
BEARERS = listed("pau vic lorca gandía victoria florence sydney regina charlotte madison austin dallas lourdes mercedes sofía roma kent")
ABBREVIATED = listed("""
nb ps us uk usa am pm iv im sc po md rn er ct mr bd td tds qds od os ou ecg eeg irm fa hta bpco rcp avc diu ivg tv tr ap atcd rx rm tac fc ta pa dm hc vo id ie eg ad bid tid qid prn usp un ee uu eeuu ac ca cv dc phd bsc msc sa sl sas llc ag mg kg ml
""")
