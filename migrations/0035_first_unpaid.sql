-- Whether the very first instalment has fallen due and is not paid: a visit to a second-pledge site soon after the payout
-- is then a risk of fraud.
set local role lw_owner;

alter table loan add column first_unpaid boolean not null default false;
-- Reckoned anew at the next look.
update loan set arrears_as_of = null where status not in ('settled', 'charged_off') and overdue_instalments > 0;

-- The migrator keeps its own books as itself.
reset role;
