"""The words of denying in Dutch and English, folded as the text is (apostrophes dropped)."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


WITHOUT = _words("zonder without")
NO = _words("geen nee neen nvt no none")
ANSWERS = _words("nee neen no")
NOT = _words("niet not nooit never")
DETERMINERS = WITHOUT | _words("geen no neither noch nor non none")
DENIALS = (
    DETERMINERS
    | NOT
    | _words(
        "niets nergens niemand nimmer allesbehalve nothing nobody cannot excludes excluding "
        "isnt arent wasnt werent dont doesnt didnt wont wouldnt cant couldnt hasnt havent hadnt"
    )
)
# "Not with a company" denies that there is one, "not yet signed with the company" doesn't.
INDEFINITE = _words("een enig enige a an any")
INSTEAD = frozenset(
    {
        ("in", "plaats", "van"),
        ("los", "van", "elke"),
        ("los", "van", "iedere"),
        ("vrij", "van"),
        ("instead", "of"),
        ("rather", "than"),
        ("free", "of"),
        ("free", "from"),
    }
)

CLAUSES = _words(
    "maar doch echter wel tenzij behalve dan want omdat doordat dat die waarbij waarvoor terwijl hoewel zodat en "
    "als indien hoe wat waarom wanneer wie "
    "but however yet unless except than because that which who while although whereas so and "
    "when where how what why"
)
THAT = _words("dat that")
INDICATIONS = _words(
    "aanwijzing aanwijzingen indicatie indicaties bewijs bewijzen signalen vermoeden "
    "indication indications evidence sign signs proof suspicion"
)
MARKS = frozenset(".,;:!?()")
ALTERNATIVES = _words("of or noch nor")
JOINING = ALTERNATIVES | _words(", en and")
# What begins something new: a pronoun or a verb, after an enumeration also an article.
MAIN = _words(
    "wij we ik zij ze it they he she i u you is are was zijn heeft hebben has have doen doet do does werken werkt work "
    "works gaat gaan maken maakt make makes bouwen bouwt build ontwikkelen ontwikkelt develop wil willen will kan "
    "kunnen can mag mogen may komt komen zoeken gebruiken gebruikt use"
)
RESUMING = MAIN | _words("wel juist alleen only just rather de het the this these deze dit ons onze our hun their")

# What follows a denial and leaves open what comes next.
LIMITERS = _words(
    "alleen enkel slechts uitsluitend louter zozeer noodzakelijk per zeker duidelijk bekend helder of "
    "only just merely solely exclusively necessarily simply whether if sure clear certain known yet"
)
UNSURE = _words("zeker duidelijk bekend helder sure clear certain known only solely exclusively uitsluitend alleen")
_EXCLUDING = "uitsluiten uitgesloten exclude excluded excluding rule ruled"
OPEN = _words(
    f"{_EXCLUDING} whether if beperkt limited restricted confined voorkomen beoordelen inschatten bepalen garanderen "
    "kennen controleren prevent judge assess determine know guarantee verify check"
)
# Who has no experience with a thing, or no permission of somebody, has the thing and the somebody.
ABSENT = _words(
    "ervaring beleid kennis zicht bezwaar bezwaren duidelijkheid zekerheid informatie antwoord twijfel idee overzicht "
    "richtlijn richtlijnen expertise afspraken toestemming medeweten overleg akkoord instemming haast reactie contract "
    "experience policy knowledge doubt objection objections idea information clarity certainty guidance guidelines "
    "permission consent approval answer reply"
)
UNDECIDED = _words("nog weten weet wisten")
EITHER_WAY = frozenset({("al", "dan"), ("wel", "of"), ("met", "of"), ("with", "or"), ("wel", "dan")})
WHETHER = _words("whether if")
SUBJECTS = _words("er het de dit deze die wij we onze ons hun zij ze")
DOUBTS = DENIALS | _words("onzeker onduidelijk betwijfelen twijfelen unsure uncertain unclear doubt")
ASKING = _words(
    "is zijn geldt gelden heeft hebben bestaat bestaan valt vallen gaat betreft "
    "are does do has have isnt arent doesnt dont"
)

SHUTTING = _words("sluit sluiten")
OUT = tuple(
    f"{words}uit " for words in ("", "toepassing ", "toepassingen ", "gebruik ", "doelen ", "doeleinden ", "inzet ")
)

_BY_US = r"(wij|we|ik|zij|ze)( er| hier| ook| zelf)* niet$"
_HERE = r"($| (in|bij|binnen|hier|here|within|at|by) )"
AFTERWARDS = "|".join(
    (
        r"\buitgesloten\b",
        r"\b(excluded|ruled out|out of scope|out of the question)\b",
        r"\bniet aan de orde\b",
        r"\bgeen sprake$",
        r"\bgeen (rol|deel|onderdeel)\b",
        r"\bno (role|part)\b",
        r"\b(is|zijn) er niet\b",
        r"\bniet (aan te pas\b|aan bod\b|voor$)",
        r"\bniets (mee )?(te maken|van doen)( met (dit|deze|ons|onze)\b|$)",
        r"\bnothing to do with (this|it|that|our|us)\b",
        rf"\bniet (voorzien|beoogd|gebruikt|toegepast|betrokken|bedoeld|gepland|relevant|van toepassing){_HERE}",
        rf"\bnot (used|applied|involved|intended|foreseen|planned|envisaged|relevant|applicable|present){_HERE}",
        rf"\b(gebruiken|doen|maken|hebben|kennen|bouwen|ontwikkelen|leveren|onderzoeken) {_BY_US}",
    )
)
OPEN_AFTERWARDS = rf"\b(niet|not) ({_EXCLUDING.replace(' ', '|')}|uit)\b"
