-- What readings need and would otherwise work out from whole populations each time. Nothing of it is decided here, and
-- all of it can be made anew: a row is found by a digest of everything that it was made from.

create table derived (
  org uuid not null,
  what text not null,
  subject text not null,
  -- SHA-256 of what it depends on.
  key text not null,
  -- The log position as of which it was made, and that of the last erasure known then.
  position bigint not null,
  erased bigint not null,
  value jsonb not null,
  -- What the next one begins with, where it need not begin anew.
  basis bytea,
  primary key (org, what, subject, key)
);
call protect('derived', 'free');

-- Of a long list its entries, some hundreds in a row.
create table derived_page (
  org uuid not null,
  what text not null,
  subject text not null,
  key text not null,
  page integer not null,
  entries jsonb not null,
  primary key (org, what, subject, key, page)
);
call protect('derived_page', 'free');
