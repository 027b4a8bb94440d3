"""Clinical sentences that hold no identifier, all written before the rules were run on them.

The rules touched 4 of the first 230 and 11 of the second 91 at first sight; what those showed was then mended.
"""

ENGLISH = """
A 60-year-old man presented with chest pain radiating to the left arm.
Blood pressure was 120/80 mmHg and heart rate 72 bpm.
She takes metformin 500 mg twice daily and ramipril 5 mg in the morning.
Give 1/2 tablet at night for 7 days, then 1 tablet.
Power was 3/5 in the right leg and 4/5 in the right arm.
GCS 15 (E4 V5 M6), pupils equal and reactive.
Staged as T2N1M0, grade 3, ER positive, HER2 2+.
ASA 3, Mallampati II, BMI 31.4 kg/m2.
HbA1c 8.2 % (66 mmol/mol), creatinine 1.4 mg/dL, eGFR 48 mL/min/1.73 m2.
Parkinson's disease with Hoehn and Yahr stage 3.
Wilson disease was excluded by a normal ceruloplasmin of 28 mg/dL.
Known Down syndrome and Hashimoto thyroiditis.
Cushing's syndrome versus pseudo-Cushing; dexamethasone suppression test planned.
Crohn's disease, Montreal A2 L3 B1.
Hodgkin lymphoma, Ann Arbor stage IIB, treated with ABVD.
Chagas cardiomyopathy with right bundle branch block.
MRI shows C5-C6 disc herniation and L4-L5 stenosis.
Fracture of T12 with 30 % loss of height.
Day 12 after transplant the platelets were 45 x 10^9/L.
On day 0 he had fever of 39.2 C; by day 3 it had settled.
The SPRINT trial and the KEYNOTE-189 trial do not cover this situation.
Started Xarelto 20 mg, stopped Plavix and Lipitor.
Humira every two weeks, previously Remicade and Stelara.
Pain 8/10 at rest, 3/10 after paracetamol 1 g.
Visual acuity 20/40 in the right eye and 6/9 in the left.
Glasgow Coma Scale 13, Boston bowel preparation score 8.
Los Angeles grade B oesophagitis and a Barrett segment of 3 cm (C2M3).
NYHA class III (New York Heart Association), LVEF 30 %.
The Milan criteria are met; Child-Pugh B7, MELD 14.
Philadelphia chromosome positive acute lymphoblastic leukaemia.
Epworth score 14/24, AHI 32/h.
Edinburgh Postnatal Depression Scale 12.
West Nile virus serology and Lyme serology were negative.
Marburg and Ebola were considered because of travel.
Ottawa ankle rules were negative.
Foley catheter, Swan-Ganz catheter and a Hickman line were in place.
A Whipple procedure was done, then a Billroth II reconstruction.
Positive Babinski, negative Romberg, positive Murphy sign.
Kerley B lines and a Hampton hump on the film.
Guillain-Barre syndrome, Miller Fisher variant.
Charcot-Marie-Tooth type 1A confirmed by PMP22 duplication.
Henoch-Schonlein purpura in a 6-year-old boy.
Kaplan-Meier survival at 5 years was 64 % (95 % CI 58-70).
Sodium 128, potassium 5.1, urea 12.4, CRP 154, WBC 14.2.
Temp 38.6, RR 22, SpO2 94 % on 2 L, HR 110.
ECG: PR 160 ms, QRS 120 ms, QTc 470 ms.
PSA rose from 4.1 to 12.8 ng/mL in 18 months.
Gleason 4+3=7, ISUP grade group 3, PI-RADS 5.
BRAF V600E, EGFR L858R, KRAS G12C, TP53 R175H.
HLA-B27 positive, CD4 count 220, viral load 125000 copies/mL.
E. coli O157:H7 and C. difficile were not found.
S. aureus grew in two of three bottles; H. pylori antigen negative.
The child weighs 12.5 kg and takes 250 mg/5 mL three times a day.
Two 3.5 x 18 mm stents to the proximal LAD.
The lesion measures 2.5 x 1.8 x 1.5 cm in segment VII.
Prednisolone 40-30-20-10 mg, one week each.
Insulin glargine 24 units at night, aspart 6-8-8 units with meals.
ICD-10 code I21.4, SNOMED not recorded.
See NCT01234567 and PMID 28304224 for similar patients.
Dose: 75 mg/m2 on days 1, 8 and 15 of a 28-day cycle.
He smoked 20 cigarettes a day for 30 years and stopped in 2015.
In 2021 she had a left mastectomy; since 2022 no recurrence.
Over the last 6 months she lost 10 kg.
Mother with type 2 diabetes, father died of stroke at 71.
Would you offer surgery, radiotherapy or watchful waiting?
Should we start Eliquis or wait for the second CT?
The patient was discharged home on Monday.
He works outdoors and travels often.
Mr imaging is not the question here: MR angiography was normal.
MS was diagnosed with McDonald criteria 2017.
MS lesions on MRI, Dawson fingers, positive Lhermitte.
Graves disease with Goldman perimetry defects.
Baker cyst behind the left knee, Tinel sign positive.
Bell palsy, House-Brackmann grade IV.
Alzheimer disease, MMSE 18/30, Addenbrooke 61/100.
Addison crisis treated with hydrocortisone 100 mg.
Fournier gangrene, Laboratory Risk Indicator 9.
Dupuytren contracture of the ring finger, Tubiana stage 2.
Klatskin tumour, Bismuth IIIa.
Paget disease of bone and Peyronie disease.
Sjogren syndrome with anti-Ro and anti-La.
Takayasu arteritis versus Kawasaki disease.
Ewing sarcoma, Wilms tumour and Burkitt lymphoma were discussed.
Tetralogy of Fallot repaired at 8 months, Eisenmenger physiology absent.
Ebstein anomaly; Mustard operation in childhood.
Colles fracture reduced under Bier block.
Tooth 36 has a periapical lesion; 46 was extracted.
Class II division 1, overjet 8 mm, overbite 60 %.
Probing depth 6-7 mm, bleeding on probing 45 %.
Kennedy class I, Angle class III.
Trial of PF-06463922 and AZD9291 before lorlatinib.
Serum ferritin 1200000 ng/L was an error of units.
The 90 mmHg gradient fell to 20 mmHg after valvuloplasty.
At 95 minutes the lactate was 1.9 mmol/L.
Weight 95 kg, height 178 cm.
Fundus: cup-to-disc ratio 0.8, IOP 28/30 mmHg.
Nikolsky sign positive, Auspitz sign absent.
Clark level IV, Breslow 2.3 mm.
Salter-Harris II fracture, Gustilo type IIIA.
Rome IV criteria for irritable bowel syndrome are met.
Framingham risk 18 %, QRISK 14 %.
Rocephin 2 g IV q24h and Flagyl 500 mg q8h.
Vitamin D. The level was 18 ng/mL.
No fever. May need dialysis. Will follow up in 2 weeks.
Dr to review in the morning.
Grace score 140, Wells score 4.5, Geneva score 7.
Spoke with family; goals of care discussed.
Chest X-ray, CT Chest and PET-CT were requested.
Past Medical History: Hypertension, Atrial Fibrillation, Chronic Kidney Disease.
Current Medications: Aspirin, Atorvastatin, Bisoprolol.
Bilateral pleural effusions drained under ultrasound with a 14 Fr Seldinger drain; 1200 mL removed.
He was started on Rivaroxaban 15 mg BID for 21 days, then 20 mg OD.
The biopsy from the Gleason 3+4 region showed perineural invasion; Ki-67 was 15-20 %.
Light's criteria indicate an exudate: LDH 540, protein 4.1.
Would anyone consider a Ross procedure or a Bentall in a 32-year-old with a bicuspid valve?
She has Ehlers-Danlos syndrome, hypermobile type, Beighton 7/9.
On examination: JVP raised, S3 gallop, bibasal crackles, pitting oedema to the knees.
Dix-Hallpike positive on the right; Epley performed twice.
Doppler: resistive index 0.72, peak systolic velocity 230 cm/s.
Mohs surgery was offered, Fitzpatrick II skin.
Spirometry: FEV1 1.42 L (48 %), FVC 2.9 L, FEV1/FVC 0.49.
Lugano stage III, Deauville 4 after two cycles of R-CHOP.
Stage IIIB (AJCC 8th edition) and ECOG 1.
Type 2 diabetes since childhood, uses a Dexcom G6 and a Medtronic 780G.
The Mirena was inserted last year; the Implanon was removed before.
Cough for three weeks, worse at night; no haemoptysis; Mantoux 12 mm.
Currently on Symbicort 200/6, two puffs twice daily, and Ventolin as needed.
Lesion at 6 o'clock, 3 cm from the nipple, BI-RADS 4C.
Hill-Sachs and Bankart lesions on MR arthrogram.
Lachman positive, McMurray negative, Thessaly equivocal.
Should I refer him for a Heller myotomy or try Botox first? Chicago 4.0 type II.
The Duke criteria are met: two positive cultures and a vegetation of 11 mm.
He declined dialysis. His family agrees.
Zenker diverticulum of 4 cm; Plummer-Vinson was excluded.
First-line FOLFIRINOX, then Gemcitabine plus Abraxane.
Ranson 3, APACHE II 14, Balthazar D, Atlanta moderately severe.
Her last smear was normal in 2018; HPV 16 positive in 2023.
ABG on 40 % oxygen: pH 7.31, pCO2 7.2, pO2 8.4, HCO3 27.
A Z-score of -2.7 at L2-L4 and a FRAX of 21 %.
Kocher incision, Pringle manoeuvre 2 x 15 min, blood loss 450 mL.
The implant at 14 failed after 3 months; bone graft with Bio-Oss and Geistlich membrane.
Orthodontics with Damon brackets; Herbst appliance for 9 months.
Trauma patient, ISS 25, RTS 7.1, FAST positive in Morison pouch.
Hunt and Hess 3, Fisher 4, WFNS II; coiling on day 1.
NIHSS 14 at onset, mRS 0 before, ASPECTS 8, TICI 2b after thrombectomy.
Aldosterone 950 pmol/L, renin <2, ratio 475; Conn syndrome is likely.
From 5/10 to 2/10 on the VAS within 48 hours of the block.
Weaned from 60 to 10 mg over 8 weeks; relapse at 7.5 mg.
No Brudzinski or Kernig sign; CSF 2 cells, glucose 3.4.
The patient prefers Spanish and needs an interpreter.
"""

