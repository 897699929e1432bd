package report

import (
	"context"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"gotest.tools/v3/golden"

	"mimics/model"
	"mimics/properties"
	"mimics/properties/cli/experiment"
	"mimics/properties/cli/results"
	_ "mimics/properties/gc"
	"mimics/theorems"
)

// newContents are of few cases, with experiments on the small corpus.
func newContents() (*Contents, error) {
	c := &Contents{Settings: Settings{Version: "of a test", Cases: 3, Scope: 1, Seed: 5}, Theory: theorems.Essay(),
		Claims: theorems.Essay()}
	c.Results = properties.Conclude(c.Claims, properties.Verify(context.Background(), c.Claims,
		properties.Options{Cases: c.Cases, Scope: c.Scope, Seed: c.Seed}))
	corpus, err := smallCorpus()
	if err != nil {
		return nil, err
	}
	c.Experiments, err = TryOn(context.Background(), corpus, "a test", short(c.Seed))
	return c, err
}

// short is a setting of experiments that take a moment.
func short(seed uint64) experiment.Setting {
	s := Setting(100, 3, seed)
	s.Network.Steps = 2
	return s
}

func smallCorpus() (experiment.Corpus, error) {
	return experiment.Read("code", []string{"../experiment/testdata/corpus"})
}

var (
	once      = sync.OnceValues(newContents)
	onceFiles = sync.OnceValues(func() ([]File, error) {
		c, err := once()
		if err != nil {
			return nil, err
		}
		return c.Files()
	})
)

// contents are made once; each test has a copy.
func contents(t *testing.T) *Contents {
	t.Helper()
	c, err := once()
	require.NoError(t, err)
	mine := *c
	mine.Results = slices.Clone(c.Results)
	return &mine
}

// files are those of the contents.
func files(t *testing.T) []File {
	t.Helper()
	list, err := onceFiles()
	require.NoError(t, err)
	return list
}

// element is an XML element with what is in it.
type element struct {
	XMLName    xml.Name
	Attributes []xml.Attr `xml:",any,attr"`
	Children   []element  `xml:",any"`
	Text       string     `xml:",chardata"`
}

func (e *element) attribute(name string) string {
	for _, a := range e.Attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// parsed reads a drawing to its end.
func parsed(t *testing.T, text []byte) element {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(string(text)))
	var root element
	require.NoError(t, decoder.Decode(&root))
	_, err := decoder.Token()
	require.True(t, errors.Is(err, io.EOF) || err == nil, err)
	return root
}

func TestEveryDrawingIsWellFormedAndNamed(t *testing.T) {
	files := files(t)
	var names []string
	for _, f := range files[1:] {
		names = append(names, f.Name)
	}
	require.Equal(t, Figures, names)
	index := string(files[0].Text)
	for _, f := range files[1:] {
		root := parsed(t, f.Text)
		require.Equal(t, "svg", root.XMLName.Local, f.Name)
		require.Equal(t, "title", root.Children[0].XMLName.Local, f.Name)
		require.NotEmpty(t, root.Children[0].Text, f.Name)
		role := "img"
		if f.Name == "theory-map.svg" {
			role = "group" // which has links
		}
		require.Equal(t, role, root.attribute("role"), f.Name)
		require.Equal(t, root.Children[0].Text, root.attribute("aria-label"), f.Name)
		require.NotRegexp(t, `NaN|Inf`, string(f.Text), f.Name)
		require.Equal(t, 1, strings.Count(index, `href="`+f.Name+`"`), f.Name)
	}
	require.Equal(t, len(files)-1, strings.Count(index, "<svg "))
}

