# ruff: noqa: E501 - lists are read as one line
"""What makes a person rare, in English, French and Spanish, lower case, with accents: conditions, occupations, events, circumstances.

Each list stands for a share of the people of a country, rounded to a power of ten or its half: an estimate, not a statistic.
"""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split()) for name in text.replace("\n", " ").split(",") if name.strip()))


# Diseases with fewer than 1 in 10,000 people (order of magnitude: Orphanet's table of prevalences), and words that say so.
RARE_CONDITIONS = _listed("""
amyloidosis, amylose, amiloidosis, acromegaly, acromégalie, acromegalia, achondroplasia, achondroplasie, acondroplasia, addison, alkaptonuria, alcaptonurie, alcaptonuria,
alport, angelman, ataxia telangiectasia, ataxie télangiectasie, batten, behçet, behcet, castleman, charcot-marie-tooth, chediak-higashi, churg-strauss, cystinosis, cystinose, cistinosis,
creutzfeldt-jakob, cushing, dermatomyositis, dermatomyosite, dermatomiositis, diamond-blackfan, duchenne, ehlers-danlos, epidermolysis bullosa, épidermolyse bulleuse, epidermólisis bullosa,
erdheim-chester, ewing, fabry, fanconi, fibrodysplasia ossificans, friedreich, gaucher, gorlin, guillain-barré, goodpasture, gorham, hereditary angioedema, angio-œdème héréditaire, angioedema hereditario,
histiocytosis, histiocytose, histiocitosis, homocystinuria, homocystinurie, homocistinuria, huntington, ichthyosis, ichtyose, ictiosis, kabuki syndrome, kawasaki, kearns-sayre, kennedy disease, krabbe, leber, leigh syndrome, lesch-nyhan,
li-fraumeni, mastocytosis, mastocytose, mastocitosis, melas, menkes, merkel cell, merkel, mitochondrial myopathy, moebius, moyamoya, mucopolysaccharidosis, mucopolysaccharidose, mucopolisacaridosis,
neurofibromatosis, neurofibromatose, neurofibromatosis, niemann-pick, noonan, ochronosis, osteogenesis imperfecta, ostéogenèse imparfaite, osteogénesis imperfecta, osteopetrosis, ostéopétrose, paroxysmal nocturnal,
hémoglobinurie paroxystique, hemoglobinuria paroxística, pemphigus, pompe disease, maladie de pompe, enfermedad de pompe, porphyria, porphyrie, porfiria, prader-willi, progeria, progéria, pseudoxanthoma, rendu-osler, rett, retinoblastoma, rétinoblastome,
sanfilippo, scleroderma renal, silver-russell, sjögren-larsson, stiff-person, stiff person, stevens-johnson, sturge-weber, susac, takayasu, takotsubo, tay-sachs, thalidomide, thrombotic thrombocytopenic, treacher collins,
tuberous sclerosis, sclérose tubéreuse, esclerosis tuberosa, turner syndrome, urea cycle, usher syndrome, von hippel-lindau, waardenburg, wegener, werner syndrome, west syndrome, whipple, williams syndrome, wilson, wiskott-aldrich, wolfram, xeroderma pigmentosum, xéroderma,
zellweger, siamese twins, conjoined twins, situs inversus, dextrocardia, dextrocardie, hermaphroditism, ovotesticular, locked-in, rabies, rage humaine, rabia humana, leprosy, lèpre, lepra, anthrax, carbunco, plague, botulism, botulisme, botulismo, ebola, marburg
""")
# The words by which an author says it.
SAID_RARE = _listed("""
extremely rare, very rare, exceptionally rare, ultra-rare, ultrarare, orphan disease, rare disease, first reported case, only case, never been described, only reported, handful of cases, one of only,
extrêmement rare, très rare, cas exceptionnel, maladie rare, maladie orpheline, premier cas décrit, seul cas, jamais décrit, quelques cas décrits,
extremadamente rara, extremadamente raro, muy rara, muy raro, caso excepcional, enfermedad rara, enfermedad huérfana, primer caso descrito, único caso, nunca descrito, pocos casos descritos
""")

