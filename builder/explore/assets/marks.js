"use strict";
// Paragraphs of an article with the spans of its quotes and rejects in them.
// Offsets count code points, as Python does, while strings here count UTF-16 units: texts are cut as arrays of signs.

const marks = (() => {
  const { element } = page;

  // Every span with its role. Those of claims, devices and evidence show only while their quote is the current one.
  const of = (article) => {
    const found = [];
    const address = (key) => state.address("article", { article: article.article_id, quote: key });
    let href = null;
    const add = (role, number, spans) => spans.forEach(([start, end]) => found.push({ role, number, start, end, href }));
    article.quotes.forEach((quote, at) => {
      href = address(quote.key);
      add("content", at + 1, quote.content);
      add("cue", at + 1, quote.cue_spans);
      add("source", at + 1, quote.mention_spans);
      add("claim", at + 1, quote.claim_spans);
      add("device", at + 1, quote.framing_devices.map((device) => [device.start, device.end]));
      add("evidence", at + 1, quote.stances.flatMap((stance) => stance.evidence));
    });
    href = address(null);
    article.rejects.forEach((reject, at) => {
      if (reject.start !== null) add("reject", `r${at + 1}`, [[reject.start, reject.end]]);
    });
    return found;
  };

  // One paragraph, cut wherever a span begins or ends; each stretch says in its attributes what covers it.
  const paragraph = ([start, text, gap], all) => {
    const signs = Array.from(text);
    const end = start + signs.length;
    const inside = all.filter((mark) => mark.start < end && mark.end > start);
    const borders = new Set([start, end]);
    for (const mark of inside) borders.add(Math.max(mark.start, start)).add(Math.min(mark.end, end));
    const ordered = [...borders].sort((a, b) => a - b);
    const stretches = ordered.slice(0, -1).map((from, at) => {
      const covering = inside.filter((mark) => mark.start < ordered[at + 1] && mark.end > from);
      const opening = covering.filter((mark) => Math.max(mark.start, start) === from && /content|reject/.test(mark.role));
      return [opening.map(number), stretch(signs.slice(from - start, ordered[at + 1] - start).join(""), covering)];
    });
    return element("p", { class: gap ? "after-gap" : null, dir: "auto" }, stretches);
  };

  const ALWAYS = ["content", "source", "cue", "reject"];

  const stretch = (text, covering) => {
    if (!covering.length) return page.visible(text);
    const roles = [...new Set(covering.map((mark) => mark.role))].filter((role) => ALWAYS.includes(role));
    const attributes = { class: ["stretch", ...roles].join(" ") };
    for (const mark of covering) {
      const name = `data-${mark.role}`;
      attributes[name] = `${attributes[name] ?? ""} ${mark.number}`;
    }
    return element("span", attributes, page.visible(text));
  };

  // The raised number before a content or reject: a link to what is said about it.
  const number = (mark) => {
    const reject = mark.role === "reject";
    const name = reject ? `left out, ${mark.number}` : `quote ${mark.number}`;
    return element("a", { class: `number ${mark.role}`, href: mark.href, "data-to": String(mark.number), "aria-label": name }, String(mark.number));
  };

  // Marks what belongs to the current quote, and shows what its labels were read from.
  const select = (place, current) => {
    const has = (node, role) => (node.getAttribute(`data-${role}`) ?? "").split(" ").includes(String(current));
    for (const node of place.querySelectorAll(".stretch")) {
      node.classList.toggle("current", ["content", "source", "cue"].some((role) => has(node, role)));
      for (const role of ["claim", "device", "evidence"]) node.classList.toggle(role, has(node, role));
    }
  };

  // The numbers of the quotes that cover a stretch; content first.
  const numbers = (node) => ["content", "source", "cue"].flatMap((role) => (node.getAttribute(`data-${role}`) ?? "").split(" ").filter(Boolean));

  return { of, paragraph, select, numbers };
})();
