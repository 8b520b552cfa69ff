-- What happened to a source after it was connected: the last of each kind says how it stands. The log has the same.
create table source_change (
  org uuid not null,
  position bigint not null,
  source text not null,
  what text not null,
  person text not null,
  reason text not null,
  primary key (org, position)
);
call protect('source_change', 'append-only');
create index source_change_source on source_change (org, source, position);
