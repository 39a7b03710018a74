"""The nouns of the project, frozen and slotted: what the stages hand to one another.

Every offset counts Python ``str`` code points into ``Article.text``, half-open: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

QuoteType = Literal["direct", "indirect", "mixed"]
Polarity = Literal["asserts", "denies"]
Kind = Literal["person", "organisation", "government", "media", "group", "unknown"]
TargetKind = Literal[
    "person", "organisation", "government", "media", "group", "country", "place", "policy", "event", "unknown"
]
Reference = Literal["explicit", "anaphoric", "implicit", "none"]
Sourcing = Literal["named", "anonymous", "unattributed"]
StanceValue = Literal["favor", "neutral", "against"]
Basis = Literal["explicit", "implied"]
FramingValue = Literal["endorse", "neutral", "distance"]
DeviceName = Literal[
    "doubt_cue",
    "affirming_cue",
    "evaluative_adverb",
    "so_called",
    "scare_quotes",
    "contradiction",
    "corroboration",
    "hedge",
    "loaded_description",
]
VerifiabilityValue = Literal["verifiable", "partially_verifiable", "unverifiable"]
ClaimType = Literal[
    "quantity",
    "law_rule",
    "causal",
    "event",
    "prediction_promise",
    "personal_experience",
    "opinion_value",
    "rhetoric_other",
]
Origin = Literal["rule", "model", "human"]
Value = TypeVar("Value", bound=str)
SyndicationKind = Literal["dateline", "credit", "byline", "republished", "canonical"]
Stage = Literal["intake", "attribution", "speakers", "label", "review", "build"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article, ``text[start:end]``; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from: enough to find it again among the files as received."""

    path: str  # POSIX, relative to the folder that was read
    row: int | None  # 1-based line (JSONL), record (CSV, Parquet, WARC) or document; None: the file is one article
    format: str  # text, markdown, html, jsonl, csv, parquet, warc, nexis, factiva
    sha256: str  # of the file's bytes


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of the text that is not the article's: byline, caption, share bar."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Syndication:
    """A place at which the article says that it is, wholly or in part, somebody else's: "LONDON (Reuters) - "."""

    kind: SyndicationKind
    name: str  # the agency by its usual name, else as printed; of ``canonical`` the domain
    span: Span | None  # None for what the page's head says


@dataclass(frozen=True, slots=True)
class Article:
    """One article as received. ``text`` is never changed; everything else points into it."""

    article_id: str
    text: str
    source: Source
    outlet: str | None = None
    outlet_domain: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None  # aware, UTC
    published_at_precision: Literal["day", "time"] | None = None
    published_at_zone: str | None = None  # the offset it was given with, "+01:00"
    modified_at: datetime | None = None  # aware, UTC
    url: str | None = None
    language: str | None = None  # BCP 47 primary subtag, lower case
    licence: str | None = None
    text_redistributable: bool = False
    text_start: int = 0  # code points of the file before ``text`` (front matter); 0 for records and HTML
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[str, ...] = ()
    section: str | None = None
    free_to_read: bool | None = None
    outlet_country: str | None = None  # ISO 3166-1 alpha-2
    outlet_ownership: str | None = None
    syndication: tuple[Syndication, ...] = ()
    extractor: str | None = None  # what made the text out of a page, with its version


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was looked at and left out, and why. Drops are data: they are shipped and counted."""

    stage: Stage
    reason: str
    detail: str  # one sentence for a person
    path: str
    row: int | None = None
    article_id: str | None = None
    span: Span | None = None
    text: str | None = None  # the text of ``span``


@dataclass(frozen=True, slots=True)
class Attribution:
    """source - cue - content: someone is said to have said, written or thought something.

    Spans follow PolNeAR: quotation marks and an opening "that" or "to" stand inside the content, titles and
    appositions inside the source, the whole verbal group or preposition is the cue. All tuples are ordered.
    """

    content: tuple[Span, ...]
    quote_type: QuoteType
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    cue_lemma: str | None = None
    polarity: Polarity = "asserts"
    speech: bool = True  # False: thought, belief, plan
    via: tuple[Span, ...] = ()  # the medium named as carrying it: "KCNA quoted Kim as saying"
    nested: tuple[Span, ...] = ()  # quotations inside this one
    inherited: bool = False  # floating quote: ``source`` is that of the attribution before
    flags: tuple[str, ...] = ()
    score: float = 1.0
    method: str = ""  # the rule or model that found it
    by: Origin = "rule"


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something the article names, with every mention that was tied to it."""

    name: str  # canonical, as complete as the article or the registry has it
    kind: TargetKind
    mentions: tuple[Span, ...]
    local: bool = False  # only part of the name is known: never merged with another article's
    role: str | None = None  # title or apposition as printed: "Kremlin spokesman"
    qid: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is behind a source mention. ``name`` is None when it is not known, and then ``score`` says nothing."""

    name: str | None = None
    kind: Kind = "unknown"
    role: str | None = None
    reference: Reference = "none"
    sourcing: Sourcing = "unattributed"
    via: str | None = None
    local: bool = False
    qid: str | None = None
    score: float = 0.0
    method: str = ""  # full, partial, acronym, title, pronoun, capital ...
    reason: str = ""
    by: Origin = "rule"


@dataclass(frozen=True, slots=True)
class Device:
    """A device by which the outlet vouches for a statement or holds it off."""

    device: DeviceName
    span: Span


@dataclass(frozen=True, slots=True)
class Label(Generic[Value]):
    """A value with its score (0..1), who made it, and why."""

    value: Value
    score: float
    reason: str
    by: Origin = "rule"
    version: str = ""
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """The speaker's attitude to one target; ``score`` runs from -1 (against) to 1 (favor)."""

    target: str  # as printed
    span: Span
    canonical: str | None
    kind: TargetKind
    stance: StanceValue
    score: float
    basis: Basis
    evidence: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """Everything that is judged about one attribution."""

    stances: tuple[Stance, ...]
    stance: Label[StanceValue] | None  # the strongest entry; None when no target is named
    stance_target: str | None
    framing: Label[FramingValue]
    framing_devices: tuple[Device, ...]
    verifiability: Label[VerifiabilityValue]
    claim_type: ClaimType
    claim_spans: tuple[Span, ...]
    check_worthiness: float


@dataclass(frozen=True, slots=True)
class Quote:
    """One row of the dataset before it is a row: attribution, speaker and labels of one article."""

    article_id: str
    text: str  # verbatim: the content spans of the article, joined
    attribution: Attribution
    speaker: Speaker
    labels: Labels
    reviewed: tuple[str, ...] = ()  # the fields that people decided


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gave."""

    quotes: tuple[Quote, ...] = ()
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A file beside the articles that says something about them: decisions of reviewers, takedowns."""

    path: str  # POSIX, relative to the folder of the articles
    sha256: str
    entries: int
