"""The rules of page furniture as data: the reason, where on the page, and patterns for a whole short paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Place = Literal["start", "end", "edge", "any"]  # before the first paragraph of prose, after the last, both, anywhere

_PARTS = {  # what <NAME> and the like stand for in a pattern; a part may use those before it
    # Capitalised words and the small ones inside names ("Ida van der Prell").
    "NAME": r"(?-i:[A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|de|da|del|della|di|du|la|le|van|von|der|den|bin|al|el))*)",
    "MONTH": r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?",
    "DAY": r"\d{1,2}(?:st|nd|rd|th)?",
    "DATE": r"(?:(?:[a-z]+day,? )?(?:<DAY> <MONTH>,? \d{4}|<MONTH> <DAY>,? \d{4})"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4})",
    "MOMENT": r"<DATE>(?:[ ,|·•–—-]*(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[a-z]{2,4})?)?",
    "UPDATED": r"(?:first published|published|posted|updated|last updated|last modified|modified)(?: on)? ?:? ?",
    "SITE": r"(?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|pinterest|reddit|threads|bluesky|mastodon|"
    r"youtube|tiktok|e-?mail|messenger|flipboard|truth social|tumblr|sms|print|copy link)",
    "SITES": r"<SITE>(?:(?: ?[,|/·•] ?|,? and | or | )(?:share (?:on|via) )?<SITE>)*",
    "PAGE": r"(?:article|story|post|page|report|column|video)",
    "AGENCY": r"(?:getty images|getty|ap photo|shutterstock|afp|istock|alamy|reuters|epa|ap)",
    "WHERE": r"(?: (?:here|at|on|from|about|in)\b.{0,60})?[.…»>!]*",  # "... here", "... at courier.example"
    "WITH": r"(?: (?:on|via|with) (?:<SITES>|friends|a friend))?[.:!…]*",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern`` must match the whole paragraph, written as one line; ``example`` is a line the rule is for."""

    reason: str
    example: str
    pattern: re.Pattern[str]
    place: Place
    words: int  # a longer paragraph is not looked at
    quoted: bool  # whether it may hold quotation marks; else they keep the paragraph


def _rule(
    reason: str, example: str, alternatives: str, *, place: Place = "any", words: int = 12, quoted: bool = False
) -> Rule:
    """One alternative a line."""
    pattern = "|".join(line.strip() for line in alternatives.strip().splitlines())
    while "<" in pattern:
        pattern = re.sub(r"<([A-Z]+)>", lambda found: _PARTS[found[1]], pattern)
    return Rule(reason, example, re.compile(pattern, re.IGNORECASE), place, words, quoted)


