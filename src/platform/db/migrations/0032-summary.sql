-- Who wants the weekly summary of the trust center, and for which weeks one was made.
alter table member add column summary boolean not null default false;

create table analytics_week (
  org uuid not null,
  -- its Monday
  week text not null,
  people integer not null,
  primary key (org, week)
);
call protect('analytics_week', 'free');
