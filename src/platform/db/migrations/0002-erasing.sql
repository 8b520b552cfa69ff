-- Files whose erasure was sealed and that are not destroyed yet. A row goes when its file is gone, so that neither a
-- crash nor a full disk can leave behind what was said to be erased.
create table erased_file (
  org uuid not null,
  area text not null,
  address text not null,
  primary key (org, area, address)
);
call protect('erased_file', 'free');
