"use strict";
// One article with its quotes marked and what is said about them beside; without one, the list of articles.

(() => {
  const { element } = page;
  const $ = (id) => document.getElementById(id);
  let index, article, current; // current: the number of a quote, from 1; 0 for none

  const start = async () => {
    index = await page.load("index");
    $("previous").addEventListener("click", () => step(-1));
    $("next").addEventListener("click", () => step(1));
    $("all").addEventListener("click", () => openAll(!allOpen()));
    $("results").addEventListener("click", clicked);
    $("results").addEventListener("focusin", uncover);
    articleList.listen();
    document.addEventListener("keydown", pressed);
    state.follow((choices) => show(choices).catch(page.fail));
  };

  const show = async (choices) => {
    const at = choices.has("article") ? index.articles.id.indexOf(choices.get("article")) : -1;
    $("filters").hidden = at >= 0;
    if (at < 0) {
      [article, current] = [undefined, undefined];
      for (const part of ["stepping", "legend"]) $(part).hidden = true;
      $("about").replaceChildren();
      named("Articles");
      articleList.draw(index.articles, choices);
    } else if (article?.article_id !== index.articles.id[at]) {
      article = (await page.load(`articles-${index.articles.pack[at]}`))[index.articles.id[at]];
      draw();
    }
    const number = article ? article.quotes.findIndex((quote) => quote.key === choices.get("quote")) + 1 : 0;
    if (article && number !== current) select(number, { seen: true });
    document.body.dataset.ready = "yes";
  };

  const named = (title) => {
    document.title = `${title} · ${document.title.split(" · ").pop()}`;
  };

  // ---- one article ----

  const draw = () => {
    current = undefined;
    const title = article.title ?? article.source_path;
    $("title").replaceChildren(page.isolated(title));
    named(page.plain(title));
    const shown = article.has_text ? "" : " Its licence keeps the text back: only the paragraphs of its quotes are shown.";
    $("found").textContent = `${page.counted(article.quotes.length, "quote")}, ${article.rejects.length} left out.${shown}`;
    $("about").replaceChildren(about());
    for (const part of ["stepping", "legend"]) $(part).hidden = article.quotes.length + article.rejects.length === 0;
    const all = marks.of(article);
    const rows = article.passages.map((passage, at) => {
      const end = article.passages[at + 1]?.[0] ?? Infinity;
      const from = at === 0 ? 0 : passage[0];
      return element("div", { class: "passage" }, marks.paragraph(passage, all), element("div", { class: "beside" }, beside(from, end)));
    });
    const elsewhere = article.rejects.map((reject, at) => (reject.start === null ? cards.reject(reject, at + 1) : null));
    $("results").replaceChildren(...rows, ...elsewhere.filter(Boolean));
    $("pager").replaceChildren();
  };

  // The cards of the quotes that begin between two offsets, and of what was left out there.
  const beside = (start, end) => [
    article.quotes.map((quote, at) => (quote.content[0][0] >= start && quote.content[0][0] < end ? cards.quote(quote, at + 1, words) : null)),
    article.rejects.map((reject, at) => (reject.start !== null && reject.start >= start && reject.start < end ? cards.reject(reject, at + 1) : null)),
  ];

  const words = (start, end) => {
    const signs = article.passages.map(([at, text]) => [at, Array.from(text)]).find(([at, text]) => at <= start && end <= at + text.length);
    return signs ? signs[1].slice(start - signs[0], end - signs[0]).join("") : null;
  };

  const about = () => {
    const { outlet, outlet_domain: domain, authors, published_at: published, published_at_precision: precision, url, licence } = article;
    const day = published === null ? null : precision === "time" ? published.slice(0, 16).replace("T", " ") + " UTC" : published.slice(0, 10);
    const original = page.web(url) ? element("a", { href: url, rel: "noopener noreferrer external" }, page.plain(url)) : url;
    const twin = article.near_duplicate_of;
    const fields = [
      ["Outlet", outlet ?? domain],
      ["Published", day],
      ["By", authors.length ? authors.join(", ") : null],
      ["Address", original],
      ["Licence", licence ?? "not stated"],
      ["File", article.source_row === null ? article.source_path : `${article.source_path}, row ${article.source_row}`],
      ["Notes", article.intake_notes.length ? article.intake_notes.map(page.readable).join(", ") : null],
      ["Nearly the same as", twin === null ? null : element("a", { href: state.address("article", { article: twin }) }, "another article")],
    ];
    const shown = fields.filter(([, value]) => value !== null);
    return element("dl", { class: "about" }, shown.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, typeof value === "string" ? page.isolated(value) : value))));
  };

  // ---- stepping ----

  // Makes a quote the current one; `seen` brings it into view.
  const select = (number, { seen = false, focus = false } = {}) => {
    current = number;
    marks.select($("results"), number);
    for (const card of document.querySelectorAll(".card.current")) {
      card.classList.remove("current");
      card.querySelector("details").open = allOpen();
    }
    $("position").textContent = number ? `Quote ${number} of ${article.quotes.length}` : page.counted(article.quotes.length, "quote");
    const card = number ? $(`card-${number}`) : null;
    if (!card) return;
    card.classList.add("current");
    card.querySelector("details").open = true;
    if (seen) card.closest(".passage").scrollIntoView({ block: "start" });
    if (focus) card.focus({ preventScroll: true });
  };

  const go = (number) => {
    select(number, { seen: true, focus: true });
    state.change({ quote: article.quotes[number - 1].key }, { replace: true });
  };

  const step = (by) => {
    if (!article?.quotes.length) return;
    const from = current || (by > 0 ? 0 : article.quotes.length + 1);
    go(Math.min(Math.max(from + by, 1), article.quotes.length));
  };

  const STEPS = { j: 1, n: 1, k: -1, p: -1 };

  // Single keys can be switched off, as some people speak to their computer.
  const pressed = (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (!$("keys").checked || typing || event.ctrlKey || event.metaKey || event.altKey || !(event.key in STEPS)) return;
    event.preventDefault();
    step(STEPS[event.key]);
  };

  const clicked = (event) => {
    const link = event.target.closest("a.number");
    const stretch = event.target.closest(".stretch");
    const details = event.target.closest("summary")?.parentElement;
    if (details) {
      if (allOpen() || (details.open && details.closest(".current"))) return; // it opens and closes by itself
      event.preventDefault();
      go(Number(details.parentElement.id.replace("card-", "")));
    } else if (link) {
      event.preventDefault();
      if (link.dataset.to.startsWith("r")) $(`card-${link.dataset.to}`).focus();
      else go(Number(link.dataset.to));
    } else if (stretch && marks.numbers(stretch).length && !String(getSelection())) {
      go(Number(marks.numbers(stretch)[0]));
    }
  };

  // What lies over other cards makes way when the keyboard comes to one of them.
  const uncover = (event) => {
    const said = document.querySelector(".card.current .said");
    const elsewhere = event.target.closest(".card") && !event.target.closest(".current");
    if (said && elsewhere && getComputedStyle(said).position === "absolute") said.parentElement.open = false;
  };

  const allOpen = () => $("all").getAttribute("aria-pressed") === "true";

  const openAll = (open) => {
    $("all").setAttribute("aria-pressed", String(open));
    $("results").classList.toggle("all-open", open);
    for (const details of document.querySelectorAll(".card details")) details.open = open;
  };

  start().catch(page.fail);
})();
