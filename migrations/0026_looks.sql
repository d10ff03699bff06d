-- What the gate of the law says of a car outside the steps of its case: looks at where it is, exports of its track, cuts of
-- its engine. A decision, and an approval, is of a case or of a car.
set local role lw_owner;

alter table compliance_decision
  alter column case_id drop not null,
  add column vehicle_id uuid,
  -- Whoever polls a position asks the same again and again: one answer for each caller, purpose and day is kept.
  add column look text,
  add constraint compliance_decision_of_one check (num_nonnulls(case_id, vehicle_id) = 1);
create unique index compliance_decision_look on compliance_decision (vehicle_id, look) where look is not null;
create index on compliance_decision (vehicle_id, id) where vehicle_id is not null;

alter table compliance_approval
  alter column case_id drop not null,
  add column vehicle_id uuid,
  add constraint compliance_approval_of_one check (num_nonnulls(case_id, vehicle_id) = 1);
create index on compliance_approval (vehicle_id, id) where vehicle_id is not null;

-- The migrator keeps its own books as itself.
reset role;
