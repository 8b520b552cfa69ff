/**
 * The four checks that are measured, written down a second time by somebody who knows SQL and not the engine: over
 * facts as JSON, one row for each record. A missing member means that the source does not say; a JSON null that there
 * is none. Every answer is one of yes, no and unclear, or an outcome.
 */
export const SCHEMA = `
create table item (seed int not null, population text not null, key text not null, reported bool not null, fact jsonb not null);
-- Between two instants nothing was read of trainings.
create table unread (seed int, lo timestamptz, hi timestamptz);

create function zone_in(m text) returns text language sql immutable return
  case when m like '%]' then rtrim(split_part(m, '[', 2), ']') else 'Europe/Berlin' end;

-- The first and the last instant at which a moment may have been.
create function lo(m text) returns timestamptz language sql immutable return
  case when m like '%]' then (split_part(m, '[', 1)::date)::timestamp at time zone zone_in(m)
       else split_part(m, '/', 1)::timestamptz end;
create function hi(m text) returns timestamptz language sql immutable return
  case when m like '%]' then (split_part(m, '[', 1)::date + 1)::timestamp at time zone zone_in(m) - interval '1 millisecond'
       when m like '%/%' then split_part(m, '/', 2)::timestamptz
       else m::timestamptz end;

-- The last millisecond of a day of the company.
create function day_end(day date) returns timestamptz language sql immutable return
  (day + 1)::timestamp at time zone 'Europe/Berlin' - interval '1 millisecond';
create function working(day date) returns bool language sql immutable return
  extract(isodow from day) < 6 and day <> date '2026-03-06';
-- The last day on which something is in time that is due so many working days after a day.
create function working_days_after(day date, days int) returns date language sql immutable return
  case when days = 0 then day else
    (select d from (select d, row_number() over (order by d) as n
                      from generate_series(day + 1, day + 60, interval '1 day') g(t), lateral (select t::date as d) x
                     where working(d)) w where n = days) end;

create function not_after(a_lo timestamptz, a_hi timestamptz, b_lo timestamptz, b_hi timestamptz) returns text language sql immutable return
  case when a_hi <= b_lo then 'yes' when a_lo > b_hi then 'no' else 'unclear' end;

-- What to say of what was due: known and null means that it was not done.
create function due(known bool, done_lo timestamptz, done_hi timestamptz, d_lo timestamptz, d_hi timestamptz, now timestamptz) returns text
language sql immutable return
  case when not known then 'unknown'
       when done_lo is null or done_lo > now then
         case when now <= d_lo then 'pending' when now > d_hi then 'deviation' else 'unknown' end
       else case not_after(done_lo, done_hi, d_lo, d_hi) when 'yes' then 'pass' when 'no' then 'deviation' else 'unknown' end end;

create function rank(outcome text) returns int language sql immutable return
  array_position(array['not-applicable', 'pass', 'pending', 'unknown', 'deviation'], outcome);
create function named(rank int) returns text language sql immutable return
  (array['not-applicable', 'pass', 'pending', 'unknown', 'deviation'])[rank];
`;

/** Made once the items are there: who is behind each handle. */
export const VOICES = `
create table employment as
  select seed, key, fact, fact ->> 'employee' as employee, lower(fact ->> 'email') as email,
         lo(fact ->> 'startedOn') as start_lo, hi(fact ->> 'startedOn') as start_hi,
         fact ? 'endedOn' as end_said, lo(fact ->> 'endedOn') as end_lo, hi(fact ->> 'endedOn') as end_hi
    from item where population = 'person';
create table voice as
  select seed, handle,
         case when handle like 'bot:%' then 'bot'
              when handle like 'employee:%' and exists (select from employment e where e.seed = h.seed and e.employee = substr(handle, 10)) then 'person'
              when handle like 'email:%' and 1 = (select count(distinct e.employee) from employment e where e.seed = h.seed and e.email = substr(handle, 7)) then 'person'
              else 'unresolved' end as kind,
         case when handle like 'employee:%' then substr(handle, 10)
              when handle like 'email:%' then (select min(e.employee) from employment e where e.seed = h.seed and e.email = substr(handle, 7))
              else handle end as who
    from (select distinct seed, handle from item, lateral (
            select fact ->> 'owner' union select fact ->> 'person' union select fact ->> 'author' union select fact ->> 'acceptedBy'
            union select a ->> 'by' from jsonb_array_elements(case jsonb_typeof(fact -> 'approvals') when 'array' then fact -> 'approvals' else '[]' end) a
            union select a ->> 'by' from jsonb_array_elements(case jsonb_typeof(fact -> 'coauthors') when 'array' then fact -> 'coauthors' else '[]' end) a
          ) x(handle) where handle is not null) h;
create index on employment (seed, employee);
create index on voice (seed, handle);
create index on item (seed, population);
analyze;
`;

