// The browser and Node client of Sallyport. See README.md. SPDX-License-Identifier: Apache-2.0

/** Operations that take no access token. Everything else under the base URL gets one. */
const PUBLIC = /^\/(oauth2|\.well-known|v1\/(sign-in|password|invitations|report|support\/cancel))(\/|$)/;

/** Operations that rotate the refresh token or end its session: only one of them may run at a time, in all tabs. */
const ROTATES = /^\/v1\/(sign-out|sign-in(\/(verify|passkey|sso))?|me\/(step-up|passkeys|authenticators\/[^/]+\/confirm))$/;

/** A step-up with one of these answers can be tried again with another proof. */
const PROOF_REFUSED = new Set(['invalid-code', 'invalid-credentials', 'challenge-expired', 'invalid-request',
    'step-up-required', 'too-many-attempts', 'too-many-requests']);

const TRIES = 4;
const LONGEST_WAIT_SECONDS = 10; // a longer Retry-After is for the user to see
const KEY_LIFE = 5 * 60_000; // within which the same POST, not answered yet, is a retry and not a new request
const LEEWAY = 10_000; // an access token that expires sooner is refreshed first
const LOCK_PATIENCE = 40_000; // a suspended tab cannot hold the others up for longer
const LEASE = 20_000;
const NEWS_PATIENCE = 200; // how long the token of the tab that held the lock may take to arrive
const KEPT = 'sallyport.sign-in';

/** A refusal or a failure. `code` identifies it: the last part of the problem type, or `network` if no answer came. */
export class SallyportError extends Error {
    constructor(problem, cause) {
        super(problem.title ?? problem.code, {cause});
        this.name = 'SallyportError';
        /** The members of the problem document, with `code`: a plain object that can be rendered, cloned and stored. */
        this.problem = problem;
        const {title, detail, status, code, type, instance, ...members} = problem;
        Object.assign(this, members, {title, detail, status, code, type, instance});
    }
}

const base64url = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const bytesOf = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
const random = () => base64url(crypto.getRandomValues(new Uint8Array(24))); // randomUUID needs a secure context
const either = (...signals) => AbortSignal.any(signals.filter(Boolean));

function sleep(ms, signal) {
    return new Promise((resolve, reject) => {
        const stop = () => (clearTimeout(timer), reject(signal.reason));
        const timer = setTimeout(() => (signal?.removeEventListener('abort', stop), resolve()), ms);
        signal?.addEventListener('abort', stop, {once: true});
        if (signal?.aborted) stop();
    });
}

/** The result of work that others wait for as well, unless this caller gives up. */
function within(signal, work) {
    if (!signal) return work;
    let stop;
    const given = new Promise((_, reject) => signal.addEventListener('abort', stop = () => reject(signal.reason)));
    if (signal.aborted) stop();
    return Promise.race([work, given]).finally(() => signal.removeEventListener('abort', stop));
}

// Time: a constant error of the machine's clock must not matter, nor a jump of it, nor a sleep of the machine.
const mark = () => ({wall: Date.now(), steady: performance.now()});
const since = then => Math.max(Date.now() - then.wall, performance.now() - then.steady);

// --- Locks, where the browser has none: a queue in this page, and a lease in localStorage for the other tabs.

const queues = new Map();

function leases(storage) {
    const isTaken = key => {
        const until = Number(storage?.getItem(key)?.split(' ')[1] ?? 0);
        return until > Date.now() && until <= Date.now() + LEASE;
    };
    async function take(key, wait) {
        const mine = `${random()} `;
        while (storage) {
            if (!isTaken(key)) {
                storage.setItem(key, mine + (Date.now() + LEASE));
                await sleep(25); // another tab may have written at the same moment: the last one has it
                if (storage.getItem(key)?.startsWith(mine)) break;
            }
            if (!wait) return false;
            await sleep(50);
        }
        return true;
    }
    return {
        async request(name, {ifAvailable, signal}, work) {
            const before = queues.get(name);
            if (before && ifAvailable) return work(null);
            const turn = (before ?? Promise.resolve()).then(async () => {
                signal?.throwIfAborted();
                const key = `${name}.lock`;
                if (!await take(key, !ifAvailable)) return work(null);
                try {
                    return await work({name});
                } finally {
                    storage?.removeItem(key);
                }
            });
            const done = turn.then(() => {}, () => {});
            queues.set(name, done);
            done.then(() => queues.get(name) === done && queues.delete(name));
            return turn;
        }
    };
}

