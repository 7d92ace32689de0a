/* Saves a form while it is typed in, and never loses what was typed.

   Every change is copied to this device at once and sent to the server after a pause;
   the copy goes when the server has confirmed it. If the line drops, it is sent again
   later. If the sign-in has expired, the copy waits, and is offered the next time this
   form is opened. All words come from the form's data- attributes. */

import { attach, fill } from "./attach.js";
import { dropAllCopies, dropCopy, keepCopy, namesLike, readCopy, settleCopies, thisPage } from "./drafts.js";

const PAUSE = 1500;
const PATIENCE = 20_000;
const FIRST_RETRY = 4_000;
const LAST_RETRY = 60_000;
const NOT_CONTENT = new Set(["csrf_token", "idempotency_key"]);
const SIGN_IN_NEEDED = new Set([400, 401, 403]); // 400: the page's own token has expired

/* The texts and choices of a form; never files, never a password. */
function contentOf(form) {
  const isContent = ([name, value]) =>
    typeof value === "string" && !NOT_CONTENT.has(name) && form.elements[name].type !== "password";
  return [...new FormData(form)].filter(isContent).map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")]);
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function putBack(form, fields) {
  for (const element of form.elements) {
    if (!element.name || NOT_CONTENT.has(element.name) || ["file", "hidden", "submit"].includes(element.type)) continue;
    const values = fields.filter(([name]) => name === element.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(element.type)) element.checked = values.includes(element.value);
    else if (element.type === "select-multiple") {
      for (const option of element.options) option.selected = values.includes(option.value);
    } else if (values.length) element.value = values[0];
  }
}

function clock(at, withDay) {
  const style = withDay ? { dateStyle: "medium", timeStyle: "short" } : { timeStyle: "short" };
  return new Date(at).toLocaleString(document.documentElement.lang, { ...style, timeZone: "Asia/Tokyo" });
}

class SavingForm {
  #form; #words; #name; #state; #confirmed; #pause; #retry = FIRST_RETRY; #isSending = false;

  constructor(form) {
    this.#form = form;
    this.#words = form.dataset;
    this.#name = form.dataset.autosaveKey;
    this.#state = form.querySelector("[data-autosave-state]");
    this.#confirmed = contentOf(form);
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("change", () => this.#changed());
    form.addEventListener("submit", () => this.#submitted());
    addEventListener("pageshow", (event) => event.persisted && this.#cameBack());
    addEventListener("online", () => this.#send());
    document.addEventListener("visibilitychange", () => document.hidden && this.#send({ keepalive: true }));
    this.#lookForCopy();
  }

  get #isDirty() {
    return !isSame(contentOf(this.#form), this.#confirmed);
  }

  #say(what, { isUnsaved = false, at = Date.now() } = {}) {
    this.#state.textContent = fill(this.#words[what], { time: clock(at, false) });
    this.#state.classList.toggle("is-unsaved", isUnsaved);
  }

  #changed() {
    if (!this.#isDirty) return;
    keepCopy(this.#name, { at: Date.now(), fields: contentOf(this.#form) });
    this.#sendAfter(PAUSE);
  }

  #sendAfter(milliseconds) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#send(), milliseconds);
  }

  async #send(options = {}) {
    if (this.#isSending || !this.#isDirty) return;
    clearTimeout(this.#pause);
    this.#isSending = true;
    const fields = contentOf(this.#form);
    this.#say("saving");
    try {
      this.#answered(await this.#post(options), fields);
    } catch {
      this.#waitForLine();
    } finally {
      this.#isSending = false;
    }
  }

  #post(options) {
    // Without the idempotency key, which belongs to the submission: the same text typed,
    // deleted and typed again must be stored again.
    const body = new FormData();
    for (const [name, value] of contentOf(this.#form)) body.append(name, value);
    body.append("csrf_token", this.#form.elements.csrf_token?.value ?? "");
    return fetch(this.#words.autosaveUrl, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
  }

  #answered(response, fields) {
    if (response.ok) this.#saved(fields);
    else if (response.type === "opaqueredirect" || SIGN_IN_NEEDED.has(response.status)) this.#say("signedOut", { isUnsaved: true });
    else if (response.status === 429 || response.status >= 500) this.#waitForLine();
    else this.#say("refused", { isUnsaved: true });
  }

  #saved(fields) {
    this.#confirmed = fields;
    this.#retry = FIRST_RETRY;
    this.#say("saved");
    if (this.#isDirty) this.#sendAfter(PAUSE);
    else dropCopy(this.#name);
  }

  #waitForLine() {
    this.#say("offline", { isUnsaved: true });
    this.#sendAfter(this.#retry);
    this.#retry = Math.min(2 * this.#retry, LAST_RETRY);
  }

  #submitted() {
    clearTimeout(this.#pause);
    keepCopy(this.#name, { at: Date.now(), fields: contentOf(this.#form), sentFrom: thisPage() });
  }

  #cameBack() {
    // By "back", after an answer that was none: the form is open again.
    const copy = readCopy(this.#name);
    if (copy) keepCopy(this.#name, { ...copy, sentFrom: null });
    this.#send();
  }

  #lookForCopy() {
    const isShown = (copy) => isSame(copy.fields, this.#confirmed);
    const copy = readCopy(this.#name);
    // Shown again because of an error or a sign-in, the text has not reached the draft: its copy stays.
    if (copy && isShown(copy) && this.#form.querySelector(".error-summary, .not-sent")) return;
    if (copy) {
      // Set aside until the person decides, so that typing on does not overwrite it.
      keepCopy(`${this.#name}:found:${copy.at}`, { ...copy, sentFrom: null });
      dropCopy(this.#name);
    }
    for (const aside of namesLike(`${this.#name}:found:`)) {
      const found = readCopy(aside);
      if (isShown(found)) dropCopy(aside);
      else this.#offer(found, () => dropCopy(aside));
    }
  }

  #offer(copy, decided) {
    const offer = document.createElement("div");
    offer.className = "autosave-offer panel";
    offer.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = fill(this.#words.found, { time: clock(copy.at, true) });
    const row = document.createElement("div");
    row.className = "button-row";
    const choose = (word, tone, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `button button-${tone} button-small`;
      button.textContent = this.#words[word];
      button.addEventListener("click", () => {
        act();
        decided();
        offer.remove();
        this.#form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
      });
      row.append(button);
    };
    choose("restore", "primary", () => this.#restore(copy));
    choose("discard", "secondary", () => {});
    offer.append(text, row);
    this.#form.prepend(offer);
  }

  #restore(copy) {
    putBack(this.#form, copy.fields);
    for (const element of this.#form.querySelectorAll("input, textarea, select")) {
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#say("restored");
  }
}

settleCopies([...document.querySelectorAll("form[data-autosave]")].map((form) => form.dataset.autosaveKey));
attach("form[data-autosave]", (form) => new SavingForm(form));
attach("form[data-forgets-drafts]", (form) => form.addEventListener("submit", dropAllCopies));
