"""Small official lists in the publishers' own forms, made for tests.

Structure and most values are those of records that were published in 2026 (SDN 2674, 36, 4238 and
56062; EU.27.28; AFG0006 and DPR0075; SECO 34461 and 46130; the first records of the Canadian list;
DFAT 8577 and 8230), as public test suites quote them; `ACME` and `FOO` are made up.
"""

import csv
import io

SDN_XML = b"""<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
<publshInformation><Publish_Date>08/28/2026</Publish_Date><Record_Count>3</Record_Count>
</publshInformation>
<sdnEntry><uid>56062</uid><firstName>Gustavo Francisco</firstName><lastName>PETRO URREGO</lastName>
<sdnType>Individual</sdnType><remarks>Member, ELN.</remarks>
<programList><program>ILLICIT-DRUGS-EO14059</program><program>SDGT</program></programList>
<idList>
<id><uid>123</uid><idType>Cedula No.</idType><idNumber>208079</idNumber>
<idCountry>Colombia</idCountry><issueDate>2020</issueDate></id>
<id><uid>124</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
</idList>
<addressList><address><uid>5</uid><address1>1 Road</address1><city>Bogota</city>
<country>Colombia</country></address></addressList>
<nationalityList><nationality><country>Colombia</country></nationality></nationalityList>
<citizenshipList><citizenship><country>Italy</country></citizenship></citizenshipList>
<dateOfBirthList><dateOfBirthItem><dateOfBirth>19 Apr 1960</dateOfBirth></dateOfBirthItem>
</dateOfBirthList>
<placeOfBirthList><placeOfBirthItem><placeOfBirth>Zipaquira, Colombia</placeOfBirth>
</placeOfBirthItem></placeOfBirthList>
<akaList>
<aka><uid>1</uid><type>a.k.a.</type><category>strong</category><lastName>PETRO</lastName>
<firstName>Gustavo</firstName></aka>
<aka><uid>2</uid><type>a.k.a.</type><category>weak</category><lastName>GUS</lastName></aka>
<aka><uid>3</uid><type>f.k.a.</type><category>strong</category><lastName>URREGO</lastName></aka>
</akaList><novelty>x <b>y</b></novelty></sdnEntry>
<sdnEntry><uid>4238</uid><lastName>MAR AZUL</lastName><sdnType>Vessel</sdnType>
<programList><program>CUBA</program></programList>
<idList><id><uid>9</uid><idType>Vessel Registration Identification</idType>
<idNumber>IMO 8321785</idNumber></id></idList>
<vesselInfo><callSign>CL2192</callSign><vesselFlag>Cuba</vesselFlag></vesselInfo></sdnEntry>
<sdnEntry><uid>7</uid><sdnType>Entity</sdnType></sdnEntry>
</sdnList>
"""

ADVANCED_XML = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions Version="3"
 xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>5</Month><Day>21</Day></DateOfIssue>
<ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType>
<AliasType ID="1403">Name</AliasType></AliasTypeValues>
<ScriptValues><Script ID="160">Arabic</Script><Script ID="215">Latin</Script></ScriptValues>
<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType>
<NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType>
</PartyTypeValues>
<PartySubTypeValues><PartySubType ID="1" PartyTypeID="5">Vessel</PartySubType>
<PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType>
<PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType>
<FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">Location</FeatureType>
<FeatureType ID="26">Title</FeatureType><FeatureType ID="224">Gender</FeatureType>
<FeatureType ID="344">Digital Currency Address - XBT</FeatureType></FeatureTypeValues>
<DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType>
<IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
<LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType>
<LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
<CountryValues><Country ID="11143" ISO2="IQ">Iraq</Country>
<Country ID="22222" ISO2="CU">Cuba</Country></CountryValues>
<LegalBasisValues><LegalBasis ID="1">Executive Order 13224</LegalBasis></LegalBasisValues>
<ListValues><List ID="1550">SDN List</List></ListValues>
<RelationTypeValues><RelationType ID="15003">Associate Of</RelationType></RelationTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType>
<SanctionsType ID="1705">Block</SanctionsType></SanctionsTypeValues>
</ReferenceValueSets>
<Locations><Location ID="25"><LocationCountry CountryID="11143" /></Location>
<Location ID="26"><LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true">
<Value>Havana</Value></LocationPartValue></LocationPart>
<LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Value>Calle 5</Value>
</LocationPartValue></LocationPart><LocationCountry CountryID="22222" /></Location></Locations>
<IDRegDocuments>
<IDRegDocument ID="2" IDRegDocTypeID="1571" IdentityID="6746" IssuedBy-CountryID="11143">
<Comment /><IDRegistrationNo>040070827</IDRegistrationNo><IssuingAuthority /></IDRegDocument>
<IDRegDocument ID="9" IDRegDocTypeID="1626" IdentityID="1663"><Comment>IMO 8321785</Comment>
<IDRegistrationNo>IMO 8321785</IDRegistrationNo></IDRegDocument>
</IDRegDocuments>
<DistinctParties>
<DistinctParty FixedRef="2674"><Comment>A remark.</Comment><Profile ID="2674" PartySubTypeID="4">
<Identity ID="6746" FixedRef="2674" Primary="true" False="false">
<Alias FixedRef="2674" AliasTypeID="1400" Primary="false" LowQuality="false">
<DocumentedName ID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="9" ScriptID="215">ZAYDAN
</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="2674" AliasTypeID="1401" Primary="false" LowQuality="false">
<DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="9" ScriptID="215">OLD
</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="2674" AliasTypeID="1400" Primary="false" LowQuality="true">
<DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="9" ScriptID="215">ABU
</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias FixedRef="2674" AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="4"><DocumentedNamePart><NamePartValue NamePartGroupID="71642" ScriptID="215"
>ABBAS</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue
 NamePartGroupID="71643" ScriptID="215">Abu</NamePartValue></DocumentedNamePart></DocumentedName>
<DocumentedName ID="5"><DocumentedNamePart><NamePartValue NamePartGroupID="71644" ScriptID="160"
>عباس</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="71642" NamePartTypeID="1520" />
</MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="71643" NamePartTypeID="1521" />
</MasterNamePartGroup></NamePartGroups></Identity>
<Feature ID="1000" FeatureTypeID="8"><FeatureVersion ID="1"><Comment /><DatePeriod>
<Start><From><Year>1948</Year><Month>12</Month><Day>10</Day></From></Start>
<End><To><Year>1948</Year><Month>12</Month><Day>10</Day></To></End></DatePeriod></FeatureVersion>
</Feature>
<Feature ID="1001" FeatureTypeID="10"><FeatureVersion ID="2"><VersionLocation LocationID="25" />
</FeatureVersion></Feature>
<Feature ID="1002" FeatureTypeID="224"><FeatureVersion ID="3"><VersionDetail DetailTypeID="1431"
 DetailReferenceID="91526" /></FeatureVersion></Feature>
<Feature ID="1003" FeatureTypeID="26"><FeatureVersion ID="4"><VersionDetail DetailTypeID="1432"
>Director of PLF</VersionDetail></FeatureVersion></Feature>
<Feature ID="1004" FeatureTypeID="344"><FeatureVersion ID="5"><VersionDetail DetailTypeID="1432"
>12aNKp2iDKuhEde2YfPdd4DFGenRUTKupL</VersionDetail></FeatureVersion></Feature>
<Feature ID="1005" FeatureTypeID="999"><FeatureVersion ID="6"><VersionDetail>new</VersionDetail>
</FeatureVersion></Feature>
</Profile></DistinctParty>
<DistinctParty FixedRef="4238"><Profile ID="4238" PartySubTypeID="1">
<Identity ID="1663" Primary="true"><Alias AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="6"><DocumentedNamePart><NamePartValue ScriptID="215">MAR AZUL</NamePartValue>
</DocumentedNamePart></DocumentedName></Alias></Identity>
<Feature ID="1006" FeatureTypeID="25"><FeatureVersion ID="7"><VersionLocation LocationID="26" />
</FeatureVersion></Feature></Profile></DistinctParty>
<DistinctParty FixedRef="36"><Profile ID="36" PartySubTypeID="3">
<Identity ID="4375" Primary="true"><Alias AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="7"><DocumentedNamePart><NamePartValue ScriptID="215">AEROCARIBBEAN AIRLINES
</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>
</DistinctParties>
<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="2674" To-ProfileID="36"
 RelationTypeID="15003" Former="false"><Comment /></ProfileRelationship></ProfileRelationships>
