-- Which notifications a person has read. What there is to tell is worked out anew each time, and kept nowhere.
create table notice_read (
  org uuid not null,
  person text not null,
  -- Of the thing and of how it stands: a task that becomes late is told anew.
  notice text not null,
  at timestamptz not null,
  primary key (org, person, notice)
);
call protect('notice_read', 'free');

-- What is looked at with every page that is opened.
create index job_dead on job (org, made desc) where state = 'dead';
create index access_grant_expires on access_grant (org, expires);

-- Whose a task is does not hang on how somebody wrote their address.
drop index task_assignee;
create index task_assignee on task (org, lower(assignee), due, key);
