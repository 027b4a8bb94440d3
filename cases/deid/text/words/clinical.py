# ruff: noqa: E501 - patterns and lists are read as one line
"""Clinical and everyday words that begin with a capital and are no person: eponyms, specialties, drugs, germs, form labels."""

from cases.deid.text.words import listed

# A name beside one of these (either side) is an eponym, a scale or a virus, not a person or a town.
EPONYM_AFTER = listed("""
disease diseases syndrome syndromes sign signs test tests score scores scale index criteria criterion classification grade grades
stage class type system definition procedure operation repair reconstruction fracture fractures palsy lymphoma sarcoma tumor
tumour tumors tumours anomaly phenomenon reflex maneuver manoeuvre catheter drain tube line lines needle forceps clamp stain body
bodies cell cells node nodes ring rings cyst cysts contracture thyroiditis purpura arteritis esophagus oesophagus cardiomyopathy
encephalopathy physiology equation formula law rule rules method technique approach model curve curves survival esterase rating
questionnaire inventory chart plot lesion lesions ulcer gangrene variant variants triad tetralogy pentad hernia line space angle
point triangle canal duct gland ligament tendon nerve muscle fascia pouch stent valve graft prosthesis nail plate screw flap
incision chromosome virus fever hump crisis serology block interval wave waves waveform factor factors position view test's
osteotomy collar splint brace frame bandage statistic coefficient correction trial study consensus guidelines protocol regimen
nomogram staging group groups dystrophy ataxia chorea dementia aphasia area epilepsy nevus anemia anaemia leukemia leukaemia
melanoma carcinoma hemorrhage tremor spots spot nodules papules perimetry visual acuity operation lung heart convention
declaration convulsions bowel coma antigen antibody antibodies toxin agent agents solution rules questionnaire postnatal wort acetate lactate strength units agar
shunt loop curve balloon wire brackets bracket appliance device pattern histiocytosis histiocytoses retractor cannula dressing mask implant prosthesis
stem stems cup cups liner hip broth medium osteotomy arthroplasty cement spacer pump catheters stents sutures suture vaccine booster
""")
EPONYM_BEFORE = listed("""
maladie maladies syndrome syndromes signe signes score scores échelle test tests épreuve critères critère classification stade
grade loi formule équation phénomène réflexe manœuvre manoeuvre sonde drain aiguille pince intervention opération technique voie
procédé fracture fractures paralysie lymphome sarcome tumeur anomalie tétralogie triade corps cellule cellules ganglion nodule
anneau kyste contracture thyroïdite purpura artérite œsophage oesophage cardiomyopathie encéphalopathie angor angine crise bloc
virus fièvre chromosome clairance modèle indice index hernie point ulcère gangrène abord canal ligament muscle glande espace angle
triangle prothèse plaque clou vis lambeau incision dystrophie ataxie chorée démence aphasie aire épilepsie bacille méthode
coloration enfermedad enfermedades síndrome síndromes signo signos escala puntuación prueba criterios criterio clasificación
estadio grado ley fórmula ecuación fenómeno reflejo maniobra catéter drenaje aguja pinza intervención operación técnica vía
fractura fracturas parálisis linfoma tumor anomalía tetralogía tríada cuerpos cuerpo célula células ganglio nódulo anillo anillos
quiste contractura tiroiditis púrpura arteritis esófago miocardiopatía encefalopatía angina crisis bloqueo fiebre cromosoma
aclaramiento modelo índice úlcera abordaje conducto ligamento músculo glándula espacio ángulo triángulo prótesis placa clavo
tornillo colgajo mutación mutation essai essais ensayo ensayos estudio étude pansement apósito balón ballon stent vaccin verrou sutura suture hilo incisión distrofia corea demencia afasia área epilepsia bacilo método tinción onda trócar trépano mal cirugía chirurgie surgery vacuna saco bolsa fondo reservorio tipo type edema œdème abceso absceso maniobra lesión lesion asa arco membrana fascia
línea líneas foramen fosa tige cupule vástago cotilo sonda bomba pompe férula attelle tubo cura válvula valve clavo minerva corset corsé collier collarín
""")

