-- What intake has collected for a case; authorisation asks for it.
set local role lw_owner;

alter table recovery_case add column intake text[] not null default '{}';

-- Facts of the register that imports carry.
alter table borrower add column email_sealed bytea;
alter table borrower add column watch_listed boolean not null default false;
alter table vehicle add column keys_held int2;
alter table vehicle add column odometer_km int4;
alter table vehicle add column valuation_minor bigint;
alter table vehicle add column valuation_currency text;
alter table vehicle add column valued_on date;
alter table vehicle add column lien_registered boolean;
alter table vehicle add column lien_authority text;
alter table vehicle add column lien_no text;
alter table vehicle add column lien_date date;
alter table tracker add column msisdn text;
alter table tracker add column service_expires_on date;
alter table site add column source text;

-- The migrator keeps its own books as itself.
reset role;
