-- Settings of sources that were changed after they were connected: the last of a source are those that it is read by.
create table source_settings (
  org uuid not null,
  position bigint not null,
  source text not null,
  settings jsonb not null,
  person text not null,
  reason text not null,
  primary key (org, position)
);
call protect('source_settings', 'append-only');
create index source_settings_source on source_settings (org, source, position);
