import { createClient } from './sallyport.js';

const form = document.querySelector('form');
const client = createClient({ storage: 'cookies' });
const flow = client.signIn();

async function members() {
  const headers = { Authorization: `Bearer ${await client.accessToken()}` };
  const answer = await fetch('/members/news.json', { headers });
  document.querySelector('output').textContent = answer.ok ? (await answer.json()).news : `Refused: ${answer.status}`;
  form.hidden = true;
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const { email, password, code } = Object.fromEntries(new FormData(form));
  const asked = flow.next();
  const state = await (asked.show === 'code'
    ? flow.code({ method: asked.methods[0], code })
    : flow.password({ email, password }));
  form.querySelector('[role=alert]').textContent = state.problem?.title ?? '';
  form.elements.code.parentElement.hidden = state.show !== 'code';
  if (state.show === 'signed-in') await members();
});
if (await client.resume().catch(() => false)) await members();
