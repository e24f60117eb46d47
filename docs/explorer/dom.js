// Elements in one line.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function list(items) {
  return element("ul", {}, ...items.map((item) => element("li", {}, item)));
}

// Marks of a drawing are links: one stop of the Tab key, arrows go from one to the next; the tip says each in words.
export function reachable(group, tip, saysOf) {
  const links = [...group.querySelectorAll("a")];
  links.forEach((link, place) => {
    const mark = link.firstElementChild;
    const says = saysOf(mark.__data__);
    mark.removeAttribute("aria-label");
    link.setAttribute("aria-label", says);
    link.setAttribute("tabindex", place ? "-1" : "0");
    for (const seen of ["pointerenter", "focus"]) link.addEventListener(seen, () => tell(tip, mark, says));
    for (const left of ["pointerleave", "blur"]) link.addEventListener(left, () => (tip.hidden = true));
  });
  group.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = links[links.indexOf(event.target.closest("a")) + step];
    if (!next) return;
    event.preventDefault();
    links.forEach((link) => link.setAttribute("tabindex", link === next ? "0" : "-1"));
    next.focus();
  });
  return links;
}

function tell(tip, mark, says) {
  tip.textContent = says;
  tip.hidden = false;
  const [box, of] = [mark.getBoundingClientRect(), tip.parentElement.getBoundingClientRect()];
  tip.style.left = `${Math.min(Math.max(0, box.left - of.left + 14), Math.max(0, of.width - tip.offsetWidth))}px`;
  tip.style.top = `${Math.max(0, box.top - of.top - tip.offsetHeight - 4)}px`;
}

// Lets the browser show what is drawn before more is done.
export const breath = () => globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));

export function save(content, name, type) {
  const link = element("a", { href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