// --- Passkeys

const PASSKEYS = () => globalThis.PublicKeyCredential;

/** Whether this browser has passkeys, and whether it offers them in the autofill of a field. */
export const passkeys = {
    supported: () => Boolean(PASSKEYS()),
    autofill: async () => Boolean(await PASSKEYS()?.isConditionalMediationAvailable?.())
};

function readOptions(json, parser) {
    const own = PASSKEYS()?.[parser];
    if (own) return own.call(PASSKEYS(), json);
    const options = {...json, challenge: bytesOf(json.challenge)};
    if (json.user) options.user = {...json.user, id: bytesOf(json.user.id)};
    for (const list of ['allowCredentials', 'excludeCredentials']) {
        if (json[list]) options[list] = json[list].map(each => ({...each, id: bytesOf(each.id)}));
    }
    return options;
}

/** `toJSON()` is not used: some password managers return credentials on which it fails. */
function writeCredential({id, rawId, type, response}) {
    const written = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
        if (response[name]) written[name] = base64url(response[name]);
    }
    if (response.getTransports) written.transports = response.getTransports();
    return {id, rawId: base64url(rawId), type, response: written};
}

async function ceremony(kind, options, more, signal) {
    if (!passkeys.supported()) throw new SallyportError({code: 'passkey-unsupported', title: 'No passkeys here'});
    try {
        const parser = kind === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
        const made = await navigator.credentials[kind]({...more, publicKey: readOptions(options, parser), signal});
        if (!made) throw new DOMException('none', 'NotAllowedError');
        return writeCredential(made);
    } catch (failure) {
        signal?.throwIfAborted();
        const code = {NotAllowedError: 'passkey-cancelled', AbortError: 'passkey-cancelled',
            InvalidStateError: 'passkey-exists'}[failure.name] ?? 'passkey-failed';
        throw new SallyportError({code, title: failure.message, detail: failure.name}, failure);
    }
}

// --- Where tokens are kept

const memory = (kept = null) => ({get: () => kept, set: value => void (kept = value)});

/** The tokens are in cookies. What a script must keep is the key of a refresh that was not answered. */
function besideCookies(name, local) {
    const here = memory(); // of a service whose cookies are off: its tokens last as long as the page
    return {
        get: () => ({...here.get(), pendingKey: local?.getItem(name) ?? here.get()?.pendingKey}),
        set(value) {
            here.set(value);
            attempt(() => value?.pendingKey ? local?.setItem(name, value.pendingKey) : local?.removeItem(name));
        }
    };
}

/** Whether this is a page, or a worker of pages: others of the same origin can have the same session. */
const isPage = () => 'document' in globalThis || 'ServiceWorkerGlobalScope' in globalThis;

/** What a browser forbids where storage is blocked, or in a frame without an origin, is done without. */
function attempt(work) {
    try {
        return work();
    } catch {
        return undefined;
    }
}

const localStorageOfPage = () => attempt(() => globalThis.document ? globalThis.localStorage : undefined);

// --- The client

