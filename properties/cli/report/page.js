"use strict";
// The page is whole without this script, which filters the claims and opens the claim that a link leads to.
(() => {
  const form = document.getElementById("filter");
  const claims = [...document.querySelectorAll("article")];
  const texts = new Map(claims.map((claim) => [claim,
    [...claim.querySelectorAll("h4, .statement, dl")].map((part) => part.textContent).join(" ").toLowerCase()]));
  const filter = () => {
    const words = form.words.value.toLowerCase().split(/\s+/);
    let found = 0;
    for (const claim of claims) {
      const shown = words.every((word) => texts.get(claim).includes(word)) &&
        ["expect", "proof", "section"].every((name) => ["", claim.dataset[name]].includes(form[name].value));
      claim.hidden = !shown;
      found += shown;
    }
    for (const section of document.querySelectorAll("section section")) {
      section.hidden = !section.querySelector("article:not([hidden])");
    }
    form.found.value = `${found} of ${claims.length} claims`;
  };
  const open = (place) => {
    const claim = document.getElementById(place);
    if (!claims.includes(claim)) return;
    if (claim.hidden) {
      form.reset();
      filter();
    }
    claim.querySelector("details").open = true;
  };
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) open(link.getAttribute("href").slice(1));
  });
  form.hidden = false;
  filter();
  open(location.hash.slice(1));
})();
