// Colour, marker and dashes of each series; what is no statistic has a marker of its own.

import { symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle, symbolWye, symbolStar } from "d3";

import { element } from "./dom.js";

export const MOST = 9;
const DASHES = ["none", "6 3", "2 2", "8 3 2 3"];
const turned = (symbol, angle) => ({
  draw(context, size) {
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const turn = (x, y) => [x * cos - y * sin, x * sin + y * cos];
    symbol.draw(
      {
        moveTo: (x, y) => context.moveTo(...turn(x, y)),
        lineTo: (x, y) => context.lineTo(...turn(x, y)),
        closePath: () => context.closePath(),
      },
      size,
    );
  },
});
const polygon = (corners, start = 0) => ({
  draw(context, size) {
    const radius = Math.sqrt((2 * size) / (corners * Math.sin((2 * Math.PI) / corners)));
    for (let n = 0; n < corners; n++) {
      const angle = start + (2 * Math.PI * n) / corners - Math.PI / 2;
      context[n ? "lineTo" : "moveTo"](radius * Math.cos(angle), radius * Math.sin(angle));
    }
    context.closePath();
  },
});
const SERIES = [symbolCircle, symbolTriangle, polygon(4), turned(symbolTriangle, Math.PI), turned(symbolTriangle, -Math.PI / 2), turned(symbolTriangle, Math.PI / 2), polygon(5), polygon(8), polygon(6)];
const NATURES = { plan: symbolStar, legal: symbolSquare, estimate: symbolDiamond, alleged: turned(symbolCross, Math.PI / 4), hypothetical: symbolCross };

export function looks(names) {
  const places = new Map(names.map((name, place) => [name, place]));
  return ({ series, nature }) => {
    const place = places.get(series ?? "") ?? 0;
    return {
      colour: `var(--chart-${(place % MOST) + 1})`,
      dashes: DASHES[place % DASHES.length],
      symbol: NATURES[nature] ?? SERIES[(place + Math.floor(place / MOST)) % SERIES.length],
    };
  };
}

export function swatch(look) {
  const holder = element("span", { class: "chart-swatch", "aria-hidden": "true" });
  const path = { words: [], moveTo(x, y) { this.words.push(`M${x},${y}`); }, lineTo(x, y) { this.words.push(`L${x},${y}`); }, closePath() { this.words.push("Z"); }, rect(x, y, w, h) { this.words.push(`M${x},${y}h${w}v${h}h${-w}Z`); }, arc(x, y, r) { this.words.push(`M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`); } };
  if (look) look.symbol.draw(path, 60);
  const drawing = look
    ? `<line x1="-11" x2="11" y1="0" y2="0" stroke="${look.colour}" stroke-width="1.5" stroke-dasharray="${look.dashes}"/><path d="${path.words.join("")}" fill="${look.colour}" stroke="${look.colour}"/>`
    : `<circle r="4" fill="none" stroke="currentColor" stroke-dasharray="2 2"/>`;
  holder.innerHTML = `<svg width="26" height="14" viewBox="-13 -7 26 14">${drawing}</svg>`;
  return holder;
}
