package main

import (
	"fmt"
	"go/ast"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// planted is an error of the theory: in one function of one file, new replaces old, an expression or a statement. The
// test must then fail, and verify must call the claim a regression. If verify cannot notice the error, no claim is
// named and a comment says why.
type planted struct {
	name           string
	file, function string
	old, new       string
	tests          string // the package that has the test
	test, claim    string
}

var errorsOfTheory = []planted{
	{
		name: "KL the other way round", file: "model/divergence.go", function: "KL",
		old: "if !p.DominatedBy(q) {\n\t\treturn Infinity\n\t}", new: "if p, q = q, p; !p.DominatedBy(q) {\n\t\treturn Infinity\n\t}",
		tests: "model", test: "TestDivergencesAgreeWithTheirDefinitions", claim: "forcing/divergences",
	},
	{
		name: "TV without the half", file: "model/divergence.go", function: "TotalVariation",
		old: "NewInt(2).Mul(p.total)", new: "p.total",
		tests: "model", test: "TestDivergencesAgreeWithTheirDefinitions", claim: "forcing/gap",
	},
	{
		name: "χ² divided by p instead of q", file: "model/divergence.go", function: "ChiSquare",
		old: "gap.Mul(gap).Div(q.P(x))", new: "gap.Mul(gap).Mul(p.P(x)).Div(q.P(x))",
		tests: "model", test: "TestDivergencesAgreeWithTheirDefinitions", claim: "forcing/divergences",
	},
	{
		name: "{g > 0} instead of the forcing set", file: "model/channel.go", function: "NewChannel",
		old: "n.Cmp(denominator) == 0", new: "n.Sign() > 0",
		tests: "model", test: "TestChannelAgreesWithBayes", claim: "forcing/optimum",
	},
	{
		name: "≥ instead of > in argmax g: ties lost", file: "model/channel.go", function: "Best",
		old: "order > 0", new: "order >= 0",
		tests: "model", test: "TestChannelAgreesWithBayes", claim: "forcing/hard-limit",
	},
	{
		name: "argmax g over all outcomes, not those within reach", file: "model/channel.go", function: "Best",
		old: "!p.Has(x)", new: "n.Sign() < 0",
		tests: "model", test: "TestChannelAgreesWithBayes", claim: "forcing/hard-limit",
	},
	{
		name: "normaliser of conditioning dropped", file: "model/dist.go", function: "Given",
		old: "return distOf(weights)", new: "return Dist{weights: weights, total: d.total}, nil",
		tests: "model", test: "TestDistAgreesWithEnumeration", claim: "forecast/conditioned",
	},
	{
		name: "normaliser of the tilt dropped", file: "model/dist.go", function: "reweight",
		old: "return distOf(weights)", new: "return Dist{weights: weights, total: d.total}, nil",
		tests: "model", test: "TestTiltAgreesWithItsFormulas", claim: "tilt/optimum",
	},
	{
		name: "λ instead of 1-λ in a mixture", file: "model/dist.go", function: "Mix",
		old: "lambda.Den().Sub(lambda.Num()).Mul(e.total)", new: "lambda.Num().Mul(e.total)",
		tests: "model", test: "TestDistAgreesWithEnumeration", claim: "control/causation",
	},
	{
		name: "tilt base inverted", file: "model/tilt.go", function: "Factor",
		old: "int(exponent)", new: "-int(exponent)",
		tests: "model", test: "TestTiltAgreesWithItsFormulas", claim: "tilt/optimum",
	},
	{
		name: "KL penalty rewarded", file: "model/tilt.go", function: "Objective",
		old: "Ln(t.base).Scale(reward).Sub(KL(pi, p))", new: "Ln(t.base).Scale(reward).Add(KL(pi, p))",
		tests: "model", test: "TestTiltAgreesWithItsFormulas", claim: "tilt/optimum",
	},
	{
		name: "soft penalty rewarded", file: "model/forcing.go", function: "SoftOptimum",
		old: "WholeReward(-shortfall)", new: "WholeReward(shortfall)",
		tests: "model", test: "TestSoftOptimumAgreesWithItsFormula", claim: "forcing/soft-path",
	},
	{
		name: "sampler off by one seed", file: "model/sampler.go", function: "Emit",
		old: "rest.Cmp(w) < 0", new: "rest.Cmp(w) <= 0",
		tests: "model", test: "TestEmitSharesOutTheSeedsExactly", claim: "mimic/sampler",
	},
	{
		name: "beliefs kept whatever is seen: prior instead of posterior", file: "model/law.go", function: "after",
		old: "shares[i].Mul(e)", new: "shares[i]",
		tests: "model", test: "TestLawAgreesWithEnumeration", claim: "mimic/bayes",
	},
	{
		name: "forecast before the history: prior instead of posterior", file: "theorems/instance.go", function: "after",
		old: "in.law(prior).ObserveAll(in.History...).Anew()", new: "in.law(prior).Anew()",
		tests: "theorems", test: "TestTheExamplesComeOutAsTheEssaySays", claim: "mimic/bayes",
	},
	{
		name: "filtration off by one: the history one short", file: "theorems/instance.go", function: "after",
		old: "in.History", new: "in.History[:max(0, len(in.History)-1)]",
		tests: "theorems", test: "TestTheExamplesComeOutAsTheEssaySays", claim: "mimic/bayes",
	},
	{
		name: "filtration off by one: forecasts after n, not n-1", file: "theorems/merging_budget.go", function: "forecasts",
		old: "levels[:steps]", new: "levels[1:]",
		tests: "theorems", test: "TestTheExamplesComeOutAsTheEssaySays", claim: "merging/budget",
	},
	{
		name: "horizon off by one", file: "theorems/merging.go", function: "newDistances",
		old: "len(levels)-1-n", new: "max(0, len(levels)-2-n)",
		tests: "theorems", test: "TestTheExamplesComeOutAsTheEssaySays", claim: "merging/identity",
	},
	{
		name: "urn's pseudo-counts dropped once it has seen something", file: "model/law.go", function: "emission",
		old: "s.pseudo.all()[x].Add(s.divisor.Mul(NewInt(int64(p.seen[x]))))", new: "s.divisor.Mul(NewInt(int64(p.seen[x]))).Add(s.pseudo.all()[x].Mul(NewInt(int64(1-min(1, slices.Max(p.seen))))))",
		tests: "model", test: "TestUrnAgreesWithTheBetaFunction", claim: "merging/urn",
	},
	{
		name: "urn's forecast off by one count", file: "model/law.go", function: "emissionTotal",
		old: "seen += n", new: "seen += n + 1",
		tests: "model", test: "TestUrnAgreesWithTheBetaFunction", claim: "merging/urn",
	},
	{
		name: "an outcome taken for its cell", file: "model/law.go", function: "ObserveCell",
		old: "f.Cell(x) == cell", new: "x == cell",
		tests: "model", test: "TestLawAgreesWithEnumeration", claim: "features/tower",
	},
	{
		name: "likelihood ratio upside down", file: "model/law.go", function: "LikelihoodRatio",
		old: "a.Prob().Div(m.Prob())", new: "m.Prob().Div(a.Prob())",
		tests: "theorems", test: "TestTheExamplesComeOutAsTheEssaySays", claim: "merging/martingale",
	},
	{
		name: "dominance constant over the common support", file: "model/law.go", function: "DominanceConstant",
		old: "if !a.DominatedBy(m) {\n\t\treturn Zero, false\n\t}", new: "a, _ = a.Given(m.Support())\nif a.Len() == 0 {\n\t\treturn Zero, false\n\t}",
		tests: "model", test: "TestDominanceBoundsEveryHistory", claim: "merging/budget",
	},
	{
		name: "dominance constant over the states where the mimic has more", file: "model/law.go", function: "DominanceConstant",
		old: "a.Has(s)", new: "a.Has(s) && !m.P(s).Less(a.P(s))",
		tests: "model", test: "TestDominanceBoundsEveryHistory", claim: "merging/surprises",
	},
	{
		name: "c instead of 1-c", file: "theorems/forcing.go", function: "proneness",
		old: "model.One.Sub(c)", new: "c",
		tests: "theorems", test: "TestForcingClaimsByHand", claim: "forcing/gap",
	},
}

// allPlanted lists every error, in the order of their switches.
var allPlanted = slices.Concat(errorsOfTheory, loosened)

// plant weaves all errors into one set of tests and one binary, tries each, and prints those that are not seen.
func plant(workers int) error {
	directory, err := os.MkdirTemp("", "mutation-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	texts, shops := map[string]string{}, map[string]*workshop{}
	for _, dir := range []string{"model", "theorems"} {
		woven, s, err := weavePlanted(dir)
		if err != nil {
			return err
		}
		shops[dir] = &workshop{source: s, dirOfBinaries: directory}
		for file, text := range woven {
			texts[file] = text
		}
	}
	binaries := map[string]string{}
	for dir, shop := range shops {
		if binaries[dir], err = shop.build(dir+".test", texts); err != nil {
			return err
		}
		shop.askFlags(binaries[dir])
	}
	mimics, err := shops["model"].overlaid("mimics", texts, "build", ".")
	if err != nil {
		return err
	}
	// With nothing planted the tests pass and the claims are as expected.
	sound := map[string]func() error{}
	noticed := 0 // by verify alone
	for _, p := range allPlanted {
		sound[p.test] = func() error { return runs(shops[p.tests], binaries[p.tests], p.test, 0, true) }
		if p.claim != "" {
			noticed++
			sound[p.claim] = func() error { return claims(mimics, p.claim, 0, "as expected") }
		}
	}
	check := func(sound func() error) error { return sound() }
	for _, err := range inParallel(workers, slices.Collect(maps.Values(sound)), check) {
		if err != nil {
			return fmt.Errorf("with nothing planted: %w", err)
		}
	}
	numbers := make([]int, len(allPlanted))
	for i := range numbers {
		numbers[i] = i
	}
	seen := inParallel(workers, numbers, func(i int) error {
		p := allPlanted[i]
		return p.try(i+1, shops[p.tests], binaries[p.tests], mimics)
	})
	unseen := 0
	for i, p := range allPlanted {
		if seen[i] != nil {
			unseen++
			fmt.Printf("%s %s, %s: %v\n", p.file, p.function, p.name, seen[i])
		}
	}
	fmt.Printf("%d errors of the theory planted, %d seen by the test named and, for %d of them, by verify alone\n",
		len(allPlanted), len(allPlanted)-unseen, noticed)
	if unseen > 0 {
		return fmt.Errorf("%d planted errors were not seen", unseen)
	}
	return nil
}

// try plants error number id: the test fails with it, and so does the claim if one is named.
func (p *planted) try(id int, shop *workshop, tests, mimics string) error {
	if err := runs(shop, tests, p.test, id, false); err != nil {
		return err
	}
	if p.claim == "" {
		return nil
	}
	return claims(mimics, p.claim, id, "regression")
}

// runs checks that a test passes, or fails, with error number id planted; 0 plants none.
func runs(shop *workshop, binary, test string, id int, passes bool) error {
	arguments := append([]string{"-test.failfast", "-test.v", "-test.run", "^" + test + "$"}, shop.flags...)
	output, err := shop.shell(binary, id, arguments...)
	if ran := strings.Contains(string(output), "=== RUN   "+test); !ran || passes != (err == nil) {
		return fmt.Errorf("the test %s: ran %t, passed %t, expected %t", test, ran, err == nil, passes)
	}
	return nil
}

// claims checks that verify says what it should of a claim with error number id planted, 0 for none.
func claims(mimics, claim string, id int, verdict string) error {
	command := exec.Command(mimics, "verify", "--verbose", "--claim", claim, "--color", "never")
	command.Env = append(os.Environ(), fmt.Sprint("MUTANT=", id))
	output, err := command.Output()
	row := regexp.MustCompile(`(?m)^.*` + regexp.QuoteMeta(claim) + ` .*$`).Find(output)
	if !strings.Contains(string(row), verdict) || (err == nil) != (id == 0) {
		return fmt.Errorf("the claim %s: expected %s, got %q", claim, verdict, row)
	}
	return nil
}

// weavePlanted returns the texts of a package with the errors planted in it, each behind its switch.
func weavePlanted(dir string) (map[string]string, *source, error) {
	s, err := readSource(dir)
	if err != nil {
		return nil, nil, err
	}
	w, err := newWeaver(s)
	if err != nil {
		return nil, nil, err
	}
	w.spots = map[ast.Node][]spot{}
	for i, p := range allPlanted {
		if filepath.Dir(p.file) != dir {
			continue
		}
		node, err := w.find(p)
		if err != nil {
			return nil, nil, err
		}
		w.spots[node] = append(w.spots[node], spot{i + 1, p.new})
	}
	texts := w.weave(nil)
	texts[filepath.Join(dir, "switchboard.go")] = switchboardOf(dir)
	return texts, s, nil
}

// find returns the only node in the function whose text is p.old.
func (w *weaver) find(p planted) (found ast.Node, err error) {
	file, ok := w.files[p.file]
	if !ok {
		return nil, fmt.Errorf("%s: no such file", p.file)
	}
	count := 0
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != p.function {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if n == nil || w.text(n) != p.old {
				return true
			}
			found, count = n, count+1
			return false
		})
	}
	if count != 1 {
		return nil, fmt.Errorf("%s: %s has %q %d times, expected once", p.file, p.function, p.old, count)
	}
	return found, nil
}

// spot is a text that replaces a node when its switch is on.
type spot struct {
	id   int
	text string
}

func (w *weaver) planted(n ast.Node, spots []spot, live string) string {
	e, isExpression := n.(ast.Expr)
	if !isExpression {
		for _, s := range slices.Backward(spots) {
			live = fmt.Sprintf("if mutantIs(%d) {\n%s\n} else {\n%s\n}", s.id, s.text, live)
		}
		return live
	}
	of := w.typeOf(e)
	text := "(func() " + of + " {\n"
	for _, s := range spots {
		text += fmt.Sprintf("if mutantIs(%d) {\nreturn %s\n}\n", s.id, s.text)
	}
	return text + "return " + live + "\n}())"
}
