"use strict";
// Long lists in pages: `page` in the address, buttons below, and a line that says what is shown.

const pager = (() => {
  const bounds = (choices, total, size) => {
    const last = Math.max(1, Math.ceil(total / size));
    const asked = Number.parseInt(choices.get("page") ?? "1", 10);
    const number = Math.min(Math.max(Number.isFinite(asked) ? asked : 1, 1), last);
    return { number, last, start: (number - 1) * size, end: Math.min(number * size, total) };
  };

  // Fills `place` with the buttons; nothing where one page holds all.
  const draw = (place, { number, last }) => {
    const had = place.contains(document.activeElement) ? document.activeElement.dataset.to : null;
    const button = (label, to, name) => {
      const off = to < 1 || to > last;
      const go = () => {
        if (off) return;
        state.change({ page: to === 1 ? null : String(to) });
        document.getElementById("main").scrollIntoView();
      };
      return page.element("button", { type: "button", "aria-disabled": off ? "true" : null, "data-to": name, onclick: go }, label);
    };
    const said = page.element("span", {}, `Page ${number.toLocaleString("en")} of ${last.toLocaleString("en")}`);
    const parts = [button("Previous", number - 1, "before"), said, button("Next", number + 1, "after")];
    place.replaceChildren(...(last > 1 ? parts : []));
    if (had) place.querySelector(`[data-to="${had}"]`)?.focus();
  };

  return { bounds, draw };
})();
