"use strict";
// The table of quotes: search, filters, pages. What is chosen stands in the address, see state.js.

(() => {
  const SIZE = 50; // rows of a page
  const TYPED = ["speaker", "outlet", "date", "stance_target"]; // of many values: one types, and part of a value is enough
  const SUGGESTED = 1000; // values that are offered while typing
  const SHOWN = 420; // characters of a quote; the article has all of it
  const COLUMNS = ["quote", "speaker", "outlet", "type", "stance", "framing", "verifiability"];
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
  const { element } = page;
  const $ = (id) => document.getElementById(id);
  const controls = {}; // name of a field -> its input or select
  let table, dictionaries, articles;

  const start = async () => {
    const index = await page.load("index");
    const [values, ...chunks] = await Promise.all([page.load("values"), page.loadAll("quotes", index.packs.quotes)]).then((all) => all.flat());
    [dictionaries, articles, table] = [values, index.articles, search.joined(chunks, index.rows)];
    build();
    state.follow(show);
    document.body.dataset.ready = "yes";
  };

  // ---- the form ----

  const build = () => {
    for (const [name, label] of Object.entries(FIELDS)) $("fields").append(field(name, label, choice(name)));
    const scores = element("select", { id: "score" }, Object.keys(table.scores).map((name) => element("option", { value: name }, page.readable(name))));
    const least = element("input", { id: "least", type: "number", min: "0", max: "1", step: "0.05", inputmode: "decimal" });
    const order = element("select", { id: "order" }, Object.entries(ORDERS).map(([value, label]) => element("option", { value }, label)));
    Object.assign(controls, { score: scores, least, order });
    $("fields").append(field("score", "Score of", scores), field("least", "is at least", least), field("order", "Order", order));
    $("more").open = window.matchMedia("(min-width: 60rem)").matches;
    $("filters").addEventListener("input", (event) => event.target === $("q") && typed());
    $("filters").addEventListener("change", (event) => event.target !== $("q") && chosen(event.target.id));
    $("filters").addEventListener("submit", (event) => (event.preventDefault(), chosen(document.activeElement.id)));
    $("filters").addEventListener("reset", (event) => (event.preventDefault(), clear()));
  };

  const field = (name, label, control) => element("p", { class: "field" }, element("label", { for: name }, label), control);

  // A list of all values, or a box to type into that suggests them.
  const choice = (name) => {
    const values = name === "flags" ? flags() : dictionaries[name].values;
    if (TYPED.includes(name)) {
      const options = values.filter((value) => value !== null).slice(0, SUGGESTED);
      const list = element("datalist", { id: `${name}-values` }, options.map((value) => element("option", { value: page.plain(value) })));
      controls[name] = element("input", { id: name, list: list.id, autocomplete: "off", spellcheck: "false" });
      return [controls[name], list];
    }
    const option = (value, at) => element("option", { value: String(at) }, value === null ? "(none)" : page.plain(page.readable(value)));
    controls[name] = element("select", { id: name }, element("option", { value: "" }, "any"), values.map(option));
    controls[name].values = values;
    return controls[name];
  };

  const flags = () => [...new Set(dictionaries.flags.values.flatMap((value) => (value ? value.split(" ") : [])))].sort();

  let waiting;
  const typed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => state.change({ q: $("q").value || null, page: null }, { replace: true }), 120);
  };

  const chosen = (name) => {
    if (name === "q") return state.change({ q: $("q").value || null, page: null });
    if (name === "score" || name === "least") {
      const { score, least } = controls;
      return state.change({ min: least.value ? `${score.value}:${least.value}` : null, page: null });
    }
    if (name in controls) state.change({ [name]: asked(name), page: null });
  };

  const asked = (name) => {
    const control = controls[name];
    if (!control.values) return control.value.trim() || null;
    return control.value === "" ? null : (control.values[Number(control.value)] ?? "");
  };

  const clear = () => {
    const names = [...Object.keys(FIELDS), "q", "min", "order", "page"];
    state.change(Object.fromEntries(names.map((name) => [name, null])));
    $("q").focus();
  };

  // Sets the form to what the address says.
  const sync = (choices) => {
    if ($("q").value.trim() !== (choices.get("q") ?? "").trim()) $("q").value = choices.get("q") ?? "";
    for (const name of Object.keys(FIELDS)) {
      const control = controls[name];
      const wanted = choices.get(name);
      if (!control.values) control.value = wanted === "" ? "(none)" : (wanted ?? "");
      else control.value = wanted === null ? "" : String(control.values.indexOf(wanted === "" ? null : wanted));
    }
    const [score, least] = (choices.get("min") ?? ":").split(":");
    if (score in table.scores) controls.score.value = score;
    controls.least.value = least ?? "";
    controls.order.value = choices.get("order") ?? "";
    const active = [...Object.keys(FIELDS), "min"].filter((name) => choices.has(name)).length;
    $("active").textContent = active ? `(${active} set)` : "";
  };

  // ---- the rows ----

  const tests = (choices, words) => {
    const found = words.map((term) => search.inRow(table, dictionaries, articles.title, term));
    for (const name of Object.keys(FIELDS)) {
      if (!choices.has(name)) continue;
      const wanted = choices.get(name) === "(none)" ? "" : choices.get(name);
      found.push(search.inColumn(table, dictionaries, name, wanted, loosely(name, wanted)));
    }
    if (choices.get("min")) found.push(search.atLeast(table, choices.get("min")));
    return found;
  };

  // How a value may fit that is not the one asked for: a date by its beginning, one of several flags, part of a name.
  const loosely = (name, wanted) => {
    if (wanted === "") return null;
    if (name === "date") return (value) => value.startsWith(wanted);
    if (name === "flags") return (value) => value.split(" ").includes(wanted);
    const known = dictionaries[name].values.includes(wanted);
    return known || controls[name].values ? null : (value) => search.fold(value).includes(search.fold(wanted));
  };

  const ordered = (rows, order) => {
    const by = { worth: [table.scores.check_worthiness, -1], unsure: [table.scores.attribution, 1] }[order];
    if (by) return rows.sort((a, b) => by[1] * (by[0][a] - by[0][b]) || a - b);
    if (order !== "newest") return rows;
    const undated = dictionaries.date.values.indexOf(null);
    const dated = (row) => table.codes.date[row] !== undated;
    return [...rows.filter(dated).reverse(), ...rows.filter((row) => !dated(row))];
  };

  const show = (choices) => {
    sync(choices);
    const words = search.terms(choices.get("q") ?? "");
    const rows = ordered(search.passing(table, tests(choices, words)), choices.get("order"));
    const bounds = pager.bounds(choices, rows.length, SIZE);
    const part = bounds.last > 1 ? `, ${(bounds.start + 1).toLocaleString("en")} to ${bounds.end.toLocaleString("en")} shown` : "";
    const range = rows.length ? part : ". Clear a filter to see more";
    $("found").textContent = `${page.counted(rows.length, "quote")} of ${table.rows.toLocaleString("en")}${range}.`;
    const head = element("tr", { role: "row" }, COLUMNS.map((name) => element("th", { role: "columnheader", scope: "col" }, name)));
    const body = rows.slice(bounds.start, bounds.end).map((row) => line(row, words));
    const caption = element("caption", { class: "hidden" }, "Quotes that fit the search and the filters");
    // The roles say what the layout for phones would take away.
    const whole = element("table", { role: "table", class: "quotes" }, caption, element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" }, body));
    $("results").replaceChildren(...(rows.length ? [whole] : []));
    pager.draw($("pager"), bounds);
  };

  const line = (row, words) => {
    const value = (name) => dictionaries[name].values[table.codes[name][row]];
    const article = table.article[row];
    const cell = (name, ...children) => element("td", { role: "cell", "data-name": name }, element("div", {}, children));
    const link = state.address("article", { article: articles.id[article], quote: table.key[row] });
    const also = table.utterance[row] >= 0 ? element("a", { class: "also", href: state.address("utterances", { number: table.utterance[row] }) }, "in other articles too") : null;
    const speaker = value("speaker") ?? value("speaker_mention");
    const target = value("stance_target");
    const outlet = value("outlet");
    return element(
      "tr",
      { role: "row" },
      cell("quote", element("a", { href: link, dir: "auto" }, marked(shortened(table.quote[row]), words)), also),
      cell("speaker", speaker === null ? element("em", {}, "nobody named") : page.isolated(speaker), kind(value)),
      cell("outlet", outlet === null ? element("em", {}, "not known") : page.isolated(outlet), element("span", { class: "dim" }, value("date") ?? "no date")),
      cell("type", value("quote_type")),
      cell("stance", page.chip("stance", value("stance")), target === null ? null : element("span", { class: "dim" }, "to ", page.isolated(target))),
      cell("framing", page.chip("framing", value("framing"))),
      cell("verifiability", page.chip("verifiability", value("verifiability")), element("span", { class: "dim" }, page.readable(value("claim_type")))),
    );
  };

  const kind = (value) => {
    const sourcing = value("sourcing");
    return element("span", { class: "dim" }, sourcing === "named" ? page.readable(value("speaker_kind")) : page.readable(sourcing));
  };

  const shortened = (text) => (text.length > SHOWN ? `${text.slice(0, SHOWN).replace(/\s+\S*$/, "")} …` : text);

  // The text with what was searched for marked; folding keeps lengths but for accents, where nothing is marked.
  const marked = (text, words) => {
    const folded = search.fold(text);
    if (!words.length || folded.length !== text.length) return page.visible(text);
    const nodes = [];
    let end = 0;
    const hits = words.flatMap((word) => Array.from(folded.matchAll(new RegExp(escaped(word), "g")), (m) => [m.index, m.index + word.length]));
    for (const [from, to] of hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (from < end) continue;
      nodes.push(page.visible(text.slice(end, from)), element("mark", {}, page.visible(text.slice(from, to))));
      end = to;
    }
    return [...nodes, page.visible(text.slice(end))];
  };

  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  start().catch(page.fail);
})();
