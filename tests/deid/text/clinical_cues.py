"""Clinical sentences with capitals and turns of phrase that stand beside names elsewhere, all written before the rules were run on them.

The rules touched 35 of these at first sight; what they showed was then mended.
"""

ENGLISH = """
Discussed with Cardiology and with the Heart Team; Oncology wants a biopsy.
Histology says adenocarcinoma; Radiology thinks it is a haemangioma.
According to Fleischner guidance the nodule needs a CT at 12 months.
Thanks to Augmentin the cellulitis settled.
Treated according to Bonn protocol and Baveno criteria.
Nobody told her. Everyone agrees. Symptoms returned after a week.
Fever came back on day 5. Pain went to the left shoulder.
Swelling is 3 cm, Redness was 5 cm across.
Works at night and is employed full time. Works for the council.
She attends Oncology every week and Dialysis three times a week.
He studies maths at university. Student at college.
The patient, Caucasian, was febrile.
Child, 7 years, with Kawasaki disease. Woman, 62, smoker.
Teacher, 54, with ataxia. Farmer (61) with brucellosis.
Photo of Gottron papules. Picture of Koplik spots.
Case of Wegener granulomatosis. Story of Marfan in the family.
Lives with Crohn since 2010.
Her sister has Graves disease and her mother Hashimoto thyroiditis.
Mother: Hypertension. Father: Diabetes. Sister: Asthma.
Brother, Down syndrome. Son with Duchenne.
Nurse, Ward 4, informed. Consultant, Radiology.
Surgeon: Orthopaedics on call.
Written by hand. Replaced by Dabigatran. Complicated by Horner syndrome.
Caused by Bartonella. Produced by Klebsiella. Described by Virchow.
Followed by Folfirinox and then by Gemcitabine. Improved by Botox.
Dear colleague, thank you for seeing this lady. Dear all,
Kind regards. Many thanks. Best wishes, The Team
Give I.V. fluids and P.O. potassium. B.D. dosing. The U.K. schedule.
One, two, three, four, five, six, seven days on and one off.
Three to four times a day, two tablets at eight and one at ten.
Zero to ten, she scores five; five of seven nodes were positive.
Symptoms at two, four, six and eight weeks.
Guidelines at nice.org.uk. Look at point 3. He points at dot 4.
Spoke to Microbiology. Spoke with Palliative Care. Told Pharmacy.
Moved to Intensive Care. Transferred to Recovery. Moved to HDU.
Admitted from Clinic to Ward 12B.
Returned to Theatre for bleeding. Visits to Clinic are monthly.
Seen at Triage, treated in Resus.
Contrast with Gadovist. Sedation with Propofol. Married with two children.
Both Humira and Enbrel failed. Both Remicade and Stelara were tried.
Medrol helped. Keytruda was stopped. Lasix gave relief.
Epistaxis brought her in. Ascites is 3 L.
Patient Reported Outcome Measures. Quality of Life score.
Her employer, a bank, has been informed. His employer agreed.
Called by Switchboard. Page Anaesthetics. Ask Dermatology.
Named Nurse on each shift. Known as Stevens-Johnson.
Meet criteria of Duke. Trust guidelines apply. As per Trust policy.
Consent form 4. Consent from Parents. Letter from Clinic. Letter to GP.
This is Lyme arthritis. This is Takotsubo. It is Covid. This is Sunday.
She is 34 and has MS. He was 7 when it began. Hb is 7.
Little Ramadan fasting. Poor Mobility. Young Adult clinic.
Sister ward. Father died at 54. Uncle had Parkinson's.
"""