<SanctionsEntries>
<SanctionsEntry ID="1" ProfileID="2674" ListID="1550">
<EntryEvent ID="1" LegalBasisID="1"><Comment />
<Date CalendarTypeID="1"><Year>2001</Year><Month>12</Month><Day>4</Day></Date></EntryEvent>
<SanctionsMeasure ID="1" SanctionsTypeID="1705"><Comment /></SanctionsMeasure>
<SanctionsMeasure ID="2" SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure>
</SanctionsEntry>
<SanctionsEntry ID="2" ProfileID="4238" ListID="1550"><EntryEvent ID="2">
<Date><Year>1989</Year><Month>1</Month><Day>5</Day></Date></EntryEvent>
<SanctionsMeasure ID="3" SanctionsTypeID="1"><Comment>CUBA</Comment></SanctionsMeasure>
</SanctionsEntry></SanctionsEntries>
</Sanctions>
""".encode()

EU_COLUMNS = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;"
    "Entity_DesignationDate;Entity_DesignationDetails;Entity_Remark;Entity_SubjectType;"
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_Type;"
    "Entity_Regulation_OrganisationType;Entity_Regulation_PublicationDate;"
    "Entity_Regulation_EntryIntoForceDate;Entity_Regulation_NumberTitle;"
    "Entity_Regulation_Programme;Entity_Regulation_PublicationUrl;NameAlias_LastName;"
    "NameAlias_FirstName;NameAlias_MiddleName;NameAlias_WholeName;NameAlias_Gender;"
    "NameAlias_Function;NameAlias_LogicalId;NameAlias_Remark;NameAlias_Regulation_Type;"
    "Address_City;Address_Street;Address_CountryIso2Code;Address_CountryDescription;"
    "BirthDate_BirthDate;BirthDate_Year;BirthDate_City;Identification_Number;"
    "Identification_TypeCode;Identification_TypeDescription;Identification_CountryDescription;"
    "Citizenship_CountryIso2Code;Citizenship_CountryDescription"
).split(";")
SADDAM = {
    "fileGenerationDate": "05/08/2026",
    "Entity_LogicalId": "13",
    "Entity_EU_ReferenceNumber": "EU.27.28",
    "Entity_Remark": "(UNSC RESOLUTION 1483)",
    "Entity_SubjectType": "P",
    "Entity_SubjectType_ClassificationCode": "person",
    "Entity_Regulation_Type": "regulation",
    "Entity_Regulation_OrganisationType": "commission",
    "Entity_Regulation_PublicationDate": "2003-07-08",
    "Entity_Regulation_EntryIntoForceDate": "2003-07-07",
    "Entity_Regulation_NumberTitle": "1210/2003 (OJ L169)",
    "Entity_Regulation_Programme": "IRQ",
    "Entity_Regulation_PublicationUrl": "http://eur-lex.europa.eu/1210",
}
HUSSEIN = {
    "NameAlias_LastName": "Hussein Al-Tikriti",
    "NameAlias_FirstName": "Saddam",
    "NameAlias_WholeName": "Saddam Hussein Al-Tikriti",
    "NameAlias_Gender": "M",
    "NameAlias_LogicalId": "17",
}

UK_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>20/08/2026</DateGenerated>
<Designation>
<LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated>
<UniqueID>AFG0006</UniqueID><OFSIGroupID>7172</OFSIGroupID>
<UNReferenceNumber>TAi.002</UNReferenceNumber>
<Names>
<Name><Name1>MOHAMMAD</Name1><Name2>HASSAN</Name2><Name6>AKHUND</Name6>
<NameType>Primary name</NameType></Name>
<Name><Name6>Haji Mohammad Hassan</Name6><NameType>ALias</NameType>
<AliasStrength>Good quality a.k.a</AliasStrength></Name>
<Name><Name1>MULLAH</Name1><Name6>MOHAMMAD</Name6><NameType>Alias</NameType>
<AliasStrength>Low quality a.k.a</AliasStrength></Name>
</Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>محمد حسن آخوند</NameNonLatinScript></NonLatinName>
</NonLatinNames>
<Titles><Title>Mullah</Title><Title>Haji</Title></Titles>
<RegimeName>The Afghanistan (Sanctions) (EU Exit) Regulations 2020</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN</DesignationSource>
<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
<OtherInformation>A close associate.</OtherInformation>
<UKStatementofReasons>Deputy Minister.</UKStatementofReasons>
<Addresses><Address><AddressLine6>Kabul</AddressLine6><AddressCountry>Afghanistan</AddressCountry>
</Address></Addresses>
<IndividualDetails><Individual>
<DOBs><DOB>dd/mm/1945</DOB><DOB>01/03/1958</DOB></DOBs>
<PassportDetails><Passport><PassportNumber>P04581926</PassportNumber>
<PassportAdditionalInformation>Afghanistan passport</PassportAdditionalInformation></Passport>
</PassportDetails>
<Nationalities><Nationality>Afghanistan</Nationality></Nationalities>
<Genders><Gender>Male</Gender></Genders>
<Novelties><Novelty>new to us</Novelty></Novelties>
</Individual></IndividualDetails>
</Designation>
<Designation>
<DateDesignated>03/10/2017</DateDesignated><UniqueID>DPR0075</UniqueID>
<Names><Name><Name6>Petrel 8</Name6><NameType>Primary name</NameType></Name></Names>
<RegimeName>The DPRK (Sanctions) (EU Exit) Regulations 2019</RegimeName>
<IndividualEntityShip>Ship</IndividualEntityShip>
<SanctionsImposed>Prohibition of port entry</SanctionsImposed>
<ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
<CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip>
</CurrentBelievedFlagOfShips></Ship></ShipDetails>
</Designation>
<Designation><UniqueID>X</UniqueID><RegimeName>R</RegimeName>
<IndividualEntityShip>Entity</IndividualEntityShip></Designation>
</Designations>
""".encode()

