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

function keysLike(prefix) {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [];
}

/* The names of this person's copies that begin with ``prefix``, oldest last. */
export function namesLike(prefix) {
  const names = keysLike(own() + prefix).map((key) => key.slice(own().length));
  return names.sort((one, other) => (readCopy(other)?.at ?? 0) - (readCopy(one)?.at ?? 0));
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
  for (const key of keysLike(PREFIX)) attempt(() => localStorage.removeItem(key));
}

/* A form that was sent is done with when another page answered it: not the form again,
   not an error, not sign-in. Very old copies go as well. */
export function dropSettledCopies(namesOnThisPage) {
  const isAnswer = "person" in document.body.dataset && !document.querySelector("[data-error-page]");
  for (const name of namesLike("")) {
    const copy = readCopy(name);
    const isSettled = isAnswer && copy?.isSent && !namesOnThisPage.includes(name);
    if (!copy || isSettled || Date.now() - copy.at > LONGEST_KEPT) dropCopy(name);
  }
}
