"use strict";
// The page draws. The program in the workers computes every number.
(async () => {
  const $ = (id) => document.getElementById(id);
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // A program answers questions one after another in its own thread.
  class Program {
    constructor() { this.start(); }
    start() {
      this.worker = new Worker("worker.js");
      this.asked = new Map();
      this.next = 0;
      this.worker.onmessage = ({ data }) => {
        const answered = this.asked.get(data.number);
        this.asked.delete(data.number);
        const answer = JSON.parse(data.answer);
        if (answer && answer.stopped) this.restart();
        answered(answer);
      };
      this.worker.onerror = () => this.restart();
    }
    restart() {
      const asked = this.asked;
      this.worker.terminate();
      this.start();
      for (const answered of asked.values()) answered({ error: "the computation stopped", stopped: true });
    }
    ask(question, about) {
      return new Promise((answered) => {
        this.asked.set(this.next, answered);
        this.worker.postMessage({ number: this.next++, question, about });
      });
    }
  }
  const numbers = new Program(), verdicts = new Program();

  const betas = ["10", "8", "6", "5", "4", "3", "2", "3/2", "1", "3/4", "1/2", "2/5", "1/3", "1/4", "1/5", "1/6", "1/8",
    "1/10", "1/12", "1/15", "1/20", "1/25", "1/30", "1/40", "1/50"];
  let state; // what the controls hold: a scenario as an object, and β
  let names = [];
  const value = (text) => { // of a number in a control, for sliders and the triangle alone
    const [numerator, denominator] = String(text).split("/");
    return Number(numerator) / (denominator === undefined ? 1 : Number(denominator));
  };

  const shown = (n) => (n ? Number(n.low).toFixed(4) : "–");
  const brief = (n) => (n && n.exact && n.exact.length <= 12 ? n.exact : shown(n));

  // The state is in the fragment, so that a link holds it.
  const remember = () => history.replaceState(null, "", "#" + encodeURIComponent(JSON.stringify(state)));

  // The controls of the outcomes.
  const own = () => state.scenario.tilt !== undefined;
  const controls = () => {
    names = state.scenario.outcomes;
    $("beta").value = state.beta;
    slideBeta();
    $("note").textContent = state.note || "";
    $("note").hidden = !state.note;
    const rows = names.map((name) => {
      const row = make("tr");
      row.append(make("th", name, { scope: "row" }));
      const cell = (head, key, text, change, most) => {
        const data = make("td", undefined, { "data-head": head });
        const field = make("input", undefined, { size: 8, autocomplete: "off", spellcheck: "false",
          "aria-label": `${head} of ${name}`, "data-key": key, "data-outcome": name });
        field.value = text;
        data.append(field);
        if (most) {
          const slider = make("input", undefined, { type: "range", min: 0, max: 100, step: 1,
            "aria-label": `${head} of ${name}, by slider` });
          slider.value = Math.round(100 * value(text) / most);
          slider.addEventListener("input", () => {
            field.value = key === "p" ? slider.value : String(slider.value / 100);
            slider.setAttribute("aria-valuetext", field.value);
            change(field.value);
          });
          field.addEventListener("input", () => { slider.value = Math.round(100 * value(field.value) / most); });
          data.append(" ", slider);
        }
        field.addEventListener("input", () => change(field.value.trim()));
        row.append(data);
      };
      cell("p", "p", state.scenario.mimic[name] ?? "0", (text) => setWeight(name, text), total());
      cell("g", "g", state.scenario.success ? state.scenario.success[name] : "", (text) => {
        if (text === "" && own()) {
          delete state.scenario.success;
          for (const field of document.querySelectorAll('[data-key="g"]')) field.value = "";
        } else {
          state.scenario.success ??= Object.fromEntries(names.map((n) => [n, "0"]));
          state.scenario.success[name] = text;
        }
        changed();
      }, 1);
      cell("r", "r", own() ? state.scenario.tilt.reward[name] : "", () => {
        const fields = [...document.querySelectorAll('[data-key="r"]')];
        if (fields.every((field) => field.value.trim() === "") && state.scenario.success) {
          delete state.scenario.tilt;
        } else {
          state.scenario.tilt = { beta: "1", reward: Object.fromEntries(fields.map((field) =>
            [field.dataset.outcome, field.value.trim() || "0"])) };
        }
        changed();
      });
      return row;
    });
    $("inputs").replaceChildren(...rows);
    $("triangle-figure").hidden = names.length !== 3;
    if (names.length === 3) corners();
  };
  const total = () => names.reduce((sum, name) => sum + value(state.scenario.mimic[name] ?? 0), 0) || 1;
  // The weights get a common scale of 100 before a slider moves one of them.
  const setWeight = (name, text) => {
    const sum = total();
    if (Math.abs(sum - 100) > 1e-9 && /^\d+$/.test(text) && Number(text) > 1) {
      for (const other of names) {
        if (other !== name) weigh(other, String(Math.round(1e4 * value(state.scenario.mimic[other] ?? 0) / sum) / 100));
      }
    }
    state.scenario.mimic[name] = text;
    changed();
  };
  const weigh = (name, text) => {
    state.scenario.mimic[name] = text;
    for (const field of document.querySelectorAll('[data-key="p"]')) {
      if (field.dataset.outcome === name) {
        field.value = text;
        field.nextElementSibling.value = Math.round(value(text));
      }
    }
  };

  const slideBeta = () => {
    const at = value(state.beta);
    const nearest = betas.reduce((best, text, i) =>
      Math.abs(Math.log(value(text) / at)) < Math.abs(Math.log(value(betas[best]) / at)) ? i : best, 0);
    $("beta-slider").value = nearest;
    $("beta-slider").setAttribute("aria-valuetext", state.beta);
  };
  $("beta").addEventListener("input", () => { state.beta = $("beta").value.trim(); slideBeta(); changed(); });
  $("beta-slider").addEventListener("input", () => {
    state.beta = $("beta").value = betas[$("beta-slider").value];
    $("beta-slider").setAttribute("aria-valuetext", state.beta);
    changed();
  });

  // The triangle: the corners are the first outcome, bottom left, the second, bottom right, and the third, at the top.
  const place = (law) => [law[0] * 0 + law[1] * 300 + law[2] * 150, 260 - 260 * law[2]];
  const probabilities = (law) => names.map((name) => Number(law[name].low));
  const corners = () => {
    const svg = (x, y, anchor, text) => {
      const label = document.createElementNS("http://www.w3.org/2000/svg", "text");
      label.setAttribute("x", x); label.setAttribute("y", y); label.setAttribute("text-anchor", anchor);
      label.textContent = text.length > 20 ? text.slice(0, 19) + "…" : text;
      return label;
    };
    $("corners").replaceChildren(svg(-14, 284, "start", names[0]), svg(314, 284, "end", names[1]), svg(150, -10, "middle", names[2]));
  };
  const mark = (kind, law) => {
    if (!law) return [];
    const [x, y] = place(probabilities(law));
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    shape.setAttribute("class", "mark " + kind);
    shape.setAttribute("transform", `translate(${x} ${y})`);
    shape.setAttribute("d", { tuned: "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0", hard: "M-6-6h12v12h-12z",
      past: "M0-8l8 8l-8 8l-8-8z", remedied: "M0-7l7 12h-14z" }[kind]);
    return [shape];
  };
  const drawTriangle = (tuning) => {
    if (names.length !== 3) return;
    const p = probabilities(tuning.p);
    $("handle").setAttribute("transform", `translate(${place(p).join(" ")})`);
    $("handle").setAttribute("aria-valuenow", Math.round(100 * p[0]));
    $("handle").setAttribute("aria-valuetext", names.map((name, i) => `${name} ${p[i].toFixed(2)}`).join(", "));
    $("marks").replaceChildren(...mark("hard", tuning.hard), ...mark("past", tuning.success),
      ...mark("remedied", tuning.remedied[0] && tuning.remedied[0].law), ...mark("tuned", tuning.points[0].law));
  };
  const drawPath = (tuning) => {
    const line = (points) => [tuning.p, ...points.map((point) => point.law)].map((law) => place(probabilities(law)).join(",")).join(" ");
    $("tuned-path").setAttribute("points", line(tuning.points));
    $("remedied-path").setAttribute("points", tuning.remedied.length ? line(tuning.remedied) : "");
  };
  // movePoint sets p to hundredths.
  const movePoint = (second, third) => {
    third = Math.min(100, Math.max(0, Math.round(third)));
    second = Math.min(100 - third, Math.max(0, Math.round(second)));
    [100 - second - third, second, third].forEach((weight, i) => weigh(names[i], String(weight)));
    changed();
  };
  const handle = $("handle");
  handle.addEventListener("pointerdown", (event) => { handle.setPointerCapture(event.pointerId); event.preventDefault(); handle.focus(); });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform($("triangle").getScreenCTM().inverse());
    const third = Math.min(1, Math.max(0, (260 - at.y) / 260));
    movePoint(100 * (at.x - 150 * third) / 300, 100 * third);
  });
  handle.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 10 : 1;
    const by = { ArrowRight: [step, 0], ArrowLeft: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key];
    if (!by) return;
    event.preventDefault();
    const sum = total(), weights = names.map((name) => 100 * value(state.scenario.mimic[name] ?? 0) / sum);
    movePoint(weights[1] + by[0], weights[2] + by[1]);
  });

  // Results.
  const heads = (table) => [...table.closest("table").querySelectorAll("thead th")].map((head) => head.textContent);
  const fill = (table, rows) => {
    const columns = heads(table);
    table.replaceChildren(...rows.map((cells) => {
      const row = make("tr");
      cells.forEach((cell, i) => row.append(i === 0 ? make("th", cell, { scope: "row" }) : make("td", cell, { "data-head": columns[i] })));
      return row;
    }));
  };
  const draw = (tuning) => {
    const [tuned, remedied] = [tuning.points[0], tuning.remedied[0]];
    fill($("laws"), names.map((name) => [name, ...[tuning.p, tuned.law, tuning.success, tuning.hard, remedied && remedied.law]
      .map((law) => (law ? shown(law[name]) : "–"))]));
    $("c").textContent = brief(tuning.c);
    $("gap").textContent = brief(tuning.gap);
    const row = (title, point) => [title, shown(point.success), point.reward ? shown(point.reward) : "−∞", shown(point.kl), shown(point.tv.p),
      shown(point.tv.success), shown(point.tv.hard)];
    fill($("numbers"), [row(`tuned, β = ${tuned.beta}`, tuned), ...(remedied ? [row(`remedied, β = ${remedied.beta}`, remedied)] : []),
      ...tuning.best_of.map((point) => row(`best of ${point.n}`, point)), ...tuning.rejection.map((point) => row(`rejection, n = ${point.n}`, point))]);
    drawTriangle(tuning);
    clearTimeout(draw.saying); // a screen reader hears where a movement ends
    draw.saying = setTimeout(() => {
      $("says").textContent = `At β = ${tuned.beta}: ` + (tuned.success ? `success ${shown(tuned.success)}, ` : "") + `KL ${shown(tuned.kl)}, distance from p ${shown(tuned.tv.p)}` +
        (tuned.tv.success ? `, from past successes ${shown(tuned.tv.success)}. The gap 1 − c is ${brief(tuning.gap)}.` : ".");
    }, 400);
  };

  // One computation runs at a time; of the states that come meanwhile, the last is next.
  let current = 0, running = false, file = "";
  const changed = () => {
    current++;
    remember();
    if (!running) compute();
  };
  const compute = async () => {
    running = true;
    for (let at = -1; at !== current;) {
      at = current;
      const about = JSON.stringify(state), started = performance.now();
      const result = await numbers.ask("compute", about);
      $("fault").textContent = result.error || "";
      for (const id of ["laws", "numbers", "triangle"]) $(id).setAttribute("aria-busy", String(Boolean(result.error)));
      if (result.error) {
        file = "";
        continue;
      }
      file = result.file;
      draw(result.tuning);
      document.documentElement.dataset.milliseconds = Math.round(performance.now() - started);
      document.documentElement.dataset.first ??= Math.round(performance.now());
      if (at !== current) continue;
      if (names.length === 3) {
        const path = await numbers.ask("path", about);
        if (!path.error && at === current) drawPath(path);
      }
      if (at === current) tryClaims(at, result);
    }
    running = false;
    document.documentElement.dataset.computed = current;
  };

  // Claims are tried one by one in a thread of their own, once the controls have rested for a moment.
  const patience = 4000; // milliseconds per claim
  let settings, results = [];
  const tryClaims = async (at, { claims, file }) => {
    await new Promise((rested) => setTimeout(rested, 300));
    const list = claims.filter((id) => settings.claims.includes(id));
    results = [];
    for (const id of list) {
      if (at !== current) return;
      $("claims-say").textContent = `${results.length} of ${list.length} applicable claims are tried.`;
      const impatient = setTimeout(() => verdicts.restart(), patience);
      const claim = await verdicts.ask("claim", JSON.stringify({ id, file }));
      clearTimeout(impatient);
      if (at !== current) return;
      results.push(claim.error ? { id, title: "", parts: [{ name: "", outcome: "not settled", detail: claim.error }] } : claim);
      if (results.length % 20 === 0) showClaims();
    }
    showClaims();
    const failing = results.filter((claim) => claim.parts.some((part) => part.breaks)).length;
    const compared = results.filter((claim) => claim.parts.some((part) => part.left)).length;
    $("claims-say").textContent = settings.claims.length === 0 ? "This page knows no claim of this theory." :
      `All ${list.length} claims that apply are tried: ${compared} compared something, ${failing} ${failing === 1 ? "fails" : "fail"} that should hold.`;
  };
  const showClaims = () => {
    const filter = $("claims-filter").value;
    const rows = [];
    for (const claim of results) {
      for (const part of claim.parts) {
        if (filter === "settled" && !part.left || filter === "bad" && !part.breaks) continue;
        let word = part.outcome;
        if (part.breaks) word = "FAILS";
        else if (part.outcome === "fails") word = claim.expect === "refuted" ? "refuted, as it should be" : "no";
        const row = make("tr");
        const name = make("th", claim.id + (part.name ? " " + part.name : ""), { scope: "row", title: claim.statement || "" });
        if (claim.title) name.append(make("br"), make("span", claim.title, { class: "soft" }));
        const sides = part.left ? `${part.left} ${part.relation} ${part.right}` : part.detail;
        row.append(name, make("td", word, { "data-head": "Verdict", class: part.breaks ? "bad" : part.outcome === "holds" ? "good" : "" }),
          make("td", sides, { "data-head": "Sides" }));
        rows.push(row);
      }
    }
    $("claims").replaceChildren(...rows);
  };
  $("claims-filter").addEventListener("change", showClaims);

  $("copy").addEventListener("click", async () => {
    if (file === "") {
      $("copied").textContent = "Nothing to copy: the controls hold no scenario.";
      return;
    }
    try {
      await navigator.clipboard.writeText(file);
      $("copied").textContent = "Copied.";
    } catch {
      $("copied").textContent = "The browser allows no copying.";
    }
  });
  $("controls").addEventListener("submit", (event) => event.preventDefault());

  // show opens a state.
  const show = (opened) => {
    if (opened.error) {
      $("fault").textContent = opened.error;
      return;
    }
    state = opened;
    state.scenario.mimic ??= {};
    controls();
    changed();
  };
  const fromFragment = () => {
    try {
      const held = JSON.parse(decodeURIComponent(location.hash.slice(1)));
      return Array.isArray(held.scenario.outcomes) ? { scenario: held.scenario, beta: String(held.beta), note: String(held.note || "") } : null;
    } catch {
      return null;
    }
  };
  $("example").addEventListener("change", async () => {
    if ($("example").value) show(await numbers.ask("example", $("example").value));
  });
  addEventListener("hashchange", () => { const held = fromFragment(); if (held) show(held); });

  settings = await (await fetch("settings.json")).json();
  const examples = await numbers.ask("examples", "");
  if (examples.error) {
    show(examples);
    return;
  }
  const groups = { "": make("optgroup", undefined, { label: "Examples" }), zoo: make("optgroup", undefined, { label: "Zoo of dominance" }) };
  for (const name of examples) {
    groups[name.includes("/") ? "zoo" : ""].append(make("option", name.replace(/^zoo\//, "").replace(/\.json$/, ""), { value: name }));
  }
  $("example").append(...Object.values(groups));
  $("example").disabled = false;
  const held = fromFragment();
  if (held) show(held);
  else if (settings.scenario) show(await numbers.ask("open", settings.scenario));
  else {
    $("example").value = "flattery.json";
    show(await numbers.ask("example", "flattery.json"));
  }
})();
