"""Text files in the encodings that trade uses, decided alike on every machine."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.readers.base import Source, source_of_bytes
from compliance.readers.encodings import Encoding, recognise_encoding
from compliance.readers.text_table import EncodedText


def decode(data: bytes) -> tuple[str, str]:
    """The text as it is read, and what was said of its encoding."""
    source = source_of_bytes(data, "a.csv")
    encoding = recognise_encoding(source)
    return "".join(EncodedText(source=source, encoding=encoding).lines()), encoding.note


SIMPLIFIED = (
    "编号,客户名称,国家\n1,杭州海康威视数字技术股份有限公司,中国\n2,北京旷视科技有限公司,中国\n"
)
TRADITIONAL = "編號,客戶名稱,國家\n1,杭州海康威視數位技術股份有限公司,中國\n2,臺灣光學工業,臺灣\n"
JAPANESE = "番号,会社名,国名\n1,東亜光学精機株式会社,日本\n2,ハイクビジョン・ジャパン,日本\n"
KOREAN = "번호,거래처명,국가\n1,한빛광학 주식회사,대한민국\n2,하이크비전 코리아,대한민국\n"
RUSSIAN = "№;Наименование;Страна\n1;ООО «Северный Объектив»;Россия\n2;ЗАО ЗАВОД;Казахстан\n"
GERMAN = "Nr;Kunde;Land\n1;Müller & Söhne KG;Österreich\n2;Größe – „gut“ GmbH;Deutschland\n"
FRENCH = "N°;Client;Pays\n1;Société Générale d'Électricité;Côte d’Ivoire\n"
POLISH = "Nr;Nazwa;Kraj\n1;Łódzkie Zakłady Przemysłu;Polska\n2;Żółć i Źdźbło Sp. z o.o.;Polska\n"
TURKISH = (
    "No;Ünvan;Ülke\n1;Öztürk Görüntü Sistemleri A.Ş.;Türkiye\n2;Işık Sanayi Ltd. Şti.;Türkiye\n"
)


@pytest.mark.parametrize(
    ("text", "codec", "said"),
    [
        (SIMPLIFIED, "gb18030", "read as GB18030 (simplified Chinese), which is a guess"),
        (TRADITIONAL, "big5", "read as Big5 (traditional Chinese), which is a guess"),
        (JAPANESE, "cp932", "read as Shift-JIS (Japanese), which is a guess"),
        (KOREAN, "cp949", "read as EUC-KR (Korean), which is a guess"),
        (RUSSIAN, "cp1251", "read as Windows-1251 (Cyrillic), which is a guess"),
        (GERMAN, "cp1252", "read as Windows-1252 (Western European), which is a guess"),
        (FRENCH, "cp1252", "read as Windows-1252 (Western European), which is a guess"),
        (POLISH, "cp1250", "read as Windows-1250 (Central European), which is a guess"),
        (TURKISH, "cp1254", "read as Windows-1254 (Turkish), which is a guess"),
    ],
)
def test_guesses_are_right_and_told(text: str, codec: str, said: str) -> None:
    assert decode(text.encode(codec)) == (text, said)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Müller\n", "cp1252"),
        ("Łódź\n", "cp1250"),
        ("海康威视\n", "gb18030"),
        ("海康威視\n", "big5"),
        ("ООО Рога и Копыта\n", "cp1251"),
        ("株式会社ニコン\n", "cp932"),
        ("삼성전자 주식회사\n", "cp949"),
    ],
)
def test_one_name_is_enough(text: str, codec: str) -> None:
    assert decode(text.encode(codec))[0] == text


@pytest.mark.parametrize("text", [SIMPLIFIED, RUSSIAN, GERMAN, "name\nA\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_says_its_encoding_is_no_guess(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == (text, "")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, "name,country\n海康威视,CN\n"])
def test_utf16_without_a_mark(text: str, codec: str) -> None:
    assert decode(text.encode(codec)) == (text, "read as UTF-16, which it does not say")


def test_a_late_umlaut_is_found() -> None:
    text = "name\n" + "Plain Ltd\n" * 20_000 + "Müller GmbH\n"
    assert decode(text.encode("cp1252"))[0] == text


def test_damaged_utf8_stays_utf8() -> None:
    data = ("客户\n" * 20).encode() + b"M\xfcller\n"
    text, said = decode(data)
    assert text == "客户\n" * 20 + "M\udcfcller\n"
    assert said == "read as UTF-8, but 1 bytes of it are not UTF-8"


@given(st.text())
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, "")


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    text, said = decode(data)
    assert isinstance(text, str)
    assert isinstance(said, str)


CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "big5", "cp932", "cp949", "cp1252"]


@given(st.binary(max_size=60), st.sampled_from(CODECS), st.sampled_from([1, 2, 3, 7]))
def test_text_does_not_depend_on_how_much_is_read_at_once(
    data: bytes, codec: str, size: int
) -> None:
    """The same is read as by decoding all at once, wherever a block ends."""
    errors = "replace" if "16" in codec or "32" in codec else "surrogateescape"
    data = "".encode(codec) + data  # the mark by which such a file is known

    class Slow(io.BytesIO):
        def read1(self, _: int | None = -1, /) -> bytes:
            return super().read1(size)

    source = Source(name="a.csv", open=lambda: Slow(data))
    text = EncodedText(source=source, encoding=Encoding(codec=codec, errors=errors))
    try:
        whole = data.decode(codec, errors)
    except UnicodeDecodeError:
        return
    assert "".join(text.lines()) == whole.removesuffix("\x1a")
    ends = re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", whole.removesuffix("\x1a"))
    assert list(text.lines()) == ends
