-- Who may do what:
--   attestry_owner   owns everything here and migrates it; nothing else runs as it
--   attestry_app     the product; sees one organization at a time, changes nothing that is append-only
--   attestry_eraser  destroys what must be forgotten, and only that

create function reject_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create function reject_change_except_eraser() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user = 'attestry_eraser' then return old; end if;
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

-- Each table of an organization: isolated by row, and either append-only, erasable or free to change. The setting is
-- asked for in a query of its own, so that it is read once a statement and not once a row.
create procedure protect(name text, protection text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security, force row level security', name);
  execute format($f$create policy organization on %I
    using (org = (select nullif(current_setting('app.org', true), '')::uuid))
    with check (org = (select nullif(current_setting('app.org', true), '')::uuid))$f$, name);
  execute format('grant select, insert on %I to attestry_app', name);
  if protection = 'free' then
    execute format('grant update, delete on %I to attestry_app', name);
    return;
  end if;
  if protection = 'erasable' then
    execute format('grant select, delete on %I to attestry_eraser', name);
  end if;
  execute format('create trigger append_only before update or delete on %I for each row execute function %I()', name,
    case protection when 'erasable' then 'reject_change_except_eraser' else 'reject_change' end);
  execute format('create trigger no_truncate before truncate on %I execute function reject_change()', name);
end $$;

-- ── organizations ──

create table organization (
  org uuid primary key,
  slug text not null unique,
  name text not null,
  demo boolean not null,
  zone text not null,
  created timestamptz not null
);
call protect('organization', 'free');

-- The only way to see beyond one organization: which there are on this installation. The function runs as the owner,
-- whom the policies bind like everybody, so that it needs one of its own.
create policy installation on organization for select to attestry_owner using (true);
create function organizations() returns table (org uuid, slug text, name text, demo boolean, zone text)
language sql stable security definer set search_path = attestry as $$
  select org, slug, name, demo, zone from organization order by created, slug
$$;
revoke execute on function organizations() from public;
grant execute on function organizations() to attestry_app;

create table setting (
  org uuid not null,
  key text not null,
  position bigint not null,
  value jsonb not null,
  person text not null,
  primary key (org, key, position)
);
call protect('setting', 'append-only');

-- ── ledger ──

create table ledger_log (
  org uuid primary key,
  origin text not null unique,
  size bigint not null,
  frontier bytea not null,
  received timestamptz not null,
  epoch integer not null,
  verifier text not null
);
call protect('ledger_log', 'free');

-- Entries that were appended together, one after the other in `entries`; `ends` says where each of them ends, and `leaves`
-- holds their leaf hashes, 32 bytes each. Compressing hashes gains nothing, and what is stored as it is is read in parts.
create table ledger_batch (
  org uuid not null,
  first bigint not null,
  received timestamptz not null,
  ends integer[] not null,
  leaves bytea not null,
  entries bytea not null,
  primary key (org, first)
);
alter table ledger_batch alter ends set storage external, alter leaves set storage external, alter entries set storage external;
call protect('ledger_batch', 'append-only');

-- When the log took what stands at a position.
create function received_at(place bigint) returns timestamptz language sql stable as $$
  select received from ledger_batch where first <= place order by first desc limit 1
$$;

-- What entries commit to, in the same form, with a salt of 32 bytes for each. A run of them may be a part of a batch: where
-- some were erased, it is replaced by the runs that are left before and behind them.
create table ledger_payload (
  org uuid not null,
  first bigint not null,
  ends integer[] not null,
  salts bytea not null,
  payloads bytea not null,
  primary key (org, first)
);
alter table ledger_payload alter ends set storage external, alter salts set storage external, alter payloads set storage external;
call protect('ledger_payload', 'erasable');

-- The root of each full tile of 256 hashes. What a tile holds is stored a level lower: leaf hashes, or roots of full tiles.
create table ledger_tile (
  org uuid not null,
  level integer not null,
  index bigint not null,
  root bytea not null,
  primary key (org, level, index)
);
call protect('ledger_tile', 'append-only');

create table ledger_checkpoint (
  org uuid not null,
  size bigint not null,
  note text not null,
  primary key (org, size)
);
call protect('ledger_checkpoint', 'append-only');

-- What came back when the checkpoint of a size was sent to the place that a setting names.
create table ledger_witness (
  org uuid not null,
  setting bigint not null,
  size bigint not null,
  kind text not null,
  evidence bytea not null,
  obtained timestamptz not null,
  primary key (org, setting, size)
);
call protect('ledger_witness', 'append-only');

-- ── evidence ──

create table artifact (
  org uuid not null,
  id uuid not null,
  position bigint not null,
  sha256 text not null,
  bytes bigint not null,
  media text not null,
  name text not null,
  source text,
  grade text not null,
  collected timestamptz not null,
  primary key (org, id)
);
call protect('artifact', 'erasable');
create index artifact_sha256 on artifact (org, sha256);
create index artifact_position on artifact (org, position);

create table evidence (
  org uuid not null,
  id uuid not null,
  position bigint not null,
  control text not null,
  purpose text not null,
  artifact uuid not null,
  occurred text not null,
  person text not null,
  note text not null,
  primary key (org, id)
);
call protect('evidence', 'append-only');
create index evidence_control on evidence (org, control, position);

create table erasure (
  org uuid not null,
  position bigint not null,
  subject_kind text not null,
  subject text not null,
  successor text,
  reason text not null,
  basis text not null,
  person text not null,
  primary key (org, position)
);
call protect('erasure', 'append-only');
create index erasure_subject on erasure (org, subject_kind, subject);

-- ── sources and what they brought ──

create table source (
  org uuid not null,
  id text not null,
  position bigint not null,
  collector text not null,
  settings jsonb not null,
  reference boolean not null,
  created timestamptz not null,
  primary key (org, id)
);
call protect('source', 'free');

create table source_secret (
  org uuid not null,
  source text not null,
  name text not null,
  sealed bytea not null,
  primary key (org, source, name)
);
call protect('source_secret', 'free');

create table source_cursor (
  org uuid not null,
  source text not null,
  cursor jsonb not null,
  primary key (org, source)
);
call protect('source_cursor', 'free');

-- When all of a population, or all of it whose keys begin with a scope, was last looked at.
create table source_look (
  org uuid not null,
  source text not null,
  population text not null,
  scope text not null,
  looked timestamptz not null,
  primary key (org, source, population, scope)
);
call protect('source_look', 'free');

create table run (
  org uuid not null,
  id uuid not null,
  source text not null,
  state text not null,
  started timestamptz not null,
  finished timestamptz,
  records bigint not null,
  rejected bigint not null,
  error text,
  primary key (org, id)
);
call protect('run', 'free');
create index run_source on run (org, source, started);

create table run_log (
  org uuid not null,
  run uuid not null,
  line integer not null,
  logged timestamptz not null,
  level text not null,
  message text not null,
  primary key (org, run, line)
);
call protect('run_log', 'append-only');

create table segment (
  org uuid not null,
  position bigint not null,
  population text not null,
  schema integer not null,
  rows bigint not null,
  digest text not null,
  bytes bigint not null,
  source text not null,
  run uuid not null,
  primary key (org, position)
);
call protect('segment', 'append-only');
create index segment_population on segment (org, population, position);

create table merged_segment (
  org uuid not null,
  position bigint not null,
  population text not null,
  upto bigint not null,
  rows bigint not null,
  digest text not null,
  bytes bigint not null,
  primary key (org, position)
);
call protect('merged_segment', 'erasable');
create index merged_segment_population on merged_segment (org, population, upto);

create table coverage (
  org uuid not null,
  position bigint not null,
  part integer not null,
  run uuid not null,
  source text not null,
  population text not null,
  kind text not null,
  covered_from timestamptz,
  covered_to timestamptz,
  query jsonb not null,
  source_count bigint,
  our_count bigint not null,
  rejected bigint not null,
  note text not null,
  primary key (org, position, part)
);
call protect('coverage', 'append-only');
create index coverage_population on coverage (org, population, source, position);

create table reconciliation (
  org uuid not null,
  position bigint not null,
  part integer not null,
  kind text not null,
  definition jsonb not null,
  result jsonb not null,
  primary key (org, position, part)
);
call protect('reconciliation', 'append-only');

create table alias (
  org uuid not null,
  handle text not null,
  position bigint not null,
  actor text,
  person text not null,
  primary key (org, handle, position)
);
call protect('alias', 'append-only');

create table calendar (
  org uuid not null,
  position bigint not null,
  spec jsonb not null,
  person text not null,
  primary key (org, position)
);
call protect('calendar', 'append-only');

-- ── controls, engagements, checks ──

create table control (
  org uuid not null,
  id text not null,
  position bigint not null,
  effective_from timestamptz not null,
  definition jsonb not null,
  person text not null,
  primary key (org, id, position)
);
call protect('control', 'append-only');

create table engagement (
  org uuid not null,
  id text not null,
  position bigint not null,
  definition jsonb not null,
  person text not null,
  primary key (org, id, position)
);
call protect('engagement', 'append-only');

create table exclusion (
  org uuid not null,
  position bigint not null,
  check_id text not null,
  item text not null,
  reason text not null,
  person text not null,
  expires timestamptz,
  known_outcome text,
  primary key (org, position)
);
call protect('exclusion', 'append-only');
create index exclusion_check on exclusion (org, check_id, item);

create table exclusion_end (
  org uuid not null,
  exclusion bigint not null,
  position bigint not null,
  reason text not null,
  person text not null,
  primary key (org, exclusion)
);
call protect('exclusion_end', 'append-only');

create table check_switch (
  org uuid not null,
  check_id text not null,
  position bigint not null,
  enabled boolean not null,
  reason text not null,
  person text not null,
  primary key (org, check_id, position)
);
call protect('check_switch', 'append-only');

create table check_run (
  org uuid not null,
  position bigint not null,
  check_id text not null,
  number integer not null,
  base integer not null,
  population text not null,
  as_of_position bigint not null,
  as_of timestamptz not null,
  rule jsonb not null,
  inputs jsonb not null,
  counts jsonb not null,
  findings jsonb not null,
  outcomes text not null,
  root text not null,
  judged bigint not null,
  primary key (org, position),
  unique (org, check_id, number)
);
call protect('check_run', 'append-only');

create table finding (
  org uuid not null,
  check_id text not null,
  item text not null,
  look timestamptz not null,
  number integer not null,
  shown smallint not null,
  rule smallint not null,
  from_minute bigint not null,
  to_minute bigint not null,
  reason text not null,
  primary key (org, check_id, item, look, number)
);
call protect('finding', 'erasable');
