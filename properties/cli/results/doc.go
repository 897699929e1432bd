// Package results shows the results of package properties to people and to other programs, and compares them. Start
// reading at [Card], a Markdown table; [JUnit] writes what build servers read; [Compare] lists what changed since an
// earlier run; [Short] replaces the long exact numbers in a text by decimals.
package results
