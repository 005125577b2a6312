"""Restricted-party lists: read, kept, taken into use, compared, and loaded as one watchlist.

sources/          one file a publisher's form: bytes -> ListEntry | Rejected
common/           what readers share: files, rows, XML, dates, names, countries
curated/          the project's own form, and the tables that come with the program
as_of, diff       a list on a day; what changed between two versions of it
data_folder, archive, history, writer_lock, verification
                  what is kept, where, what was fetched when, and whether it is whole
publishers, freshness, pins, shelf
                  whose list, how old, pinned to which bytes, which version a run uses
list_files, owners, catalog
                  lists and files of owners -> Watchlist: counted, hashed, refused where broken
acceptance        whether a new version is taken, and keeping it either way
contents          what a list holds beside entries, and whether too much of it is gone
private/, official_import
                  lists by hand: private ones from workbooks, official files as downloaded
download, update  the only modules with a network; nothing imports them but `screen lists update`
"""
