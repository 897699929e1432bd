package browser

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// explored starts the command explore, and returns the program and the address of its page.
func explored(t *testing.T) (program, page string) {
	t.Helper()
	if browser == nil {
		missing(t, "no chromium in PATH: the page of explore was not tried in a browser")
	}
	program = filepath.Join(t.TempDir(), "mimics")
	text, err := exec.Command("go", "build", "-C", "../..", "-o", program, ".").CombinedOutput()
	require.NoError(t, err, string(text))
	served := exec.Command(program, "explore")
	served.Dir, served.Stderr = "../..", os.Stderr
	out, err := served.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, served.Start())
	t.Cleanup(func() {
		require.NoError(t, served.Process.Signal(os.Interrupt))
		served.Wait()
		require.Equal(t, 130, served.ProcessState.ExitCode())
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	page, _, _ = strings.Cut(line, " ")
	require.Regexp(t, `^http://127\.0\.0\.1:\d+/$`, page)
	return program, page
}

// settled waits until the page has computed what its controls hold.
func (v view) settled() {
	v.Helper()
	require.True(v, ask[bool](v, `new Promise(done => {
		const since = Date.now();
		const look = () => {
			if (document.querySelector("#numbers tr") && document.documentElement.dataset.computed) done(true);
			else if (Date.now() - since > 120000) done(false);
			else setTimeout(look, 20);
		};
		look();
	})`), "the page has not computed anything")
	v.run(`new Promise(done => setTimeout(done, 50))`)
}

// moved does something, and waits until the page has computed again.
func (v view) moved(move func()) {
	v.Helper()
	v.run(`delete document.documentElement.dataset.computed`)
	move()
	v.settled()
}

// The numbers on the page are those that tune prints for the file that the page copies, wherever the controls are.
func TestExploreShowsWhatTunePrints(t *testing.T) {
	program, page := explored(t)
	reported := address
	address = page
	t.Cleanup(func() { address = reported })
	eachWindow(t, func(t *testing.T, width int64, scheme string) {
		v := open(t, width, scheme, true)
		v.settled()
		v.run(`Object.defineProperty(navigator, "clipboard", {value: {writeText: async text => { window.text = text; }}})`)
		compare := func(beta string) {
			v.Helper()
			v.run(`document.getElementById("copy").click()`)
			file := filepath.Join(t.TempDir(), "copied.json")
			require.NoError(t, os.WriteFile(file, []byte(ask[string](v, `window.text`)), 0o666))
			text, err := exec.Command(program, "tune", file, "--beta", beta, "--format", "json").Output()
			require.NoError(t, err)
			var tunings []struct {
				Hard   map[string]struct{ Low json.Number }
				Gap    struct{ Exact string }
				Points []struct {
					Law map[string]struct{ Low json.Number }
					KL  struct{ Low json.Number }
				}
			}
			require.NoError(t, json.Unmarshal(text, &tunings))
			four := func(n json.Number) string {
				f, err := n.Float64()
				require.NoError(t, err)
				return fmt.Sprintf("%.4f", f)
			}
			point := tunings[0].Points[0]
			for name, p := range point.Law {
				row := ask[[]string](v, fmt.Sprintf(`[...[...document.querySelectorAll("#laws tr")].find(r => r.cells[0].textContent == %q).cells].map(c => c.textContent)`, name))
				require.Equal(t, []string{four(p.Low), four(tunings[0].Hard[name].Low)}, []string{row[2], row[4]}, name)
			}
			require.Equal(t, four(point.KL.Low), ask[string](v, `document.querySelector("#numbers tr").cells[3].textContent`))
			require.Equal(t, tunings[0].Gap.Exact, ask[string](v, `document.getElementById("gap").textContent`))
		}
		t.Log("first paint:", ask[int](v, `Math.round(performance.getEntriesByName("first-contentful-paint")[0].startTime)`), "ms")
		t.Log("first numbers:", ask[string](v, `document.documentElement.dataset.first`), "ms")
		compare("1/10")
		before := ask[string](v, `document.querySelector("#laws td").textContent`)
		v.moved(func() {
			v.run(`document.getElementById("handle").focus()`)
			v.run(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowUp", shiftKey: true, bubbles: true, cancelable: true}))`)
		})
		require.NotEqual(t, before, ask[string](v, `document.querySelector("#laws td").textContent`))
		compare("1/10")
		t.Log("from key to number:", ask[string](v, `document.documentElement.dataset.milliseconds`), "ms")
		v.moved(func() {
			v.run(`(slider => { slider.value = 11; slider.dispatchEvent(new Event("input")); })(document.getElementById("beta-slider"))`)
		})
		compare("2/5")
		v.moved(func() {
			v.run(`(field => { field.value = "1/7"; field.dispatchEvent(new Event("input")); })(document.querySelectorAll('[data-key="g"]')[1])`)
		})
		compare("2/5")
		v.moved(func() { v.do(chromedp.Evaluate[chromedp.Void](dragging)) })
		t.Log("from drag to number:", ask[string](v, `document.documentElement.dataset.milliseconds`), "ms")
		require.Equal(t, []string{"50", "0", "50"}, ask[[]string](v, `[...document.querySelectorAll('[data-key="p"]')].map(e => e.value)`))
		compare("2/5")

		require.LessOrEqual(t, ask[int64](v, `document.scrollingElement.scrollWidth`), width)
		v.picture(fmt.Sprintf("explore-%d-%s", width, scheme), "main")
		require.Empty(t, ask[string](v, `document.getElementById("fault").textContent`))
		require.True(t, strings.HasPrefix(ask[string](v, `location.hash`), "#%7B"))
		v.accessible()
		if width == 1400 && scheme == "light" {
			v.triesClaims()
			v.opensEveryExample()
		}
	})
}

// dragging drags the mimic to the middle of the left edge of the triangle.
const dragging = `(() => {
	const handle = document.getElementById("handle"), triangle = document.getElementById("triangle");
	handle.setPointerCapture = () => {};
	handle.hasPointerCapture = () => true;
	const to = new DOMPoint(75, 130).matrixTransform(triangle.getScreenCTM());
	handle.dispatchEvent(new PointerEvent("pointerdown", {pointerId: 1, bubbles: true, cancelable: true}));
	handle.dispatchEvent(new PointerEvent("pointermove", {pointerId: 1, clientX: to.x, clientY: to.y, bubbles: true}));
	handle.dispatchEvent(new PointerEvent("pointerup", {pointerId: 1, bubbles: true}));
})()`

// accessible finds no violation with axe-core, if that is there.
func (v view) accessible() {
	v.Helper()
	axe, err := os.ReadFile(os.Getenv("MIMICS_AXE"))
	if err != nil {
		if os.Getenv("MIMICS_BROWSER") != "" {
			v.Fatal("MIMICS_AXE names no axe.min.js")
		}
		v.Log("MIMICS_AXE names no axe.min.js: accessibility was not tried")
		return
	}
	v.run(string(axe))
	v.none(`axe.run({resultTypes: ["violations"]}).then(found => found.violations.map(v => v.id + ": " + v.help + "\n" + v.nodes.slice(0, 5).map(n => n.target + ": " + n.failureSummary).join("\n")))`, "violations")
}

// triesClaims waits until the claims are tried. None fails.
func (v view) triesClaims() {
	v.Helper()
	since := time.Now()
	says := func() string { return ask[string](v, `document.getElementById("claims-say").textContent`) }
	for !strings.HasPrefix(says(), "All ") && time.Since(since) < 3*time.Minute {
		time.Sleep(100 * time.Millisecond)
	}
	require.Regexp(v, `^All \d+ claims that apply are tried: \d+ compared something, 0 fail`, says())
	v.Log(says(), time.Since(since))
	require.Greater(v, ask[int](v, `document.querySelectorAll("#claims tr").length`), 20)
}

// opensEveryExample opens every scenario of the menu.
func (v view) opensEveryExample() {
	v.Helper()
	for _, name := range ask[[]string](v, `[...document.getElementById("example").options].map(o => o.value).filter(Boolean)`) {
		v.moved(func() {
			v.run(fmt.Sprintf(`(menu => { menu.value = %q; menu.dispatchEvent(new Event("change")); })(document.getElementById("example"))`, name))
		})
		require.Empty(v, ask[string](v, `document.getElementById("fault").textContent`), name)
		require.Equal(v, ask[int](v, `document.querySelectorAll("#inputs tr").length`), ask[int](v, `document.querySelectorAll("#laws tr").length`), name)
	}
}
