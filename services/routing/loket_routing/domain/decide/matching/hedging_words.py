"""The words that make a denial doubtful: hearsay, the past, or a mere possibility.

All are folded like the text (apostrophes dropped).
"""

from loket_routing.domain.decide.matching.folding import word_set

# Said, thought or hoped by somebody, on paper, for now, or perhaps: such a denial is doubtful.
HEDGES = word_set(
    "beweert beweren beweerde beweerden beweerd claimt claimen zegt zei zeiden verzekert verzekerde verzekerd",
    "verklaart verklaarde verklaren belooft beloofde beloven ontkent ontkende denk denkt denken dacht dachten geloof",
    "gelooft geloven hoop hoopt hopen verwacht verwachten verwachtte vermoed vermoedt vermoeden lijkt lijken schijnt",
    "schijnen leek waarschijnlijk vermoedelijk wellicht misschien mogelijk mogelijkerwijs blijkbaar kennelijk",
    "ogenschijnlijk zogenaamd zogenoemd officieel formeel hopelijk vooralsnog voorlopig momenteel thans tijdelijk",
    "zover claim claims claimed says said stated maintains insists insisted assures assured declares declared",
    "promises promised denies denied think thinks thought believe believes believed hope hopes hoped expect expects",
    "expected suspect suspects seem seems seemed appear appears appeared probably presumably perhaps maybe possibly",
    "apparently seemingly allegedly supposedly reportedly ostensibly officially formally hopefully currently",
    "presently temporarily",
)
HEDGING_PHRASES = frozenset(
    {
        *(("op", "papier"), ("in", "principe"), ("in", "beginsel"), ("naar", "verluidt"), ("eigen", "zeggen")),
        *(("dit", "moment"), ("het", "moment"), ("eerste", "instantie"), ("eerste", "gezicht"), ("bij", "weten")),
        *(
            ("on", "paper"),
            ("in", "principle"),
            ("in", "theory"),
            ("first", "sight"),
            ("for", "now"),
            ("the", "moment"),
        ),
        *(
            ("at", "present"),
            ("this", "stage"),
            ("far", "as"),
            ("according", "to"),
            ("no", "longer"),
            ("niet", "langer"),
        ),
        *(("niet", "meer"), ("any", "longer"), ("any", "more"), ("in", "theorie"), ("our", "knowledge")),
    }
)
ACCORDING = "volgens"
# "According to" one of these is no hearsay.
OURSELVES = word_set("ons onze mij ik contract overeenkomst plan projectplan aanvraag voorstel subsidieaanvraag")
PERMITTED = word_set(
    "mag mogen mocht mochten moet moeten hoeft hoeven kan kunnen kunt kon konden zou zouden toegestaan may might must",
    "should shall can could would cannot cant couldnt shouldnt mustnt wouldnt allowed permitted supposed",
)
REPORTING = word_set(
    "vermeld vermeldt vermelden vermeldde noemt noemen noemde genoemd toont tonen aangegeven bevestigd bevestigt",
    "bevestigen meldt melden gemeld geeft aangeven publiceert publiceren gepubliceerd gevonden vinden vond",
    "aangetroffen zichtbaar aware mention mentions mentioned confirm confirms confirmed specify specifies specified",
    "show shows shown publish publishes published report reports reported find found see seen visible",
)
CONDITIONS = word_set("als indien mits tenzij zolang wanneer if unless provided when")

# Words of the past: a denial about the past does not deny the present.
PAST = word_set(
    "eerder voorheen vroeger destijds toen ooit tevoren geleden vorig vorige afgelopen aanvankelijk before previously",
    "formerly earlier ago until till hitherto originally initially historically yet",
)
PAST_PHRASES = frozenset(
    {
        *(("het", "verleden"), ("tot", "nu"), ("tot", "nog"), ("tot", "dusver"), ("tot", "heden"), ("tot", "voor")),
        *(
            ("nog", "nooit"),
            ("nog", "niet"),
            ("nog", "geen"),
            ("nog", "niemand"),
            ("nog", "nergens"),
            ("nooit", "eerder"),
        ),
        *(
            ("for", "years"),
            ("used", "not"),
            ("used", "to"),
            ("to", "now"),
            ("the", "past"),
            ("so", "far"),
            ("thus", "far"),
            ("to", "date"),
            ("last", "year"),
            ("back", "then"),
        ),
        ("at", "first"),
    }
)
# "Never" only denies in a sentence about the present or the future.
HABITUAL = word_set(
    "zal zullen wordt worden will werk werkt werken doe doet doen lever levert leveren bouw bouwt bouwen maak maakt",
    "maken gebruik gebruikt gebruiken verkoop verkoopt verkopen gaat gaan komt komen is zijn neemt nemen heeft work",
    "works do does use uses build builds make makes supply supplies sell sells are be accept accepts take takes deal",
    "deals",
)
CHANGES = word_set(
    "nu inmiddels sindsdien sinds totdat veranderde verandert veranderen verandering jarenlang aanbod biedt overwegen",
    "overweegt now since until changed changes change lately recently",
)
COUNTERFACTUAL = word_set("had hadden zou zouden would could might")
PERFECT = word_set("hebben heeft heb had hadden have has had ive weve")
NEVER = word_set("nooit never nimmer")
