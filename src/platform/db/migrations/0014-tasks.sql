-- What is to be done. A task follows from its cause and is worked out anew; what people decide about it is sealed.

create table task (
  org uuid not null,
  key text not null,
  kind text not null,
  function text not null,
  control text,
  title text not null,
  guidance jsonb not null,
  due text not null,
  state text not null,
  because text not null,
  assignee text,
  -- Somebody said who does it; until then it is whoever owns the control.
  assigned boolean not null,
  opened timestamptz not null,
  changed timestamptz not null,
  primary key (org, key)
);
call protect('task', 'free');
create index task_state on task (org, state, due, key);
create index task_assignee on task (org, assignee, due, key);

create table task_decision (
  org uuid not null,
  position bigint not null,
  task text not null,
  decision text not null,
  assignee text,
  reason text not null,
  person text not null,
  primary key (org, position)
);
call protect('task_decision', 'append-only');
create index task_decision_task on task_decision (org, task, position);

-- When tasks were last worked out, and how many causes wait for their turn.
create table task_look (
  org uuid primary key,
  position bigint not null,
  looked timestamptz not null,
  waiting integer not null
);
call protect('task_look', 'free');
