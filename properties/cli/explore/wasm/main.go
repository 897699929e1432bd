//go:build js && wasm

// Command wasm is the program of the page that the command explore shows.
package main

import (
	"syscall/js"

	"mimics/properties/cli/explore/playground"
	"mimics/theorems"
)

func main() {
	theory := theorems.Registry(theorems.Essay())
	js.Global().Set("answer", js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		return playground.Answer(theory, arguments[0].String(), arguments[1].String())
	}))
	select {}
}
