-- How large a vehicle is, as yards charge for it and take it.
set local role lw_owner;

alter table vehicle add column class text not null default 'car'
  constraint vehicle_class_check check (class in ('motorcycle', 'car', 'van', 'truck'));

-- The migrator keeps its own books as itself.
reset role;