// Colours are CSS colours and opacities are from 0 to 1, in attributes and in styles; readers differ about any others.
func TestEveryColourIsOne(t *testing.T) {
	property := regexp.MustCompile(`[\s";]((?:fill|stroke)(?:-opacity)?|color|stop-color)(?:\s*:\s*|=")([^;"}]*)`)
	colour := regexp.MustCompile(`\A(?:none|currentColor|#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}))\z`)
	opacity := regexp.MustCompile(`\A(?:0|1|0?\.\d+)\z`)
	drawings := files(t)[1:]
	for _, name := range []string{"forcing-triangle", "tilt-frontier"} {
		text, err := os.ReadFile("pictures/" + name + ".svg")
		require.NoError(t, err)
		drawings = append(slices.Clone(drawings), File{Name: name, Text: text})
	}
	for _, f := range drawings {
		parsed(t, f.Text)
		found := property.FindAllStringSubmatch(string(f.Text), -1)
		require.Greater(t, len(found), 3, f.Name)
		for _, match := range found {
			valid := colour
			if strings.HasSuffix(match[1], "-opacity") {
				valid = opacity
			}
			require.Regexp(t, valid, match[2], "%s: %s", f.Name, match[1])
		}
	}
}

func TestThePageIsThere(t *testing.T) {
	index := string(files(t)[0].Text)
	require.Contains(t, index, Marker)
	require.Contains(t, index, `<html lang="en">`)
	require.Regexp(t, `<title>[^<]+</title>`, index)
	require.Contains(t, index, "proved for every finite size", "a row")
	require.Contains(t, index, "If a row says <em>proved</em>, a machine has also checked a proof for every finite size")
	require.NotContains(t, index, "not a proof")
	for _, claim := range theorems.Essay() {
		require.Contains(t, index, `<article id="`+anchor(claim.ID)+`"`, claim.ID)
		require.Contains(t, index, `<a href="#`+anchor(claim.ID)+`">`+claim.ID+`</a>`)
	}
	require.NotContains(t, index, "ZgotmplZ", "the template took something for unsafe")
}

func TestExperimentsCanBeLeftOut(t *testing.T) {
	c := contents(t)
	c.Experiments, c.NoExperiments = nil, "There are no experiments."
	list, err := c.Files()
	require.NoError(t, err)
	require.Len(t, list, len(files(t))-5)
	require.Contains(t, string(list[0].Text), "There are no experiments.")
	require.NotContains(t, string(files(t)[0].Text), "There are no experiments.")
}

// Every link of the page and of its drawings leads to a part of the page or to a file beside it.
func TestNothingComesFromTheNetwork(t *testing.T) {
	files := files(t)
	index := string(files[0].Text)
	known := map[string]bool{}
	for _, f := range files {
		known[f.Name] = true
	}
	for _, f := range files {
		require.Equal(t, f.Name == Index, strings.Contains(string(f.Text), "<script>"), f.Name)
		rest := strings.NewReplacer(`xmlns="http://www.w3.org/2000/svg"`, "", `xmlns:xlink="http://www.w3.org/1999/xlink"`, "").Replace(string(f.Text))
		for _, remote := range []string{"http", "url(", "@import", "fetch(", "import("} {
			require.NotContains(t, rest, remote, f.Name)
		}
		for _, match := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(rest, -1) {
			file, place, inside := strings.Cut(match[1], "#")
			if file == "" {
				file = f.Name
			}
			require.True(t, known[file], match[1])
			if inside {
				require.Equal(t, Index, file, match[1])
				require.Equal(t, 1, strings.Count(index, ` id="`+place+`"`), place)
			}
		}
	}
}

func TestHeadingsComeInOrder(t *testing.T) {
	index := string(files(t)[0].Text)
	last := byte('0')
	for _, match := range regexp.MustCompile(`<h([1-6])[ >]`).FindAllStringSubmatch(index, -1) {
		require.LessOrEqual(t, match[1][0], last+1)
		last = match[1][0]
	}
	require.Equal(t, 1, strings.Count(index, "<h1>"))
	require.NotRegexp(t, `<th(>| [^s])`, index, "every head of a table says of what")
}

