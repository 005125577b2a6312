"""Spellings with a known answer, over the bundled list. A lost one is a lost party.

Tiers: HIT must be a hit. OPEN must be looked at (HIT or REVIEW), so that a better score later is
no failure. REVIEW must not be a hit: an affiliate or a weak name is a question. CLEAR must be left
alone. The facts are those of the bundled list (84 FR 54002 and the sources named there).
"""

import pytest

from compliance.matching.cells import named_by
from compliance.model import Decision, Party, Question, RowResult, Settings
from compliance.screening.screen import screen_questions
from tests.matching.building import bundled, bundled_matcher


def answer(name: str) -> RowResult:
    question = Question(file="", sheet="", row=1, party=Party(name=name))
    return next(screen_questions([question], bundled_matcher(), Settings()))


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("Hangzhou Hikvision Digital Technology Co Ltd", "hikvision"),
        ("HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO.,LTD", "hikvision"),
        ("Hangzhou Hik Vision Dig. Tech.", "hikvision"),
        ("Digital Technology Hikvision Hangzhou", "hikvision"),
        ("Hikvision", "hikvision"),
        ("Нikvision", "hikvision"),
        ("Hik\u200bvision", "hikvision"),
        ("Ｈｉｋｖｉｓｉｏｎ", "hikvision"),
        ("杭州海康威视数字技术股份有限公司", "hikvision"),
        ("ZHEIJANG DAHUA TECHNOLOGYCO.,LTD", "dahua-technology"),
        ("Zhejiang Dahua Technolgoy Co. Ltd", "dahua-technology"),
        ("Dahua Technology Limitfd", "dahua-technology"),
        ("大华股份", "dahua-technology"),
        ("Megvii", "megvii-technology"),
        ("曠視科技", "megvii-technology"),
        ("IFLYTEK CO LTD", "iflytek"),
        ("科大訊飛股份有限公司", "iflytek"),
        ("Xiamen Meiya Pico Information", "meiya-pico"),
        ("Yixin Science and Technology", "yixin-science-and-technology"),
        ("SZ DJI Technology", "dji"),
    ],
)
def test_hit(asked: str, entry: str) -> None:
    result = answer(asked)
    assert result.decision is Decision.HIT, result.matches[:1]
    assert result.matches[0].entry.id == entry


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("Hik Vision", "hikvision"),
        ("HikVision Digital Technology", "hikvision"),
        ("Hickvision", "hikvision"),
        ("Dahua", "dahua-technology"),
        ("DahuaTech", "dahua-technology"),
        ("Urumqi Public Security Bureau", "urumqi-psb"),
        ("DJI", "dji"),
        ("ZTE", "zte-corporation"),
    ],
)
def test_open(asked: str, entry: str) -> None:
    result = answer(asked)
    assert result.decision.is_open
    assert result.matches[0].entry.id == entry


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("EZVIZ", "ezviz"),  # leads to Hikvision
        ("Hikvision USA Inc", "hikvision-usa"),  # leads to Hikvision
        ("Lorex Corporation", "lorex-corporation"),  # once led to Dahua
        ("Shenzhen Vision", "sensenets"),  # a weak alias
    ],
)
def test_review(asked: str, entry: str) -> None:
    result = answer(asked)
    assert result.decision is Decision.REVIEW
    assert result.matches[0].entry.id == entry


@pytest.mark.parametrize(
    "asked",
    [
        "Vision Inc.",
        "Vision",
        "Vision Technology Co., Ltd.",
        "Yuma Vision",
        "Hikari Vision KK",
        "Dahlia Technology GmbH",
        "Hangzhou Digital Technology Co Ltd",
        "Zhejiang Technology",
        "Xiamen Information Co",
        "China National Bank",
        "Sun Yat-sen University",
        "Bakery Zimmermann",
        "Ltd.",
        "GmbH",
        "公司",
        "有限公司",
    ],
)
def test_clear(asked: str) -> None:
    result = answer(asked)
    assert result.decision is Decision.CLEAR
    assert result.reason == "No match on the lists in use. This is not clearance."


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("Intel Corp", "intel"),
        ("NVIDIA", "nvidia"),
        ("Ambarella", "ambarella"),
        ("Western Digital", "western-digital"),
        ("Seagate Technology", "seagate"),
        ("Movidius", "movidius"),
    ],
)
def test_known_and_not_restricted(asked: str, entry: str) -> None:
    result = answer(asked)
    assert result.decision is Decision.CLEAR
    assert result.matches[0].entry.id == entry
    known = result.matches[0].entry.not_restricted
    assert known
    assert result.reason == f"No match; known party: {known}"


def test_a_listed_name_finds_its_entry() -> None:
    """A published name, asked as it stands, scores 1 for its own entry: every tenth is tried."""
    asked = [(entry, name) for entry in bundled().entries for name in named_by(entry)][::10]
    parties = [Party(name=name.text) for _, name in asked]
    found = bundled_matcher().search(parties, max_matches=50)
    for (entry, name), matches in zip(asked, found, strict=True):
        assert {match.entry.id: match.score for match in matches}.get(entry.id) == 1, name.text
