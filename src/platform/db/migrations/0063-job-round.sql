-- Whoever has a job tried again begins another round of it: tickets of earlier ones, which still wait, are of nothing then.
alter table job add column round integer not null default 0;
