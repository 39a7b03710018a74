"""News agencies and wire services, each under its usual name with the other forms in which articles credit it.

Letters that may stand for several ("CP", "AA", "SPA") are not listed: what they stand for would be a guess.
"""

from __future__ import annotations

import re

_LISTED = """
Reuters: Thomson Reuters, Reuters News, Reuters News Agency
Associated Press: AP, The Associated Press, AP News
Agence France-Presse: AFP, Agence France Presse
dpa: DPA, Deutsche Presse-Agentur
PA Media: Press Association, The Press Association, PA news agency
Xinhua: Xinhua News Agency
TASS: Tass, ITAR-TASS
RIA Novosti:
Interfax:
EFE: Agencia EFE
ANSA: Ansa
Kyodo News: Kyodo, KYODO NEWS
Jiji Press: Jiji
Yonhap: Yonhap News Agency, Yonhap News
KCNA: Korean Central News Agency
Press Trust of India: PTI
Asian News International:
Indo-Asian News Service: IANS
United Press International: UPI
Bloomberg: Bloomberg News
The Canadian Press: Canadian Press, La Presse Canadienne
Australian Associated Press: AAP
Ukrinform:
Anadolu Agency: Anadolu
Austria Presse Agentur:
Keystone-SDA: Keystone-ATS
Belga: Belga News Agency
Ritzau:
TT News Agency:
Lusa: Lusa News Agency
Polish Press Agency: Polska Agencja Prasowa
Czech News Agency: ČTK, CTK
Baltic News Service:
IRNA: Islamic Republic News Agency
SANA: Syrian Arab News Agency
Middle East News Agency:
Saudi Press Agency:
Emirates News Agency:
Bernama:
Antara News Agency: ANTARA
Dow Jones: Dow Jones Newswires
Inter Press Service:
CNN Wire: CNN Newswire
Tribune News Service: Tribune Content Agency
Knight Ridder: KRT
States Newsroom:
The Conversation:
ProPublica:
Global Voices:
Kaiser Health News: KHN, KFF Health News
"""
AGENCIES = {
    form.strip(): name
    for line in _LISTED.strip().splitlines()
    for name, _, others in [line.partition(":")]
    for form in (name, *others.split(","))
    if form.strip()
}
_FOLDED = {form.casefold().removeprefix("the "): name for form, name in AGENCIES.items()}
# Longest first, so that "The Associated Press" is not taken for "AP" or for less than it is.
PATTERN = "|".join(re.escape(form) for form in sorted(AGENCIES, key=lambda form: (-len(form), form)))


def usual(printed: str) -> str:
    """The usual name of an agency; what is not listed keeps the form in which it is printed."""
    plain = " ".join(printed.split()).strip(" .,;:()")
    return _FOLDED.get(plain.casefold().removeprefix("the ")) or plain
