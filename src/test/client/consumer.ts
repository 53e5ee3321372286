// What TypeScript must know of the client. It is compiled and never run.
import { createClient, SallyportError, type SignInState } from '@sallyport/client';
import type { components } from '@sallyport/client/schema';

type Device = components['schemas']['Device'];

const client = createClient({
    storage: 'cookies',
    onStepUp: (problem, api) =>
        api.methods.includes('passkey') ? api.passkey() : { method: 'totp', code: String(problem.attemptsLeft) },
});

export async function calls(id: string, signal: AbortSignal): Promise<void> {
    const page = await client.call('GET', '/v1/me/devices', { query: { limit: 10 }, signal });
    const device: Device | undefined = page.items[0];
    await client.call('PATCH', '/v1/me/devices/{id}', { params: { id }, body: { name: device?.name ?? 'Laptop' } });
    const nothing: undefined = await client.call('DELETE', '/v1/me/devices/{id}', { params: { id } });
    const { data, headers } = await client.exchange('GET', '/v1/accounts/{accountId}/two-factor-policy', {
        params: { accountId: id },
    });
    const required: boolean = data.required;
    const etag: string | null = headers.get('ETag');
    const outcome = await client.call('POST', '/v1/sign-in', { body: { email: 'a@example.org', password: 'b' } });
    const token: string | undefined = outcome.status === 'challenge_required' ? outcome.challengeToken : undefined;
    const away: undefined = await client.call('POST', '/v1/sign-out');
    console.log(nothing, required, etag, token, away);

    // @ts-expect-error: there is no such path
    await client.call('GET', '/v1/mee');
    // @ts-expect-error: the path has no such method
    await client.call('PUT', '/v1/me');
    // @ts-expect-error: the id is missing
    await client.call('DELETE', '/v1/me/devices/{id}');
    // @ts-expect-error: there is no such field
    await client.call('POST', '/v1/sign-in', { body: { mail: 'a@example.org', password: 'b' } });
    // @ts-expect-error: the body is missing
    await client.call('POST', '/v1/sign-in');
    // @ts-expect-error: there is no such parameter
    await client.call('GET', '/v1/me/devices', { query: { page: 1 } });
}

export async function signIn(): Promise<string> {
    const flow = client.signIn({ keep: sessionStorage });
    const state: SignInState = await flow.password({ email: 'a@example.org', password: 'b' });
    switch (state.show) {
        case 'code':
            return `${state.methods.join()} ${state.emailHint} ${state.resendIn} ${state.attemptsLeft}`;
        case 'enrollment':
            return state.enrollment.show === 'app' ? state.enrollment.qrCode : state.enrollment.show;
        case 'wait':
            return `${state.then} ${state.retryIn}`;
        case 'recovery-codes':
            return state.recoveryCodes.join();
        case 'signed-in':
            return state.user.email;
        default:
            return state.problem?.title ?? '';
    }
}

export function shown(failure: unknown): string {
    return failure instanceof SallyportError ? `${failure.code} ${failure.retryAfterSeconds ?? ''}` : String(failure);
}
