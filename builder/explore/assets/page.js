"use strict";
// What every page needs: data from the folder beside it, elements, and text of articles shown as text.
// Nothing here makes markup from text: there is no innerHTML in these files, and the page's policy forbids it.

const page = (() => {
  const arrived = new Map(); // name of a data file -> what it said
  const DATA = /^data\/[a-z]+(-\d+)?\.js$/;
  const checked = (address) => {
    if (!DATA.test(address)) throw new TypeError(`not a data file: ${address}`);
    return address;
  };
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("explorer", { createScriptURL: checked })
    : { createScriptURL: checked };

  // Every data file is one call of this function.
  window.explorerData = (name, value) => arrived.set(name, value);

  // The content of data/<name>.js, once. A page opened from the file system cannot fetch it, but can run it.
  const load = (name) =>
    new Promise((resolve, reject) => {
      if (arrived.has(name)) return resolve(arrived.get(name));
      const script = document.createElement("script");
      script.src = policy.createScriptURL(`data/${name}.js`);
      script.onload = () => (arrived.has(name) ? resolve(arrived.get(name)) : script.onerror());
      script.onerror = () => reject(new Error(`data/${name}.js is missing or damaged. Make the pages again.`));
      document.head.append(script);
    });

  const loadAll = (name, count) => Promise.all(Array.from({ length: count }, (_, at) => load(`${name}-${at}`)));

  // An element with attributes (null ones left out) and children: nodes, strings, or lists of them.
  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "onclick") made.addEventListener("click", value);
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return made;
  };

  // Signs that hide or turn the reading direction round; the same set as in builder/explore/visible.py.
  const UNSAFE =
    /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu;
  const code = (sign) => `⟨U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`;

  const plain = (text) => String(text).replace(UNSAFE, code);

  // Text of an article as nodes: what could hide or deceive becomes a sign that one sees.
  const visible = (text) => {
    const nodes = [];
    let end = 0;
    for (const match of String(text).matchAll(UNSAFE)) {
      if (match[0] === "\r" && text[match.index + 1] === "\n") continue; // half of a line break
      nodes.push(text.slice(end, match.index), element("span", { class: "sign" }, code(match[0])));
      end = match.index + match[0].length;
    }
    return [...nodes, text.slice(end)].filter((node) => node !== "");
  };

  // Data in its own direction, so that it cannot reorder what stands around it.
  const isolated = (text) => element("bdi", {}, visible(text));

  const readable = (label) => (label === null ? "none" : label.replaceAll("_", " "));
  const counted = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

  // Where a link may lead: pages of ours, and the web. javascript: and the like stay text.
  const web = (address) => (/^https?:\/\//i.test(address || "") ? address : null);

  // A label; `named` where it does not stand in a column that says what it is.
  const chip = (kind, label, named = false) =>
    element("span", { class: `chip ${kind} ${label ?? "none"}` }, named ? `${kind} ` : null, readable(label));

  const fail = (error) => {
    const said = element("p", { class: "failed", role: "alert" }, `The page cannot be shown: ${error.message}`);
    document.getElementById("main").append(said);
    throw error;
  };

  return { load, loadAll, element, visible, plain, isolated, readable, counted, web, chip, fail };
})();
