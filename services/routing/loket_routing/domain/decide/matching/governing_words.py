"""The words that decide what a denial denies: the mention itself, or an answer, a permit, a guarantee, the past.

All are folded like the text (apostrophes dropped). "Geen banden met het leger" denies the army, "geen vergunning voor
het leger" does not. A word in none of these lists makes a denial doubtful.
"""

from loket_routing.domain.decide.matching.folding import word_set

PREPOSITIONS = word_set(
    "aan achter bij binnen buiten door in met na naar namens om omtrent onder op over per rond rondom sinds tegen tot",
    "tussen uit van vanuit via voor vanwege wegens richting ten ter inzake betreffende aangaande jegens about above",
    "across after against among around as at behind between beyond by concerning for from inside into of off on onto",
    "outside regarding through to toward towards under upon with within",
)

FUNCTION = word_set(
    "de het een dit deze die geen elke elk iedere ieder enig enige enkel enkele welke alle al ander andere meer",
    "minder veel weinig echt er hier daar nu ook zelf nog verder direct nauw rechtstreeks vast eigen nieuw nieuwe ons",
    "onze hun haar zijn mijn uw wij we ik zij ze u hij men is was waren wordt worden werd werden geweest zal zullen",
    "om te als uit in-dezen hoe ooit enkelvoudig enigerlei formele zakelijke financiele inhoudelijke directe",
    "bestaande officiele the a an this these those any each every all other others more much many few some such it",
    "they i you he she who are were be been being will would to not there here now also itself own new our their his",
    "her its my your further directly closely formally currently ever either formal financial existing official close",
    "whatsoever hoegenaamd volstrekt absoluut totaal helemaal of or en and noch nor by-far",
)

