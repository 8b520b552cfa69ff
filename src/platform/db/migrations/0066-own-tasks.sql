-- Tasks that people made themselves. No cause is behind them: what they say is sealed, and so is that they are done.
create table task_made (
  org uuid not null,
  position bigint not null,
  title text not null,
  note text not null,
  function text not null,
  control text,
  assignee text not null,
  due text not null,
  person text not null,
  primary key (org, position)
);
call protect('task_made', 'append-only');
