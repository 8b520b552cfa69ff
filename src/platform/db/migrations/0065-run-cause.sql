-- Why a reading failed, by the code of its error: one that was refused a secret asks for a new one.
alter table run add column cause text;
