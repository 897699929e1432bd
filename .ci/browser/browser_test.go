// Package browser tries the report's page in Chromium. It is a module of its own, so that go test ./... in the suite
// compiles no chromedp.
//
//	MIMICS_BROWSER=1      a missing browser or tool is an error; otherwise its tests are skipped
//	MIMICS_AXE=FILE       axe.min.js of the npm package axe-core
//	MIMICS_PICTURES=DIR   a folder for the screenshots and the printed page
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// missing ends a test that lacks something of the machine.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("MIMICS_BROWSER") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// The browser and the address of the page, which TestMain makes once.
var (
	browser context.Context
	address string
)

func TestMain(m *testing.M) { os.Exit(tried(m)) }

func tried(m *testing.M) int {
	path := chromium()
	if path == "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "browser")
	if err == nil {
		defer os.RemoveAll(dir)
		err = makeReport(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	address = "file://" + filepath.Join(dir, "report", "index.html")
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(path), chromedp.Headless,
		chromedp.NoSandbox)
	defer cancel()
	var end context.CancelFunc
	browser, end = chromedp.NewContext(allocator)
	defer end()
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintln(os.Stderr, path+":", err)
		return 1
	}
	return m.Run()
}

// chromium returns the path of the browser. It is empty if there is none.
func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// makeReport writes a report with all figures. So few scenarios do not suffice for every verdict, and the page shows
// some that are not as expected.
func makeReport(dir string) error {
	program := filepath.Join(dir, "mimics")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", program, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	out, err := exec.Command(program, "report", "-o", filepath.Join(dir, "report"), "--cases", "50", "--scope", "3",
		"--corpus", "../../properties/cli/experiment/testdata/corpus", "--samples", "200").CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return fmt.Errorf("mimics report: %w\n%s", err, out)
	}
	return nil
}

// view is the page in a tab.
type view struct {
	*testing.T
	tab context.Context
}

// open opens the page in a window of the given width, with or without its script.
func open(t *testing.T, width int64, scheme string, script bool) view {
	t.Helper()
	if browser == nil {
		missing(t, "no chromium in PATH: the page was not tried in a browser")
	}
	tab, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	v := view{t, tab}
	v.do()
	var stop context.CancelFunc
	v.tab, stop = context.WithTimeout(tab, 5*time.Minute)
	t.Cleanup(stop)
	call(v, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 500})
	call(v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	call(v, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !script})
	v.do(chromedp.Navigate(address))
	return v
}

func (v view) do(actions ...chromedp.Action[chromedp.Void]) {
	v.Helper()
	require.NoError(v, chromedp.Do(v.tab, actions...))
}

func call[P, R any](v view, command cdp.Command[P, R], params P) R {
	v.Helper()
	result, err := chromedp.Call(v.tab, command, params)
	require.NoError(v, err)
	return result
}

// run evaluates JavaScript for what it does.
func (v view) run(script string) { v.Helper(); ask[chromedp.Void](v, script) }

// ask evaluates JavaScript. It awaits a promise.
func ask[T any](v view, script string) T {
	v.Helper()
	result, err := chromedp.Run(v.tab, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	require.NoError(v, err)
	return result
}

// none requires that a script lists nothing.
func (v view) none(script, message string) {
	v.Helper()
	require.Empty(v, ask[[]string](v, script), message)
}

// keep writes a file to the folder of pictures, if there is one.
func keep(t *testing.T, name string, text []byte) {
	t.Helper()
	if dir := os.Getenv("MIMICS_PICTURES"); dir != "" {
		require.NoError(t, os.MkdirAll(dir, 0o777))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), text, 0o666))
	}
}

// picture keeps what is in sight at a place of the page.
func (v view) picture(name, place string) {
	v.Helper()
	v.run(fmt.Sprintf(`document.getElementById(%q)?.scrollIntoView()`, place))
	picture, err := chromedp.Run(v.tab, chromedp.CaptureScreenshot())
	require.NoError(v, err)
	keep(v.T, strings.Trim(name+"-"+place, "-")+".png", picture)
}

func eachWindow(t *testing.T, try func(t *testing.T, width int64, scheme string)) {
	for _, width := range []int64{360, 800, 1400} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(fmt.Sprintf("%d-%s", width, scheme), func(t *testing.T) { try(t, width, scheme) })
		}
	}
}

// beyond lists the elements that reach out of the window to the right or to the left.
const beyond = `(selector => [...document.querySelectorAll(selector)].filter(e => {
	const r = e.getBoundingClientRect();
	return r.width == 0 || r.left < 0 || r.right > document.documentElement.clientWidth;
}).map(e => e.textContent))`

const everythingOpen = `document.querySelectorAll("details").forEach(d => d.open = true)`

