-- Who is to examine: what firms offered, and the letter by which one of them was engaged.
create table audit_quote (
  org uuid not null,
  id uuid not null,
  engagement text not null,
  offer jsonb not null,
  made timestamptz not null,
  recorded timestamptz not null,
  person text not null,
  primary key (org, id)
);
call protect('audit_quote', 'free');

create table audit_letter (
  org uuid not null,
  position bigint not null,
  engagement text not null,
  firm text not null,
  licence text not null,
  licence_lookup text not null,
  signed text not null,
  artifact uuid not null,
  person text not null,
  primary key (org, position)
);
call protect('audit_letter', 'append-only');