SECO_XML = """<?xml version="1.0" encoding="UTF-8"?>
<swiss-sanctions-list list-type="whole-list" date="2026-08-27">
<sanctions-program ssid="20"><program-key lang="eng">Belarus</program-key>
<program-name lang="ger">Verordnung</program-name>
<program-name lang="eng">Ordinance on measures against Belarus</program-name>
<sanctions-set ssid="4387" lang="eng">article 12</sanctions-set>
<sanctions-set ssid="46113" lang="eng">articles 16 and 17</sanctions-set><origin>EU</origin>
</sanctions-program>
<target ssid="5142"><sanctions-set-id>4387</sanctions-set-id>
<individual><identity ssid="5144" main="true"><name name-type="primary-name" quality="good">
<name-part order="1" name-part-type="family-name"><value>Lukashenka</value></name-part></name>
</identity></individual>
<modification modification-type="de-listed" enactment-date="2016-02-29"
 publication-date="2016-03-01" effective-date="2016-03-01"/>
<modification modification-type="amended" effective-date="2015-11-18"><added>
<target ssid="5142"><individual><identity ssid="5144" main="true"><name>
<name-part order="1" name-part-type="family-name"><value>Copy</value></name-part></name>
</identity></individual></target></added></modification></target>
<target ssid="1900"><sanctions-set-id>4387</sanctions-set-id>
<foreign-identifier>140</foreign-identifier>
<individual sex="male"><identity ssid="1921" main="false">
<name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name">
<value>Ali Foo</value></name-part></name>
<nationality><country iso-code="IQ">Iraq</country></nationality></identity>
<identity ssid="1901" main="true">
<name name-type="primary-name" quality="good">
<name-part order="2" name-part-type="given-name"><value>Dzmitry</value>
<spelling-variant script="CYRL" lang="RUS">Дмитрий</spelling-variant></name-part>
<name-part order="1" name-part-type="family-name"><value>Lukashenka</value>
<spelling-variant script="LATN" lang="RUS">Lukashenko</spelling-variant>
<spelling-variant script="CYRL" lang="RUS">Лукашенко</spelling-variant></name-part>
<name-part order="3" name-part-type="title"><value>Colonel</value></name-part></name>
<name name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name">
<value>Dima</value></name-part></name>
<name name-type="formerly-known-as" quality="good"><name-part order="1"
 name-part-type="whole-name"><value>Old Name</value></name-part></name>
<day-month-year day="23" month="3" year="1980" calendar="Gregorian"/>
<place-of-birth place-id="29492"/>
<address place-id="29492"><c-o>Sports Club</c-o><address-details>ul. Foo, 4</address-details>
<zip-code>220029</zip-code></address>
<identification-document document-type="passport"><number>75 1234567</number>
<issuer code="BY">Belarus</issuer><expiry-date><day-month-year year="2030" month="12" day="31"/>
</expiry-date></identification-document>
<generic-thing kind="x">new</generic-thing></identity>
<justification>Businessman.</justification>
<other-information>Travel ban.</other-information>
<relation target-id="46130" relation-type="associated-with"/></individual>
<modification modification-type="amended" effective-date="2023-01-01"/>
<modification modification-type="listed" publication-date="2021-01-02"
 effective-date="2021-01-01"/></target>
<target ssid="46130"><sanctions-set-id>46113</sanctions-set-id>
<entity><identity ssid="46131" main="true"><name name-type="primary-name" quality="good">
<name-part order="1" name-part-type="whole-name"><value>Belagroprombank</value></name-part></name>
</identity><justification>State-owned bank.</justification>
<other-information>Registration number: 100693551</other-information>
<other-information>SWIFT/BIC: BAPBBY2X</other-information></entity>
<modification modification-type="listed" effective-date="2021-08-11"/></target>
<target ssid="34461"><sanctions-set-id>34422</sanctions-set-id>
<object object-type="vessel"><identity ssid="34462" main="true">
<name name-type="primary-name" quality="good"><name-part order="1" name-part-type="whole-name">
<value>Hui Chon</value></name-part></name></identity>
<other-information>IMO Number: 8405270</other-information></object>
<modification modification-type="listed" effective-date="2016-05-18"/></target>
<target ssid="9"><sanctions-set-id>4387</sanctions-set-id><entity/></target>
<place ssid="29492"><location>Minsk</location><country iso-code="BY">Belarus</country></place>
</swiss-sanctions-list>
""".encode()

