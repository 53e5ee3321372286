const token = location.hash.slice(1);
const form = document.querySelector('form');
const said = document.querySelector('output');
const say = name => { said.textContent = said.dataset[name]; said.className = name; };
history.replaceState(null, '', location.pathname);
form.hidden = token === '';
if (token === '') {
  say('openAgain');
}
form.addEventListener('submit', async event => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  const given = [...form.querySelectorAll('input')]
    .map(field => [field.name, field.type === 'checkbox' ? field.checked : field.value]);
  const answer = await fetch(location.pathname, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({token, ...Object.fromEntries(given)})
  }).catch(() => ({ok: false}));
  button.disabled = answer.ok;
  form.hidden = answer.ok || answer.status === 410;
  document.querySelector('p').hidden = form.hidden;
  if (answer.ok) {
    say(form.querySelector('input:checked') ? 'locked' : 'done');
  } else {
    say('failed');
    const problem = answer.json ? await answer.json().catch(() => ({})) : {};
    said.textContent = problem.detail ?? problem.title ?? said.textContent;
  }
});
