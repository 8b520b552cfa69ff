-- Who may enter. What belongs to an organization is here, row by row behind its policy; what belongs to a person alone,
-- in whatever organizations they are, is in the schema attestry_auth, whose tables the authentication library
-- prescribes (a test compares them). Those are global: they hold no organization's data.

create table member (
  org uuid not null,
  account uuid not null,
  email text not null,
  name text not null,
  role text not null,
  engagement text,
  firm text,
  expires timestamptz,
  added timestamptz not null,
  primary key (org, account)
);
call protect('member', 'free');
create index member_account on member (account);

-- The only way to see beyond one organization from here: those in which an account is.
-- With each comes whether it asks for a second factor, which is looked at before anything else.
create policy membership on member for select to attestry_owner using (true);
create policy membership on setting for select to attestry_owner using (key = 'security');
create function memberships(of_account uuid)
returns table (org uuid, slug text, name text, demo boolean, role text, engagement text, firm text,
  expires timestamptz, second_factor boolean)
language sql stable security definer set search_path = attestry as $$
  select o.org, o.slug, o.name, o.demo, m.role, m.engagement, m.firm, m.expires,
    coalesce((select (s.value->>'secondFactor')::boolean from setting s
      where s.org = o.org and s.key = 'security' order by s.position desc limit 1), false)
  from member m join organization o on o.org = m.org where m.account = of_account order by o.created, o.slug
$$;
revoke execute on function memberships(uuid) from public;
grant execute on function memberships(uuid) to attestry_app;

create table invitation (
  org uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  engagement text,
  firm text,
  access_until timestamptz,
  secret bytea not null,
  person text not null,
  created timestamptz not null,
  expires timestamptz not null,
  state text not null,
  primary key (org, id)
);
call protect('invitation', 'free');

create table api_key (
  org uuid not null,
  id uuid not null,
  name text not null,
  hash bytea not null,
  scopes text[] not null,
  account uuid,
  person text not null,
  created timestamptz not null,
  expires timestamptz not null,
  used timestamptz,
  revoked timestamptz,
  primary key (org, id)
);
call protect('api_key', 'free');
create unique index api_key_hash on api_key (org, hash);

-- The audit log: one row for everything that somebody asked to be changed, and how it ended.
create table action (
  org uuid not null,
  position bigint not null,
  occurred timestamptz not null,
  person text not null,
  via text not null,
  name text not null,
  subject jsonb not null,
  outcome text not null,
  request text not null,
  address text not null,
  primary key (org, position)
);
call protect('action', 'append-only');
create index action_name on action (org, name, position);
create index action_person on action (org, person, position);

-- Requests that were answered, so that repeating one does not do it twice. The answer is encrypted.
create table answered (
  org uuid not null,
  asker text not null,
  key text not null,
  request bytea not null,
  status integer,
  answer bytea,
  begun timestamptz not null,
  primary key (org, asker, key)
);
call protect('answered', 'free');
create index answered_begun on answered (org, begun);
