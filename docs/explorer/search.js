// The search of the site: one panel that the button, / and Ctrl-K open, and the same on a page of its own.

import { finder } from "./find.js";
import "./wide.js";

const HERE = new URL("..", import.meta.url);
const FIRST = 10;
const MORE = 50;
const TRY = ["coal turnover 1933", "AMO", "unemployed 1927/28", "absence law 1932", "Magnitogorsk", "progul"];

let loading = null;

function load() {
  loading ??= fetch(new URL("_static/search.json", HERE)).then((answer) => {
    if (!answer.ok) throw new Error(`search.json: ${answer.status} ${answer.statusText}`);
    return answer.json();
  }).then(finder);
  return loading;
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const pageOf = (query) => new URL(`search.html?q=${encodeURIComponent(query)}`, HERE).href;

// A field with its results beneath; arrows move through them, the links do the rest.
function searcher({ most, onquery = () => {} }) {
  const input = element("input", { type: "search", name: "q", "aria-label": "Search", autocomplete: "off", spellcheck: "false", placeholder: "number, law, factory, word", oninput: () => ask() });
  const kinds = element("div", { class: "search-kinds", role: "group", "aria-label": "Kind" });
  const said = element("p", { role: "status", class: "search-said" });
  const list = element("ol", { class: "search-found" });
  const more = element("p", { class: "search-more" });
  const root = element("div", { class: "searcher" }, element("form", { role: "search", onsubmit: (event) => { event.preventDefault(); first()?.click(); } }, input), kinds, said, list, more);
  let kind = null;
  let shown = most;
  let last = "";

  const links = () => [...list.querySelectorAll("a")];
  const first = () => links()[0];

  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [input, ...links()];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });

  async function ask() {
    const query = input.value;
    if (query !== last) [kind, shown, last] = [null, most, query];
    onquery(query);
    if (!query.trim()) return empty();
    if (!list.children.length) said.textContent = "Loading the index …";
    let search;
    try {
      search = await load();
    } catch (error) {
      said.textContent = `The index could not be loaded (${error.message}).`;
      return;
    }
    if (query === input.value) show(search, search.find(query, kind), query);
  }

  function empty() {
    list.replaceChildren();
    kinds.replaceChildren();
    more.replaceChildren();
    said.replaceChildren("Try ", ...TRY.map((words) => element("button", { type: "button", class: "search-try", onclick: () => set(words) }, words)));
  }

  function show(search, result, query) {
    const all = result.kinds.reduce((sum, count) => sum + count, 0);
    const choice = (label, count, value) => element("button", { type: "button", "aria-pressed": String(kind === value), onclick: () => { kind = value; shown = most; ask(); } }, `${label} ${count}`);
    const present = search.kinds.map(([, several], number) => ({ several, number, count: result.kinds[number] })).filter(({ count }) => count);
    kinds.replaceChildren(...(present.length > 1 ? [choice("All", all, null), ...present.map(({ several, number, count }) => choice(several, count, number))] : []));
    said.replaceChildren(...summary(result, all));
    list.replaceChildren(...result.found.slice(0, shown).map((found) => item(search, found, result.words)));
    list.dataset.query = query;
    more.replaceChildren();
    if (result.found.length > shown) more.append(further(result.found.length, query));
  }

  function further(count, query) {
    if (most === FIRST) return element("a", { href: pageOf(query) }, `All ${count} on a page`);
    return element("button", { type: "button", onclick: () => { shown += MORE; ask(); } }, `More of ${count}`);
  }

  function summary({ found, words, nowhere }, all) {
    const parts = [`${all} found. `];
    const lacking = found.length && found[0].lacks.length;
    if (lacking) parts.push(`Nothing has all of ${words.join(", ")}. `);
    for (const { word, near } of nowhere) {
      parts.push(`Nothing has “${word}”. `);
      for (const other of near) parts.push(element("button", { type: "button", class: "search-try", onclick: () => set(input.value.replace(new RegExp(word, "i"), other)) }, other));
    }
    return parts;
  }

  function item(search, { record, lacks }, words) {
    const mark = (text) => search.marked(text, words).map(({ part, hit }) => (hit ? element("mark", {}, part) : part));
    const page = record.page === null ? null : element("span", { class: "search-page" }, `p. ${record.page}`);
    return element("li", {},
      element("a", { href: new URL(record.address, HERE).href },
        element("span", { class: "search-kind" }, search.kinds[record.kind][0]),
        element("span", { class: "search-title" }, ...mark(record.title)),
        element("span", { class: "search-text" }, ...mark(record.text)),
        page,
        lacks.length ? element("span", { class: "search-lacks" }, `does not have ${lacks.join(", ")}`) : null));
  }

  function set(query) {
    input.value = query;
    input.focus();
    ask();
  }

  empty();
  return { root, input, set, ask };
}

// ---- the panel -------------------------------------------------------------------------------------------------

let panel = null;

function open(query = "") {
  if (!panel) {
    const search = searcher({ most: FIRST });
    const dialog = element("dialog", { class: "search-panel", "aria-label": "Search", onclick: (event) => { if (event.target === dialog) dialog.close(); } },
      search.root, element("button", { type: "button", class: "search-close", "aria-label": "Close", onclick: () => dialog.close() }, "Esc"));
    // Else the first Escape would only empty the field.
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); dialog.close(); } });
    document.body.append(dialog);
    panel = { dialog, search };
  }
  if (!panel.dialog.open) panel.dialog.showModal();
  if (query) panel.search.set(query);
  panel.search.input.focus();
  if (!query) panel.search.input.select();
  load().catch(() => {});  // said when something is asked
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  if (!command && !slash) return;
  event.preventDefault();
  if (page) page.input.focus();
  else open();
});
for (const button of document.querySelectorAll("[data-search-open]")) {
  button.addEventListener("click", () => (page ? page.input.focus() : open()));
}
for (const form of document.querySelectorAll("form[data-search]")) {
  const field = form.elements.q;
  const go = (event) => {
    event.preventDefault();
    const query = field.value;
    field.value = "";
    open(query);
  };
  form.addEventListener("submit", go);
  field.addEventListener("input", go);
}

// ---- the page --------------------------------------------------------------------------------------------------

let page = null;
const place = document.querySelector("[data-search-page]");
if (place) {
  page = searcher({ most: MORE, onquery: (query) => history.replaceState(null, "", query ? pageOf(query) : location.pathname) });
  place.replaceChildren(page.root);
  page.set(new URLSearchParams(location.search).get("q") ?? "");
}
