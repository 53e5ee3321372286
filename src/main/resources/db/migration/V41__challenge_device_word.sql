-- What a backend said of the device of the user it speaks for; null in a sign-in whose device speaks for itself.
alter table challenge
    add column device_user_agent text, -- empty where the device says nothing of itself
    add column device_ip text;
