-- What an issued report says, as somebody transcribed it from its file; what a second person decided of that; and which
-- file the firm's own account says it issued.
create table report_facts (
  org uuid not null,
  document uuid not null,
  version integer not null,
  position bigint not null,
  -- the SHA-256 of the file that it was transcribed from
  original text not null,
  facts jsonb not null,
  person text not null,
  primary key (org, document, version)
);
call protect('report_facts', 'append-only');

create table report_decision (
  org uuid not null,
  document uuid not null,
  position bigint not null,
  version integer not null,
  decision text not null,
  reason text not null,
  person text not null,
  primary key (org, document, position)
);
call protect('report_decision', 'append-only');

-- Whoever recorded facts does not confirm them, whatever the product does.
create function second_person() returns trigger language plpgsql as $$
begin
  if new.decision = 'confirmed' and exists (
    select from report_facts f
    where f.org = new.org and f.document = new.document and f.version = new.version and lower(f.person) = lower(new.person)
  ) then
    raise exception 'whoever recorded the facts of a report does not confirm them';
  end if;
  return new;
end $$;
create trigger second_person before insert on report_decision for each row execute function second_person();

create table report_seal (
  org uuid not null,
  position bigint not null,
  engagement text not null,
  sha256 text not null,
  firm text not null,
  person text not null,
  primary key (org, position)
);
create index report_seal_sha256 on report_seal (org, sha256);
call protect('report_seal', 'append-only');

-- What is being transcribed.
create table report_draft (
  org uuid not null,
  document uuid not null,
  facts jsonb not null,
  revision integer not null,
  person text not null,
  saved timestamptz not null,
  primary key (org, document)
);
call protect('report_draft', 'free');
