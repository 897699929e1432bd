// Package report draws what the suite found as a page for people: one HTML file that needs no network and no script, and
// the same figures as SVG files beside it.
//
// Every figure is worked out exactly first, by the claims' own means, and turned into floats for the last step, which is
// drawing: no float decides anything. The same contents give the same bytes.
package report
