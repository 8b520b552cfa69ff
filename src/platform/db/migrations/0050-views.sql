-- How somebody looks at a page of the console, under a name of their own.
create table saved_view (
  org uuid not null,
  person text not null,
  -- The path of the page, and the words of its address after that.
  page text not null,
  name text not null,
  search text not null,
  saved timestamptz not null,
  primary key (org, person, page, name)
);
call protect('saved_view', 'free');
