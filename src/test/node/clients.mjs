// Drives the running service with libraries of others, which know it by its address alone. What it prints, the test
// reads.
import assert from 'node:assert/strict';
import * as jose from 'jose';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, ACCESS_TOKEN, REFRESH_TOKEN, OTHER_REFRESH_TOKEN } = process.env;
const issuer = new URL(ISSUER);
const plainHttp = { [oauth.allowInsecureRequests]: true };

async function refused(promise, code) {
    await assert.rejects(promise, error => {
        assert.equal(error.error ?? error.code, code, String(error));
        return true;
    });
}

// oauth4webapi
const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...plainHttp });
const server = await oauth.processDiscoveryResponse(issuer, found);
const frontEnd = { client_id: 'sallyport' };
const backend = { client_id: CLIENT_ID };
const secret = oauth.ClientSecretBasic(CLIENT_SECRET);

async function refresh(token) {
    const answer = await oauth.refreshTokenGrantRequest(server, frontEnd, oauth.None(), token, plainHttp);
    return oauth.processRefreshTokenResponse(server, frontEnd, answer);
}

async function introspect(token) {
    const answer = await oauth.introspectionRequest(server, backend, secret, token, plainHttp);
    return oauth.processIntrospectionResponse(server, backend, answer);
}

async function asResourceServer(token) {
    const request = new Request('http://backend.example/', { headers: { authorization: `Bearer ${token}` } });
    return oauth.validateJwtAccessToken(server, request, ISSUER, plainHttp);
}

const claims = await asResourceServer(ACCESS_TOKEN);
assert.equal(claims.acr, '1fa');
const refreshed = await refresh(REFRESH_TOKEN);
assert.notEqual(refreshed.refresh_token, REFRESH_TOKEN);
assert.equal((await asResourceServer(refreshed.access_token)).sid, claims.sid);
const active = await introspect(refreshed.access_token);
assert.equal(active.active, true);
assert.equal(active.sub, claims.sub);
await refused(refresh('sp_rt_x'), 'invalid_grant');

const granted = await oauth.processClientCredentialsResponse(
    server,
    backend,
    await oauth.clientCredentialsGrantRequest(server, backend, secret, { scope: 'introspect' }, plainHttp));
assert.equal(granted.token_type, 'bearer');
assert.equal(granted.scope, 'introspect');

const given = await oauth.revocationRequest(server, frontEnd, oauth.None(), refreshed.refresh_token, plainHttp);
await oauth.processRevocationResponse(given);
assert.deepEqual(await introspect(refreshed.access_token), { active: false });
await refused(refresh(refreshed.refresh_token), 'invalid_grant');
const wrong = await oauth.introspectionRequest(server, backend, oauth.ClientSecretBasic('wrong'), 'x', plainHttp);
assert.equal(wrong.status, 401);

// jose, as a resource server does without an OAuth library
const keys = jose.createRemoteJWKSet(new URL(server.jwks_uri));
const expected = { issuer: ISSUER, audience: ISSUER, typ: 'at+jwt', algorithms: ['ES256'] };
const { payload } = await jose.jwtVerify(ACCESS_TOKEN, keys, expected);
assert.equal(payload.sub, claims.sub);
const [head, body, signature] = ACCESS_TOKEN.split('.');
const raised = Buffer.from(JSON.stringify({ ...payload, acr: '2fa' })).toString('base64url');
await refused(jose.jwtVerify(`${head}.${raised}.${signature}`, keys, expected), 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
await refused(jose.jwtVerify(ACCESS_TOKEN, keys, { ...expected, audience: 'other' }), 'ERR_JWT_CLAIM_VALIDATION_FAILED');

// openid-client
const options = { algorithm: 'oauth2', execute: [openid.allowInsecureRequests] };
const asFrontEnd = await openid.discovery(issuer, 'sallyport', undefined, openid.None(), options);
const asBackend =
    await openid.discovery(issuer, CLIENT_ID, CLIENT_SECRET, openid.ClientSecretBasic(CLIENT_SECRET), options);
const second = await openid.refreshTokenGrant(asFrontEnd, OTHER_REFRESH_TOKEN);
assert.equal((await openid.tokenIntrospection(asBackend, second.access_token)).active, true);
assert.equal((await openid.clientCredentialsGrant(asBackend, { scope: 'introspect' })).scope, 'introspect');
await openid.tokenRevocation(asFrontEnd, second.refresh_token);
assert.equal((await openid.tokenIntrospection(asBackend, second.access_token)).active, false);
await refused(openid.refreshTokenGrant(asFrontEnd, second.refresh_token), 'invalid_grant');

console.log('ALL GOOD');
