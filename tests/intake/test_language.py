from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.articles import articles
from builder.config import Intake
from builder.intake import language
from builder.intake.language import identify
from builder.records import Furniture, Span

TEXTS = {
    "en": "The harbour stays open, the minister said on Monday, and no ship that asked for a pilot was sent away from "
    "the quay. The council votes on the levy next week.",
    "de": "Der Hafen bleibt offen, sagte die Ministerin am Montag, und kein Schiff, das um einen Lotsen bat, wurde vom "
    "Kai weggeschickt. Der Rat stimmt nächste Woche über die Abgabe ab.",
    "fr": "Le port reste ouvert, a déclaré la ministre lundi, et aucun navire qui demandait un pilote n'a été renvoyé "
    "du quai. Le conseil votera la taxe la semaine prochaine.",
    "es": "El puerto sigue abierto, dijo la ministra el lunes, y ningún barco que pidió un práctico fue enviado lejos "
    "del muelle. El consejo votará la tasa la próxima semana.",
    "it": "Il porto resta aperto, ha detto la ministra lunedì, e nessuna nave che ha chiesto un pilota è stata mandata "
    "via dalla banchina. Il consiglio vota la tassa la settimana prossima.",
    "nl": "De haven blijft open, zei de minister maandag, en geen schip dat om een loods vroeg werd van de kade "
    "weggestuurd. De raad stemt volgende week over de heffing.",
    "ru": "Гавань остаётся открытой, сказала министр в понедельник, и ни одно судно, просившее лоцмана, не было "
    "отправлено от причала. Совет проголосует по сбору на следующей неделе.",
    "pl": "Port pozostaje otwarty, powiedziała w poniedziałek minister, i żaden statek, który prosił o pilota, nie "
    "został odesłany z nabrzeża. Rada głosuje nad opłatą w przyszłym tygodniu.",
    "tr": "Liman açık kalıyor, dedi bakan pazartesi günü, ve kılavuz isteyen hiçbir gemi rıhtımdan geri gönderilmedi. "
    "Meclis gelecek hafta vergiyi oylayacak.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_languages_are_told_apart(language: str, text: str) -> None:
    assert identify(text) == language
    assert identify(text.upper()) == language


@pytest.mark.parametrize("text", ["", "We stay.", "Nein, sagte Prell.", "12,345 67 – 8:9", "Prell " * 10, "🙂" * 200])
def test_short_and_empty_texts_are_of_none(text: str) -> None:
    assert identify(text) is None


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, max_size=4), st.integers(0, 200), st.booleans())
def test_the_quick_look_contradicts_no_sure_model(languages: list[str], cut: int, titled: bool) -> None:
    """In texts of one language and of several, whole and cut, in capitals too."""
    text = " ".join(TEXTS[one] for one in languages)[cut:]
    text = text.title() if titled else text
    sample = language._sample(text, ())
    if len(sample) >= language._PLAIN and language._is_plain_english(sample):
        found, certainty = language._model().classify(sample)
        assert found == "en" or certainty < language._SUREST
        assert languages.count("en") * 2 >= len(languages)


def test_the_quick_look_is_enough_for_most_news() -> None:
    texts = [one["text"] for one in articles(40, words=100)]
    samples = [language._sample(text, ()) for text in texts]
    assert sum(language._is_plain_english(sample) for sample in samples) > 30
    assert {language._model().classify(sample)[0] for sample in samples} == {"en"}


def test_furniture_does_not_count() -> None:
    menu = (
        "Startseite Nachrichten Wirtschaft Wetter Anmelden und die Zeitung abonnieren, jetzt für nur einen Euro. " * 20
    )
    text = menu + "\n\n" + TEXTS["en"]
    assert identify(text) == "de"
    assert identify(text, (Furniture(Span(0, len(menu)), "navigation"),)) == "en"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = identify(text)
    assert found is None or (found.isascii() and found.islower() and 2 <= len(found) <= 3)
    assert identify(text) == found


def test_what_the_metadata_state_holds(read: Any) -> None:
    files = {
        "a.txt": TEXTS["de"], "b.md": f"---\nlanguage: en\n---\n{TEXTS['de']} Und mehr.",
        "c.md": f"---\nlanguage: de-AT\n---\n{TEXTS['de']} Und noch mehr.", "d.txt": "We stay.", "e.txt": TEXTS["en"],
    }  # fmt: skip
    articles, rejects = read(files, Intake(defaults={"outlet": "Courier"}))
    assert rejects == []  # an article in a language without a model is an article; the stage that can't read it says so
    assert [(one.language, one.notes) for one in articles] == [
        ("de", ("language_identified",)), ("en", ("language_looks_de",)), ("de", ()), (None, ()),
        ("en", ("language_identified",)),
    ]  # fmt: skip


def test_it_can_be_left_to_the_metadata(read: Any) -> None:
    ((one,), _) = read({"a.txt": TEXTS["de"]}, Intake(identify_language=False))
    assert one.language is None
