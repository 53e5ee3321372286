// The messages of a webhook, checked by the library of Standard Webhooks: it knows nothing but the secret.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, ACCESS_TOKEN } = process.env;
const basic = 'Basic ' + Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64');

const messages = [];
const waiting = [];
const server = createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', () => {
    messages.push({ headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
    response.writeHead(204).end();
    waiting.splice(0).forEach(wake => wake());
  });
});
await new Promise(listening => server.listen(0, '127.0.0.1', listening));

async function message(number) {
  while (messages.length < number) {
    await new Promise(wake => waiting.push(wake));
  }
  return messages[number - 1];
}

async function call(method, path, body) {
  const answer = await fetch(ISSUER + path, {
    method,
    headers: { authorization: basic, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

const url = `http://127.0.0.1:${server.address().port}/hook`;
const webhook = await call('POST', '/v1/admin/webhooks', { url, events: ['session.ended'] });
const path = `/v1/admin/webhooks/${webhook.id}`;
try {
  await call('POST', `${path}/test`);
  const first = await message(1);
  const library = new Webhook(webhook.secret);
  assert.equal(library.verify(first.body, first.headers).type, 'webhook.test');

  const out = await fetch(`${ISSUER}/v1/sign-out`, { method: 'POST', headers: { authorization: `Bearer ${ACCESS_TOKEN}` } });
  assert.equal(out.status, 204);
  const second = await message(2);
  const event = library.verify(second.body, second.headers);
  assert.equal(event.type, 'session.ended');
  assert.match(event.data.sessionId, /^[0-9a-f-]{36}$/);
  assert.throws(() => library.verify(second.body.replace('session', 'Session'), second.headers));
  assert.throws(() => library.verify(second.body, { ...second.headers, 'webhook-id': first.headers['webhook-id'] }));
  assert.throws(() => library.verify(second.body, { ...second.headers, 'webhook-timestamp': '1614265330' }));

  const rotated = await call('POST', `${path}/rotate-secret`);
  await call('POST', `${path}/test`);
  const third = await message(3);
  assert.equal(library.verify(third.body, third.headers).type, 'webhook.test');
  assert.equal(new Webhook(rotated.secret).verify(third.body, third.headers).type, 'webhook.test');
  assert.throws(() => new Webhook('whsec_' + Buffer.alloc(32, 7).toString('base64')).verify(third.body, third.headers));
} finally {
  await call('DELETE', path);
  server.close();
}
console.log('ALL GOOD');
