"""Where a party is: destinations under embargo or other controls, apart from whose name it has.

rules      kinds, regions and rules as dated data, and what is in force on a day
loading    `lists/places.toml`, read and checked
gazetteer  the names under which places are looked up
finding    which places an address names
flags      red flags beside the place
deciding   the notes on a party, and what is a question
"""

from compliance.places.deciding import OFF, Locator, build_locator, with_notes

__all__ = ["OFF", "Locator", "build_locator", "with_notes"]