func TestThePageFitsTheWindow(t *testing.T) {
	eachWindow(t, func(t *testing.T, width int64, scheme string) {
		v := open(t, width, scheme, true)
		for _, place := range []string{"", "answers", "refuted", "map", "merging", "merging-budget", "tilting", "softening", "gaps", "experiment-compilability", "claims"} {
			v.picture(fmt.Sprintf("%d-%s", width, scheme), place)
		}
		v.none(beyond+`(".verdict, .sum, .stack td, .stack th, h4")`, "what must be in sight")
		v.none(`[...document.querySelectorAll("figure")].filter(f => {
			const frame = f.querySelector(".scroll"), wider = frame.scrollWidth > frame.clientWidth;
			return wider != f.querySelector(".hint").checkVisibility();
		}).map(f => f.id)`, "drawings that scroll and do not say so, or say so and do not")
		require.Equal(t, scheme == "dark", ask[bool](v, `getComputedStyle(document.body).backgroundColor.match(/\d+/g).every(n => n < 128)`))
		v.run(everythingOpen)
		require.LessOrEqual(t, ask[int64](v, `document.scrollingElement.scrollWidth`), width, "with everything open")
		v.picture(fmt.Sprintf("%d-%s", width, scheme), "claim-forcing-gap")
	})
}

// Everything is open, so that all is tried.
func TestThePageIsAccessible(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("MIMICS_AXE"))
	if err != nil {
		missing(t, "MIMICS_AXE names no axe.min.js: accessibility was not tried")
	}
	eachWindow(t, func(t *testing.T, width int64, scheme string) {
		v := open(t, width, scheme, true)
		v.run(string(axe))
		v.run(everythingOpen)
		passed := ask[int](v, `axe.run({resultTypes: ["violations"]}).then(found => (globalThis.found = found).passes.length)`)
		require.Greater(t, passed, 20, "rules that apply")
		v.none(`found.violations.map(v => v.id + ": " + v.help + "\n" + v.nodes.slice(0, 5).map(n => n.target + ": " + n.failureSummary).join("\n"))`, "violations")
	})
}

// fonts that readers have. Debian's fonts-liberation stands in for Arial too.
var fonts = []string{"DejaVu Sans", "Liberation Sans", "Arial"}

// struck lists the texts of drawings that run into another text, into a sample of a line in the legend, or out of their
// box.
const struck = `[...document.querySelectorAll("figure svg")].flatMap(svg => {
	const place = e => ({what: e.textContent.trim(), ...e.getBoundingClientRect().toJSON()});
	const texts = [...svg.querySelectorAll("text")].map(place);
	const samples = [...svg.querySelectorAll("path")].map(place).filter(r => Math.abs(r.width - 30) < 1 && r.height < 4);
	const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
	return [
		...texts.flatMap((a, i) => texts.slice(i + 1).filter(b => meet(a, b)).map(b => a.what + " meets " + b.what)),
		...texts.filter(a => samples.some(b =>
			a.left < b.right && b.left < a.right && a.top < b.top && b.bottom < a.bottom))
			.map(a => a.what + " is struck through"),
		...[...svg.querySelectorAll("a")].filter(a => {
			const box = place(a.querySelector("rect"));
			return [...a.querySelectorAll("text")].map(place).some(r => r.left < box.left || r.right > box.right);
		}).map(a => a.textContent + " leaves its box"),
	];
})`

func TestDrawingsAreLegibleInEveryFont(t *testing.T) {
	v := open(t, 1400, "light", true)
	for _, font := range fonts {
		t.Run(font, func(t *testing.T) {
			v := view{t, v.tab}
			known := ask[bool](v, fmt.Sprintf(`(pen => {
				const width = font => (pen.font = "50px " + font, pen.measureText("illWWW").width);
				return width("'%[1]s', monospace") == width("'%[1]s', serif");
			})(document.createElement("canvas").getContext("2d"))`, font))
			if !known {
				missing(t, "no font "+font)
			}
			v.run(fmt.Sprintf(`document.querySelectorAll("figure svg text").forEach(e => e.style.fontFamily = %q)`, font))
			v.none(struck, font)
			for _, place := range []string{"theory-map", "merging-distance"} {
				picture, err := chromedp.Run(v.tab, chromedp.Screenshot(chromedp.CSS("#"+place)))
				require.NoError(t, err)
				keep(t, place+" in "+font+".png", picture)
			}
		})
	}
	// Texts that are not held to their widths have all these faults in a large font.
	v.run(`document.querySelectorAll("figure svg text").forEach(e => { e.style.font = "18px monospace"; e.removeAttribute("textLength"); })`)
	without := strings.Join(ask[[]string](v, struck), "\n")
	for _, fault := range []string{" meets ", " is struck through", " leaves its box"} {
		require.Contains(t, without, fault)
	}
}

func TestThePageIsWholeWithoutScript(t *testing.T) {
	v := open(t, 800, "light", false)
	v.none(`[...document.querySelectorAll("h1, h2, h3, article, figure, table.stack tr")].filter(e => !e.checkVisibility()).map(e => e.textContent)`, "hidden")
	v.none(`[...document.querySelectorAll("form")].filter(e => e.checkVisibility()).map(e => e.id)`, "controls that do nothing")
}

