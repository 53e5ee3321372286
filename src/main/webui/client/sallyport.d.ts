// The types of sallyport.js. Those of the API are in schema.d.ts, which the build makes from openapi/openapi.yaml.
import type {components, paths} from './schema.js';

export type {components, paths} from './schema.js';
type Schemas = components['schemas'];

// --- Operations

type Verb<M extends Method> = Lowercase<M> & ('get' | 'put' | 'post' | 'patch' | 'delete');
export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** The paths that have an operation of this method. */
export type PathOf<M extends Method> = {
    [P in keyof paths]: paths[P] extends Record<Verb<M>, {responses: unknown}> ? P : never
}[keyof paths];

type Operation<M extends Method, P extends PathOf<M>> =
    paths[P] extends Record<Verb<M>, infer O> ? O : never;
type Part<O, N extends string> = O extends {parameters: Record<N, infer V>} ? V : never;
type OptionalPart<O, N extends string> = O extends {parameters: {[K in N]?: infer V}} ? V : never;
type BodyOf<O> = O extends {requestBody?: infer B} ? Content<Exclude<B, undefined>> : never;
type Content<B> = B extends {content: infer C} ? C[keyof C] : never;
type Success = 200 | 201 | 202 | 204;
type JsonOf<R> = R extends {content: {'application/json': infer J}} ? J
    : R extends {content?: never} ? undefined : R extends {content: infer C} ? C[keyof C] : undefined;

/** What a call of the operation returns. */
export type ResultOf<M extends Method, P extends PathOf<M>> =
    Operation<M, P> extends {responses: infer R} ? {[S in keyof R]: S extends Success ? JsonOf<R[S]> : never}[keyof R] : never;

type Needed<K extends string, V> = [V] extends [never] ? {[N in K]?: never} : {[N in K]: V};
type Allowed<K extends string, V> = [V] extends [never] ? {[N in K]?: never} : {[N in K]?: V};

export interface Signalled {
    /** Aborts the call: its promise is rejected with the reason of the signal. */
    signal?: AbortSignal;
}

export interface CallOptions extends Signalled {
    headers?: Record<string, string>;
    /** A token to send in place of the session's, such as an enrollment token. `undefined` sends none. */
    token?: string | undefined;
    /** What to do if the call needs a recent proof; the client's own handler by default. */
    onStepUp?: StepUpHandler | undefined;
}

export type OptionsOf<M extends Method, P extends PathOf<M>> = CallOptions
    & Needed<'params', Part<Operation<M, P>, 'path'>>
    & Allowed<'query', OptionalPart<Operation<M, P>, 'query'>>
    & (undefined extends RequestOf<Operation<M, P>>
        ? Allowed<'body', BodyOf<Operation<M, P>>> : Needed<'body', BodyOf<Operation<M, P>>>);
type RequestOf<O> = O extends {requestBody: infer B} ? B : undefined;

type Arguments<M extends Method, P extends PathOf<M>> = {} extends OptionsOf<M, P>
    ? [options?: OptionsOf<M, P>] : [options: OptionsOf<M, P>];

// --- Errors

/** The members of a problem document, with its `code`. */
export interface ProblemDetails {
    /**
     * The last part of the problem type, such as `invalid-code`; `network` if no answer came, `http-<status>` for an
     * answer that is no problem document, the `error` of an OAuth answer, or one of `passkey-cancelled`,
     * `passkey-exists`, `passkey-unsupported` and `passkey-failed`.
     */
    code: string;
    /** The HTTP status; 0 if no answer came. */
    status?: number;
    /** A sentence for the user, in the user's language. */
    title?: string;
    /** A sentence for the developer. */
    detail?: string;
    type?: string;
    instance?: string;
    attemptsLeft?: number;
    reason?: 'already_used' | 'clock_off';
    clockOffsetSeconds?: number;
    retryAfterSeconds?: number;
    errors?: {field: string; message: string}[];
    /** With `step-up-required` and in later turns of a step-up. */
    methods?: Schemas['StepUpMethod'][];
    acrValues?: '1fa' | '2fa';
    maxBytes?: number;
    mediaTypes?: string[];
}

export interface SallyportError extends ProblemDetails {}
export class SallyportError extends Error {
    constructor(problem: ProblemDetails, cause?: unknown);
    /** The same as a plain object. */
    readonly problem: ProblemDetails;
}

// --- Step-up

export type Proof = Schemas['StepUpRequest'];

export interface StepUpApi extends Signalled {
    methods: Schemas['StepUpMethod'][];
    /** Mails a code, for the method `email_code`. */
    sendCode(): Promise<Schemas['CodeResendResponse']>;
    /** Asks the browser for the user's passkey. The result is the proof. */
    passkey(): Promise<Proof>;
}

