"""Closed word classes that names, mentions and pronouns are read by."""

from __future__ import annotations

# Never part of a name, whatever their case.
FUNCTION_WORDS = frozenset(
    """
    the a an this that these those he she it they we you i his her hers its their our my your me him them us who
    whom whose which what why how when where whether while in on at by for from with without within to of off as and
    but or nor so yet if although though because since until unless after before during despite however meanwhile
    moreover furthermore also there here then now today yesterday tomorrow tonight not no yes both either neither
    each every some any many much most more several few all one two three four five six seven eight nine ten eleven
    twelve dozens hundreds thousands another other others such same still even just only again once twice according
    asked speaking responding citing following including given instead later earlier last next first second third
    finally above below under over across among amid against between through throughout towards toward upon about
    around like unlike per via is are was were be been being has have had having do does did can could will would
    shall should may might must let please thank thanks dear hello well oh ok perhaps maybe nevertheless nonetheless
    otherwise therefore thus hence indeed besides rather quite very too never always often sometimes soon recently
    previously currently originally nearly almost another rest everyone everybody someone somebody anyone anybody
    nobody nothing everything something asked told said say says replied adding added noting warning speaking
    answering writing q a
    """.split()
)
# First names that are common words too.
ALSO_NAMES = frozenset({"will"})
# May begin a sentence with a capital and is no name there; "Irving Police Department" has one inside.
STARTERS = FUNCTION_WORDS | frozenset(
    """
    people men women children residents officials critics experts reports figures sources aides results supporters
    opponents researchers scientists authors analysts voters workers police protesters campaigners observers
    witnesses lawmakers politicians ministers senators journalists reporters students teachers doctors soldiers
    troops allies advisers advisors donors strategists economists donors lobbyists prosecutors investigators diplomats
    economists delegates millennials
    """.split()
)
CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov
    dec christmas easter ramadan
    """.split()
)
# Joins two capitals of a personal name: "Ole van der Berg".
PARTICLES = frozenset(
    "de del della den der des di do dos du da la le van von zu bin ibn bint al el ter ten af av".split()
)
# Joins two capitals of the name of a body, behind a head noun: "Ministry of Foreign Affairs".
JOINERS = frozenset("of for on".split())
PREPOSITIONS = frozenset(
    """
    of in at for from who whom whose which that with on to under by about during after before against including
    representing near inside outside among across throughout behind within around between
    """.split()
)
DETERMINERS = frozenset(
    """
    the a an his her their its our my your this that these those both one some many several other another any each no
    """.split()
)
LOCATIVES = frozenset("in near across outside around off inside throughout".split())
THIRD_PERSON = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "hers": "f", "himself": "m", "herself": "f"}
# Nouns of bodies that speak: "the ministry said".
BODIES = {
    "government": """government regime administration junta authorities ministry department council court tribunal
        parliament cabinet commission police army navy military embassy state city town county province region
        municipality treasury agency bureau office coastguard palace embassy navy regulator inspectorate
        prosecution""",
    "media": """newspaper paper magazine broadcaster outlet network website site station channel daily weekly tabloid
        newswire programme""",
    "group": "group party union association campaign committee movement alliance coalition militia",
    "organisation": """company firm bank university college school institute foundation charity church hospital club
        team organisation organization think-tank institution federation society board trust corporation operator
        manufacturer supplier airline cooperative watchdog body fund league museum chain authority
        retailer brewery""",
}
BODY_KIND = {noun: kind for kind, nouns in BODIES.items() for noun in nouns.split()}
GOVERNMENT_HEADS = frozenset("government regime administration authorities junta".split())
# What any body of a kind may be called: "the company" needs no name with the word in it.
HYPERNYMS = frozenset(
    """
    company firm agency newspaper paper magazine broadcaster network outlet station site website group organisation
    organization charity airline manufacturer retailer operator bank daily weekly tabloid programme movement media
    """.split()
)
# Bodies that somebody has: "Prell's office", "her campaign".
OWNED = frozenset("office campaign team camp staff".split())
# What a body publishes: "the Home Office letter said".
DOCUMENTS = frozenset(
    """
    report reports study studies poll polls survey surveys analysis results figures data letter statement website
    document documents email emails article articles paper book records filing filings memo bulletin communique
    communiqué release review audit notice account dispatch commentary editorial post tweet blog announcement brochure
    op-ed column essay memoir lawsuit suit complaint
    inquiry investigation transcript census page accounts log ledger minutes register bulletin papers
    """.split()
)
# People without a name.
GROUPS = frozenset(
    """
    officials researchers scientists authors critics aides experts republicans democrats supporters voters lawyers
    people sources analysts opponents police soldiers residents students associations members leaders lawmakers advisers
    activists reporters observers witnesses workers fishermen farmers families neighbours neighbors protesters
    campaigners diplomats economists polls surveys investors doctors teachers historians politicians ministers
    senators troops
    operations agencies services media others everyone many some most two three several both they
    states nations countries millennials
    muslims christians jews catholics protestants conservatives liberals socialists communists
    """.split()
)
# Bodies of which a country or a town has one: "the coastguard said" needs no name.
INSTITUTIONS = frozenset(
    """
    police coastguard navy army military league palace parliament cabinet court council treasury church prosecution
    embassy museum
    """.split()
)
# Say nothing about which body is meant: "the news agency", "the same ministry".
PLAIN_MODIFIERS = frozenset("news state state-run official national wire same latter local".split())
# Nouns of people that are no titles; more are known by their endings (see ``PERSON_ENDINGS``).
PEOPLE = frozenset(
    """
    man woman boy girl child mother father parent grandmother grandfather aunt uncle cousin friend neighbour neighbor
    cook guest person somebody someone anybody anyone nobody source aide critic expert official witness deckhand captive
    captured prisoner soldier sailor guard victim survivor relative passenger citizen patient voter boss colleague
    democrat republican insider shopkeeper docker hireling commuter observer
    """.split()
)
PERSON_ENDINGS = ("er", "or", "ist", "ian", "ant", "man", "woman", "hand", "keeper", "monger", "mate", "ling", "wright")
# Nouns of people whose gender the word itself gives; those of titles stand in titles.csv.
GENDERED = {
    "man": "m", "boy": "m", "father": "m", "grandfather": "m", "uncle": "m", "gentleman": "m", "guy": "m",
    "woman": "f", "girl": "f", "mother": "f", "grandmother": "f", "aunt": "f", "lady": "f",
}  # fmt: skip
# What news calls people whom it has named before: "the billionaire said".
EPITHETS = frozenset(
    """
    candidate nominee businessman businesswoman billionaire mogul tycoon frontrunner front-runner republican democrat
    actor actress singer author comedian lawmaker politician professor journalist columnist investor activist rapper
    filmmaker leader candidate star contender hopeful physician writer musician
    """.split()
)
POLITICIANS = frozenset(
    """
    candidate nominee frontrunner front-runner republican democrat lawmaker politician contender hopeful senator
    governor president mayor congressman congresswoman representative minister premier chancellor leader speaker
    secretary mp sen gov rep billionaire businessman mogul tycoon
    """.split()
)
