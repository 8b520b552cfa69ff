-- Policies: each text as somebody wrote it, and what was decided about it.
create table policy (
  org uuid not null,
  id text not null,
  position bigint not null,
  version integer not null,
  definition jsonb not null,
  person text not null,
  primary key (org, id, position)
);
call protect('policy', 'append-only');

create table policy_decision (
  org uuid not null,
  id text not null,
  position bigint not null,
  version integer not null,
  decision text not null,
  details jsonb not null,
  person text not null,
  primary key (org, id, position)
);
call protect('policy_decision', 'append-only');
