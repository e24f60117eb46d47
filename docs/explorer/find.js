// Finding records by words, as `sovietlabour.search` finds them: the same words, weights and order.

import MiniSearch from "minisearch";

const TOKEN = /\d{4}\/\d\d|\d+\.\d+|[\p{L}\p{N}]+/gu;
const YEAR = /^19\d\d$/;
const WEIGHTS = ["6", "5", "4", "3", "2", "1"];
const TEXT = 2;
const ENOUGH = 10;
const MOST_PROPOSED = 2;

export function finder(data) {
  const records = data.records.map(([kind, title, text, page, address, years, words], row) => ({ row, kind, title, text, page, address, years, words }));
  const index = new MiniSearch({
    idField: "row",
    fields: WEIGHTS,
    extractField: (record, field) => (field === "row" ? record.row : record.words[field]),
    tokenize: (places) => places.split(","),
    processTerm: (place) => data.words[place],
  });
  index.addAll(records);
  const asked = (word, options) => index.search(word, { tokenize: (text) => [text], processTerm: (text) => text, ...options });
  const wordsOf = (text) => text.match(TOKEN)?.map(stem) ?? [];
  const wholeYears = new Set(records.filter(({ years }) => years).map(({ row }) => row));

  function stem(word) {
    const one = word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
    return (data.british[one] ?? one).replace("ization", "isation");
  }

  // Case, apostrophes and Russian letters do not count.
  function plain(text) {
    return text.toLowerCase().trim().replace(/['’]/g, "").replace(/[а-яё]/g, (letter) => data.letters[letter] ?? letter);
  }

  function wanted(query) {
    const words = [...new Set(wordsOf(plain(query)))];
    const telling = words.filter((word) => !data.little.includes(word));
    return telling.length ? telling : words;
  }

  // The rows that have a word, with its best weight; for half a longer word that begins with it, for a quarter one with
  // another ending; a year is in every row whose time includes it.
  function hits(word) {
    const found = new Map();
    if (YEAR.test(word)) {
      for (const [row, weight] of whole(word)) if (!wholeYears.has(row)) found.set(row, weight);
      for (const { row, years } of records) {
        if (years && years[0] <= word && word <= years[1]) found.set(row, TEXT + (years[0] === years[1] ? 1 : 0));
      }
      return found;
    }
    const letters = /^\p{L}{4,}$/u.test(word) ? beginning(word) : null;
    if (letters === null) return whole(word);
    for (const { id, match } of asked(letters, { prefix: true })) found.set(id, best(match, word));
    return found;
  }

  function whole(word) {
    return new Map(asked(word, {}).map(({ id, match }) => [id, best(match, word)]));
  }

  function best(match, word) {
    const weight = (term) => Math.max(...match[term].map(Number));
    if (match[word]) return weight(word);
    const longer = Object.keys(match).filter((term) => term.startsWith(word));
    const terms = longer.length ? longer : Object.keys(match);
    return Math.max(...terms.map(weight)) / (longer.length ? 2 : 4);
  }

  function near(word) {
    const terms = asked(word, { fuzzy: 0.3 }).flatMap(({ terms }) => terms);
    return [...new Set(terms)].slice(0, MOST_PROPOSED);
  }

  function find(query, kind = null) {
    const words = wanted(query);
    const rowsOf = new Map(words.map((word) => [word, hits(word)]));
    const named = new Set(data.names[[...words].sort().join(" ")] ?? []);
    const rows = [...new Set([...rowsOf.values()].flatMap((found) => [...found.keys()]))];
    const judged = rows.map((row) => ({
      record: records[row],
      lacks: words.filter((word) => !rowsOf.get(word).has(row)),
      named: named.has(row),
      score: words.reduce((sum, word) => sum + (rowsOf.get(word).get(row) ?? 0), 0),
    }));
    judged.sort((a, b) => a.lacks.length - b.lacks.length || b.named - a.named || b.score - a.score || a.record.kind - b.record.kind || a.record.row - b.record.row);
    const kept = judged.slice(0, withFewestLacking(judged, words.length));
    return {
      words,
      found: kind === null ? kept : kept.filter(({ record }) => record.kind === kind),
      kinds: data.kinds.map((_, number) => kept.filter(({ record }) => record.kind === number).length),
      nowhere: words.filter((word) => !rowsOf.get(word).size).map((word) => ({ word, near: near(word) })),
    };
  }

  // Parts of a text, each with whether it has one of the words.
  function marked(text, words) {
    const has = (part) => wordsOf(plain(part)).some((token) => words.some((word) => token === word || (/^\p{L}{4,}$/u.test(word) && token.startsWith(beginning(word)))));
    return text.split(/([\p{L}\p{N}'’/.]+)/u).filter(Boolean).map((part) => ({ part, hit: has(part) }));
  }

  return { find, marked, kinds: data.kinds };
}

function beginning(word) {
  return word.length >= 7 ? word.slice(0, -2) : word;
}

// If fewer than ten rows have all words, those follow that lack the fewest.
function withFewestLacking(judged, words) {
  for (let lacking = 0; lacking < words; lacking += 1) {
    const count = judged.filter(({ lacks }) => lacks.length <= lacking).length;
    if (count >= ENOUGH) return count;
  }
  return judged.length;
}
