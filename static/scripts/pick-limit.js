/* Says how many ideas of a division are picked, and when there are too many.
   It never blocks a box: the person decides which to give back, the server checks. */

import { attach, fill } from "./attach.js";

attach("[data-pick-limit]", (division) => {
  const state = division.querySelector("[data-pick-state]");
  const limit = Number(division.dataset.pickLimit);
  const show = () => {
    const picked = division.querySelectorAll("input[type=checkbox]:checked").length;
    const tooMany = picked > limit;
    const text = tooMany ? division.dataset.tooMany : division.dataset.picked;
    state.textContent = fill(text, { picked, limit, over: picked - limit });
    state.classList.toggle("is-over", tooMany);
  };
  division.addEventListener("change", show);
  // After "back" the browser restores the boxes without a change event.
  addEventListener("pageshow", show);
  show();
});
