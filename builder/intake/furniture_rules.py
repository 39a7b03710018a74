"""The rules of page furniture as data: a reason, where on the page it stands, a pattern for the whole paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_NAME = r"(?:[A-Z]\w*[.'’\-]?)+(?:\s+(?:(?:[A-Z]\w*[.'’\-]?)+|de|da|del|della|di|du|la|le|van|von|der|den|bin|ibn|al|el|y))*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"(?:(?:\w+day,?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
)
_CLOCK = r"(?:[\s,|·•–—-]*(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?"
_SITE = r"(?:Facebook|Twitter|X|Instagram|WhatsApp|Telegram|LinkedIn|Pinterest|Reddit|Threads|Bluesky|Mastodon|YouTube|TikTok|Email|E-mail|Messenger|Flipboard|Truth Social|Gab|Parler|Tumblr|SMS|Print|Copy link)"
_SITES = rf"{_SITE}(?:(?:\s*[,|/·•]\s*|\s+and\s+|,\s+and\s+|\s+or\s+|\s+){_SITE})*"
_PAGE = r"(?:article|story|post|page|report|column|video)"


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` must match the whole paragraph. ``example`` is one line that it is for."""

    reason: str
    example: str
    pattern: re.Pattern[str]
    place: Literal["start", "end", "edge", "any"] = "any"  # start: before the first paragraph of prose; end: after the last
    words: int = 12  # a longer paragraph is not looked at
    quoted: bool = False  # whether it may hold quotation marks


def _rule(
    reason: str, example: str, pattern: str, place: Literal["start", "end", "edge", "any"] = "any", *,
    words: int = 12, quoted: bool = False, case: bool = False,
) -> Rule:  # fmt: skip
    return Rule(reason, example, re.compile(pattern, 0 if case else re.IGNORECASE), place, words, quoted)


