#!/usr/bin/env node
// Turns the tables of Better Auth in PostgreSQL into rows for POST /v1/admin/imports.
//
// Run it where your application runs: it uses your application's packages better-auth and pg, and its secret, with
// which Better Auth has encrypted the secrets of the apps and the backup codes.
//
//     DATABASE_URL=postgresql://… BETTER_AUTH_SECRET=… \
//       node better-auth.mjs --account shop --name Shop --owner ada@example.org > users.ndjson
//
// With the plugin for organizations, --organizations makes an account of each of them, with the roles of its members.
// The output has password hashes, TOTP secrets and backup codes: delete it after the import.

import { parseArgs } from 'node:util';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// of the application in the working directory, not in the folder of this script
const require = createRequire(pathToFileURL(process.cwd() + '/'));
const pg = require('pg');
const { symmetricDecrypt } = await import(pathToFileURL(require.resolve('better-auth/crypto')).href);

const PAGE = 500;
const ROLES = ['owner', 'admin', 'member'];

const { values: options } = parseArgs({
  options: {
    account: { type: 'string' },
    name: { type: 'string' },
    owner: { type: 'string', multiple: true, default: [] },
    organizations: { type: 'boolean', default: false },
  },
});
if (!options.organizations && !(options.account && options.name)) {
  console.error('Give --account and --name, or --organizations.');
  process.exit(2);
}

const decrypt = (data) => symmetricDecrypt({ key: process.env.BETTER_AUTH_SECRET, data });
const base64 = (bytes) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** RFC 4648, without padding. */
function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.match(/.{1,5}/g).map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** Better Auth stores `salt:key` in hexadecimal, and takes the hexadecimal text of the salt for the salt. */
function password(stored) {
  const [salt, key] = stored.split(':');
  return { hash: `$scrypt$ln=14,r=16,p=1$${base64(salt)}$${base64(Buffer.from(key, 'hex'))}` };
}

/** The key of an app is the text of the secret; codes have SHA-1, six digits and 30 seconds. */
async function app(secret) {
  return { secret: base32(Buffer.from(await decrypt(secret))), name: 'Authenticator app' };
}

async function backupCodes(stored) {
  return JSON.parse(await decrypt(stored)).map((code) => ({ code }));
}

function accounts(user) {
  return options.organizations
    ? user.organizations.map(({ id, name, role }) => ({
        externalId: id,
        name,
        role: ROLES.find((each) => role.split(',').includes(each)) ?? 'member',
      }))
    : [{ externalId: options.account, name: options.name, role: options.owner.includes(user.email) ? 'owner' : 'member' }];
}

async function row(user) {
  const moved = {
    externalId: user.id,
    email: user.email,
    emailVerified: user.emailVerified,
    status: user.banned ? 'disabled' : 'active',
    createdAt: user.createdAt.toISOString(),
    accounts: accounts(user),
  };
  if (user.password) {
    moved.password = password(user.password);
  }
  if (user.twoFactorEnabled && user.secret) {
    moved.totp = [await app(user.secret)];
    moved.recoveryCodes = await backupCodes(user.backupCodes);
  }
  return moved;
}

const database = new pg.Client({ connectionString: process.env.DATABASE_URL });
await database.connect();
const has = async (table) =>
  (await database.query('select to_regclass($1) is not null as it', [`"${table}"`])).rows[0].it;
const twoFactor = await has('twoFactor');
const query = `
  select u.*, a.password
         ${twoFactor ? ', t.secret, t."backupCodes"' : ''}
         ${options.organizations ? `, coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name, 'role', m.role))
             from member m join organization o on o.id = m."organizationId" where m."userId" = u.id), '[]') as organizations` : ''}
  from "user" u
  left join account a on a."userId" = u.id and a."providerId" = 'credential'
  ${twoFactor ? 'left join "twoFactor" t on t."userId" = u.id' : ''}
  where u.id > $1 order by u.id limit ${PAGE}`;

let last = '';
for (;;) {
  const { rows } = await database.query(query, [last]);
  for (const user of rows) {
    if (options.organizations && user.organizations.length === 0) {
      console.error(`${user.id}: is in no organization, and does not move`);
    } else {
      process.stdout.write(JSON.stringify(await row(user)) + '\n');
    }
  }
  if (rows.length < PAGE) {
    break;
  }
  last = rows[rows.length - 1].id;
}
await database.end();
