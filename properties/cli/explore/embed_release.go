//go:build release

package explore

import _ "embed"

// The folder release is no part of the repository: the first of the two commands of README.md writes it.
//
//go:embed release/main.wasm
var releasedWasm []byte

//go:embed release/wasm_exec.js
var releasedLoader []byte

func embedded() (Program, bool) { return Program{releasedWasm, releasedLoader}, true }
