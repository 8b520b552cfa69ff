-- The text of an agreement may be a file of the company's own; the body then says what is added to it.
alter table nda_text add column file jsonb;
