-- Reminders of tasks: whether a person wants them, who got one on which day, and of what it told.
alter table member add column reminders boolean not null default true;

create table reminder (
  org uuid not null,
  person text not null,
  day text not null,
  primary key (org, person, day)
);
call protect('reminder', 'free');

create table reminder_task (
  org uuid not null,
  person text not null,
  task text not null,
  due text not null,
  -- soon, due, or late and for how many weeks
  stage text not null,
  day text not null,
  primary key (org, person, task, due, stage)
);
call protect('reminder_task', 'free');
