// The law on a day: the rules that `law_in_force` gives, found in the provisions that the page holds.

const laws = JSON.parse(document.getElementById("laws").textContent);
const form = document.getElementById("ask");
const part = (id) => document.getElementById(id);
const element = (tag, text, attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

// A longer or repeated absence is punished wherever a single one is.
const punishes = (rule, offence) =>
  rule.offence.includes(offence) || (offence === "longer or repeated absence" && rule.offence.includes("absence"));
const inForce = (rules, day) => {
  const begun = rules.filter((rule) => rule.begin && rule.begin <= day && (!rule.end || rule.end >= day));
  const untold = (rule) => !rule.end && rule.begin < laws.ends && day > laws.ends;
  return { found: begun.filter((rule) => !untold(rule)), leftOut: begun.filter(untold).length };
};
const certainty = (rule, day) => [
  ...(rule.begin_latest && rule.begin_latest > day ? ["its begin is not certain on this day"] : []),
  ...(rule.end_earliest && rule.end && rule.end_earliest < day ? ["its end is not certain on this day"] : []),
  ...(rule.told ? [] : ["the rule itself is in doubt"]),
];
const penaltiesOf = (rules, offence) => {
  const told = new Set(rules.filter((rule) => punishes(rule, offence)).flatMap((rule) => rule.penalty));
  return laws.penalties.filter((penalty) => told.has(penalty));
};
const ruleWords = (number) => `${number} rule${number === 1 ? "" : "s"}`;

function answer(asked) {
  const on = laws.rules.filter((rule) => !asked.subject || rule.subject.includes(asked.subject));
  const { found, leftOut } = inForce(asked.offence ? on.filter((rule) => punishes(rule, asked.offence)) : on, asked.date);
  const rank = (rule) => (rule.rank === "main" ? 0 : 1);
  found.sort((a, b) => rank(a) - rank(b) || a.begin.localeCompare(b.begin));
  return { found, says: sentence(asked, found, leftOut) };
}

const dayInWords = (date) => new Date(date).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function sentence({ date, offence, subject }, found, leftOut) {
  const day = dayInWords(date);
  const subjectWords = subject.replaceAll("_", " ");
  const what = [subjectWords, offence].filter(Boolean).join(", ");
  const on = what && ` on ${what}`;
  if (found.length) {
    const offences = offence ? [offence] : [...new Set(found.flatMap((rule) => rule.offence))].sort();
    const told = offences.map((one) => ` Penalties for ${one}: ${penaltiesOf(found, one).join(", ")}.`);
    const left = leftOut ? ` Left out: ${leftOut} whose end is not told, since the book ends in June 1941.` : "";
    return `${ruleWords(found.length)}${on} in force on ${day}.${told.join("")}${left}`;
  }
  if (leftOut) {
    return `The book ends in June 1941; ${ruleWords(leftOut)}${on}, whose end it does not tell, left out.`;
  }
  if (!offence) return `The book tells of no rule${on} in force on ${day}.`;
  const others = inForce(laws.rules, date).found;
  const elsewhere = penaltiesOf(others, offence);
  if (subject && elsewhere.length) {
    return `No penalty for ${offence} under ${subjectWords} on ${day}; under other subjects: ${elsewhere.join(", ")}.`;
  }
  const rules = subject ? others.filter((rule) => rule.subject.includes(subject)).length : 0;
  const without = rules ? `; ${ruleWords(rules)} on ${subjectWords} in force, without one for it` : "";
  return `The book tells of no penalty for ${offence} on ${day}${without}.`;
}

function inTime({ from, to }) {
  const begun = from === "not told" ? "begin not told" : `begun ${from}`;
  return `${begun}, ${to === "not told" ? "end not told" : to === "done on its day" ? to : `ended ${to}`}`;
}

function showRules(asked) {
  const { found, says } = answer(asked);
  const [, first, rest] = asked.offence ? [null, says, ""] : /^(.*?\.)( .*)?$/s.exec(says);
  part("answer").replaceChildren(first, element("span", rest ?? "", { class: "besides" }));
  part("rules").replaceChildren(
    ...found.map((rule) => {
      const item = element("li", "", { "data-provision": rule.provision, class: rule.rank });
      item.append(element("a", rule.rule, { href: rule.href }), " ");
      const doubts = certainty(rule, asked.date);
      if (doubts.length) item.append(element("strong", `Uncertain: ${doubts.join("; ")}. `));
      item.append(element("span", `${rule.act}; ${inTime(rule)}; ${rule.place}`, { class: "said" }));
      return item;
    }),
  );
}

const FIRST = Date.parse("1922-01-01");
const WHOLE = Date.parse("1941-12-31") - FIRST;
const share = (day) => Math.min(100, Math.max(0, (100 * (Date.parse(day) - FIRST)) / WHOLE));

function showSpans({ date, offence }) {
  const spans = laws.spans[offence || "absence"];
  part("through-time").textContent = `What ${offence || "absence"} cost through time`;
  const bars = spans.map(({ start, end, penalties, possible }) => {
    const sort = penalties.length ? "certain" : possible.length ? "possible" : "none";
    const width = share(end ?? "1941-12-31") - share(start);
    return element("span", "", { class: sort, style: `left: ${share(start)}%; width: ${width}%` });
  });
  const years = [1922, 1926, 1930, 1934, 1938].map((year) => element("b", year, { style: `left: ${share(`${year}-01-01`)}%` }));
  part("strip").replaceChildren(...bars, ...years, element("i", "", { style: `left: ${share(date)}%` }));
  part("spans").replaceChildren(
    ...spans.map((span) => {
      const row = element("tr", "");
      if (span.start <= date && (!span.end || span.end >= date)) row.className = "ours";
      const told = span.penalties.join(", ") || "none that the book tells";
      for (const [label, text] of [["from", span.from], ["to", span.to], ["penalties", told], ["possible", span.possible.join(", ")]]) {
        row.append(element("td", text, { "data-label": label }));
      }
      return row;
    }),
  );
}

function asked() {
  const said = new URLSearchParams(location.hash.slice(1));
  const known = (name) => [...form.elements[name].options].some((option) => option.value === said.get(name));
  const date = /^\d{4}-\d\d-\d\d$/.test(said.get("date") ?? "") ? said.get("date") : "1933-05-01";
  const subject = known("subject") ? said.get("subject") : "";
  const offence = known("offence") ? said.get("offence") : said.has("subject") ? "" : "absence";
  return { date, offence: offence ?? "", subject: subject ?? "" };
}

function show() {
  const now = asked();
  for (const [name, value] of Object.entries(now)) form.elements[name].value = value;
  showRules(now);
  showSpans(now);
}

form.addEventListener("change", () => {
  const said = Object.fromEntries(new FormData(form));
  if (said.date) location.hash = new URLSearchParams(said);
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", show);
show();
