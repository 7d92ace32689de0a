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

const keep = (key, copy) => attempt(() => localStorage.setItem(key, JSON.stringify(copy)));
const drop = (key) => attempt(() => localStorage.removeItem(key));

/* Returns {at, fields, sentFrom}, or null; sentFrom is the page that the form was sent from. */
export function readCopy(name) {
  return attempt(() => JSON.parse(localStorage.getItem(own() + name)));
}

export function keepCopy(name, copy) {
  keep(own() + name, copy);
}

export function dropCopy(name) {
  drop(own() + name);
}

export function dropAllCopies() {
  for (const key of keysLike(PREFIX)) drop(key);
}

/* What became of the forms that were sent. A form is done with only when the very page
   that answered it is neither the form again, nor an error, nor sign-in: then its copy goes.
   If the answer was one of those, the form counts as not sent; if no answer came, its copy
   waits. Very old copies go in any case. */
export function settleCopies(namesOnThisPage) {
  const isAcceptance = "person" in document.body.dataset && !document.querySelector("[data-error-page]");
  for (const key of keysLike(PREFIX)) {
    const copy = attempt(() => JSON.parse(localStorage.getItem(key)));
    const isAnswered = copy?.sentFrom === document.referrer && !namesOnThisPage.some((name) => key === own() + name);
    if (!copy || Date.now() - copy.at > LONGEST_KEPT || (isAnswered && isAcceptance)) drop(key);
    else if (isAnswered) keep(key, { ...copy, sentFrom: null });
  }
}

/* The page's own address as the next page will name it in document.referrer. */
export function thisPage() {
  return location.href.replace(location.hash, "");
}