FRENCH = """
Homme de 60 ans, douleur thoracique depuis 3 heures.
TA 120/80 mmHg, FC 72/min, SpO2 97 %.
Paracétamol 1 g x 3/j et morphine 5 mg si besoin.
Maladie de Crohn iléale, maladie de Basedow traitée.
Syndrome de Cushing, test de freinage négatif.
Maladie de Charcot, forme bulbaire.
Signe de Babinski à droite, manœuvre de Lasègue positive à 30°.
Score de Glasgow 14, score de Child-Pugh B8.
Score de Lille à 0,45 au jour 7.
Cancer du sein droit T2N1M0, grade SBR III, Ki67 40 %.
Hernie discale C5-C6, canal étroit L4-L5.
À J12 de la greffe, plaquettes à 45 G/L.
Hémoglobine 8,2 g/dL, CRP 154 mg/L, créatinine 120 µmol/L.
Troponine 1250 ng/L, NT-proBNP 4500 pg/mL.
Doliprane 1000 mg, Augmentin 1 g/125 mg, Kardegic 75 mg.
Xarelto 20 mg le soir, Levothyrox 75 µg le matin.
Force motrice 3/5 au membre inférieur gauche.
Acuité visuelle 10/10 à droite, 4/10 à gauche.
Douleur à 8/10 au repos.
Le patient a été opéré en 2019 d'une hernie inguinale.
La patiente est suivie depuis 2015 pour un lupus.
Accouchement à 39 SA + 2 jours, Apgar 9/10.
Poids 3 250 g, taille 49 cm, PC 34 cm.
Fracture de Pouteau-Colles, fracture de Bennett.
Maladie de Parkinson depuis 10 ans, maladie d'Alzheimer débutante.
Syndrome de Guillain-Barré, syndrome de Sjögren.
Classification de Los Angeles grade C.
Intervention de Hartmann puis rétablissement.
Drain de Redon, sonde de Foley, aiguille de Veress.
Bloc de branche gauche, PR 200 ms, QRS 140 ms.
FEVG 35 %, PAPS 55 mmHg, HTAP.
Escherichia coli BLSE dans les urines, 10^6 UFC/mL.
S. aureus méti-S, E. coli résistant.
Antécédents : HTA, diabète de type 2, tabagisme 40 PA.
Traitement habituel : Bisoprolol 2,5 mg, Furosémide 40 mg.
Faut-il proposer une chirurgie ou une surveillance ?
Que feriez-vous devant cette image du rachis ?
Scanner TAP sans lésion secondaire, TEP-TDM prévue.
IRM : hypersignal T2 de 12 mm du segment VI.
Mère diabétique, père décédé d'un AVC à 71 ans.
Il travaille en extérieur et voyage souvent.
Retour à domicile lundi avec kinésithérapie.
Dent 36 douloureuse, parodontite stade III grade B.
Prednisone 1 mg/kg/j pendant 4 semaines puis décroissance.
Insuline 12-0-0-8 UI.
Mutation BRAF V600E, translocation t(9;22), chromosome Philadelphie.
Tumeur de Wilms, sarcome d'Ewing, lymphome de Hodgkin.
Tétralogie de Fallot opérée, maladie de Kawasaki.
Critères de Milan respectés, MELD 18.
Rougeole éliminée, virus West Nile négatif.
Anévrisme de 52 mm, indication opératoire à 55 mm.
Clairance de Cockcroft 45 mL/min.
Ponction lombaire : 120 éléments/mm3, protéinorachie 1,2 g/L.
Angor de Prinzmetal, phénomène de Raynaud.
Voie d'abord de Hardinge, prothèse totale de hanche.
Nom de la molécule : amoxicilline.
Glasgow 15, pas de déficit, Romberg négatif.
Cholécystectomie par voie de Mac Burney non indiquée.
Vaccin Prevenar 13 puis Pneumovax 23.
Marche possible avec deux cannes, périmètre 200 m.
Épanchement pleural droit drainé, 1200 mL de liquide citrin, critères de Light en faveur d'un exsudat.
Score ASIA B, niveau T10, sondages intermittents.
Échographie : nodule EU-TIRADS 4 de 18 mm, cytologie Bethesda III.
Traitée par Humira puis Stelara, échec des anti-TNF.
Coloscopie : Mayo 2, Nancy 3, pas de dysplasie.
Chirurgie de Bentall ou intervention de Ross à discuter.
Le syndrome de Marfan a été écarté, celui d'Ehlers-Danlos reste possible.
EVA 7/10 malgré Lamaline et Acupan.
Lésion de Bankart et encoche de Malgaigne à l'arthroscanner.
Glycémie à 2,4 g/L, HbA1c 9,8 %, cétonémie 0,4.
Alpha-fœtoprotéine 4 µg/L. Sérologies virales négatives.
TSH 1,8 mUI/L. Échographie sans particularité.
Remplissage de 2 L. Radiographie de contrôle demain.
Chimiothérapie par FOLFOX, 8 cures, puis LV5FU2.
Pas de signe de Kernig ni de Brudzinski. Ponction lombaire normale.
Le patient vit seul au deuxième étage sans ascenseur.
IMC 41, SAOS appareillé, bypass de Roux-en-Y envisagé.
Manœuvre de Valsalva, test de Lachman, tiroir antérieur.
Ostéotomie de Lefort I, classe III squelettique d'Angle, ANB -3.
Vaccination par Gardasil 9 et Engerix B à jour.
Dernière dose il y a 12 h, prochaine dans 4 h.
Stade IIIA selon la classification FIGO, CA 125 à 480.
Gazométrie : pH 7,31, PaCO2 58, PaO2 62, bicarbonates 27.
Plaie de 4 x 2 cm du talon, IPS 0,5, Rutherford 5, Leriche et Fontaine IV.
Fièvre Q, Bartonella henselae et Coxiella burnetii négatifs.
Antécédent familial : oncle paternel, cancer du côlon à 45 ans, syndrome de Lynch suspecté.
Surveillance à 3, 6 et 12 mois, avec PSA et IRM.
Nifédipine Chronadate LP 30 mg, Lasilix 40 mg, Eliquis 5 mg.
"""

