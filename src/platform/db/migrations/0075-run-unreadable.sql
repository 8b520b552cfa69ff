-- How many items a reading could not read; null: it was read before that was kept, or has not come to its end.
alter table run add column unreadable bigint;
