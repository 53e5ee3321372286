/** The reference pages: which there are, and who may see them. */
import {markDocument, read} from './lib/i18n.js';
import {start} from './lib/router.js';
import * as session from './lib/session.js';

const PAGES = [
  ['sign-in', 'gate', ['sign-in', 'setup'], () => import('./pages/sign-in.js')],
  ['sign-up', 'gate', ['sign-in'], () => import('./pages/sign-up.js')],
  ['forgot', 'gate', ['sign-in'], () => import('./pages/forgot.js')],
  ['two-factor', 'desk', ['security', 'setup'], () => import('./pages/two-factor.js')],
  ['two-factor/set-up(?:/([0-9a-f-]{36}))?', 'desk', ['security', 'setup'], () => import('./pages/set-up.js')],
  ['password', 'desk', ['security'], () => import('./pages/password.js')],
  ['devices', 'desk', ['security'], () => import('./pages/devices.js')],
  ['sessions', 'desk', ['security'], () => import('./pages/sessions.js')],
  ['activity', 'desk', ['security', 'events'], () => import('./pages/activity.js')],
  ['account/([0-9a-f-]{36})/policy', 'desk', ['account', 'security'], () => import('./pages/policy.js')],
  ['account/([0-9a-f-]{36})/compliance', 'desk', ['account'], () => import('./pages/compliance.js')],
  ['account/([0-9a-f-]{36})/members', 'desk', ['account', 'support'], () => import('./pages/members.js')],
  ['account/([0-9a-f-]{36})/brand', 'desk', ['brand'], () => import('./pages/brand.js')],
  ['support', 'desk', ['support', 'account', 'security'], () => import('./pages/support.js')],
];

const app = document.getElementById('app');
const routes = PAGES.map(([path, frame, parts, load]) => ({pattern: new RegExp(`^${path}$`), frame, parts, load}));

markDocument();
await read('common').catch(() => {});
start(app, routes, session);
