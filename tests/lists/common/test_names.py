"""Names once, and with their kind."""

from compliance.lists.common.names import collect_names, is_native
from compliance.model import NameKind


def test_the_primary_name_comes_first_and_no_name_twice() -> None:
    found = collect_names(
        "Foo  Ltd",
        [
            ("Foo Ltd", NameKind.WEAK_ALIAS),
            ("Foo", NameKind.WEAK_ALIAS),
            ("Foo", NameKind.ALIAS),
            ("Фу", NameKind.ALIAS),
            ("Бар", NameKind.WEAK_ALIAS),
            ("-", NameKind.ALIAS),
            ("", NameKind.ALIAS),
        ],
    )
    assert [(one.text, one.kind) for one in found] == [
        ("Foo Ltd", NameKind.PRIMARY),
        ("Foo", NameKind.ALIAS),
        ("Фу", NameKind.NATIVE),
        ("Бар", NameKind.WEAK_ALIAS),
    ]


def test_a_native_name_has_mostly_other_letters() -> None:
    assert is_native("هيئة تحرير الشام (HTS)")
    assert not is_native("Müller Ltd")
    assert not is_native("Lashkar И Jhangvi")
    assert not is_native("’…")
