-- Whoever set the domain of a provider showed that it is theirs: by mail, or on the terminal. While a company is alone in
-- an installation nobody has to; from the day on that another is there, nobody new comes in by a domain that nobody showed.
-- Of what was set before this it is not known.
alter table single_sign_on add proven boolean not null default false;
