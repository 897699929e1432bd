// Package explore makes the page on which a mimic, its success, its rewards and β are moved, and serves it to this
// machine. The page only draws: package playground computes all numbers, compiled to WebAssembly.
package explore
