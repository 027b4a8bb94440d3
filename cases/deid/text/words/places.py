# ruff: noqa: E501 - patterns and lists are read as one line
"""Towns, regions and countries, lower case, with accents, one a line part split by commas; and hospitals known by a proper name alone."""

from cases.deid.text.words import filed, listed


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.replace("\n", " ").split(",") if name.strip())


TOWNS = _listed("""
new york, nyc, l.a., new york city, los angeles, chicago, houston, phoenix, philadelphia, san antonio, san diego, dallas, austin, jacksonville, fort worth, san jose,
columbus, charlotte, indianapolis, san francisco, seattle, denver, oklahoma city, nashville, el paso, boston, portland, las vegas, detroit, memphis,
louisville, baltimore, milwaukee, albuquerque, tucson, fresno, sacramento, kansas city, mesa, atlanta, omaha, colorado springs, raleigh, miami,
long beach, virginia beach, oakland, minneapolis, tulsa, tampa, arlington, new orleans, wichita, cleveland, bakersfield, aurora, anaheim, honolulu,
santa ana, riverside, corpus christi, lexington, stockton, st. louis, saint paul, st. paul, cincinnati, pittsburgh, greensboro, anchorage, plano, orlando,
irvine, newark, durham, chula vista, toledo, fort wayne, st. petersburg, laredo, jersey city, chandler, madison, lubbock, scottsdale, reno, buffalo,
glendale, winston-salem, chesapeake, norfolk, fremont, garland, irving, hialeah, richmond, boise, spokane, baton rouge, tacoma, modesto, des moines, rochester,
rochester mn, syracuse, salt lake city, little rock, birmingham, montgomery, mobile, huntsville, knoxville, chattanooga, charleston, savannah, augusta, providence,
worcester, springfield, hartford, new haven, bridgeport, albany, yonkers, ann arbor, grand rapids, lansing, akron, dayton, santa fe, palo alto, berkeley, pasadena,
santa barbara, santa monica, beverly hills, ithaca, galveston, fairbanks, brooklyn, manhattan, queens, staten island, bronx, the bronx, cambridge, bethesda, evanston, naperville, peoria, duluth, fargo,
sioux falls, lincoln, topeka, tallahassee, gainesville, jackson, biloxi, burlington, nantucket, bar harbor, bangor, manchester, billings, missoula, cheyenne, eugene, salem,
london, birmingham, manchester, leeds, liverpool, sheffield, bristol, newcastle, nottingham, leicester, coventry, bradford, cardiff, swansea, edinburgh, glasgow, aberdeen,
dundee, inverness, belfast, derry, londonderry, plymouth, southampton, portsmouth, brighton, norwich, ipswich, cambridge, oxford, exeter, bath, york, hull, derby, stoke-on-trent, wolverhampton,
sunderland, middlesbrough, blackpool, preston, bolton, stockport, warrington, chester, shrewsbury, gloucester, cheltenham, swindon, slough, luton, milton keynes, northampton,
peterborough, lincoln, colchester, chelmsford, canterbury, maidstone, croydon, bournemouth, truro, carlisle, lancaster, doncaster, huddersfield, wakefield, dublin, cork, galway, limerick, waterford,
toronto, montreal, montréal, vancouver, calgary, edmonton, ottawa, winnipeg, quebec city, québec, hamilton, halifax, saskatoon, regina, victoria, sydney, melbourne, brisbane, perth, adelaide, canberra, hobart, darwin, auckland, wellington, christchurch,
mumbai, delhi, new delhi, bangalore, bengaluru, chennai, kolkata, hyderabad, pune, ahmedabad, jaipur, lucknow, kanpur, nagpur, indore, bhopal, patna, vadodara, ludhiana, agra, kochi, coimbatore, vellore, chandigarh, mysuru, nashik, surat,
lagos, abuja, ibadan, kano, accra, kumasi, nairobi, mombasa, kampala, johannesburg, cape town, durban, pretoria, harare, lusaka, dar es salaam, addis ababa, cairo, karachi, lahore, islamabad, dhaka, colombo, kathmandu, manila, singapore, hong kong, dubai, abu dhabi, doha,
paris, marseille, marseilles, lyon, toulouse, nice, nantes, montpellier, strasbourg, bordeaux, lille, rennes, reims, toulon, saint-étienne, saint-etienne, le havre, grenoble, dijon, angers, nîmes, nimes, villeurbanne, clermont-ferrand, aix-en-provence,
le mans, brest, tours, amiens, limoges, annecy, perpignan, boulogne-billancourt, metz, besançon, besancon, orléans, orleans, saint-denis, argenteuil, rouen, mulhouse, montreuil, caen, nancy, tourcoing, roubaix, nanterre, vitry-sur-seine, avignon, créteil, creteil,
poitiers, dunkerque, aubervilliers, versailles, courbevoie, rueil-malmaison, colombes, aulnay-sous-bois, champigny-sur-marne, pau, béziers, beziers, la rochelle, cannes, calais, antibes, drancy, mérignac, saint-nazaire, ajaccio, bastia, issy-les-moulineaux, noisy-le-grand, levallois-perret,
neuilly-sur-seine, quimper, valence, cergy, cergy-pontoise, pontoise, troyes, lorient, niort, chambéry, chambery, montauban, saint-quentin, villejuif, hyères, cholet, évry, evry, vannes, fréjus, arles, bayonne, biarritz, meaux, laval, épinay-sur-seine, bobigny, bondy, clichy, ivry-sur-seine, le kremlin-bicêtre,
kremlin-bicêtre, suresnes, garches, sarcelles, massy, melun, blois, chartres, bourges, châteauroux, nevers, auxerre, mâcon, chalon-sur-saône, bourg-en-bresse, roanne, vichy, montluçon, moulins, aurillac, brive-la-gaillarde, tulle, guéret, angoulême, cognac, saintes, rochefort, périgueux, bergerac, agen, dax, mont-de-marsan, tarbes, lourdes, auch, albi, castres, rodez, cahors, carcassonne, narbonne, sète,
alès, gap, digne, manosque, aubagne, martigues, salon-de-provence, draguignan, grasse, menton, monaco, thonon-les-bains, évian, annemasse, vienne, voiron, colmar, belfort, montbéliard, vesoul, épinal, epinal, bar-le-duc, verdun, thionville, forbach, sedan, charleville-mézières, laon, soissons, compiègne, beauvais, senlis, creil, arras, lens, béthune, douai, valenciennes, cambrai, maubeuge, boulogne-sur-mer, abbeville, dieppe, évreux, evreux, lisieux, cherbourg, saint-lô, alençon, saint-malo, saint-brieuc,
lannion, morlaix, concarneau, pontivy, fougères, vitré, saumur, la roche-sur-yon, les sables-d'olonne, saint-denis de la réunion, fort-de-france, pointe-à-pitre, cayenne, nouméa, papeete, mamoudzou, bruxelles, brussels, liège, liege, gand, anvers, charleroi, namur, genève, geneva, lausanne, zurich, zürich, bâle, basel, berne, bern, neuchâtel, fribourg, sion, luxembourg,
casablanca, rabat, marrakech, fès, tanger, agadir, alger, algiers, oran, constantine, tunis, sfax, sousse, dakar, abidjan, bamako, ouagadougou, conakry, lomé, cotonou, douala, yaoundé, kinshasa, libreville, antananarivo, port-au-prince, beyrouth, beirut,
madrid, barcelona, valencia, sevilla, seville, zaragoza, málaga, malaga, murcia, palma, palma de mallorca, las palmas, las palmas de gran canaria, bilbao, alicante, córdoba, cordoba, valladolid, vigo, gijón, gijon, l'hospitalet de llobregat, hospitalet de llobregat, l'hospitalet, vitoria, vitoria-gasteiz, a coruña, la coruña, coruña, elche, granada,
terrassa, badalona, oviedo, cartagena, sabadell, jerez, jerez de la frontera, móstoles, mostoles, santa cruz de tenerife, pamplona, almería, almeria, alcalá de henares, alcala de henares, fuenlabrada, leganés, leganes, donostia, san sebastián, san sebastian, getafe, burgos, albacete, santander, castellón, castellon, castellón de la plana, alcorcón, alcorcon, la laguna, san cristóbal de la laguna, logroño, badajoz, salamanca, huelva, marbella, lleida, lérida, tarragona, dos hermanas,
torrejón de ardoz, parla, mataró, mataro, algeciras, león, santa coloma de gramenet, alcobendas, cádiz, cadiz, jaén, jaen, ourense, orense, reus, telde, barakaldo, baracaldo, girona, gerona, lugo, santiago de compostela, cáceres, caceres, lorca, coslada, talavera de la reina, el puerto de santa maría, cornellà, sant boi de llobregat, sant cugat, las rozas, pozuelo de alarcón, guadalajara, toledo, pontevedra, palencia, ciudad real, zamora, ávila, avila, segovia, cuenca,
huesca, teruel, soria, melilla, ceuta, mérida, merida, ponferrada, avilés, aviles, ferrol, gandía, gandia, torrevieja, benidorm, elda, alcoy, orihuela, torrent, manresa, rubí, vilanova i la geltrú, vic, igualada, figueres, olot, tortosa, puertollano, arrecife, puerto de la cruz, puerto del rosario, el ejido, roquetas de mar, linares, motril, fuengirola, torremolinos, estepona, vélez-málaga, utrera, san fernando, chiclana, sanlúcar de barrameda, rota,
aranjuez, arganda del rey, valdemoro, pinto, majadahonda, san sebastián de los reyes, collado villalba, tres cantos, galdakao, getxo, basurto, cruces, irún, eibar, tudela, calatayud, alcañiz, miranda de ebro, aranda de duero, medina del campo, benavente, plasencia, don benito, villanueva de la serena, almendralejo, alcázar de san juan, valdepeñas, tomelloso, hellín, cieza, molina de segura, yecla, ibiza, eivissa, mahón, manacor, inca, torrelavega,
buenos aires, rosario, mendoza, la plata, córdoba argentina, tucumán, santiago de chile, valparaíso, viña del mar, concepción, lima, arequipa, cusco, trujillo, bogotá, bogota, medellín, medellin, cali, barranquilla, cartagena de indias, bucaramanga, quito, guayaquil, caracas, maracaibo, la paz, cochabamba, santa cruz de la sierra, asunción, montevideo, ciudad de méxico, mexico city, guadalajara, monterrey, puebla, tijuana, ciudad de guatemala, san salvador, tegucigalpa, managua, san josé de costa rica, ciudad de panamá,
la habana, havana, santo domingo, san juan de puerto rico, lisboa, lisbon, oporto, porto, coimbra, braga, faro, roma, rome, milán, milan, milano, nápoles, naples, turín, turin, torino, florencia, venecia, bolonia, bologna, palermo, génova, berlín, berlin, múnich, munich, münchen, hamburg, hamburgo, hambourg, köln, cologne, colonia, frankfurt, francfort, stuttgart, düsseldorf, leipzig, leipsick, dresden, hannover, nürnberg, bremen, heidelberg, freiburg, tübingen, münster, bonn, mannheim,
vienna, wien, viena, salzburg, graz, innsbruck, amsterdam, rotterdam, utrecht, the hague, eindhoven, groningen, copenhagen, stockholm, gothenburg, uppsala, oslo, bergen, helsinki, warsaw, varsovie, varsovia, krakow, prague, praga, budapest, bucharest, bucarest, sofia, athens, athènes, atenas, istanbul, estambul, ankara, moscow, moscou, moscú, kyiv, kiev, tel aviv, jerusalem, jérusalem, jerusalén, tehran, baghdad, damascus, tokyo, osaka, kyoto, seoul, séoul, seúl, beijing, pékin, pekín, shanghai, wuhan, taipei, bangkok, jakarta, hanoi, kuala lumpur, são paulo, rio de janeiro, brasilia
""")

