# ruff: noqa: E501 - patterns and lists are read as one line
"""Common given names of the English, French and Spanish speaking countries and of people who live there, lower case, with accents."""

from cases.deid.text.words import filed, listed

# Names that are also ordinary, clinical or place words: they count only beside a surname, a title or an initial.
AMBIGUOUS = listed("""
noël noel
will may mark grace hope rose art bill pat sol faith joy june april august dawn eve iris ivy jade jasmine lily daisy violet olive
ruby amber crystal penny rob sue drew chase grant wade cliff dale dean earl forest frank gene glen guy hank harmony heath hunter
jack jay jean lane lee lance major mason max miles norm parker pierce ray reed rich rod rusty sandy scott sky skip summer autumn
winter spring stone tanner terry tyler victor victoria virginia florence charlotte sydney georgia carolina austin dallas houston
jackson madison paris london brooklyn israel jordan chad asia india chelsea lourdes mercedes dolores consuelo soledad rosario
pilar paz luz cruz blanca nieves rocío concepción encarnación milagros remedios asunción trinidad angustias socorro esperanza alma
alba aurora estrella gloria salud amparo santos jesús ángel león leon santiago cristo domingo sofía sofia clemente prudencio
máximo justo bueno claro marine claire fleur aimé aimée désiré blanche rose olive prune clémence constance prudence victoire
océane dune ange christian martial just parfait bienvenu valentine marin roman romain germain crohn down wilson graves bell
addison hodgkin kelly morgan marshall murphy martin martín vincent thomas simon henry charles claude graham howard
carlos garcia drew alexis reine cherry candy ginger sage clay red angel star data baker carter taylor cooper walker bruce barrett
wells turner kent ash nick chuck bob don van don ken rex roy an in so le la my al el de do da das san son sun min jin li wei long
elisa rosa hang linh mai long tan tin bo bea pia nat ed les jo fe
""")

