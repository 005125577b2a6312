"""Numbers of a scheme: how each is written, and whether its check digit is right. Pure.

| kind | scheme | source |
|---|---|---|
| lei | Legal Entity Identifier | ISO 17442; check digits ISO/IEC 7064, MOD 97-10 |
| uscc | Unified Social Credit Code of China | GB 32100-2015 |
| imo | ships, and companies that own or run them | IMO Res. A.1117(30) and A.1078(28) |
| swift | Business Identifier Code of a bank | ISO 9362 |
| inn | Russian taxpayer | Order of the Federal Tax Service ED-7-14/559 of 2020 |
| ogrn | Russian register of firms and of traders | Order of the Ministry of Finance 165n of 2017 |
| isin | security | ISO 6166; check digit by Luhn, ISO/IEC 7812-1 |
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import ascii_uppercase, digits

from compliance.names.countries import list_territories

_SEPARATORS = re.compile(r"[\s-]")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_LEI_MODULUS = 97
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_USCC_SIGNS = digits + "ABCDEFGHJKLMNPQRTUWXY"
"""Signs by value; I, O, S, V and Z are left out."""
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_IMO = re.compile(r"(IMO[\s:.#-]*)?(?<!\d)(\d{5,7})(?!\d)")
_IMO_LENGTH = 7
_SHIP_WEIGHTS = (7, 6, 5, 4, 3, 2)
_COMPANY_WEIGHTS = (8, 6, 4, 2, 9, 7)
_SWIFT = re.compile(r"[A-Z]{4}([A-Z]{2})[0-9A-Z]{2}(?:[0-9A-Z]{3})?")
_BANK = 8
"""Signs of a bank's code; three more name a branch."""
_INN = re.compile(r"[0-9]{10}|[0-9]{12}")
_INN_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_OF_FIRM = 10
_OGRN = re.compile(r"\b([1-9]\d{12}|[1-9]\d{14})\b")
_ISIN = re.compile(r"([A-Z]{2})[0-9A-Z]{9}[0-9]")
_ISIN_SIGNS = digits + ascii_uppercase
_NOT_OF_A_COUNTRY = frozenset({"QS", "QT", "XA", "XB", "XC", "XD", "XF", "XS"})
"""First letters of securities that agencies number, not countries (ISO 6166, annex B)."""


def read_number(kind: str, text: str) -> str:
    """A number of a scheme without separators, in capitals; empty where it breaks its rules.

    Of an IMO number its seven digits, of a SWIFT code its bank. `kind` is one of `SCHEMES`.
    """
    return _READERS[kind](text) if text.isascii() else ""


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()


def _weigh(number: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def _read_lei(text: str) -> str:
    number = _compact(text)
    right = _LEI.fullmatch(number) and int("".join(_expand(number))) % _LEI_MODULUS == 1
    return number if right else ""


def _expand(number: str) -> Iterator[str]:
    """Letters as numbers of two digits, A as 10."""
    return (str(_ISIN_SIGNS.index(sign)) for sign in number)


def _read_uscc(text: str) -> str:
    number = _compact(text)
    if not _USCC.fullmatch(number):
        return ""
    values = map(_USCC_SIGNS.index, number)
    total = sum(value * weight for value, weight in zip(values, _USCC_WEIGHTS, strict=False))
    modulus = len(_USCC_SIGNS)
    return number if number[-1] == _USCC_SIGNS[-total % modulus] else ""


def _read_imo(text: str) -> str:
    """The longest run of digits that is one, rather one behind "IMO"; zeros may be left out."""
    found = sorted(
        _IMO.finditer(text), key=lambda match: (-len(match[2]), not match[1], match.start())
    )
    numbers = (match[2].zfill(_IMO_LENGTH) for match in found)
    return next((n for n in numbers if int(n) and (is_ship(n) or is_shipping_company(n))), "")


def is_ship(number: str) -> bool:
    """Whether seven digits are a ship's IMO number: the last one is made from the six before."""
    if len(number) != _IMO_LENGTH or not (number.isascii() and number.isdigit()):
        return False
    return _weigh(number, _SHIP_WEIGHTS) % 10 == int(number[-1])


def is_shipping_company(number: str) -> bool:
    """Whether seven digits are the IMO number of a company."""
    return (11 - _weigh(number, _COMPANY_WEIGHTS) % 11) % 10 == int(number[-1])


def _read_swift(text: str) -> str:
    number = _compact(text)
    match = _SWIFT.fullmatch(number)
    return number[:_BANK] if match and match[1] in list_territories() else ""


def _read_inn(text: str) -> str:
    number = _compact(text)
    if not _INN.fullmatch(number):
        return ""
    checked = range(len(number) - (1 if len(number) == _INN_OF_FIRM else 2), len(number))
    weights = (_INN_WEIGHTS[len(_INN_WEIGHTS) - place :] for place in checked)
    sums = (_weigh(number, of_place) % 11 % 10 for of_place in weights)
    return number if [*sums] == [int(number[place]) for place in checked] else ""


def _read_ogrn(text: str) -> str:
    """Of 13 digits for a firm, 15 for a trader."""
    match = _OGRN.search(text)
    if not match:
        return ""
    number = match[1]
    modulus = len(number) - 2
    return number if int(number[:-1]) % modulus % 10 == int(number[-1]) else ""


def _read_isin(text: str) -> str:
    number = _compact(text)
    match = _ISIN.fullmatch(number)
    known = match and (match[1] in list_territories() or match[1] in _NOT_OF_A_COUNTRY)
    return number if known and _has_luhn_digit("".join(_expand(number))) else ""


def _has_luhn_digit(number: str) -> bool:
    """Every second digit from the right but the last doubled, the sum of all digits is tens."""
    doubled = (str(int(digit) * (1 + at % 2)) for at, digit in enumerate(reversed(number)))
    return sum(map(int, "".join(doubled))) % 10 == 0


_READERS: Mapping[str, Callable[[str], str]] = {
    "lei": _read_lei,
    "uscc": _read_uscc,
    "imo": _read_imo,
    "swift": _read_swift,
    "inn": _read_inn,
    "ogrn": _read_ogrn,
    "isin": _read_isin,
}
