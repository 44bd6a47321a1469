"use strict";
const charts = (() => {
  const XLINK = "http://www.w3.org/1999/xlink";
  const LINES = ["fees", "rooms", "allowances", "travel"];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const style = { background: "none", color: "inherit", fontFamily: "inherit", fontSize: "12px", overflow: "visible" };

  // Links get the words of their mark; one of them is a tab stop, arrows lead to the others.
  const finish = (figure, chart) => {
    const svg = chart.tagName === "svg" ? chart : chart.querySelector("svg");
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", figure.getAttribute("aria-label"));
    const links = [...svg.querySelectorAll("a")];
    links.forEach((link, place) => {
      const label = link.firstElementChild?.getAttribute("aria-label") ?? "";
      link.setAttribute("aria-label", label);
      link.dataset.tip = label;
      link.setAttribute("tabindex", place === 0 ? "0" : "-1");
      link.firstElementChild?.removeAttribute("aria-label");
      const target = link.getAttributeNS(XLINK, "href");
      link.removeAttributeNS(XLINK, "href");
      link.setAttribute("href", target);
    });
    for (const one of svg.querySelectorAll("[aria-label]:not(a)")) one.removeAttribute("aria-label");
    figure.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const here = links.indexOf(document.activeElement);
      if (!step || here < 0) return;
      event.preventDefault();
      const next = links[(here + step + links.length) % links.length];
      links[here].setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    };
    figure.replaceChildren(chart);
  };

  const map = (figure, data, tools, width) => {
    const rows = data.places.map(([unit, lon, lat, population, before, after, anchor, parent]) => {
      const share = population ? after / population : 0;
      const words = { unit: data.units[unit], after: tools.num(after), population: tools.num(population), before: tools.num(before), share: tools.pct(share) };
      return { lon, lat, population, share, anchor, parent, name: data.units[unit], label: fill(figure.dataset.tip, words) };
    });
    const points = [...rows, ...data.venues].map((one) => [one.lon, one.lat]);
    const lons = points.map((one) => one[0]);
    const lats = points.map((one) => one[1]);
    const middle = ((Math.min(...lats) + Math.max(...lats)) / 2) * (Math.PI / 180);
    const wide = Math.max((Math.max(...lons) - Math.min(...lons)) * Math.cos(middle), 1e-3);
    const high = Math.max(Math.max(...lats) - Math.min(...lats), 1e-3);
    const height = Math.round(Math.min(Math.max((width * high) / wide, 260), 620));
    const named = width > 600 ? rows.filter((one) => one.parent) : [];
    return Plot.plot({
      width, height, style, margin: 24,
      projection: { type: "mercator", domain: { type: "MultiPoint", coordinates: points }, inset: 14 },
      r: { range: [2, width > 600 ? 14 : 9] },
      color: { type: "threshold", domain: [0.4, 0.6, 0.8, 0.95], range: [0, 1, 2, 3, 4].map((n) => `var(--m${n})`) },
      marks: [
        Plot.frame({ stroke: "var(--line)", rx: 6, inset: -20 }),
        Plot.dot(rows, { x: "lon", y: "lat", r: "population", fill: "share", fillOpacity: 0.88, stroke: "var(--card)", strokeWidth: 0.8, href: (one) => `#${one.anchor}`, ariaLabel: "label", sort: { channel: "-r" } }),
        Plot.dot(data.venues, { x: "lon", y: "lat", r: 5, symbol: "square", fill: "none", stroke: "var(--target)", strokeWidth: 2.2, href: () => "#rooms", ariaLabel: (one) => fill(figure.dataset.venue, { venue: one.name, n: one.classes.length, classes: one.classes.join(", ") }) }),
        Plot.text(named, { x: "lon", y: "lat", text: "name", dy: -13, fill: "currentColor", stroke: "var(--card)", strokeWidth: 4, fontWeight: 600, pointerEvents: "none" }),
      ],
    });
  };

  const load = (figure, data, tools, width, root) => {
    const rows = data.weeks.map(([first, sessions, days, classes, risk]) => {
      const start = new Date(`${first}T00:00:00Z`);
      const end = data.byWeek ? d3.utcDay.offset(start, 7) : d3.utcMonth.offset(start, 1);
      const name = root.querySelector(`#span-${CSS.escape(first)}`).dataset.name;
      const label = fill(figure.dataset.tip, { span: name, sessions: tools.num(sessions), days: tools.num(days), classes: tools.num(classes) });
      return { first, start, end, sessions, risk, label };
    });
    const most = Math.max(1, d3.max(rows, (one) => one.sessions) ?? 0);
    const months = d3.utcMonth.range(rows[0].start, rows.at(-1).end);
    const every = Math.ceil(months.length / (width > 600 ? 13 : 5));
    const month = new Intl.DateTimeFormat(tools.language, { month: "short", timeZone: "UTC" });
    const year = months.length > 13 ? (one) => `/${one.getUTCFullYear() % 100}` : () => "";
    return Plot.plot({
      width, height: 240, style, marginLeft: 44, marginBottom: 34,
      x: { type: "utc", label: null, domain: [rows[0].start, rows.at(-1).end], ticks: months.filter((_, n) => n % every === 0), tickFormat: (one) => (tools.language === "vi" ? `Th ${one.getUTCMonth() + 1}` : month.format(one)) + year(one) },
      y: { label: figure.dataset.axis, grid: true, domain: [-0.045 * most, most], ticks: d3.ticks(0, most, Math.min(5, most)), tickFormat: (value) => tools.num(value) },
      marks: [
        Plot.rect(rows.filter((one) => one.risk), { x1: "start", x2: "end", y1: 0, y2: -0.045 * most, fill: "var(--risk)" }),
        Plot.rect(rows.filter((one) => one.sessions), { x1: "start", x2: "end", y1: 0, y2: "sessions", fill: "var(--gained)", insetLeft: 0.6, insetRight: 0.6, href: (one) => `#span-${one.first}`, ariaLabel: "label" }),
        Plot.ruleY([0], { stroke: "currentColor" }),
      ],
    });
  };

  const stacked = (figure, data, tools, width, rows, order, colours) => {
    const anchors = new Map(data.classes.map((one) => [one.id, one.anchor]));
    const longest = d3.max(data.classes, (one) => one.id.length) ?? 4;
    return Plot.plot({
      width, style, marginLeft: Math.min(18 + 7.4 * longest, width / 3), marginRight: 14, marginBottom: 36,
      height: 60 + 20 * data.classes.length,
      x: { label: figure.dataset.axis, grid: true, ticks: width > 600 ? 8 : 3, tickFormat: (value) => tools.short(value) },
      y: { label: null, domain: data.classes.map((one) => one.id), padding: 0.25 },
      color: { domain: order, range: colours },
      marks: [
        Plot.barX(rows, { y: "id", x: "value", fill: "part", order, href: (one) => `#${anchors.get(one.id)}`, ariaLabel: "label" }),
        Plot.ruleX([0], { stroke: "currentColor" }),
      ],
    });
  };

  const repeat = (figure, data, tools, width) => {
    const rows = data.repeat.flatMap(([id, remains, uninformed]) => {
      const label = fill(figure.dataset.tip, { id, remains: tools.num(remains), uninformed: tools.num(uninformed) });
      return [{ id, part: "remains", value: remains, label }, { id, part: "avoided", value: Math.max(0, uninformed - remains), label }];
    });
    return stacked(figure, data, tools, width, rows.filter((one) => one.value > 0), ["remains", "avoided"], ["var(--remains)", "var(--avoided)"]);
  };

  const cost = (figure, data, tools, width) => {
    const rows = data.cost.flatMap(([id, lines]) => {
      const total = tools.num(d3.sum(lines), 0);
      return lines.map((value, n) => ({ id, part: LINES[n], value, label: fill(figure.dataset.tip, { id, line: figure.dataset[LINES[n]], amount: tools.num(value, 0), total }) }));
    });
    return stacked(figure, data, tools, width, rows.filter((one) => one.value > 0), LINES, LINES.map((_, n) => `var(--l${n})`));
  };

  const draw = (root, data, tools, forced) => {
    for (const [name, chart] of Object.entries({ map, load, repeat, cost })) {
      const figure = root.querySelector(`#chart-${name}`);
      if (!figure) continue;
      if (name !== "map" && data.classes.length === 0) continue;
      finish(figure, chart(figure, data, tools, forced ?? Math.max(figure.clientWidth, 280), root));
    }
  };
  return { draw };
})();
