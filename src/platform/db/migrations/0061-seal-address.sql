-- How the account came about by which a firm said that it issued a file; null: sealed before it was noted.
alter table report_seal add column address text;