# 1 in 1,000 and rarer, in a town often one person.
OCCUPATIONS = _listed("""
astronaut, ballet dancer, beekeeper, bishop, bullfighter, circus performer, clown, coal miner, commercial diver, diver, diplomat, embalmer, falconer, ferry captain, fighter pilot, firefighter, fire fighter, fisherman, football player, footballer, forester,
glassblower, goldsmith, helicopter pilot, airline pilot, jockey, judge, lighthouse keeper, lobsterman, lumberjack, magician, mayor, midwife, member of parliament, missionary, monk, mortician, mountain guide, nun, opera singer, organist, paratrooper, park ranger, pastor, philharmonic,
pigeon breeder, police chief, politician, priest, professional athlete, professional cyclist, rabbi, racing driver, rock climber, sailor, sculptor, senator, shepherd, ski instructor, soldier, sommelier, stuntman, submariner, surfer, taxidermist, television presenter, tv presenter, news anchor,
train driver, trapeze artist, veterinarian, violinist, pianist, winemaker, writer, actress, singer, olympic, school principal, headteacher, schoolteacher, butcher, farmer, lawyer, notary, taxi driver, truck driver, miner, welder, blacksmith, roofer, postman,
apiculteur, apicultrice, agriculteur, agricultrice, avocat, avocate, boucher, boulanger, boulangère, bûcheron, chauffeur de taxi, conducteur de train, couvreur, danseuse, danseur, député, députée, sénateur, diplomate, éleveur, évêque, facteur rural, forgeron, gendarme, guide de haute montagne, instituteur, institutrice, jockey, juge, maire, marin, marin-pêcheur, pêcheur,
mineur de fond, moniteur de ski, moine, religieuse, musicien, notaire, sage-femme, œnologue, parachutiste, pasteur, plongeur, pompier, pompière, prêtre, curé, professeur des écoles, scaphandrier, sculpteur, soudeur, souffleur de verre, sportif professionnel, tailleur de pierre, vétérinaire, vigneron, viticulteur, violoniste, pianiste, acteur, actrice, chanteur, chanteuse, championne, berger, bergère,
agricultor, agricultora, abogado, abogada, alcalde, alcaldesa, apicultor, astronauta, bailarín, bailarina, bombero, bombera, buzo, carnicero, panadero, panadera, concejal, sacerdote, monja, monje, obispo, diputado, diputada, senador, diplomático, futbolista, ganadero, ganadera, granjero, guardia civil, guía de montaña, herrero, juez, jueza, maestro, maestra, marinero, matrona, comadrona, militar,
minero, músico, notario, pastor, pescador, policía local, camionero, taxista, maquinista, rabino, imán, soldador, torero, picador, veterinario, veterinaria, vinicultor, viticultor, violinista, actriz, cantante, escultor, paracaidista, deportista profesional
""")

# What newspapers wrote about.
EVENTS = _listed("""
plane crash, air crash, helicopter crash, train crash, train derailment, derailment, bus crash, coach crash, shipwreck, ferry disaster, capsized, avalanche, landslide, earthquake, tsunami, hurricane, tornado, flood of, flash flood, wildfire, forest fire, volcanic eruption, lightning strike, struck by lightning,
terrorist attack, terror attack, bombing, mass shooting, school shooting, shooting at, hostage, stabbing attack, gas explosion, factory explosion, factory fire, building collapse, bridge collapse, cable car, roller coaster, shark attack, bear attack, crocodile attack, tiger attack, kidnapped, kidnapping,
olympic games, world cup, bull run, running of the bulls, music festival, world record, televised, on television, in the news, newspaper, viral video, murder trial, quadruplets, quintuplets,
accident d'avion, crash aérien, accident d'hélicoptère, accident de train, déraillement, accident d'autocar, naufrage, avalanche, glissement de terrain, séisme, tremblement de terre, ouragan, tornade, inondation, incendie de forêt, éruption, foudroyé, foudroyée, foudroiement, attentat, fusillade, prise d'otages, attaque au couteau,
explosion de gaz, explosion d'usine, incendie d'usine, téléphérique, télécabine, attaque de requin, enlèvement, jeux olympiques, coupe du monde, tour de france, à la télévision, dans les journaux, dans la presse, fait divers, quadruplés,
accidente aéreo, accidente de avión, accidente de helicóptero, accidente de tren, descarrilamiento, accidente de autobús, naufragio, avalancha, alud, deslizamiento de tierra, terremoto, huracán, tornado, inundación, riada, incendio forestal, erupción, alcanzado por un rayo, alcanzada por un rayo, fulguración, atentado, tiroteo, secuestro, apuñalamiento múltiple,
explosión de gas, explosión en la fábrica, derrumbe, teleférico, ataque de tiburón, juegos olímpicos, mundial de fútbol, sanfermines, encierro, en televisión, en la prensa, en las noticias, en el periódico, cuatrillizos
""")

# 1 in 1,000 or so.
CIRCUMSTANCES = _listed("""
triplet, triplets, identical twin, conjoined, prisoner, inmate, incarcerated, in prison, detained, asylum seeker, refugee, homeless, convent, monastery, transgender, transsexual, sex worker, adopted from, surrogate mother, living donor, heart transplant, face transplant, hand transplant, quadruple amputee, jehovah's witness, amish,
triplé, triplée, triplés, jumeau monozygote, jumelle monozygote, détenu, détenue, incarcéré, incarcérée, en prison, demandeur d'asile, demandeuse d'asile, réfugié, réfugiée, sans-abri, sdf, couvent, monastère, transgenre, transsexuel, transsexuelle, travailleuse du sexe, adopté de, adoptée de, mère porteuse, greffé cardiaque, greffée cardiaque, donneur vivant, témoin de jéhovah, gens du voyage,
trillizo, trilliza, trillizos, gemelo idéntico, gemela idéntica, preso, recluso, reclusa, en prisión, encarcelado, encarcelada, solicitante de asilo, refugiado, refugiada, sin hogar, convento, monasterio, transexual, transgénero, trabajadora sexual, adoptado de, adoptada de, madre subrogada, trasplante cardíaco, trasplante de cara, donante vivo, testigo de jehová
""")
