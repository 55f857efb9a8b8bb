"""The words of denials in Dutch and English, folded like the text (apostrophes dropped)."""

from loket_routing.domain.decide.matching.folding import word_set

WITHOUT = word_set("zonder without")
NO = word_set("geen nee neen nvt no none")
ANSWERS = word_set("nee neen no")
NOT = word_set(
    "niet not nooit never nimmer cannot isnt arent wasnt werent dont doesnt didnt wont wouldnt cant couldnt hasnt",
    "havent hadnt shouldnt mustnt neednt",
)
DETERMINERS = WITHOUT | word_set("geen no neither noch nor non none")
DENIALS = DETERMINERS | NOT | word_set("niets nergens niemand allesbehalve nothing nobody nowhere")
ATTRIBUTIVE = word_set("niet not non neither nor noch")
"""What may deny an adjective without a verb: niet-militair."""
ENGLISH = word_set("no not without never none neither nor nothing nobody nowhere cannot than from to as")
HARDLY = word_set(
    "nauwelijks amper zelden moeilijk lastig onmogelijk allerminst geenszins allesbehalve hardly barely scarcely",
    "rarely seldom hard difficult impossible naive nobody niemand",
)
# "Not with a company" denies that there is one, "not yet signed with the company" doesn't.
INDEFINITE = word_set("een enig enige a an any")
INSTEAD = frozenset(
    {
        *(("in", "plaats", "van"), ("los", "van"), ("vrij", "van"), ("instead", "of"), ("rather", "than")),
        *(("free", "of"), ("free", "from"), ("anything", "but"), ("unrelated", "to")),
        *((word, to) for word in ("ongeschikt", "onbruikbaar") for to in ("voor", "als")),
        *((word, to) for word in ("unsuitable", "unfit", "unusable", "useless") for to in ("for", "as")),
    }
)
_ASSERTING = """
zonder meer|zonder twijfel|zonder enige twijfel|zonder uitzondering|zonder weerga|niet alleen|niet enkel|niet zelden
niet voor het eerst|niet verrassend|niet onverwacht|niet ver|niet minder dan|zonder overdrijving|zonder dralen
zonder omwegen|niet te ontkomen|niet weg te denken|niet in de laatste plaats|niet te vergeten|niet voor niets
niet toevallig|niet onterecht|niet minder|niet ten onrechte|niet in het minst|niet te ontkennen|niet te missen
niet te onderschatten|niet uit te sluiten|niet anders dan|niet alsof|niet zonder|niets anders dan|niets minder dan
niemand anders dan|niemand minder dan|geen ander dan|geen andere dan|geen twijfel|geen wonder|geen geheim|geen toeval
geen onbekende|geen vreemde|without a doubt|without doubt|without any doubt|without question|without exception
without saying|without fail|without precedent|not only|not just|not least|not to mention|not surprisingly
not infrequently|not uncommonly|not unlike|not as if|not to be underestimated|not without|no wonder|no doubt|no secret
no stranger|no coincidence|no accident|no denying|no less|no fewer|no later|no sooner|no matter|no other than
no question|no mistake|none other than|not for nothing|not for the first time|not a few|not a little|not far
not by chance|not by accident|without exaggeration|no escaping|no getting around|no avoiding|no misunderstanding
no mistaking|no exaggeration|geen misverstand|geen ontkomen|geen overdrijving|nothing but|nothing less
nothing short of|nothing other than
"""
# Phrases that begin with a denying word and assert.
ASSERTING = frozenset(tuple(phrase.split()) for phrase in _ASSERTING.strip().replace("\n", "|").split("|"))

CLAUSES = word_set(
    "maar doch echter wel tenzij behalve dan want omdat doordat dat die waarbij waarvoor terwijl hoewel zodat en als",
    "indien alsof if hoe wat waarom wanneer wie welke wiens waarvan waarmee waaraan waarop waaruit totdat but however",
    "yet unless except than because that which who while although whereas so and when where how what why whose whom",
    "until",
)
# Before one of these words, "of" is the English word and not the Dutch one.
ENGLISH_ARTICLES = word_set("the a an our their its his her all any this that these those which whom my your such")
DUTCH = word_set(
    "de het een en van wij we niet geen voor met dat die er naar bij aan te op om door ook uit zijn worden wordt",
)
COORDINATORS = word_set("en maar want doch echter dus and but so however")
THAT = word_set("dat that")
RELATIVES = THAT | word_set("die which who")
INDICATIONS = word_set(
    "aanwijzing aanwijzingen indicatie indicaties bewijs bewijzen signalen vermoeden indication indications evidence",
    "sign signs proof suspicion",
)
MARKS = frozenset(".,;:!?()")
ENDS_OF_CLAUSE = CLAUSES | MARKS
ALTERNATIVES = word_set("of or noch nor")
JOINING = ALTERNATIVES | word_set(", en and")
# Words that end an enumeration: a pronoun or a verb, in some places an article.
MAIN = word_set(
    "wij we ik zij ze it they he she i u you is are was zijn heeft hebben has have doen doet do does werken werkt",
    "work works gaat gaan ging gingen maken maakt make makes bouwen bouwt build ontwikkelen ontwikkelt develop wil",
    "willen will kan kunnen can mag mogen may komt komen zoeken gebruiken gebruikt use werd werden wordt worden were",
    "be been shall cannot must should would could zou zouden moet moeten zal zullen",
)
ARTICLES = word_set("de het the this these those deze dit die ons onze our hun their haar zijn its een a an")
RESUMING = MAIN | (ARTICLES | word_set("wel juist alleen only just rather")) - word_set("een a an die those haar its")

