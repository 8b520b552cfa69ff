-- The source that this one takes up from, and who said so: those of one line account for a population together.
alter table source
  add column follows text,
  add column follows_by text,
  add constraint source_follows_other check (follows <> id),
  add constraint source_follows_once unique (org, follows);