func TestIdentifiersAreUnique(t *testing.T) {
	index := string(files(t)[0].Text)
	seen := map[string]bool{}
	for _, match := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(index, -1) {
		require.False(t, seen[match[1]], match[1])
		seen[match[1]] = true
	}
}

// The same results give the same page. That a run gives the same results again is tested where they come from.
func TestTheSameContentsGiveTheSameBytes(t *testing.T) {
	again := contents(t)
	corpus, err := smallCorpus()
	require.NoError(t, err)
	again.Experiments, err = TryOn(t.Context(), corpus, "a test", short(again.Seed))
	require.NoError(t, err)
	list, err := again.Files()
	require.NoError(t, err)
	require.Equal(t, files(t), list)
}

func TestWhatIsNotAsExpectedIsShown(t *testing.T) {
	c := contents(t)
	c.Claims, c.Results = c.Claims[:2], c.Results[:2]
	c.Results[0].Verdict, c.Results[0].Why = properties.AsExpected, "equality throughout"
	c.Results[1].Verdict, c.Results[1].Why = properties.Regression, "counterexample: <1> = 2"
	list, err := c.Files()
	require.NoError(t, err)
	index := string(list[0].Text)
	require.Contains(t, index, "1 of 2 claims are as the theory expects.")
	require.Contains(t, index, `<span class="bad">✗ regression</span>`)
	require.Contains(t, index, `<p class="evidence">counterexample: &lt;1&gt; = 2</p>`)
	require.Contains(t, index, `<b class="bad">✗ 1</b>`, "in the contents")
	require.NotContains(t, index, `id="answers"`, "questions about claims that were not tried")
	require.Contains(t, string(list[1].Text), red)
}

func TestResultsMustFitTheClaims(t *testing.T) {
	c := contents(t)
	c.Claims, c.Results = c.Claims[:3], c.Results[:2]
	_, err := c.Files()
	require.EqualError(t, err, "2 results on 3 claims, expected one on each")
}

func TestExperimentsEndWithTheContext(t *testing.T) {
	corpus, err := experiment.Read("code", []string{"../experiment/testdata/corpus"})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = TryOn(ctx, corpus, "a test", short(1))
	if err != nil { // otherwise the experiments finished first
		require.True(t, errors.Is(err, context.Canceled), err)
	}
}

func TestOnlyWhatHoldsFollowsAndIsFollowed(t *testing.T) {
	claims := theorems.Essay()
	list := among(claims)
	require.NotEmpty(t, list)
	for _, i := range list {
		from, _ := claims.Find(i.From)
		to, _ := claims.Find(i.To)
		require.Equal(t, theorems.Holds, from.Expect, "nothing follows from %s", i.From)
		require.Equal(t, theorems.Holds, to.Expect, "%s does not follow", i.To)
	}
	require.Empty(t, among(claims[:1]))
}

func TestEveryBoxOfTheMapIsALinkToItsClaim(t *testing.T) {
	for _, f := range files(t) {
		if f.Name != "theory-map.svg" {
			continue
		}
		for _, claim := range theorems.Essay() {
			require.Equal(t, 1, strings.Count(string(f.Text), `<a href="index.html#`+anchor(claim.ID)+`">`), claim.ID)
		}
		require.Equal(t, len(theorems.Essay()), strings.Count(string(f.Text), "<a "))
		return
	}
	t.Fatal("no map")
}

// Without its width a text runs into its neighbours in any font but the one that the drawing was laid out by.
func TestEveryTextOfADrawingHasItsWidth(t *testing.T) {
	text := regexp.MustCompile(`<text[^>]*>[^<]*`)
	width := regexp.MustCompile(` textLength="\d+\.\d" lengthAdjust="spacingAndGlyphs"`)
	for _, f := range files(t)[1:] {
		texts := text.FindAllString(string(f.Text), -1)
		require.NotEmpty(t, texts, f.Name)
		for _, one := range texts {
			if !strings.Contains(one, "bold") { // signs and heads, beside which there is room
				require.Regexp(t, width, one, f.Name)
			}
		}
	}
}

