-- Items of a check are listed by what was found of them, the newest first. Where a page begins is found in the index
-- only by a column as it stands: an expression is looked at row by row.
create index finding_by_minute on finding (org, check_id, shown, from_minute desc, item, look);
