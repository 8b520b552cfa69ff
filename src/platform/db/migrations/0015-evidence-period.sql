-- A day of the period for which something was performed, where a person says that it is another than the one in which it occurred.
alter table evidence add column period text;
