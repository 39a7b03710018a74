"""What a page says of itself: JSON-LD first, then OpenGraph and meta elements, then <html lang> and <title>."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.intake.draft import Problem

_ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle BlogPosting LiveBlogPosting Report AdvertiserContentArticle".split()
)
_META = {  # our field -> names of meta elements, best first
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "title": ("og:title", "dc.title", "twitter:title"),
    "authors": ("author", "article:author", "dc.creator", "parsely-author"),
    "published_at": (
        "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "parsely-pub-date", "pubdate",
    ),
    "modified_at": (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
        "last-modified",
    ),
    "section": ("article:section", "og:article:section", "articlesection", "parsely-section", "section"),
    "free_to_read": ("isaccessibleforfree",),
    "language": ("dc.language", "og:locale", "language"),
    "licence": ("dc.rights.license", "dcterms.license", "license"),
    "url": ("og:url",),
}  # fmt: skip
_DEEPEST = 20  # levels of JSON-LD that are looked into
_WRAPPED = re.compile(r"\A\s*+(?://\s*+)?+(?:<!--|<!\[CDATA\[)|(?:-->|\]\]>)\s*+;?+\s*+\Z")
_COMMENTED = re.compile(r"//\s*+\Z")  # "//]]>" at the end
_SAVED = re.compile(r"\s*saved from url=\(\d+\)(https?://\S+)\s*", re.IGNORECASE)  # what browsers put into saved pages


@dataclass(slots=True)
class Head:
    """The facts of one page as its tags give them."""

    title: str = ""
    language: str = ""
    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    linked_data: list[str] = field(default_factory=list)
    saved_from: str = ""

    def tag(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "html":
            self.language = self.language or given.get("lang", "")
        elif tag == "meta":
            name = given.get("property") or given.get("name") or given.get("itemprop") or ""
            if content := given.get("content", "").strip():
                self.meta.setdefault(name.strip().casefold(), []).append(content)
        elif tag == "time" and given.get("itemprop") and given.get("datetime", "").strip():
            self.meta.setdefault(given["itemprop"].strip().casefold(), []).append(given["datetime"].strip())
        elif tag in ("link", "a"):
            for relation in given.get("rel", "").casefold().split():
                if relation == "license" or (relation == "canonical" and tag == "link"):
                    self.links.setdefault(relation, given.get("href", ""))

    def comment(self, text: str) -> None:
        if found := _SAVED.fullmatch(text):
            self.saved_from = self.saved_from or found[1]


def metadata(head: Head) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Metadata by our names, and a problem for each JSON-LD block that is not valid JSON.

    A page that lists other articles has their JSON-LD too: its own is the one with its own address, else the first.
    """
    documents, problems = _parsed(head.linked_data)
    nodes = [node for document in documents for node in _nodes(document)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    found = dict(_meta(head))
    told = [_said(node, by_id) for node in nodes if _types(node) & _ARTICLES]
    said = next((one for one in told if one["url"] and one["url"] == found.get("url")), told[0] if told else {})
    found |= {name: value for name, value in said.items() if value not in (None, "", [], {})}
    return found, problems


def _meta(head: Head) -> Iterator[tuple[str, Any]]:
    yield "url", head.saved_from
    yield "title", head.title.strip()
    yield "language", head.language.strip()
    for name, keys in _META.items():
        values = next((head.meta[key] for key in keys if key in head.meta), [])
        if name == "authors":  # article:author is often the address of a profile
            values = [value for value in values if "://" not in value]
            yield name, list(values)
        elif values:
            yield name, values[0].rpartition("/")[2] if name == "free_to_read" else values[0]
    if head.links.get("license"):
        yield "licence", head.links["license"]
    if "://" in head.links.get("canonical", ""):
        yield "url", head.links["canonical"]


def _parsed(blocks: list[str]) -> tuple[list[Any], tuple[Problem, ...]]:
    documents, problems = [], []
    for block in blocks:
        try:
            plain = _COMMENTED.sub("", _WRAPPED.sub("", block))
            documents.append(json.loads(plain, strict=False))  # pages break lines inside strings
        except (ValueError, RecursionError) as error:
            problems.append(Problem("bad_metadata", f"A JSON-LD block of the page is not valid JSON ({error})."))
    return documents, tuple(problems)


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD document, outer ones first: pages put the article in a list, a graph or an entity."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _types(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type", ())
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)}


def _said(article: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    authors = article.get("author") or article.get("creator") or []
    authors = authors if isinstance(authors, list) else [authors]
    address = article.get("url") or _name(article.get("mainEntityOfPage"), by_id, "@id", "url")
    free = article.get("isAccessibleForFree")
    found = {
        "outlet": _name(article.get("publisher"), by_id, "name"),
        "title": article.get("headline") or article.get("name"),
        "authors": [name for one in authors if (name := _name(one, by_id, "name"))],
        "published_at": article.get("datePublished"),
        "modified_at": article.get("dateModified"),
        "section": article.get("articleSection"),
        "free_to_read": free.rpartition("/")[2] if isinstance(free, str) else free,  # "https://schema.org/False"
        "url": address,
        "language": _name(article.get("inLanguage"), by_id, "alternateName", "name"),
        "licence": _name(article.get("license"), by_id, "url", "@id", "name"),
    }
    return {name: html.unescape(value) if isinstance(value, str) else value for name, value in found.items()}


def _name(value: Any, by_id: Mapping[str, Mapping[str, Any]], *keys: str) -> Any:
    """A text, or the text under one of ``keys`` of an object, of the first of a list, or of the object referred to."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return value
    whole = {**by_id.get(str(value.get("@id")), {}), **value}
    return next((whole[key] for key in keys if whole.get(key)), None)
