/** What to say about a failure, and whether to try again makes sense. */
import {clock, dateTime} from './format.js';
import {has, t} from './i18n.js';

const QUIET = new Set(['aborted', 'step-up-required', 'passkey-cancelled']);

/** From how many seconds on a user comes back instead of waiting. */
const LONG = 3600;

/** The last part of the problem's type; `network` if no answer came, `broken` for a fault of these pages. */
export function codeOf(error) {
  if (error?.name === 'AbortError') {
    return 'aborted';
  }
  if (error instanceof TypeError && /fetch|import|No texts/i.test(error.message)) {
    return 'network'; // a file of these pages did not come
  }
  return error?.code ?? 'broken';
}

/** Whether the user ended it, so that there is nothing to say. */
export function isQuiet(error) {
  return QUIET.has(codeOf(error));
}

/** The sentence for the user, for an error or for the `problem` of a flow. */
export function sentence(error) {
  const code = codeOf(error);
  const {reason, attemptsLeft, clockOffsetSeconds = 0, retryAfterSeconds, title} = error ?? {};
  if (code === 'invalid-code' && reason && has(`problem.invalid-code.${reason}`)) {
    return t(`problem.invalid-code.${reason}`, {wait: clock(Math.abs(clockOffsetSeconds))});
  }
  if (code === 'invalid-code' && attemptsLeft !== undefined) {
    return t('problem.invalid-code.attempts', {count: attemptsLeft});
  }
  if (retryAfterSeconds > LONG && error.status === 429) {
    return t('problem.later', {when: dateTime(Date.now() + retryAfterSeconds * 1000)});
  }
  if (retryAfterSeconds && error.status === 429) {
    return t('problem.wait', {wait: clock(retryAfterSeconds)});
  }
  return has(`problem.${code}`) ? t(`problem.${code}`) : title ?? t('problem.broken');
}

/** Whether the same request may succeed a moment later. */
export function isPassing(error) {
  return ['network', 'unavailable', 'internal', 'broken', 'too-many-requests'].includes(codeOf(error));
}
