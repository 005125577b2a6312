from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from compliance.reporters.xlsx.looks import FILLS, HEADER, TEXT
from compliance.reporters.xlsx.styles import Styles

RED, YELLOW = list(FILLS.values())[:2]


def test_a_look_is_registered_once() -> None:
    styles = Styles(Workbook())
    numbers = [styles.of(look) for look in (TEXT, HEADER, TEXT, HEADER)]
    assert numbers[0] == numbers[2] != numbers[1] == numbers[3]
    assert styles.count == 3


def test_the_users_styles_keep_their_numbers() -> None:
    workbook = Workbook()
    cell = workbook.worksheets[0].cell(1, 1)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True)
    theirs = cell.style_id
    styles = Styles(workbook)
    changed = {styles.quoted(theirs), styles.filled(theirs, RED), styles.topped(theirs)}
    assert len(changed) == 3
    assert min(changed) > theirs
    assert cell.style_id == theirs
    assert all(map(styles.wraps, (theirs, *changed)))
    assert not styles.wraps(0)


def test_a_colour_of_the_users_own_stays() -> None:
    workbook = Workbook()
    cell = workbook.worksheets[0].cell(1, 1)
    cell.fill = PatternFill("solid", fgColor="FF00FF00")
    styles = Styles(workbook)
    assert styles.filled(cell.style_id, RED) == cell.style_id
    assert styles.filled(0, RED) != styles.filled(0, YELLOW)
    assert styles.filled(0, RED) == styles.filled(0, RED)
