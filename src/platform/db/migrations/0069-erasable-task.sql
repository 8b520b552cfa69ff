-- A task that follows from what was said of a deviation has its words: when the record is erased, it goes with them.
drop trigger append_only on task_made;
create trigger append_only before update or delete on task_made
  for each row execute function reject_change_except_eraser();
grant select, delete on task_made to attestry_eraser;
