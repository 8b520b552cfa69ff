-- Companies that a rule may let in stand on one of several lists: customers, and companies with an open deal.
alter table customer rename to party_list;
alter table party_list add column list text not null default 'customers';
alter table party_list alter list drop default;
alter table party_list drop constraint customer_pkey, add primary key (org, list, domain);