func TestQuestionsNameClaimsOfTheEssay(t *testing.T) {
	essay := theorems.Essay()
	asked := map[string]bool{}
	for _, q := range Questions() {
		require.True(t, strings.HasSuffix(q.Text, "?"), q.Text)
		require.False(t, asked[q.Text], q.Text)
		asked[q.Text] = true
		require.True(t, strings.HasSuffix(q.Answer, "."), q.Text)
		require.NotEmpty(t, q.Claims, q.Text)
		for _, id := range q.Claims {
			_, found := essay.Find(id)
			require.True(t, found, "%s: %s", q.Text, id)
		}
	}
	require.Equal(t, Questions(), contents(t).Questions(), "a report on all claims shows all questions")
}

// The page begins with what came out: the questions, what is false, and the drawings; the claims come after them.
func TestThePageOpensWithWhatCameOut(t *testing.T) {
	c := contents(t)
	index := html.UnescapeString(string(files(t)[0].Text))
	last := 0
	for _, place := range []string{"answers", "refuted", "map", "merging", "tilting", "softening", "gaps", "experiments", "claims", "section-mimic"} {
		at := strings.Index(index, ` id="`+place+`"`)
		require.Greater(t, at, last, place)
		last = at
	}
	shown := func(text string) bool { return strings.Contains(index, text) }
	for _, q := range Questions() {
		require.True(t, shown(`<th scope="row">`+q.Text+`</th><td>`+q.Answer+`</td>`), q.Text)
	}
	for i, claim := range c.Claims {
		require.Equal(t, claim.Expect == theorems.Refuted, shown(`<th scope="row" data-head="True: ">`+claim.Title+` <a href="#`+anchor(claim.ID)+`">`), claim.ID)
		if numbers, found := strings.CutPrefix(c.Results[i].Why, "counterexample: "); found {
			require.True(t, shown(`data-head="Counterexample: ">`+results.Short(numbers)+`</td>`), claim.ID)
		}
	}
}

func TestEveryClaimIsOnTheMapOnce(t *testing.T) {
	claims := theorems.Essay()
	m := newMap(claims, make([]properties.Result, len(claims)))
	require.Len(t, m.order, len(claims))
	require.Len(t, m.heads, len(claims.Sections()))
	for i, id := range m.order {
		for _, other := range m.order[:i] {
			a, b := m.boxes[id], m.boxes[other]
			require.True(t, a.column != b.column || max(a.y-b.y, b.y-a.y) >= boxHeight, "%s on %s", id, other)
		}
	}
	for _, section := range claims.Sections() {
		found := 0
		for _, c := range columns {
			for _, s := range c {
				if s == section {
					found++
				}
			}
		}
		require.Equal(t, 1, found, section)
	}
}

func TestSectionsWithoutAPlaceComeLast(t *testing.T) {
	claims := theorems.Essay()
	other := claims[0]
	other.ID = "elsewhere/claim"
	claims = append(theorems.Registry{other}, claims...)
	m := newMap(claims, make([]properties.Result, len(claims)))
	require.Equal(t, len(columns), m.boxes["elsewhere/claim"].column)
}

// The determinant is zero exactly if three distributions on three outcomes lie on a line.
func determinant(a, b, c model.Dist) model.Q {
	minor := func(x, y int) model.Q { return b.P(x).Mul(c.P(y)).Sub(b.P(y).Mul(c.P(x))) }
	return a.P(0).Mul(minor(1, 2)).Add(a.P(1).Mul(minor(2, 0))).Add(a.P(2).Mul(minor(0, 1)))
}