SEMA_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<data-set xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<record><Country-Pays>Belarus / Bélarus</Country-Pays>
<LastName-NomDeFamille>Atabekov</LastName-NomDeFamille>
<GivenName-Prenom>Khazalbek Bakhtibekovich</GivenName-Prenom>
<Aliases-Alias>Hazalbek Atabekov, Khazal Atabekov</Aliases-Alias>
<DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire>1967-03-18
</DateOfBirthOrShipBuildDate-DateDeNaissanceOuDateDeConstructionDuNavire>
<Schedule-Annexe>1, Part 1</Schedule-Annexe><Item-NumeroDarticle>1</Item-NumeroDarticle>
<DateOfListing-DateDinscription>2020-09-28</DateOfListing-DateDinscription>
<Novelty-Nouveaute>new</Novelty-Nouveaute></record>
<record><Country-Pays>Russia / Russie</Country-Pays>
<EntityOrShip-EntiteOuNavire>Aktsionerny Bank Russian Federation (also known as Bank Rossiya)
</EntityOrShip-EntiteOuNavire>
<Aliases-Alias>Foo Bank Co., Ltd., Bar Bank</Aliases-Alias>
<Schedule-Annexe>1, Part 2</Schedule-Annexe><Item-NumeroDarticle>1</Item-NumeroDarticle>
<DateOfListing-DateDinscription>2014-03-21</DateOfListing-DateDinscription></record>
<record><Country-Pays>Russia / Russie</Country-Pays>
<EntityOrShip-EntiteOuNavire>Balitiyskiy III</EntityOrShip-EntiteOuNavire>
<TitleOrShipType-TitreOuTypeDeNavire>General Cargo | Cargo classique
</TitleOrShipType-TitreOuTypeDeNavire>
<ShipIMONumber-NumeroOMIDuNavire>7612448</ShipIMONumber-NumeroOMIDuNavire>
<Schedule-Annexe>1.1</Schedule-Annexe><Item-NumeroDarticle>1</Item-NumeroDarticle>
<DateOfListing-DateDinscription>2025-02-21</DateOfListing-DateDinscription></record>
<record><Country-Pays>Russia / Russie</Country-Pays><Item-NumeroDarticle>2</Item-NumeroDarticle>
<DateOfListing-DateDinscription>2025-02-21</DateOfListing-DateDinscription></record>
</data-set>
""".encode()
SEMA_OLDER = b"""<?xml version="1.0" encoding="UTF-8"?>
<data-set><record><Country>Ukraine</Country><EntityOrShip>Chernomorneftegaz</EntityOrShip>
<Schedule>Part 2</Schedule><Item>1</Item><DateOfListing>2014-04-12</DateOfListing></record>
</data-set>
"""

DFAT_COLUMNS = (
    "Reference,Name of Individual or Entity,Type,Name Type,Alias Strength,Date of Birth,"
    "Place of Birth,Citizenship,Address,Additional Information,Listing Information,IMO Number,"
    "Committees,Control Date,Instrument of Designation,Targeted Financial Sanction,Travel Ban,"
    "Arms Embargo,Maritime Restriction"
).split(",")
JOKAR = (
    ',Individual,{},5 May 1957,Yazd,Iranian,"a) 1 Road, Tehran, Iran b) 2 Road, Qom, Iran",'
    "General of the IRGC,Autonomous Sanctions List 2012,,Autonomous (Iran),2/2/26,"
    "Amendment Instrument 2026,TRUE,TRUE,FALSE,FALSE"
)
MOCHA = (
    "8230,MOCHA,Vessel,Primary Name,,,,,,Previous names include FACCA,Designated,9271951,"
    "Autonomous (Vessels),6/18/25,Vessel Designation 2025,FALSE,FALSE,FALSE,TRUE"
)
DFAT_CSV = "\n".join(
    (
        ",".join(DFAT_COLUMNS),
        f"8577,Mohammad Salah JOKAR{JOKAR.format('Primary Name,')}",
        MOCHA,
        f"8577a,محمد صالح جوکار{JOKAR.format('Original Script,')}",
        f"8577b,Mohammad Saleh JOKAR{JOKAR.format('Alias,Strong')}",
        f"8577c,JOKAR{JOKAR.format('Alias,Weak')}",
        "x,NOBODY,Entity,Primary Name,,,,,,,,,,,,,,,",
        "",
    )
).encode()

WRO_CSV = (
    "\ufeffEffective Date,Calendar Year,Country Code,Country,Merchandise,WRO/Finding,Industry,"
    "Status,Press Release,Entity,Remarks\r\n"
    '08/01/2026,2026,ID,Indonesia,"PVC sheet, coated",WRO,Textiles,Active,/newsroom/example,'
    '"Example Manufacturing, Ltd. and its subsidiaries","Line one\nLine two"\r\n'
    "05/18/2018,2018,TM,Turkmenistan,All cotton,WRO,Textiles,Active,/newsroom/cotton,"
    "Turkmenistan,\r\n"
    "01/02/2019,2019,CN,China,Toys,WRO,Toys,Inactive,/newsroom/toys,Foo Toys Co.,\r\n"
).encode()

SENZING = (
    '{"DATA_SOURCE": "OS_US_OFAC_SDN", "RECORD_ID": "osv-umbrella-corp", '
    '"LAST_CHANGE": "2026-08-28T00:00:00", "URL": "https://www.opensanctions.org/entities/x/", '
    '"FEATURES": [{"RECORD_TYPE": "ORGANIZATION"}, '
    '{"NAME_TYPE": "PRIMARY", "NAME_ORG": "Umbrella Corporation"}, '
    '{"NAME_TYPE": "ALIAS", "NAME_ORG": "Амбрелла"}, {"TOPIC": "sanction"}, '
    '{"ADDR_FULL": "1 Road, Raccoon City", "ADDR_TYPE": "BUSINESS"}, '
    '{"NATIONAL_ID_NUMBER": "8723-BX", "NATIONAL_ID_TYPE": "registrationNumber"}, '
    '{"OTHER_ID_TYPE": "OPEN_SANCTIONS", "OTHER_ID_NUMBER": "osv-umbrella-corp"}, '
    '{"REGISTRATION_COUNTRY": "us"}, {"NEW_KEY": "new"}]}\n'
    '{"DATA_SOURCE": "OS_US_OFAC_SDN", "RECORD_ID": "osv-hans-gruber", "RECORD_TYPE": "PERSON", '
    '"GENDER": "M", "LAST_CHANGE": "2026-08-01T00:00:00", '
    '"NAMES": [{"NAME_TYPE": "PRIMARY", "NAME_FULL": "Hans Gruber"}, '
    '{"NAME_TYPE": "ALIAS", "NAME_FULL": "Bill Clay"}], "RISKS": [{"TOPIC": "sanction"}], '
    '"DATES": [{"DATE_OF_BIRTH": "1978-09-25"}], "COUNTRIES": [{"NATIONALITY": "de"}], '
    '"IDENTIFIERS": [{"PASSPORT_NUMBER": "C01X", "PASSPORT_COUNTRY": "de"}]}\n'
    '{"DATA_SOURCE": "OS_US_OFAC_SDN", "RECORD_ID": "osv-friend", "RECORD_TYPE": "PERSON", '
    '"NAMES": [{"NAME_TYPE": "PRIMARY", "NAME_FULL": "A Friend"}]}\n'
).encode()

UFLPA = b"""<!DOCTYPE html><html><head><title>UFLPA Entity List | DHS</title></head><body>
<table><tr><th>Menu</th></tr><tr><td>Home</td></tr></table>
<p><strong>A list of entities in Xinjiang</strong> <a href="#">Section 2(d)(2)(B)(i)</a></p>
<table class="usa-table"><thead><tr><th>Name of Entity</th><th>Effective Date</th></tr></thead>
<tbody>
<tr><td>Baoding LYSZD Trade and Business Co., Ltd.</td><td>June 21, 2022</td></tr>
<tr><td>Hetian Foo Garment Co., Ltd. (including two aliases: Hetian Foo; and Foo Apparel
Co., Ltd.)</td><td>June 21, 2022</td></tr>
<tr><td>Acme Textile Group (also known as Acme&nbsp;Tex) and its eight Xinjiang-based subsidiaries,
which include Acme Yarn Co., Ltd., Acme Dye, and Acme Spin</td><td>August 2, 2023</td></tr>
<tr><td>Bar Corporation and its subordinate and affiliated entities</td><td>soon</td></tr>
<tr><td>Torn</td></tr>
</tbody></table></body></html>
"""


def write_csv(rows: list[list[str]]) -> bytes:
    """The rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


