"use strict";
// The table of quotes: the rows that fit what is searched for and chosen, in pages. The form stands in filters.js.

(() => {
  const SIZE = 50; // rows of a page
  const SHOWN = 420; // characters of a quote; the article has all of it
  const COLUMNS = ["quote", "speaker", "outlet", "type", "stance", "framing", "verifiability"];
  const { element } = page;
  const $ = (id) => document.getElementById(id);
  let table, dictionaries, articles;

  const start = async () => {
    const index = await page.load("index");
    const [values, ...chunks] = await Promise.all([page.load("values"), page.loadAll("quotes", index.packs.quotes)]).then((all) => all.flat());
    [dictionaries, articles, table] = [values, index.articles, search.joined(chunks, index.rows)];
    filters.build(dictionaries, Object.keys(table.scores));
    state.follow(show);
    document.body.dataset.ready = "yes";
  };

  const tests = (choices, words) => [
    ...words.map((term) => search.inRow(table, dictionaries, articles.title, term)),
    ...filters.tests(table, choices),
  ];

  const ordered = (rows, order) => {
    const by = { worth: [table.scores.check_worthiness, -1], unsure: [table.scores.attribution, 1] }[order];
    if (by) return rows.sort((a, b) => by[1] * (by[0][a] - by[0][b]) || a - b);
    if (order !== "newest") return rows;
    const undated = dictionaries.date.values.indexOf(null);
    const dated = (row) => table.codes.date[row] !== undated;
    return [...rows.filter(dated).reverse(), ...rows.filter((row) => !dated(row))];
  };

  const show = (choices) => {
    filters.sync(choices);
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
