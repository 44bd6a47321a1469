(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.getElementById("page");
  const template = document.getElementById("other");
  const tip = document.getElementById("tip");
  const at = (id) => document.getElementById(id);
  const fold = (text) =>
    text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
  const LISTED = 6;
  let tools, people;

  const toolsOf = (language) => {
    const whole = new Intl.NumberFormat(language === "vi" ? "vi" : "en-GB", { maximumFractionDigits: 1 });
    const round = new Intl.NumberFormat(language === "vi" ? "vi" : "en-GB", { maximumFractionDigits: 0 });
    const units = language === "vi" ? ["tỷ", "tr"] : ["bn", "m"];
    return {
      language,
      num: (value, digits = 1) => (digits ? whole : round).format(value),
      pct: (share) => `${whole.format(100 * share)}%`,
      short: (value) =>
        Math.abs(value) >= 1e9 ? `${whole.format(value / 1e9)} ${units[0]}`
        : Math.abs(value) >= 1e6 ? `${whole.format(value / 1e6)} ${units[1]}` : whole.format(value),
    };
  };

  // People are folded once, when somebody first searches.
  const folded = () =>
    (people ??= data.people.map((row) => ({
      row,
      find: fold([row[0], row[1], row[2], data.units[row[3]], ...row[5].map((n) => data.classes[n].id)].join(" ")),
    })));

  const element = (name, text, fields = {}) =>
    Object.assign(document.createElement(name), text === null ? {} : { textContent: text }, fields);
  const classLinks = (row, none) =>
    row[5].length
      ? row[5].flatMap((n, place) => [
          ...(place ? [", "] : []),
          element("a", data.classes[n].id, { href: `#${data.classes[n].anchor}` }),
        ])
      : [none];

  const asked = () => {
    const [box, kind, tier] = ["find", "kind", "tier"].map(at);
    const wanted = fold(box.value).split(/\s+/).filter(Boolean);
    return { wanted, kind: kind.value, tier: tier.value, any: wanted.length > 0 || kind.value !== "" || tier.value !== "" };
  };

  const listCadres = ({ wanted, kind, tier }) => {
    const table = at("cadre-table");
    if (!table) return [];
    const applies = kind === "" || kind === "cadre";
    const number = tier === "" ? -1 : data.tiers.findIndex((one) => one.id === tier);
    const needs = applies && (wanted.length > 0 || number >= 0);
    const hits = needs
      ? folded().filter(({ row, find }) => (number < 0 || row[4] === number) && wanted.every((word) => find.includes(word))).map((one) => one.row)
      : data.people;
    const shown = hits.slice(0, Number(table.dataset.most));
    table.tBodies[0].replaceChildren(
      ...shown.map((row) => {
        const line = element("tr", null);
        const name = element("th", row[1], { scope: "row" });
        const classes = element("td", null);
        classes.append(...classLinks(row, table.dataset.notCalled));
        line.append(element("td", row[0]), name, ...[row[2], data.units[row[3]], data.tiers[row[4]].name].map((text) => element("td", text)), classes);
        return line;
      })
    );
    const count = at("cadres-count");
    count.textContent = count.dataset.text.replace("{shown}", tools.num(shown.length)).replace("{all}", tools.num(hits.length));
    return needs ? hits : [];
  };

  const search = () => {
    const what = asked();
    const counted = [];
    for (const item of page.querySelectorAll(".item, .also")) {
      const { find, kind, tiers } = item.dataset;
      const applies = what.kind === "" || kind === what.kind;
      const hit = !applies || (what.wanted.every((word) => find.includes(word)) &&
        (what.tier === "" || tiers === undefined || tiers.split(" ").includes(what.tier)));
      item.hidden = !hit;
      if (hit && applies && item.classList.contains("item")) counted.push(item);
    }
    for (const group of page.querySelectorAll("details.group")) {
      const hit = group.querySelector(".item:not([hidden]), .also:not([hidden])") !== null;
      group.hidden = !hit;
      group.open = what.wanted.length > 0 && hit;
    }
    const cadres = listCadres(what);
    const total = counted.length + cadres.length;
    const found = at("found");
    found.textContent = !what.any ? "" : total ? `${tools.num(total)} ${found.dataset.word}` : found.dataset.none;
    at("clear").hidden = !what.any;
    listHits(what, counted, cadres);
  };

  const listHits = (what, counted, cadres) => {
    const hits = at("hits");
    const groups = [];
    for (const kind of ["class", "lecturer", "room", "unit"]) {
      const here = counted.filter((item) => item.dataset.kind === kind);
      const links = here.slice(0, LISTED).map((item) => element("a", item.dataset.label, { href: `#${item.id}` }));
      groups.push([kind, here.length, links]);
    }
    const people = cadres.slice(0, LISTED).map((row) => {
      const first = data.classes[row[5][0]];
      const where = row[5].length ? row[5].map((n) => data.classes[n].id).join(", ") : hits.dataset.notCalled;
      return element("a", `${row[1]} · ${data.units[row[3]]} · ${where}`, { href: first ? `#${first.anchor}` : "#cadres" });
    });
    groups.push(["cadre", cadres.length, people]);
    hits.replaceChildren(
      ...groups.filter(([, count]) => count).map(([kind, count, links]) => {
        const list = element("ul", null);
        list.append(...links.map((link) => { const entry = element("li", null); entry.append(link); return entry; }));
        const part = element("div", null);
        part.append(element("p", `${hits.dataset[kind]} (${tools.num(count)})`), list);
        return part;
      })
    );
    hits.hidden = what.wanted.length === 0 || !hits.hasChildNodes();
  };

  const show = () => {
    const target = location.hash && at(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    at("hits").hidden = true;
    target.hidden = false;
    for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") { one.open = true; one.hidden = false; }
    target.scrollIntoView();
  };

  const themes = matchMedia("(prefers-color-scheme: dark)");
  const wear = (dark) => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const button = at("theme");
    button.textContent = dark ? button.dataset.light : button.dataset.dark;
  };
  const isDark = () => document.documentElement.dataset.theme === "dark";
  themes.addEventListener("change", (event) => wear(event.matches));

  const begin = () => {
    tools = toolsOf(page.lang);
    for (const id of ["language", "theme", "print"]) at(id).hidden = false;
    wear("theme" in document.documentElement.dataset ? isDark() : themes.matches);
    at("language").addEventListener("click", exchange);
    at("theme").addEventListener("click", () => wear(!isDark()));
    at("print").addEventListener("click", () => print());
    at("find").addEventListener("input", search);
    for (const id of ["kind", "tier"]) at(id).addEventListener("change", search);
    at("clear").addEventListener("click", () => {
      for (const id of ["find", "kind", "tier"]) at(id).value = "";
      search();
      at("find").focus();
    });
    for (const link of page.querySelectorAll(".of-class")) link.addEventListener("click", () => {
      at("find").value = link.dataset.class;
      at("kind").value = "cadre";
      search();
    });
    search();
    charts.draw(page, data, tools);
    stops();
  };

  // What scrolls sideways is a tab stop; what does not, is none.
  const stops = () => {
    for (const one of page.querySelectorAll(".scroll")) {
      if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
      else one.removeAttribute("tabindex");
    }
  };

  // The two languages change places; what was asked, opened and read stays.
  const exchange = () => {
    const kept = ["find", "kind", "tier"].map((id) => at(id).value);
    const opened = [...page.querySelectorAll("details[open][id]")].map((one) => one.id);
    const top = scrollY;
    const former = document.createDocumentFragment();
    former.append(...page.childNodes);
    page.append(...template.content.childNodes);
    template.content.append(former);
    [page.lang, template.dataset.lang] = [template.dataset.lang, page.lang];
    document.documentElement.lang = page.lang;
    ["find", "kind", "tier"].forEach((id, n) => { at(id).value = kept[n]; });
    begin();
    for (const id of opened) at(id).open = true;
    scrollTo({ top, behavior: "instant" });
    at("language").focus({ preventScroll: true });
  };

  // One tip for whatever carries an explanation: on hover, on focus, gone with Escape.
  const explain = (event) => {
    const carrier = event.target.closest?.("[data-tip]") ?? null;
    tip.hidden = carrier === null;
    if (carrier === null) return;
    tip.textContent = carrier.dataset.tip;
    const box = carrier.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - tip.offsetWidth / 2), innerWidth - tip.offsetWidth - 8);
    const above = box.top - tip.offsetHeight - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 4 ? above : box.bottom + 8}px`;
  };
  addEventListener("pointerover", explain);
  addEventListener("focusin", explain);
  addEventListener("focusout", () => { tip.hidden = true; });
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    tip.hidden = true;
    at("hits").hidden = true;
  });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) show();
  });
  addEventListener("hashchange", show);
  page.addEventListener("toggle", stops, true);

  let width = innerWidth, waiting = 0;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (innerWidth !== width) charts.draw(page, data, tools);
      stops();
      width = innerWidth;
    }, 150);
  });
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...page.querySelectorAll("details.class:not([open])")];
    for (const one of opened) one.open = true;
    charts.draw(page, data, tools, 700);
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    charts.draw(page, data, tools);
  });
  begin();
  show();
})();
