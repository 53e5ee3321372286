-- What the device said it was when it was trusted; null where it said nothing, and then nothing is compared.
alter table trusted_device
    add column browser         text,
    add column browser_version text,
    add column os              text;