/** Each gives seed, key and outcome of every item; $1 is the instant taken for now. */
export const ORACLE = {
  'changes.approved-by-another': `
    with said as (
      select c.seed, c.key, c.fact, s.place, s.a,
             coalesce(v.kind, 'unnamed') as kind, v.who, s.a ->> 'by' as handle,
             hi(c.fact ->> 'mergedAt') as m_hi, lo(c.fact ->> 'mergedAt') as m_lo,
             lo(s.a ->> 'at') as at_lo, hi(s.a ->> 'at') as at_hi, s.a ->> 'revision' as seen,
             case when not c.fact ? 'headRevision' then null else coalesce(c.fact ->> 'headRevision', c.fact ->> 'revision') end as merged,
             coalesce(w.kind, 'unnamed') as author_kind, w.who as author,
             exists (select from jsonb_array_elements(case jsonb_typeof(c.fact -> 'coauthors') when 'array' then c.fact -> 'coauthors' else '[]' end) o
                       join voice p on p.seed = c.seed and p.handle = o ->> 'by'
                      where p.kind = 'person' and v.kind = 'person' and p.who = v.who) as wrote_part
        from item c
       cross join lateral jsonb_array_elements(case jsonb_typeof(c.fact -> 'approvals') when 'array' then c.fact -> 'approvals' else '[]' end)
             with ordinality s(a, place)
        left join voice v on v.seed = c.seed and v.handle = s.a ->> 'by'
        left join voice w on w.seed = c.seed and w.handle = c.fact ->> 'author'
       where c.population = 'change'),
    -- what the same reviewer said besides; where that was withdrawn by the merge surely, or may have been
    besides as (
      select s.seed, s.key, s.place, bool_or(l.place < s.place) as before,
             bool_or(l.place > s.place and l.a ->> 'state' <> 'approved' and l.at_hi <= l.m_lo) as surely_back,
             bool_or(l.place > s.place and l.a ->> 'state' <> 'approved' and (l.at_lo is null or l.at_lo <= l.m_hi)) as perhaps_back
        from said s join said l on l.seed = s.seed and l.key = s.key and l.place <> s.place and l.kind = s.kind
               and ((l.kind = 'person' and l.who = s.who) or (l.kind = 'unresolved' and l.handle = s.handle))
       group by s.seed, s.key, s.place),
    weighed as (
      select seed, key,
             case when kind = 'bot' or (kind = 'person' and author_kind = 'person' and who = author) or wrote_part
                    or (seen is not null and merged is not null and seen <> merged and seen <> fact ->> 'revision')
                    or (a ->> 'state' = 'approved' and at_lo > m_hi) then 'no'
                  when a ->> 'state' = 'withdrawn' or coalesce(perhaps_back, false)
                    or kind <> 'person' or author_kind in ('unresolved', 'unnamed') or seen is null or merged is null
                    or at_lo is null or at_hi > m_lo then 'unclear'
                  else 'yes' end as word
        from said left join besides using (seed, key, place)
       where not coalesce(surely_back, false)
         and (a ->> 'state' = 'approved'
           or (a ->> 'state' = 'withdrawn' and not coalesce(before, false) and coalesce(at_hi > m_lo, true))))
    select c.seed, c.key,
           case when (c.fact ->> 'emergency')::bool then 'not-applicable'
                when not c.fact ? 'approvals' then 'unknown'
                when bool_or(w.word = 'yes') then 'pass'
                when bool_or(w.word = 'unclear') then 'unknown'
                else 'deviation' end as outcome
      from item c left join weighed w on w.seed = c.seed and w.key = c.key
     where c.population = 'change' and $1::timestamptz is not null
     group by c.seed, c.key, c.fact`,
  'people.leaver-access-removed': `
    with deadline as (
      select e.*, k.kind,
             case k.kind when 'days' then day_end(working_days_after((end_lo at time zone zone_in(fact ->> 'endedOn'))::date, 1))
                         else end_lo + interval '24 hours' end as d_lo,
             case k.kind when 'days' then day_end(working_days_after((end_hi at time zone zone_in(fact ->> 'endedOn'))::date, 1))
                         else end_hi + interval '24 hours' end as d_hi
        from employment e cross join (values ('days'), ('hours')) k(kind)
       where end_lo <= $1::timestamptz),
    again as (
      select d.*, o.back_lo, o.back_hi, coalesce(o.vague, false) as vague
        from deadline d cross join lateral (
          select min(start_lo) filter (where sort = 'again') as back_lo, min(start_hi) filter (where sort = 'again') as back_hi,
                 bool_or(sort = 'vague') as vague
            from (select o.start_lo, o.start_hi,
                         case when o.start_lo >= d.end_lo or (o.end_said and o.end_lo is null) then 'again'
                              when not o.end_said then 'vague'
                              when d.end_hi <= o.end_lo and not (o.end_lo = d.end_lo and o.end_hi = d.end_hi) then 'again'
                              when o.end_hi > d.end_hi then 'vague' end as sort
                    from employment o
                   where o.seed = d.seed and o.employee = d.employee and not (o.start_lo = d.start_lo and o.start_hi = d.start_hi)) x) o),
    removal as (
      select a.*, r.mode, coalesce(named(x.worst), 'unknown') as removed
        from again a cross join (values ('first'), ('returned')) r(mode)
       cross join lateral (
         select max(rank(case when r.mode = 'returned' and y.verdict = 'deviation'
                               and not (y.done_lo is not null and y.done_hi <= a.back_lo) then 'unknown' else y.verdict end)) as worst
           from (select due(t.known, t.done_lo, t.done_hi, a.d_lo, a.d_hi, $1) as verdict, t.done_lo, t.done_hi
                   from item c join voice v on v.seed = c.seed and v.handle = c.fact ->> 'owner' and v.kind = 'person' and v.who = a.employee
                  cross join lateral (
                           select case when c.reported and coalesce(c.fact ->> 'status', '') = 'active' then null else lo(c.fact ->> 'disabledAt') end as done_lo,
                           case when c.reported and coalesce(c.fact ->> 'status', '') = 'active' then null else hi(c.fact ->> 'disabledAt') end as done_hi,
                           case when c.reported and coalesce(c.fact ->> 'status', '') = 'active' then true
                                when not c.fact ? 'disabledAt' then false
                                when c.fact ->> 'disabledAt' is null then not (coalesce(c.fact ->> 'status', '') = 'disabled' or not c.reported)
                                else true end as known) t
                  where c.population = 'account' and c.seed = a.seed and coalesce(c.fact ->> 'kind', '') <> 'service'
                    and not (r.mode = 'returned' and c.fact ? 'createdAt' and lo(c.fact ->> 'createdAt') >= a.back_lo)) y) x),
    judged as (
      select seed, key, kind, mode, removed, back_lo,
             case when back_lo is not null and not_after(back_lo, back_hi, d_lo, d_hi) = 'yes' then 'not-applicable'
                  when removed = 'deviation' and (vague or (back_lo is not null and not_after(back_lo, back_hi, d_lo, d_hi) = 'unclear')) then 'unknown'
                  else removed end as outcome
        from removal),
    settled as (
      select f.seed, f.key, f.kind,
             case when f.removed = 'pass' then 'pass'
                  when f.outcome = 'not-applicable' or f.back_lo is null or f.back_lo > $1 then f.outcome
                  else r.outcome end as outcome
        from judged f join judged r on r.seed = f.seed and r.key = f.key and r.kind = f.kind and r.mode = 'returned'
       where f.mode = 'first')
    select e.seed, e.key,
           case when not e.end_said then 'unknown'
                when e.end_lo is null or e.end_lo > $1 then 'not-applicable'
                when e.fact ->> 'departure' = 'voluntary' then d.outcome
                when e.fact ->> 'departure' = 'involuntary' then h.outcome
                when d.outcome = h.outcome then d.outcome else 'unknown' end as outcome
      from employment e
      left join settled d on d.seed = e.seed and d.key = e.key and d.kind = 'days'
      left join settled h on h.seed = e.seed and h.key = e.key and h.kind = 'hours'`,
  'people.trained-on-hire': `
    with deadline as (
      select e.*, day_end((start_lo at time zone zone_in(fact ->> 'startedOn'))::date + 30) as d_lo,
             day_end((start_hi at time zone zone_in(fact ->> 'startedOn'))::date + 30) as d_hi
        from employment e),
    done as (
      select d.seed, d.key, lo(t.fact ->> 'completedAt') as c_lo, hi(t.fact ->> 'completedAt') as c_hi, d.start_lo,
             case when not t.fact ? 'kind' then null else t.fact ->> 'kind' = 'security-awareness' end as wanted,
             o.surely, o.maybe
        from deadline d
        join item t on t.seed = d.seed and t.population = 'training'
        join voice v on v.seed = t.seed and v.handle = t.fact ->> 'person' and v.kind = 'person' and v.who = d.employee
       cross join lateral (
         select coalesce(bool_or(o.end_said and (o.end_lo is null or hi(t.fact ->> 'completedAt') <= o.end_lo)), false) as surely,
                coalesce(bool_or(not o.end_said or (o.end_lo is not null and hi(t.fact ->> 'completedAt') > o.end_lo and lo(t.fact ->> 'completedAt') <= o.end_hi)), false) as maybe
           from employment o where o.seed = d.seed and o.employee = d.employee and o.start_hi < d.start_lo) o),
    counted as (
      select seed, key, c_lo, c_hi,
             case when c_lo >= start_lo or not (surely or maybe) then wanted
                  when wanted = false then false else null end as wanted
        from done where not (c_lo < start_lo and surely and c_hi < start_lo)),
    firsts as (
      select d.seed, d.key, d.start_lo, d.end_said, d.end_lo, d.end_hi, d.d_lo, d.d_hi,
             min(c.c_lo) filter (where c.wanted) as s_lo, min(c.c_hi) filter (where c.wanted) as s_hi,
             min(c.c_lo) filter (where c.wanted is not false) as m_lo, min(c.c_hi) filter (where c.wanted is not false) as m_hi
        from deadline d left join counted c on c.seed = d.seed and c.key = d.key
       group by d.seed, d.key, d.start_lo, d.end_said, d.end_lo, d.end_hi, d.d_lo, d.d_hi),
    judged as (
      select *, due(true, s_lo, s_hi, d_lo, d_hi, $1) as surely, due(true, m_lo, m_hi, d_lo, d_hi, $1) as at_best from firsts),
    either as (
      select *, exists (select from unread u where u.seed = judged.seed and u.lo <= d_hi and u.hi > start_lo) as unread,
             case when surely <> 'deviation' or surely = at_best then surely else 'unknown' end as verdict from judged)
    select seed, key,
           case when verdict = 'deviation' and unread and not coalesce(end_said and end_hi <= d_lo, false) then 'unknown'
                when verdict = 'pass' or (end_said and end_lo is null) then verdict
                when end_said and end_hi <= d_lo then 'not-applicable'
                when verdict = 'deviation' and (not end_said or not_after(end_lo, end_hi, d_lo, d_hi) = 'unclear') then 'unknown'
                else verdict end as outcome
      from either`,
  'vulnerabilities.fixed-in-time': `
    with deadline as (
      select i.seed, i.key, i.fact, f.day_lo + l.days as last_lo, f.day_hi + l.days as last_hi,
             i.fact ->> 'severity' as severity, coalesce(i.fact ->> 'status', '') as status, coalesce(v.kind, 'unnamed') as by_kind
        from item i
        left join voice v on v.seed = i.seed and v.handle = i.fact ->> 'acceptedBy'
       cross join lateral (select (lo(i.fact ->> 'detectedAt') at time zone zone_in(i.fact ->> 'detectedAt'))::date as day_lo,
                                  (hi(i.fact ->> 'detectedAt') at time zone zone_in(i.fact ->> 'detectedAt'))::date as day_hi) f
       cross join lateral (select case i.fact ->> 'severity' when 'medium' then 60 when 'low' then 90 else 30 end as days) l
       where i.population = 'vulnerability'),
    judged as (
      select *,
             due(case when fact ->> 'fixedAt' is not null then true when status = 'fixed' then false
                      when status = '' then fact ? 'fixedAt' else true end,
                 lo(fact ->> 'fixedAt'), hi(fact ->> 'fixedAt'), day_end(last_lo), day_end(last_hi), $1) as fixed,
             case when status = 'open' or by_kind = 'bot' or (status not in ('accepted', 'dismissed') and fact ->> 'acceptedAt' is null) then null
                  else due(fact ->> 'acceptedAt' is not null, lo(fact ->> 'acceptedAt'), hi(fact ->> 'acceptedAt'), day_end(last_lo), day_end(last_hi), $1) end as accepted
        from deadline),
    best as (
      select *, case when fixed = 'pass' then 'pass'
                     when accepted is null then fixed
                     when accepted = 'pass' and by_kind = 'person' then 'pass'
                     else named(least(rank(case accepted when 'pass' then 'unknown' else accepted end), rank(fixed))) end as verdict
        from judged)
    select seed, key,
           case when severity = 'none' then 'not-applicable'
                when hi(fact ->> 'fixedAt') < lo(fact ->> 'detectedAt') then 'unknown'
                when severity is not null or verdict = 'pass' then verdict
                else 'unknown' end as outcome
      from best`,
} as const;
