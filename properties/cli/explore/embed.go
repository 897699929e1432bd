//go:build !release

package explore

func embedded() (Program, bool) { return Program{}, false }
