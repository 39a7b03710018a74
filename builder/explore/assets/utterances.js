"use strict";
// The same utterance across outlets, side by side, with what each of them cut.

(() => {
  const SIZE = 10;
  const { element } = page;
  const $ = (id) => document.getElementById(id);
  let utterances, articles;

  const start = async () => {
    const index = await page.load("index");
    utterances = (await page.loadAll("utterances", index.packs.utterances)).flat();
    articles = index.articles;
    utterances.forEach((each, number) => Object.assign(each, { number, folded: folded(each) }));
    $("q").addEventListener("input", () => state.change({ q: $("q").value || null, number: null, id: null, page: null }, { replace: true }));
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    state.follow(show);
    document.body.dataset.ready = "yes";
  };

  const folded = ({ cuts, longest }) => `${said(cuts[longest])} ${cuts.map((cut) => cut.speaker ?? "").join(" ")}`.toLowerCase();
  const said = (cut) => cut.edits.filter(([kind]) => kind !== "cut").map(([, text]) => text).join("");

  const show = (choices) => {
    const words = (choices.get("q") ?? "").toLowerCase();
    if ($("q").value !== (choices.get("q") ?? "")) $("q").value = choices.get("q") ?? "";
    const one = choices.has("number") || choices.has("id");
    const fits = (each) => (one ? String(each.number) === choices.get("number") || each.utterance_id === choices.get("id") : each.folded.includes(words));
    const found = utterances.filter(fits);
    const bounds = pager.bounds(choices, found.length, SIZE);
    const rest = one ? element("a", { href: "utterances.html" }, "Show all.") : null;
    $("found").replaceChildren(`${page.counted(found.length, "utterance")} of ${utterances.length.toLocaleString("en")}. `, ...(rest ? [rest] : []));
    $("results").replaceChildren(...found.slice(bounds.start, bounds.end).map(section));
    pager.draw($("pager"), bounds);
  };

  const section = (utterance) => {
    const { cuts, longest, outlets } = utterance;
    const name = cuts[longest].speaker ?? cuts.find((cut) => cut.speaker)?.speaker ?? cuts[longest].speaker_mention ?? "Nobody named";
    const id = `utterance-${utterance.number}`;
    const count = `${page.counted(cuts.length, "cut")} in ${page.counted(outlets, "outlet")} `;
    const own = element("a", { href: state.address("utterances", { id: utterance.utterance_id }) }, "Link to this utterance");
    return element(
      "section",
      { class: "utterance", "aria-labelledby": id },
      element("h2", { id }, page.isolated(name)),
      element("p", { class: "dim" }, count, own),
      element("ul", { class: "cuts" }, cuts.map((cut, at) => element("li", { class: at === longest ? "longest" : null }, drawn(cut, at === longest)))),
    );
  };

  const drawn = (cut, longest) => {
    const outlet = articles.outlet[cut.article] ?? articles.source[cut.article];
    const link = state.address("article", { article: articles.id[cut.article], quote: cut.key });
    const gone = cut.edits.filter(([kind]) => kind === "cut").map(([, text]) => text.trim().split(/\s+/).length);
    const words = gone.reduce((sum, count) => sum + count, 0);
    const compared = longest ? "the longest" : words ? `${page.counted(words, "word")} cut` : "nothing cut";
    return [
      element("h3", {}, element("a", { href: link }, page.isolated(outlet)), element("span", { class: "dim" }, articles.date[cut.article] ?? "no date")),
      element("p", { class: "words", dir: "auto" }, cut.edits.map(edited).flat().filter((part) => part !== null)),
      element("p", { class: "chips" }, element("span", { class: "chip" }, compared), page.chip("type", cut.quote_type), page.chip("framing", cut.framing, true), cut.stance ? page.chip("stance", cut.stance, true) : null),
    ];
  };

  // Read aloud, too: screen readers pass over <del> and <ins> in silence.
  const edited = ([kind, text]) => {
    if (kind === "same") return [page.visible(text), /\s$/.test(text) ? null : " "];
    const [tag, opening] = kind === "cut" ? ["del", "[left out: "] : ["ins", "[besides: "];
    const hidden = (words) => element("span", { class: "hidden" }, words);
    return [element(tag, {}, hidden(opening), page.visible(text.trimEnd()), hidden("]")), " "];
  };

  start().catch(page.fail);
})();
