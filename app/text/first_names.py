"""First names that are common in German cities, folded; none that is a usual German noun."""

_NAMES = """
aaron abdul abdullah achim adam adem adnan adrian agnes ahmad ahmed ahmet aische aisha albert
aleksandar aleksandra alena alessandro alessia alex alexander alexandra alexandros ali alice alina
alma amelie amina amir amira ana anastasia andrea andreas andrei andrej anette angela angelika
angelo anita anja anke anna anne annegret anneliese annemarie annette annika ante anton antonia
antonio arda armin arne arthur artur arzu astrid augustin aydin ayla aylin ayse ayşe barbara
bastian beate beatrice beatrix ben benjamin bernd bernhard bert berta bertha bettina bianca bilal
bilge birgit birte björn boris branko brigitta brigitte bruno burak can carina carl carla carlo
carmen carola carolin caroline carsten caspar cem cemal cengiz charlotte christa christel
christian christiane christin christina christine christof christoph christos clara claudia
clemens constantin cornelia cristina dagmar damir dana daniel daniela danuta dario darius david
davide denise deniz dennis derya detlef diana dieter dietmar dietrich dilara dimitri dimitrios
dina dirk dominik dominika dora doris dorothea dorothee dragan dunja eberhard ebru eckhard eda
edeltraud edgar edith eduard elena eleni eleonore elfriede elias elif elisa elisabeth elke ella
ellen elmar elsa else elvira emil emilia emilie emine emma emre engin enrico erdal erhard eric
erich erik erika erna erwin esra esther eugen eva evelin evelyn fabian fabio fadime faruk fatih
fatima fatma felicitas felix ferdinand fikret filiz finn fiona florian franca francesca francesco
franz franziska frauke frida friederike friedhelm friedrich fritz gabi gabriel gabriele gamze
georg georgios gerald gerda gerhard gerlinde gert gertrud giovanni gisela giulia giuseppe
gottfried gottlob grazyna greta grete gretel gudrun guenter guenther guido gustav gülay gülsen
günter günther hakan halil halina hamza hanna hannah hannelore hannes hans harald harry hartmut
hasan hassan hatice hedwig heiderose heike heiko heiner heinrich heinz helena helene helga hellmut
helmut henri henriette henrik henry herbert heribert hermann hertha hilal hilde hildegard hiltrud
holger horst hubert hugo huseyin hüseyin ibrahim ida ilona ilse imke ina inga inge ingeborg ingo
ingrid ioannis irena irene irina iris irmgard isabel isabell isabella isabelle ismail ivan ivana
jakob jan jana janina jasmin jasmina jens joachim jochen johann johanna johannes jonas jonathan
jose josef josefine joseph jovana judith juergen julia julian juliane julius jutta jörg jörn
jürgen kai karin karina karl karla karolina karoline karsten kaspar katarina katerina katharina
kathrin katja katrin kemal kenan kerstin kevin khaled kilian kirsten klara klaus konrad konstantin
konstantinos kornelia krzysztof kurt kübra lara lars laura laurin lea leila lena leni lennart leo
leon leonard leonie leopold levent lia liam lieselotte lilli lina linda linus lisa liselotte livia
lorena lorenz lothar louis louisa luca lucas lucia ludwig luigi luis luisa luka lukas lutz lydia
magda magdalena mahmoud maja malik malte mandy manfred manuel manuela mara marc marcel marco
marcus margarete margarethe margit margot margret maria marianne marie marija marina mario marion
marius mark markus marlene marlies marta martha martin martina marvin mathias mathilde matteo
matthias matthäus mattis max maximilian maya mehmed mehmet melanie melek melike melina melissa
meral merve meryem metin mia michael michaela michail michal michele miguel mihai mikail milan
milena mina mira miriam mirjam mirko mohamad mohamed mohammad mohammed monika moritz muhammad
muhammed murat musa mustafa nadine nadja nancy natalia natalie natascha nele nevin nico nicola
nicole nihat niklas nikola nikolai nikolaos nikolaus nils nina noah noemi nora norbert nuray
nurcan olaf oleg olga oliver olivia omar onur orhan oskar osman ottilie otto panagiotis paolo
pascal patricia patrick patrizia paul paula pauline pavel pedro peggy peter petra philip philipp
philippe pia pierre pietro piotr rafael raffaele raimund rainer ralf ralph ramazan ramona raphael
rasmus rebecca recep regina regine reiner reinhard reinhold renate rene renée resul ricarda
richard rita robert roberto robin roger roland rolf roman romy ronald ronja rosemarie rosmarie
roswitha rudi rudolf ruth rüdiger sabine sabrina said salvatore samira samuel sandra sara sarah
saskia sebastian sebnem seda sefa selim selin selma semra sergej serkan sevgi sibel siegfried
sieglinde siegrid sigrid silke silvia simon simone sina sinan sofia solveig songül sonja sophia
sophie stefan stefania stefanie stefano steffen steffi stella stephan stephanie susann susanna
susanne suse sven svenja svetlana sybille sylvia tamara tanja tarek tatjana thea theo theodor
theresa therese thilo thomas thorben thorsten tibor tim timo timur tina tobias tom tomasz toni
torsten traute tuba tülay ufuk ugur ulla ulrich ulrike umut urs ursel ursula uschi uta ute uwe
valentin valentina valeria vanessa vasilios vera verena veronika vesna victor victoria viktor
viktoria vincent vincenzo vinzenz vladimir volkan volker walburga waldemar walter waltraud wassili
werner wilfried wilhelm wilhelmine willi willy winfried wladimir wolfgang wolfram xaver yannick
yasemin yasin yasmin yilmaz younes yusuf yvonne zehra zeynep zoe zoltan ömer özge özlem
"""
FIRST_NAMES = frozenset(_NAMES.split())
