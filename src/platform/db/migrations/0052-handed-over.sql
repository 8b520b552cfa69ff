-- Whether somebody of the company had the link of an invitation: then it shows nothing of the address of whoever joined.
alter table invitation add handed boolean not null default true;
alter table member add handed boolean not null default false;