REGIONS = _listed("""
alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada,
new hampshire, new jersey, new mexico, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, west virginia, wisconsin, wyoming, puerto rico, southern california, northern california,
yorkshire, lancashire, cornwall, devon, dorset, somerset, kent, essex, sussex, surrey, hampshire, norfolk, suffolk, cumbria, northumberland, merseyside, greater manchester, west midlands, ontario, alberta, british columbia, manitoba, saskatchewan, nova scotia, new south wales, queensland,
maharashtra, karnataka, kerala, tamil nadu, gujarat, rajasthan, punjab, uttar pradesh, bihar, west bengal, andhra pradesh, telangana,
bretagne, normandie, île-de-france, ile-de-france, hauts-de-france, grand est, bourgogne, franche-comté, auvergne, rhône-alpes, auvergne-rhône-alpes, nouvelle-aquitaine, aquitaine, occitanie, languedoc, provence, paca, corse, alsace, lorraine, picardie, champagne-ardenne, pays de la loire, poitou-charentes, limousin, guadeloupe, martinique, guyane, mayotte, la réunion, finistère, morbihan,
ille-et-vilaine, loire-atlantique, gironde, haute-garonne, hérault, bouches-du-rhône, alpes-maritimes, seine-saint-denis, val-de-marne, hauts-de-seine, yvelines, essonne, val-d'oise, seine-et-marne, isère, haute-savoie, bas-rhin, haut-rhin, pas-de-calais, seine-maritime,
andalucía, andalucia, aragón, aragon, asturias, principado de asturias, islas baleares, baleares, canarias, islas canarias, cantabria, castilla y león, castilla-la mancha, castilla la mancha, cataluña, catalunya, comunidad valenciana, comunidad de madrid, extremadura, galicia, navarra, país vasco, euskadi, la rioja, región de murcia, vizcaya, bizkaia, guipúzcoa, gipuzkoa, álava, tenerife, gran canaria, lanzarote, fuerteventura,
la palma, la gomera, el hierro, mallorca, menorca, bavaria, baviera, bavière, hesse, saxony
""")

