-- What to do is told with where it is done. What was told before names no place.
alter table task no force row level security;
update task set guidance = jsonb_set(guidance, '{todo}', (
  select coalesce(jsonb_agg(jsonb_build_object('says', said, 'place', null) order by at), '[]'::jsonb)
    from jsonb_array_elements_text(guidance -> 'todo') with ordinality as told (said, at)));
alter table task force row level security;
