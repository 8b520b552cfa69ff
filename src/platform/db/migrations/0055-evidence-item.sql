-- The item that called for what was attached, where a person says which.
alter table evidence add column item text;
