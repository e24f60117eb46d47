// Says of a table or a chart that is wider than its place that it scrolls; and lets the keyboard scroll it.

const PLACES = ".scrolling, .cell_output, .cell_output .output, .pst-scrollable-table-container";

function tell(box) {
  const wide = box.scrollWidth > box.clientWidth + 1;
  if (wide && !box.hasAttribute("tabindex")) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Output that scrolls sideways");
  }
  const before = box.previousElementSibling;
  const hint = before?.classList.contains("scroll-hint") ? before : null;
  if (wide && !hint) box.insertAdjacentHTML("beforebegin", '<p class="scroll-hint">There is more to the right: scroll sideways →</p>');
  if (!wide) hint?.remove();
}

// What is inside may grow when its place does not.
const seen = new ResizeObserver((entries) => new Set(entries.map(({ target }) => target.closest(PLACES))).forEach(tell));
for (const box of document.querySelectorAll(PLACES)) {
  for (const part of [box, ...box.querySelectorAll("table, img")]) seen.observe(part);
}
