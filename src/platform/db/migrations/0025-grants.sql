-- Who outside asks to read something, who may, what they agreed to, and what they read.

-- People outside. Where two are at one company, or nobody can tell, `party` says: the domain of the address, or the whole
-- address where many companies share the domain.
create table visitor (
  org uuid not null,
  id uuid not null,
  email text not null,
  party text not null,
  name text not null,
  company text not null,
  made timestamptz not null,
  verified timestamptz,
  -- Whether the link that showed the address to be theirs was mailed, or handed over by somebody.
  mailed boolean,
  primary key (org, id),
  unique (org, email)
);
create index visitor_party on visitor (org, party);
call protect('visitor', 'free');

-- Links that sign a visitor in, once.
create table visitor_link (
  org uuid not null,
  digest bytea not null,
  visitor uuid not null,
  request uuid,
  made timestamptz not null,
  expires timestamptz not null,
  used timestamptz,
  mailed boolean not null,
  primary key (org, digest)
);
create index visitor_link_visitor on visitor_link (org, visitor, made);
call protect('visitor_link', 'free');

create table visitor_session (
  org uuid not null,
  digest bytea not null,
  visitor uuid not null,
  made timestamptz not null,
  expires timestamptz not null,
  primary key (org, digest)
);
call protect('visitor_session', 'free');

create table customer (
  org uuid not null,
  domain text not null,
  name text not null,
  added timestamptz not null,
  person text not null,
  primary key (org, domain)
);
call protect('customer', 'free');

create table access_request (
  org uuid not null,
  id uuid not null,
  visitor uuid not null,
  name text not null,
  company text not null,
  reason text not null,
  documents jsonb not null,
  state text not null,
  made timestamptz not null,
  decided timestamptz,
  decider text,
  because text not null default '',
  grant_id uuid,
  primary key (org, id)
);
create index access_request_made on access_request (org, made desc, id desc);
create index access_request_waiting on access_request (org, made desc, id desc) where state = 'waiting';
create index access_request_visitor on access_request (org, visitor);
call protect('access_request', 'free');

-- What the company asks others to agree to: each version of the text.
create table nda_text (
  org uuid not null,
  version integer not null,
  position bigint not null,
  title text not null,
  body text not null,
  material boolean not null,
  person text not null,
  primary key (org, version)
);
call protect('nda_text', 'append-only');

-- That an agreement is there, and the file that shows it; who signed it is beside it, because people may be forgotten.
create table nda (
  org uuid not null,
  id uuid not null,
  position bigint not null,
  how text not null,
  version integer not null,
  artifact uuid not null,
  sha256 text not null,
  person text not null,
  primary key (org, id)
);
call protect('nda', 'append-only');

create table nda_party (
  org uuid not null,
  nda uuid not null,
  party text not null,
  company text not null,
  signer text not null,
  title text not null,
  email text not null,
  address text not null,
  agent text not null,
  signed timestamptz not null,
  primary key (org, nda)
);
create index nda_party_party on nda_party (org, party);
call protect('nda_party', 'free');

create table nda_end (
  org uuid not null,
  nda uuid not null,
  position bigint not null,
  because text not null,
  person text not null,
  primary key (org, nda)
);
call protect('nda_end', 'append-only');

create table access_grant (
  org uuid not null,
  id uuid not null,
  position bigint not null,
  visitor uuid not null,
  request uuid,
  documents jsonb not null,
  download boolean not null,
  expires timestamptz not null,
  person text not null,
  rule text,
  primary key (org, id)
);
create index access_grant_visitor on access_grant (org, visitor);
create index access_grant_position on access_grant (org, position desc);
call protect('access_grant', 'append-only');

create table access_end (
  org uuid not null,
  grant_id uuid not null,
  position bigint not null,
  because text not null,
  person text not null,
  primary key (org, grant_id)
);
call protect('access_end', 'append-only');

-- Each time something was read or saved, with the digest of the very copy that was given.
create table access_view (
  org uuid not null,
  id uuid not null,
  grant_id uuid not null,
  document uuid not null,
  original text not null,
  copy text not null,
  download boolean not null,
  at timestamptz not null,
  primary key (org, id)
);
create index access_view_copy on access_view (org, copy);
create index access_view_grant on access_view (org, grant_id, at desc);
create index access_view_at on access_view (org, at, id);
call protect('access_view', 'append-only');

create table access_view_day (
  org uuid not null,
  day text not null,
  position bigint not null,
  views integer not null,
  sha256 text not null,
  primary key (org, day)
);
call protect('access_view_day', 'append-only');

-- How often, so that no list counts; and who was reminded.
create table access_tally (
  org uuid not null,
  grant_id uuid not null,
  views integer not null default 0,
  downloads integer not null default 0,
  last timestamptz,
  reminded boolean not null default false,
  primary key (org, grant_id)
);
call protect('access_tally', 'free');
