"use strict";
// What is said about one quote, or about one thing that was left out, beside the text.

const cards = (() => {
  const { element, readable, isolated } = page;

  // `words` gives the text of a span, null where the article's licence keeps it back.
  const quote = (found, number, words) => {
    const name = found.speaker ?? found.speaker_mention;
    const summary = element(
      "summary",
      {},
      element("span", { class: "badge" }, String(number)),
      element("span", { class: "who" }, name === null ? element("em", {}, "nobody named") : isolated(name)),
      element("span", { class: "chips" }, page.chip("type", found.quote_type), found.stance ? page.chip("stance", found.stance, true) : null, page.chip("framing", found.framing, true), page.chip("verifiability", found.verifiability)),
    );
    const title = `Quote ${number}${name === null ? "" : `, ${page.plain(name)}`}`;
    return element("article", { class: "card", id: `card-${number}`, tabindex: "-1", "aria-label": title }, element("details", {}, summary, element("div", { class: "said" }, element("dl", {}, entries(found, words)), links(found))));
  };

  const entries = (found, words) => [
    entry("Speaker", speaker(found), found.scores.speaker, found.reasons.speaker),
    entry("Attribution", attribution(found), found.scores.attribution, null),
    entry("Stance", found.stances.length ? null : "no target named", null, found.stances.length ? null : found.reasons.stance),
    found.stances.map((stance) => element("dd", { class: "target" }, target(stance, words))),
    entry("Framing", readable(found.framing), found.scores.framing, found.reasons.framing),
    listed("Devices", found.framing_devices.map((device) => [`${readable(device.device)}: `, said(words, [[device.start, device.end]])])),
    entry("Verifiability", `${readable(found.verifiability)}, ${readable(found.claim_type)}`, found.scores.verifiability, found.reasons.verifiability),
    listed("Checkable part", found.claim_spans.map((span) => said(words, [span]))),
    entry("Check-worthiness", null, found.check_worthiness, null),
    found.flags.length ? entry("Flags", found.flags.map(readable).join(", "), null, null) : null,
    entry("Made by", makers(found.provenance), null, found.provenance.reviewed ? "reviewed by a person" : null),
  ];

  const entry = (name, value, score, why) => [
    element("dt", {}, name),
    element("dd", {}, value, value === null || score === null ? null : " ", score === null ? null : element("span", { class: "score" }, score.toFixed(2)), why ? element("span", { class: "why" }, page.visible(why)) : null),
  ];

  const listed = (name, values) => (values.length ? [element("dt", {}, name), values.map((value) => element("dd", {}, value))] : null);

  const speaker = (found) => {
    const parts = [found.speaker === null ? readable(found.sourcing) : isolated(found.speaker), ` (${readable(found.speaker_kind)}, ${readable(found.speaker_reference)})`];
    if (found.speaker_role !== null) parts.push(", ", isolated(found.speaker_role));
    if (found.via !== null) parts.push(", via ", isolated(found.via));
    return parts;
  };

  const attribution = (found) => {
    const source = found.speaker_mention === null ? "no source" : ["source ", element("q", { class: "source" }, page.visible(found.speaker_mention))];
    const cue = found.cue === null ? "no cue" : ["cue ", element("q", { class: "cue" }, page.visible(found.cue))];
    return [source, ", ", cue, found.polarity === "denies" ? ", denies it" : null, found.speech ? null : ", thought rather than said"];
  };

  const target = (stance, words) => [
    page.chip("stance", stance.stance),
    " to ",
    isolated(stance.canonical ?? stance.target),
    ` (${readable(stance.kind)}, ${stance.basis}) `,
    element("span", { class: "score" }, stance.score.toFixed(2)),
    stance.evidence.length ? [" from ", said(words, stance.evidence)] : null,
    element("span", { class: "why" }, page.visible(stance.reason)),
  ];

  const said = (words, spans) => {
    const texts = spans.map(([start, end]) => words(start, end));
    return texts.includes(null) ? element("em", {}, "not shown") : element("q", {}, page.visible(texts.join(" … ")));
  };

  // "rule (rules-1)" once where all parts have the same maker.
  const makers = (provenance) => {
    const parts = Object.keys(provenance.versions).map((part) => [part, `${provenance[part]} (${provenance.versions[part]})`]);
    const same = new Set(parts.map(([, maker]) => maker)).size === 1;
    return page.plain(same ? parts[0][1] : parts.map(([part, maker]) => `${part}: ${maker}`).join(", "));
  };

  const links = (found) => {
    const to = (name, choices, text) => element("a", { href: state.address(name, choices) }, text);
    return element(
      "p",
      { class: "links" },
      found.speaker === null ? null : to("quotes", { speaker: found.speaker }, "All of this speaker"),
      found.utterance_id === null ? null : to("utterances", { id: found.utterance_id }, "In other articles"),
      element("code", { title: "quote_id" }, found.quote_id),
    );
  };

  const reject = (found, number) =>
    element(
      "aside",
      { class: "card reject", id: `card-r${number}`, tabindex: "-1", "aria-label": `Left out, r${number}` },
      element("span", { class: "badge" }, `r${number}`),
      ` Left out: ${readable(found.reason)}. `,
      element("span", { class: "why" }, page.visible(found.detail)),
    );

  return { quote, reject };
})();
