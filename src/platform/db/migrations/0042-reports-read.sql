-- Reports of which nobody had confirmed whether they hold exceptions, and into which the account's owner had looked, as
-- whoever gave access said.
alter table access_grant add column reports_read jsonb not null default '[]';