METI_ROWS = [
    [
        "No.",
        "国名、地域名\nCountry or Region",
        "企業名､組織名\nCompany or Organization",
        "別名\nAlso Known As",
        "懸念区分\nType of WMD",
        "通常兵器\nConventional\nWeapons",
    ],
    [
        "1",
        "アフガニスタン\nIslamic Republic of Afghanistan",
        "Example Trading Company",
        "・Example Trading Co., Ltd.\n・E.T.C.",
        "生物、化学\nB,C",
        "",
    ],
    [
        "2",
        "中国\nPeople's Republic of China",
        "Sample Institute of Physics (SIP) （样本物理研究所）",
        "",
        "核\nN",
        "CW",
    ],
    ["3", "北朝鮮\nNorth Korea", "Example General Corporation", "", "ミサイル\nM", ""],
    ["", "(注) 参考", "", "", "", ""],
]
"""The workbook of the End User List as public programs read it, with parties of our own."""

SECTION_1286_COLUMNS = (
    "schema,name,aliases,topics,program,authority,reason,report-date,start-date,end-date,country,"
    "notes,source_url"
).split(",")
SECTION_1286 = [
    {
        "schema": "Company",
        "name": name,
        "aliases": aliases,
        "program": program,
        "report-date": edition,
        "country": "cn",
        "source_url": "https://example.org/a.pdf",
    }
    for name, aliases, program, edition in (
        ("Example Institute", "", "Section 1286 of an act", "2022"),
        ("Example Institute of Technology", "EIT; Institute 625", "Section 1286 of an act", "2025"),
        ("Sample Institute", "Sample, Lab of Physics", "Section 1286 of an act", "2025"),
        ("Foo Company", "", "Section 889 of an act", "2025"),
        ("-", "", "Section 1286 of an act", "2025"),
    )
]

