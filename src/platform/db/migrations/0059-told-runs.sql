-- The last run of a check that wrote anything down of single items: most runs of most checks write nothing.
create index check_run_told on check_run (org, check_id, number) where (findings ->> 'rows')::integer > 0;
