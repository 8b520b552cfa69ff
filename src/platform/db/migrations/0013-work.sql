-- Work that goes on behind the requests. The queue carries ids only; what a job is and how it goes is here.
create table job (
  org uuid not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  state text not null,
  person text not null,
  what text not null,
  done bigint not null,
  total bigint,
  tries integer not null,
  error text,
  result jsonb,
  made timestamptz not null,
  started timestamptz,
  finished timestamptz,
  changed timestamptz not null,
  primary key (org, id)
);
call protect('job', 'free');
create index job_made on job (org, made desc, id);
create index job_changed on job (org, changed);
-- Of what may be done once at a time, at most one waits or runs.
create unique index job_open on job (org, kind, subject) where state in ('waiting', 'running') and kind in ('collect', 'check');

-- Mail of an organization to people. The text is encrypted: it may hold links that let somebody in.
create table mail (
  org uuid not null,
  id uuid not null,
  recipient text not null,
  subject text not null,
  body bytea not null,
  made timestamptz not null,
  sent timestamptz,
  tries integer not null,
  error text,
  primary key (org, id)
);
call protect('mail', 'free');
create index mail_made on mail (org, made desc, id);

-- Where an organization wants to be told what happens, and how each telling went.
create table webhook (
  org uuid not null,
  id uuid not null,
  url text not null,
  kinds text[] not null,
  secret bytea not null,
  person text not null,
  created timestamptz not null,
  told bigint not null,
  enabled boolean not null,
  primary key (org, id)
);
call protect('webhook', 'free');

create table webhook_delivery (
  org uuid not null,
  id uuid not null,
  webhook uuid not null,
  position bigint not null,
  kind text not null,
  made timestamptz not null,
  tries integer not null,
  status integer,
  error text,
  delivered timestamptz,
  primary key (org, id)
);
call protect('webhook_delivery', 'free');
create index webhook_delivery_made on webhook_delivery (org, webhook, made desc, id);
