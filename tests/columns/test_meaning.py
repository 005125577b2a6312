"""What a header says its column is, in the languages that trade uses."""

# ruff: noqa: E501 - wide characters count twice

import pytest

from compliance.columns.meaning import read_meaning

PARTIES = {
    "name": "Customer Name|CustomerName|Kunde|Kundenname|Firma|Nom du client|Raison sociale|Cliente"
    "|Razón Social|Ragione sociale|Nome do cliente|Klantnaam|Naam|Nazwa firmy|Kontrahent|Müşteri Adı"
    "|Наименование организации|Контрагент|客户名称|客戶名稱|顧客名|取引先|거래처명|고객사|Zákazník|Kundnamn",
    "purchaser": "Purchaser|Buyer|Sold-to party|Bill to name|Käufer|Acheteur|Comprador|Acquirente"
    "|Koper|Nabywca|Alıcı|Покупатель|Наименование покупателя|买方|買主|구매자",
    "consignee": "Consignee|Ship-to party|Ship to name|Empfänger|Warenempfaenger|Destinataire"
    "|Consignatario|Destinatario|Consignatário|Ontvanger|Nazwa odbiorcy|Gönderilen|Грузополучатель"
    "|收货人|收貨人名稱|荷受人|수하인|Consignee name and address",
    "end_user": "End user|End-User|EndUser Name|Endverwender|Utilisateur final|Usuario final"
    "|Utilizzatore finale|Utilizador final|Eindgebruiker|Użytkownik końcowy|Son Kullanıcı"
    "|Конечный пользователь|最终用户|最終用戶|最終需要者|최종사용자",
    "forwarder": "Freight forwarder|Carrier|Spediteur|Transitaire|Transitario|Spedizioniere"
    "|Expediteur|Spedytor|Nakliyeci|Экспедитор|货代|運送業者|포워더",
    "supplier": "Supplier|Vendor Name|Lieferant|Lieferantenname|Fournisseur|Proveedor|Fornitore"
    "|Fornecedor|Leverancier|Dostawca|Tedarikçi|Поставщик|供应商名称|仕入先|공급업체",
    "bank": "Bank|Bank name|Banque|Banco|银行",
    "contact": "Contact person|ContactName|Ansprechpartner|联系人|担当者|담당자",
    "vessel": "Vessel name|Schiffsname|船名|Судно",
    "manufacturer": "Manufacturer|Hersteller|Fabricant|制造商|メーカー|제조사",
    "intermediate_consignee": "Intermediate consignee|Zwischenempfänger|中间收货人",
}
ATTRIBUTES = {
    "country": "Country|Country code|Land|Pays|País|Paese|Kraj|Ülke|Страна|国家|國家|国名|국가|Country name",
    "id": "ID|No.|#|Kd.-Nr.|Kundennummer|Codice cliente|Numéro client|CustomerID|编号|番号|번호|№ п/п",
    "address": "Address|Street|Anschrift|Straße|Adresse|Dirección|Indirizzo|Adres|Адрес|地址|住所|주소",
    "city": "City|Ort|Ville|Ciudad|Città|Plaats|Miasto|Şehir|Город|城市",
    "postcode": "ZIP|PLZ|PostalCode|Code postal|Kod pocztowy|邮编|郵便番号|우편번호",
    "tax_id": "VAT No.|USt-IdNr.|Partita IVA|NIP|ИНН|税号|사업자등록번호",
    "uscc": "USCC|Unified Social Credit Code|统一社会信用代码",
    "registration_number": "Company Registration Number|Handelsregisternummer|KRS|ОГРН",
    "lei": "LEI",
    "imo": "IMO Number",
    "first_name": "First name|Vorname|Prénom",
    "last_name": "Last name|Surname|Nachname|Cognome|Фамилия",
}
UNUSED = (
    "Phone|E-Mail|Vendor Category|Merchant Category|Document Number|Amount|Product name|Artikel"
    "|Country of origin|Bank account|Sample Name|Customer group|Bemerkung|Date|Currency|Telefon"
    "|User name|电话|备注|数量"
)


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(role, header) for role, headers in table.items() for header in headers.split("|")]


@pytest.mark.parametrize(("role", "header"), cases(PARTIES))
def test_party_columns(role: str, header: str) -> None:
    meaning = read_meaning(header)
    assert (meaning.role, meaning.is_party, meaning.sure) == (role, True, True)


@pytest.mark.parametrize(("role", "header"), cases(ATTRIBUTES))
def test_columns_about_a_party(role: str, header: str) -> None:
    assert (read_meaning(header).role, read_meaning(header).is_party) == (role, False)


@pytest.mark.parametrize("header", UNUSED.split("|"))
def test_columns_that_are_no_part_of_a_party(header: str) -> None:
    assert read_meaning(header).role == "other"


@pytest.mark.parametrize(
    ("header", "role", "owner"),
    [
        ("Consignee country", "country", "consignee"),
        ("End user address", "address", "end_user"),
        ("Empfängerland", "country", "consignee"),
        ("Адрес грузополучателя", "address", "consignee"),
        ("收货人国家", "country", "consignee"),
        ("Vendor country", "country", "supplier"),
        ("Customer city", "city", "name"),
    ],
)
def test_owners(header: str, role: str, owner: str) -> None:
    assert (read_meaning(header).role, read_meaning(header).owner) == (role, owner)


@pytest.mark.parametrize("header", ["Entity", "Bezeichnung", "Diversity supplier", "Nickel name"])
def test_mere_hints(header: str) -> None:
    meaning = read_meaning(header)
    assert meaning.is_party
    assert not meaning.sure


@pytest.mark.parametrize(
    "header", ["temperature", "thing", "GF", "", "x" * 200, "12", "2011-01-02"]
)
def test_headers_that_say_nothing(header: str) -> None:
    assert read_meaning(header).role == ""
