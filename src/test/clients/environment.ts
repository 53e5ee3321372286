// What every driver of a generated client is given by the test.
declare const process: { env: Record<string, string | undefined> };

function given(name: string): string {
    const value = process.env[name];
    if (value === undefined) {
        throw new Error(`${name} is missing`);
    }
    return value;
}

export const ISSUER = given('ISSUER');
export const BASIC = `Basic ${btoa(`${given('CLIENT_ID')}:${given('CLIENT_SECRET')}`)}`;
export const EMAIL = `${given('GENERATOR')}-${Date.now()}@example.org`;
export const PASSWORD = 'tulip anvil 42 meridian';

/** The code of the mail to the user, from the mailbox of the test. */
export async function mailedCode(): Promise<string> {
    return (await fetch(`${given('CODES')}?email=${encodeURIComponent(EMAIL)}`)).text();
}

export function check(holds: boolean, what: string): asserts holds {
    if (!holds) {
        throw new Error(`Not so: ${what}`);
    }
}
