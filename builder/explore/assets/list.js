"use strict";
// The list of all articles, which the article view shows while none is chosen.

const articleList = (() => {
  const SIZE = 100;
  const { element } = page;
  const $ = (id) => document.getElementById(id);

  const listen = () => {
    $("q").addEventListener("input", () => state.change({ q: $("q").value || null, page: null, article: null, quote: null }, { replace: true }));
    $("filters").addEventListener("submit", (event) => event.preventDefault());
  };

  const draw = ({ id, title, outlet, date, source, quotes }, choices) => {
    const words = (choices.get("q") ?? "").toLowerCase();
    if ($("q").value !== (choices.get("q") ?? "")) $("q").value = choices.get("q") ?? "";
    const fits = (at) => `${title[at] ?? ""} ${outlet[at] ?? ""} ${source[at]}`.toLowerCase().includes(words);
    const found = Array.from(id.keys()).filter(fits);
    const bounds = pager.bounds(choices, found.length, SIZE);
    const line = (at) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, element("a", { href: state.address("article", { article: id[at] }) }, page.isolated(title[at] ?? source[at]))),
        element("td", {}, outlet[at] === null ? element("em", {}, "not known") : page.isolated(outlet[at])),
        element("td", {}, date[at] ?? "no date"),
        element("td", {}, String(quotes[at])),
      );
    const head = ["title", "outlet", "date", "quotes"].map((name) => element("th", { scope: "col" }, name));
    const body = found.slice(bounds.start, bounds.end).map(line);
    const whole = element("table", { class: "list" }, element("thead", {}, element("tr", {}, head)), element("tbody", {}, body));
    const unknown = choices.has("article") ? "There is no such article in this version. " : "";
    $("title").textContent = "Articles";
    $("found").textContent = `${unknown}${page.counted(found.length, "article")} of ${id.length.toLocaleString("en")}.`;
    $("results").replaceChildren(element("div", { class: "wide", role: "region", "aria-label": "Articles", tabindex: "0" }, whole));
    pager.draw($("pager"), bounds);
  };

  return { listen, draw };
})();
