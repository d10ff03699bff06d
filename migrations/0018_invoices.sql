-- Invoices of contractors: a number is used once, and the invoices of an order are found by it.
set local role lw_owner;

create unique index invoice_number_unique on invoice (vendor_id, (detail ->> 'number'));
create index invoice_lines on invoice using gin ((detail -> 'lines') jsonb_path_ops);

-- The migrator keeps its own books as itself.
reset role;
