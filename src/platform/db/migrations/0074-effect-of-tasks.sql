-- The place of a task among all that there was to do when tasks were last worked out, what has most effect first; null:
-- no cause is behind it, or it was opened before places were kept.
alter table task add column effect integer;
