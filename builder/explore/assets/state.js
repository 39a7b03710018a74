"use strict";
// What is chosen on a page stands in its address behind the #, so that it can be shared and the back button works.

const state = (() => {
  const read = () => new URLSearchParams(location.hash.slice(1));

  // The address of a page with these choices; null and undefined leave one out, "" asks for rows without a value.
  const address = (name, choices) => {
    const given = Object.entries(choices).filter(([, value]) => value !== null && value !== undefined);
    const text = new URLSearchParams(given).toString();
    return `${name}.html${text ? `#${text}` : ""}`;
  };

  // Changes some choices; a list gives a name several values. `replace` for what is still being typed: it makes no step to go back to.
  const change = (changes, { replace = false } = {}) => {
    const choices = read();
    for (const [name, value] of Object.entries(changes)) {
      choices.delete(name);
      for (const each of [value ?? []].flat()) choices.append(name, each);
    }
    const hash = `#${choices}`;
    if (hash === location.hash || (hash === "#" && !location.hash)) return;
    history[replace ? "replaceState" : "pushState"](null, "", hash);
    window.dispatchEvent(new Event("statechange"));
  };

  // Calls `shown` now, after every change, and when the user goes back or forward. The skip link is no choice.
  const follow = (shown) => {
    const again = () => location.hash !== "#main" && shown(read());
    window.addEventListener("statechange", again);
    window.addEventListener("hashchange", again);
    shown(location.hash === "#main" ? new URLSearchParams() : read());
  };

  return { read, address, change, follow };
})();
