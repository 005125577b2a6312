"""The rows of every made workbook: two of the parties are listed."""

from datetime import date

LISTED = "Hangzhou Hikvision Digital Technology Co., Ltd."
HEADER = ("Customer", "Country", "Amount", "Day", "State")
ROWS = (
    ("Bakery Ltd", "DE", 10.5, date(2026, 1, 2), "new"),
    (LISTED, "CN", 20.0, date(2026, 2, 3), "old"),
    ("Cement Works & Söhne <Nord>", "AT", 30.25, date(2026, 3, 4), "new"),
    ("Dahua Technology", "CN", 40.0, date(2026, 4, 5), "old"),
    ("  spaces  kept ", "FR", -5.0, date(2026, 5, 6), "new"),
)
