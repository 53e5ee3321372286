alter table trusted_device
    -- What the device said it was when it was trusted; null where it said nothing, and then nothing is compared.
    add column browser             text,
    add column browser_version     text,
    add column os                  text,
    -- When the owner said that the sign-in on this device was not theirs.
    add column reported_at         timestamptz,
    -- Whether the owner, who has a second factor, asked to be let in without it on this device.
    add column skips_second_factor boolean not null default false;
