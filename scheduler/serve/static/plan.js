/* The page of a plan: the calendar, what a drag asks for, and where attention goes afterwards. */
(() => {
  "use strict";
  const holder = document.getElementById("calendar");
  const data = JSON.parse(document.getElementById("plan-data").textContent);
  const told = document.getElementById("told");
  const panel = document.getElementById("class");
  const memory = `view ${data.plan}`;
  const narrow = window.matchMedia("(max-width: 50rem)").matches;
  let dragged = null;

  function remembered() {
    try { return JSON.parse(sessionStorage.getItem(memory)) || {}; } catch { return {}; }
  }

  function takeBack() {
    if (dragged) dragged.revert();
    dragged = null;
  }

  function ask(values) {
    htmx.ajax("POST", holder.dataset.check, {
      source: holder, target: told, swap: "innerHTML", values: { stamp: holder.dataset.stamp, ...values },
    });
  }

  function open(id) {
    htmx.ajax("GET", holder.dataset.class, {
      source: holder, target: panel, swap: "innerHTML", values: { stamp: holder.dataset.stamp, class: id },
    });
  }

  /* In the year view the height of a day follows from the width: as high as the fullest day. */
  function ratio() {
    if (!holder.clientWidth) return 1;
    const days = {};
    let most = 1;
    for (const one of data.events) {
      if (one.display === "background") continue;
      for (let day = new Date(one.start); day < new Date(one.end); day.setDate(day.getDate() + 1)) {
        const key = day.toISOString().slice(0, 10);
        days[key] = (days[key] || 0) + 1;
        most = Math.max(most, days[key]);
      }
    }
    const columns = Math.max(1, Math.min(3, Math.floor(holder.clientWidth / 250)));
    return holder.clientWidth / columns / (6 * (24 + 16 * Math.min(most, 4)));
  }

  const known = remembered();
  const calendar = new FullCalendar.Calendar(holder, {
    locale: data.language,
    firstDay: 1,
    initialView: known.view || (narrow ? "listMonth" : data.months > 3 ? "multiMonthYear" : "dayGridMonth"),
    initialDate: known.date || data.first,
    validRange: { start: data.first.slice(0, 8) + "01", end: null },
    headerToolbar: narrow
      ? { left: "prev,next", center: "title", right: "listMonth,dayGridMonth" }
      : { left: "prev,next", center: "title", right: "multiMonthYear,dayGridMonth,dayGridWeek,listYear" },
    buttonText: { listMonth: holder.dataset.list, listYear: holder.dataset.list,
      multiMonthYear: holder.dataset.year, dayGridMonth: holder.dataset.month, dayGridWeek: holder.dataset.week },
    multiMonthMaxColumns: 3,
    multiMonthMinWidth: 250,
    height: "auto",
    dayMaxEvents: false,
    aspectRatio: ratio(),
    editable: true,
    eventDurationEditable: false,
    eventInteractive: true,
    dragRevertDuration: 0,
    longPressDelay: 300,
    events: data.events,
    eventContent: (info) => (info.event.display === "background" ? { domNodes: [] } : true),
    eventDidMount: (info) => {
      const tip = info.event.extendedProps.tip || info.event.title;
      info.el.title = tip;
      if (info.event.display === "background") return;
      const box = info.el.tagName === "TR" ? info.el.querySelector("a") : info.el;
      if (box) box.setAttribute("aria-label", tip);
    },
    eventClick: (info) => { info.jsEvent.preventDefault(); open(info.event.id); },
    eventDrop: (info) => {
      takeBack();
      dragged = info;
      ask({ kind: "move", class: info.event.id, start: info.event.startStr });
    },
    // What the component says to screen readers twice or wrongly.
    dayCellDidMount: (info) => info.el.removeAttribute("aria-labelledby"),
    moreLinkDidMount: (info) => {
      info.el.setAttribute("role", "button");
      info.el.removeAttribute("aria-controls");
    },
    datesSet: (info) => {
      for (const icon of holder.querySelectorAll(".fc-icon")) {
        icon.removeAttribute("role");
        icon.setAttribute("aria-hidden", "true");
      }
      const now = { view: info.view.type, date: info.view.calendar.getDate().toISOString().slice(0, 10) };
      try { sessionStorage.setItem(memory, JSON.stringify(now)); } catch { /* a private window */ }
    },
  });
  calendar.render();
  let width = holder.clientWidth;
  new ResizeObserver(() => {
    if (holder.clientWidth === width) return;
    width = holder.clientWidth;
    calendar.setOption("aspectRatio", ratio());
    calendar.updateSize();
  }).observe(holder);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-discard]")) { takeBack(); told.replaceChildren(); }
    if (event.target.closest("[data-close]")) panel.replaceChildren();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && told.firstChild) { takeBack(); told.replaceChildren(); }
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target !== told && event.target !== panel) return;
    const box = event.target.firstElementChild;
    if (!box) return;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
    if (event.target === panel) told.replaceChildren();
  });
  document.documentElement.dataset.ready = "yes";
})();