# Denying one of these does not deny the mention: it is only not known, not allowed or not prevented.
LIFTING_NOUNS = word_set(
    # answers, and what is known
    "antwoord antwoorden reactie reacties bericht berichten mail mails mailtje email emails brief brieven vraag",
    "vragen verzoek verzoeken uitleg toelichting informatie info mededeling opheldering duidelijkheid helderheid",
    "documentatie stukken overzicht inzicht inzage zicht kijk beeld kennis idee benul notie weet besef twijfel",
    "twijfels zekerheid zorg zorgen bezwaar bezwaren moeite probleem problemen belemmering belemmeringen beletsel",
    "beletselen reden redenen aanleiding mening oordeel standpunt voorkeur haast ervaring ervaringen expertise",
    "deskundigheid woord mond navraag gesprek discussie helder ruchtbaarheid openheid transparantie geheim verrassing",
    "toeval wonder answer answers reply replies response responses message messages letter letters question questions",
    "request requests explanation explanations information details clarity clarification comment comments insight",
    "insights overview view picture knowledge idea ideas clue notion awareness understanding doubt doubts certainty",
    "uncertainty worry worries concern concerns objection objections problem problems difficulty difficulties issue",
    "issues obstacle obstacles reason reasons opinion preference hurry experience word feedback openness transparency",
    "secret surprise coincidence accident denying conversation discussion",
    # safeguards
    "beleid richtlijn richtlijnen protocol protocollen procedure procedures regel regels regeling regelingen wet",
    "wetten wetgeving voorschrift voorschriften kader kaders afspraak afspraken contract contracten overeenkomst",
    "overeenkomsten clausule clausules bepaling bepalingen passage voorwaarde voorwaarden beperking beperkingen",
    "restrictie restricties grens grenzen limiet limieten rem drempel drempels verbod verboden vergunning",
    "vergunningen licentie licenties ontheffing ontheffingen vrijstelling vrijstellingen toestemming goedkeuring",
    "instemming akkoord fiat mandaat bevoegdheid garantie garanties waarborg waarborgen controle controles toezicht",
    "screening screenings toets toetsing check checks audit audits keuring bescherming beveiliging maatregel",
    "maatregelen medeweten overleg inspraak keuze alternatief alternatieven sluitende remedie sanctiebeleid vetorecht",
    "zeggenschap grip invloed vat policy policies guideline guidelines guidance protocols rule rules regulation",
    "regulations law laws legislation framework agreement agreements arrangement arrangements contracts clause",
    "clauses provision provisions condition conditions restriction restrictions limit limits limitation limitations",
    "ban bans prohibition prohibitions licence license licences licenses permit permits exemption exemptions waiver",
    "waivers permission permissions consent approval approvals authorisation authorization clearance mandate",
    "guarantee guarantees assurance assurances safeguard safeguards warranty warranties control controls oversight",
    "supervision vetting protection measure measures consultation choice alternative alternatives barrier barriers",
    "say influence wall walls veto",
)
LIFTING_SUFFIXES = (
    *("vergunning", "vergunningen", "licentie", "toestemming", "ontheffing", "garantie", "garanties", "controle"),
    *("controles", "toezicht", "verbod", "beleid", "antwoord", "antwoorden", "informatie", "clausule", "clausules"),
    *("bepaling", "bepalingen", "richtlijn", "richtlijnen", "afspraken", "voorwaarden", "beperkingen", "ervaring"),
    *("kennis", "screening", "toetsing", "toets", "waarborg", "waarborgen", "overzicht", "procedure", "regels"),
)
LIFTING_VERBS = word_set(
    # not answering, not knowing
    "weet weten wist wisten begrijp begrijpt begrijpen begreep snap snapt snappen vertel vertelt vertellen vertelde",
    "verteld zeg zeggen antwoordt antwoorden antwoordde antwoordden beantwoord beantwoordt beantwoorden beantwoordde",
    "geantwoord reageer reageert reageren reageerde reageerden gereageerd bespreken bespreekt besprak besproken",
    "toelichten toegelicht uitleggen uitgelegd verduidelijken verduidelijkt onthullen onthult onthuld openbaren",
    "openbaart loslaten losgelaten prijsgeven prijsgegeven ingaan ingegaan vernomen gehoord zeker duidelijk bekend",
    "helder overtuigd transparant eerlijk open openhartig gerust blij gelukkig vanzelfsprekend beoordelen beoordeeld",
    "inschatten overzien bepalen vaststellen vastgesteld nagaan nagegaan achterhalen achterhaald know knew known",
    "understand understood tell told say answer answers answered reply replies replied respond responds responded",
    "explain explains explained clarify clarified discuss discusses discussed comment commented disclose discloses",
    "disclosed reveal reveals revealed inform informed heard elaborate elaborated clear certain sure convinced",
    "transparent honest forthcoming comfortable happy obvious judge assess assessed determine determined establish",
    "established",
    # not preventing
    "uitsluiten uitsluit uitgesloten voorkomen voorkomt verhinderen verhindert tegenhouden tegengehouden verbieden",
    "verbiedt verboden beperken beperkt beperkte begrenzen begrensd ontkennen ontkent ontkend ontkende tegenspreken",
    "weerleggen weerlegd verbergen verbergt verborgen verborg verzwijgen verzwijgt verzwegen vermijden vermeden",
    "ontkomen ontsnappen weigeren weigert geweigerd afwijzen afgewezen vergeet vergeten onderschatten onderschat",
    "onderschatte negeren genegeerd garanderen garandeert gegarandeerd verzekeren waarborgen controleren",
    "gecontroleerd toetsen getoetst overtreden exclude excludes excluded excluding rule rules ruled prevent prevents",
    "prevented stop stops stopped deny denies denied hide hides hidden hid conceal conceals concealed avoid avoids",
    "avoided escape refuse refuses refused reject rejects rejected ban bans banned prohibit prohibits prohibited",
    "forbid forbids forbidden limit limits limited restrict restricts restricted confined guarantee guaranteed ensure",
    "ensured assure assured verify verified check checked forget forgotten underestimate underestimated ignore",
    "ignored overlook overlooked monitor monitored control controlled",
    # words like "unlikely": "not unlikely" denies nothing
    "ondenkbaar onmogelijk onwaarschijnlijk onaannemelijk onbelangrijk onbekend ongebruikelijk ongewoon onverwacht",
    "vreemd uitzonderlijk zeldzaam denkbeeldig verwonderlijk verbazingwekkend unthinkable inconceivable impossible",
    "unlikely improbable unimportant unknown uncommon unusual unexpected irrelevant insignificant unrelated",
    "exceptional rare strange surprising far ver",
)