/**
 * Gets a proof from the user, for example in a dialog. It is called again with the new problem if the proof was
 * refused. Without a proof the call fails with the problem `step-up-required`.
 */
export type StepUpHandler = (problem: SallyportError, api: StepUpApi)
    => Promise<Proof | null | undefined> | Proof | null | undefined;

// --- The client

/** What must outlive the page where the tokens are not in cookies. Keep it in the store of the system. */
export interface Kept {
    refreshToken?: string;
    deviceToken?: string;
    /** The key of a refresh that was not answered yet. It belongs to the refresh token and is stored with it. */
    pendingKey?: string;
}

export interface TokenStorage {
    get(): Kept | null | undefined | Promise<Kept | null | undefined>;
    set(value: Kept | null): void | Promise<void>;
}

export interface ClientOptions {
    /** Where the service is, if it is not the origin of the page. */
    baseUrl?: string | URL;
    /** `cookies`, or where to keep the refresh and device token. Without it they last as long as the page. */
    storage?: 'cookies' | TokenStorage;
    /** Distinguishes clients of one origin that have sessions of their own. */
    name?: string;
    /** The language of problem titles and mails, if it is not the browser's. */
    language?: string | (() => string);
    /** The user's name for this device. */
    deviceName?: string;
    onStepUp?: StepUpHandler;
    /** How long to wait for one answer, in milliseconds: 30,000 by default. */
    timeout?: number;
    fetch?: typeof globalThis.fetch;
    /** Whether other clients of the same name share the session: by default those of other tabs, if `storage` is set. */
    shared?: boolean;
    /** In place of `navigator.locks`. */
    locks?: Pick<LockManager, 'request'>;
    /** In place of `localStorage`, for the key of an unanswered refresh and for locks where the browser has none. */
    localStorage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

export interface SessionFacts {
    userId: string;
    sessionId: string;
    acr: '1fa' | '2fa';
    amr: string[];
    /** When the user last proved who they are, in seconds since 1970. */
    authTime: number;
    roles: string[];
}

export interface Change {
    /** `signed-in` is also reported for another session, such as that of another user in another tab. */
    type: 'signed-in' | 'refreshed' | 'signed-out';
    session: SessionFacts | null;
    /** With `signed-out`: by `signOut()`, or because the session has ended. */
    reason?: 'signed-out' | 'expired' | 'none';
    fromOtherTab?: boolean;
}

export interface Exchanged<T> {
    data: T;
    status: number;
    headers: Headers;
}

export interface Client {
    /** Calls an operation and returns the body of its answer. Every refusal is thrown as a `SallyportError`. */
    call<M extends Method, P extends PathOf<M>>(method: M, path: P, ...options: Arguments<M, P>): Promise<ResultOf<M, P>>;
    /** The same with status and headers, for example for the `ETag`. */
    exchange<M extends Method, P extends PathOf<M>>(method: M, path: P, ...options: Arguments<M, P>):
        Promise<Exchanged<ResultOf<M, P>>>;
    signIn(options?: SignInOptions): SignInFlow;
    /** The set-up of a second factor within a session. */
    enroll(): EnrollmentFlow;
    passkeys: typeof passkeys;
    /** What the access token says of the session, or null. It is for display; the service decides. */
    readonly session: SessionFacts | null;
    /** On a new page: whether the user is signed in. A failure that says nothing about it is thrown. */
    resume(options?: Signalled): Promise<boolean>;
    /** An access token for a request to your own backend, refreshed if it is about to expire. */
    accessToken(options?: Signalled): Promise<string>;
    /** Ends the session, in all tabs. `everywhere` ends the user's other sessions as well, which may need a step-up. */
    signOut(options?: Signalled & {everywhere?: boolean}): Promise<void>;
    /** Returns a function that removes the listener. */
    onChange(listener: (change: Change) => void): () => void;
    /** The time of the service in milliseconds since 1970, by its own answers. */
    serverNow(): number;
    /** How many seconds are left until a time of the service, by the clock of the service. */
    secondsUntil(time: string): number;
    close(): void;
}

export function createClient(options?: ClientOptions): Client;

// --- Passkeys

export const passkeys: {
    supported(): boolean;
    /** Whether passkeys can be offered in the autofill of a field. */
    autofill(): Promise<boolean>;
};

// --- Signing in

export interface SignInOptions {
    /** `sessionStorage`, so that `restore()` can continue after a reload. It gets the challenge or enrollment token. */
    keep?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
    deviceName?: string;
}

interface Shown {
    /** Why the last step was refused, or null. */
    problem: ProblemDetails | null;
}

/** What to show now. `show` tells the states apart. */
export type SignInState = Shown & (
    | {show: 'password'}
    | {show: 'password-reset'}
    | ({show: 'code'} & Omit<Schemas['ChallengeRequired'], 'status' | 'challengeToken'> & {
        /** Known after a wrong code, `check()` or `restore()`. */
        attemptsLeft?: number;
        /** Seconds, by the clock of the service. */
        expiresIn: number;
        /** Seconds until `resend()` can send another mail. Absent if no mail belongs to the challenge. */
        resendIn?: number;
    })
    /** `methods`: the second factors that may be set up. */
    | {show: 'enrollment'; enrollment: EnrollmentState; methods: Schemas['FactorMethod'][]}
    | {show: 'recovery-codes'; recoveryCodes: string[]; user: Schemas['SignedInUser']; sessionId: string;
        notices: Schemas['SignInNotice'][]}
    | {show: 'signed-in'; user: Schemas['SignedInUser']; sessionId: string; notices: Schemas['SignInNotice'][]}
    /** Nothing can be tried for `retryIn` seconds; then `next()` returns the state that `then` names. */
    | {show: 'wait'; then: 'password' | 'password-reset' | 'code' | 'enrollment' | 'signed-in' | 'recovery-codes';
        retryIn: number});

/**
 * One sign-in. Every step returns what to show next; a refusal is its `problem`. A step is rejected only by the signal
 * of its caller. A second call of a step that is running returns the result of the first.
 */
export interface SignInFlow {
    next(): SignInState;
    password(request: {email: string; password: string} & Signalled): Promise<SignInState>;
    sso(request: {provider: string; idToken: string; nonce?: string} & Signalled): Promise<SignInState>;
    code(request: {method: Schemas['FactorMethod']; code: string; trustDevice?: boolean} & Signalled): Promise<SignInState>;
    /** Answers the challenge with a passkey. */
    passkey(request?: {trustDevice?: boolean} & Signalled): Promise<SignInState>;
    /**
     * Signs in with a passkey alone. With `autofill` it waits until the user picks one in a field with
     * `autocomplete="username webauthn"`, or takes another step.
     */
    passkeySignIn(request?: {autofill?: boolean} & Signalled): Promise<SignInState>;
    resend(request?: Signalled): Promise<SignInState>;
    /** Reads the challenge again: `delivery`, `methods` and `attemptsLeft`. */
    check(request?: Signalled): Promise<SignInState>;
    /** After a reload: continues the sign-in that `keep` has. */
    restore(request?: Signalled): Promise<SignInState>;
    enroll: {
        start(request?: {name?: string} & Signalled): Promise<SignInState>;
        confirm(request: {code: string} & Signalled): Promise<SignInState>;
        preparePasskey(request?: Signalled): Promise<SignInState>;
        passkey(request?: {name?: string} & Signalled): Promise<SignInState>;
        cancel(): Promise<SignInState>;
    };
    /** The user has saved the recovery codes. */
    saved(): SignInState;
    /** Back to email and password. Running steps are aborted. */
    cancel(): SignInState;
}

// --- Setting up a second factor

export type EnrollmentState = Shown & (
    | {show: 'choose'}
    | ({show: 'app'; expiresIn: number} & Schemas['PendingAuthenticator'])
    /** Let the user save `paperKey`, then call `passkey()` from a click. */
    | {show: 'passkey'; paperKey?: string; expiresAt: string; expiresIn: number}
    | {show: 'recovery-codes'; recoveryCodes: string[]; made: NewAuthenticator}
    | {show: 'done'; made: NewAuthenticator});

export interface NewAuthenticator {
    id: string;
    name: string;
    /** Of a passkey: false if it is on this device alone. */
    backedUp?: boolean;
}

export interface EnrollmentFlow {
    next(): EnrollmentState;
    /** Starts the set-up of an app. `replaces` is the id of the authenticator that it will replace. */
    start(request?: {name?: string; replaces?: string} & Signalled): Promise<EnrollmentState>;
    confirm(request: {code: string; endOtherSessions?: boolean} & Signalled): Promise<EnrollmentState>;
    /** Gets the options of a new passkey, and the paper key to save before it. */
    preparePasskey(request?: Signalled): Promise<EnrollmentState>;
    passkey(request?: {name?: string; endOtherSessions?: boolean} & Signalled): Promise<EnrollmentState>;
    /** The user has saved the recovery codes. */
    saved(): EnrollmentState;
    cancel(): EnrollmentState;
}
