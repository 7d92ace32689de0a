/* Copies, on this device, of what the server has not yet confirmed.
   A copy belongs to a person and a form: on a shared device nobody is offered
   another's text. Where the browser allows no storage, there are simply no copies. */

const PREFIX = "yoriai:draft:";
const LONGEST_KEPT = 30 * 24 * 60 * 60 * 1000;

const own = () => `${PREFIX}${document.body.dataset.person}:`;

function attempt(act) {
  try {
    return act();
  } catch {
    return null; // storage is full, or forbidden
  }
}

function keys(prefix) {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [];
}

/* Returns {at, fields, isSent}, or null. */
export function readCopy(name) {
  return attempt(() => JSON.parse(localStorage.getItem(own() + name)));
}

export function keepCopy(name, copy) {
  attempt(() => localStorage.setItem(own() + name, JSON.stringify(copy)));
}

export function dropCopy(name) {
  attempt(() => localStorage.removeItem(own() + name));
}

export function dropAllCopies() {
  for (const key of keys(PREFIX)) attempt(() => localStorage.removeItem(key));
}

/* A form that was sent is done with when another page answered it: not the form again,
   not an error, not sign-in. Very old copies go as well. */
export function dropSettledCopies(namesOnThisPage) {
  const isAnswer = "person" in document.body.dataset && !document.querySelector("[data-error-page]");
  for (const key of keys(own())) {
    const name = key.slice(own().length);
    const copy = readCopy(name);
    const isSettled = isAnswer && copy?.isSent && !namesOnThisPage.includes(name);
    if (!copy || isSettled || Date.now() - copy.at > LONGEST_KEPT) dropCopy(name);
  }
}
