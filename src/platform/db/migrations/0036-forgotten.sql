-- That somebody outside was forgotten, and why. Who it was is nowhere any more.
create table reader_forgotten (
  org uuid not null,
  position bigint not null,
  -- As grants name them; of somebody who was given nothing, a number of its own.
  reader uuid not null,
  reason text not null,
  basis text not null,
  person text not null,
  primary key (org, position)
);
call protect('reader_forgotten', 'append-only');