_ENGLISH = """
aaron abby abdul abel abigail abraham ada adam addison adela adele adelaide adrian adrienne agatha agnes ahmad ahmed aidan aileen aisha alan
albert alec alejandra alejandro alex alexa alexander alexandra alexandria alexis alfred ali alice alicia alisha alison allan allen allison
alma alvin alyssa amanda amber amelia amina amir amit amy ana anand andre andrea andrew andy angel angela angelica angelina angie anika
anita anjali ann anna annabel anne annette annie anthony antoine anton antonio april arjun archie ariana arlene arnold arthur arun asha
ashley ashok audrey austin ava barbara barry beatrice becky belinda ben benjamin bernadette bernard bernice bert bertha beth bethany betsy
betty beverly bill billy blake bob bobby bonnie brad bradley brandi brandon brandy brenda brendan brent brett brian briana bridget brittany
brooke bruce bryan bryce caitlin caleb calvin cameron camila candace carl carla carmen carol carole caroline carolyn carrie carter
casey cassandra catherine cathy cecil cecilia cedric celeste chad charlene charles charlie charlotte chelsea cheryl chester chloe chris
christian christina christine christopher christy cindy claire clara clarence claude claudia clayton clifford clinton clyde cody colin
colleen connie connor conor constance corey courtney craig crystal curtis cynthia daisy dale damian dan dana daniel danielle danny darlene
darrell darren dave david dawn dean deanna debbie deborah debra deepa deepak deirdre delia della denise dennis derek derrick devin diana diane
dianne dina dolores dominic don donald donna dora doreen doris dorothy doug douglas duane duncan dustin dwayne dwight dylan earl ebony ed
eddie edgar edith edmund edna eduardo edward edwin eileen elaine eleanor elena eli elias elijah elisa elisabeth elise eliza elizabeth ella
ellen ellie elliot elliott eloise elsa elsie emily emma emmanuel eric erica erik erika erin ernest esther ethan ethel eugene eunice eva evan
eve evelyn faith fatima fay felicia felix fernando fiona florence floyd frances francis francisco frank franklin fred freda frederick gabriel
gabriela gabrielle gail garrett gary gavin gemma gene geoffrey george georgia georgina gerald geraldine gertrude gilbert gina gladys glen
glenda glenn gloria gordon grace graham grant greg gregory greta guy gwen gwendolyn hailey hannah harold harriet harry harvey hasan hassan
hazel heather hector heidi helen helena henrietta henry herbert herman hilary hilda holly hope howard hugh hugo hussein ian ibrahim ida
imogen imran ingrid ira irene iris irma isaac isabel isabella isabelle isaiah isla ivan ivy jack jackie jackson jacob jacqueline jade jaime
jake jamal james jamie jan jane janet janice jared jasmine jason javier jay jayden jean jeanette jeanne jeff jeffery jeffrey jenna jennie jennifer
jenny jeremiah jeremy jerome jerry jesse jessica jessie jesus jill jim jimmy jo joan joann joanna joanne jocelyn jodi jody joe joel joey john
johnny jon jonah jonathan jordan jorge jose joseph josephine josh joshua joy joyce juan juanita judith judy julia julian juliana julie juliet june
justin karen karim karl kate katelyn katherine kathleen kathryn kathy katie katrina kavita kay kayla keith kelly kelsey ken kendra kenneth kenny
kerry kevin khadija khalid kim kimberly kiran kirk krista kristen kristin kristina kristine kurt kyle lakshmi lance larry latoya laura lauren laurence
laurie lawrence leah lee leila leo leon leonard leroy leslie lester lewis liam lillian lillie lily linda lindsay lindsey lionel lisa liz
lloyd logan lois lola lonnie lora loretta lori lorna lorraine louis louisa louise lucas lucia lucille lucy luis luke luther lydia lynda
lynette lynn lynne mabel mackenzie madeleine madeline madison maggie maisie malcolm mandy manish manuel marc marcella marcia marcus margaret
margarita margie marguerite maria marian marianne marie marilyn mario marion marissa marjorie mark marla marlene marsha marshall martha martin
marvin mary maryam mason mathew matt matthew maureen maurice mavis max maxine may maya megan meghan melanie melinda melissa melody melvin
mercedes meredith mia michael michaela micheal michele michelle miguel mike mildred millie milton mindy minnie miranda miriam misty mitchell
mohamed mohammad mohammed moira molly mona monica monique morgan moses muhammad muriel myra myrtle nadia nadine nancy naomi natalia natalie
natasha nathan nathaniel neha neil nellie nelson niamh nicholas nick nicola nicole nigel nikita nina noah noel nora norma norman nuala olga olive
oliver olivia omar oscar otis owen pam pamela pat patience patricia patrick patsy patty paul paula pauline pearl pedro peggy penelope penny
percy perry phil philip phillip phoebe phyllis polly pooja poppy prakash preeti priya quentin quincy rachael rachel rafael rahul raj
rajesh ralph ramesh ramon ramona randall randy rania raquel rashid raul ravi ray raymond rebecca regina reginald rekha renee rex rhonda ricardo
richard rick ricky rita rob robert roberta roberto robin rochelle roderick rodney roger rohan roland ron ronald ronnie rosalie rosalind
rosa rose rosemary rosie ross roxanne roy ruben ruby rudolph rudy russell ruth ryan sabrina sadie sally salma sam samantha samir samuel sandra sandy
sanjay sara sarah sasha saul scott sean sergio seth shane shannon sharon shaun shawn sheila shelby shelley shelly sheri sherry shirley shreya
sidney sierra simon simone sophia sophie stacey stacy stan stanley stella stephanie stephen steve steven stewart stuart sue suman sunil sunita
suresh susan susanna susie suzanne sven sylvia tabitha tamara tammy tania tanya tara tariq tasha taylor ted teresa teri terrance terrence
terri terry tessa thelma theodore theresa thomas tiffany tim timmy timothy tina toby todd tom tommy toni tony tonya tracey traci tracy travis trevor
tricia tristan troy tyler tyrone usha valerie vanessa vera verna vernon veronica vicki vickie vicky victor victoria vijay vikram vincent viola
violet virginia vivian wallace walter wanda warren wayne wendell wendy wesley wilbur wilfred willard william willie wilma winifred winston
xavier yasmin yolanda yusuf yvette yvonne zachary zara zoe kwame kofi ngozi chinedu adaeze oluwaseun folake amara chidi emeka ifeoma
hiroshi yuki kenji akiko mei ling hui xin jun sakura dmitri svetlana olga natalya sergei vladimir igor irina tatiana boris katarina andrzej
piotr krzysztof agnieszka malgorzata katarzyna giovanni giulia luca marco francesca paolo matteo chiara lorenzo alessandro hans klaus
jürgen wolfgang dieter helga ursula heike sabine stefan matthias bjorn lars astrid ingeborg
"""

