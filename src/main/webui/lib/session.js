/** The session of the user: one client for all pages, and what they know of the user. */
import {createClient, SallyportError} from '../client/sallyport.js';
import {allowLogosOf} from './brand.js';
import {currentLanguage, read, t} from './i18n.js';

let wanted = null;
let known = null;

export const client = createClient({
  storage: 'cookies',
  language: currentLanguage,
  async onStepUp(problem, proofs) {
    await read('security');
    const {prove} = await import('./step-up.js');
    return prove(problem, proofs);
  },
});

/** Calls an operation. `fill` are the values of the path. */
export const call = (...request) => client.call(...request);

/**
 * What these pages know before there is a session: whether an account can be made here, where mails go, what the
 * service looks like.
 */
let facts;
let readAt = 0;

/** For how long they hold, in milliseconds: a page of another tab may sign in. */
const FACTS_HOLD = 1000;

export function serviceFacts() {
  facts ??= readFacts().catch(failure => {
    facts = undefined;
    throw failure;
  });
  return facts;
}

async function readFacts() {
  readAt = Date.now();
  const answer = await fetch(new URL('../facts.json', import.meta.url));
  if (!answer.ok) {
    throw new TypeError('No facts');
  }
  const told = await answer.json();
  allowLogosOf(told.logoOrigins);
  return told;
}

/**
 * Whether the session of an earlier page, or of another page of this host, continues here. The service says whether the
 * browser has sent the cookie of one, which no script can see: without it, a refresh would only be refused.
 */
export async function resume() {
  return await mayResume() && client.resume();
}

async function mayResume() {
  if (client.session) {
    return true;
  }
  if (Date.now() - readAt > FACTS_HOLD) {
    facts = undefined;
  }
  const {session} = await serviceFacts().catch(() => ({session: true})); // the refresh says what is wrong
  return session;
}

/** A sign-in or a sign-out, here or in another tab: what was known of the user no longer counts. */
client.onChange(({type, fromOtherTab}) => {
  if (type !== 'refreshed') {
    known = null;
  }
  if (type === 'signed-out' || (type === 'signed-in' && fromOtherTab)) {
    dispatchEvent(new HashChangeEvent('hashchange'));
  }
});

/** The user with the links that are theirs; fails with `not-authenticated` without a session. */
export async function user() {
  known ??= readUser().catch(failure => {
    known = null;
    throw failure;
  });
  const me = await known;
  const groups = [{title: t('common.nav.profile'), links: [
    link('two-factor', 'shield'), link('password', 'lock'), link('devices', 'devices'),
    link('sessions', 'door'), link('activity', 'list'),
  ]}];
  for (const {id, name, role} of me.accounts) {
    if (role !== 'member') {
      groups.push({title: name, links: [
        link(`account/${id}/policy`, 'lock', t('common.nav.policy')),
        link(`account/${id}/compliance`, 'list', t('common.nav.compliance')),
        link(`account/${id}/members`, 'users', t('common.nav.members')),
        link(`account/${id}/brand`, 'palette', t('common.nav.brand')),
      ]});
    }
  }
  if (me.roles.includes('support')) {
    groups.push({title: t('common.nav.support'), links: [link('support', 'support', t('common.nav.desk'))]});
  }
  return {key: me.id, me, email: me.email, groups, signOut};
}

async function readUser() {
  if (!await mayResume()) {
    throw new SallyportError({code: 'not-authenticated', status: 401, title: 'Not signed in'});
  }
  return client.call('GET', '/v1/me');
}

/**
 * The brand of a page: that of the account that it is about; on the user's own pages that of the user's only account,
 * as in mails, since no account speaks for another; else the service's.
 */
export async function brandOf(path, user) {
  const about = /^account\/([0-9a-f-]{36})\//.exec(path)?.[1];
  const accounts = user?.me?.accounts ?? [];
  const account = about ? accounts.find(({id}) => id === about) : accounts.length === 1 && accounts[0];
  return account?.brand ?? (await serviceFacts().catch(() => ({}))).brand;
}

const link = (path, drawing, text = t(`common.nav.${path}`)) => ({path, drawing, text});

/** Forgets what is known of the user, after the user changed it. */
export function forgetUser() {
  known = null;
}

async function signOut() {
  await client.signOut();
  location.hash = '#/sign-in';
}

/** Remembers where the user wanted to go before the sign-in. */
export function want(path) {
  wanted = path;
}

/** Where to go after the sign-in. */
export function takeWanted() {
  const path = wanted ?? 'two-factor';
  wanted = null;
  return path;
}

/** Where a visitor without an address begins. */
export async function first() {
  if (await resume().catch(() => false)) {
    return 'two-factor';
  }
  const known = await serviceFacts().catch(() => ({}));
  return known.signUp && !visited() ? 'sign-up' : 'sign-in';
}

const VISITED = 'sallyport.visited';

/** An account was made or used in this browser: the sign-in comes first from now on. */
export function markVisited() {
  try {
    localStorage.setItem(VISITED, 'yes');
  } catch {
    // the first page stays the first page
  }
}

function visited() {
  try {
    return localStorage.getItem(VISITED) !== null;
  } catch {
    return false;
  }
}