# Denying one of these denies the mention.
LINKING = word_set(
    # ties
    "band banden relatie relaties verband verbanden link links lijn lijnen connectie connecties contact contacten",
    "betrokkenheid bemoeienis tussenkomst bemiddeling hulp deelname medewerking rol rollen plaats sprake samenwerking",
    "samenwerkingen samenwerkingsverband betrekking raakvlak raakvlakken belang belangen aandeel achtergrond",
    "affiliatie affiliaties binding bindingen verplichting intervention intermediary help participation tie relation",
    "relations relationship relationships connection connections involvement role part place cooperation",
    "collaboration collaborations affiliation affiliations background interest interests stake bearing overlap",
    "obligation",
    # actions with the mention
    "toepassing toepassingen gebruik inzet doel doelen doeleinden doeleind bedoeling bestemming nut waarde functie",
    "component componenten element elementen aspect aspecten kant karakter dimensie kenmerk relevantie betekenis aard",
    "activiteit activiteiten werk werkzaamheden opdracht opdrachten order orders onderzoek onderzoeken studie studies",
    "project projecten programma werkpakket werkpakketten plan plannen voornemen intentie interesse belangstelling",
    "financiering subsidie subsidies geld gelden middelen fonds fondsen bijdrage bijdragen steun sponsoring",
    "geldstroom bezoek bezoeken levering leveringen verkoop handel export productie ontwikkeling bouw vervaardiging",
    "ontwerp ontwerpen test tests proef proeven application applications use uses purpose purposes aim aims intention",
    "intentions goal goals destination value function side character dimension feature relevance significance nature",
    "activity activities work assignment assignments commission research study projects programme program programmes",
    "plans funding grant grants money funds fund contribution contributions support sponsorship visit visits delivery",
    "deliveries sale sales trade production development construction design designs trial trials",
    # persons and things
    "ministerie ministeries dienst diensten overheid overheden fabriek fabrieken industrie sector land landen",
    "ministry ministries department departments agency agencies government governments factory industry country",
    "countries partner partners partij partijen deelnemer deelnemers onderzoeker onderzoekers medewerker medewerkers",
    "student studenten promovendus promovendi collega collegas instelling instellingen instituut instituten",
    "universiteit universiteiten organisatie organisaties bedrijf bedrijven leverancier leveranciers afnemer afnemers",
    "klant klanten gebruiker gebruikers eindgebruiker eindgebruikers opdrachtgever opdrachtgevers financier",
    "financiers lid leden groep groepen afdeling faculteit consortium onderdeel onderdelen product producten goederen",
    "materiaal apparatuur apparaten technologie techniek technieken kennisoverdracht software data gegevens model",
    "modellen resultaat resultaten iets iemand mensen personen hoogleraar hoogleraren docent docenten gast gasten",
    "bezoeker bezoekers party parties participant participants researcher researchers employee employees staff",
    "students colleague colleagues institution institutions institute institutes university universities organisation",
    "organisations organization organizations company companies supplier suppliers customer customers client clients",
    "user users member members group groups faculty item items products goods material materials equipment device",
    "devices technology technologies technique techniques models result results anything anyone anybody people person",
    "persons professor professors teacher teachers guest guests visitor visitors",
    # manners
    "manier wijze opzicht geval vorm soort enkel way ways respect means form kind sort type",
    # being, having, doing
    "verbonden gekoppeld gelieerd verwant gerelateerd afkomstig bedoeld bestemd gericht geschikt voorzien beoogd",
    "gepland gebruikt toegepast ingezet betrokken gemaakt gebouwd ontwikkeld geleverd verkocht gefinancierd betaald",
    "gesteund gesubsidieerd ontworpen verricht gedaan uitgevoerd aangesloten actief werkzaam onderworpen bruikbaar",
    "samen mee werk werkt werken samenwerkt samenwerken levert leveren lever doet doen doe maakt maken maak bouwt",
    "bouwen bouw ontwikkelt ontwikkelen komt komen gaat gaan dient dienen draait behoort behoren hoort houdt houden",
    "bezig neemt nemen heeft hebben heb krijgt krijgen ontvangt ontvangen onderzoekt verrichten voert voeren",
    "gebruiken afhankelijk onderdeel zit zitten staat staan valt vallen te affiliated linked related connected",
    "associated intended meant designed aimed suitable suited fit foreseen envisaged planned used applied involved",
    "made built developed delivered supplied sold financed funded paid supported sponsored carried conducted",
    "performed active based owned run subject useful usable part come comes came go goes have has had having get gets",
    "receive receives do does did doing working works worked cooperate cooperates collaborate collaborates deal deals",
    "supply supplies serve serves belong belongs relate relates lead leads contribute contributes concern concerns",
    "involve involves constitute engage engaged focus focused pertain pertains classified employed eligible dependent",
)
LINKING_SUFFIXES = (
    *("partner", "partners", "onderzoek", "project", "projecten", "toepassing", "toepassingen", "industrie", "sector"),
    *("bedrijf", "bedrijven", "opdracht", "opdrachten", "gelden", "fonds", "doel", "doelen", "doeleinden", "banden"),
    *("middelen", "technologie", "systemen", "goederen", "instelling", "instellingen", "instituut", "academie", "ing"),
)