_FRENCH = """
abdel abdelkader abdou achille adam adama adèle adeline adrien adrienne agathe agnès ahmed aïcha aimé aimée alain alban albane albert
albertine alex alexandra alexandre alexia alexis alfred alice alicia aline alix alma aloïs alphonse amadou amandine ambre ambroise amélie amina
amine anaëlle anaïs anatole andré andrée ange angèle angélique anissa anita ann anna annabelle anne annick annie anouk anthony antoine
antoinette antonin apolline aristide arlette armand armelle arnaud arsène arthur assia astrid aubin aude audrey augustin augustine aurélia aurélie
aurélien aurore axel axelle aya aymeric baptiste baptistin barbara barnabé bastien béatrice benjamin benoît benoit bérangère bérénice bernadette bernard
berthe bertrand blaise blandine boris brice brigitte bruno camille capucine carine carla carole caroline catherine cathy cécile cédric céleste
célestin célestine célia célian céline chantal charlène charles charline charlotte chloé christel christelle christian christiane christine
christophe claire clara clarisse claude claudette claudie claudine clémence clément clémentine cloé clotaire clotilde colette colin coline constance constant
constantin coralie corentin corinne cosette cyprien cyril cyrille damien daniel danièle danielle dany daphné david déborah delphine denis
denise désiré diane didier dimitri djamel djibril dominique donatien dorian doriane dorothée driss edgar édith edith edmond édouard edouard edwige élena
éléonore eléonore éliane eliane élie élisa elisa élisabeth elisabeth élise elise ella elliot élodie elodie éloïse eloïse elsa elvire élodie émeline emeline émeric émile
emile émilie emilie émilien emilien emma emmanuel emmanuelle enzo éric eric erika ernest ernestine erwan estelle esther étienne etienne eugène eugénie eulalie eva évelyne
evelyne fabien fabienne fabrice fanny farid fatiha fatima fatou fatoumata faustine félicie félicité félix ferdinand fernand fernande fiona flavie
fleur flora florence florent florian florine francis franck françois françoise frédéric frédérique gabin gabriel gabrielle gaël gaëlle gaëtan
gaston gauthier gautier geneviève genevieve geoffrey geoffroy georges georgette gérald géraldine gérard germain germaine ghislain ghislaine gilbert
gilberte gilles ginette gisèle gontran grégoire grégory gregory guillaume gustave guy gwenaël gwenaëlle hadrien hamid hamza hanane hassan hector hélène
helene henri henriette herbert hervé hippolyte honoré honorine hortense hubert hugo hugues huguette ibrahim ibrahima ida ilan ilyes inès ingrid irène iris
isaac isabelle ismaël ivan jacinthe jack jacqueline jacques jade jamel jamila jasmine jean jeanine jeanne jeannine jennifer jérémie jérémy jérôme
jessica joachim joanna joël joëlle johan johanna jonathan jordan joris joseph joséphine josette josiane judith jules julia julie julien
juliette justin justine kamel karim karima karine katia kelly kevin kévin khadija khaled laetitia laëtitia lamia laura laure laurence laurent laurène laurie
léa léana leila léna léo léon léonie léonce léopold leïla liliane lila lilian lilou lina line lionel lisa lise lison loïc loïs lola loraine lou
louane louis louisa louise louison luc luca lucas lucette lucie lucien lucienne lucile ludivine ludovic lydia lydie lyna maël maëlle maëlys
maëva magali magalie mahmoud malek malik malika mamadou manon marc marceau marcel marcelle margaux margot marguerite maria marianne marie marielle
marina marine marion marius marjorie marlène martial martin martine maryse maryvonne mathéo mathias mathieu mathilde mathis mathurin matthieu maud
maurice maurine max maxence maxime maximilien maya mehdi mélanie mélina mélissa mélodie michaël michel michèle micheline mickaël milan milo mireille
mohamed mohammed moïse momo mona monique morgan morgane mouloud mounir moussa muriel mustapha myriam nabil nadège nadia nadine naïma naomi natacha
nathalie nathan nathanaël nelly nicolas nicole nina nino noa noah noé noël noëlie noëlle noémie nora norbert norodom nour océane octave odette odile olga
olive olivia olivier olympe ombeline oscar pascal pascale patrice patricia patrick paul paule paulette paulin pauline perrine philippe philomène pierre
pierrette prosper quentin rachel rachid rachida raoul raphaël raphaëlle rayan raymond raymonde rebecca régine régis reine rémy renaud rené renée
richard robert robin roger roland rolande romain roman romane romuald ronan rosalie rose roseline roxane rufus ryad sabine sabrina sacha saïd saïda
salah salima salomé sami samia samir samira samuel samy sandra sandrine sara sarah sébastien ségolène sélim serge séverin séverine sibylle sidonie simon simone
sixtine sofia sofiane solange solène soline sonia sophie soraya souad stanislas steeve stella stéphane stéphanie suzanne sylvain sylvaine sylvette sylviane sylvie tanguy
tarik teddy théa théo théodore théophile thérèse thibaud thibault thierry thomas tim timéo timothée titouan tom tony tristan ulysse urbain ursule valentin
valentine valérie valéry vanessa véronique vicente victoire victor victorine vincent virginie viviane vivien wahid walid wassim wilfried william xavier yacine yaël
yanis yann yannick yasmina yasmine yohan yohann yolande youcef youssef yves yvette yvon yvonne zacharie zélie zinédine zoé zohra
ivanka azila martina maïté maëlis youna ghislain aristide
"""

