-- Contracts whose debtors asked for erasure: looked for at each look at a map.
set local role lw_owner;

create index compliance_file_erasure on compliance_file (lender_no)
  where kind = 'loan' and detail ->> 'erasure_asked_on' is not null;

reset role;
