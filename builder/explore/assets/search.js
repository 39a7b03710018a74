"use strict";
// Rows of the quote table in memory, and which of them fit: plain arrays of numbers, so that 100,000 rows are quick.

const search = (() => {
  const SCALE = 10000; // scores are whole numbers in the data, see builder/explore/columns.py

  // Chunks as they come from the files -> one array for each column.
  const joined = (chunks, rows) => {
    const numbers = (pick, Type) => {
      const column = new Type(rows);
      for (const chunk of chunks) column.set(pick(chunk), chunk.first);
      return column;
    };
    const names = (part) => Object.keys(chunks[0]?.[part] ?? {});
    const each = (part, Type) => Object.fromEntries(names(part).map((n) => [n, numbers((chunk) => chunk[part][n], Type)]));
    return {
      rows,
      quote: chunks.flatMap((chunk) => chunk.quote),
      key: chunks.flatMap((chunk) => chunk.key),
      article: numbers((chunk) => chunk.article, Uint32Array),
      utterance: numbers((chunk) => chunk.utterance, Int32Array),
      codes: each("codes", Uint32Array),
      scores: each("scores", Int16Array),
    };
  };

  // Case, accents and the form of quotation marks do not count.
  const fold = (text) => {
    const lower = text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”„«»]/g, '"');
    return /[\u00c0-\u024f\u0300-\u036f]/.test(lower) ? lower.normalize("NFKD").replace(/[\u0300-\u036f]/g, "") : lower;
  };

  // `sluice "dry season"` -> two terms; all of them must be found.
  const terms = (query) =>
    Array.from(fold(query).matchAll(/"([^"]+)"?|[^\s"]+/g), (match) => (match[1] ?? match[0]).trim()).filter(Boolean);

  // For each position of a dictionary whether it holds the term.
  const holding = (values, term) => Uint8Array.from(values, (value) => (value !== null && fold(value).includes(term) ? 1 : 0));

  // The texts one searches, folded once when they are first needed.
  const texts = (table) => (table.folded ??= table.quote.map(fold));

  // A test of a row for one term: in the quote, or in the names that stand beside it.
  const inRow = (table, dictionaries, titles, term) => {
    const folded = texts(table);
    const named = ["speaker", "speaker_mention", "outlet"].map((name) => [table.codes[name], holding(dictionaries[name].values, term)]);
    const titled = holding(titles, term);
    return (row) => folded[row].includes(term) || named.some(([codes, has]) => has[codes[row]]) || titled[table.article[row]] === 1;
  };

  // A test of a row for some values of a column: those themselves, and every value that `fits` in another way.
  const inColumn = (table, dictionaries, name, wanted, fits) => {
    const asked = new Set(wanted.map((value) => (value === "" || value === "(none)" ? null : value)));
    const has = Uint8Array.from(dictionaries[name].values, (value) => (asked.has(value) || (value !== null && fits(value)) ? 1 : 0));
    const codes = table.codes[name];
    return (row) => has[codes[row]] === 1;
  };

  // minimum "speaker:0.8"
  const atLeast = (table, minimum) => {
    const [name, number] = minimum.split(":");
    const scores = table.scores[name];
    const bound = Math.round(Number(number) * SCALE);
    return scores && Number.isFinite(bound) ? (row) => scores[row] >= bound : () => true;
  };

  // The rows that pass all tests, in order.
  const passing = (table, tests) => {
    const found = [];
    for (let row = 0; row < table.rows; row += 1) if (tests.every((test) => test(row))) found.push(row);
    return found;
  };

  return { joined, fold, terms, inRow, inColumn, atLeast, passing };
})();
