-- Up to which position of the log the rows that statuses are read from were compared with it, and digests of them as they
-- were then, marked by a key that is not in the database.
create table mirror_mark (
  org uuid primary key,
  position bigint not null,
  value text not null,
  mark bytea not null
);
call protect('mirror_mark', 'free');