RULES: tuple[Rule, ...] = (
    _rule(
        "byline",
        "By Ida Prell and Jon Moe, Political Correspondents | 3 March 2026",
        r"(?:(?:words |written )?by|from) <NAME>(?:(?: ?[,|·•–—] ?|,? and | & | in | of | for )(?:the )?<NAME>)*"
        r"(?:[ ,|·•–—-]+(?:(?:<UPDATED>)?<MOMENT>|@\w+))*",
        place="start",
        words=20,
    ),
    _rule(
        "byline",
        "Published: 3 March 2026, 07:30 GMT",
        r"""
        (?:<UPDATED>|date ?: ?)?<MOMENT>(?:[ ,|;·•–—-]+<UPDATED><MOMENT>)?
        (?:<UPDATED>)?\d+ (?:minutes?|mins?|hours?|hrs?|days?) ago
        """,
        place="edge",
        words=20,
    ),
    _rule(
        "byline",
        "(Reporting by Ida Prell; editing by Jon Moe)",
        r"""
        [(–—-]*(?:additional )?(?:reporting|writing|editing|compiled|edited|written|translated) by [^.!?]+[.)]*
        \(?<NAME>(?:(?:, |,? and )<NAME>)* (?:also )?contributed (?:reporting|to this <PAGE>)[^.!?]*[.)]*
        """,
        place="end",
        words=40,
    ),
    _rule(
        "caption",
        "Photo: Fishing boats in Marrow harbour on Monday.",
        r"(?:file )?(?:photo|photograph|picture|image|pictured|caption|photo caption|video|graphic|map) ?: \S.*",
        words=50,
        quoted=True,
    ),
    _rule(
        "caption",
        "Fishing boats in Marrow harbour on Monday. (Photo: Jon Moe/Marrow Press)",
        r"""
        .+[ .][(\[](?:file )?(?:photo|photograph|picture|image|credit)\b[^()]*[)\]]\.?
        .+[ .][(\[][^()]{0,40}\b(?:<AGENCY> ?/|/ ?<AGENCY>|via <AGENCY>)[^()]{0,40}[)\]]\.?
        .+\. (?:photo|photograph|picture|image)(?: credit)? ?: ?[^.]{2,60}\.?
        """,
        words=50,
    ),
    _rule(
        "credit",
        "Image credit: Jon Moe",
        r"""
        (?:(?:photo|photograph|picture|image|video) )?credits? ?: ?\S.*
        (?:photos?|photographs?|pictures?|images?|video) by <NAME>(?: ?[/,|] ?<NAME>)*
        (?:photo |image )?courtesy(?: of| ?:) \S.*
        (?:<NAME> ?/ ?)?<AGENCY>(?: ?/ ?<NAME>)?\.?
        """,
    ),
    _rule(
        "credit",
        "© 2026 Marrow Press. All rights reserved.",
        r"""
        (?:©|\(c\)|copyright ?(?:©|\(c\)|\d{4})).{0,120}
        all rights reserved\.?
        """,
        words=25,
    ),
    _rule("credit", "Source: Marrow Press", r"(?:sources?|via) ?: <NAME>\.?", place="end", words=8),
    _rule(
        "read_more",
        "READ MORE: ‘We will not leave’, says mayor",
        r"""
        (?:read (?:more|also|next)|also read|see (?:also|more)|more (?:from|on|news)|don[’']t miss) ?[:|»>] ?\S.*
        related(?: (?:article|story|stories|articles|content|news|topics))? ?[:|»>] ?\S.*
        (?:recommended|in pictures|must read|up next|(?:watch|listen)(?: live| now| here)?) ?[:|»>] ?\S.*[^.!?]
        """,
        words=30,
        quoted=True,
    ),
    _rule(
        "read_more",
        "Read the whole story on our site",
        r"""
        (?:click here to )?(?:read|see|view) (?:the|this|our) (?:(?:full|whole|original|complete) )?<PAGE><WHERE>
        (?:click here to )?(?:read|see|view) (?:the )?rest of (?:the|this) <PAGE><WHERE>
        (?:click here to )?(?:read|see|view|continue reading) (?:more|full <PAGE>|the original|the rest)<WHERE>
        (?:(?:continue|keep) reading|read (?:on|next)|show more|load more)[.…»>]*
        (?:click|tap) here(?: (?:for|to) .{1,60})?[.…»>!]*
        """,
    ),
    _rule(
        "read_more",
        "You may also like",
        r"""
        you (?:may|might) also (?:like|be interested in)[.:…]*
        related (?:articles|stories|posts|content|news|topics|coverage|links|reading)[.:…]*
        more (?:stories|news|articles|on this story|on this)[.:…]*
        (?:recommended(?: for you| stories| reading)?|most (?:read|popular|viewed|shared)|trending(?: now)?)[.:…]*
        (?:top stories|latest (?:news|stories)|editor[’']?s[’']? (?:picks?|choice)|further reading|up next)[.:…]*
        """,
    ),
    _rule(
        "share_bar",
        "Follow Ida Prell on Facebook and Twitter.",
        r"(?:you can )?(?:follow|like|find|join)\b.{0,60}? (?:on|via) <SITES>(?:[ :,(]*@\w+[)]?)*"
        r"(?: (?:for|to|at)\b.{0,60})?[.!]*",
        words=25,
    ),
    _rule("share_bar", "Follow us: @marrowpress", r"(?:follow|find|like)(?: (?:us|me|him|her|them))? ?:? ?@\w+[.!]*"),
    _rule(
        "share_bar",
        "Share this story",
        r"""
        (?:share|tweet|e-?mail|save|print|pin it|copy link|shares?)[.:!…]*
        (?:share|tweet|e-?mail|save|print) (?:this|the|your) (?:<PAGE>|link|thoughts)<WITH>
        (?:share|tweet|save|print) (?:this|it)<WITH>
        share(?: (?:on|via|with|to))? <SITES>[.:!…]*
        \d+ shares?
        """,
    ),
    _rule("share_bar", "Facebook Twitter WhatsApp Email", r"(?:share[.:]? )?<SITES>(?: (?:share|comments?|save))*\.?"),
    _rule(
        "comments",
        "Leave a comment",
        r"""
        (?:leave|post|add|write|submit) (?:a|your) (?:reply|comments?)(?: below| cancel reply)?[.…!]*
        (?:join the (?:conversation|discussion)|be the first to comment|comments are closed)[.…!]*
        \d+ (?:comments?|replies|responses)(?: (?:on|to) .{1,80})?
        (?:comments|replies) ?\(\d+\)
        (?:view|show|read|see|load)(?: all)?(?: \d+)? comments(?: \(\d+\))?
        """,
    ),
    _rule(
        "navigation",
        "Back to top",
        r"""
        (?:exit|close) mobile (?:version|view)|skip to (?:main )?(?:content|navigation)|back to top
        (?:main |open |toggle )?(?:menu|navigation)|search|home|loading\.*
        (?:full text|correction appended)\.?
        (?:previous|next) (?:article|story|post|page)|page \d+ of \d+
        \d+[ -]?min(?:ute)?s?(?: read)|reading time:? .{1,20}|printer?[- ]friendly version
        """,
    ),
    _rule("navigation", "Home > News > Harbour", r"(?:home|news|front page)(?: ?[>»›/|] ?[^>»›/|]{1,40}){1,6}"),
    _rule(
        "navigation",
        "Tags: harbour, council",
        r"(?:tags?|filed under|topics?|categor(?:y|ies)|posted in|keywords) ?: .+",
        place="edge",
        words=30,
    ),
    _rule("navigation", "– ENDS –", r"[-–—# ]*ends\.?[-–—# ]*|[-–—#]+ ?(?:30|end) ?[-–—#]+|\#{2,}"),
    _rule(
        "navigation",
        "FOR IMMEDIATE RELEASE",
        r"""
        (?:for )?immediate release[.:]*(?: <DATE>)?|end of (?:press )?release\.?
        contacts?(?: us)? ?: .+
        (?:media |press )?(?:contacts?|enquiries|inquiries)\b.{0,80}?(?:\S+@\S+|\+?\d[\d \-]{6,}).{0,80}
        """,
        place="edge",
        words=30,
    ),
    _rule(
        "subscription",
        "Sign up for our morning newsletter.",
        r"(?:please )?(?:sign up|subscribe|register|get|receive|join)\b"
        r"(?=.{0,160}\b(?:newsletters?|inbox|email alerts?|news alerts?|daily briefing|our app|free trial)\b).{0,200}",
        words=30,
        quoted=True,
    ),
    _rule(
        "subscription",
        "Already a subscriber? Log in",
        r"""
        (?:subscribe|sign (?:up|in)|log ?in|register|donate|support us)(?: (?:now|today|here|for free))?[.!]*
        (?:subscribe|sign (?:up|in)|log ?in|register) to (?:continue|read|comment).{0,40}
        become a (?:member|subscriber|supporter|patron)(?: (?:now|today|here))?[.!]*
        (?:already|not yet) (?:a|have an?) (?:subscriber|member|account)\?.{0,60}
        (?:create|get) (?:a |your )?(?:free )?(?:account|subscription)[.!]*
        enter your e-?mail(?: address)?[.:]*|support (?:our|independent|quality) journalism[.!]*
        this (?:article|content|story) is for (?:subscribers|members) only[.!]*
        download (?:our|the) .{0,30}\bapp\b.{0,60}
        """,
    ),
    _rule(
        "advertisement",
        "Advertisement - article continues below",
        r"""
        (?:advertisements?|advert|ad|sponsored(?: (?:content|post))?|paid (?:content|post)|promoted content)[.:]*
        (?:advertisements?|advert|ad)[ :.–—-]+(?:(?:article |story )?continues?|continue reading|scroll).{0,40}
        (?:article|story|content) continues (?:below|after)(?: (?:the |this )?(?:ad|advertisement|advert))?\.?
        """,
    ),
)
