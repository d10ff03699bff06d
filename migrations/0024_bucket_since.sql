-- Since when a loan is in its bucket, on the engine's clock, which is also that of a case's closing and of alerts: the
-- event log tells wall time, and under a driven clock the two must not be compared.
set local role lw_owner;

alter table loan add column bucket_since timestamptz;
update loan set bucket_since =
  (select max(e.at) from event e where e.entity_id = loan.id and e.action = 'bucket_moved');

-- The migrator keeps its own books as itself.
reset role;
