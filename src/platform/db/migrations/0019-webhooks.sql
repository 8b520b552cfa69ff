-- Why a webhook is off, and since when nothing arrived there.
alter table webhook
  add column because text not null default '',
  add column failing timestamptz;

alter table webhook_delivery
  add column state text not null,
  add column tried timestamptz;

-- Whoever works is told that a log grew, where somebody wants to hear of it. In the same statement as the append.
create function tell_log() returns trigger language plpgsql as $$
begin
  if exists (select from webhook where org = new.org and enabled) then
    perform pg_notify('attestry_log', new.org::text);
  end if;
  return null;
end $$;
create trigger tell_log after update of size on ledger_log for each row execute function tell_log();