FRENCH = """
Vu avec la Cardiologie ; l'Oncologie veut une biopsie.
L'Anatomopathologie dit adénocarcinome.
Selon Fleischner, un scanner à 12 mois. Selon Child, score B.
D'après Cockcroft, clairance à 45. Selon GOLD, stade 3.
Grâce à Augmentin, évolution favorable. Traité par Augmentin puis Tazocilline.
Opéré par cœlioscopie. Suivi par Holter. Complété par Doppler.
Adressé par les Urgences. Remplacé par Eliquis. Confirmé par Western blot.
Personne ne sait. Chacun dit autre chose. Fièvre revient le soir.
Douleur vient par crises. Rien ne passe.
Travaille à la maison. Travaille de nuit. Employé de bureau. Travaille à temps plein.
Infirmière à domicile. Ouvrier en bâtiment. Étudiante en droit.
Enfant de 6 ans, Kawasaki. Femme, 62 ans, fumeuse. Homme, 45 ans.
Agriculteur, 61 ans, brucellose. Institutrice, 54 ans.
Photo de Gottron. Cas de Wegener. Maladie de Lyme chez Marfan.
Sa mère a une maladie de Basedow, son père un Parkinson.
Mère : HTA. Père : Diabète. Sœur : Asthme.
Frère, trisomie. Fils avec Duchenne.
Chez l'enfant, chez Child B, chez un patient.
Infirmière : Secteur 4. Interne : Garde.
Médecin traitant : informé. IDE : à domicile.
Chère collègue, Cher confrère, merci de voir ce patient.
Cordialement. Bien confraternellement. Salutations.
Un, deux, trois, quatre, cinq, six, sept jours.
Trois à quatre fois par jour, deux le matin, une le soir.
Au point de vue respiratoire, rien. Point d'appel en mai.
Hospitalisé en Réanimation puis transféré en Médecine. Transfert aux Soins intensifs.
Suivie à la Consultation. Opérée en Ambulatoire. Admis aux Urgences.
Voici Kawasaki typique. C'est Noël. C'est Lyme.
Avec Kaletra, avec Crohn. Vit avec Crohn depuis 2010.
Humira et Enbrel ont échoué. Rémicade a été arrêté.
Hôpital de jour. Centre de dialyse. Clinique mutualiste.
La famille refuse. Le petit bassin. La petite Cendres. Le jeune adulte.
L'équipe de Gériatrie. Les parents de jumeaux.
On a appelé Réanimation. Prévenir Pharmacie. Contacter Infectiologie.
Nom de la DCI. Prénom usuel. Nom commercial : Doliprane.
Retour de Réanimation. Séjour en Psychiatrie. Voyage en Afrique.
Score 6 à la marche. Elle a 34 ans. L'Hb a 7 points de moins.
"""

SPANISH = """
Comentado con Cardiología; Oncología quiere una biopsia.
Anatomía Patológica dice adenocarcinoma.
Según Fleischner, TC en 12 meses. Según Child, B. Según GOLD, 3.
Según Cockcroft, aclaramiento de 45. De acuerdo con Baveno.
Gracias a Augmentine mejoró. Tratado con Augmentine.
Operado por laparoscopia. Seguido por Holter. Completado por Doppler.
Remitido por Urgencias. Sustituido por Eliquis. Causado por Bartonella.
Nadie sabe. Cada uno dice algo. Fiebre vuelve por la noche.
Dolor viene a crisis. Náuseas acuden.
Trabaja en casa. Trabaja de noche. Empleado de banca. Trabaja en el campo.
Enfermera en Urgencias. Obrero en paro. Estudiante de Derecho.
Niño de 6 años, Kawasaki. Mujer, 62 años, fumadora. Varón, 45 años.
Agricultor, 61 años, brucelosis. Maestra, 54 años.
Foto de Gottron. Caso de Wegener. Historia de Crohn.
Su madre tiene Basedow, su padre Parkinson.
Madre: HTA. Padre: Diabetes. Hermana: Asma.
Hermano, Down. Hijo con Duchenne.
Enfermera: Sector 4. Médico: Guardia.
Estimada compañera, Estimado colega, gracias por ver a este paciente.
Un saludo. Atentamente. Saludos cordiales.
Uno, dos, tres, cuatro, cinco, seis, siete días.
Tres o cuatro veces al día, dos por la mañana, una por la noche.
En ese punto se decidió. Punto de corte en dos punto cinco.
Ingresado en Medicina Interna y trasladado a la UCI. Ingresa en Planta.
Seguida en Consultas. Operada en Ambulatorio. Derivado a Digestivo.
Esta es Covid. Este es Lyme. Es Navidad.
Vive con Crohn desde 2010. Casado con dos hijos.
Humira y Enbrel fracasaron. Remicade fue retirado.
Hospital de día. Centro de salud. Clínica mutual.
La familia rechaza. El pequeño Segmento. El joven adulto.
Llamamos a Radiología. Avisado a Quirófano. Preguntar a Infecciosas.
Pedimos a Laboratorio una serología. Informar a Familia.
Regresó de Quirófano. Viaje a África. Vuelto de Reanimación.
Tiene 34 años. Ella tiene 34 años. Hb tiene 7.
"""

BY_LANGUAGE = {
    language: [line for line in text.splitlines() if line] for language, text in (("en", ENGLISH), ("fr", FRENCH), ("es", SPANISH))
}
