"""Names on no list, employers, schools and dictated contacts, each by what is said around it; every sentence was written for a kind of cue.

In braces stands what must go; nothing else may.
Before there were rules for these cues, 58 % of it was missed by the rules and 25 % with the model.
"""

SENTENCES = """
en|Please write to {tolliver dot banks at quaymail dot com} before Friday.
en|email her on {marsha underscore lowe at brightmail dot net}
en|He gave {oh seven seven double one, nine oh two, four one three} as his number.
en|Her mobile is {zero seven nine four six, three two one, double eight four}.
en|call back on {0 7 7 0 0 9 0 0 4 1 2}
en|ring him on {07 700-900 (413)}
en|Phone {five five five, two one four, six six one nine} after six.
en|He works at {Hargreaves Tyres} and smokes 20 a day.
en|She is employed by {Pelham & Rooke Solicitors}.
en|works for {Tidewater Logistics} as a driver, exposed to diesel
en|Teaches chemistry at {Westbrook High}.
en|The boy attends {Oakfield Primary} and plays rugby.
en|She studies law at {Kingsmead College}.
en|Her employer, {Brightline Foods}, has asked for a letter.
en|I spoke to {Odhiambo} about the drain.
en|Discussed at length with {Winnifred} who agrees.
en|According to {Tremlett}, the pain began in May.
en|{Bogdan} says he cannot sleep, and {Wiremu} feels worse.
en|Her son {Caradoc} found her on the floor.
en|his partner {Lowri} gives the injections
en|The daughter, {Xanthe}, is worried.
en|Lives with her sister ({Philippa}) and two cats.
en|{Mehalah}, her neighbour, called the ambulance.
en|We asked {Pemberton-Oyelaran} for a second opinion.
en|Patient was reviewed by {Achterberg} on the ward.
en|NAME: {THADDEUS OKONEDO}
en|SURNAME: {VANTERPOOL} FORENAME: {ISOLDE}
en|{J.M.} asked to go home.
en|Initials {R.T.}, seen twice.
en|{Dr van der Westhuizen} agreed.
en|Referred from {Thornbury Cottage Hospital} to us.
en|Admitted under the surgeons at {St Alkmund's}.
en|She was an inpatient at {Queen Adelaide} for six weeks.
en|Thanks to {Rhiannon} in the lab for the film.
en|{Farquharson} wants the scan repeated.
en|As {Ngozichukwu} explained, the leg gave way.
en|The operation was done by {Strathairn}.
en|Mum ({Oonagh}) present throughout.
en|{Mrs T. Ravensdale}'s ECG was normal.
en|Cc: {Lysander Pole}, {Dr Ffion Ap Rhys}
en|Kind regards, {Leocadia}
en|Yours sincerely
en|Dear {Ottoline},
en|Hi {Femi}, thanks for seeing this lady.
en|My patient {Gwendolen} has stopped her tablets.
en|{Zubair} texted me a picture of the wound.
en|I told {Marigold} to come back.
en|Carer {Anneliese} reports two falls.
en|NOK: {Desmond Achebe} (brother) {07700 900 321}
en|Lives in {Little Haddow} near the mill.
en|moved from {Brackenthwaite} last year
en|Works as a nurse at {Marlowe Court}.
en|She is the vicar of {Stoke Prior}.
en|He was captain of {Wexcombe Rovers}.
en|They were on holiday in {Puerto Aldea} when it started.
en|Interpreter {Hodan} helped by phone.
en|social worker {Keeley Brand} informed
en|Physio {Tamsin} saw her.
en|Sister {Abernethy} on ward 7 was told.
en|staff nurse {Olumide} changed the dressing
en|Consultant: {Mr Rohan Wickramasinghe}
en|The patient, {Ignatius}, declined.
en|This is {Bartholomew}, 62, a retired miner.
en|{Eluned} is 34 and has MS.
en|Meet {Casimir}: 19, student, first seizure.
en|Photograph by {Hollis}.
en|{@drpetra_k} posted the case.
en|Case of {Perpetua}, aged 7.
en|Consent from {Abimbola}'s mother.
en|his boss {Grimshaw} drove him in
en|Her GP, {Lattimer}, started ramipril.
en|GP {Dr. Sunniva Holm}, {The Elms Surgery}
fr|Écrire à {paul point lantier arobase courrielle point fr} svp
fr|mail : {s tiret beaumont chez boitepostale point com}
fr|son adresse est {luce.morvan arobase libremail point net}
fr|Elle a laissé le {zéro six douze trente-quatre cinquante-six soixante-dix-huit}.
fr|le joindre au {zéro sept, quarante-deux, dix-huit, quatre-vingt-un, zéro trois}
fr|tél {0 6 1 2 3 4 5 6 7 8} le soir
fr|portable {06-12 34.56 (78)}
fr|Il travaille chez {Bricovence} depuis dix ans.
fr|Elle est employée par la société {Maréchal Textiles}.
fr|infirmière à la {clinique des Tamaris}
fr|Infirmier au {CH de Bellegarde}, vacciné.
fr|professeure au {lycée Honoré-Vaugelas}
fr|scolarisé à l'{école Jules-Marchebois}
fr|Elle étudie à la {faculté de Montclar}.
fr|ouvrier chez {Dervieux & Fils}, exposé à l'amiante
fr|salarié de {Transvaloise}, en arrêt
fr|Vu avec {Kerouredan} au staff.
fr|Selon {Lestrade}, la douleur date de mai.
fr|D'après {Wassyla}, il ne dort plus.
fr|{Anatolie} dit ne plus dormir, et {Zbigniew} se sent mieux.
fr|Son fils {Amaury} l'a trouvée au sol.
fr|sa compagne {Maïwenn} fait les injections
fr|La fille, {Ombeline}, s'inquiète.
fr|Vit avec sa sœur ({Sidonie}) et un chat.
fr|{Euphrasie}, sa voisine, a appelé le SAMU.
fr|Nous avons demandé à {Hautecloque} un second avis.
fr|Patient revu par {Brossolette} ce matin.
fr|m. ziegelmeyer confus cette nuit
fr|NOM : {VANDERMEERSCH} PRÉNOM : {ISALINE}
fr|PATIENT : {QUENTRIC DOROTHÉE}
fr|Nom de naissance : {LE GUERHUEC}
fr|{J.M.} demande à sortir.
fr|{Mme B.} est une enseignante de 54 ans.
fr|Madame {K. D.}, 45 ans
fr|Avis pris auprès de {Vasseur-Traoré}.
fr|Adressé par le {Dr de La Bretesche}.
fr|Merci à {Solveig} au labo pour la lame.
fr|{Guivarc'h} veut refaire le scanner.
fr|Comme l'explique {Bérengère}, la jambe a lâché.
fr|L'intervention a été faite par {Strohmeyer}.
fr|Maman ({Oriane}) présente.
fr|La femme de {Thibert} l'a amené.
fr|Copie : {Lysandre Poulenc}, {Dr Enora Le Bihan}
fr|Bien cordialement, {Léocadie}
fr|Chère {Ottilie}, merci de recevoir ce patient.
fr|Ma patiente {Gwenola} a arrêté ses comprimés.
fr|{Zoubir} m'a envoyé une photo de la plaie.
fr|J'ai dit à {Maguelone} de revenir.
fr|L'aide à domicile, {Anicette}, signale deux chutes.
fr|Personne de confiance : {Désiré Achkar} (frère) {06 39 98 12 34}
fr|Habite {Saint-Aubert-les-Vignes} près du moulin.
fr|a déménagé de {Brécourville} l'an dernier
fr|Elle est maire de {Puybrun-le-Vieux}.
fr|Hospitalisée à {Sainte-Radegonde} pendant six semaines.
fr|transféré à la {clinique du Parc Rimbaud}
fr|L'interprète {Hodane} a aidé au téléphone.
fr|assistante sociale {Coralyne Brand} prévenue
fr|la kiné {Tiphaine} l'a vue
fr|IDE : {Maryvette}
fr|Voici {Barthélemy}, 62 ans, mineur retraité.
fr|{Enora} a 34 ans et une SEP.
fr|Photo de {Hollier}.
fr|Consentement de la mère d'{Abigaëlle}.
fr|{Ivan} et {Tanaëlle} ont été testés.
fr|son patron {Grimaud} l'a conduit ici
fr|Son médecin traitant, {Lattemand}, a introduit le ramipril.
fr|on a appelé {Kervella} qui opère demain
fr|patient de {Rosenzweig}, connu pour une FA
fr|Elle s'appelle {Philaminthe}.
fr|le petit {Loan}, 6 ans, tousse
fr|la famille {Szymanowski} est prévenue
es|Escribir a {pablo punto lanter arroba correllano punto es} por favor
es|correo: {s guion bajo beltran arroba buzonmail punto com}
es|su correo es {luz.morvan arroba libremail punto net}
es|Dejó el {seis uno dos, tres cuatro cinco, seis siete ocho}.
es|llamar al {seiscientos doce, treinta y cuatro, cincuenta y seis, setenta y ocho}
es|tel {6 1 2 3 4 5 6 7 8} por la tarde
es|móvil {612-34.56 (78)}
es|Trabaja en {Ferretería Ansorena} desde hace diez años.
es|Es empleada de {Textiles Marichal}.
es|enfermera en la {clínica Los Tamarindos}
es|Enfermero en el {hospital de Bellavista}, vacunado.
es|profesora en el {instituto Honorio Vaquero}
es|escolarizado en el {colegio Julio Marchena}
es|Estudia en la {facultad de Montclara}.
es|obrero en {Dervás e Hijos}, expuesto al amianto
es|trabaja para {Transvalle Logística} como conductor
es|Comentado con {Echegoyen} en sesión.
es|Según {Lastras}, el dolor empezó en mayo.
es|De acuerdo con {Wassila}, no duerme.
es|{Anatolia} dice que no duerme y {Zbigniew} se siente mejor.
es|Su hijo {Amaro} la encontró en el suelo.
es|su pareja {Maitane} le pone las inyecciones
es|La hija, {Ombelina}, está preocupada.
es|Vive con su hermana ({Sidonia}) y un gato.
es|{Eufrasia}, su vecina, llamó a la ambulancia.
es|Pedimos a {Altolaguirre} una segunda opinión.
es|Paciente revisado por {Brosolette} esta mañana.
es|d. zabalegui confuso esta noche
es|NOMBRE: {ISALINA} APELLIDOS: {VANDERMER QUESADA}
es|{J.M.} pide el alta.
es|{M.C.R.} es una maestra de 54 años.
es|Remitido por el {Dr. de la Bretaña}.
es|Gracias a {Solveig} del laboratorio por la placa.
es|{Guivarra} quiere repetir el TAC.
es|Como explica {Berenguela}, la pierna falló.
es|La intervención la hizo {Estrómez}.
es|Madre ({Oriana}) presente.
es|La mujer de {Tiberio} lo trajo.
es|Con copia a {Lisandro Poveda}, {Dra. Enara Bidaurre}
es|Un saludo, {Leocadia}
es|Estimada {Otilia}, gracias por ver a este paciente.
es|Mi paciente {Guendolina} dejó las pastillas.
es|{Zubair} me mandó una foto de la herida.
es|Le dije a {Magalona} que volviera.
es|La cuidadora, {Aniceta}, refiere dos caídas.
es|Persona de contacto: {Deseado Achcar} (hermano) {639 981 234}
es|Reside en {Villarrubia del Soto} junto al molino.
es|se mudó de {Brecoria} el año pasado
es|Es alcaldesa de {Puebla Vieja}.
es|Ingresada en {Santa Radegunda} seis semanas.
es|trasladado a la {clínica del Parque Rimbau}
es|La intérprete {Hodán} ayudó por teléfono.
es|trabajadora social {Coralina Brando} avisada
es|la fisio {Tifaina} la vio
es|Enfermera: {Maribeta}
es|Este es {Bartolomeo}, de 62 años, minero jubilado.
es|{Enara} tiene 34 años y EM.
es|Foto de {Hollero}.
es|Consentimiento de la madre de {Abigaila}.
es|su jefe {Grimaldos} lo trajo
es|Su médico de cabecera, {Latamendi}, inició ramipril.
es|llamamos a {Querevela} que opera mañana
es|paciente de {Rosenzweig}, conocido por una FA
es|Se llama {Filaminta}.
es|el pequeño {Loan}, 6 años, tose
es|la familia {Simanowsky} está avisada
en|Clinic letter re {Mr Aloysius Penhaligon}, dob {3/4/51}, of {14 Cutler's Rise, Hexworthy}.
en|{Thandeka Mthembu} was brought in by her daughter-in-law {Nomsa} at 4am.
en|pls ring daughter {siobhan} on {07700 900 118} b4 dc
en|Reviewed w/ {Ashworth-Bello}; plan unchanged.
en|spoke w {Dr K} re: abx
en|{Kostas} (the husband) does the dressings; {Eleni} does the cooking.
en|I, {Dr Siegfried Amadi}, certify that
en|His teacher at {Larkhill Academy}, {Miss Pemberton}, noticed the tremor.
en|She plays the organ at {St Botolph's}.
en|He is a retired postman from {Nether Wallop}.
en|{Ludmila} has been coughing since March.
en|Ask {Kwabena} whether he took the tablets.
en|e-mail {kwabena (at) fastpost (dot) org}
en|contact: {r-t-fell at zmail dot com}
en|Tel. {oh one six one, four nine six, oh one two three}
en|Number ends 118, full number {zero two zero, seven nine four six, zero nine five eight}
en|PATIENT NAME {OYELOWO, TEMITOPE} WARD 6
en|Pt: {Sorcha Ni Bhriain}
en|S/B {Dr Lindqvist} (reg)
en|Drs {Malhotra} and {Fenwick-Obi} concur.
en|Photo courtesy of {Ingeborg Nakamura}
en|operated on by {Prof. d'Aubigny} in {Leeds}
en|{B.T.}, 41, asked whether she may fly.
en|{Mr. A} and {Mrs. A} attended
en|Her late husband {Cornelius} had the same.
en|The twins, {Odalys} and {Yadira}, are both affected.
en|I am {Rosamund}, his wife.
en|My daughter {Saoirse} wrote this.
en|nurse {fitzpatrick} gave the dose
en|he drives for {Swiftline Couriers}
en|a welder at {Tyne Fabrications}
en|She manages the {Copper Kettle} café.
en|Home care by {Bluebell Home Services}.
en|discharged to {Rosewood Manor} on friday
en|Seen in {Addlestone Walk-in Centre}
en|from {the Isle of Sheppey}
en|Police officer {Duffield} attended.
en|{Ms Chukwuemeka-Platt} has an appointment with {Okoye}.
en|{Theodora} and her mother attended.
en|We thank {Fenella} and {Ruaridh} for the slides.
en|@{farrukh_md} asked on the forum
en|"I can't breathe," said {Marguerita}.
fr|Courrier concernant {M. Aloïs Penmarch}, né le {3/4/51}, {14 chemin des Coutelles, Hexecourt}.
fr|{Thandie Mthembu} amenée par sa belle-fille {Nomsa} à 4h.
fr|Revu avec {Ashour-Bellec} ; conduite inchangée.
fr|vu ac {Dr K} pour les atb
fr|Comme le dit {M. Quartier}, il s'est arrêté.
fr|Je soussigné {Dr Sigefroy Amadou} certifie
fr|Son instituteur à l'{école des Alouettes}, {M. Pembroke}, a vu le tremblement.
fr|Elle joue de l'orgue à {Saint-Botolphe}.
fr|Facteur retraité de {Nérac-le-Sec}.
fr|{Ludmila} tousse depuis mars.
fr|Demander à {Kwabéna} s'il a pris ses comprimés.
fr|mail {kwabena (arobase) rapidoposte (point) org}
fr|contact : {r tiret fell arobase zmail point com}
fr|Tél. {zéro un, quarante-deux, vingt-trois, zéro zéro, dix-huit}
fr|NOM DU PATIENT {OYELOWO TEMITOPE} SERVICE 6
fr|Pt : {Soizic Le Bihan-Roy}
fr|Les {Drs Malhotra} et {Fennec-Aubry} sont d'accord.
fr|Photo : {Ingeborg Nakamura}
fr|opérée par le {Pr d'Aubigny} à {Lille}
fr|{B.T.}, 41 ans, demande si elle peut voler.
fr|Feu son mari {Corneille} avait la même chose.
fr|Les jumelles, {Odalys} et {Yadira}, sont atteintes.
fr|Je suis {Rosemonde}, sa femme.
fr|Ma fille {Sarita} a écrit ceci.
fr|Entretien avec les parents de {Tobias}
fr|l'infirmière {fitzpatrick} a donné la dose
fr|il conduit pour {Rapido Courses}
fr|soudeur chez {Tyne Métal}
fr|Elle tient le café {La Bouilloire}.
fr|Soins à domicile par {Les Campanules}.
fr|sortie vers l'{EHPAD Les Rosiers} vendredi
fr|Vu à la {maison médicale d'Adelstan}
fr|originaire de {l'île de Groix}
fr|Le gendarme {Duffort} est venu.
fr|{Mme Chukwuemeka-Plat} a rendez-vous avec {Okoyé}.
fr|{Théodora} et sa mère sont venues.
fr|Nous remercions {Fenelle} et {Ruari} pour les lames.
fr|Le scanner de {Zeynep} a eu lieu lundi.
fr|« Je ne respire plus », dit {Marguerita}.
fr|l'auxiliaire de vie ({Ghyslaine}) est là le matin
es|Carta sobre {D. Aloísio Peñamar}, nacido el {3/4/51}, {calle Cuchilleros 14, Hejevilla}.
es|{Thandeka Mthembu} traída por su nuera {Nomsa} a las 4.
es|llamar a su hija {nuria} al {639 980 118} antes del alta
es|Revisado con {Asensi-Bello}; plan igual.
es|hablado c/ {Dr. K} por atb
es|{Kostas} (el marido) hace las curas; {Eleni} cocina.
es|Como dice {D. Cuartango}, se paró sin más.
es|Yo, {Dr. Sigfrido Amadi}, certifico
es|Su maestro en el {colegio Las Alondras}, {don Pemán}, notó el temblor.
es|Toca el órgano en {San Botolfo}.
es|Cartero jubilado de {Villaseca la Vieja}.
es|{Ludmila} tose desde marzo.
es|Preguntar a {Kwabena} si tomó las pastillas.
es|correo {kwabena (arroba) rapidpost (punto) org}
es|contacto: {r guion fell arroba zmail punto com}
es|Tel. {nueve uno, cuatro dos tres, cero cero, uno ocho}
es|Teléfono {seis tres nueve, noventa y ocho, cero uno, dieciocho}
es|NOMBRE DEL PACIENTE {OYELOWO TEMITOPE} PLANTA 6
es|Pte: {Soraya Lebián Royo}
es|Foto: {Ingeborg Nakamura}
es|operada por el {Prof. d'Aubigny} en {Lugo}
es|{B.T.}, 41 años, pregunta si puede volar.
es|Su difunto marido {Cornelio} tenía lo mismo.
es|Las gemelas, {Odalys} y {Yadira}, están afectadas.
es|Soy {Rosamunda}, su mujer.
es|Mi hija {Sarita} escribió esto.
es|Entrevista con los padres de {Tobías}
es|la enfermera {fitzpatrick} dio la dosis
es|conduce para {Veloz Mensajería}
es|soldador en {Metales Tinar}
es|Regenta el bar {La Tetera}.
es|Ayuda a domicilio de {Las Campanillas}.
es|alta a la {residencia Los Rosales} el viernes
es|Visto en el {ambulatorio de Adelstán}
es|originario de {la isla de Tabarca}
es|El policía {Dufor} acudió.
es|{Sra. Chukwuemeka-Plata} tiene cita con {Okoye}.
es|{Teodora} y su madre acudieron.
es|Agradecemos a {Fenela} y {Ruari} las preparaciones.
es|El TAC de {Zeynep} fue el lunes.
es|«No puedo respirar», dijo {Margarita}.
es|la auxiliar ({Guislena}) viene por la mañana
"""
