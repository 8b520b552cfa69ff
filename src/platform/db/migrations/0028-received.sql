-- Statements ask for it themselves, in a form that the planner sees through.
drop function received_at(bigint);
