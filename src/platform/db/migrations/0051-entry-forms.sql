-- Entries that were appended together differ in the digest of their payload, and else only in their kind. Rows that have
-- `forms`, one entry of each kind with zeros for its digest, hold of each entry the place of its form in one byte, and
-- the 32 bytes of the digest. Rows that are older have none, and hold entries as they are.
alter table ledger_batch add forms text[];
