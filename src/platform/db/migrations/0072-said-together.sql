-- What is said of several deviations at once: where the log has the first of them; null: of one alone, or the first itself.
alter table deviation_explanation add column said_with bigint;
create index deviation_explanation_together on deviation_explanation (org, said_with) where said_with is not null;
