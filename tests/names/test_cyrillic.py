"""Cyrillic in the Latin letters of registries, language by language."""

import pytest

from compliance.names import cyrillic


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("хабаровский завод", "khabarovskiy zavod"),
        ("щука", "shchuka"),
        ("объединение", "obedinenie"),
        ("київський завод", "kyyivskyy zavod"),
        ("гродна, дзяржаўны", "hrodna, dzyarzhaumy".replace("my", "ny")),
        ("прадпрыемства «мінск»", "pradpryemstva «minsk»"),
        ("југоимпорт љубљана", "jugoimport ljubljana"),
        ("българия", "balgariya"),
        ("қазақстан", "kazakstan"),
        ("alfa банк", "alfa bank"),
        ("latin only", "latin only"),
    ],
)
def test_letters_of_each_language(native: str, latin: str) -> None:
    assert cyrillic.latin(native) == latin


def test_serbian_has_its_own_sibilants() -> None:
    assert cyrillic.latin("његошево ч") == "njegosevo c"
