-- What people of the company are told about the exceptions of a report before they give it to somebody: each version.
create table report_brief (
  org uuid not null,
  document uuid not null,
  position bigint not null,
  -- of the exceptions that it is about: when they change, it is out of date
  exceptions text not null,
  lines jsonb not null,
  person text not null,
  primary key (org, document, position)
);
call protect('report_brief', 'append-only');

-- The briefs that the account's owner had read, as whoever gave access said; by their positions in the log.
alter table access_grant add column briefs jsonb not null default '[]';
