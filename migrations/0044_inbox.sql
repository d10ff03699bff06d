-- The desk's queues are counted and cut over all that is still to be decided, vehicle by vehicle: from this index alone.
set local role lw_owner;

create index alert_to_decide on alert (lender_no, vehicle_no)
  include (type, severity, state, desk_state, event_at, raised_at, assigned_to, desk_by, id)
  where desk_state <> 'resolved' and state <> 'retracted' and severity <> 'info';

-- The migrator keeps its own books as itself.
reset role;
