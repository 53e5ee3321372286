#!/usr/bin/env python3
"""Turns the users of a Keycloak export into rows for POST /v1/admin/imports.

Export with Keycloak's own command, which writes credentials too (the console's export does not):

    bin/kc.sh export --realm acme --file acme.json
    bin/kc.sh export --realm acme --dir acme --users different_files      # many users

Then, with one account for all of them:

    ./keycloak.py --account acme --name Acme --owner ada@example.org acme.json > users.ndjson

What does not move is listed on the standard error: users without an address, recovery codes (Keycloak keeps hashes only)
and security keys. The output has password hashes and TOTP secrets: delete it after the import.
"""

import argparse
import base64
import datetime
import json
import sys

ALGORITHMS = {"HmacSHA1": "SHA1", "HmacSHA256": "SHA256", "HmacSHA512": "SHA512"}
LANGUAGES = {"en", "de", "fr", "es", "ja"}


def note(user, text):
    print(f"{user.get('username')}: {text}", file=sys.stderr)


def parsed(text):
    """Keycloak writes these two as JSON texts within the JSON."""
    return json.loads(text) if isinstance(text, str) else (text or {})


def password(credential):
    """Sallyport reads Keycloak's own form, of argon2 and of PBKDF2."""
    kept = {name: parsed(credential[name]) for name in ("secretData", "credentialData")}
    return {"hash": json.dumps(kept, separators=(",", ":"))}


def app(credential):
    """The key of an app is what Keycloak stores, as bytes, unless it says that this is Base32."""
    data, secret = parsed(credential["credentialData"]), parsed(credential["secretData"])["value"]
    if data.get("secretEncoding") != "BASE32":
        secret = base64.b32encode(secret.encode()).decode().rstrip("=")
    return {
        "secret": secret,
        "name": credential.get("userLabel") or "Authenticator app",
        "algorithm": ALGORITHMS[data.get("algorithm", "HmacSHA1")],
        "digits": data.get("digits", 6),
        "period": data.get("period", 30),
    }


def row(user, account, owners):
    moved = {
        "externalId": user["id"],
        "email": user["email"],
        "emailVerified": bool(user.get("emailVerified")),
        "status": "active" if user.get("enabled", True) else "disabled",
        "accounts": [account | {"role": "owner" if user["email"].lower() in owners else "member"}],
    }
    locale = (user.get("attributes") or {}).get("locale", [""])[0].split("-")[0]
    if locale in LANGUAGES:
        moved["locale"] = locale
    if "createdTimestamp" in user:
        created = datetime.datetime.fromtimestamp(user["createdTimestamp"] / 1000, datetime.timezone.utc)
        moved["createdAt"] = created.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    for credential in user.get("credentials") or []:
        kind = credential.get("type")
        if kind == "password":
            moved["password"] = password(credential)
        elif kind == "otp" and parsed(credential["credentialData"]).get("subType") == "totp":
            moved.setdefault("totp", []).append(app(credential))
        else:
            note(user, f"a credential of the kind {kind} does not move")
    return moved


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--account", required=True, help="the external id of the account")
    options.add_argument("--name", required=True, help="the name of the account, if it is created")
    options.add_argument("--owner", action="append", default=[], help="the address of an owner; all others are members")
    options.add_argument("files", nargs="+", help="exported JSON files")
    given = options.parse_args()
    account = {"externalId": given.account, "name": given.name}
    owners = {owner.lower() for owner in given.owner}
    for file in given.files:
        with open(file, encoding="utf-8") as export:
            users = json.load(export).get("users") or []
        for user in users:
            if user.get("serviceAccountClientId"):
                continue
            if not user.get("email"):
                note(user, "has no address, and does not move")
                continue
            print(json.dumps(row(user, account, owners), ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