RULES: tuple[Rule, ...] = (
    # Who wrote it, and when.
    _rule("byline", "By Ida Prell and Jon Moe, Political Correspondents",
          rf"(?:By|BY|Words by|Written by|Report by|From)\s+{_NAME}(?:(?:\s*[,|·•–—]\s*|\s+(?:and|&|in|of|for|AND|IN)\s+|,\s+and\s+)(?:the\s+)?{_NAME})*"
          rf"(?:[\s,|·•–—-]+(?:{_DATE}{_CLOCK}|@\w+))*", "start", words=20, case=True),
    _rule("byline", "Published: 3 March 2026, 07:30 GMT",
          rf"(?:(?:First\s+)?(?:published|posted|updated|last (?:updated|modified)|modified|date)(?:\s+on)?\s*:?\s*)?{_DATE}{_CLOCK}"
          rf"(?:[\s|,;·•–—-]+(?:updated|last (?:updated|modified)|modified)(?:\s+on)?\s*:?\s*{_DATE}{_CLOCK})?", "edge", words=20),
    _rule("byline", "Updated 2 hours ago",
          r"(?:(?:published|posted|updated|last updated)\s*:?\s*)?\d+\s+(?:minutes?|mins?|hours?|hrs?|days?)\s+ago", "edge"),
    _rule("byline", "(Reporting by Ida Prell; editing by Jon Moe)",
          r"\(?(?:Additional\s+)?(?:reporting|writing|editing|compiled|edited|written|translated)\s+by\s+[^.!?]+[.)]*", "end", words=40),
    # Pictures.
    _rule("caption", "Photo: Fishing boats in Marrow harbour on Monday.",
          r"(?:file\s+)?(?:photo|photograph|picture|image|pictured|caption|photo caption|above|video|graphic|map|infographic)\s*:\s+\S.*", words=50),
    _rule("caption", "Fishing boats in Marrow harbour on Monday. (Photo: Jon Moe/Marrow Press)",
          r".+[\s.][(\[]\s*(?:(?:file\s+)?(?:photo|photograph|picture|image|credit)\b[^()]*|[^()]{2,40}\s*/\s*[^()]{2,40}|[^()]*\bvia\s+(?:AP|AFP|Reuters|Getty)[^()]*)[)\]]\.?", words=50),
    _rule("caption", "Fishing boats in Marrow harbour on Monday. Photograph: Jon Moe/Marrow Press",
          r".+\.\s+(?:photo|photograph|picture|image)(?:\s+credit)?\s*:\s*[^.]{2,60}\.?", words=50),
    _rule("credit", "Image credit: Jon Moe",
          r"(?:(?:photo|photograph|picture|image|video)\s+)?(?:credits?|courtesy(?: of)?|photos? by|photographs? by|pictures? by|image by)\s*:?\s+.+", "any"),
    _rule("credit", "Getty Images", r"(?:\S+\s*/\s*)?(?:Getty Images|AP Photo|Shutterstock|AFP|iStock|Alamy)(?:\s*/\s*.+)?(?: via .+)?", words=8),
    _rule("credit", "© 2026 Marrow Press. All rights reserved.", r"(?:©|\(c\)|copyright\b).{0,120}|all rights reserved\.?", words=25),
    _rule("credit", "Source: Marrow Press", r"(?:source|sources|via)\s*:\s+.+", "end", words=8),
    # Ways to other pages.
    _rule("read_more", "READ MORE: ‘We will not leave’, says mayor",
          r"(?:read (?:more|also|next|on)|also read|see also|see more|related(?: (?:article|story|stories|articles|content|news|topics))?|more(?: from| on| news)?|"
          r"don[’']t miss|recommended|watch(?: live| now| here)?|listen(?: live| now| here)?|in pictures|explained|explainer|in case you missed it|must read|up next)\s*[:|»>]\s*\S.*",
          words=30, quoted=True),
    _rule("read_more", "Read the full article here",
          rf"(?:click here to\s+)?(?:read|see|view|continue reading|keep reading)\s+(?:more|on|the (?:full|whole|rest of the|original|complete)(?:\s+of)?(?:\s+(?:the|this))?\s+{_PAGE}|"
          rf"full {_PAGE}|the original|next|the rest|below|full text|(?:this|our) {_PAGE})(?:\s+(?:here|at|on|from|about|in)\b.{{0,60}})?[.…»>!]*"),
    _rule("read_more", "Continue reading", r"(?:continue|keep) reading[.…»>]*|read (?:more|on|next)[.…»>]*|(?:click|tap) here(?: (?:for|to) .{1,60})?[.…»>!]*|show more|load more|see more"),
    _rule("read_more", "You may also like",
          r"(?:you (?:may|might) also (?:like|be interested in)|related (?:articles|stories|posts|content|news|topics|coverage|links|reading)|more (?:stories|news|articles|on this story|on this|from .{1,40})|"
          r"recommended(?: for you| stories| reading)?|most (?:read|popular|viewed|shared)|trending(?: now)?|top stories|latest (?:news|stories)|editors?[’']?s?[’']? (?:picks?|choice)|"
          r"further reading|up next|what to read next|in other news|don[’']t miss)[.:…]*"),
    # Passing it on.
    _rule("share_bar", "Follow Ida Prell on Facebook and Twitter.",
          rf"(?:you can\s+)?(?:follow|like|find|join)\b.{{0,60}}?\s+(?:on|via)\s+{_SITES}(?:[\s:,(]*@\w+[)]?)*(?:\s+(?:for|to|at)\b.{{0,60}})?[.!]*", words=25),
    _rule("share_bar", "Follow us: @marrowpress", r"(?:follow|find|like)(?: (?:us|me|him|her|them))?\s*(?:@\w+|:.{0,60})(?:\s+(?:on|at) .{0,40})?[.!]*"),
    _rule("share_bar", "Share this story",
          rf"(?:share|tweet|e-?mail|pin|save|print|copy)(?:\s+(?:this|the|it|link|via|on|with|{_PAGE}|{_SITE}|friends|\+|a|your|thoughts)\b)*[.:!…]*|\d+\s+shares?|shares?|share ?/ ?save", words=9),
    _rule("share_bar", "Facebook Twitter WhatsApp Email", rf"(?:share[.:]?\s+)?{_SITES}(?:\s+(?:share|comments?|save|more))*[.]?", words=14),
    # Readers' voices.
    _rule("comments", "Leave A Reply",
          r"(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|comments)(?: below| cancel reply)?[.…!]*|join the (?:conversation|discussion)[.…!]*|\d+ (?:comments?|replies|responses)(?: (?:on|to) .{1,80})?|"
          r"(?:comments|replies)\s*\(\d+\)|(?:view|show|read|see|load)(?: all)?(?: \d+)? comments(?: \(\d+\))?|be the first to comment[.!]*|comments are closed[.]?|what do you think\? .{0,40}comments?.{0,20}"),
    # The site.
    _rule("navigation", "Exit mobile version",
          r"exit mobile version|skip to (?:main )?(?:content|navigation)|back to (?:top|home.{0,20}|all .{1,20})|(?:main )?menu|search|home|close|open menu|loading\.*|go to (?:home|top).{0,20}|"
          r"(?:previous|next)(?: (?:article|story|post|page))?|page \d+(?: of \d+)?|\d+ ?(?:-| )?min(?:ute)?s? read|reading time:? .{1,20}|toggle .{1,20}|print(?:er)?[- ]friendly version"),
    _rule("navigation", "Home > News > Harbour", r"(?:home|news|front page)(?:\s*[>»›/|]\s*[^>»›/|]{1,40}){1,6}"),
    _rule("navigation", "Tags: harbour, council", r"(?:tags?|filed under|topics?|categor(?:y|ies)|posted in|keywords|sections?)\s*:\s*.+", "edge", words=30),
    _rule("navigation", "FOR IMMEDIATE RELEASE", r"(?:for )?immediate release[.:]*(?:\s+" + _DATE + r")?|[-–—#\s]*(?:ends?|30)[-–—#\s]*|end of (?:press )?release\.?|#{2,}", "edge"),
    _rule("navigation", "Media contact: Ida Prell, press@marrow.example", r"(?:media |press )?(?:contacts?|enquiries|inquiries)\b.{0,80}?(?:\S+@\S+|\+?\d[\d \-]{6,}).{0,80}", "edge", words=30),
    # The shop.
    _rule("subscription", "Sign up for our morning newsletter",
          r"(?:please )?(?:sign up|subscribe|register|get|receive|join|try)\b(?=.{0,160}\b(?:newsletters?|inbox|e-?mail|alerts?|briefing|updates|app|daily|podcast|subscri\w+|free trial)\b).{0,200}", words=30),
    _rule("subscription", "Already a subscriber? Log in",
          r"(?:subscribe|sign (?:up|in)|log ?in|register|donate|support us|become a (?:member|subscriber|supporter|patron))(?: (?:now|today|here|to continue(?: reading)?|for (?:free|full access)))?[.!]*|"
          r"(?:already|not yet) (?:a|have an?) (?:subscriber|member|account)\?.{0,60}|(?:create|get) (?:a |your )?(?:free )?(?:account|subscription).{0,40}|enter your e-?mail(?: address)?[.:]*|"
          r"this (?:article|content|story) is for (?:subscribers|members) only[.!]*|support (?:our|independent|quality) journalism[.!]*|download (?:our|the) .{0,30}\bapp\b.{0,60}|"
          r"(?:to continue|continue) reading,? (?:subscribe|sign in|log in|register).{0,60}", words=20),
    _rule("advertisement", "Advertisement - article continues below",
          r"(?:advertisements?|advert|ad|sponsored(?: (?:by .{1,40}|content|post))?|paid (?:content|post|for by .{1,40})|promoted(?: content)?|partner content)(?:[\s:.–—-]+(?:(?:article|story)\s+)?continues?.{0,40}|[\s:.–—-]+continue reading below|[.:]*)|"
          r"(?:article|story|content) continues (?:below|after)(?: (?:the |this )?(?:ad|advertisement|advert))?[.]?|scroll (?:down )?to continue.{0,40}"),
)  # fmt: skip
