// A backend that takes Sallyport's access tokens: by the published keys, and where it matters by asking the service.
import { createServer } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { SALLYPORT = 'http://localhost:8080', CLIENT_ID, CLIENT_SECRET, PORT = '8081' } = process.env;

const metadata = await (await fetch(`${SALLYPORT}/.well-known/oauth-authorization-server`)).json();
const { issuer } = metadata;
const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));

const KEYS_UNREAD = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'];

class Refused extends Error {
  constructor(status, challenge) {
    super(challenge);
    Object.assign(this, { status, challenge });
  }
}

/** Whose token it is. The end of a session is noticed after five minutes at most. */
async function user(request) {
  const token = /^Bearer ([^ ]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new Refused(401, 'Bearer');
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer, audience: issuer, typ: 'at+jwt', algorithms: ['ES256'], requiredClaims: ['exp'],
    });
    return { token, id: payload.sub, acr: payload.acr };
  } catch (failure) {
    // The keys cannot be read: that is not the caller's fault.
    if (!failure.code?.startsWith('ERR_J') || KEYS_UNREAD.includes(failure.code)) throw failure;
    throw new Refused(401, 'Bearer error="invalid_token"');
  }
}

/** The same, but the service says whether the session is alive at this moment, and has two factors. */
async function activeUser(request) {
  const { token } = await user(request);
  const answer = await fetch(metadata.introspection_endpoint, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}` },
    body: new URLSearchParams({ token }),
  });
  if (!answer.ok) throw new Error(`introspection: ${answer.status}`);
  const { active, sub, acr } = await answer.json();
  if (!active) throw new Refused(401, 'Bearer error="invalid_token"');
  if (acr !== '2fa') throw new Refused(401, 'Bearer error="insufficient_user_authentication", acr_values="2fa"');
  return { id: sub, acr };
}

const ROUTES = {
  'GET /orders': async request => ({ orders: [], user: (await user(request)).id }),
  'POST /payments': async request => ({ paid: true, user: (await activeUser(request)).id }),
};

createServer(async (request, response) => {
  const reply = (status, body, headers = {}) => response
    .writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  const route = ROUTES[`${request.method} ${request.url}`];
  request.resume();
  try {
    if (route) reply(200, await route(request));
    else reply(404, { error: 'not found' });
  } catch (failure) {
    if (failure instanceof Refused) reply(failure.status, { error: 'refused' }, { 'WWW-Authenticate': failure.challenge });
    else {
      console.error(failure.message);
      reply(503, { error: 'unavailable' }, { 'Retry-After': '5' });
    }
  }
}).listen(Number(PORT), '127.0.0.1', function listening() {
  console.log(`http://localhost:${this.address().port}`);
});
