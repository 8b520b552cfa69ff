-- Files that people hand in for a source to read. The bytes lie in the blob store, under the address that their
-- artifact will have, so that erasing the artifact leaves no copy.
create table source_upload (
  org uuid not null,
  id uuid not null,
  name text not null,
  sha256 text not null,
  bytes bigint not null,
  made timestamptz not null,
  person text not null,
  primary key (org, id)
);
call protect('source_upload', 'free');
