// The sessions of the client, against the packaged service, on a bad network and with wrong clocks.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient } from '../../main/webui/client/sallyport.js';
import { createClient as createInOtherPage } from '../../main/webui/client/sallyport.js?other-page';
import {
    browser, impatiently, json, LATER, mailedCode, network, person, sharedStorage, tokenStorage, withClocks,
} from './service.mjs';

const TOKEN = '/oauth2/token';
const net = await network();
after(() => net.close());

const client = (options = {}) => createClient({ baseUrl: net.url, storage: tokenStorage(), ...options });

async function signIn(made, user) {
    const flow = made.signIn();
    await flow.password(user);
    const state = await flow.code({ method: 'email_code', code: await mailedCode(user) });
    assert.equal(state.show, 'signed-in', JSON.stringify(state));
    return made;
}

async function sessionsOf(user) {
    const first = await signIn(client(), user);
    return (await first.call('GET', '/v1/me/sessions')).items.length - 1;
}

test('two pages that need a new token at the same time refresh once, and both continue', async t => {
    const user = await person();
    const localStorage = sharedStorage();
    const pages = { storage: tokenStorage(), shared: true, localStorage, name: 'two-pages' };
    const one = await signIn(client(pages), user);
    const other = createInOtherPage({ baseUrl: net.url, ...pages });
    t.after(() => (one.close(), other.close()));
    const heard = [];
    other.onChange(({ type, fromOtherTab }) => heard.push([type, fromOtherTab]));
    const before = net.count(TOKEN);
    assert.equal(await other.resume(), true);
    assert.equal(net.count(TOKEN), before + 1);
    await withClocks(LATER, async () => {
        const calls = [one, other, one, other].map(page => page.call('GET', '/v1/me'));
        assert.deepEqual((await Promise.all(calls)).map(me => me.email), Array(4).fill(user.email));
        assert.equal(net.count(TOKEN), before + 2, 'one refresh for all');
    });
    assert.deepEqual(heard[0], ['signed-in', false]);
    assert.deepEqual([...localStorage.items], [], 'the lease is given back');

    await one.signOut();
    await new Promise(done => setTimeout(done, 50));
    assert.deepEqual(heard.at(-1), ['signed-out', true]);
    assert.equal(other.session, null);
    assert.equal(await other.resume(), false);
});

test('twenty pages that refresh at once keep their session, whichever page has the lock', async t => {
    const user = await person();
    const pages = { storage: tokenStorage(), shared: true, localStorage: sharedStorage(), name: 'twenty-pages' };
    const one = await signIn(client(pages), user);
    const all = Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? createClient : createInOtherPage)({ baseUrl: net.url, ...pages }));
    t.after(() => [one, ...all].forEach(page => page.close()));
    assert.ok((await Promise.all(all.map(page => page.resume()))).every(Boolean));
    await withClocks(LATER, async () => assert.equal((await one.call('GET', '/v1/me')).email, user.email));
});

test('where the browser refuses locks, the client does without', async () => {
    const user = await person();
    const locks = { request: () => Promise.reject(new DOMException('not here', 'SecurityError')) };
    const made = await signIn(client({ locks }), user);
    await withClocks(LATER, async () => assert.equal((await made.call('GET', '/v1/me')).email, user.email));
});

test('a client without shared storage has a session of its own', async () => {
    const [ada, bob] = [await person(), await person()];
    const one = await signIn(createClient({ baseUrl: net.url }), ada);
    const other = await signIn(createClient({ baseUrl: net.url }), bob);
    assert.equal((await one.call('GET', '/v1/me')).email, ada.email);
    await withClocks(LATER, async () => assert.equal((await other.call('GET', '/v1/me')).email, bob.email));
    await one.signOut();
    assert.equal((await other.call('GET', '/v1/me')).email, bob.email);
});

test('a machine whose clock is hours off signs in, counts down, and refreshes when it is time', async () => {
    for (const hours of [-9, 9]) {
        const user = await person();
        await withClocks({ wall: hours * 3_600_000 }, async () => {
            const made = client();
            const flow = made.signIn();
            const asked = await flow.password(user);
            assert.ok(asked.resendIn > 25 && asked.resendIn <= 35, `${asked.resendIn}`);
            assert.ok(asked.expiresIn > 590 && asked.expiresIn <= 605, `${asked.expiresIn}`);
            await flow.code({ method: 'email_code', code: await mailedCode(user) });
            const before = net.count(TOKEN);
            await made.call('GET', '/v1/me');
            assert.equal(net.count(TOKEN), before, 'the token is fresh');
            assert.ok(Math.abs(made.serverNow() - (Date.now() - hours * 3_600_000)) < 5000);
            await withClocks({ steady: 6 * 60_000, wall: -3_600_000 }, () => made.call('GET', '/v1/me'));
            assert.equal(net.count(TOKEN), before + 1, 'the token is old, although the clock was set back');
        });
    }
});