func TestTheRemedyStaysOnTheSegmentAndTheSoftPathDoesNot(t *testing.T) {
	tr, err := newTriangle()
	require.NoError(t, err)
	p := tr.Mimic
	for _, pi := range tr.remedied {
		require.True(t, determinant(p, pi, tr.forecast).IsZero(), pi)
		there := model.TotalVariation(p, pi).Add(model.TotalVariation(pi, tr.forecast))
		require.True(t, there.Equal(model.TotalVariation(p, tr.forecast)), "%s is not between", pi)
	}
	require.True(t, tr.remedied[len(tr.remedied)-1].Equal(tr.forecast), "it ends at what success looks like")
	outside := 0
	for _, pi := range tr.soft {
		if !determinant(p, pi, tr.forced).IsZero() {
			outside++
		}
	}
	require.Equal(t, len(tr.soft), outside)
	end := tr.soft[len(tr.soft)-1]
	require.True(t, model.TotalVariation(end, tr.forced).Less(model.Frac(1, 50)), "it ends near P(·|X_F)")
}

func TestGapsLieOnTheDiagonal(t *testing.T) {
	claim, ok := theorems.Essay().Find("forcing/gap")
	require.True(t, ok)
	list, err := newGaps(*claim, 7)
	require.NoError(t, err)
	require.Len(t, list, gapScenarios)
	apart := map[string]bool{}
	for _, g := range list {
		require.True(t, g.distance.Equal(g.proneness), "%s and %s", g.distance, g.proneness)
		apart[g.distance.String()] = true
	}
	require.Greater(t, len(apart), 200, "of all kinds")
	other, err := newGaps(*claim, 8)
	require.NoError(t, err)
	require.NotEqual(t, list, other)
}

// Each tilt is a line in the plane that touches the path. A challenger below all these lines is not above the path
// between its points either, except in the gaps between neighbouring lines.
func TestNoChallengerIsAboveTheFrontier(t *testing.T) {
	f, err := newFrontier(3)
	require.NoError(t, err)
	require.Len(t, f.challengers, challengers)
	for i, tilt := range f.tilts {
		best := f.path[i]
		highest, income, cost := tilt.Objective(f.Mimic, best), f.income(best), model.KL(best, f.Mimic)
		for _, pi := range f.challengers[:150] { // exact logarithms take long, and all are drawn alike
			require.False(t, highest.Less(tilt.Objective(f.Mimic, pi)), "%s at base %s", pi, tilt.Base())
			if !f.income(pi).Less(income) {
				require.False(t, model.KL(pi, f.Mimic).Less(cost), "%s earns as much as base %s for less", pi, tilt.Base())
			}
		}
	}
}

func TestTheLimitIsOfTheHighestReward(t *testing.T) {
	f, err := newFrontier(3)
	require.NoError(t, err)
	for x := range f.Mimic.Len() {
		require.False(t, f.Tilt.Reward(f.Mimic.Len()-1).Less(f.Tilt.Reward(x)))
	}
	require.True(t, f.income(f.path[len(f.path)-1]).Less(f.income(f.limit)))
}

func TestCurvesStayWithinTheirBudget(t *testing.T) {
	list, err := curves()
	require.NoError(t, err)
	require.Len(t, list, 3)
	for _, f := range list {
		require.Len(t, f.Distances, steps, f.Name)
		for n, d := range f.Distances {
			require.False(t, d.High.Less(d.Low), f.Name)
			require.False(t, f.Budget.Less(model.Rational(f.Spent[n].Low)), f.Name)
		}
		require.False(t, f.LnC.Less(f.Budget), f.Name)
	}
	sixth := model.Frac(1, 6)
	for _, d := range list[2].Distances {
		require.False(t, sixth.Less(d.Low) || d.High.Less(sixth), "the coins stay apart")
	}
}

func TestExamplesAreFound(t *testing.T) {
	_, err := example("nothing")
	require.EqualError(t, err, `no example is called "nothing"`)
	_, err = own("nothing.json")
	require.Error(t, err)
}

