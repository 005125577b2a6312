"""The names that a published name holds."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.names import second_names as module
from compliance.names.second_names import second_names


@pytest.mark.parametrize(
    ("published", "names"),
    [
        # abbreviations
        (
            "Pakistan Space and Upper Atmosphere Research Commission (SUPARCO)",
            ("Pakistan Space and Upper Atmosphere Research Commission", "SUPARCO"),
        ),
        ("Korea Automation Industry (KAI)", ("Korea Automation Industry", "KAI")),
        (
            "China Electronics Technology Group Corporation 55th Research Institute (CETC 55)",
            ("China Electronics Technology Group Corporation 55th Research Institute", "CETC 55"),
        ),
        (
            "China State Shipbuilding Corporation, Limited (CSSC) 713th Research Institute",
            (
                "China State Shipbuilding Corporation, Limited 713th Research Institute",
                "CSSC 713th Research Institute",
            ),
        ),
        (
            "Petersburg Electronic Company (PEC), LLC",
            ("Petersburg Electronic Company, LLC", "PEC"),
        ),
        ("AVS (Armored Vehicle Spares)", ("AVS", "Armored Vehicle Spares")),
        ("Huawei Technologies Co., Ltd. (Huawei)", ("Huawei Technologies Co., Ltd.", "Huawei")),
        ("SPORTS ZONE (MNC GROUP, INC.)", ("SPORTS ZONE", "MNC GROUP, INC.")),
        ("Lev Yershov (Ershov)", ("Lev Yershov",)),
        # a.k.a. and the like
        ("FUYI SUN A/K/A FRANK SUN", ("FUYI SUN", "FRANK SUN")),
        ("KOW SENG LIM -AKA- ERIC LIM", ("KOW SENG LIM", "ERIC LIM")),
        ("KOLOKOL (AKA: ALDRICH AMES)", ("KOLOKOL", "ALDRICH AMES")),
        ("PEARL (A.K.A. NEI-CHIEN CHU) LI", ("PEARL LI", "NEI-CHIEN CHU")),
        ("SIBERIAN AIRLINES D/B/A S7 AIRLINES", ("SIBERIAN AIRLINES", "S7 AIRLINES")),
        ("JSC NIIP, f.k.a., OAO Tikhomirov", ("JSC NIIP", "OAO Tikhomirov")),
        ("DELTA B.V. ALSO KNOWN AS EPSILON B.V.", ("DELTA B.V.", "EPSILON B.V.")),
        (
            "NPO Izhmash OAO;OJSC Concern Kalashnikov",
            ("NPO Izhmash OAO", "OJSC Concern Kalashnikov"),
        ),
        (
            "Alpha Enterprise [aka Beta Tech Ltd, aka Tiger Force] (PRC Entity), and its sub-units",
            ("Alpha Enterprise", "Beta Tech Ltd", "Tiger Force"),
        ),
        # another body, remarks
        (
            "Atomic Commission (PAEC), and subordinate entity National Institute of Lasers (NILOP)",
            ("National Institute of Lasers", "NILOP"),
        ),
        (
            "CASIC Second Academy. Subordinate Institution - 204th Research Institute",
            ("204th Research Institute",),
        ),
        (
            "Huawei Technologies (Huawei). Affiliated Entity: Hangzhou Huawei Enterprises",
            ("Hangzhou Huawei Enterprises",),
        ),
        (
            "Ministry of Defence, including the Armed Forces of Russia and all operating units.",
            ("Ministry of Defence", "Armed Forces of Russia"),
        ),
        ("Pavel Shevelin (Russian individual)", ("Pavel Shevelin",)),
        (
            "Russian Aerospace Forces (aka VKS); and any successor, or subsidiary thereof",
            ("Russian Aerospace Forces", "VKS"),
        ),
        ("Innovative Equipment, and its sub-units and successors", ("Innovative Equipment",)),
        ("ACTION GLOBAL CO., LIMITED C/O WIN SINO", ("ACTION GLOBAL CO., LIMITED",)),
        (
            "Guangzhou Hongyu Technology Co., Ltd. (a subordinate institute of CETC-7)",
            ("Guangzhou Hongyu Technology Co., Ltd.",),
        ),
        ("Baotou Chemical (Parent Organization: Nuclear Group (NG))", ("Baotou Chemical",)),
        ("SAIED KARIMI (PRESIDENT OF TAK COMPONENTS)", ("SAIED KARIMI",)),
        (
            "Tactical Missile Corporation, “Central Design Bureau of Automation”",
            ("Central Design Bureau of Automation",),
        ),
        ("United Shipbuilding Corporation JSC “Volga Shipyard”", ("Volga Shipyard",)),
        # what spreadsheets and several marks at once leave
        ("LAVANTIA LTD+B843:B853", ("LAVANTIA LTD",)),
        ("Elena; a.k.a. Elena Lena; a.k.a Ivanov Elena", ("Elena", "Elena Lena", "Ivanov Elena")),
        (
            "Dominguez, Carlos; Elint, S.A., Spain Vision, S.A., and SNV, S.A",
            ("Dominguez, Carlos", "Elint, S.A.", "Spain Vision, S.A.", "SNV, S.A"),
        ),
        (
            "Southwest Institute (a.k.a., Academy of Physics (CAP)'s 902 Institute)",
            ("Southwest Institute", "Academy of Physics's 902 Institute", "CAP's 902 Institute"),
        ),
    ],
)
def test_names_in_a_published_name(published: str, names: tuple[str, ...]) -> None:
    assert second_names(published) == names


@pytest.mark.parametrize(
    "published",
    [
        "Blue River Ltd",
        "Blue River Co., Ltd.",
        "KRUGLOV, Yevgeniy",
        "HPSTAR;",
        "China Unicom (Hong Kong) Limited",
        "SUNFORD (CHINA) TRADING LTD.",
        "Sunrising Logistics (HK) Ltd",
        "TET KHAM (S) PTE. LTD.",
        "Professional Systems (Pvt) Ltd.",
        "Cambricon (Xi’an) Integrated Circuit Co., Ltd.",
        "Vizo Group Limited (Hong Kong)",
        "China Communications Construction Group (Limited)",
        "AK. A. KARPINSKIY",
        "AKADEMIK LAZEREV",
        "Affiliated Supply and Consultancy Services",
        "BLUEWAY CO;LTD",
        "NOROUZI, Aliasghar",
        "RAYYAN SHIPPING (OPC) PRIVATE LIMITED",
        'OPEN JOINT STOCK COMPANY "KONTSERN IZHMASH"',
        "",
        "()",
    ],
)
def test_a_name_that_holds_no_other(published: str) -> None:
    assert second_names(published) == ()


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(name.strip() == name != "" for name in second_names(text))


_WORDS = (
    'Alpha (ABC) a.k.a. a/k/a aka Akademiya as care of known fka c/o [x "Beta Gamma" “Beta” ; '
    "alias subordinate entity including address Ltd, and +B843:B853 =A1 d.b.a. behalf"
)


_CASES = st.sampled_from([str.lower, str.upper, str.title, str])


@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=6).map(" ".join), _CASES)
def test_small_letters_tell_what_letters_of_any_case_do(
    text: str, write: Callable[[str], str]
) -> None:
    with pytest.MonkeyPatch.context() as patching:
        in_any = re.compile(module._MAY_HOLD.pattern, re.IGNORECASE)
        patching.setattr(module, "_MAY_HOLD", in_any)
        looked_at = second_names(write(text))
    assert second_names(write(text)) == looked_at
