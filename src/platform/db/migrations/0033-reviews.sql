-- What a reader writes down while reading a report. It is theirs: no endpoint of the company reads it, and in the log of
-- the organization nothing of it stands.
create table report_review (
  org uuid not null,
  visitor uuid not null,
  document uuid not null,
  review jsonb not null,
  saved timestamptz not null,
  primary key (org, visitor, document)
);
call protect('report_review', 'free');

-- What was read: a copy of the file, the page with its facts, or the record of a review, which hold no copy.
alter table access_view add column part text not null default 'copy';
