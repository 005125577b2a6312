"""Headers of business systems, of open supplier lists, abbreviations and misspellings."""

import pytest

from tests.columns.building import mapping, rows

VALUES = {
    "id": "100017", "country": "DE", "city": "Jena", "address": "Main Street 1", "state": "TH",
    "postcode": "07743", "tax_id": "DE123456789",
}  # fmt: skip
SYSTEMS = {
    "SAP vendor": (
        "LIFNR=id NAME1=name NAME2=name STRAS=address ORT01=city PSTLZ=postcode "
        "LAND1=country STCEG=tax_id"
    ),
    "SAP customer": "KUNNR=id NAME1=name ORT01=city LAND1=country",
    "SAP partner": ("NAME_ORG1=name NAME_ORG2=name COUNTRY=country CITY1=city POST_CODE1=postcode"),
    "SAP sales": "Sold-To Party=purchaser Ship-To Party=consignee",
    "Business One": (
        "CardCode=id CardName=name CardFName=alias CntctPrsn=contact MailAddres=address "
        "MailCity=city LicTradNum=tax_id"
    ),
    "Dynamics GP vendor": (
        "VENDORID=id VENDNAME=supplier VENDSHNM=alias VNDCNTCT=contact CITY=city "
        "STATE=state COUNTRY=country"
    ),
    "Dynamics GP customer": "CUSTNMBR=id CUSTNAME=name CNTCPRSN=contact CITY=city",
    "Dynamics 365": (
        "VendorAccountNumber=id VendorOrganizationName=supplier VendorSearchName=alias"
    ),
    "Oracle": "VENDOR_ID=id VENDOR_NAME=supplier VENDOR_NAME_ALT=alias COUNTRY=country",
    "NetSuite": "Internal ID=id Company Name=name Attention=contact Country=country",
    "QuickBooks": ("DisplayName=name GivenName=first_name FamilyName=last_name CompanyName=name"),
    "Sage": "ACCOUNT_REF=id NAME=name TRADE_CONTACT=contact",
    "Odoo": "display_name=name country_id=country vat=tax_id",
    "open supplier list": (
        "facility_name=name address=address country_code=country parent_company=owner"
    ),
    "factories": "Factory Name=manufacturer Country=country Supplier Group=name",
    "freight": "Shpr=supplier Cnee=consignee Ntfy=notify_party Carrier=forwarder",
    "misspelt": "Benificiary=name Reciever=consignee Suplier=supplier",
    "people": "First name=first_name Last name=last_name Works at=name",
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_headers_of_a_system(system: str) -> None:
    pairs = _pairs(SYSTEMS[system])
    names = iter(f"Alpha {letter}" for letter in "BCDEFGHIJK")
    line = [VALUES.get(role) or next(names) for _, role in pairs]
    table = rows([header for header, _ in pairs], line, line)
    found = {column.header: column.role for column in mapping(table).columns}
    assert found == dict(pairs)
    assert mapping(table).doubtful == frozenset()


def _pairs(text: str) -> list[tuple[str, str]]:
    """(header, role) of a text `Header one=role header=role`; headers may have spaces."""
    pairs: list[tuple[str, str]] = []
    header = ""
    for word in text.split(" "):
        name, sign, role = word.partition("=")
        header = f"{header} {name}".strip()
        if sign:
            pairs.append((header, role))
            header = ""
    return pairs
