// Says of a table or a chart that is wider than its place that it scrolls; and lets the keyboard scroll it.

const seen = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const wide = target.scrollWidth > target.clientWidth + 1;
    target.classList.toggle("wide", wide);
    if (wide && !target.hasAttribute("tabindex")) {
      target.tabIndex = 0;
      target.setAttribute("role", "region");
      target.setAttribute("aria-label", "Output that scrolls sideways");
    }
    const hint = target.previousElementSibling?.classList.contains("scroll-hint") ? target.previousElementSibling : null;
    if (wide && !hint) target.insertAdjacentHTML("beforebegin", '<p class="scroll-hint">There is more to the right: scroll sideways →</p>');
    if (!wide) hint?.remove();
  }
});
for (const box of document.querySelectorAll(".scrolling, .cell_output, .cell_output .output, .pst-scrollable-table-container")) seen.observe(box);
