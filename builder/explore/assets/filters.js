"use strict";
// The form above the table of quotes: what it offers, what is chosen in it, and the address that says the same.
// Several values of one field widen the choice, several fields narrow it.

const filters = (() => {
  const TYPED = ["speaker", "outlet", "date", "stance_target"]; // of many values: one types, and part of a value is enough
  const SUGGESTED = 1000; // values that are offered while typing
  const FIELDS = {
    speaker: "Speaker",
    speaker_kind: "Kind of speaker",
    sourcing: "Sourcing",
    outlet: "Outlet",
    date: "Date, or its beginning",
    quote_type: "Type",
    stance: "Stance",
    stance_target: "Target of the stance",
    framing: "Framing",
    verifiability: "Verifiability",
    claim_type: "Claim type",
    flags: "Flag",
  };
  const ORDERS = {
    "": "oldest first",
    newest: "newest first",
    worth: "most check-worthy first",
    unsure: "least certain attribution first",
  };
  const NONE = "(none)"; // what one types, and reads, for rows without a value
  const { element } = page;
  const $ = (id) => document.getElementById(id);
  const boxes = {}; // name of a field -> its checkboxes by value
  let dictionaries, scores;

  const build = (values, names) => {
    [dictionaries, scores] = [values, names];
    for (const [name, label] of Object.entries(FIELDS)) $("fields").append(TYPED.includes(name) ? typed(name, label) : ticked(name, label));
    const score = element("select", { id: "score" }, scores.map((name) => element("option", { value: name }, page.readable(name))));
    const least = element("input", { id: "least", type: "number", min: "0", max: "1", step: "0.05", inputmode: "decimal" });
    const order = element("select", { id: "order" }, Object.entries(ORDERS).map(([value, label]) => element("option", { value }, label)));
    $("fields").append(field("score", "Score of", score), field("least", "is at least", least), field("order", "Order", order));
    $("more").open = window.matchMedia("(min-width: 60rem)").matches;
    $("filters").addEventListener("input", (event) => event.target === $("q") && searched());
    $("filters").addEventListener("change", (event) => changed(event.target));
    $("filters").addEventListener("submit", (event) => (event.preventDefault(), changed(document.activeElement)));
    $("filters").addEventListener("reset", (event) => (event.preventDefault(), clear()));
  };

  const field = (name, label, ...control) => element("p", { class: "field" }, element("label", { for: name }, label), control);

  // A box to type into that suggests values; each one that is entered is added to those chosen before.
  const typed = (name, label) => {
    const options = dictionaries[name].values.filter((value) => value !== null).slice(0, SUGGESTED);
    const list = element("datalist", { id: `${name}-values` }, options.map((value) => element("option", { value: page.plain(value) })));
    return field(name, label, element("input", { id: name, list: list.id, autocomplete: "off", spellcheck: "false" }), list);
  };

  // All values with the number of their rows in the version, to be ticked.
  const ticked = (name, label) => {
    const { values, rows } = name === "flags" ? flags() : dictionaries[name];
    boxes[name] = new Map();
    const lines = values.map((value, at) => {
      const box = element("input", { type: "checkbox", id: `${name}-${at}` });
      box.dataset.field = name;
      boxes[name].set(value ?? "", box);
      return element("label", { for: box.id }, box, worded(value), element("span", { class: "rows" }, rows[at].toLocaleString("en")));
    });
    const title = element("span", { class: "title", id: `${name}-title` }, label);
    const summary = element("summary", { "aria-labelledby": `${name}-title ${name}-said` }, element("span", { id: `${name}-said` }, "any"));
    return element("div", { class: "field", role: "group", "aria-labelledby": title.id, id: name }, title, element("details", {}, summary, element("div", { class: "values" }, lines)));
  };

  // A row may have several flags, which its column joins by a space.
  const flags = () => {
    const counted = new Map();
    dictionaries.flags.values.forEach((value, at) => {
      for (const flag of (value || "").split(" ").filter(Boolean)) counted.set(flag, (counted.get(flag) ?? 0) + dictionaries.flags.rows[at]);
    });
    const values = [...counted.keys()].sort();
    return { values, rows: values.map((value) => counted.get(value)) };
  };

  const worded = (value) => (value === null || value === "" ? NONE : page.plain(page.readable(value)));

  let waiting;
  const searched = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => state.change({ q: $("q").value || null, page: null }, { replace: true }), 120);
  };

  const changed = (control) => {
    const { id, value } = control;
    if (id === "q") return state.change({ q: value || null, page: null });
    if (id === "order") return state.change({ order: value || null, page: null });
    if (id === "score" || id === "least") return state.change({ min: $("least").value ? `${$("score").value}:${$("least").value}` : null, page: null });
    if (TYPED.includes(id)) return value.trim() && add(id, value.trim() === NONE ? "" : value.trim());
    const name = control.dataset.field;
    if (name) state.change({ [name]: [...boxes[name]].filter(([, box]) => box.checked).map(([ticked]) => ticked), page: null });
  };

  const add = (name, value) => {
    $(name).value = "";
    state.change({ [name]: [...new Set([...state.read().getAll(name), value])], page: null });
  };

  const remove = (name, value) => state.change({ [name]: state.read().getAll(name).filter((each) => each !== value), page: null });

  const clear = () => {
    const names = [...Object.keys(FIELDS), "q", "min", "order", "page"];
    state.change(Object.fromEntries(names.map((name) => [name, null])));
    $("q").focus();
  };

  // Sets the form to what the address says, and lists what is chosen, each with a button that takes it away.
  const sync = (choices) => {
    if ($("q").value.trim() !== (choices.get("q") ?? "").trim()) $("q").value = choices.get("q") ?? "";
    for (const [name, values] of Object.entries(boxes)) {
      const wanted = choices.getAll(name);
      for (const [value, box] of values) box.checked = wanted.includes(value);
      $(`${name}-said`).textContent = wanted.length ? wanted.map(worded).join(", ") : "any";
    }
    const [score, least] = (choices.get("min") ?? ":").split(":");
    if (scores.includes(score)) $("score").value = score;
    $("least").value = least ?? "";
    $("order").value = choices.get("order") ?? "";
    const chosen = Object.keys(FIELDS).flatMap((name) => choices.getAll(name).map((value) => [name, value]));
    const had = $("chosen").contains(document.activeElement);
    $("chosen").replaceChildren(...chosen.map(chip), ...(choices.get("min") ? [minimum(score, least)] : []));
    $("chosen").hidden = !$("chosen").children.length;
    $("active").textContent = $("chosen").children.length ? `(${$("chosen").children.length} set)` : "";
    if (had) ($("chosen").querySelector("button") ?? $("q")).focus();
  };

  const chip = ([name, value]) => button(`${FIELDS[name].split(",")[0]}: `, worded(value), () => remove(name, value));
  const minimum = (score, least) => button(`${page.readable(score)} `, `at least ${least}`, () => state.change({ min: null, page: null }));

  const button = (before, said, onclick) =>
    element("li", {}, element("button", { type: "button", "aria-label": `Remove ${before}${said}`, onclick }, before, page.isolated(said)));

  // How a value may fit that is not one of those asked for: a date by its beginning, one of several flags, part of a name.
  const loosely = (name, wanted) => {
    if (name === "date") return (value) => wanted.some((each) => each && value.startsWith(each));
    if (name === "flags") return (value) => value.split(" ").some((flag) => wanted.includes(flag));
    const parts = wanted.filter((each) => each && TYPED.includes(name) && !dictionaries[name].values.includes(each)).map(search.fold);
    return parts.length ? (value) => parts.some((part) => search.fold(value).includes(part)) : () => false;
  };

  // One test of a row for each field that has a choice.
  const tests = (table, choices) => {
    const asked = Object.keys(FIELDS).filter((name) => choices.has(name));
    const found = asked.map((name) => search.inColumn(table, dictionaries, name, choices.getAll(name), loosely(name, choices.getAll(name))));
    if (choices.get("min")) found.push(search.atLeast(table, choices.get("min")));
    return found;
  };

  return { build, sync, tests };
})();
