-- People outside who want to hear of changes, what they are told, and what they object to.
create table subscriber (
  org uuid not null,
  id uuid not null,
  email text not null,
  -- What they confirmed; of somebody who did not yet, nothing.
  topics text[] not null,
  -- Opens the way out and the choice of topics, and nothing else, so that each message can carry it.
  way_out bytea not null,
  made timestamptz not null,
  confirmed timestamptz,
  -- Messages that did not arrive, one after the other, and when the last of them did not.
  failures integer not null default 0,
  failed timestamptz,
  -- Nothing goes there any more, because of that.
  ended timestamptz,
  primary key (org, id),
  unique (org, email),
  unique (org, way_out)
);
create index subscriber_made on subscriber (org, made desc, id desc);
call protect('subscriber', 'free');

-- Links that show an address to be theirs who wants to hear.
create table subscriber_link (
  org uuid not null,
  digest bytea not null,
  subscriber uuid not null,
  topics text[] not null,
  made timestamptz not null,
  expires timestamptz not null,
  used timestamptz,
  primary key (org, digest)
);
create index subscriber_link_subscriber on subscriber_link (org, subscriber, made);
call protect('subscriber_link', 'free');

-- What subscribers are told, and to whom it went so far: those up to `reached`, in the order of their ids.
create table subscriber_news (
  org uuid not null,
  id uuid not null,
  position bigint not null,
  topic text not null,
  says jsonb not null,
  made timestamptz not null,
  reached uuid,
  written integer not null default 0,
  finished timestamptz,
  primary key (org, id),
  unique (org, position, topic)
);
create index subscriber_news_open on subscriber_news (org, position) where finished is null;
call protect('subscriber_news', 'free');

-- Up to which position of the log somebody looked for news.
create table subscriber_place (
  org uuid primary key,
  position bigint not null
);
call protect('subscriber_place', 'free');

-- That somebody objected to a subprocessor; who, and why, is beside it, because people may be forgotten.
create table objection (
  org uuid not null,
  id uuid not null,
  position bigint not null,
  news uuid not null,
  subprocessor text not null,
  person text not null,
  primary key (org, id)
);
create index objection_position on objection (org, position desc);
call protect('objection', 'append-only');

create table objection_party (
  org uuid not null,
  objection uuid not null,
  email text not null,
  company text not null,
  reason text not null,
  primary key (org, objection)
);
create index objection_party_email on objection_party (org, email);
call protect('objection_party', 'free');
