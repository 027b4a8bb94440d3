"""Clinical sentences in which words that are no name stand where names do: departments, brands and devices that open a sentence,
eponyms after "according to", the options of an exam in one line. All written before any rule was run on them.
"""

ENGLISH = """
Anaesthetics asked whether she could climb two flights of stairs.
Haematology would like another smear before the weekend.
Ophthalmology saw no papilloedema; Neurosurgery is not keen to operate.
Vascular agreed to a bypass, Endocrine preferred to wait.
Gastro wanted a second look, Microbiology rang with the sensitivities.
Pharmacy says the levels were taken too early.
Dietetics visited and advised thickened fluids.
Orthogeriatrics came round and stopped the Tramadol.
Which would you choose? A. Methotrexate, B. Cyclosporin, C. Azathioprine, D. Infliximab.
A. Watch and wait. B. Surgery. C. Chemoradiation. D. Palliation.
Answer: B. Pemphigoid, not A. Pemphigus or C. Zoster.
Q4. Best next step? a) Aspirate b) Drain c) Observe d) Amputate
Options are (A) Clopidogrel, (B) Ticagrelor, (C) Prasugrel.
Zoladex failed after two years and Xtandi gave him falls.
Humira worked for a while; Stelara works better.
Clexane is held tonight, Fragmin restarts tomorrow.
Tegretol did nothing, Keppra made her angry.
Seretide twice daily, Ventolin when needed, Spiriva never helped.
Pabrinex given, Chlordiazepoxide reducing, Librium stopped.
Laxido has helped, Movicol had not.
Creon with every meal, Fortisip between them.
Hartmann's ran overnight, then Plasmalyte.
Tegaderm came off twice, so Allevyn was tried.
Exeter stem, Trident cup, Palacos cement.
Bard mesh, Ethicon stapler, Medtronic generator.
Watchman looks well seated, Amplatzer was too small.
Bipap overnight, Airvo by day, Optiflow on the ward.
According to Sgarbossa this is not a block.
Per Light's criteria it is an exudate.
By Duke he has one major and three minor criteria.
Staged by Masaoka as IIb, by Lugano as IE.
Rockwood says frail, Clavien says II.
Ranson was 3 on arrival, Balthazar D on day 5.
Hoover positive, Spurling equivocal, Lhermitte absent.
Kussmaul was seen, Beck was complete, Ewart was not.
Phalen was positive in thirty seconds and Finkelstein hurt.
Morton's, not Ledderhose, and certainly no Freiberg.
Could this be Sweet, Behcet or simply Herpes?
Whipple was done, Hartmann was reversed, Ivor Lewis is planned.
Grew Serratia, then Proteus, then Morganella.
Sent for Bartonella, Coxiella and Brucella, none of which came back.
Parvovirus came back positive, Dengue did not.
Mum is known to have Marfan, Dad had Gilbert.
Child attends for her Infanrix and Rotarix.
Pt states Percocet makes her itch. Dilaudid helped.
Nurse called at 3 am, Pressors were started, Family was told.
Caucasian, Catholic, left handed, drives an HGV.
Rehab declined him, Hospice accepted him, Home was refused.
CAT: Oncotype, Mammaprint or neither?
Resus, Majors and Minors were full, so Triage took bloods.
Happy New Year to everyone and thank you for the replies.
""".strip().splitlines()

FRENCH = """
Anesthésie demande une échographie avant le bloc.
Cardiologie propose une coronarographie, Pneumologie préfère attendre.
Ophtalmologie n'a rien vu ; Neurochirurgie refuse d'opérer.
Gériatrie accepte le transfert, Réanimation le refuse.
Bactériologie a rappelé avec l'antibiogramme.
Pharmacie dit que le dosage a été fait trop tôt.
Selon Fontaine, il est au stade III ; selon Rutherford, au grade 4.
Selon Forrest, c'est un ulcère Ib.
D'après Child, il est B ; d'après Baveno, il faut un bêtabloquant.
Selon Gustilo II, selon Garden IV, selon Schatzker V.
Que choisir ? A. Méthotrexate, B. Ciclosporine, C. Azathioprine, D. Infliximab.
A. Surveillance. B. Chirurgie. C. Radiothérapie. D. Abstention.
Réponse : B. Pemphigoïde, et non A. Pemphigus ni C. Zona.
QCM 12 : quel traitement ? a) Colchicine b) Anakinra c) Allopurinol d) Repos
Proposition A : Kenacort. Proposition B : Dupixent.
Lovenox est suspendu, Calciparine prend le relais.
Tégrétol n'a rien changé, Keppra l'a rendue irritable.
Seretide matin et soir, Ventoline à la demande, Spiriva arrêté.
Levothyrox à jeun, Inexium le soir, Gaviscon après les repas.
Skenan matin et soir, Actiskenan si besoin, Laroxyl au coucher.
Solupred dix jours puis Médrol.
Kayexalate donné, Diffu-K arrêté.
Tanganil n'aide pas, Serc non plus.
Forlax a aidé, Movicol pas du tout.
Ringer passé en une heure, puis Isofundine.
Tulle gras, puis Jelonet, puis Algostéril.
Tige Corail, cupule Pinnacle, ciment Palacos.
Agrafeuse Ethicon, filet Parietex, boîtier Medtronic.
Amplatzer trop petit, Watchman bien en place.
Optiflow le jour, VNI la nuit, Airvo au retour.
Hoffman vif, Tinel au poignet, Phalen à trente secondes.
Kussmaul a été vu, Beck était complet.
Lhermitte absent, Uhthoff présent, Marcus Gunn à gauche.
Est-ce un Sweet, un Behçet ou un simple Herpès ?
Whipple fait, Hartmann rétabli, Lewis-Santy prévu.
Morton opéré, Ledderhose surveillé.
Serratia puis Proteus puis Morganella ont poussé.
Bartonella, Coxiella et Brucella ont été demandées.
Parvovirus revient positif, Dengue non.
La mère a un Marfan, le père un Gilbert.
Vient pour son Infanrix et son Rotarix.
Mange mixé, boit de l'Arginaid, dort bien.
Urgences pleines, Déchocage occupé, Scanner en panne.
Médecine interne nous le confie, Chirurgie le reprendra.
SSR refuse, Palliatifs acceptent, Domicile impossible.
Bonne année à tous et merci pour vos réponses.
Catholique, droitière, retraitée, vit en maison.
Oncotype, Mammaprint ou ni l'un ni l'autre ?
Kinésithérapie, Ergothérapie et Orthophonie poursuivent.
L'Ambu est resté à côté, le Guedel aussi.
""".strip().splitlines()

