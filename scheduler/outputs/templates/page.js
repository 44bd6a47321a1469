"use strict";
(() => {
  const box = document.getElementById("find");
  const found = document.getElementById("found");
  const items = [...document.querySelectorAll(".item")];
  const groups = [...document.querySelectorAll("details.group")];
  const fold = (text) =>
    text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
  const search = () => {
    const wanted = fold(box.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const item of items) {
      const hit = wanted.every((word) => item.dataset.find.includes(word));
      item.hidden = !hit;
      count += hit ? 1 : 0;
    }
    for (const group of groups) {
      const hit = group.querySelector(".item:not([hidden])") !== null;
      group.hidden = !hit;
      group.open = wanted.length > 0 && hit;
    }
    if (wanted.length === 0) found.textContent = "";
    else found.textContent = count ? `${count} ${found.dataset.word}` : found.dataset.none;
  };
  box.addEventListener("input", search);
  const show = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", show);
  show();
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.class:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
})();
