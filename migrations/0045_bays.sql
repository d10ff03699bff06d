set local role lw_owner;

-- Where in its yard a car stands: one car a bay. A car that came without one has none until somebody says where it is.
alter table custody add column bay int4 check (bay between 1 and 100000),
                    add constraint custody_bay_of_yard check (bay is null or yard_id is not null);
create unique index custody_one_car_a_bay on custody (yard_id, bay) where bay is not null;

-- The migrator keeps its own books as itself.
reset role;
