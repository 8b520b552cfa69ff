-- What 0076 meant to do and did not: it ran isolated, as everybody does, and of no organization it saw no row.
alter table run no force row level security;
alter table ledger_payload no force row level security;
-- What readings of before could not read, as the log sealed it. Its members are in order, so that its last but one is the
-- number; within a text quotes are escaped, so that nothing there is taken for a member.
update run set unreadable = sealed.unreadable::bigint
from (
  select org, substring(said from '"run":"([0-9a-f-]{36})"') as id, substring(said from '"unreadable":(\d+),"v":1\}$') as unreadable
  from (
    select payload.org, convert_from(substring(payload.payloads from item.begins + 1 for item.ends - item.begins), 'UTF8') as said
    from ledger_payload payload
    cross join lateral (
      select coalesce(lag(each.ends) over (order by each.place), 0) as begins, each.ends
      from unnest(payload.ends) with ordinality as each (ends, place)
    ) item
    where item.ends > item.begins
  ) payloads
) sealed
where run.org = sealed.org and run.id::text = sealed.id and run.unreadable is null and sealed.unreadable is not null;
alter table ledger_payload force row level security;
alter table run force row level security;
