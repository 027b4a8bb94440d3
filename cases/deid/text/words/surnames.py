"""Common surnames, lower case, with accents; they count only beside another name word."""

from cases.deid.text.words import filed, listed

_COMMON = listed("""
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor
moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott
torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz
parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed
kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo
sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell coleman butler henderson barnes gonzales
fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds griffin wallace moreno west cole hayes bryant
herrera gibson ellis tran medina aguilar stevens murray ford castro marshall owens harrison fernandez mcdonald woods washington
kennedy wells vargas henry chen freeman webb tucker guzman burns crawford olson simpson porter hunter gordon mendez silva shaw
snyder mason dixon munoz hunt hicks holmes palmer wagner black robertson boyd rose stone salazar fox warren mills meyer rice
schmidt garza daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn kelley spencer hawkins arnold pierce
hansen peters santos hart bradley knight elliott cunningham duncan armstrong hudson carroll lane riley andrews alvarado ray
delgado berry perkins hoffman johnston matthews pena richards contreras willis carpenter lawrence sandoval guerrero george chapman
rios estrada ortega watkins greene nunez wheeler valdez harper burke larson santiago maldonado morrison franklin carlson austin
dominguez carr lawson jacobs obrien lynch singh vega bishop montgomery oliver jensen harvey williamson gilbert dean sims espinoza
howell li wong reid hanson le mccoy garrett burton khan ahmed ali hussain begum kaur sharma gupta kumar shah rao reddy iyer nair
das mehta verma joshi chopra malhotra banerjee chatterjee mukherjee okafor okonkwo adeyemi mensah owusu diallo traoré traore
ndiaye diop sow barry camara keita koné touré cissé fofana coulibaly bernard dubois thomas robert richard petit durand leroy
moreau simon laurent lefebvre lefèvre lefevre michel david bertrand roux vincent fournier morel girard andré andre mercier dupont
lambert bonnet françois martinez legrand garnier faure rousseau blanc guérin guerin muller henry roussel nicolas perrin morin
mathieu clément gauthier dumont lopez fontaine chevalier robin masson sanchez gérard nguyen boyer denis lemaire duval joly gautier
roger roche roy noël meyer lucas meunier jean perez marchand dufour blanchard marie barbier brun dumas brunet schmitt leroux colas
fernandez renard arnaud caron aubert giraud leclerc vidal bourgeois renaud renault lemoine picard gaillard philippe leclercq
lacroix fabre dupuis olivier rodriguez da-silva hubert louis charles guillot rivière riviere le-gall guillaume adam rey moulin
gonzalez berger lecomte menard ménard fleury deschamps carpentier julien benoit paris maillard marchal aubry vasseur le-roux
renaux jacquet collet prévost poirier charpentier royer huet baron dupuy pons paul laine lainé carré breton rémy schneider perrot
guyot barre marty cousin benard bénard tessier besson cordier dupond delmas belmont cartier gaucher garcía rodríguez gonzález
fernández lópez martínez sánchez pérez gómez martín jiménez ruiz hernández díaz moreno muñoz álvarez romero alonso gutiérrez
navarro torres domínguez vázquez ramos gil ramírez serrano blanco molina morales suárez ortega delgado castro ortiz rubio marín
sanz núñez iglesias medina garrido cortés castillo santos lozano guerrero cano prieto méndez cruz calvo gallego vidal león márquez
herrera peña flores cabrera campos vega fuentes carrasco diez reyes caballero nieto aguilar pascual santana herrero lorenzo
montero hidalgo giménez ibáñez ferrer durán santiago benítez mora vicente vargas arias carmona crespo román pastor soto sáez
velasco moya soler parra esteban bravo gallardo rojas pardo merino franco espinosa izquierdo lara rivas silva rivera casado arroyo
redondo camacho rey vera otero luque galán montes ríos sierra segura carrillo marcos marti martí soriano mendoza bernal robles
vila valero palacios exposito expósito benito andres varela pereira macias macías guerra heredia bueno roldan roldán mateo villar
contreras miranda guillen guillén mateos escudero aguilera casas aparicio menendez menéndez rivero estévez beltrán padilla gracia
calderón abad galvez gálvez conde jurado quintana salas plaza acosta aranda blazquez blázquez bermudez bermúdez roca miguel costa
serra guzmán quintero manzano avila ávila villanueva santamaria nicolás quispe mamani huamán choque condori aznar losada pedroza
tortosa hermida puig ferrán bosch roig sala font pujol vives riera etxeberria goikoetxea agirre zubizarreta echeverría garay
mendizábal elizalde rossi ferrari russo bianchi esposito ivanov petrov novak kowalski nowak müller mueller schulz becker hoffmann
schäfer koch bauer richter klein wolf schröder neumann schwarz zimmermann braun krüger yamamoto tanaka suzuki watanabe sato
takahashi wang zhang liu huang zhao wu zhou xu zhu park choi kang yoon pham hoang phan vu o'brien o'connor o'neill o'sullivan
macdonald mckenzie mclean
""")

SURNAMES = _COMMON | filed("surnames.txt")