COUNTRIES = _listed("""
usa, united states, u.s.a., united kingdom, uk, england, scotland, wales, northern ireland, ireland, canada, australia, new zealand, india, nigeria, kenya, ghana, south africa, pakistan, bangladesh, france, belgique, belgium, bélgica, suisse, switzerland, suiza, luxembourg, luxemburgo,
maroc, morocco, marruecos, algérie, algeria, argelia, tunisie, tunisia, túnez, sénégal, senegal, mali, côte d'ivoire, cameroun, spain, españa, espagne, portugal, andorra, andorre, italy, italia, italie, germany, deutschland, alemania, allemagne, méxico, mexico, mexique, argentina, argentine, chile, chili, perú, peru, pérou, colombia, colombie, ecuador, équateur, venezuela, bolivia, bolivie,
paraguay, uruguay, cuba, república dominicana, guatemala, honduras, el salvador, nicaragua, costa rica, panamá, panama, brasil, brazil, brésil, china, chine, japan, japón, japon, romania, rumanía, roumanie, ukraine, ucrania, russia, rusia, russie, poland, polonia, pologne, netherlands, holanda, pays-bas, philippines, filipinas, syria, siria, syrie, turkey, turquía, turquie, estados unidos, états-unis, reino unido, royaume-uni, inglaterra, angleterre
""")

