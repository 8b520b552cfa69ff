-- The audit log's lines about an item, and what was attached for it, name the item: when its record is erased, they go.
drop trigger append_only on action;
drop trigger append_only on evidence;
create trigger append_only before update or delete on action
  for each row execute function reject_change_except_eraser();
create trigger append_only before update or delete on evidence
  for each row execute function reject_change_except_eraser();
grant select, delete on action, evidence to attestry_eraser;