# Never part of a person's name, in any position.
NOT_NAMES = listed("""
the a an in on at by of for with without and or but if then this that these those he she it they we you his her their its my our your
who what which when where why how is are was were be been has had have does did do not no yes all any some each every both more
most other such only own same so than too very can could should would may might must shall will just now here there after before
during while since until about against between into through above below from up down out off over under again further once le la
les un une des du de et ou mais si donc car ce cet cette ces il elle ils elles nous vous je tu on son sa ses leur leurs notre
votre qui que quoi dont où quand comment pourquoi est sont était a ont avait pas plus très avec sans sous sur dans par pour selon en vers
chez entre depuis pendant après avant aucun aucune tout toute tous toutes el los las lo una unos unas del y e o u pero si no sí al
con sin sobre entre hasta desde hacia según ante bajo tras durante mediante su sus se ha han fue era es son está están este esta
estos estas ese esa esos esas aquel que quien cual cuando donde como por para más muy también ya patient patients patiente
paciente pacientes homme femme enfant hombre mujer varón niño niña man woman boy girl male female infant child adult adulto adulte
dr dra dr. prof professor doctor doctora docteur mr mrs ms miss mme mlle monsieur madame mademoiselle sr sra srta don doña
hospital hôpital hopital clinic clinique clínica clinica center centre centro medical médical médico médica médecin medicine
médecine medicina service servicio department département departamento unit unité unidad ward institute institut instituto
university université universidad school faculty college emergency urgences urgencias intensive care unidad room icu uci monday
tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles
jueves viernes sábado domingo january february march april june july august september october november december jan feb mar apr
jun jul aug sep sept oct nov dec janvier février mars avril mai juin juillet août septembre octobre novembre décembre enero
febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre cardiology neurology oncology surgery
radiology pathology urology nephrology dermatology pediatrics paediatrics psychiatry orthopedics orthopaedics gastroenterology
endocrinology hematology haematology pulmonology rheumatology anesthesiology cardiologie neurologie oncologie chirurgie radiologie
urologie néphrologie dermatologie pédiatrie psychiatrie orthopédie gastro-entérologie endocrinologie hématologie pneumologie
rhumatologie anesthésie réanimation cardiología neurología oncología cirugía radiología anatomía patología urología nefrología
dermatología pediatría psiquiatría traumatología gastroenterología endocrinología hematología neumología reumatología
anestesiología anestesia oftalmología otorrinolaringología ginecología obstetricia farmacia nutrición digestivo interna general
history histoire historia antécédents antecedentes examination examen exploración diagnosis diagnostic diagnóstico treatment
traitement tratamiento medications medication medicamentos allergies alergias allergie past current family social review plan
assessment impression conclusion conclusión summary discharge admission admitted consultation consulta visit evolution evolución
resultado resultados findings laboratory labs imaging chest abdomen abdominal pelvis thorax thorácica head neck brain heart lung
liver kidney spine left right upper lower bilateral acute chronic severe mild moderate hypertension diabetes mellitus asthma
cancer pneumonia sepsis stroke anemia fibrillation atrial disease syndrome infection fracture pain fever cough covid covid-19 hiv
aids tuberculosis hepatitis aspirin aspirine aspirina paracetamol ibuprofen metformin amoxicillin insulin insuline insulina
warfarin heparin heparina vitamin vitamine vitamina white red black blood cells cell count platelets hemoglobin creatinine sodium
potassium calcium coli aureus pylori difficile pneumoniae influenzae albicans tuberculosis avium pyogenes epidermidis faecalis
faecium cloacae fragilis monocytogenes meningitidis gonorrhoeae pallidum burgdorferi falciparum vivax fumigatus henselae jirovecii
escherichia staphylococcus streptococcus klebsiella pseudomonas candida aspergillus salmonella enterococcus helicobacter
clostridium clostridioides mycobacterium neisseria listeria plasmodium parkinson alzheimer crohn hodgkin cushing basedow charcot
babinski lasègue romberg glasgow foley hickman swan-ganz billroth whipple murphy kerley hampton guillain-barré guillain-barre
guillain-barré charcot-marie-tooth henoch-schonlein kaplan-meier gleason apgar epworth wells grace geneva barrett mallampati
child-pugh child meld nyha asa gcs boston milan montreal angle kennedy class clase classe grade grado stage type tipo trial versus
score test sign name nom nombre prénom apellidos surname firstname address adresse domicilio phone tel tél teléfono telf tfno fax
email e-mail correo mail date fecha edad age âge sexo sex sexe nhc ipp mrn nass id número numéro number cp mentale mental assistants assistante multidisciplinaire multidisciplinar médicale quirúrgica cliniciens associés juniors collègues docteurs liste list loi ley law décret bengala remitido informe datos
localidad provincia país pais episodio ncol nºcol colegiado contact contacto referred signed signé firmado fdo dear cher chère
estimado hello bonjour hola regards cordialement atentamente mri ct pet ecg ekg eeg xray x-ray ultrasound echo irm tdm tac rmn rx
pet-ct best guidelines recommended recommendations treatment options management protocol protocols latest side effects effective
strategies approach criteria contraindications indications risk risks comparison comparative efficacy evidence steps standard
first-line approaches therapy therapies interventions what's ella rpps adeli postcode zip reported outcome outcomes measures caucasian hispanic
""")
ROLES = listed("""
surgeon physician nurse cardiologist neurologist oncologist radiologist pathologist dentist resident intern attending consultant
médecin médecins interne internes infirmier infirmière infirmiers infirmières chirurgien chirurgiens hématologue hématologues
cardiologue cardiologues neurologue radiologue psychothérapeute psychologue kinésithérapeute coordonnateur secrétaire chef
assistante assistant praticien praticiens cliniciens médico médica médicos enfermero enfermera cirujano cirujana residente adjunto
adjunta radiólogo oncólogo cardiólogo
""")
# How a code of a drug, a trial, a gene or a reference begins: such codes are no record numbers.
CLINICAL_CODES = listed("""
azd bms pf mk gsk ly bay jnj sar ro abt ace amg bi bibw cp cc inc incb ldk plx sch tak tmc uk zd osi nct pmid pmcid doi isrctn
eudract ctri actrn chictr jprn drks icd snomed loinc hgnc ensg enst rs nm np nr xm lrg cas atc omim orpha hp mondo iso en din
covid sars hla cd il th issn isbn ref art med nejm prot
""")
