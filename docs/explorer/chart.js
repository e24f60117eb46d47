// Lines over time, or bars where a table has no time; each series differs by marker and dash as well as by colour.

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";

Chart.register(
  BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip,
);

const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B58900", "#56B4E9", "#7F7F7F", "#8B4513"];
const MARKERS = ["circle", "rect", "triangle", "rectRot", "star", "crossRot", "rectRounded", "cross"];
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 4], [1, 3], [10, 2, 2, 2]];

let chart;

export function drawChart(canvas, series, title, overTime, chosen) {
  chart?.destroy();
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--pst-color-text-base").trim() || "#333";
  const paper = style.getPropertyValue("--pst-color-background").trim() || "#fff";
  const faint = style.getPropertyValue("--pst-color-border").trim() || "#ccc";
  const uncertain = (point) => ["inferred", "doubtful"].includes(point.status);
  const datasets = series.map((one, position) => {
    const colour = COLOURS[position % COLOURS.length];
    const points = overTime ? [...one.points].sort((a, b) => a.x - b.x) : one.points;
    return {
      label: one.name,
      data: points,
      borderColor: colour,
      borderWidth: 2,
      borderDash: overTime ? DASHES[position % DASHES.length] : [],
      pointStyle: MARKERS[position % MARKERS.length],
      pointRadius: 5,
      pointHoverRadius: 7,
      pointBackgroundColor: points.map((point) => (uncertain(point) ? paper : colour)),
      backgroundColor: overTime ? colour : points.map((point) => (uncertain(point) ? `${colour}66` : colour)),
      spanGaps: false,
    };
  });
  const ticks = { color: ink };
  const grid = { color: faint };
  chart = new Chart(canvas, {
    type: overTime ? "line" : "bar",
    data: { datasets },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      onClick: (_, elements) => elements[0] && chosen(datasets[elements[0].datasetIndex].data[elements[0].index].cell),
      scales: {
        x: overTime
          ? { type: "linear", grid, ticks: { ...ticks, precision: 0, stepSize: 1, callback: (value) => (Number.isInteger(value) ? String(value) : "") } }
          : { type: "category", grid, ticks },
        y: { beginAtZero: true, grid, ticks, title: { display: true, text: title, color: ink } },
      },
      plugins: {
        legend: { labels: { color: ink, usePointStyle: true } },
        tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${raw.y} ${raw.unit} (${raw.status})` } },
      },
    },
  });
  canvas.setAttribute("aria-label", `Chart of ${title}: ${series.map((one) => one.name).join(", ")}. The rows below hold the same numbers.`);
}
