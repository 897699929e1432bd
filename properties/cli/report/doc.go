// Package report writes the results of the suite as a page for people: one HTML file that needs no network, and
// no script to be read, with its figures, which are also separate SVG files. Start reading at [Contents.Files].
//
// The numbers of every figure are computed exactly, by the functions that the claims use. Only drawing converts them to
// floats, so no float decides anything. The same contents give the same bytes.
package report
