// The main flow with the client and the zod schemas of hey-api.
import { BASIC, check, EMAIL, ISSUER, mailedCode, PASSWORD } from './environment.js';
import { client } from './made/hey/client.gen.js';
import { createAccount, getMe, signIn, signOut, verifySignIn } from './made/hey/sdk.gen.js';
import { zProblem, zProfile, zSignInOutcome, zVerificationOutcome } from './made/hey/zod.gen.js';

client.setConfig({ baseUrl: ISSUER });

const account = await createAccount({
    body: { name: 'Acme', owner: { email: EMAIL, password: PASSWORD } },
    headers: { Authorization: BASIC },
});
check(account.data !== undefined, 'the account is made');

const first = zSignInOutcome.parse((await signIn({ body: { email: EMAIL, password: PASSWORD } })).data);
check(first.status === 'challenge_required', 'a code is needed');
const challengeToken: string = first.challengeToken;

const code = await mailedCode();
const wrong = await verifySignIn({
    body: { challengeToken, method: 'email_code', code: code === '000000' ? '000001' : '000000' },
});
const problem = zProblem.parse(wrong.error);
check(problem.type === 'urn:sallyport:problem:invalid-code', 'a wrong code is a problem');
check(zProblem.safeParse({ ...problem, type: 'urn:sallyport:problem:of-a-later-version' }).success, 'so is a later one');

const right = await verifySignIn({ body: { challengeToken, method: 'email_code', code } });
const second = zVerificationOutcome.parse(right.data);
check(second.status === 'signed_in', 'the user is in');
const headers = { Authorization: `Bearer ${second.accessToken}` };

check(zProfile.parse((await getMe({ headers })).data).email === EMAIL, 'the profile is read');
check((await signOut({ headers })).response?.status === 204, 'the user is out');
console.log('ALL GOOD');