UNDECIDED = word_set("nog weten weet wisten")
EITHER_WAY = frozenset({("al", "dan"), ("wel", "of"), ("met", "of"), ("with", "or"), ("wel", "dan"), ("whether", "or")})
OPENING_DOUBT = THAT | word_set("of whether")
SUBJECTS = word_set("er het de dit deze die wij we onze ons hun zij ze een")
DOUBTS = DENIALS | word_set("onzeker onduidelijk betwijfelen twijfelen unsure uncertain unclear doubt")
ASKING = word_set(
    "is zijn geldt gelden heeft hebben bestaat bestaan valt vallen gaat betreft mag mogen kan kunnen kunt moet moeten",
    "zou zouden wil willen weet weten klopt hoeft hoeven hoe waarom wat welke wie waar wanneer zal zullen are does do",
    "has have isnt arent doesnt dont can could may should would will must shall why what which how when who",
)

SHUTTING = word_set("sluit sluiten")
OUT = tuple(
    f"{what}uit " for what in ("", "toepassing ", "toepassingen ", "gebruik ", "doelen ", "doeleinden ", "inzet ")
)
RULING_OUT = frozenset(
    {("exclude",), ("excludes",), ("excluding",), ("rule", "out"), ("rules", "out"), ("ruling", "out")}
)

EXCLUDED = word_set("uitgesloten excluded ruled")

_BY_US = r"(wij|we|ik|zij|ze)( er| hier| ook| zelf| ons| zich)* niets?( samen| mee| bezig)?$"
_HERE = r"($| (in|bij|binnen|hier|here|within|at|by) )"
# A denial after a mention contains one of these words.
AFTER = word_set("uitgesloten excluded ruled out niet geen niets no not nothing nvt")
AFTERWARDS = "|".join(
    (
        r"\buitgesloten\b",
        r"\b(excluded|ruled out|out of scope|out of the question)\b",
        r"\bniet aan de orde\b",
        r"\b(is|zijn|:) nvt\b",
        r"\bgeen sprake$",
        r"\bgeen (enkele |enkel )?(rol|deel|onderdeel|onderwerp|thema|doel|partner|bestemming)\b",
        r"\bniet (ons|het|een) (onderwerp|thema|doel)\b",
        r"\bno (role|part)\b",
        r"\bnot (a |the |our )?(part of|topic|subject|theme|aim|goal|purpose|focus|component|concern|partner)\b",
        r"\bniets mee$",
        r"\bniet (mee )?(bezig|om)$",
        r"\b(is|zijn) er( [a-z]+)? niet\b",
        r"\bniet (aan te pas\b|aan bod\b|voor$)",
        r"\bniets (mee )?(te maken|van doen)( met (dit|deze|ons|onze)\b|$)",
        r"\bniets van doen\b",
        r"\b(wordt|worden|werd) .*\bniet (aan |mee )?(gewerkt|gedaan|gebruikt|toegepast|gebouwd|geleverd|gemaakt)$",
        r"\bnot (developed|built|made|supplied|studied|produced|sold|tested|considered)$",
        r"\bnothing to do with (this|it|that|our|us)\b",
        rf"\bniet (voorzien|beoogd|gebruikt|toegepast|betrokken|bedoeld|gepland|relevant|van toepassing){_HERE}",
        rf"\bnot (used|applied|involved|intended|foreseen|planned|envisaged|relevant|applicable|present){_HERE}",
        rf"\b(gebruiken|doen|maken|hebben|kennen|bouwen|ontwikkelen|leveren|onderzoeken|werken) {_BY_US}",
    )
)
_EXCLUDING = "uitsluiten|uitgesloten|exclude|excluded|excluding|rule|ruled|uit"
OPEN_AFTERWARDS = rf"\b(niet|not|nooit|never|cannot|cant)( [a-z]+)? ({_EXCLUDING})\b"
# Words that matter before a mention; all other words are skipped.
TELLING = (
    DENIALS
    | CLAUSES
    | MARKS
    | ALTERNATIVES
    | INDEFINITE
    | frozenset(phrase[-1] for phrase in INSTEAD)
    | frozenset(phrase[0] for phrase in RULING_OUT)
)
# A text without one of these words denies nothing; the longest word of a phrase represents it.
DENYING = (WITHOUT | DETERMINERS | DENIALS | NO | ANSWERS | AFTER | word_set("uit")).union(
    max(phrase, key=len) for phrase in RULING_OUT | INSTEAD
)
