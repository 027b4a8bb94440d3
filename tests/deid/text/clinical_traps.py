"""More clinical sentences without identifiers, each made to trap rules or model: eponyms, trade names, trials, germs, devices, towns
in classifications. Rules and model together touched 21 of these 120 at first sight; what those showed was then mended.
"""

ENGLISH = """
Lachman and McMurray tests negative, Thessaly positive at 20 degrees.
Schatzker IV plateau fracture, ORIF planned on day 5.
Started Entresto 24/26 mg twice daily and stopped Coversyl.
The Carmen balloon was inflated to 12 atm for 30 seconds.
Palmaz stent in the left renal artery, Amplatzer device for the PFO.
Seldinger technique, 8 Fr Cook catheter, 0.035 Terumo wire.
Mirena in situ for 3 years, Depo stopped at week 12.
Rosai-Dorfman disease versus Erdheim-Chester histiocytosis.
Fitzpatrick skin type IV, Breslow 1.2 mm, Clark level III.
Kocher incision extended by Mercedes incision; Pringle for 15 minutes.
Fontan circulation with Glenn shunt done at 6 months.
Brugada type 1 pattern after ajmaline, Holter normal.
The DAPA-HF, EMPEROR-Reduced and PARADIGM-HF trials support it.
Sokolow-Lyon 42 mm, Cornell product positive.
STIR hyperintense, T1 FLAIR dark, SWI blooming, ADC 0.7.
Grown from blood: Escherichia coli, Serratia marcescens and Candida glabrata.
Bartonella henselae IgG 1:512, Brucella negative, Coxiella pending.
Allergic to Augmentin; given Tazocin 4.5 g every 8 hours.
Mantoux 18 mm, QuantiFERON positive, Xpert negative.
Nottingham grade 3, Ki-67 40 %, Oncotype 28.
Revised Geneva 7, sPESI 1, Bova stage II.
Bosniak IIF cyst, follow up at 6 and 12 months.
PI-RADS 4 at the left apex, Gleason 4+3, Grade Group 3.
AO type 23-C2, Frykman VII, dorsal tilt 22 degrees.
Tanner stage 3, bone age 9 by Greulich and Pyle.
Denver II and Bayley III scores were normal for age.
Weber C with a Maisonneuve component, squeeze test positive.
Dix-Hallpike positive on the right, Epley done twice.
Ishihara 4/17, Snellen 6/18, Goldmann 28 mmHg.
Charcot joint with Wagner grade 2 ulcer.
Pneumovax and Prevenar given; Shingrix at 2 and 6 months.
Ringer lactate 500 mL over 30 minutes, then Hartmann 1 L.
Murphy sign positive, Rovsing negative, Alvarado 7.
Lund-Mackay 14, SNOT-22 48, polyps grade 2.
Sampson, a Roux limb of 100 cm and a Braun enteroenterostomy.
Hashimoto and Graves in the family, TRAb 3.4 IU/L.
Baker cyst behind the knee, 4 x 2 cm.
Her Barthel fell from 85 to 40 and the MMSE from 27 to 21.
Boston bowel preparation score 8, adenoma 9 mm, Paris Is.
Prague C2M4 Barrett segment, Los Angeles grade B.
"""

