-- The provider that vouches for the people of an organization. Its secret is encrypted; the rest is sealed as a setting.
create table single_sign_on (
  org uuid primary key,
  domain text not null unique,
  issuer text not null,
  client text not null,
  secret bytea not null,
  joins boolean not null,
  -- People of the domain come in by it, and by nothing else but the owner who is named for when it fails.
  required boolean not null,
  break_glass uuid,
  check (not required or break_glass is not null)
);
call protect('single_sign_on', 'free');

-- Whoever signs in says an address, before it is known of which organization they are.
create policy of_domain on single_sign_on for select to attestry_owner using (true);
create function organization_of_domain(asked text) returns uuid
language sql stable security definer set search_path = attestry as $$
  select org from single_sign_on where domain = asked
$$;
revoke execute on function organization_of_domain(text) from public;
grant execute on function organization_of_domain(text) to attestry_app;

-- The provider brought them in, and they had no other way: while there is one, they come by it alone.
alter table member add column vouched boolean not null default false;

drop function memberships(uuid);
create function memberships(of_account uuid)
returns table (org uuid, slug text, name text, demo boolean, role text, engagement text, firm text,
  expires timestamptz, second_factor boolean, company boolean, break_glass boolean)
language sql stable security definer set search_path = attestry as $$
  select o.org, o.slug, o.name, o.demo, m.role, m.engagement, m.firm, m.expires,
    coalesce((select (s.value->>'secondFactor')::boolean from setting s
      where s.org = o.org and s.key = 'security' order by s.position desc limit 1), false),
    coalesce(m.role <> 'auditor'
      and (m.vouched or (p.required and split_part(m.email, '@', 2) = p.domain))
      and not (m.role = 'owner' and m.account is not distinct from p.break_glass), false) and p.org is not null,
    coalesce(p.required and m.role = 'owner' and m.account = p.break_glass, false)
  from member m join organization o on o.org = m.org left join single_sign_on p on p.org = o.org
  where m.account = of_account order by o.created, o.slug
$$;
revoke execute on function memberships(uuid) from public;
grant execute on function memberships(uuid) to attestry_app;

-- A session that a provider vouched for is for its organization alone.
alter table attestry_auth.session add column "organization" text;
create unique index account_of_company on attestry_auth.account ("providerId", "accountId") where "providerId" like 'company:%';
create unique index company_of_account on attestry_auth.account ("providerId", "userId") where "providerId" like 'company:%';

-- Nothing ever registered there.
drop table attestry_auth."ssoProvider";
