set local role lw_owner;

-- Who a buyer is. A person among them: sealed as borrowers and agents are.
alter table buyer add column name_sealed bytea;

-- The migrator keeps its own books as itself.
reset role;
