-- What management says of a deviation: what happened, why, and what follows. It changes no outcome.
create table deviation_explanation (
  org uuid not null,
  position bigint not null,
  check_id text not null,
  item text not null,
  -- The run that found the deviation.
  run bigint not null,
  -- When the item occurred, as that run placed it; null: nobody knows.
  occurred_from timestamptz,
  occurred_to timestamptz,
  happened text not null,
  cause text not null,
  follows text not null,
  person text not null,
  primary key (org, position)
);
call protect('deviation_explanation', 'append-only');
create index deviation_explanation_item on deviation_explanation (org, check_id, item, position);
-- It names the item: when its record is erased, it goes with it.
drop trigger append_only on deviation_explanation;
create trigger append_only before update or delete on deviation_explanation
  for each row execute function reject_change_except_eraser();
grant select, delete on deviation_explanation to attestry_eraser;

-- What follows becomes a task.
alter table task_made add column explanation bigint;
