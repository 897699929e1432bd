"use strict";
// The worker runs the compiled program, and answers one question at a time.
importScripts("wasm_exec.js");
const ready = (async () => {
  const go = new Go();
  const program = await WebAssembly.instantiateStreaming(fetch("main.wasm"), go.importObject)
    .catch(async () => WebAssembly.instantiate(await (await fetch("main.wasm")).arrayBuffer(), go.importObject));
  go.run(program.instance);
})();
onmessage = async ({ data: { number, question, about } }) => {
  let answer;
  try {
    await ready;
    answer = self.answer(question, about);
  } catch (fault) {
    answer = JSON.stringify({ error: `the computation stopped: ${fault}`, stopped: true });
  }
  postMessage({ number, answer });
};
