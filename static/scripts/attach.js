/* What our scripts share: to begin with every matching element of the page and of
   every fragment that htmx brings later, and to fill in a translated text. */

export function attach(selector, begin) {
  const begun = new WeakSet();
  const look = (root) => {
    for (const element of [root, ...root.querySelectorAll(selector)]) {
      if (!element.matches(selector) || begun.has(element)) continue;
      begun.add(element);
      begin(element);
    }
  };
  look(document.body);
  document.addEventListener("htmx:load", (event) => look(event.detail.elt));
}

/* fill("{picked} of {limit}", {picked: 2, limit: 3}) is "2 of 3". */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