_SPANISH = """
aarón abel abelardo abraham abril adela adelaida adelina adolfo adoración adrián adriana agueda águeda agustín agustina aida aina ainara ainhoa
aitana aitor alan alba alberto albino alejandra alejandro alejo alex alexandra alexia alfonsa alfonso alfredo alicia almudena alonso álvaro alvaro
amadeo amalia amancio amanda amaya amelia américa amparo ana anabel anastasia andrea andreu andrés andres ángel ángela angela ángeles angeles angelina
angélica angustias anselmo antoni antonia antonio aquilino araceli arantxa arantza arcadio ariadna arnau arturo ascensión asier asunción
aurelia aurelio aurora azucena baltasar bárbara barbara bartolomé basilio beatriz begoña belén belen benedicto benigno benita benito benjamín
bernabé bernardo berta bibiana bienvenido blanca blas bonifacio borja braulio brígida bruno calixto camila camilo candela cándida cándido
caridad carina carla carles carlota carme carmelo carmen carmina carolina casandra casilda catalina cayetano cecilia cecilio celestino celia
celso césar cesar chantal cintia clara claudia claudio clemente clotilde concepción conchi concha conrado constantino consuelo coral cosme
cristian cristina cristóbal cristobal custodia dalia damián daniel daniela dario darío david débora delfín delfina delia desiderio desirée diana
diego dionisio dolores domingo dominga donato dorotea edelmira edgar edmundo eduardo eduvigis efraín elena elías elias elisa elisabet elisenda eloísa
eloy elsa elvira emilia emiliano emilio emma encarna encarnación enric enrique enriqueta eric erika ernesto esmeralda esperanza esteban estefanía
estela ester esther estrella eufemia eugenia eugenio eulalia eulogio eusebio eva evaristo ezequiel fabián fabio fabiola fátima fatima faustino
federico feliciano felipe felisa félix felix ferran fermín fernanda fernando fidel filomena flora florencia florencio florentino francesc francisca
francisco froilán gabriel gabriela gael gaspar gema gemma genaro genoveva gerard gerardo germán gertrudis gilberto ginés gisela gloria gonzalo
gracia graciela gregoria gregorio griselda guadalupe guillem guillermina guillermo gumersindo gustavo héctor hector heliodoro heriberto hermenegildo herminia
hernán hilario hipólito hortensia hugo humberto ibon idoia ignacia ignacio igor iker ildefonso imanol imelda imma inés ines ingrid inmaculada iñaki iñigo
irene iria iris irma isaac isabel isaías isidora isidro ismael israel itziar iván ivan ivana izan jacinta jacinto jacobo jaime jairo jana
javier jenaro jennifer jeremías jerónimo jesica jessica jesús jesus jesusa joan joana joaquín joaquin joaquina joel jon jonathan jordi jorge josé jose
josefa josefina josep josué juan juana juanjo judith julia julián julian juliana julio justa justina justo karen karina karla laia lara laura laureano
lázaro leandro leire leo leocadia leonardo leonor leopoldo leticia lía lidia liliana lisardo llanos loli lola lorena lorenza lorenzo lourdes lucas luca lucia lucía
luciana luciano lucio lucrecia luis luisa lupe luz macarena magdalena maider maite malena manel manolo manuel manuela mar mara marc marcela marcelina
marcelino marcelo marcos margarita marga maría maria mariana mariano maribel maricarmen marina mario marisa marisol marta martín martina mateo matías matilde mauricio
mauro máximo maximiliano mayte melania melchor melisa mercè mercedes micaela miguel mikel milagros milagrosa miren míriam miriam miryam modesta modesto moisés mónica monica
montse montserrat nadia narciso natalia natividad nazaret neus nerea néstor nicanor nicolás nicolas nicolasa nicole nieves noa noelia noemí nora norberto nuria núria
octavia octavio ofelia olegario olga olivia oriol óscar oscar osvaldo oswaldo pablo paco paloma paola pascual pascuala pastora patricia patricio patrocinio paula
paulina paulino pedro pere perfecto petra pilar piedad pío plácido poncio primitivo prudencia purificación quique quintín rafael rafaela raimundo
ramiro ramón ramon ramona raquel raúl raul rebeca regina reinaldo remedios renata reyes ricardo rigoberto rita robert roberto rocío rocio rodolfo rodrigo rogelio román
romina romualdo roque rosalía rosana rosario rosaura roser rosendo rubén ruben ruperto ruth sabina salomé salvador salvadora samanta samuel sandra santiago saúl saturnino
sebastián sebastian segismundo segundo selena serafín serena sergi sergio severiano severino silvestre silvia silvina silvio simón simon sixto socorro sofía sol soledad
sonia soraya susana tamara tania tatiana telesforo telmo teodora teodoro teófilo teresa timoteo tomás tomas tomasa toribio toni trinidad ulises unai urbano úrsula
valentín valentina valeria valeriano vanesa vanessa verónica veronica vicenta vicente victor víctor victoria victoriano victorina vidal violeta virginia virtudes visitación
viviana wenceslao wilson xavi xavier ximena xoán yago yaiza yamila yolanda zacarías zaida zoe zulema
"""

COMMON = listed(_ENGLISH + _FRENCH + _SPANISH)
GIVEN = COMMON | filed("given.txt")
