-- Mails with a file: reports that somebody ordered.
set local role lw_owner;

alter table notification_delivery
  add column attachment_name text,
  add column attachment      text,
  add constraint notification_delivery_attachment
    check ((attachment is null) = (attachment_name is null) and octet_length(attachment) <= 4194304);

-- The migrator keeps its own books as itself.
reset role;
