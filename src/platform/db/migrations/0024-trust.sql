-- The trust center: what is being written, what was published or taken down, and under which domain it is.
create table trust_draft (
  org uuid primary key,
  content jsonb not null,
  revision integer not null,
  person text not null,
  saved timestamptz not null
);
call protect('trust_draft', 'free');

create table trust_publication (
  org uuid not null,
  position bigint not null,
  state text not null,
  -- what was published; of what was taken down, the reason
  says jsonb not null,
  person text not null,
  primary key (org, position)
);
call protect('trust_publication', 'append-only');

create table trust_domain (
  org uuid primary key,
  domain text not null unique
);
call protect('trust_domain', 'free');

-- What is public anyhow: which organizations have a trust center, and where. As organizations(), it runs as the owner.
create policy installation on trust_publication for select to attestry_owner using (true);
create policy installation on trust_domain for select to attestry_owner using (true);
create function trust_places() returns table (org uuid, slug text, domain text)
language sql stable security definer set search_path = attestry as $$
  select o.org, o.slug, d.domain
  from organization o
  join lateral (
    select state from trust_publication p where p.org = o.org order by position desc limit 1
  ) last on last.state = 'published'
  left join trust_domain d on d.org = o.org
  order by o.created, o.slug
$$;
revoke execute on function trust_places() from public;
grant execute on function trust_places() to attestry_app;

-- Whoever answers for public pages is told when something behind one may have changed.
create function tell_trust() returns trigger language plpgsql as $$
begin
  if exists (select from trust_publication where org = new.org) then
    perform pg_notify('attestry_trust', new.org::text);
  end if;
  return null;
end $$;
create trigger tell_trust after update of size on ledger_log for each row execute function tell_trust();
create trigger tell_trust after insert on trust_publication for each row execute function tell_trust();
