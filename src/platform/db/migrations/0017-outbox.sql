-- The outbox: what each message is about, how it went, and until when it says something true. The text goes when the
-- message was delivered or does not hold any more.
alter table mail
  alter column body drop not null,
  add column kind text not null,
  add column role text,
  add column state text not null,
  add column expires timestamptz;

-- What somebody asked to be mailed about an account, before anybody looked whether there is one. Whoever works through
-- it makes the message then, so that asking takes the same time for every address.
alter table attestry_auth.account_mail
  drop column subject, drop column body, drop column sent, drop column tries, drop column error,
  add column kind text not null;
