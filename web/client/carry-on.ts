// A long computation goes on by itself: presses its own button, shows the answer in place of the page, and again while there is one.
// Without this script, or after a fault, the button stands there to be pressed.

const FORM = 'form[data-carry-on]';

async function step(form: HTMLFormElement): Promise<boolean> {
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => body.append(name, String(value)));
  const answer = await fetch(form.action, { method: 'POST', body });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const now = document.querySelector('main');
  const next = page.querySelector('main');
  if (!now || !next) return false;
  now.replaceWith(document.importNode(next, true));
  return true;
}

async function carryOn(): Promise<void> {
  for (let form = document.querySelector<HTMLFormElement>(FORM); form; form = document.querySelector<HTMLFormElement>(FORM)) {
    if (!(await step(form))) return;
  }
}

void carryOn().catch(() => undefined);
