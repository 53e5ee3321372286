// What the tests of the client need: the service, people, an app, a browser's cookies, and a bad network.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, request as forward } from 'node:http';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, HELPER } = process.env;
export const PASSWORD = 'tulip anvil 42 meridian';
export const ORIGIN = 'https://app.test';

export async function json(path, { method = 'POST', body, token } = {}) {
    const basic = `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}`;
    const answer = await fetch(ISSUER + path, {
        method,
        headers: { 'Content-Type': 'application/json', Authorization: token ? `Bearer ${token}` : basic },
        body: JSON.stringify(body),
    });
    if (!answer.ok) {
        throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
    return answer.status === 204 ? undefined : answer.json();
}

/** A new user: the owner of a new account, or a member of a given one. */
export async function person(accountId) {
    const email = `client-${randomUUID()}@example.org`;
    const owner = { email, password: PASSWORD };
    const made = accountId
        ? await json(`/v1/accounts/${accountId}/users`, { body: { ...owner, role: 'member' } })
        : await json('/v1/accounts', { body: { name: 'Acme', owner } });
    return { email, password: PASSWORD, accountId: accountId ?? made.id, mails: 0 };
}

async function ask(question, parameters) {
    const answer = await fetch(`${HELPER}${question}?${new URLSearchParams(parameters)}`);
    if (!answer.ok) {
        throw new Error(`${question}: ${answer.status}`);
    }
    return answer.text();
}

/** The code of the user's next mail with one. */
export const mailedCode = user => ask('code', { email: user.email, mail: ++user.mails });

/** Makes the last proof of the user's sessions an hour old, and lets the client notice. */
export async function age(user, client) {
    await ask('age', { email: user.email });
    await withClocks(LATER, () => client.accessToken());
}

/** While the work runs, the machine's clock is off by so much, or the page's own counter further by so much. */
export async function withClocks({ wall = 0, steady = 0 }, work) {
    const { now: realWall } = Date;
    const realSteady = performance.now.bind(performance);
    Date.now = () => realWall() + wall;
    performance.now = () => realSteady() + steady;
    try {
        return await work();
    } finally {
        Date.now = realWall;
        performance.now = realSteady;
    }
}

/** While the work runs, waits of a second and more, as between the tries of a request, take a twentieth of their time. */
export async function impatiently(work) {
    const real = globalThis.setTimeout;
    globalThis.setTimeout = (done, ms, ...more) => real(done, ms < 1000 ? ms : ms / 20, ...more);
    try {
        return await work();
    } finally {
        globalThis.setTimeout = real;
    }
}

/** When every access token of now is too old. */
export const LATER = { wall: 6 * 60_000, steady: 6 * 60_000 };

/** Ends the time of the user's challenges. */
export const expire = user => ask('expire', { email: user.email });

/** A code of the app, each time of a later step. */
export function app(secret) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map(each => parseInt(each, 2)));
    let last = 0;
    return async () => {
        const now = () => performance.timeOrigin + performance.now();
        const step = () => Math.floor(now() / 30_000);
        last = Math.max(last + 1, step() - 1);
        while (step() + 1 < last) {
            await new Promise(done => setTimeout(done, 250));
        }
        const counter = Buffer.alloc(8);
        counter.writeBigUInt64BE(BigInt(last));
        const hash = createHmac('sha1', key).update(counter).digest();
        const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
        return String(number % 1_000_000).padStart(6, '0');
    };
}

/**
 * The network before the service. `faults` has one function for each request to be disturbed: it gets the path, and
 * returns nothing to leave it alone, or what to do: `drop` loses the answer, `lose` the request, a number answers with
 * this status in the service's place, a promise holds the answer back until it resolves.
 */
export async function network() {
    const seen = [];
    const faults = [];
    const server = createServer((incoming, outgoing) => {
        const parts = [];
        incoming.on('data', part => parts.push(part));
        incoming.on('end', () => {
            const body = Buffer.concat(parts);
            const path = incoming.url;
            seen.push({ method: incoming.method, path, key: incoming.headers['idempotency-key'], body: body.toString() });
            const index = faults.findIndex(fault => fault(path) !== undefined);
            const fault = index < 0 ? undefined : faults.splice(index, 1)[0](path);
            if (fault === 'lose') {
                return outgoing.destroy();
            }
            if (typeof fault === 'number') {
                return outgoing.writeHead(fault, { 'Retry-After': '1' }).end();
            }
            const onward = forward(ISSUER + path, { method: incoming.method, headers: incoming.headers }, async answer => {
                if (fault === 'drop') {
                    answer.resume();
                    answer.on('end', () => outgoing.destroy());
                    return;
                }
                await fault;
                outgoing.writeHead(answer.statusCode, answer.rawHeaders);
                answer.pipe(outgoing);
            });
            onward.on('error', () => outgoing.destroy());
            onward.end(body);
        });
    });
    await new Promise(ready => server.listen(0, '127.0.0.1', ready));
    server.unref();
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        seen,
        count: path => seen.filter(each => each.path === path).length,
        disturb(path, fault, times = 1) {
            for (let i = 0; i < times; i++) {
                faults.push(asked => (asked === path ? fault : undefined));
            }
        },
        calm: () => faults.splice(0),
        close: () => (server.closeAllConnections(), server.close()),
    };
}

/** The cookies of a browser, and a fetch of a page that uses them. */
export function browser() {
    const jar = new Map();
    let breaking = 0;
    return {
        jar,
        /** The next answers set their cookies, and the page never reads them. */
        loseAfterCookies: () => breaking++,
        async fetch(url, request) {
            const headers = { ...request.headers, Origin: ORIGIN };
            if (request.credentials === 'include') {
                headers.Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
            }
            const answer = await fetch(url, { ...request, headers });
            for (const line of answer.headers.getSetCookie()) {
                const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
                if (value && !/max-age=0\b/i.test(line)) {
                    jar.set(name, value);
                } else {
                    jar.delete(name);
                }
            }
            if (breaking > 0) {
                breaking--;
                throw new TypeError('the page was closed');
            }
            return answer;
        },
    };
}

/** A storage that pages share. */
export function sharedStorage() {
    const items = new Map();
    return {
        items,
        getItem: key => items.get(key) ?? null,
        setItem: (key, value) => void items.set(key, String(value)),
        removeItem: key => void items.delete(key),
    };
}

/** Where an app keeps its tokens. */
export function tokenStorage(kept = null) {
    return { get: () => structuredClone(kept), set: value => void (kept = structuredClone(value)) };
}
