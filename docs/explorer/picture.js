// A figure as one SVG that stands alone: colours as they are seen, and every word where the page has it.

const KEPT = ["fill", "stroke", "color", "font-family", "font-size", "font-weight", "text-anchor"];
const LEFT_OUT = ".chart-buttons, .chart-numbers, .chart-tip, .chart-target, [hidden]";
const SVG = "http://www.w3.org/2000/svg";

export function printed(figure) {
  const box = figure.getBoundingClientRect();
  const svg = document.createElementNS(SVG, "svg");
  figure.querySelectorAll(LEFT_OUT).forEach((part) => part.remove());
  const height = figure.getBoundingClientRect().height;
  for (const [name, value] of Object.entries({ xmlns: SVG, width: box.width, height, viewBox: `0 0 ${box.width} ${height}` })) svg.setAttribute(name, value);
  const paper = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: "#fff" })) paper.setAttribute(name, value);
  svg.append(paper);
  for (const drawing of figure.querySelectorAll("svg")) svg.append(placed(drawing, box));
  const walker = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest("svg, style, script") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  while (walker.nextNode()) svg.append(...linesOf(walker.currentNode, box));
  return new XMLSerializer().serializeToString(svg);
}

function placed(drawing, box) {
  const copy = drawing.cloneNode(true);
  const [seen, made] = [drawing, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  seen.forEach((node, place) => {
    const style = getComputedStyle(node);
    for (const name of KEPT) made[place].setAttribute(name, style.getPropertyValue(name));
    made[place].removeAttribute("style");
  });
  copy.querySelectorAll("style").forEach((style) => style.remove());
  const at = drawing.getBoundingClientRect();
  for (const [name, value] of Object.entries({ x: at.left - box.left, y: at.top - box.top, width: at.width, height: at.height, overflow: "visible" })) copy.setAttribute(name, value);
  return copy;
}

function linesOf(node, box) {
  const style = getComputedStyle(node.parentElement);
  const lines = new Map();
  for (const word of node.textContent.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const at = range.getBoundingClientRect();
    const top = Math.round(at.top);
    if (!lines.has(top)) lines.set(top, { x: at.left - box.left, y: at.bottom - box.top, words: [] });
    lines.get(top).words.push(word[0]);
  }
  return [...lines.values()].map(({ x, y, words }) => {
    const made = document.createElementNS(SVG, "text");
    const size = parseFloat(style.fontSize);
    for (const [name, value] of Object.entries({ x, y: y - size * 0.3, fill: style.color, "font-family": style.fontFamily, "font-size": size, "font-weight": style.fontWeight })) made.setAttribute(name, value);
    made.textContent = words.join(" ");
    return made;
  });
}

export async function toPng(svg, scale = 2) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width * scale, image.height * scale];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