SPANISH = """
Anestesia pide una ecocardiografía antes del quirófano.
Cardiología propone un cateterismo, Neumología prefiere esperar.
Oftalmología no vio nada; Neurocirugía rechaza operar.
Geriatría acepta el traslado, Intensivos lo rechaza.
Microbiología llamó con el antibiograma.
Farmacia dice que el nivel se sacó demasiado pronto.
Según Fontaine está en el estadio III; según Rutherford, en el grado 4.
Según Forrest es una úlcera Ib.
Según Child es B y según Baveno necesita betabloqueante.
Según Gustilo II, según Garden IV, según Schatzker V.
¿Cuál elegiría? A. Metotrexato, B. Ciclosporina, C. Azatioprina, D. Infliximab.
A. Vigilancia. B. Cirugía. C. Radioterapia. D. Abstención.
Respuesta: B. Penfigoide, y no A. Pénfigo ni C. Zóster.
Pregunta 12: ¿qué tratamiento? a) Colchicina b) Anakinra c) Alopurinol d) Reposo
Opción A: Trigon. Opción B: Dupixent.
Clexane se suspende hoy, Fraxiparina empieza mañana.
Tegretol no hizo nada, Keppra la puso irritable.
Seretide mañana y noche, Ventolin a demanda, Spiriva retirado.
Eutirox en ayunas, Nexium por la noche, Almax tras las comidas.
Orfidal al acostarse, Lexatin si precisa, Zaldiar suspendido.
Dacortin diez días y luego Urbason.
Resincalcio pautado, Boi-K retirado.
Duphalac ayudó, Movicol no ayudó nada.
Adiro sigue, Plavix se retira, Sintrom también.
Ringer en una hora y después Plasmalyte.
Aquacel, luego Mepilex, luego Linitul.
Vástago Corail, cotilo Pinnacle, cemento Palacos.
Grapadora Ethicon, malla Parietex, generador Medtronic.
Amplatzer quedó pequeño, Watchman bien colocado.
Optiflow de día, BiPAP de noche, Airvo en planta.
Hoffmann vivo, Tinel en la muñeca, Phalen a los treinta segundos.
Kussmaul se vio, Beck estaba completa.
Lhermitte ausente, Uhthoff presente, Marcus Gunn a la izquierda.
¿Será un Sweet, un Behçet o un simple Herpes?
Whipple hecho, Hartmann reconstruido, Ivor Lewis previsto.
Morton operado, Ledderhose en vigilancia.
Creció Serratia, luego Proteus, luego Morganella.
Pedimos Bartonella, Coxiella y Brucella.
Parvovirus sale positivo, Dengue no.
La madre tiene Marfan, el padre Gilbert.
Viene por su Infanrix y su Rotarix.
Trae Fortasec de casa y toma Primperan.
Urgencias llena, Observación ocupada, Quirófano parado.
Medicina Interna nos lo deriva, Cirugía lo retomará.
Paliativos lo acepta, Rehabilitación no, Domicilio imposible.
Feliz año a todos y gracias por las respuestas.
Católica, diestra, jubilada, vive en un piso.
¿Oncotype, Mammaprint o ninguno?
Fisioterapia, Logopedia y Terapia Ocupacional continúan.
El Ambu quedó al lado, el Guedel también.
""".strip().splitlines()

BY_LANGUAGE = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH}
