// The sign-in, set-up and step-up of the client, against the packaged service.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient, SallyportError } from '../../main/webui/client/sallyport.js';
import { age, app, expire, json, mailedCode, network, PASSWORD, person, sharedStorage, tokenStorage } from './service.mjs';

const net = await network();
after(() => net.close());

const client = (options = {}) => createClient({ baseUrl: net.url, storage: tokenStorage(), ...options });

async function signedIn(user, options) {
    const made = client(options);
    const flow = made.signIn();
    await flow.password(user);
    const state = await flow.code({ method: 'email_code', code: await mailedCode(user) });
    assert.equal(state.show, 'signed-in', JSON.stringify(state));
    return made;
}

async function withApp(user, made) {
    const set = made.enroll();
    const pending = await set.start({ name: 'Phone' });
    const code = app(pending.secret);
    const state = await set.confirm({ code: await code() });
    assert.equal(state.show, 'recovery-codes', JSON.stringify(state));
    return { code, recoveryCodes: state.recoveryCodes };
}

test('a sign-in with a mailed code, and a quiet one on the device that is known then', async () => {
    const user = await person();
    const known = client();
    const flow = known.signIn();
    assert.deepEqual(flow.next(), { show: 'password', problem: null });

    const refused = await flow.password({ ...user, password: 'wrong' });
    assert.deepEqual([refused.show, refused.problem.code], ['password', 'invalid-credentials']);

    const asked = await flow.password(user);
    assert.deepEqual([asked.show, asked.purpose, asked.methods], ['code', 'device_verification', ['email_code']]);
    assert.match(asked.emailHint, /•/);
    assert.ok(asked.resendIn > 25 && asked.resendIn <= 35, `${asked.resendIn}`);
    assert.ok(asked.expiresIn > 590 && asked.expiresIn <= 605, `${asked.expiresIn}`);
    assert.equal(asked.problem, null);
    assert.ok(!('challengeToken' in asked));

    const code = await mailedCode(user);
    const wrong = await flow.code({ method: 'email_code', code: code === '000000' ? '000001' : '000000' });
    assert.deepEqual([wrong.show, wrong.problem.code, wrong.attemptsLeft], ['code', 'invalid-code', 4]);
    const checked = await flow.check();
    assert.equal(checked.delivery, 'sent');
    assert.equal(checked.problem.code, 'invalid-code', 'a check leaves what the user reads');
    const malformed = await flow.code({ method: 'email_code', code: '12' });
    assert.deepEqual([malformed.show, malformed.problem.code], ['code', 'invalid-request']);

    const done = await flow.code({ method: 'email_code', code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
    assert.deepEqual([done.show, done.user.email, done.notices], ['signed-in', user.email, []]);
    assert.equal((await known.call('GET', '/v1/me')).email, user.email);
    assert.equal(known.session.acr, '1fa');

    await known.signOut();
    assert.equal(known.session, null);
    const again = await known.signIn().password(user);
    assert.equal(again.show, 'signed-in');
});

test('a double click is one request', async () => {
    const user = await person();
    const flow = client().signIn();
    const before = net.count('/v1/sign-in');
    const both = await Promise.all([flow.password(user), flow.password(user)]);
    assert.equal(net.count('/v1/sign-in'), before + 1);
    assert.deepEqual(both.map(state => state.show), ['code', 'code']);
});

test('after a reload the sign-in continues, until its challenge has expired', async () => {
    const user = await person();
    const keep = sharedStorage();
    await client().signIn({ keep }).password(user);
    const flow = client().signIn({ keep });
    const restored = await flow.restore();
    assert.deepEqual([restored.show, restored.attemptsLeft], ['code', 5]);
    assert.equal((await flow.code({ method: 'email_code', code: await mailedCode(user) })).show, 'signed-in');
    assert.equal(keep.items.size, 0);

    const other = client().signIn({ keep });
    assert.equal((await other.password(user)).show, 'code');
    await expire(user);
    const gone = await other.code({ method: 'email_code', code: '123456' });
    assert.deepEqual([gone.show, gone.problem.code], ['password', 'challenge-expired']);
    const after = await client().signIn({ keep }).restore();
    assert.deepEqual([after.show, after.problem], ['password', null]);

    await other.password(user);
    await expire(user);
    const late = await client().signIn({ keep }).restore();
    assert.deepEqual([late.show, late.problem.code], ['password', 'challenge-expired']);
});

test('a resend says when the next is possible, and a cancelled sign-in begins again', async () => {
    const user = await person();
    const flow = client().signIn();
    await flow.password(user);
    const resent = await flow.resend();
    assert.equal(resent.show, 'code');
    assert.ok(['queued', 'sent'].includes(resent.delivery), resent.delivery);
    assert.ok(resent.resendIn > 0);
    const running = flow.check();
    assert.deepEqual(flow.cancel(), { show: 'password', problem: null });
    assert.deepEqual(await running, { show: 'password', problem: null });
});

test('a second factor is set up in a session, and asked for from then on', async () => {
    const user = await person();
    const made = await signedIn(user);
    const set = made.enroll();
    assert.equal(set.next().show, 'choose');
    const pending = await set.start({ name: 'Phone' });
    assert.equal(pending.show, 'app');
    assert.match(pending.qrCode, /^data:image\/png;base64,/);
    assert.equal(pending.paperKey.length, 64);
    assert.ok(pending.expiresIn > 590);
    const wrong = await set.confirm({ code: '000000' });
    assert.deepEqual([wrong.show, wrong.problem.code], ['app', 'invalid-code']);
    const code = app(pending.secret);
    const codes = await set.confirm({ code: await code() });
    assert.deepEqual([codes.show, codes.recoveryCodes.length, codes.made.name], ['recovery-codes', 10, 'Phone']);
    assert.equal(made.session.acr, '2fa');
    assert.equal(set.saved().show, 'done');
    assert.ok(!('recoveryCodes' in set.next()));

    const flow = client().signIn();
    const asked = await flow.password(user);
    assert.deepEqual([asked.show, asked.purpose], ['code', 'two_factor']);
    assert.deepEqual(asked.methods, ['totp', 'recovery_code', 'paper_key']);
    assert.equal((await flow.code({ method: 'recovery_code', code: codes.recoveryCodes[0] })).show, 'signed-in');
});

test('where a policy requires it, the set-up is part of the sign-in', async () => {
    const owner = await person();
    const asOwner = await signedIn(owner);
    await withApp(owner, asOwner);
    const params = { accountId: owner.accountId };
    const { headers } = await asOwner.exchange('GET', '/v1/accounts/{accountId}/two-factor-policy', { params });
    await asOwner.call('PUT', '/v1/accounts/{accountId}/two-factor-policy', {
        params, headers: { 'If-Match': headers.get('ETag') }, body: { required: true, existingSessions: 'keep' },
    });
    const member = await person(owner.accountId);
    const keep = sharedStorage();
    const first = client().signIn({ keep });
    await first.password(member);
    const asked = await first.code({ method: 'email_code', code: await mailedCode(member) });
    assert.deepEqual([asked.show, asked.enrollment.show], ['enrollment', 'choose']);

    const made = client();
    const flow = made.signIn({ keep });
    const restored = await flow.restore();
    assert.deepEqual([restored.show, restored.methods], ['enrollment', asked.methods]);
    assert.ok(asked.methods.includes('totp'));
    const { enrollment } = await flow.enroll.start({ name: 'Phone' });
    const wrong = await flow.enroll.confirm({ code: '000000' });
    assert.deepEqual([wrong.show, wrong.problem.code], ['enrollment', 'invalid-code']);
    const codes = await flow.enroll.confirm({ code: await app(enrollment.secret)() });
    assert.deepEqual([codes.show, codes.recoveryCodes.length], ['recovery-codes', 10]);
    const done = flow.saved();
    assert.deepEqual([done.show, done.user.email, done.recoveryCodes], ['signed-in', member.email, undefined]);
    assert.equal((await made.call('GET', '/v1/me')).email, member.email);
    assert.equal(keep.items.size, 0);
});

test('ten wrong codes lock the second step: there is nothing to try until the time is over', async t => {
    const user = await person();
    await withApp(user, await signedIn(user));
    const flow = client().signIn();
    let state;
    for (let round = 0; round < 3 && state?.show !== 'wait'; round++) {
        state = await flow.password(user);
        for (let i = 0; i < 5 && state.show === 'code'; i++) {
            state = await flow.code({ method: 'recovery_code', code: '0000-0000-0000-0000' });
        }
    }
    assert.deepEqual([state.show, state.then, state.problem.code], ['wait', 'password', 'too-many-attempts']);
    assert.ok(state.retryIn > 800 && state.retryIn <= 900, `${state.retryIn}`);
    const real = Date.now;
    t.after(() => void (Date.now = real));
    Date.now = () => real() + 15 * 60_000;
    assert.equal(flow.next().show, 'password');
});

test('a step-up is asked for once, tried again, and the calls are repeated', async () => {
    const user = await person();
    const asked = [];
    let code;
    const made = await signedIn(user, {
        onStepUp: async ({ code: problem, methods, attemptsLeft }) => {
            asked.push([problem, methods.join(), attemptsLeft]);
            return { method: 'totp', code: asked.length === 1 ? '000000' : await code() };
        },
    });
    ({ code } = await withApp(user, made));
    await age(user, made);
    const [codes] = await Promise.all([made.call('POST', '/v1/me/recovery-codes'), made.call('POST', '/v1/me/paper-key')]);
    assert.equal(codes.codes.length, 10);
    assert.deepEqual(asked.map(([problem]) => problem), ['step-up-required', 'invalid-code']);
    assert.equal(asked[0][1], asked[1][1]);

    await age(user, made);
    const declined = made.call('POST', '/v1/me/recovery-codes', { onStepUp: () => null });
    await assert.rejects(declined, problem => problem instanceof SallyportError && problem.code === 'step-up-required'
        && problem.acrValues === '2fa');
    assert.equal((await made.call('GET', '/v1/me')).email, user.email);
});

test('a refusal that comes after another call has stepped up asks for no second proof', async () => {
    const user = await person();
    let code, stepped, asked = 0;
    const made = await signedIn(user, {
        onStepUp: async () => {
            asked++;
            return { method: 'totp', code: await code() };
        },
    });
    ({ code } = await withApp(user, made));
    await age(user, made);
    net.disturb('/v1/me/paper-key', new Promise(done => (stepped = done)));
    const late = made.call('POST', '/v1/me/paper-key');
    await made.call('POST', '/v1/me/recovery-codes');
    stepped();
    assert.ok(await late);
    assert.equal(asked, 1);
});

test('a step-up of a user without a second factor, by mail or by password', async () => {
    const user = await person();
    let asked = 0;
    const made = await signedIn(user, {
        async onStepUp(problem, api) {
            asked++;
            assert.deepEqual(api.methods.toSorted(), ['email_code', 'password']);
            const { delivery, resendAfter } = await api.sendCode();
            assert.ok(['queued', 'limited'].includes(delivery));
            assert.ok(made.secondsUntil(resendAfter) <= 35);
            return { method: 'password', password: PASSWORD };
        },
    });
    await age(user, made);
    await made.call('DELETE', '/v1/me/sessions');
    assert.equal((await made.call('GET', '/v1/me/sessions')).items.length, 1);
    assert.equal(asked, 1);
});

test('the rest of a refusal is there to be shown, and what the client needs is not sent twice', async () => {
    const user = await person();
    const made = await signedIn(user);
    await assert.rejects(made.call('PUT', '/v1/me/password', { body: { currentPassword: PASSWORD, newPassword: 'x' } }),
        problem => {
            assert.ok(problem instanceof SallyportError);
            assert.equal(problem.status, 422);
            assert.equal(problem.code, 'weak-password');
            assert.equal(problem.message, problem.title);
            assert.deepEqual(problem.problem.code, problem.code);
            return true;
        });
    await assert.rejects(made.call('POST', '/v1/sign-in', { body: {} }), problem => problem.errors.length === 2);
    const german = client({ language: 'de' });
    await assert.rejects(german.call('POST', '/v1/sign-in', { body: { email: user.email, password: 'wrong' } }),
        /nicht richtig/);
    await json('/v1/sign-out', { token: await made.accessToken() });
    await assert.rejects(made.call('GET', '/v1/me'), problem => problem.code === 'not-authenticated');
    assert.equal(made.session, null);
});
