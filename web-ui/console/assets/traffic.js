// The lines to the internet, drawn from the live counts of the last ten minutes that this page was open.
"use strict";

(() => {
  const place = document.querySelector("[data-traffic]");
  const chart = place.querySelector(".chart");
  const MOST = 300;
  const data = [[], [], []];
  let plot = null;

  function words(bits) {
    const units = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s"];
    let unit = 0;
    let value = bits;
    while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit += 1; }
    return (value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)) + " " + units[unit];
  }

  function draw() {
    const look = getComputedStyle(place);
    const colour = (name) => look.getPropertyValue(name).trim();
    const axis = { stroke: colour("--dim"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
    if (plot !== null) { plot.destroy(); }
    plot = new uPlot({
      width: chart.clientWidth,
      height: 180,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { range: (self, least, most) => [Math.min(least, most - 120), most] }, y: { range: (self, least, most) => [0, Math.max(most, 1000) * 1.1] } },
      series: [
        {},
        { label: place.dataset.down, stroke: colour("--accent"), width: 2, points: { show: false } },
        { label: place.dataset.up, stroke: colour("--warn"), width: 2, points: { show: false } },
      ],
      axes: [{ ...axis, space: 70, values: (self, ticks) => ticks.map((at) => new Date(at * 1000).toTimeString().slice(0, 8)) }, { ...axis, size: 80, values: (self, ticks) => ticks.map(words) }],
    }, data, chart);
  }

  document.body.addEventListener("gatehouse:counts", (event) => {
    const { downBitsPerSecond: down, upBitsPerSecond: up } = event.detail;
    if (down === undefined) {
      return;
    }
    [Date.now() / 1000, down, up].forEach((value, i) => {
      data[i].push(value);
      if (data[i].length > MOST) { data[i].shift(); }
    });
    for (const rate of place.querySelectorAll("[data-rate]")) {
      rate.textContent = words(event.detail[rate.dataset.rate]);
    }
    place.dataset.points = String(data[0].length);
    if (plot === null) { draw(); } else { plot.setData(data); }
  });
  const again = () => { if (plot !== null) { draw(); } };
  window.addEventListener("resize", again);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
})();