// shown returns the names of the claims in sight, and what the page says of their number.
func (v view) shown() (ids []string, says string) {
	ids = ask[[]string](v, `[...document.querySelectorAll("article")].filter(e => e.checkVisibility()).map(e => e.querySelector("h4 a").textContent)`)
	return ids, ask[string](v, `document.querySelector("output").value`)
}

func TestTheFilterShowsSomeClaims(t *testing.T) {
	v := open(t, 1400, "light", true)
	all, says := v.shown()
	require.Equal(t, fmt.Sprintf("%[1]d of %[1]d claims", len(all)), says)
	require.Greater(t, len(all), 80)
	choose := func(name, value string) {
		v.run(fmt.Sprintf(`(form => { form[%q].value = %q; form.dispatchEvent(new Event("input")); })(document.forms[0])`, name, value))
	}
	choose("section", "forcing")
	section, _ := v.shown()
	for _, id := range section {
		require.True(t, strings.HasPrefix(id, "forcing/"), id)
	}
	choose("expect", "refuted")
	refuted, says := v.shown()
	require.Equal(t, fmt.Sprintf("%d of %d claims", len(refuted), len(all)), says)
	require.Less(t, len(refuted), len(section))
	require.Contains(t, refuted, "forcing/is-conditioning")
	require.NotContains(t, refuted, "forcing/gap")
	require.Equal(t, 1, ask[int](v, `[...document.querySelectorAll("h3")].filter(e => e.checkVisibility()).length`))
	choose("proof", "proved")
	proved, _ := v.shown()
	require.Contains(t, proved, "forcing/is-conditioning")
	require.Subset(t, refuted, proved)
	choose("words", "Conditioning on-nothing")
	none, _ := v.shown()
	require.Empty(t, none)
	v.do(chromedp.Click(chromedp.CSS(`button[type="reset"]`)))
	v.run(`new Promise(done => setTimeout(done))`)
	again, _ := v.shown()
	require.Equal(t, all, again)
	v.do(chromedp.SendKeys(chromedp.CSS(`input[name="words"]`), "gap TUNING"))
	words, _ := v.shown()
	require.Contains(t, words, "forcing/gap")
	require.Less(t, len(words), len(all)/2)

	// A link leads to a claim that the filter hides, and opens it.
	choose("words", "")
	choose("section", "merging")
	v.do(chromedp.Click(chromedp.CSS(`#theory-map a[href="#claim-forcing-gap"]`)))
	require.True(t, ask[bool](v, `(claim => {
		const top = claim.getBoundingClientRect().top;
		return claim.querySelector("details").open && top >= 0 && top < innerHeight;
	})(document.getElementById("claim-forcing-gap"))`))
}

func TestPrintingKeepsHeadingsWithFiguresAndOpensWitnesses(t *testing.T) {
	v := open(t, 1400, "dark", true)
	pdf, err := chromedp.Run(v.tab, chromedp.PrintToPDF())
	require.NoError(t, err)
	keep(t, "page.pdf", pdf)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		missing(t, "no pdftotext in PATH (package poppler-utils): the printed page was not read")
	}
	read := exec.Command("pdftotext", "-", "-")
	read.Stdin = strings.NewReader(string(pdf))
	text, err := read.Output()
	require.NoError(t, err)
	var sheets []string
	for sheet := range strings.SplitSeq(string(text), "\f") {
		sheets = append(sheets, strings.Join(strings.Fields(sheet), " "))
	}
	sheetOf := func(words string) int {
		t.Helper()
		found := -1
		for i, sheet := range sheets {
			if strings.Contains(sheet, words) {
				require.Equal(t, -1, found, "twice: %s", words)
				found = i
			}
		}
		require.NotEqual(t, -1, found, words)
		return found
	}
	chapters := ask[[]struct{ Lead, Caption string }](v, `[...document.querySelectorAll("main > section")]
		.filter(s => s.querySelector("figure")).map(s => ({
		Lead: s.querySelector("h2 + .lead").textContent.slice(0, 40), Caption: s.querySelector("figcaption").textContent.slice(0, 40)}))`)
	require.Greater(t, len(chapters), 4)
	for _, c := range chapters {
		require.Equal(t, sheetOf(c.Caption), sheetOf(c.Lead), c.Lead)
	}
	scenarios := ask[int](v, `[...document.querySelectorAll("pre")].map(e => e.textContent.split('"outcomes"').length - 1).reduce((a, b) => a + b)`)
	require.Greater(t, scenarios, 100)
	require.Equal(t, scenarios, strings.Count(string(text), `"outcomes"`))
	t.Logf("%d sheets, %d scenarios", len(sheets)-1, scenarios)
}