BIS_CSV_COLUMNS = (
    "DONE?,Source List,Entity Number,SDN Type,Programs,Name,Title,Address,City,State/Province,"
    "Postal Code,Country,Federal Register Notice,Effective Date,Date Lifted/Waived,Standard Order,"
    "License Requirement,License Policy,Call Sign,Vessel Type,Gross Tonnage,"
    "Gross Register Tonnage,Vessel Flag,Vessel Owner,Remarks/Owner,Address Number,"
    "Address Remarks,Alternate Number,Alternate Type,Alternate Name,Alternate Remarks,WebLink"
).split(",")
FARID = {
    "Source List": "EL",
    "Name": "Foo Farid",
    "City": "Kabul",
    "Country": "Afghanistan",
    "Federal Register Notice": "76 FR 71867",
    "Effective Date": "11/21/2011",
    "License Requirement": "For all items subject to the EAR. (See §744.11 of the EAR).",
    "License Policy": "Presumption of denial.",
}
BIS_CSV_ROWS = [
    {**FARID, "Address": "Apt. 45", "Alternate Name": "Fu Farid"},
    {**FARID, "Address": "Apt. 45", "Alternate Name": "Engineer Foo"},
    {**FARID, "Address": "City Plaza", "Alternate Name": "Fu Farid"},
    {
        "Source List": "UVL",
        "Name": "Bar Peker",
        "Country": "Turkey",
        "Date Lifted/Waived": "2/3/2014",
    },
    {"Source List": "XYZ", "Name": "Foo"},
    {"Source List": "EL", "Name": "-"},
]
BIS_CSV = write_csv(
    [BIS_CSV_COLUMNS, *([row.get(one, "") for one in BIS_CSV_COLUMNS] for row in BIS_CSV_ROWS)]
)
UVL_CSV = write_csv(
    [
        ["Hong Kong", "Foo Technology Ltd", "Flat A, Kowloon", "", "", "", "", ""],
        ["Hong Kong", "Foo Technology Ltd", "Rm 1203", "", "", "", "", ""],
        [
            "Russia",
            "Training Academy, a.k.a. T2, a.k.a. Bar Co",
            "Street 20, Moscow, Russia",
            *[""] * 5,
        ],
        ["Russia", "TA2", "Street 20, Moscow, Russia", "", "", "", "", ""],
    ]
)
