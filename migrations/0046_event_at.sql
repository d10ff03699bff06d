set local role lw_owner;

-- The audit trail of a time that was asked for. Events are appended in the order of their time, or nearly: a few pages of
-- an index say where to look.
create index event_at on event using brin (at) with (pages_per_range = 32);

-- The migrator keeps its own books as itself.
reset role;
