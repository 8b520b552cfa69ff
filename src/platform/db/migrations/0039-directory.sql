-- Whom the directory of a company says that it has, by SCIM: who may come in, as what, and who was let go.
create table directory_connection (
  org uuid not null,
  id uuid not null,
  name text not null,
  hash bytea not null,
  -- The role of whoever made it: it takes out nobody whom they could not.
  made_as text not null,
  person text not null,
  created timestamptz not null,
  expires timestamptz not null,
  used timestamptz,
  revoked timestamptz,
  primary key (org, id),
  unique (org, hash)
);
call protect('directory_connection', 'free');

create table directory_person (
  org uuid not null,
  id uuid not null,
  user_name text not null,
  -- The same in small letters: two names that differ by those are one.
  user_key text not null,
  external_id text,
  email text not null,
  given text,
  family text,
  formatted text,
  active boolean not null,
  -- The member who it is, once that was looked up; until then the address says so.
  account uuid,
  created timestamptz not null,
  changed timestamptz not null,
  primary key (org, id),
  unique (org, user_key),
  unique (org, email),
  unique (org, account)
);
create index directory_person_external on directory_person (org, external_id);
call protect('directory_person', 'free');

create table directory_group (
  org uuid not null,
  id uuid not null,
  name text not null,
  external_id text,
  created timestamptz not null,
  changed timestamptz not null,
  primary key (org, id),
  unique (org, name)
);
call protect('directory_group', 'free');

create table directory_group_person (
  org uuid not null,
  "group" uuid not null,
  person uuid not null,
  primary key (org, "group", person)
);
create index directory_group_person_person on directory_group_person (org, person);
call protect('directory_group_person', 'free');
