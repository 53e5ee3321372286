// The main flow with openapi-typescript and openapi-fetch.
import createClient from 'openapi-fetch';
import { BASIC, check, EMAIL, ISSUER, mailedCode, PASSWORD } from './environment.js';
import type { components, paths } from './made/schema.js';

const wrongCode: components['schemas']['ProblemType'] = 'urn:sallyport:problem:invalid-code';
const api = createClient<paths>({ baseUrl: ISSUER });

const account = await api.POST('/v1/accounts', {
    body: { name: 'Acme', owner: { email: EMAIL, password: PASSWORD } },
    headers: { Authorization: BASIC },
});
check(account.data !== undefined, 'the account is made');

const first = (await api.POST('/v1/sign-in', { body: { email: EMAIL, password: PASSWORD } })).data;
check(first?.status === 'challenge_required', 'a code is needed');
const challengeToken: string = first.challengeToken;

const code = await mailedCode();
const wrong = await api.POST('/v1/sign-in/verify', {
    body: { challengeToken, method: 'email_code', code: code === '000000' ? '000001' : '000000' },
});
check(wrong.error !== undefined && 'type' in wrong.error && wrong.error.type === wrongCode, 'a wrong code is a problem');

const second = (await api.POST('/v1/sign-in/verify', { body: { challengeToken, method: 'email_code', code } })).data;
check(second?.status === 'signed_in', 'the user is in');
const headers = { Authorization: `Bearer ${second.accessToken}` };

const me = await api.GET('/v1/me', { headers });
check(me.data?.email === EMAIL, 'the profile is read');
check((await api.POST('/v1/sign-out', { headers })).response.status === 204, 'the user is out');
console.log('ALL GOOD');
