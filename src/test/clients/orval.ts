// The main flow with the fetch client of orval, which knows the paths of the service and not its address.
import { BASIC, check, EMAIL, ISSUER, mailedCode, PASSWORD } from './environment.js';
import { createAccount, getMe, signIn, signOut, verifySignIn } from './made/orval.js';

const plainFetch = globalThis.fetch;
globalThis.fetch = (target, options) =>
    plainFetch(typeof target === 'string' && target.startsWith('/') ? ISSUER + target : target, options);

const account = await createAccount(
    { name: 'Acme', owner: { email: EMAIL, password: PASSWORD } },
    { headers: { Authorization: BASIC } });
check(account.status === 201, 'the account is made');

const first = await signIn({ email: EMAIL, password: PASSWORD });
check(first.status === 200 && first.data.status === 'challenge_required', 'a code is needed');
const challengeToken: string = first.data.challengeToken;

const code = await mailedCode();
const wrong = await verifySignIn({
    challengeToken,
    method: 'email_code',
    code: code === '000000' ? '000001' : '000000',
});
check(wrong.status === 401 && wrong.data.type === 'urn:sallyport:problem:invalid-code', 'a wrong code is a problem');

const second = await verifySignIn({ challengeToken, method: 'email_code', code });
check(second.status === 200 && second.data.status === 'signed_in', 'the user is in');
const headers = { Authorization: `Bearer ${second.data.accessToken}` };

const me = await getMe({ headers });
check(me.status === 200 && me.data.email === EMAIL, 'the profile is read');
check((await signOut({ headers })).status === 204, 'the user is out');
console.log('ALL GOOD');
