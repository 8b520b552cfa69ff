-- Requests of people for themselves, and of those who are not signed in yet, that were answered, so that repeating one
-- does not do it twice. The hash of the request, which may hold a password, and the answer are encrypted.
create table attestry_auth.answered (
  asker text not null,
  key text not null,
  request bytea not null,
  status integer,
  answer bytea,
  begun timestamptz not null,
  primary key (asker, key)
);
create index answered_begun on attestry_auth.answered (begun);
grant select, insert, update, delete on attestry_auth.answered to attestry_app;

-- What was answered in organizations before had a hash that was not encrypted; it is of one day only.
truncate answered;
