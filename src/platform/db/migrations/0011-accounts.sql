-- Accounts: of persons, not of organizations. The tables up to passkey and "ssoProvider" are as the authentication
-- library prescribes them.
set local search_path = attestry_auth;

create table "user" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null, "image" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null, "twoFactorEnabled" boolean);
create table "session" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "expiresAt" timestamptz not null, "token" text not null unique, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null, "ipAddress" text, "userAgent" text, "userId" uuid not null references "user" ("id") on delete cascade, "confirmed" timestamptz, "secondFactor" boolean);
create table "account" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "accountId" text not null, "providerId" text not null, "userId" uuid not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz not null);
create table "verification" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null, "createdAt" timestamptz default CURRENT_TIMESTAMP not null, "updatedAt" timestamptz default CURRENT_TIMESTAMP not null);
create table "twoFactor" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "secret" text not null, "backupCodes" text not null, "userId" uuid not null references "user" ("id") on delete cascade, "verified" boolean, "failedVerificationCount" integer, "lockedUntil" timestamptz);
create table "passkey" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "name" text, "publicKey" text not null, "userId" uuid not null references "user" ("id") on delete cascade, "credentialID" text not null, "counter" integer not null, "deviceType" text not null, "backedUp" boolean not null, "transports" text, "createdAt" timestamptz, "aaguid" text);
create table "ssoProvider" ("id" uuid default pg_catalog.gen_random_uuid() not null primary key, "issuer" text not null, "oidcConfig" text, "samlConfig" text, "userId" uuid not null references "user" ("id") on delete cascade, "providerId" text not null unique, "organizationId" text, "domain" text not null, "domainVerified" boolean);
create index "session_userId_idx" on "session" ("userId");
create index "account_userId_idx" on "account" ("userId");
create index "verification_identifier_idx" on "verification" ("identifier");
create index "twoFactor_secret_idx" on "twoFactor" ("secret");
create index "twoFactor_userId_idx" on "twoFactor" ("userId");
create index "passkey_userId_idx" on "passkey" ("userId");
create index "passkey_credentialID_idx" on "passkey" ("credentialID");

-- How often something was tried, by a hash of what: an address, an account, whether it exists or not.
create table attempt (
  about bytea primary key,
  since timestamptz not null,
  count integer not null
);

-- One-time codes that were used, so that none is taken twice.
create table used_code (
  digest bytea primary key,
  used timestamptz not null
);

-- The links by which the first account of an installation is made.
create table setup_link (
  digest bytea primary key,
  made timestamptz not null
);

-- Mail to a person about their account. The text is encrypted: it holds links that open the account.
create table account_mail (
  id uuid primary key,
  recipient text not null,
  subject text not null,
  body bytea not null,
  made timestamptz not null,
  sent timestamptz,
  tries integer not null default 0,
  error text
);

-- Secrets of the library, encrypted with the key that is outside the database.
create table secret (
  name text primary key,
  sealed bytea not null
);

grant select, insert, update, delete on all tables in schema attestry_auth to attestry_app;
set local search_path = attestry;
