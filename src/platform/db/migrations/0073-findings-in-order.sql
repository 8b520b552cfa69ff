-- Items of a check are listed by what was found of them, the newest first; one that is in no time yet (4294967295) comes last.
create index finding_in_order on finding (org, check_id, shown, (-(from_minute % 4294967295)), item, look);