# Verbs that say that the mention exists, or that somebody has it or does it.
VERBS = word_set(
    "is zijn was waren ben wordt worden werd werden zal zullen heeft hebben heb had hadden doet doen doe deed deden",
    "gaat gaan ging komt komen kwam maakt maken bouwt bouwen ontwikkelt ontwikkelen levert leveren werkt werken werk",
    "gebruikt gebruiken dient dienen betreft betreffen omvat omvatten bevat bevatten krijgt krijgen ontvangt",
    "ontvangen neemt nemen bestaat bestaan geldt gelden speelt spelen kent kennen biedt bieden verkoopt verkopen",
    "koopt kopen onderzoekt onderzoeken bestudeert bestuderen raakt raken hoort horen behoort behoren houdt houden",
    "zit zitten staat staan valt vallen volgt volgen voert voeren verricht verrichten verwerkt verwerken accepteert",
    "accepteren aanvaardt aanvaarden mag mogen moet moeten kan kunnen wil willen vliegt vliegen leidt leiden telt",
    "tellen draait sprake behandelt behandelen zoekt zoeken heet heten gebeurt vindt vinden plaats are were be been",
    "being will shall has have does do did make makes made build builds built develop develops supply supplies",
    "supplied work works worked use uses used serve serves concern concerns involve involves include includes contain",
    "contains cover covers touch touches receive receives accept accepts take takes play plays offer offers sell",
    "sells buy buys study studies exist exists apply applies belong belongs come comes go goes get gets constitute",
    "lead leads engage employ employs teach teaches produce produces provide provides relate relates theres thats",
    "isnt arent wasnt werent dont doesnt didnt wont hasnt havent hadnt may must can could should would cannot seek",
    "seeks look looks treat treats discusses discuss deals deal wants want happen happens",
)

# Permits: they are granted to somebody who has the thing.
GRANTED = word_set(
    "vergunning vergunningen licentie licenties ontheffing ontheffingen verklaring verklaringen certificaat",
    "certificaten licence licences license licenses permit permits statement statements certificate certificates",
    "declaration declarations undertaking undertakings",
)
GRANTED_SUFFIXES = ("vergunning", "vergunningen", "licentie", "licenties", "verklaring", "verklaringen", "ontheffing")
KNOWING = word_set("ken kent kennen kende kenden")
"""Not knowing somebody denies nobody; that something knows no use denies the use."""

LIMITERS = word_set(
    "alleen enkel slechts uitsluitend louter zozeer noodzakelijk noodzakelijkerwijs per zeker duidelijk bekend helder",
    "of altijd volledig helemaal geheel primair vooral hoofdzakelijk overwegend puur zuiver meteen zelden toevallig",
    "only just merely solely exclusively necessarily simply whether if sure clear certain known yet always entirely",
    "fully wholly completely primarily mainly mostly purely strictly chiefly surprisingly infrequently uncommonly",
    "unexpectedly unlike unlikely seldom least",
)
"""A denial of these alone leaves the matter: not always, niet uitsluitend."""
HALF_LIMITERS = word_set(
    "direct directe rechtstreeks rechtstreekse expliciet expliciete specifiek specifieke echt formeel formele",
    "openlijk directly explicitly explicit specifically specific really openly formally overtly",
)
"""A denial of these alone may leave the matter: not directly."""
