-- Whoever can write here cannot make a reading believe it: each row has a mark, by a key that is not in the database.
-- What is kept so far has none, and is worked out again.
truncate derived, derived_page;
-- As text, so that what was marked is what is there, byte by byte.
alter table derived alter column value type text using value::text;
alter table derived add column mark bytea not null;
alter table derived add column basis_mark bytea;
alter table derived_page alter column entries type text using entries::text;
alter table derived_page add column mark bytea not null;
