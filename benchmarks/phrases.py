"""The words from which ``benchmarks.articles`` makes its news: invented names, and parts of clauses.

The lists are wide enough that two articles share a run of six words by chance only seldom, as real ones do.
"""

from __future__ import annotations

PLACES = (
    "Port Linnet", "Saltmarsh Ferry", "Upper Tolmast", "Rasmouth", "Highmoor", "Gull Haven", "Orrin Bridge",
    "Marrow Sound", "Kelpstead", "Wether Hill", "Ansty Lock", "Brackwater", "Coldharbour Quay", "Eastlight",
)  # fmt: skip
FIRST_NAMES = (
    "Ida", "Jon", "Pia", "Tobias", "Marta", "Oren", "Lucie", "Samir", "Greta", "Emeka", "Hanna", "Viktor", "Ruth",
    "Dario", "Nell", "Anselm", "Yusra", "Colm", "Beatrix", "Piotr",
)  # fmt: skip
SURNAME_STARTS = (
    "Ab", "Bran", "Cast", "Dun", "Elm", "Fer", "Gar", "Hol", "Isk", "Jar", "Kes", "Lind", "Mor", "Nor", "Ok", "Pell",
    "Quin", "Ras", "Strand", "Tell", "Und", "Var", "Whit", "Yar", "Zell",
)  # fmt: skip
SURNAME_MIDDLES = ("", "a", "e", "en", "er", "i", "in", "o", "or", "u")
SURNAME_ENDS = (
    "bara", "bury", "dell", "doro", "gate", "grave", "hart", "ker", "land", "low", "man", "mere", "mond", "nock",
    "quist", "rant", "sby", "shaw", "stead", "ston", "ter", "vik", "wick", "wood",
)  # fmt: skip
OFFICES = (
    "Harbour Minister", "Mayor", "Union leader", "Councillor", "Police spokesman", "Energy Secretary", "Commissioner",
    "Opposition leader", "Head teacher", "Farmers' spokeswoman", "Judge", "Researcher", "Chief engineer", "Senator",
    "Hospital director", "Fisheries Commissioner", "Party chairman", "Deputy Governor", "Campaigner", "Ambassador",
)  # fmt: skip
OUTLETS = (
    ("Marrow Coast Courier", "marrowcoast.example"), ("Tolmast Observer", "tolmastobserver.example"),
    ("Highmoor Standard", "highmoorstandard.example"), ("Daily Gull", "dailygull.example"),
    ("Orrin Gazette", "orringazette.example"), ("Coastline Press", "coastlinepress.example"),
)  # fmt: skip
BODIES = (
    "the Harbour Board", "the Ministry of Works", "the Coast Guard", "the Statistics Office", "the Farmers' Union",
    "the Court of Accounts", "the Red Lantern party", "the Kelp Forest Trust", "the Chamber of Trade",
    "the Electoral Commission", "the Health Inspectorate", "the Ferry Company", "the Railway Authority",
)  # fmt: skip
ADJECTIVES = (
    "new", "old", "coastal", "costly", "secret", "planned", "promised", "broken", "public", "private", "foreign",
    "local", "temporary", "disputed", "so-called", "northern", "southern", "abandoned", "emergency", "annual",
    "underground", "regional", "voluntary", "failed", "famous", "draft", "joint", "armed", "illegal", "generous",
    "unpaid", "historic", "second", "last", "wooden", "electric", "amended", "unpopular", "independent", "forgotten",
)  # fmt: skip
NOUNS = (
    "levy", "railway", "hospital", "quota", "wind farm", "budget", "flood wall", "housing plan", "tariff", "contract",
    "pension", "water main", "border crossing", "night bus", "ruling", "refinery", "strike", "census", "ceasefire",
    "rent cap", "bridge", "school", "harbour", "inquiry", "treaty", "subsidy", "pipeline", "market", "airfield",
    "archive", "prison", "lighthouse", "ferry", "tunnel", "vaccine", "referendum", "orchard", "dam", "festival",
    "tax office", "coalition", "shipyard", "museum", "petition", "patrol", "power station", "council house", "mine",
)  # fmt: skip
ACTIONS = (  # what one thing has done, is doing or will do to another
    "has ruined", "will pay for", "has never helped", "is going to replace", "has delayed", "must not touch",
    "could double the price of", "has nothing to do with", "will outlive", "has saved", "is choking",
    "was meant to protect", "has swallowed the money for", "should come before", "has made a mockery of",
    "will reopen", "has cost us", "is built on the ruins of", "has frightened everyone away from", "belongs to",
    "was sold together with", "depends on", "has cut in half", "will be finished before", "has changed the rules of",
    "is a threat to", "was signed without", "has brought back", "cannot survive without", "has been bigger than",
)  # fmt: skip
CLOSINGS = (  # where, when or how
    "since the spring", "by the end of the year", "in a single night", "for three winters", "without a hearing",
    "in front of the whole town", "with {figure} votes to {other}", "for {figure} families", "after {figure} weeks",
    "at {figure} times the price", "under the eyes of {body}", "against the advice of {body}", "with help from {body}",
    "in {place}", "all along the road to {place}", "from {place} to the border", "on the quay of {place}",
    "and nobody in {place} was asked", "before the tide turns", "as long as {body} looks away",
    "within {figure} months of the election", "by {figure} per cent", "whatever {body} may have signed",
)  # fmt: skip
CUES = (
    "said", "told reporters", "warned", "argued", "claimed", "insisted", "announced", "added", "admitted", "explained",
    "complained", "conceded", "declared", "predicted",
)  # fmt: skip
BELIEFS = (
    "believes",
    "said",
    "hopes",
    "thinks",
    "fears",
    "noted",
    "wrote in a letter",
    "told the council",
    "suggested",
)
TIMES = (
    "on Monday", "on Tuesday evening", "late on Wednesday", "on Thursday", "at a meeting on Friday", "at the weekend",
    "last week", "after the vote", "before the hearing", "in a radio interview", "in a statement", "two days later",
    "on the quay", "in parliament",
)  # fmt: skip
REASONS = (
    "whatever the ministry may say", "and that is not a small matter", "because the money was spent elsewhere",
    "as everyone on the coast knows", "which no court has ever looked into", "at least for the time being",
    "even if it takes ten years", "with no help from the capital", "for the sake of those who stay",
    "without so much as a phone call", "unless the council changes its mind", "to the last boat",
)  # fmt: skip
VERDICTS = (
    "We will not accept it.", "That is a scandal.", "I am proud of what we have done.", "It is as simple as that.",
    "They should be ashamed of themselves.", "We owe them an answer.", "Nobody believes that any more.",
    "The tide has turned.", "You can count the ships yourself.", "I have nothing to hide.",
)  # fmt: skip
ACTS = (
    "go to court", "march to the harbour", "wait for the second report", "refuse to pay", "vote again in the autumn",
    "close their shops for a day", "ask for a new survey", "send back the keys", "sign the petition",
)  # fmt: skip
DETAILS = (
    "Rain fell on {place} for {figure} hours, and the square outside the town hall stayed empty.",
    "About {figure} people had come to {place} by bus, some of them with flags, most of them with umbrellas.",
    "The hall in {place} was built for {figure} guests, and {name} had to stand by the door.",
    "It was meeting number {figure} of its kind in {place}; {name} has been to every one of them.",
    "The road to {place} is closed at night, and the last train leaves {figure} minutes past nine.",
    "In {place} the shutters were down, a dog slept under the clock, and {name} was late by {figure} minutes.",
    "A survey of {figure} households around {place} is due to be repeated in the summer.",
    "{name} grew up {figure} miles from {place}, in a house that the sea has taken since.",
)  # fmt: skip