test('a token that the service no longer accepts is refreshed, and the call repeated', async () => {
    const user = await person();
    const made = await signIn(client(), user);
    const before = net.count(TOKEN);
    net.disturb('/v1/me', 401);
    await assert.rejects(made.call('GET', '/v1/me'), problem => problem.code === 'http-401', 'not ours: not repeated');
    assert.equal(net.count(TOKEN), before);
    const token = await made.accessToken();
    await json('/v1/sign-out', { token });
    const changes = [];
    made.onChange(({ type, reason }) => changes.push([type, reason]));
    await assert.rejects(made.call('GET', '/v1/me'), problem => problem.code === 'not-authenticated');
    assert.deepEqual(changes, [['signed-out', 'expired']]);
    assert.equal(await made.resume(), false);
});

test('a lost answer costs nothing: the same request gets it again', async () => {
    const user = await person();
    const made = client();
    const flow = made.signIn();
    net.disturb('/v1/sign-in', 'drop');
    assert.equal((await impatiently(() => flow.password(user))).show, 'code');
    net.disturb('/v1/sign-in/verify', 'drop');
    const code = await mailedCode(user);
    const done = await impatiently(() => flow.code({ method: 'email_code', code }));
    assert.equal(done.show, 'signed-in', JSON.stringify(done));
    const [first, second] = net.seen.filter(each => each.path === '/v1/sign-in/verify').slice(-2);
    assert.deepEqual(first, second);
    assert.match(first.key, /^"[\w-]{16,128}"$/);
    assert.equal((await made.call('GET', '/v1/me/sessions')).items.length, 1);
});

test('a code that got no answer at all is not sent as a second one when the user tries again', async () => {
    const user = await person();
    const flow = client({ timeout: 5000 }).signIn();
    await flow.password(user);
    const code = await mailedCode(user);
    net.disturb('/v1/sign-in/verify', 'drop', 4);
    const lost = await impatiently(() => flow.code({ method: 'email_code', code }));
    assert.deepEqual([lost.show, lost.problem.code, lost.problem.status], ['code', 'network', 0]);
    assert.equal((await flow.code({ method: 'email_code', code })).show, 'signed-in');
    assert.equal(await sessionsOf(user), 1);
});

test('a refresh whose answer was lost continues, also after a reload', async () => {
    const user = await person();
    const storage = tokenStorage();
    const made = await signIn(client({ storage }), user);
    net.disturb(TOKEN, 'drop', 2);
    await impatiently(() => withClocks(LATER, () => made.call('GET', '/v1/me')));
    net.disturb(TOKEN, 'drop', 4);
    await impatiently(() => assert.rejects(client({ storage }).resume(), problem => problem.code === 'network'));
    assert.equal(await client({ storage }).resume(), true);
    assert.equal(await client({ storage }).resume(), true);
});

test('an unavailable service is asked again after the time it says; other calls are not repeated', async () => {
    const user = await person();
    const made = await signIn(client(), user);
    net.disturb('/v1/me', 503);
    const begin = performance.now();
    assert.equal((await made.call('GET', '/v1/me')).email, user.email);
    assert.ok(performance.now() - begin > 900);
    net.disturb('/v1/me', 'lose');
    await assert.rejects(made.call('PATCH', '/v1/me', { body: { locale: 'de' } }), problem => problem.code === 'network');
});

test('an aborted call ends at once, and the same request can come again', async () => {
    const user = await person();
    const made = client();
    const early = AbortSignal.abort();
    await assert.rejects(made.call('POST', '/v1/sign-in', { body: user, signal: early }), { name: 'AbortError' });
    const control = new AbortController();
    const flow = made.signIn();
    const running = flow.password({ ...user, signal: control.signal });
    setTimeout(() => control.abort(), 30);
    await assert.rejects(running, { name: 'AbortError' });
    assert.equal((await flow.password(user)).show, 'code');
    const keys = net.seen.filter(each => each.path === '/v1/sign-in' && each.body.includes(user.email));
    assert.equal(new Set(keys.map(each => each.key)).size, 1);
    assert.equal((await flow.code({ method: 'email_code', code: await mailedCode(user) })).show, 'signed-in');
    const waiting = withClocks(LATER, () => made.call('GET', '/v1/me', { signal: AbortSignal.timeout(1) }));
    await assert.rejects(waiting, { name: 'TimeoutError' });
    assert.equal((await made.call('GET', '/v1/me')).email, user.email);
});

test('with cookies a page holds no long-lived token, and a reload keeps the session', async () => {
    const user = await person();
    const { jar, fetch, loseAfterCookies } = browser();
    const localStorage = sharedStorage();
    const page = () => client({ storage: 'cookies', fetch, localStorage, shared: true, name: user.email });
    assert.equal(await page().resume(), false);
    await signIn(page(), user);
    assert.deepEqual([...jar.keys()].sort(), ['__Host-sallyport-device', '__Host-sallyport-refresh']);
    const again = page();
    assert.equal(await again.resume(), true);
    assert.equal(again.session.acr, '1fa');

    loseAfterCookies();
    assert.equal(await page().resume(), true, 'the cookie came, the answer did not');
    net.disturb(TOKEN, 'drop', 4);
    await impatiently(() => assert.rejects(page().resume(), problem => problem.code === 'network'));
    const late = page();
    assert.equal(await late.resume(), true, 'the key of the lost refresh outlived the page');

    await late.signOut();
    assert.deepEqual([...jar.keys()], ['__Host-sallyport-device']);
    assert.equal(await page().resume(), false);
    assert.equal((await page().signIn().password(user)).show, 'signed-in');
});
