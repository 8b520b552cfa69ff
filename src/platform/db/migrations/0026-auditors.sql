-- An auditor is let in to the examinations that are named, and to no other; the licence of the firm is recorded.
alter table member add column engagements text[] not null default '{}';
update member set engagements = array[engagement] where engagement is not null;
alter table member add column licence jsonb;
alter table invitation add column licence jsonb;

drop function memberships(uuid);
create function memberships(of_account uuid)
returns table (org uuid, slug text, name text, demo boolean, role text, engagements text[], firm text,
  expires timestamptz, second_factor boolean, company boolean, break_glass boolean)
language sql stable security definer set search_path = attestry as $$
  select o.org, o.slug, o.name, o.demo, m.role, m.engagements, m.firm, m.expires,
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
alter table member drop column engagement;