SPANISH = """
Varón de 60 años con dolor torácico de 3 horas de evolución.
TA 120/80 mmHg, FC 72 lpm, SatO2 97 %.
Paracetamol 1 g cada 8 horas y metamizol 575 mg si dolor.
Enfermedad de Crohn ileal, enfermedad de Basedow tratada.
Síndrome de Cushing con test de supresión negativo.
Enfermedad de Chagas con miocardiopatía dilatada.
Signo de Babinski derecho, maniobra de Lasègue positiva a 30º.
Escala de Glasgow 14, escala de Norton 12.
Carcinoma ductal T2N1M0, Ki67 40 %, HER2 negativo.
Hernia discal C5-C6, estenosis L4-L5.
El día 12 postrasplante las plaquetas eran 45.000/mm3.
Hemoglobina 8,2 g/dl, PCR 154 mg/l, creatinina 1,4 mg/dl.
Leucocitos 14.200/mm3, plaquetas 250.000/mm3.
Adiro 100 mg, Sintrom según pauta, Nolotil si precisa.
Augmentine 875/125 mg cada 8 horas durante 7 días.
Fuerza 3/5 en miembro inferior izquierdo.
Agudeza visual 20/40 en ojo derecho.
Dolor 8/10 en reposo.
En 2019 fue intervenido de hernia inguinal.
Seguida desde 2015 por lupus eritematoso sistémico.
Parto a las 39 semanas, Apgar 9/10, peso 3.250 g.
Enfermedad de Parkinson de 10 años, Hoehn y Yahr III.
Síndrome de Guillain-Barré, síndrome de Sjögren.
Clasificación de Los Ángeles grado C.
Intervención de Whipple, drenaje de Jackson-Pratt.
Sonda de Foley y catéter de Hickman.
PR 200 ms, QRS 140 ms, FEVI 35 %.
Escherichia coli BLEE en urocultivo, más de 100.000 UFC/ml.
Antecedentes: HTA, diabetes mellitus tipo 2, dislipemia.
Tratamiento habitual: Bisoprolol 2,5 mg, Furosemida 40 mg.
¿Propondríais cirugía, radioterapia o vigilancia?
¿Qué haríais ante esta imagen de columna?
TAC abdominal sin lesiones; PET-TC pendiente.
RMN: lesión de 12 mm hiperintensa en T2 en segmento VI.
Madre diabética, padre fallecido de ictus a los 71 años.
Trabaja al aire libre y viaja con frecuencia.
Alta a domicilio el lunes con rehabilitación.
Prednisona 1 mg/kg/día durante 4 semanas y descenso.
Insulina 12-0-0-8 UI.
Mutación BRAF V600E, cromosoma Filadelfia positivo.
Tumor de Wilms, sarcoma de Ewing, linfoma de Hodgkin.
Tetralogía de Fallot corregida, enfermedad de Kawasaki.
Criterios de Milán cumplidos, MELD 18, Child B.
Virus del Nilo Occidental negativo, serología de Lyme negativa.
Pregunta MIR: ¿cuál es el tratamiento de elección?
Células de Leydig, cuerpos de Howell-Jolly, anillo de Kayser-Fleischer.
Bloqueo AV de segundo grado Mobitz II, onda de Osborn.
Fenómeno de Raynaud y úlcera de Marjolin.
Vitamina D. El valor fue de 18 ng/ml.
Diente 36 con lesión periapical; clase II de Angle.
Línea media desviada 2 mm, resalte 8 mm.
Niño de 6 años, 20 kg, Dalsy 7 ml cada 8 horas.
Mujer de 45 años, G3P2A1, FUR incierta.
Puntuación CHA2DS2-VASc 4, HAS-BLED 2.
Pólipo de 15 mm, París 0-Is, NICE 2.
Nombre del fármaco: amoxicilina.
Presión de 90 mmHg y saturación del 95 %.
Tras 10 años de controles permanece asintomático.
Ausencia de signos de Murphy y de Blumberg.
Eosinófilos 1.200/mm3, IgE 95 UI/ml.
Derrame pleural derecho, criterios de Light de exudado, ADA 48 U/l.
Escala de Rankin previa 1, NIHSS 14, ASPECTS 8.
Ecografía: nódulo TIRADS 4 de 18 mm, Bethesda III.
Tratado con Humira y después con Stelara sin respuesta.
Colonoscopia: Mayo 2, sin displasia, anillo de Schatzki.
Intervención de Bentall o cirugía de Ross como alternativa.
Lesión de Hill-Sachs y signo de Popeye en el brazo derecho.
Dolor EVA 7/10 a pesar de Enantyum y Zaldiar.
Glucemia 240 mg/dl, HbA1c 9,8 %, cuerpos cetónicos negativos.
Quimioterapia con FOLFOX, 8 ciclos, y mantenimiento con capecitabina.
No signos de Kernig ni Brudzinski. Punción lumbar normal.
Vive solo en un segundo piso sin ascensor.
IMC 41, SAOS con CPAP, se plantea bypass en Y de Roux.
Maniobra de Valsalva, prueba de Lachman, cajón anterior.
Estadio FIGO IIIA, CA 125 de 480 U/ml.
Gasometría: pH 7,31, pCO2 58, pO2 62, HCO3 27.
Úlcera de 4 x 2 cm en talón, ITB 0,5, Fontaine IV.
Fiebre Q y Bartonella henselae negativas; Rosa de Bengala positivo.
Tío paterno con cáncer de colon a los 45 años, síndrome de Lynch en estudio.
Revisión a los 3, 6 y 12 meses con PSA y RM.
Seguril 40 mg, Eliquis 5 mg, Hidroferol una ampolla al mes.
Arco senil, soplo sistólico II/VI en foco aórtico.
Mujer con DIU Mirena desde 2019, G2A0P2.
Se intubó con Glidescope, Cormack III, Mallampati IV.
El signo de Blumberg fue negativo y el de Rovsing positivo.
¿Qué opináis: toxina botulínica o miotomía de Heller?
"""

BY_LANGUAGE = {
    "en": ENGLISH.strip().splitlines(),
    "fr": FRENCH.strip().splitlines(),
    "es": SPANISH.strip().splitlines(),
}
