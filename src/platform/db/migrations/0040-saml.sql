-- A provider that vouches by SAML 2.0: where people are sent, and the certificates of whose keys it signs.
alter table single_sign_on
  alter column client drop not null,
  alter column secret drop not null,
  add column address text,
  add column certificates text[],
  add constraint openid_or_saml check (
    (client is not null and secret is not null and address is null and certificates is null)
    or (client is null and secret is null and address is not null and certificates is not null));

-- What a provider said once is not taken twice, by whichever process.
create table saml_assertion (
  org uuid not null,
  digest bytea not null,
  until timestamptz not null,
  primary key (org, digest)
);
call protect('saml_assertion', 'free');