export function createClient({
    baseUrl = '', storage, name = 'sallyport', language, deviceName, onStepUp, timeout = 30_000,
    fetch = (...request) => globalThis.fetch(...request), shared = isPage(), locks, localStorage = localStorageOfPage()
} = {}) {
    const root = String(baseUrl).replace(/\/$/, '');
    const inCookies = storage === 'cookies';
    const isShared = storage !== undefined && shared;
    const place = isShared ? `${name}:${root}` : random(); // without shared storage each client has its own session
    const store = inCookies ? besideCookies(place, isShared ? localStorage : undefined) : storage ?? memory();
    const manager = locks || isShared && globalThis.navigator?.locks || leases(isShared ? localStorage : undefined);
    const radio = isShared && globalThis.BroadcastChannel ? attempt(() => new BroadcastChannel(place)) : null;
    const listeners = new Set();
    const unanswered = new Map();
    const ended = new Set();
    let session = null, refreshing = null, stepping = null, ahead = null, news = [];

    // Tokens and tabs

    const isFresh = () => session && since(session.at) < session.life - Math.min(LEEWAY, session.life / 10);

    function tell(type, more) {
        const change = {type, session: facts(), ...more};
        for (const listener of listeners) queueMicrotask(() => listener(change)); // a fault of a page is not ours
    }

    function facts() {
        if (!session) return null;
        const {sub, sid, acr, amr, auth_time: at, groups} = session.claims;
        return {userId: sub, sessionId: sid, acr, amr, authTime: at, roles: groups};
    }

    function begin(accessToken, life, fromOtherTab = false) {
        const claims = JSON.parse(new TextDecoder().decode(bytesOf(accessToken.split('.')[1])));
        if (fromOtherTab && ended.has(claims.sid)) return; // a refresh that was overtaken by a sign-out
        const type = session?.claims.sid === claims.sid ? 'refreshed' : 'signed-in';
        session = {accessToken, claims, life, at: mark()};
        if (!fromOtherTab) radio?.postMessage({accessToken, life});
        tell(type, {fromOtherTab});
    }

    function end(reason, fromOtherTab = false) {
        const sid = session?.claims.sid;
        unanswered.clear();
        if (!session) return;
        ended.add(sid);
        if (!fromOtherTab) radio?.postMessage({ended: sid, reason});
        session = null;
        tell('signed-out', {reason, fromOtherTab});
    }

    if (radio) {
        radio.unref?.();
        radio.onmessage = ({data}) => {
            if (data.accessToken) begin(data.accessToken, data.life, true);
            else if (session?.claims.sid === data.ended) end(data.reason, true);
            else ended.add(data.ended);
            for (const heard of news.splice(0)) heard();
        };
    }

    /** Runs work that no other tab runs at the same time. The work learns whether it had to wait. */
    async function locked(work) {
        let started = false;
        const go = waited => (started = true, work(waited));
        try {
            const done = await manager.request(place, {ifAvailable: true},
                async lock => lock ? {result: await go(false)} : null);
            if (done) return done.result;
            return await manager.request(place, {signal: AbortSignal.timeout(LOCK_PATIENCE)}, () => go(true));
        } catch (failure) {
            if (started) throw failure;
            return go(true); // without the lock: the key of the refresh makes the answer the same for both
        }
    }

    async function adopt(data) {
        const signIn = data?.status === 'signed_in' ? data : data?.signIn;
        const deviceToken = signIn?.deviceToken ?? data?.deviceToken;
        if (!signIn && !deviceToken) return;
        const kept = {...await store.get()};
        if (deviceToken) kept.deviceToken = deviceToken;
        if (signIn) {
            kept.refreshToken = signIn.refreshToken;
            delete kept.pendingKey;
        }
        await store.set(kept);
        if (signIn) begin(signIn.accessToken, signIn.expiresIn * 1000);
    }

    async function forget(reason) {
        const {deviceToken} = await store.get() ?? {};
        await store.set(deviceToken ? {deviceToken} : null);
        end(reason);
    }

    const notSignedIn = cause => new SallyportError(
        {code: 'not-authenticated', status: 401, title: 'Not signed in'}, cause);

    async function accessToken(stale) {
        if (isFresh() && session.accessToken !== stale) return session.accessToken;
        const old = stale ?? session?.accessToken; // as of now: another tab may have a newer one when the lock is ours
        refreshing ??= locked(waited => renew(waited, old)).finally(() => void (refreshing = null));
        await refreshing;
        if (!session) throw notSignedIn(); // ended in another tab meanwhile
        return session.accessToken;
    }

    async function renew(waited, stale) {
        const isNew = () => isFresh() && session.accessToken !== stale;
        if (waited && !isNew()) {
            await Promise.race([sleep(NEWS_PATIENCE), new Promise(heard => news.push(heard))]);
        }
        if (isNew()) return;
        for (let newKey = false; ;) {
            const kept = {...await store.get()};
            if (!inCookies && !kept.refreshToken) {
                await forget('none');
                throw notSignedIn();
            }
            if (newKey || !kept.pendingKey) {
                kept.pendingKey = random();
                await store.set(kept); // before the request: a reload must not lose it
            }
            const form = {grant_type: 'refresh_token', ...(kept.refreshToken && {refresh_token: kept.refreshToken})};
            try {
                const {data} = await send('POST', '/oauth2/token', {
                    body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded',
                    headers: {}, key: kept.pendingKey, tokens: true
                });
                delete kept.pendingKey;
                if (data.refresh_token) kept.refreshToken = data.refresh_token;
                await store.set(kept);
                return begin(data.access_token, data.expires_in * 1000);
            } catch (failure) {
                const isRefused = failure.status === 400 || failure.status === 401;
                const {refreshToken} = isRefused && await store.get() || {};
                if (failure.status === 422 && !newKey) {
                    newKey = true; // the answer had come after all, into the cookie: this is the next refresh
                } else if (!isRefused) {
                    throw failure; // not answered: the next attempt has the same key
                } else if (!refreshToken || refreshToken === kept.refreshToken) {
                    await forget('expired');
                    throw notSignedIn(failure);
                } // else another process has a newer token
            }
        }
    }

    // Requests

    async function readBody(response) {
        const type = response.headers.get('Content-Type') ?? '';
        if (/[/+]json/.test(type)) return response.json();
        if (response.status === 204) return undefined;
        return /^text|ndjson|xml/.test(type) ? response.text() : response.blob();
    }

    function problemOf(response, data) {
        const given = data && typeof data === 'object' && !(data instanceof Blob) ? data : {};
        const wait = Number(response.headers.get('Retry-After'));
        const level = /acr_values="(\w+)"/.exec(response.headers.get('WWW-Authenticate'))?.[1];
        return {
            title: given.error_description ?? response.statusText, status: response.status, ...given,
            code: given.error ?? given.type?.split(':').pop() ?? `http-${response.status}`,
            ...(wait && {retryAfterSeconds: wait}),
            ...(level && {acrValues: level})
        };
    }

    /** One request, with its retries: each is the same request, byte for byte. */
    async function send(method, path, {body, type, headers, token, key, tokens, signal}) {
        const request = {
            method, body, cache: 'no-store',
            headers: {
                Accept: 'application/json',
                ...(body !== undefined && {'Content-Type': type}),
                ...(language && {'Accept-Language': typeof language === 'function' ? language() : language}),
                ...(token && {Authorization: `Bearer ${token}`}),
                ...(key && {'Idempotency-Key': `"${key}"`}),
                ...(tokens && inCookies && {'Sallyport-Cookies': '1'}),
                ...headers
            },
            ...(inCookies && {credentials: 'include'})
        };
        for (let tries = 1; ; tries++) {
            let failure;
            const sent = Date.now();
            try {
                const given = either(signal, AbortSignal.timeout(timeout));
                const response = await fetch(root + path, {...request, signal: given});
                noteTime(Date.parse(response.headers.get('Date')), sent);
                const data = await readBody(response); // which can break off as well
                if (response.ok) return {data, status: response.status, headers: response.headers};
                failure = new SallyportError(problemOf(response, data));
            } catch (cause) {
                signal?.throwIfAborted();
                failure = new SallyportError({code: 'network', status: 0, title: 'No answer from the service'}, cause);
            }
            const isLost = failure.status === 0 || failure.code === 'request-outstanding'
                || [502, 503, 504].includes(failure.status);
            const wait = failure.retryAfterSeconds ?? tries;
            if (!isLost || !(key || method === 'GET') || tries === TRIES || wait > LONGEST_WAIT_SECONDS) throw failure;
            await sleep(wait * 1000, signal);
        }
    }

    /**
     * How far the clock of the service is ahead of this machine's. An answer says the second of some moment between the
     * request and now; all answers together say it better, until the machine's clock is set.
     */
    function noteTime(date, sent) {
        if (!date) return;
        let [least, most] = [date - Date.now(), date + 1000 - sent];
        if (ahead && least <= ahead.most && most >= ahead.least) {
            [least, most] = [Math.max(least, ahead.least), Math.min(most, ahead.most)];
        }
        ahead = {least, most};
    }

    function keyOf(request) {
        for (const [old, {at}] of unanswered) {
            if (since(at) >= KEY_LIFE) unanswered.delete(old); // it can hold a password
        }
        if (unanswered.has(request)) return unanswered.get(request).key;
        const key = random();
        unanswered.set(request, {key, at: mark()});
        return key;
    }

    async function exchange(method, path, options = {}) {
        const {params = {}, query = {}, body, headers = {}, signal, onStepUp: handler = onStepUp} = options;
        const filled = path.replace(/\{(\w+)}/g, (_, field) => encodeURIComponent(params[field]));
        const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value != null)).toString();
        const url = search ? `${filled}?${search}` : filled;
        const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
        const isAnonymous = PUBLIC.test(filled) || 'token' in options
            || Object.keys(headers).some(header => /^authorization$/i.test(header));
        const identity = `${url}\n${text}`;
        const key = method === 'POST' ? keyOf(identity) : undefined;
        const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
        let stale, renewed = false, stepped = false;
        for (; ;) {
            const token = isAnonymous ? options.token : await within(signal, accessToken(stale));
            const rotates = ROTATES.test(filled);
            const once = () => send(method, url, {body: text, type, headers, token, key, tokens: rotates, signal});
            try {
                const answer = rotates
                    ? await locked(async () => {
                        const given = await once();
                        await adopt(given.data);
                        return given;
                    })
                    : await once();
                unanswered.delete(identity);
                return answer;
            } catch (failure) {
                if (!isAnonymous && failure.code === 'not-authenticated' && token && !renewed) {
                    stale = token;
                    renewed = true;
                } else if (!isAnonymous && failure.code === 'step-up-required' && handler && !stepped
                    && !filled.startsWith('/v1/me/step-up')) {
                    // With another token by now, another call has stepped up, or refreshed: it is tried first.
                    if (token === session?.accessToken) stepped = await stepUp(failure, handler, signal);
                } else {
                    if (failure.status >= 400 && failure.status < 500 && failure.code !== 'request-outstanding') {
                        unanswered.delete(identity);
                    }
                    throw failure;
                }
            }
        }
    }

    const call = async (...request) => (await exchange(...request)).data;

    // Step-up

    /** Asks for one proof for all calls that need it at this time. False if the call that asked was aborted. */
    async function stepUp(problem, handler, signal) {
        stepping ??= prove(problem, handler, signal).finally(() => void (stepping = null));
        try {
            await within(signal, stepping);
            return true;
        } catch (failure) {
            if (failure instanceof SallyportError || signal?.aborted || failure.name !== 'AbortError') throw failure;
            return false;
        }
    }

    async function prove(asked, handler, signal) {
        const {methods} = asked;
        const api = {
            methods, signal,
            sendCode: () => call('POST', '/v1/me/step-up/email', {signal}),
            async passkey() {
                const {ceremonyToken, publicKey} = await call('POST', '/v1/me/step-up/passkey-options', {signal});
                return {method: 'passkey', ceremonyToken, credential: await ceremony('get', publicKey, {}, signal)};
            }
        };
        for (let problem = asked; ;) {
            const proof = await within(signal, handler(problem, api));
            if (!proof) throw asked;
            try {
                return await call('POST', '/v1/me/step-up', {body: proof, signal});
            } catch (failure) {
                if (!PROOF_REFUSED.has(failure.code)) throw failure;
                problem = new SallyportError({...failure.problem, methods: failure.methods ?? methods}, failure);
            }
        }
    }

    // What flows have in common

    const secondsUntil = time => Math.max(0, Math.ceil((Date.parse(time) - serverNow()) / 1000));
    const serverNow = () => Date.now() + (ahead?.least ?? 0); // late rather than early: a resend would do nothing

    /**
     * Steps of a flow. A second call of a step that is running, such as that of a double click, gets its result. A
     * refusal is part of the state; what the caller aborts is thrown.
     */
    function steps(next, refused) {
        const isQuiet = name => name === 'check' || typeof name !== 'string'; // the user may call it during another request
        const running = new Map();
        let life = new AbortController(), problem = null;
        function run(name, signal, work) {
            if (running.has(name)) return running.get(name);
            const own = life;
            const step = (async () => {
                try {
                    await work(either(signal, own.signal));
                    if (!own.signal.aborted && !isQuiet(name)) problem = null;
                } catch (failure) {
                    if (own.signal.aborted) return next();
                    if (!(failure instanceof SallyportError)) throw failure;
                    problem = failure.problem;
                    refused?.(failure);
                } finally {
                    if (running.get(name) === step) running.delete(name);
                }
                return next();
            })();
            running.set(name, step);
            return step;
        }
        return {
            run,
            problem: () => problem,
            clear(with_ = null) {
                life.abort();
                life = new AbortController();
                running.clear();
                problem = with_;
            }
        };
    }

    // Setting up a second factor

    function enroll({token, onRefusal, onDone} = {}) {
        const authority = token ? {token} : {};
        let state = {show: 'choose'}, options = null;
        const next = () => {
            const {expiresAt, ...shown} = state;
            return {...shown, ...(expiresAt && {expiresAt, expiresIn: secondsUntil(expiresAt)}), problem: flow.problem()};
        };
        const flow = steps(next, failure => {
            if (['enrollment-expired', 'invalid-credential', 'not-found'].includes(failure.code)) state = {show: 'choose'};
            onRefusal?.(failure);
        });
        function done({recoveryCodes, signIn, backedUp, name: label, id}) {
            const made = {id, name: label, ...(backedUp !== undefined && {backedUp})};
            state = {show: recoveryCodes ? 'recovery-codes' : 'done', recoveryCodes, made};
            onDone?.(state, signIn);
        }
        return {
            next,
            start: ({name: label, replaces, signal} = {}) => flow.run('start', signal, async live => {
                const pending = await call('POST', '/v1/me/authenticators',
                    {...authority, body: {name: label, replaces}, signal: live});
                state = {...pending, show: 'app'};
            }),
            confirm: ({code, endOtherSessions, signal}) => flow.run('confirm', signal, async live =>
                done(await call('POST', '/v1/me/authenticators/{id}/confirm',
                    {...authority, params: {id: state.id}, body: {code, endOtherSessions}, signal: live}))),
            preparePasskey: ({signal} = {}) => flow.run('prepare', signal, async live => {
                options = await call('POST', '/v1/me/passkeys/options', {...authority, signal: live});
                const {paperKey, expiresAt} = options;
                state = {show: 'passkey', paperKey, expiresAt};
            }),
            passkey: ({name: label, endOtherSessions, signal} = {}) => flow.run('passkey', signal, async live => {
                // After a lost answer the same credential is sent again: the options are still good.
                options.made ??= await ceremony('create', options.publicKey, {}, live);
                const body = {ceremonyToken: options.ceremonyToken, credential: options.made, name: label, endOtherSessions};
                done(await call('POST', '/v1/me/passkeys', {...authority, body, signal: live}));
            }),
            saved() {
                if (state.show === 'recovery-codes') state = {show: 'done', made: state.made};
                return next();
            },
            cancel() {
                flow.clear();
                state = {show: 'choose'};
                return next();
            }
        };
    }

    // Signing in

    function signIn({keep, deviceName: ownName = deviceName} = {}) {
        let state = {show: 'password'}, challengeToken = null, enrollment = null, wait = null, autofill = null;

        const next = () => {
            const left = wait ? Math.ceil((wait.life - since(wait.at)) / 1000) : 0;
            if (left > 0) return {show: 'wait', then: state.show, retryIn: left, problem: flow.problem()};
            const shown = {...state, problem: flow.problem()};
            for (const [time, count] of [['expiresAt', 'expiresIn'], ['resendAfter', 'resendIn']]) {
                if (state[time]) shown[count] = secondsUntil(state[time]);
            }
            if (state.show === 'enrollment') {
                shown.enrollment = enrollment.next();
                shown.problem ??= shown.enrollment.problem;
            }
            return shown;
        };

        const flow = steps(next, failure => {
            const {code, retryAfterSeconds} = failure;
            if (code === 'too-many-attempts' || code === 'challenge-expired' || failure.attemptsLeft === 0) restart();
            if (code === 'password-reset-required') restart('password-reset');
            if (retryAfterSeconds && (failure.status === 429 || failure.status === 503)) {
                wait = {life: retryAfterSeconds * 1000, at: mark()};
            }
            if (failure.attemptsLeft !== undefined && state.show === 'code') state.attemptsLeft = failure.attemptsLeft;
        });

        function restart(show = 'password') {
            challengeToken = enrollment = wait = null;
            state = {show};
            keep?.removeItem(KEPT);
        }

        function arrive(outcome) {
            wait = null;
            const {status, challengeToken: given, enrollmentToken, ...rest} = outcome;
            if (status === 'challenge_required') {
                challengeToken = given ?? challengeToken;
                keep?.setItem(KEPT, JSON.stringify({challengeToken}));
                state = {...rest, show: 'code'};
            } else if (status === 'enrollment_required') {
                keep?.setItem(KEPT, JSON.stringify({enrollmentToken}));
                beginEnrollment(enrollmentToken, rest.methods);
            } else {
                restart('signed-in');
                const {user, sessionId, notices, recoveryCodes} = outcome;
                state = {show: recoveryCodes ? 'recovery-codes' : 'signed-in', user, sessionId, notices, recoveryCodes};
            }
        }

        function beginEnrollment(token, methods) {
            enrollment = enroll({
                token,
                onRefusal(failure) {
                    if (failure.code === 'not-authenticated') {
                        flow.clear(failure.problem);
                        restart();
                    }
                },
                onDone: ({recoveryCodes}, signed) => arrive({...signed, recoveryCodes})
            });
            state = {show: 'enrollment', methods};
        }

        /** The steps of the set-up, which answer as those of the sign-in do. */
        const enrolling = step => async request => {
            if (!enrollment) return next();
            await enrollment[step](request);
            return next();
        };

        const named = async () => {
            const {deviceToken} = inCookies ? {} : await store.get() ?? {};
            return {...(deviceToken && {deviceToken}), ...(ownName && {deviceName: ownName})};
        };
        const stopAutofill = () => autofill?.abort();
        const takeStep = (step, path, body, signal) => flow.run(step, signal, async live => {
            stopAutofill();
            const outcome = await call('POST', path, {body: await body(live), signal: live});
            live.throwIfAborted();
            arrive(outcome);
        });

        const passkeyOptions = (body, signal) => call('POST', '/v1/sign-in/passkey-options', {body, signal});

        /** Offers passkeys until one is picked. Where there are none to offer, nothing happens. */
        async function offerInField(live) {
            const mine = autofill;
            try {
                while (await passkeys.autofill()) {
                    const {ceremonyToken, publicKey, expiresAt} = await passkeyOptions({}, live);
                    const old = AbortSignal.timeout(Math.max(secondsUntil(expiresAt) - 20, 20) * 1000);
                    try {
                        const credential =
                            await ceremony('get', publicKey, {mediation: 'conditional'}, either(live, old));
                        const body = {ceremonyToken, credential, ...await named()};
                        return arrive(await call('POST', '/v1/sign-in/passkey', {body, signal: live}));
                    } catch (failure) {
                        if (!old.aborted || live.aborted) throw failure;
                    } // else the options are too old: ask for new ones
                }
            } catch (failure) {
                if (live.aborted || failure.code === 'invalid-credentials') throw failure;
            } finally {
                if (autofill === mine) autofill = null;
            }
        }

        return {
            next,
            password: ({email, password, signal}) => takeStep('password', '/v1/sign-in',
                async () => ({email, password, ...await named()}), signal),
            sso: ({provider, idToken, nonce, signal}) => takeStep('sso', '/v1/sign-in/sso',
                async () => ({provider, idToken, nonce, ...await named()}), signal),
            code: ({method, code, trustDevice, signal}) => takeStep('code', '/v1/sign-in/verify', () => ({
                challengeToken, method, code, trustDevice, ...(ownName && {deviceName: ownName})
            }), signal),
            passkey: ({trustDevice, signal} = {}) => takeStep('passkey', '/v1/sign-in/verify', async live => {
                const {ceremonyToken, publicKey} = await passkeyOptions({challengeToken}, live);
                const credential = await ceremony('get', publicKey, {}, live);
                return {challengeToken, method: 'passkey', ceremonyToken, credential, trustDevice,
                    ...(ownName && {deviceName: ownName})};
            }, signal),
            /** With `autofill` it waits until the user picks a passkey in a field with `autocomplete="… webauthn"`. */
            passkeySignIn({autofill: inField = false, signal} = {}) {
                if (inField) {
                    if (autofill && !autofill.signal.aborted) return flow.run(autofill);
                    autofill = new AbortController();
                    return flow.run(autofill, either(signal, autofill.signal), offerInField).catch(failure => {
                        signal?.throwIfAborted();
                        if (failure.name === 'AbortError') return next(); // the user went another way
                        throw failure;
                    });
                }
                return takeStep('passkeySignIn', '/v1/sign-in/passkey', async live => {
                    const {ceremonyToken, publicKey} = await passkeyOptions({}, live);
                    return {ceremonyToken, credential: await ceremony('get', publicKey, {}, live), ...await named()};
                }, signal);
            },
            resend: ({signal} = {}) => flow.run('resend', signal, async live => {
                const {resendAfter, delivery} = await call('POST', '/v1/sign-in/resend',
                    {body: {challengeToken}, signal: live});
                Object.assign(state, {resendAfter, delivery});
            }),
            /** Reads the challenge again: what became of its mail, and how many attempts are left. */
            check: ({signal} = {}) => flow.run('check', signal, async live => {
                const asked = challengeToken;
                try {
                    const found = await call('POST', '/v1/sign-in/challenge', {body: {challengeToken}, signal: live});
                    if (asked === challengeToken) arrive(found);
                } catch (failure) {
                    if (live.aborted || failure.code === 'challenge-expired' && asked === challengeToken) throw failure;
                } // else the next check may succeed
            }),
            /** After a reload: continues the sign-in that `keep` has. */
            restore: ({signal} = {}) => flow.run('restore', signal, async live => {
                const kept = JSON.parse(keep?.getItem(KEPT) ?? '{}');
                if (kept.challengeToken) {
                    challengeToken = kept.challengeToken;
                    arrive(await call('POST', '/v1/sign-in/challenge', {body: {challengeToken}, signal: live}));
                } else if (kept.enrollmentToken) {
                    try {
                        const {addable} =
                            await call('GET', '/v1/me/two-factor', {token: kept.enrollmentToken, signal: live});
                        beginEnrollment(kept.enrollmentToken, addable);
                    } catch (failure) {
                        if (failure.code === 'not-authenticated') restart();
                        throw failure;
                    }
                }
            }),
            enroll: Object.fromEntries(['start', 'confirm', 'preparePasskey', 'passkey', 'cancel']
                .map(step => [step, enrolling(step)])),
            /** The user has saved the recovery codes. */
            saved() {
                if (state.show === 'recovery-codes') state = {...state, show: 'signed-in', recoveryCodes: undefined};
                return next();
            },
            cancel() {
                stopAutofill();
                flow.clear();
                restart();
                return next();
            }
        };
    }

    return {
        call,
        exchange,
        signIn,
        enroll,
        passkeys,
        /** What the access token says of the session, or null. It is for display; the service decides. */
        get session() {
            return facts();
        },
        /** On a new page: whether the user is signed in. A failure that says nothing about it is thrown. */
        async resume({signal} = {}) {
            try {
                await within(signal, accessToken());
                return true;
            } catch (failure) {
                if (failure.code === 'not-authenticated') return false;
                throw failure;
            }
        },
        /** An access token for a request of your own, refreshed if it is about to expire. */
        accessToken: ({signal} = {}) => within(signal, accessToken()),
        async signOut({everywhere = false, signal} = {}) {
            try {
                if (everywhere) await call('DELETE', '/v1/me/sessions', {signal});
                await call('POST', '/v1/sign-out', {signal});
            } catch (failure) {
                if (failure.code !== 'not-authenticated') throw failure; // the session may be alive: say so
            }
            await forget('signed-out');
        },
        onChange(listener) {
            listeners.add(listener);
            return () => void listeners.delete(listener);
        },
        /** The time of the service in milliseconds, by its own answers. */
        serverNow,
        secondsUntil,
        close() {
            radio?.close();
            listeners.clear();
        }
    };
}
