"use strict";
// What was left out: one row for each, by reason.

(() => {
  const SIZE = 50;
  const { element } = page;
  const $ = (id) => document.getElementById(id);
  let rows, articles;

  const start = async () => {
    const index = await page.load("index");
    const lists = await page.loadAll("rejects", index.packs.rejects);
    articles = index.articles;
    rows = lists.flat().map(([article, source, row, stage, reason, detail, text]) => ({ article, source, row, stage, reason, detail, text }));
    const reasons = [...new Set(rows.map((row) => row.reason))].sort();
    $("reason").append(element("option", { value: "" }, "any"), ...reasons.map((reason) => element("option", { value: reason }, page.readable(reason))));
    $("reason").addEventListener("change", () => state.change({ reason: $("reason").value || null, page: null }));
    $("q").addEventListener("input", () => state.change({ q: $("q").value || null, page: null }, { replace: true }));
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    state.follow(show);
    document.body.dataset.ready = "yes";
  };

  const show = (choices) => {
    const reason = choices.get("reason") ?? "";
    const words = (choices.get("q") ?? "").toLowerCase();
    $("reason").value = reason;
    if ($("q").value !== (choices.get("q") ?? "")) $("q").value = choices.get("q") ?? "";
    const fits = (row) => (!reason || row.reason === reason) && (!words || `${row.text ?? ""} ${row.source}`.toLowerCase().includes(words));
    const found = rows.filter(fits);
    const bounds = pager.bounds(choices, found.length, SIZE);
    $("found").textContent = `${page.counted(found.length, "place")} of ${rows.length.toLocaleString("en")}.`;
    const head = element("tr", { role: "row" }, ["reason", "text", "article"].map((name) => element("th", { role: "columnheader", scope: "col" }, name)));
    const body = found.slice(bounds.start, bounds.end).map(line);
    const caption = element("caption", { class: "hidden" }, "Rejects that fit the filters");
    const whole = element("table", { role: "table", class: "rejects" }, caption, element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" }, body));
    $("results").replaceChildren(...(found.length ? [whole] : []));
    pager.draw($("pager"), bounds);
  };

  const line = (row) => {
    const cell = (name, ...children) => element("td", { role: "cell", "data-name": name }, element("div", {}, children));
    const place = row.row === null ? row.source : `${row.source}, row ${row.row}`;
    const known = row.article !== null;
    const title = known ? (articles.title[row.article] ?? place) : place;
    const where = known ? element("a", { href: state.address("article", { article: articles.id[row.article] }) }, page.isolated(title)) : page.isolated(title);
    const text = row.text === null ? element("em", {}, "not shown") : element("span", { dir: "auto" }, page.visible(row.text));
    return element("tr", { role: "row" }, cell("reason", page.readable(row.reason), element("span", { class: "dim" }, page.visible(row.detail))), cell("text", text), cell("article", where));
  };

  start().catch(page.fail);
})();
