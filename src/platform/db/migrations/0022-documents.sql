-- What is given to others: each version of what was said of a document, with the digest of its file.
create table document (
  org uuid not null,
  id uuid not null,
  position bigint not null,
  definition jsonb not null,
  person text not null,
  primary key (org, id, position)
);
create index document_file on document (org, (definition -> 'file' ->> 'sha256'));
call protect('document', 'append-only');