# Hospitals that people name without the word hospital, or by a short form.
HOSPITALS = _listed("""
cedars-sinai, cedars sinai, cedar sinai, cedar-sinai, stanford, stanford health, uwmc, nyp, new york presbyterian, bronxcare, mount sinai, mt. sinai, mt sinai, mass general, massachusetts general, mgh, bwh, brigham and women's, brigham & women's, brigham, johns hopkins, john hopkins, hopkins, mayo clinic, cleveland clinic, kaiser permanente, kaiser, ucla, ucla health, ucsf, ucsf health, nyu langone, upmc, beth israel, beth israel deaconess, md anderson,
memorial sloan kettering, sloan kettering, mskcc, dana-farber, dana farber, geisinger, intermountain, sutter health, scripps, henry ford, chop, stanford health care, stanford medicine, duke health, emory healthcare, penn medicine, northwestern medicine, columbia presbyterian, newyork-presbyterian, new york-presbyterian, weill cornell, montefiore, bellevue, parkland, grady, jackson memorial, tampa general, sf general, zuckerberg, rush, ohsu, uab, unc, vumc, vanderbilt, baylor,
royal free, royal brompton, royal london, the christie, alder hey, freeman, timone, la timone, la conception, addenbrooke's, addenbrookes, guy's and st thomas', st thomas', st bartholomew's, barts, royal marsden, great ormond street, moorfields, john radcliffe, papworth, aiims,
pitié-salpêtrière, pitié salpêtrière, la pitié salpêtrière, la pitié-salpêtrière, la pitié, salpêtrière, pitié-salpétrière, pitié salpétrière, bichat, beaujon, cochin, necker, necker-enfants malades, hôtel-dieu, lariboisière, saint-antoine, saint-louis, tenon, trousseau, robert debré, robert debre, robert-debré, henri mondor, henri-mondor, bicêtre, bicetre, le kremlin bicêtre, paul brousse, paul-brousse, antoine béclère, antoine-béclère, georges pompidou, georges-pompidou,
européen georges-pompidou, hegp, ambroise paré, ambroise-paré, raymond poincaré, raymond-poincaré, avicenne, jean verdier, louis mourier, bretonneau, broca, rothschild, quinze-vingts, curie, institut curie, gustave roussy, gustave-roussy, val-de-grâce, foch, la timone, timone, hôpital nord, purpan, rangueil, pellegrin, haut-lévêque, saint-andré, édouard herriot, edouard herriot, édouard-herriot, lyon sud, croix-rousse, hautepierre, lapeyronie, gui de chauliac, arnaud de villeneuve, huriez, salengro, pontchaillou, charles nicolle, aphp, ap-hp, aphm, ap-hm,
la paz, la fe, la princesa, vall d'hebron, vall d'hebrón, bellvitge, sant pau, hospital clínic, clínic de barcelona, germans trias i pujol, gregorio marañón, ramón y cajal, doce de octubre, 12 de octubre, puerta de hierro, fundación jiménez díaz, clínico san carlos, virgen del rocío, virgen macarena, reina sofía, virgen de las nieves, carlos haya, miguel servet, marqués de valdecilla, cruces, basurto, donostia, la arrixaca, son espases, son dureta, hulp, huca, chuac, chus
""")

