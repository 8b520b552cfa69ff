-- Who excluded an item, and why, names the item: when its record is erased, that goes with it.
drop trigger append_only on exclusion;
drop trigger append_only on exclusion_end;
create trigger append_only before update or delete on exclusion
  for each row execute function reject_change_except_eraser();
create trigger append_only before update or delete on exclusion_end
  for each row execute function reject_change_except_eraser();
grant select, delete on exclusion, exclusion_end to attestry_eraser;