FRENCH = """
Sérologie de Lyme négative, Western blot non réalisé.
Mise sous Coversyl 5 mg, Kardegic 75 mg et Tahor 40 mg le soir.
Sonde de Dufour, lavages continus, ablation à J3.
Incision de Mac Burney, appendice méso-cœliaque.
Doliprane 1 g x 4 par jour, Spasfon si douleur.
Test de Schirmer 3 mm à 5 minutes, BUT 4 s.
Prélèvement : Staphylococcus aureus sensible à la méticilline.
Essais DESTINY-Breast03 et KATHERINE cités en RCP.
Stade IIIA de la FIGO, index de Ki-67 à 30 %.
Cotation PIRADS 4, volume prostatique 42 mL.
Séquences T1 gadolinium, FLAIR, diffusion b1000 et T2*.
Maladie de Horton, artère temporale indurée, VS 92 mm.
Score de Lille 0,32 à J7, Maddrey 48.
Signe de Hoffmann bilatéral, trépidation épileptoïde.
Prothèse de Charnley, cupule double mobilité de Bousquet.
Anneau de Kayser-Fleischer absent, céruloplasmine 0,28 g/L.
Syndrome de Lynch, mutation MLH1, Amsterdam II rempli.
Stent Xience 3,0 x 18 mm sur l'IVA moyenne, TIMI 3.
Pansement Mepilex, Jelonet puis Aquacel tous les deux jours.
Pansement à la Bétadine, ablation des fils à J10.
Holter : 1 240 ESV, pas de TV, FC 48 à 132.
Manœuvre de Valsalva, de Müller puis de Jendrassik.
Échelle de Borg 7, test de marche 320 m.
Kyste de Tarlov en S2, discopathie Pfirrmann IV.
Mini-mental 22, BREF 11, cinq mots de Dubois 7/10.
Homme de 58 ans, chauffeur, tabac 35 PA, EVA 6.
Corps de Lewy, DAT-scan anormal, RBD ancien.
Vaccin Gardasil 9, deux doses à 6 mois.
Suture au Vicryl 3/0, redon aspiratif, Steri-Strip.
Fracture Salter 2, Tillaux écartée au scanner.
Indice de Sokolow 38 mm, HVG électrique.
Cathéter de Hickman, verrou de Taurolock.
Ponction lombaire : 3 éléments, protéinorachie 0,42 g/L.
Candida parapsilosis, fluconazole 800 mg puis 400 mg.
Dépistage : Western blot, charge virale 34 000 copies.
Le patient de 62 ans se plaint d'une toux depuis 3 semaines.
Bilan : ferritine 12, CRP 8, TSH 1,9, HbA1c 7,1 %.
Score de Wells 6, angioscanner : EP lobaire droite.
Classe III de la NYHA, FEVG 28 %, DAI posé il y a 3 ans.
Épreuve de Rinne positive, Weber non latéralisé.
"""

SPANISH = """
Serología de Brucella 1/320, Rosa de Bengala positivo.
Se pauta Nolotil cada 8 h, Enantyum de rescate y Primperan.
Signo de Blumberg positivo, Rovsing dudoso, Alvarado 8.
Incisión de McBurney, apéndice gangrenoso, drenaje de Jackson-Pratt.
Pseudomonas aeruginosa y Klebsiella pneumoniae BLEE.
Estudio CROWN y FLAURA2, beneficio en SLP.
Killip II, TIMI 4, GRACE 142, DA media ocluida.
Stent Xience en coronaria derecha, Onyx en marginal.
Escala de Norton 12, Barthel 45, Pfeiffer 3 errores.
Sonda de Foley 18 Ch, lavado continuo, retirada el día 3.
Test de Apley y McMurray positivos, Lachman negativo.
Valentin y Fogarty no se usaron; embolectomía con catéter 4F.
Cloruro mórfico 3 mg, Urbason 40 mg, Atrovent nebulizado.
Sintrom según INR, última cifra 2,8, control en 4 semanas.
Secuencias T1, T2 FLAIR, STIR y difusión b1000.
Vacuna Prevenar 20 y Shingrix en 2 dosis.
Colangitis de Tokio grado II, bilirrubina 6,4 mg/dL.
Quiste de Baker de 4 x 2 cm, menisco normal.
Mutación de Leiden en heterocigosis, proteína S 52 %.
Cateterismo por vía radial, Allen normal, 6 Fr.
Schöber 2 cm, BASDAI 6,2, HLA-B27 positivo.
Clasificación de Schatzker IV, Tscherne 1.
Rickettsia conorii IgM positiva, doxiciclina 100 mg cada 12 h.
Estadio IIIC de la FIGO, CA-125 de 840 U/mL.
Betadine tópico, Linitul y apósito de plata.
Escala de Borg 7, marcha de 6 minutos 320 m.
Mujer de 58 años, camarera, EVA 6, sin fiebre.
Test de Schirmer de 3 mm, rosa de Bengala van Bijsterveld 5.
Cuerpos de Lewy, DaTSCAN patológico, trastorno REM.
Fractura de Bennett, agujas de Kirschner de 1,6 mm.
Ecografía tiroidea: TI-RADS 4, Bethesda III en la PAAF.
Reflujo grado B de Los Ángeles, Barrett C1M3 de Praga.
Holter con 1.240 EV, sin TVNS, FC 48 a 132.
Línea de Shenton conservada, Ortolani y Barlow negativos.
Indice de Sokolow 38 mm, bloqueo de rama derecha.
Nistatina 500.000 UI cada 6 horas, enjuagar y tragar.
Punción lumbar con 3 células y proteínas de 42 mg/dL.
Prueba de Rinne positiva, Weber lateralizado a la derecha.
Hemocultivos: Streptococcus gallolyticus, colonoscopia pendiente.
Bilirrubina 1,4, GOT 62, GPT 88, GGT 340, INR 1,1.
"""

BY_LANGUAGE = {
    "en": ENGLISH.strip().splitlines(),
    "fr": FRENCH.strip().splitlines(),
    "es": SPANISH.strip().splitlines(),
}
