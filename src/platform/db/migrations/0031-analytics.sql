-- How often public pages were looked at, day by day: numbers, and nothing of anybody.
create table analytics_day (
  org uuid not null,
  day text not null,
  what text not null,
  count bigint not null,
  primary key (org, day, what)
);
call protect('analytics_day', 'free');

-- What was looked for among the answers and not found, counted; who looked is not known.
create table analytics_search (
  org uuid not null,
  words text not null,
  count integer not null,
  first timestamptz not null,
  last timestamptz not null,
  -- Somebody said that it needs no answer; it is counted no more.
  dismissed boolean not null default false,
  primary key (org, words)
);
call protect('analytics_search', 'free');
