// A list of boxes to tick, which opens beneath its name; long ones can be searched.

import { element } from "./dom.js";

const LONG = 12;

export function choices({ id, name, options, chosen, changed, all = "all" }) {
  const told = options.filter((option) => chosen.includes(option.value)).map((option) => option.says);
  const said = told.length > 2 ? `${told.length} chosen` : told.join(", ") || all;
  const boxes = options.map((option, place) =>
    element(
      "label",
      { title: option.title },
      element("input", {
        type: "checkbox", id: `${id}-${place}`, checked: chosen.includes(option.value),
        onchange: (event) => changed(event.target.checked ? [...chosen, option.value] : chosen.filter((one) => one !== option.value), `${id}-${place}`),
      }),
      ` ${option.says}`,
    ),
  );
  const narrow = (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const box of boxes) box.hidden = !box.textContent.toLowerCase().includes(wanted);
  };
  const made = element(
    "details",
    { class: "choices", "data-choices": id },
    element("summary", {}, element("span", { class: "label" }, name), element("span", { class: "chosen" }, said)),
    element(
      "div",
      { class: "options", role: "group", "aria-label": name },
      options.length > LONG ? element("input", { type: "search", placeholder: "narrow the list", "aria-label": `Narrow ${name}`, oninput: narrow }) : null,
      ...boxes,
    ),
  );
  made.addEventListener("toggle", () => made.open && made.querySelector(":checked")?.scrollIntoView({ block: "nearest" }));
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !made.open) return;
    event.stopPropagation();
    made.open = false;
    made.querySelector("summary").focus();
  });
  return made;
}

// One list is open at a time, and none when the reader goes elsewhere.
export function closeElsewhere(root) {
  document.addEventListener("click", (event) => {
    for (const open of root.querySelectorAll("details.choices[open]")) if (!open.contains(event.target)) open.open = false;
  });
}
