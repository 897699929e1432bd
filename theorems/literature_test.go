package theorems

import (
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// literature lists what each work named in a source or a derivation has shown, and the claims that name it. Before a
// claim names a work, check that the work says what the claim says of it.
var literature = map[string]struct {
	shows  string
	claims []string
}{
	"Beirami et al. 2024": {"ln n - (n-1)/n is an upper bound of the divergence of the best of n, not its value",
		[]string{"tilt/best-of-n", "tilt/best-of-n-divergence"}},
	"Ben-David et al. 2010": {"errors of one hypothesis on two domains differ by at most the distance of the domains, labels alike",
		[]string{"transfer/any-rule"}},
	"Blackwell and Dubins 1962": {"A ≪ M on infinite sequences: the distance of the whole future tends to 0 A-almost surely; no rate",
		[]string{"merging/martingale", "merging/almost-surely", "merging/identical-support", "merging/finite-dominance", "merging/urn",
			"merging/future-almost-surely", "merging/without-constant", "merging/metastable", "merging/necessary"}},
	"Chen and Kiefer 2014": {"whether two labelled Markov chains are singular is decided in polynomial time", []string{"features/lebesgue"}},
	"Goldwasser and Micali 1984": {"what tells two long messages apart tells neighbours apart in a chain that changes one part at a time",
		[]string{"mimic/indistinguishable-sequences"}},
	"Good 1953": {"the probability of all that is unseen is estimated by the share of what was seen once", []string{"mimic/point-distribution"}},
	"Holtzman et al. 2020": {"nucleus sampling: draw from the smallest set of likeliest outcomes of at least a given probability",
		[]string{"sampler/top-p"}},
	"Hutter 2001": {"the bound of Solomonoff for any finite alphabet, by relative entropy and the chain rule", []string{"merging/budget"}},
	"Kalai and Lehrer 1994": {"weak merging, of the next outcome's forecasts, and strong merging, of all the future's",
		[]string{"merging/budget"}},
	"Korbak et al. 2021": {"tuning GPT-2 to compile without a penalty shortens programs", []string{"safety/compilability"}},
	"Korbak, Perez and Buckley 2022": {"tuning with a KL penalty is variational inference: the optimum is the tilted law",
		[]string{"tilt/optimum"}},
	"Krichevsky and Trofimov 1981": {"pseudo-counts of 1/2: a redundancy of (k-1)/2·ln n, half of that of Laplace's rule", []string{"merging/urn"}},
	"Kullback 1967":                {"KL ≥ 2·TV² + 4/9·TV⁴, as corrected in 1970", []string{"merging/refined-budget"}},
	"Kwa et al. 2024":              {"a KL penalty does not stop a heavy-tailed error of the reward: the reward rises and the value does not", []string{"tilt/heavy-tail"}},
	"Neyman and Pearson 1933":      {"of all events of a given probability under M, those of large A/M have the largest under A", []string{"merging/necessary"}},
	"Pearl 2000":                   {"intervening differs from observing; without confounding the two agree", []string{"control/causation"}},
	"Shumailov et al. 2024":        {"models trained on data that models generated lose the tails of the original distribution", []string{"mimic/collapse"}},
	"Solomonoff 1978":              {"two outcomes: the expected squared errors of a mixture's forecasts add up to at most half of ln 1/weight", []string{"merging/budget"}},
	"Topsøe 2001":                  {"KL ≥ 2·TV² + 4/9·TV⁴ + 32/135·TV⁶ and a further term", []string{"merging/refined-budget"}},
	"Wright 1931":                  {"random drift takes the same share of heterozygosity each generation, and mean frequencies stay", []string{"mimic/collapse"}},
}

// A citation is one or more names and a year, which may stand in brackets.
var citation = regexp.MustCompile(`((?:\p{Lu}[\p{L}-]+, )*\p{Lu}[\p{L}-]+(?: and \p{Lu}[\p{L}-]+| et al\.)?) \(?(\d{4})\b`)

func TestWorksAreNamedForWhatTheyShow(t *testing.T) {
	named := map[string][]string{}
	for _, claim := range Essay() {
		for _, m := range citation.FindAllStringSubmatch(claim.Source+". "+claim.Derivation, -1) {
			if work := m[1] + " " + m[2]; !slices.Contains(named[work], claim.ID) {
				named[work] = append(named[work], claim.ID)
			}
		}
	}
	for work, claims := range named {
		assert.Contains(t, literature, work)
		assert.ElementsMatch(t, literature[work].claims, claims, work)
	}
	for work, says := range literature {
		assert.Contains(t, named, work)
		assert.NotEmpty(t, says.shows, work)
	}
}