func TestTicksAreNiceNumbers(t *testing.T) {
	for _, one := range []struct {
		axis
		want string
	}{
		{axis{low: 0, high: 1}, "0.0 0.2 0.4 0.6 0.8 1.0"},
		{axis{low: 0, high: 0.8}, "0.0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8"},
		{axis{low: 0.01, high: 0.24}, "0.05 0.10 0.15 0.20"},
		{axis{low: -0.5, high: 0.7}, "-0.4 -0.2 0.0 0.2 0.4 0.6"},
		{axis{low: 0, high: 4.2}, "0 1 2 3 4"},
		{axis{low: 0, high: 29, step: 5}, "0 5 10 15 20 25"},
		{axis{low: 0.5, high: 3.5, step: 1}, "1 2 3"},
		{axis{low: -3, high: 390}, "0 50 100 150 200 250 300 350"},
		{axis{low: 1e-7, high: 3e-7}, "0.00000010 0.00000015 0.00000020 0.00000025 0.00000030"},
	} {
		var labels []string
		for _, tick := range one.ticks() {
			labels = append(labels, tick.Label)
		}
		require.Equal(t, one.want, strings.Join(labels, " "))
	}
}

func TestAxesWithoutAnExtentGetOne(t *testing.T) {
	empty, single := newChart("x", "y"), newChart("x", "y")
	empty.line("nothing", nil, blue, 0)
	single.dots("one point", []point{{3, 5}}, blue, 2, circle)
	for _, c := range []*chart{empty, single} {
		require.NotRegexp(t, `NaN|Inf`, c.drawing(plotWidth, plotHeight).text)
	}
	require.Equal(t, axis{title: "x", low: 3, high: 4, from: single.x.from, to: plotWidth - edge}, single.x)
	require.InDelta(t, single.x.from, single.x.at(3), 0)
}

// Axes reach as far as their marks do, and texts are short enough.
func TestNothingLeavesItsDrawing(t *testing.T) {
	place := regexp.MustCompile(`[ML](-?[\d.]+),(-?[\d.]+)`)
	words := regexp.MustCompile(`(?m)<text x="(-?[\d.]+)" y="(-?[\d.]+)" textLength="([\d.]+)"`)
	number := func(text string) float64 {
		n, err := strconv.ParseFloat(text, 64)
		require.NoError(t, err)
		return n
	}
	for _, f := range files(t)[1:] {
		root, text := parsed(t, f.Text), string(f.Text)
		width, height := number(root.attribute("width")), number(root.attribute("height"))
		require.NotContains(t, text, "-0.00", f.Name)
		places := place.FindAllStringSubmatch(text, -1)
		require.NotEmpty(t, places, f.Name)
		for _, m := range places {
			x, y := number(m[1]), number(m[2])
			require.True(t, 0 < x && x < width && 0 < y && y < height, "%s: %s", f.Name, m[0])
		}
		for _, m := range words.FindAllStringSubmatch(text, -1) {
			x, y, length := number(m[1]), number(m[2]), number(m[3])
			if x == 0 && y == 0 { // the turned title of an axis
				require.Less(t, length, height, "%s: %s", f.Name, m[0])
				continue
			}
			require.True(t, 0 < x && x+length < width && letters < y && y < height, "%s: %s", f.Name, m[0])
		}
	}
}

// The pictures that the documents show are those of the report.
func TestPicturesOfTheDocuments(t *testing.T) {
	readme, err := os.ReadFile("../../../README.md")
	require.NoError(t, err)
	claims, err := os.ReadFile("../../../theorems/README.md")
	require.NoError(t, err)
	documents := string(readme) + string(claims)
	c := Contents{Settings: Settings{Seed: 1}}
	shown := 0
	for _, draw := range []func() (chapter, error){c.tilting, c.softening} {
		chapter, err := draw()
		require.NoError(t, err)
		for _, f := range chapter.Figures {
			file := "pictures/" + f.Name + ".svg"
			if !strings.Contains(documents, "properties/cli/report/"+file+")") {
				continue
			}
			shown++
			golden.Assert(t, string(f.standalone()), "../"+file)
		}
	}
	require.Equal(t, 2, shown)
}
