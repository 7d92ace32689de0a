/* Counts what people see as characters, as the server does: 👩‍👧 is one, が is one.
   The field says its limit in data-max-graphemes; the words stand at its counter. */

import { attach, fill } from "./attach.js";

const PAUSE = 1000; // so that a screen reader hears the count after typing, not during it

const segmenter = new Intl.Segmenter();

function countGraphemes(text) {
  // The server keeps line breaks as one character and drops blanks at the ends.
  let count = 0;
  for (const _ of segmenter.segment(text.replace(/\r\n?/g, "\n").trim())) count += 1;
  return count;
}

attach("[data-max-graphemes]", (field) => {
  const counter = document.getElementById(`${field.id}-count`);
  if (!counter) return;
  const most = Number(field.dataset.maxGraphemes);
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  counter.after(spoken);

  let pause;
  const show = () => {
    const count = countGraphemes(field.value);
    const over = Math.max(0, count - most);
    counter.textContent = fill(over ? counter.dataset.countOver : counter.dataset.count, { count, most, over });
    counter.classList.toggle("is-over", over > 0);
    clearTimeout(pause);
    pause = setTimeout(() => {
      spoken.textContent = document.activeElement === field && count > 0.9 * most ? counter.textContent : "";
    }, PAUSE);
  };
  field.addEventListener("input", show);
  show();
});