# Short forms that are also words: they count only in capitals or after a place word.
AMBIGUOUS_PLACES = listed("""
mobile bath nice tours sion gap pau lens dax york hull derby reading mesa buffalo atlanta bethesda nancy milan milán rome roma lugano montreal montréal bern berlin berlín amsterdam tokyo rotterdam toronto heidelberg ottawa dallas oxford bristol nottingham leeds vienna viena vienne prague
agra elda kano oran stanford rush chop broca curie kaiser la paz la fe cruces
tenon cochin foch brest laval valence vienne moulins saintes grasse menton auch tulle inca pinto rota parla cali faro rubí vic
kent lincoln jackson victoria madison rosario concepción asunción mendoza trujillo regina hamilton durham salem eugene augusta
constantine laredo reno orange aurora cork perth sydney norfolk cruz granada toledo cartagena córdoba león avila ávila segura
salamanca zamora soria cuenca segovia burgos merida mérida guadalajara lorca charlotte lille glasgow boston saint-louis
saint-antoine saint-andré hopkins brigham bellevue grady baylor unc uab mgh bwh la palma el hierro navarra valencia orleans
lancaster preston chester warrington maine bretonneau trousseau rothschild queens cambridge darwin wellington jordan turkey china
chile mali trauma
""")

# Places of the register: they count only where a capital means something and nothing clinical stands beside them.
VILLAGES = filed("towns.txt")
