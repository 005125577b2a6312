"""Input: one file a family of workbooks, path to rows; nothing is dropped in silence."""
